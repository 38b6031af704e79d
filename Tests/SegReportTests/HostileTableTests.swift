// Tables of data that nobody expects: nothing reaches the terminal raw, and lines stay as wide as they are.

import SegColumns
import SegDiagnostics
import SegReport
import Testing

@Suite struct HostileTableTests {
  private func report(_ columns: (AnswerColumn, Column)...) -> Report {
    let fields = columns.map { Table.Field($0.0.name, $0.1) }
    return Report(
      statement: "show x", table: Table(fields: fields, rowCount: columns.first?.1.count ?? 0), schema: AnswerSchema(columns.map(\.0)),
      milliseconds: 0)
  }

  @Test func nothingReachesTheTerminalRaw() {
    let signs = [0x00, 0x07, 0x1B, 0x7F, 0x85, 0x9B, 0x061C, 0x200E, 0x200F, 0x2028, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xE0001]
    let texts = signs.compactMap { Unicode.Scalar($0) }.map { "a\($0)b" }
    let report = report((AnswerColumn("\u{1B}[31mname", .text, .dimension), .texts(texts)))
    for format in [ReportFormat.table, .vertical] {
      var style = ReportStyle.plain
      style.isTerminal = true
      let text = format.text(report, style: style)
      for sign in signs { #expect(!text.unicodeScalars.contains { $0.value == UInt32(sign) }, "\(format.name): \(sign)") }
    }
  }

  @Test func formulasAreDisarmed() {
    var style = ReportStyle.plain
    style.isForSpreadsheet = true
    for sign in ["=", "+", "-", "@", "\t", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"] {
      let report = report((AnswerColumn(Message(verbatim: sign + "x"), .text, .dimension), .texts([sign + "1+1"])))
      let text = ReportFormat.csv.text(report, style: style)
      #expect(text.contains("'\(sign)x") && text.contains("'\(sign)1+1") && report.formulaCount == 2, "\(sign)")
    }
    #expect(report((AnswerColumn("x", .text, .dimension), .texts(["\u{FF21}", "a=b"]))).formulaCount == 0)
  }

  @Test func wordsAreSaidAndDataAreNot() {
    let words = Column.messages(["all customers", Message(verbatim: "all customers"), nil])
    let report = report(
      (AnswerColumn("step", .text, .dimension), words), (AnswerColumn("met", .boolean, .note), .booleans([true, false, true])))
    let said = report.said(in: .chinese)
    #expect(said.table.columnNames == ["步骤", "符合"])
    #expect((0..<3).map { said.table.fields[0].column[$0] } == [.text("全部客户"), .text("all customers"), .missing])
    #expect(said.table.fields[0].column.gathered([2, 0]).count == 2)
    #expect(ReportFormat.markdown.text(report.said(in: .chinese)).contains("| 是 |"))
    #expect(ReportFormat.csv.text(report).hasPrefix("step,met\nall customers,yes\n"))
  }

  @Test func linesAreAsWideAsTheyAre() {
    let texts = [
      "北京", "e\u{301}te\u{301}", "👩‍👩‍👧‍👦", "🇩🇪 Köln", "1️⃣", "☎︎", String(repeating: "long ", count: 2000), "ひらがな", "한국어", "a\u{200B}b",
    ]
    let report = report(
      (AnswerColumn("name", .text, .dimension), .texts(texts)), (AnswerColumn("n", .integer, .measure), .integers(Array(0..<10))))
    for width in [60, 200] {
      var style = ReportStyle.plain
      style.width = width
      let lines = ReportFormat.table.text(report, style: style).split(separator: "\n").dropLast()
      let widths = Set(lines.map { DisplayWidth.of($0) })
      #expect(widths.count == 1 && (widths.first ?? 0) <= width, "\(width): \(widths)")
    }
  }

  @Test func manyColumnsFit() {
    let columns = (0..<500).map { (AnswerColumn("column \($0)", .integer, .measure), Column.integers([Int64($0)])) }
    let fields = columns.map { Table.Field($0.0.name, $0.1) }
    let report = Report(
      statement: "list *", table: Table(fields: fields, rowCount: 1), schema: AnswerSchema(columns.map(\.0)), milliseconds: 0)
    var style = ReportStyle.plain
    style.width = 80
    let text = ReportFormat.table.text(report, style: style)
    #expect(text.split(separator: "\n").dropLast().allSatisfy { DisplayWidth.of($0) <= 80 })
    #expect(text.contains("columns do not fit"))
    #expect(ReportFormat.vertical.text(report, style: style).split(separator: "\n").count == 502)
  }

  @Test func sharesAndMyriads() {
    let report = report(
      (AnswerColumn("rate", .number, .measure, unit: "percent"), .numbers([0.123, 1])),
      (AnswerColumn("revenue", .number, .measure), .numbers([244_091.94, 9_999])),
      (AnswerColumn("all", .integer, .measure), .integers([123_456_789, -99_999_999])))
    var style = ReportStyle.plain
    style.countsInMyriads = true
    #expect(
      ReportFormat.table.text(report, style: style) == """
        ┌────────┬──────────┬────────┐
        │   rate │  revenue │    all │
        ├────────┼──────────┼────────┤
        │  12.3% │  24.41万 │ 1.23亿 │
        │ 100.0% │ 9,999.00 │   -1亿 │
        └────────┴──────────┴────────┘
        2 rows · 0.0 ms

        """)
  }

  @Test func rowsAsLines() {
    let report = report(
      (AnswerColumn("city", .text, .dimension), .texts(["北京 and a long text", "x"])),
      (AnswerColumn("n", .integer, .measure), .integers([1, nil])))
    var style = ReportStyle.plain
    style.width = 20
    #expect(
      ReportFormat.vertical.text(report, style: style) == """
        ── row 1 ──
        city │ 北京 and a lo
             │ ng text
        n    │ 1
        ── row 2 ──
        city │ x
        n    │ ·
        2 rows · 0.0 ms

        """)
  }
}
