// Lays out the values of a dimension as columns.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime

/// An answer whose rows are those of all dimensions but one, with a column of each measure
/// for each value of that one.
///
/// The columns are in the order of the values, and the rows in that of theirs; ranked rows in the
/// order in which they first come.
/// A cell of a group that `having` or `top` left out is missing. A cell for which there is no
/// group has the measure of no rows: 0 for counts and sums.
struct PivotLayout {
  /// A row of the answer for each value that is laid out.
  let representatives: [Int32]
  private let all: [Column]
  private let dimensions: Int
  private let pivot: Int
  private let schema: AnswerSchema
  private let context: ExecutionContext
  /// A row of the answer for each row that is laid out.
  private let rowsOfResult: [Int32]
  /// For each value the row of the answer for each row of the result: ``Self/absent`` where
  /// there is no group, negative where it is left out.
  private let cells: [[Int32]]

  private static let absent = Int32.min
  private static let mostValues = 200

  /// - Parameters:
  ///   - all: the columns of all groups, the dimensions first.
  ///   - order: the groups that are rows of the answer.
  ///   - isRanked: whether their order is that of a ranking.
  ///   - written: the dimension that is laid out.
  init(
    all: [Column], dimensions: Int, pivot: Int, _ order: [Int32], isRanked: Bool, schema: AnswerSchema, context: ExecutionContext,
    at written: NamedExpression
  ) throws(ScriptError) {
    self.all = all
    self.dimensions = dimensions
    self.pivot = pivot
    self.schema = schema
    self.context = context
    let count = all.first?.count ?? 0
    let kept = Bitmap(count: count)
    for row in order { kept.set(Int(row)) }
    let values = try Grouping([all[pivot]], among: kept, context)
    guard values.count <= Self.mostValues else {
      throw ScriptError(
        EngineDiagnostics.tooManyColumns(values.count, of: written.name, most: Self.mostValues, at: written.expression.span))
    }
    representatives = values.representatives
    let others = (0..<dimensions).filter { $0 != pivot }.map { all[$0] }
    let everything = Bitmap(count: count, repeating: true)
    let groups = others.isEmpty ? Grouping(all: everything) : try Grouping(others, among: everything, context)
    try context.offer(groups.count * (values.count + 2) * MemoryLayout<Int32>.size)
    var places = [Int32](repeating: -1, count: groups.count)
    var firsts: [Int32] = []
    for row in order where places[groups.ids[Int(row)]] < 0 {
      places[groups.ids[Int(row)]] = 0
      firsts.append(row)
    }
    if !isRanked { firsts.sort { groups.ids[Int($0)] < groups.ids[Int($1)] } }
    for (place, row) in firsts.enumerated() { places[groups.ids[Int(row)]] = Int32(place) }
    rowsOfResult = firsts
    // The columns of values that only groups left out have are not there.
    let columns = try Self.columns(of: all[pivot], values, context)
    var cells = [[Int32]](repeating: [Int32](repeating: Self.absent, count: firsts.count), count: values.count)
    for row in 0..<count {
      let place = places[groups.ids[row]]
      let column = columns[row]
      guard place >= 0, column >= 0 else { continue }
      cells[Int(column)][Int(place)] = kept[row] ? Int32(row) : -1
    }
    self.cells = cells
  }

  /// The place of each row's value among those that are laid out; negative for others.
  private static func columns(of column: Column, _ values: Grouping, _ context: ExecutionContext) throws(ScriptError) -> [Int32] {
    let everything = Bitmap(count: column.count, repeating: true)
    let all = column.count == 0 ? nil : try Grouping([column], among: everything, context)
    guard let all else { return [] }
    var places = [Int32](repeating: -1, count: all.count)
    for (place, row) in values.representatives.enumerated() { places[all.ids[Int(row)]] = Int32(place) }
    return (0..<column.count).map { places[all.ids[$0]] }
  }

  /// The answer.
  ///
  /// - Parameters:
  ///   - measures: the places of the measures among all columns.
  ///   - empty: the measures of no rows.
  ///   - complete: whether the period of each row of the answer has ended; nil: rows are of no period.
  ///   - totals: the measures of all rows for each value, and the place of each column's value among them.
  func table(
    _ measures: Range<Int>, empty: [Column], complete: Column?, totals: (columns: [Column], places: [Int32])?
  ) throws(ScriptError) -> AnswerTable {
    let rowsWithTotals = rowsOfResult + (totals == nil ? [] : [-1])
    var columns: [AnswerColumn] = []
    var values: [Column] = []
    for place in 0..<dimensions where place != pivot {
      columns.append(schema.columns[place])
      values.append(all[place].gathered(rowsWithTotals))
    }
    let groupedBy = columns
    try context.offer(cells.count * measures.count * (rowsOfResult.count + 1) * 24)
    for (value, rows) in cells.enumerated() {
      let name = name(ofValueAt: Int(representatives[value]))
      for (number, measure) in measures.enumerated() {
        let own = schema.columns[measure]
        columns.append(own.named(measures.count == 1 ? name : "\(name) \(own.name)"))
        let column = all[measure]
        var cells = rows.map { $0 == Self.absent ? empty[number][0] : $0 < 0 ? .missing : column[Int($0)] }
        if let totals { cells.append(totals.columns[number][Int(totals.places[value])]) }
        values.append(Column.of(column.type, cells))
      }
    }
    if let complete {
      columns.append(.complete)
      values.append(complete.gathered(rowsWithTotals))
    }
    if totals != nil {
      columns.append(.isTotal)
      values.append(Column.booleans(rowsOfResult.map { _ in false } + [true]))
    }
    let schema = AnswerSchema(columns, view: AnswerView(groupedBy: groupedBy), hasTotalRow: totals != nil)
    return AnswerTable(schema, values)
  }

  /// The name of a column: its value, as CSV writes it.
  private func name(ofValueAt row: Int) -> String { Self.name(of: all[pivot][row]) }

  /// The name of a column for a value.
  static func name(of value: Value) -> String {
    if case .missing = value { return "missing" }
    let text = value.description
    return text.isEmpty ? "empty" : text
  }
}

extension EngineDiagnostics {
  /// `error: `pivot` would make 3,412 columns of `sku` [wide-pivot]`
  static func tooManyColumns(_ count: Int, of dimension: String, most: Int, at span: SourceSpan) -> Diagnostic {
    let columns = Value.integer(Int64(count)).shown(as: .figure)
    return Diagnostic(
      "wide-pivot", "`pivot` would make \(columns) columns of \(Diagnostic.code(dimension)), and at most \(most) can be read",
      at: span, label: "a column for each value",
      fix: Diagnostic.Fix("leave it as a dimension of rows, or keep fewer values by `where`"))
  }
}
