// The list of kinds of charts: `show … draw NAME`.

import SegColumns
import SegDiagnostics

extension ChartKind {
  public static let all: [ChartKind] = [bar, stacked, line, area, heat, scatter, histogram, curve, funnel, spark, overlay]

  /// No picture: only the table.
  package static let none = "none"

  /// All that may follow `draw`.
  package static let names: [String] = all.map(\.name) + [ReportFormat.table.name, none]

  /// The names as a text: `bar, line and table`.
  package static var list: Message { "\(names.dropLast().joined(separator: ", ")) and \(names.last ?? "")" }

  /// The kind of a name, or nil.
  public static func named(_ name: String) -> ChartKind? { all.first { $0.name == name } }

  /// The diagnostic of a name that no kind has.
  package static func unknown(_ name: String, at span: SourceSpan? = nil) -> Diagnostic {
    Diagnostic(
      "unknown-drawing", "no drawing `\(name)`", at: span, notes: ["there are \(list)"],
      fix: Speller.nearest(to: name, among: names).map { near in
        let text: Message = "did you mean `\(near)`?"
        return span.map { Diagnostic.Fix(text, replace: $0, with: near) } ?? Diagnostic.Fix(text)
      })
  }
}

extension Chart {
  /// The picture of an answer; nil if there is nothing to draw.
  ///
  /// - Parameter name: the word after `draw`; nil: the natural picture of the answer, if it has one.
  public static func of(_ report: Report, kind name: String?) -> Chart? {
    if case .chart(let chart)? = outcome(of: report, name) { return chart }
    return nil
  }

  /// nil where no picture was asked for, and the answer has no natural one.
  static func outcome(of report: Report, _ name: String?) -> ChartOutcome? {
    guard let kind = name.map({ ChartKind.named($0) }) ?? ChartKind.natural(report) else { return nil }
    guard report.table.rowCount > (report.totalRow == nil ? 0 : 1) else { return .nothing("there are no rows") }
    let input = ChartInput(report)
    guard !input.figures.isEmpty else { return .nothing("there are no figures") }
    guard case .chart(var chart) = kind.make(input, name == nil ? .main : .all) else { return kind.make(input, name == nil ? .main : .all) }
    chart.language = report.language
    return .chart(chart)
  }
}

extension ChartKind {
  /// The picture that an answer calls for; nil: none, a table says it all.
  static func natural(_ report: Report) -> ChartKind? {
    let rows = report.table.rowCount - (report.totalRow == nil ? 0 : 1)
    guard rows > 1 else { return nil }
    return switch report.schema.view {
    case .table: nil
    case .bars: bar
    case .grid, .triangle, .flow: heat
    case .series: line
    case .curve, .survival: curve
    case .histogram: histogram
    case .funnel: funnel
    }
  }

  /// Whether the picture of an answer says more at a terminal than its table.
  static func saysMore(_ report: Report) -> Bool {
    switch report.schema.view {
    case .series, .triangle, .curve, .survival, .histogram, .flow: true
    // Cohorts: both groups are periods.
    case .grid: report.schema.columns.filter { $0.role == .period }.count == 2
    case .table, .bars, .funnel: false
    }
  }
}
