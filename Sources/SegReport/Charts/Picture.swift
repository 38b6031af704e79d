// An answer at a terminal or in a file of text: its table, its picture, or both.

import SegDiagnostics

/// Shows answers with pictures of characters.
public enum Picture {
  /// Writes an answer as its statement wants it: as the picture `name` with the footer of a table, as a table where the name is
  /// `table` or `none`; without a name as a table, at a terminal with the picture that says more, if there is one.
  ///
  /// An answer with nothing to draw is a table, with a line that says why.
  ///
  /// - Throws: ``ScriptError`` `unknown-drawing`; what the sink throws.
  public static func write(_ name: String?, _ report: Report, _ style: ReportStyle, to sink: ByteSink) throws {
    let said = report.said(in: style.language)
    guard let name else {
      try ReportFormat.table.write(report, style, sink)
      guard style.isTerminal, ChartKind.saysMore(said), let chart = Chart.of(said, kind: nil) else { return }
      return try write("\n" + ChartRenderer.characters.draw(chart, style), to: sink)
    }
    if name == ReportFormat.table.name || name == ChartKind.none { return try ReportFormat.table.write(report, style, sink) }
    guard ChartKind.named(name) != nil else { throw ScriptError(ChartKind.unknown(name)) }
    switch Chart.outcome(of: said, name) {
    case .chart(let chart)?:
      let rows = report.table.rowCount - (report.totalRow == nil ? 0 : 1)
      let footer = Footer.rows(rows).text(in: style.language) + " · " + Footer.time(report.milliseconds)
      try write(ChartRenderer.characters.draw(chart, style) + dim(footer, style) + "\n", to: sink)
    case .nothing(let reason)?:
      try ReportFormat.table.write(report, style, sink)
      try write(dim(("no \(name): \(reason)" as Message).text(in: style.language), style) + "\n", to: sink)
    case nil: try ReportFormat.table.write(report, style, sink)
    }
  }

  private static func dim(_ text: String, _ style: ReportStyle) -> String { style.color ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  private static func write(_ text: String, to sink: ByteSink) throws {
    var text = text
    try text.withUTF8 { try sink($0) }
  }
}
