// Tables are read by people: widths, alignment, and nothing that steers a terminal.

import SegColumns
import SegDiagnostics
import SegReport
import Testing

private let figures: [([Double], [String])] = [
  ([1.0, 20, 1000], ["1", "20", "1,000"]),
  ([0.5, 12], ["0.5", "12.0"]),
  ([1.0 / 3, 100], ["0.33", "100.00"]),
  ([1.0 / 3, 0.02], ["0.333", "0.020"]),
  ([0.00123, 0.0004], ["0.00123", "0.00040"]),
  ([0.25, 0.5], ["0.25", "0.50"]),
  ([0, 0], ["0", "0"]),
  ([1e18, 1], ["1,000,000,000,000,000,000", "1"]),
  ([1e300, 1], ["1e+300", "1"]),
  ([-1234567.891, 0], ["-1,234,567.89", "0.00"]),
  // Cents of any amount, and no number but 0 is 0.
  ([25_000_000.01, 3], ["25,000,000.01", "3.00"]),
  ([1000.25, 0.000001, -0.0049, 0.01], ["1,000.25", "0.000001", "-0.0049", "0.01"]),
  ([2.0 / 3, 0.0001234567, 0], ["0.667", "0.000123", "0.000"]),
  ([1e-9, 2.345e-12, 0], ["1e-09", "2.35e-12", "0.00000000"]),
  ([0.001, 0.002], ["0.001", "0.002"]),
  ([0.1 + 0.2, 7], ["0.3", "7.0"]),
  ([99.0 / 7, 9.996e-7], ["14.14", "0.000001"]),
]

@Suite struct TableFormatTests {
  @Test func everyTypeLinesUp() {
    #expect(
      ReportFormat.table.text(everyType) == """
        ┌────────┬──────────┬────────┬───────────┬────────────┬────────────────────────────┬─────┐
        │     id │   profit │  share │ name      │ day        │ at                         │ ok  │
        ├────────┼──────────┼────────┼───────────┼────────────┼────────────────────────────┼─────┤
        │      7 │ 1,234.50 │   2.5% │ 北京, "x" │ 2024-12-31 │ 2024-12-31T18:00:00        │ yes │
        │      · │        · │      · │ ·         │ ·          │ ·                          │ ·   │
        │ -12345 │    -0.25 │ 100.0% │ a|b␊␛[31m │ 0001-01-01 │ 1969-12-31T23:59:59.999999 │ no  │
        └────────┴──────────┴────────┴───────────┴────────────┴────────────────────────────┴─────┘
        3 rows · 1.8 ms

        """)
  }

  @Test func markdownEscapesItsOwnSigns() {
    #expect(
      ReportFormat.markdown.text(everyType) == """
        | id | profit | share | name | day | at | ok |
        | ---: | ---: | ---: | --- | --- | --- | --- |
        | 7 | 1,234.50 | 2.5% | 北京, "x" | 2024-12-31 | 2024-12-31T18:00:00 | yes |
        | · | · | · | · | · | · | · |
        | -12345 | -0.25 | 100.0% | a\\|b␊␛[31m | 0001-01-01 | 1969-12-31T23:59:59.999999 | no |

        """)
  }

  @Test func plainNumbersAlignOnThePoint() {
    let text = ReportFormat.table.text(report([("x", .numbers([1, 22.75, 0.125]), .plain)]))
    #expect(text.contains("│  1     │\n│ 22.75  │\n│  0.125 │"))
  }

  @Test func groupsAreNeverRounded() {
    let values: [Double?] = [0.1 + 0.2, 0.3, 1e-6, 1e-7, 1_234_567.5, 1e18, 1e19, -0.00042, nil]
    let text = ReportFormat.markdown.text(report([("x", .numbers(values), .group), ("n", .integers(values.map { _ in 9_999 }), .group)]))
    let cells = text.split(separator: "\n").dropFirst(2).map { $0.split(separator: "|").map { $0.filter { $0 != " " } } }
    #expect(
      cells.map { $0[0] } == [
        "0.30000000000000004", "0.3", "0.000001", "1e-07", "1,234,567.5", "1,000,000,000,000,000,000", "1e+19", "-0.00042", "·",
      ])
    #expect(cells.allSatisfy { $0[1] == "9,999" })
  }

  /// Exponents line up where a point would be.
  @Test func exponentsAlign() {
    let text = ReportFormat.table.text(report([("x", .numbers([1.5, 5e-8, 250]), .figure)]))
    #expect(text.contains("│   1.50  │\n│   5e-08 │\n│ 250.00  │"))
  }

  @Test(arguments: figures)
  func figuresShareTheirDecimals(values: [Double], expected: [String]) {
    let lines = ReportFormat.table.text(report([("x", .numbers(values), .figure)])).split(separator: "\n")
    let cells = lines.dropFirst(3).prefix(values.count).map { $0.filter { $0 != "│" && $0 != " " } }
    #expect(cells == expected)
  }

  @Test func identifiersHaveNoSeparators() {
    let text = ReportFormat.table.text(
      report([("key", .integers([1_234_567]), .plain), ("n", .integers([1_234_567]), .figure)]))
    #expect(text.contains("│ 1234567 │ 1,234,567 │"))
  }

  @Test(arguments: [20, 24, 30, 40, 60, 80, 200])
  func everyLineFitsTheWidth(width: Int) {
    var style = ReportStyle.plain
    style.width = width
    let lines = ReportFormat.table.text(everyType, style: style).split(separator: "\n").dropLast()
    let widths = Set(lines.map { DisplayWidth.of($0) })
    #expect(widths.count == 1)
    if width >= 40 { #expect((widths.max() ?? 0) <= width) }
  }

  @Test func wideTextsAreCutAndNumbersAreNot() {
    var style = ReportStyle.plain
    style.width = 30
    let text = ReportFormat.table.text(
      report([
        ("name", .texts(["一二三四五六七八九十一二三四五六七八九十"]), .plain), ("n", .integers([123_456_789]), .figure),
      ]), style: style)
    #expect(text.contains("│ 一二三四五…  │ 123,456,789 │"))
  }

  @Test func droppedColumnsAreNamed() {
    var style = ReportStyle.plain
    style.width = 40
    let text = ReportFormat.table.text(
      report((0..<9).map { ("c\($0)", .integers([123_456]), .figure) }), style: style)
    #expect(text.contains("│ … │"))
    #expect(text.contains("columns do not fit"))
    #expect(text.contains("c0") && text.contains("c8"))
  }

  @Test func longAnswersShowBothEnds() {
    var style = ReportStyle.plain
    style.rowLimit = 40
    style.moreHint = "--format csv shows all"
    let text = ReportFormat.table.text(report([("n", .integers((1...100).map { $0 }), .figure)]), style: style)
    #expect(text.contains("│  20 │\n│   ⋮ │\n│  81 │"))
    #expect(text.hasSuffix("100 rows (40 shown; --format csv shows all) · 1.8 ms\n"))
    #expect(text.split(separator: "\n").count == 46)
  }

  @Test func colorIsBoldAndDimOnly() {
    var style = ReportStyle.plain
    style.color = true
    let text = ReportFormat.table.text(report([("n", .integers([nil]), .figure)]), style: style)
    #expect(text.contains("\u{1B}[1mn\u{1B}[0m"))
    #expect(text.contains("\u{1B}[2m·\u{1B}[0m"))
  }

  @Test func emptyAnswers() {
    #expect(ReportFormat.table.text(report([])) == "0 rows · 1.8 ms\n")
    let none = report([("n", .integers([]), .figure)], ms: 0)
    #expect(ReportFormat.table.text(none) == "┌───┐\n│ n │\n├───┤\n└───┘\n0 rows · 0.0 ms\n")
    #expect(ReportFormat.json.text(none).contains("\"rows\": [], \"ms\": 0}"))
  }
}
