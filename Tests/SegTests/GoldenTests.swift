// The rules of the golden runner: its own scripts cannot show that it fails.

import SegColumns
import SegDiagnostics
import Testing

@testable import Seg

@Suite struct GoldenTests {
  @Test(arguments: [
    ("59808.46", 59808.4599999, true), ("59808.46", 59808.4650001, false), ("59,808.5", 59808.46, true),
    ("12", 12.0, true), ("12", 12.4, false), ("12.0", 12.04, true), ("2.5%", 0.0246, true), ("2.5%", 0.0256, false),
    ("0.142857", 1.0 / 7, true), ("1e-09", 1e-9, true), ("1e-09", 2e-9, false), ("-0.5", -0.5, true),
    ("0.5", -0.5, false), ("x", 1, false), ("·", 1, false), ("nan", .nan, true), ("1e999", .infinity, false),
  ])
  func numbersAgreeAsWritten(expected: String, actual: Double, isSame: Bool) {
    #expect(GoldenCell.matches(expected, .number(actual)) == isSame)
  }

  @Test func whatIsWrittenIsAccepted() {
    var values: [Double] = [0, 1e-9, 4e-7, 2.9999998, 2.9999999999, 1e300, .leastNonzeroMagnitude, 123_456.7890123, -1e-4]
    for _ in 0..<2000 { values.append(Double.random(in: -1...1) * [1e-6, 1, 1e6, 1e12][Int.random(in: 0..<4)]) }
    for value in values {
      #expect(GoldenCell.matches(GoldenCell.text(.number(value)), .number(value)), "\(value)")
    }
  }

  @Test func otherValuesAgreeExactly() {
    #expect(GoldenCell.matches("1,234", .integer(1234)))
    #expect(!GoldenCell.matches("1235", .integer(1234)))
    #expect(GoldenCell.matches("·", .missing))
    #expect(!GoldenCell.matches("", .missing))
    #expect(GoldenCell.matches("2024-12-31", .date(20088)))
    #expect(GoldenCell.matches("yes", .boolean(true)))
    #expect(GoldenCell.matches("a␊b", .text("a\nb")))
  }

  @Test func tablesAreComparedCellByCell() throws {
    let table = try #require(
      Table([
        .init("城市", .texts(["New York", nil])), .init("n", .integers([1, 20])), .init("x y", .numbers([0.5, nil])),
      ]))
    let lines = GoldenComparison.lines(of: table)
    #expect(lines == ["城市       n  x y", "New York   1  0.5", "·         20    ·"])
    #expect(GoldenComparison.compare(lines, with: table).isEmpty)
    #expect(GoldenComparison.compare(["城市  n  x y", "New York  1  0.5", "·  20  ·"], with: table).isEmpty)
    #expect(!GoldenComparison.compare(["城市  n  x y", "New York  1  0.6", "·  20  ·"], with: table).isEmpty)
    #expect(!GoldenComparison.compare(["城市  n  x y", "New York  1  0.5"], with: table).isEmpty)
    #expect(!GoldenComparison.compare(lines + ["Oslo  3  1"], with: table).isEmpty)
  }

  @Test func diagnosticsMustAllBeExpected() {
    let first = Diagnostic("unknown-name", "no metric `x`", fix: .init("did you mean `y`?"))
    let second = Diagnostic("mixed-types", "text and number")
    let warning = Diagnostic("odd", "odd", severity: .warning)
    let expected = ["error: no metric `x` [unknown-name]", "  = fix: did you mean `y`?"]
    #expect(GoldenComparison.compare(expected, with: [first]).isEmpty)
    #expect(!GoldenComparison.compare([expected[0]], with: [warning, first]).isEmpty)
    #expect(GoldenComparison.compare([expected[0], "warning: odd [odd]"], with: [warning, first]).isEmpty)
    #expect(!GoldenComparison.compare(expected, with: [first, second]).isEmpty)
    #expect(!GoldenComparison.compare(expected + ["= note: more"], with: [first]).isEmpty)
    #expect(!GoldenComparison.compare(expected, with: []).isEmpty)
    #expect(!GoldenComparison.compare(["= fix: did you mean `y`?"], with: [first]).isEmpty)
  }

  @Test func expectationsAreFound() {
    let text = "#!/usr/bin/env -S seg run\nshow x\n#> a  b\n#> 1  2\n#! error: e\n#> [plan]\n#>\n#>> no\n  #> c\r\n"
    let found = GoldenExpectation.all(in: text)
    #expect(found.map(\.lines) == [2..<4, 4..<5, 5..<7, 8..<9])
    #expect(found.map(\.view) == [nil, nil, "plan", nil])
    #expect(found.last?.texts == ["c"])
    #expect(found.last?.indentation == "  ")
  }

  @Test func markdownBlocksAreScripts() {
    let text = "# t\n```seg\na\n```\n```seg continue\nb\n```\n~~~seg\nc\n```\n~~~\n```python\nd\n```\n```segment\ne\n```\n"
    let scripts = GoldenScript.scripts(in: text, path: "x/doc.md")
    #expect(scripts.map { $0.text.split(separator: "\n").map(String.init) } == [["a", "b"], ["c", "```"]])
    #expect(scripts.first?.text.hasPrefix("\n\na\n\n\nb\n") == true)
    #expect(scripts.first?.name == "doc.md")
  }
}
