// Attributes of customers in the form for a model: numbers, and codes with the same meaning
// on every day.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegStore

/// The attributes of a score on one or more days.
struct ScoreAttributes {
  let names: [String]
  /// For each day: one column an attribute, a value a customer.
  private let days: [[Column]]
  /// For each text attribute: the texts of its codes, and for each day the code of each of
  /// the column's own codes; nil if those are the same.
  private let vocabularies: [Vocabulary?]

  private struct Vocabulary {
    let count: Int
    let texts: [String]
    let codes: [[Int32]?]
  }

  /// - Parameter evaluations: one for each day, one or more.
  init(_ items: [NamedExpression], on evaluations: [Evaluation]) throws(ScriptError) {
    names = items.map(\.name)
    var days: [[Column]] = []
    for evaluation in evaluations {
      var columns: [Column] = []
      for item in items { columns.append(try evaluation.column(item.expression, on: evaluation.store.customerFrame)) }
      days.append(columns)
    }
    self.days = days
    vocabularies = items.indices.map { place in Self.vocabulary(days.map { $0[place] }) }
  }

  private static func vocabulary(_ columns: [Column]) -> Vocabulary? {
    guard let first = columns.first?.dictionary else { return nil }
    if columns.allSatisfy({ $0.dictionary === first }) {
      return Vocabulary(count: first.count, texts: first.texts, codes: columns.map { _ in nil })
    }
    // Texts that are computed on the day, as by `if`, have codes of that day.
    var numbers: [[UInt8]: Int32] = [:]
    var texts: [String] = []
    let codes = columns.map { column -> [Int32]? in
      guard let dictionary = column.dictionary else { return nil }
      return (0..<dictionary.count).map { code in
        let bytes = Array(dictionary.utf8(code))
        if let known = numbers[bytes] { return known }
        let number = Int32(clamping: texts.count)
        numbers[bytes] = number
        texts.append(dictionary[code])
        return number
      }
    }
    return Vocabulary(count: texts.count, texts: texts, codes: codes)
  }

  /// Customers with at least one known attribute on a day.
  func known(on day: Int) -> Bitmap {
    guard let first = days[day].first else { return Bitmap(count: 0) }
    var known = Bitmap(count: first.count)
    for column in days[day] {
      guard let validity = column.validity else { return Bitmap(count: column.count, repeating: true) }
      known = known.union(validity)
    }
    return known
  }

  /// What the attributes of so many customers take as arrays.
  func featureBytes(on day: Int, _ rows: Int) -> Int {
    days[day].reduce(0) { sum, column in
      switch column.type {
      case .integer, .number, .date, .timestamp: sum + rows * (column.validity == nil ? 8 : 9)
      case .boolean, .text: sum + rows * 4
      }
    }
  }

  /// The attributes of a day.
  ///
  /// - Parameter rows: the customers, in this order; nil: all.
  func features(on day: Int, of rows: [Int32]?) -> [ScoreFeature] {
    names.indices.map { place in
      let column = days[day][place]
      switch column.type {
      case .integer, .number, .date, .timestamp:
        let values = column.numbers(of: rows)
        return ScoreFeature(names[place], numbers: values.numbers, present: values.present)
      case .boolean: return ScoreFeature(names[place], categories: column.codes(of: rows, as: nil), count: 2)
      case .text:
        let vocabulary = vocabularies[place]
        let codes = column.codes(of: rows, as: vocabulary?.codes[day])
        return ScoreFeature(names[place], categories: codes, count: vocabulary?.count ?? 0)
      }
    }
  }

  /// The text of an attribute's code.
  func text(of code: Int32, _ feature: Int) -> Message {
    if let vocabulary = vocabularies[feature] {
      return vocabulary.texts.indices.contains(Int(code)) ? Message(verbatim: vocabulary.texts[Int(code)]) : ""
    }
    return code == 0 ? "no" : "yes"
  }

  /// The texts of a coefficient's category and of its base.
  func line(_ coefficient: ScoreCoefficient) -> ScoreRecord.Line {
    func words(_ column: ScoreColumn) -> Message? {
      switch column {
      case .intercept, .number: nil
      case .missing: "missing"
      case .category(let feature, let code): text(of: code, feature)
      case .otherCategories(_, let count): "\(count) others"
      }
    }
    return ScoreRecord.Line(
      coefficient: coefficient, category: words(coefficient.column), base: coefficient.base.flatMap(words))
  }
}

extension Column {
  /// The values of rows as numbers: days of dates and timestamps.
  fileprivate func numbers(of rows: [Int32]?) -> (numbers: [Double], present: [Bool]?) {
    let size = rows?.count ?? count
    let factor = type == .timestamp ? 1 / 86_400_000_000.0 : 1
    let numbers: [Double]
    if case .float64(let buffer) = values {
      numbers = (0..<size).map { buffer.pointer[row(at: $0, of: rows)] }
    } else {
      numbers = (0..<size).map { number(at: row(at: $0, of: rows)) * factor }
    }
    guard validity != nil else { return (numbers, nil) }
    return (numbers, (0..<size).map { isPresent(row(at: $0, of: rows)) })
  }

  /// The codes of rows, -1 for a missing value; 0 and 1 for conditions.
  ///
  /// - Parameter map: the new code of each; nil: unchanged.
  fileprivate func codes(of rows: [Int32]?, as map: [Int32]?) -> [Int32] {
    (0..<(rows?.count ?? count)).map { place in
      let row = row(at: place, of: rows)
      guard isPresent(row) else { return -1 }
      if case .bits(let bits) = values { return bits[row] ? 1 : 0 }
      let code = self.code(row)
      guard let map else { return Int32(clamping: code) }
      return map.indices.contains(code) ? map[code] : -1
    }
  }

  @inline(__always)
  private func row(at place: Int, of rows: [Int32]?) -> Int { rows.map { Int($0[place]) } ?? place }
}
