// The customers who have bought, in groups of equal covariates.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegRuntime

/// The values of the covariates of the customers in a record of purchases.
final class CovariateRecord {
  let design: CovariateDesign
  /// For each of the record's histories the group; -1 where a covariate is missing.
  let groupOf: [Int32]
  /// A covariate that has no more than one value.
  let constant: String?
  private let charge: MemoryCharge
  private var groupings: [Double: (groups: [GroupedHistories], historyOf: [Int32])] = [:]
  private var fits: [PurchaseRecord.FitKey: Fit] = [:]

  enum Fit: Sendable {
    case fitted(CovariateFit)
    case failed(FitFailure)
  }

  /// More groups than these are as many likelihoods.
  static let mostGroups = 20_000

  /// - Throws: if there are too many different values.
  init(_ items: [NamedExpression], of record: PurchaseRecord, _ evaluation: Evaluation) throws(ScriptError) {
    let context = evaluation.context
    charge = try context.charge(record.buyers * (MemoryLayout<Int32>.stride + items.count * MemoryLayout<Double>.stride))
    var columns: [CovariateColumn] = []
    for item in items {
      let column = try evaluation.column(item.expression, on: evaluation.store.customerFrame)
      columns.append(CovariateColumn(column, of: record))
    }
    var numbers: [[UInt64]: Int32] = [:]
    var groups: [[Double]] = []
    var groupOf = [Int32](repeating: -1, count: record.buyers)
    for buyer in 0..<record.buyers {
      let values = columns.map { $0.values[buyer] }
      guard values.allSatisfy(\.isFinite) else { continue }
      let key = values.map(\.bitPattern)
      if let known = numbers[key] {
        groupOf[buyer] = known
        continue
      }
      if groups.count == Self.mostGroups, let first = items.first {
        throw ScriptError(ModelDiagnostics.tooManyCovariates(at: first.expression.span))
      }
      numbers[key] = Int32(clamping: groups.count)
      groupOf[buyer] = Int32(clamping: groups.count)
      groups.append(values)
      if groups.count & 0xff == 0 { try context.check() }
    }
    self.groupOf = groupOf
    let coded = zip(items, columns).enumerated().map { place, covariate in
      CodedCovariate(covariate.0.name, covariate.1, groups.map { $0[place] })
    }
    if let large = zip(items, coded).first(where: { $1.names.count > CodedCovariate.mostLevels }) {
      throw ScriptError(ModelDiagnostics.tooManyLevels(large.0.name, large.1.names.count + 1, at: large.0.expression.span))
    }
    constant = coded.first { $0.names.isEmpty }?.name
    design = CovariateDesign(
      names: coded.flatMap(\.names), groups: groups.indices.map { group in coded.flatMap { $0.rows[group] } })
  }

  /// The number of histories without a covariate.
  var missing: Int { groupOf.count { $0 < 0 } }

  /// For each group its distinct histories, and for each history of the record its place among those of all groups; -1 without
  /// covariates.
  func grouped(
    _ record: PurchaseRecord, daysPerUnit: Double, _ context: ExecutionContext
  ) throws(ScriptError) -> (groups: [GroupedHistories], historyOf: [Int32]) {
    if let known = groupings[daysPerUnit] { return known }
    var members = [[Int32]](repeating: [], count: design.groups.count)
    for (buyer, group) in groupOf.enumerated() where group >= 0 { members[Int(group)].append(Int32(clamping: buyer)) }
    var historyOf = [Int32](repeating: -1, count: groupOf.count)
    var groups: [GroupedHistories] = []
    var first: Int32 = 0
    for own in members {
      let made = try record.grouped(own, daysPerUnit: daysPerUnit, context)
      for (buyer, history) in zip(own, made.historyOf) { historyOf[Int(buyer)] = first &+ history }
      first &+= Int32(clamping: made.histories.count)
      groups.append(made)
    }
    groupings[daysPerUnit] = (groups, historyOf)
    return (groups, historyOf)
  }

  /// The model fitted to all groups; `isNew` if it was fitted now.
  func fit(
    _ key: PurchaseRecord.FitKey, _ record: PurchaseRecord, _ context: ExecutionContext
  ) throws(ScriptError) -> (fit: Fit, isNew: Bool) {
    if let known = fits[key] { return (known, false) }
    let groups = try grouped(record, daysPerUnit: key.daysPerUnit, context).groups.map(\.histories)
    let made: Fit
    do throws(FitFailure) {
      if let constant { throw .constantCovariate(name: constant) }
      made = .fitted(try SegCustomerValue.fit(key.model, to: groups, covariates: design, penalty: key.penalty, in: context))
    } catch {
      made = .failed(error)
    }
    fits[key] = made
    return (made, true)
  }

  func forgetFits() { fits = [:] }
}

/// A covariate of each history: its number, the code of its text, or 0 and 1; NaN where it is missing.
private struct CovariateColumn {
  let values: [Double]
  /// The texts of the codes; nil for numbers and conditions.
  let texts: [String]?
  let isCondition: Bool

  init(_ column: Column, of record: PurchaseRecord) {
    var values = [Double](repeating: .nan, count: record.buyers)
    let (place, isText) = (record.place, column.dictionary != nil)
    for customer in 0..<column.count {
      let buyer = Int(place.pointer[customer])
      guard buyer >= 0, column.isPresent(customer) else { continue }
      if case .bits(let bits) = column.values {
        values[buyer] = bits[customer] ? 1 : 0
      } else {
        // 0 and −0 are one value.
        values[buyer] = isText ? Double(column.code(customer)) : column.number(at: customer) + 0
      }
    }
    self.values = values
    texts = column.dictionary?.texts
    isCondition = column.type == .boolean
  }
}

/// A covariate as columns of a design.
private struct CodedCovariate {
  let name: String
  /// One for each column; none if the covariate is the same for all.
  let names: [String]
  /// For each group the values of the columns.
  let rows: [[Double]]

  static let mostLevels = 50

  /// - Parameter values: of each group.
  init(_ name: String, _ column: CovariateColumn, _ values: [Double]) {
    self.name = name
    let distinct = Set(values)
    guard let texts = column.texts else {
      names = distinct.count > 1 ? [column.isCondition ? "\(name) = yes" : name] : []
      rows = values.map { distinct.count > 1 ? [$0] : [] }
      return
    }
    func text(_ code: Double) -> String { Int(exactly: code).flatMap { texts.indices.contains($0) ? texts[$0] : nil } ?? "" }
    let levels = distinct.sorted { text($0) < text($1) }.dropFirst()
    names = levels.map { "\(name) = \(text($0))" }
    rows = values.map { value in levels.map { $0 == value ? 1 : 0 } }
  }
}
