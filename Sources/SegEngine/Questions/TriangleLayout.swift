// Lays out the periods of cohorts as columns.

import SegColumns
import SegDiagnostics
import SegPlan
import SegRuntime

/// A row for each cohort, and a column for each number of periods after its first. A cell that has not come yet is
/// missing; one in which nobody came back is 0.
struct TriangleLayout {
  /// The columns of the rows: the groups, the cohort and its size.
  private let heads: Int
  private let period: Int
  private let figure: Int
  private let long: AnswerTable

  private static let mostPeriods = 200

  /// nil: the answer has no such layout.
  init?(_ question: AnalysisQuestion, _ long: AnswerTable) {
    guard case .cohorts(let analysis) = question.analysis, analysis.layout == .triangle,
      let (period, figure) = analysis.places(among: long.schema.columns.map(\.name))
    else { return nil }
    heads = period
    self.period = period
    self.figure = figure
    self.long = long
  }

  func table(at span: SourceSpan, _ context: ExecutionContext) throws(ScriptError) -> AnswerTable {
    let fields = long.table.fields.map(\.column)
    var starts: [Int] = []
    var width = 0
    for row in 0..<long.table.rowCount {
      let number = Int(fields[period].integer(row))
      if number == 0 { starts.append(row) }
      width = max(width, number + 1)
    }
    guard width <= Self.mostPeriods else { throw ScriptError(EngineDiagnostics.wideTriangle(width, most: Self.mostPeriods, at: span)) }
    try context.offer(starts.count * width * MemoryLayout<Value>.stride * 2)
    var cells = [[Value]](repeating: [Value](repeating: .missing, count: starts.count), count: width)
    // Rows of a cohort stand together, the first period first.
    for (place, start) in starts.enumerated() {
      let end = place + 1 < starts.count ? starts[place + 1] : long.table.rowCount
      for row in start..<end { cells[Int(fields[period].integer(row))][place] = fields[figure][row] }
    }
    let own = long.schema.columns[figure]
    let rows = starts.map { Int32(truncatingIfNeeded: $0) }
    return AnswerTable(
      AnswerSchema(
        long.schema.columns.prefix(heads) + (0..<width).map { own.named(String($0)) }, view: .triangle),
      fields.prefix(heads).map { $0.gathered(rows) } + cells.map { Column.of(own.type, $0) })
  }
}

extension EngineDiagnostics {
  /// `error: `cohorts` would make 545 columns [wide-pivot]`
  static func wideTriangle(_ count: Int, most: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wide-pivot", "`cohorts` would make \(count) columns of periods, and at most \(most) can be read", at: span,
      label: "a column for each period", fix: Diagnostic.Fix("take longer periods, or `layout: long` for a row of each"))
  }
}
