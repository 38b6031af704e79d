// The list of drawings: `show … draw NAME`.

import SegColumns
import SegDiagnostics

/// A way to draw an answer with characters. To add one: a file in
/// `Drawings/`, and its name in ``all``.
public struct Drawing: Sendable {
  public let name: String
  /// One line for help.
  public let summary: String
  /// The drawing, each line with its line feed, without a footer.
  let draw: @Sendable (Report, ReportStyle) -> String

  public static let all: [Drawing] = [bar, line, heat, spark, overlay]

  /// All that may follow `draw`.
  package static let names: [String] = all.map(\.name) + [ReportFormat.table.name]

  /// The names as a text: `bar, line and table`.
  package static var list: String { names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "") }

  /// The diagnostic of a name that no drawing has.
  package static func unknown(_ name: String, at span: SourceSpan? = nil) -> Diagnostic {
    Diagnostic(
      "unknown-drawing", "no drawing `\(name)`", at: span, notes: ["there are \(list)"],
      fix: Speller.nearest(to: name, among: names).map { near in
        let text = "did you mean `\(near)`?"
        return span.map { Diagnostic.Fix(text, replace: $0, with: near) } ?? Diagnostic.Fix(text)
      })
  }

  /// Writes the report as the picture `name` with the footer of a table;
  /// `table`, and an answer with nothing to draw, is a table.
  ///
  /// - Throws: ``ScriptError`` `unknown-drawing`; what the sink throws.
  public static func write(_ name: String, _ report: Report, _ style: ReportStyle, to sink: ByteSink) throws {
    if name == ReportFormat.table.name { return try ReportFormat.table.write(report, style, sink) }
    guard let drawing = all.first(where: { $0.name == name }) else { throw ScriptError(unknown(name)) }
    let whole = report
    let report = report.withoutTotals
    guard report.table.rowCount > 0, !Series.of(report).isEmpty else {
      return try ReportFormat.table.write(whole, style, sink)
    }
    let footer = Footer.rows(report.table.rowCount) + " · " + Footer.time(report.milliseconds)
    var text = drawing.draw(report, style) + (style.color ? "\u{1B}[2m\(footer)\u{1B}[0m\n" : footer + "\n")
    try text.withUTF8 { try sink($0) }
  }
}

/// The figures of one column, for drawing.
struct Series {
  let name: String
  /// nil if the value is missing or not finite.
  let values: [Double?]
  /// Each value as a person reads it.
  let texts: [String]

  /// The columns of measures and shares; all numbers if there are none.
  static func of(_ report: Report) -> [Series] {
    let numeric = report.table.fields.indices.filter { CellColumn(report.table.fields[$0].column).isNumeric }
    let figures = numeric.filter(report.isFigure)
    return (figures.isEmpty ? numeric : figures).map { Series(report, $0) }
  }

  private init(_ report: Report, _ index: Int) {
    let field = report.table.fields[index]
    let rows = 0..<report.table.rowCount
    let column = PresentedColumn(field, style: report.style(index), rows: [rows])
    name = column.name
    (values, texts) = withExtendedLifetime(report.table) {
      var scratch = ByteBlock(capacity: 64)
      var values: [Double?] = []
      var texts: [String] = []
      for row in rows {
        if column.cells.isMissing(row) {
          values.append(nil)
          texts.append(PresentedColumn.missing)
          continue
        }
        let value = column.cells.number(row)
        values.append(value.isFinite ? value : nil)
        scratch.removeAll()
        column.append(row, to: &scratch)
        texts.append(String(decoding: scratch.bytes, as: UTF8.self))
      }
      return (values, texts)
    }
  }

  /// The label of each row: its columns that are not series, joined. Of a yes/no that
  /// explains the row, only a no is said: `not complete`.
  static func labels(_ report: Report) -> [String] {
    let drawn = Set(of(report).map(\.name))
    let rows = 0..<report.table.rowCount
    let columns = report.table.fields.enumerated().map { PresentedColumn($1, style: report.style($0), rows: [rows]) }
      .filter { !drawn.contains($0.name) && !report.isRemark(named: $0.name) }
    let remarks = Self.remarks(report)
    return withExtendedLifetime(report.table) {
      var scratch = ByteBlock(capacity: 64)
      return rows.map { row in
        columns.map { column in
          if column.cells.isMissing(row) { return PresentedColumn.missing }
          scratch.removeAll()
          column.append(row, to: &scratch)
          return String(decoding: scratch.bytes, as: UTF8.self)
        }.joined(separator: " ") + remarks[row]
      }
    }
  }

  /// ` (not complete)` for each row of which a yes/no that explains it is no.
  static func remarks(_ report: Report) -> [String] {
    let found = report.table.fields.enumerated().filter { report.isRemark($0.offset) }.map(\.element)
    return (0..<report.table.rowCount).map { row in
      found.filter { $0.column[row] == .boolean(false) }.map { " (not \($0.name))" }.joined()
    }
  }
}

/// A text padded with spaces to a width, or cut to it.
func padded(_ text: String, to width: Int, right: Bool = false) -> String {
  let (cut, taken) = PresentedColumn.cut(text, to: width)
  let spaces = String(repeating: " ", count: max(0, width - taken))
  return right ? spaces + cut : cut + spaces
}
