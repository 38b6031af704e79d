// CSV and JSON are read by programs: each byte counts.

import SegColumns
import SegReport
import Testing

@Suite struct ExchangeFormatTests {
  @Test func csvIsExactAndQuoted() {
    #expect(
      ReportFormat.csv.text(everyType) == """
        id,profit,share,name,day,at,ok
        7,1234.5,0.0246,"北京, ""x""\",2024-12-31,2024-12-31T18:00:00,yes
        ,,,,,,
        -12345,-0.25,1,"a|b
        \u{1B}[31m",0001-01-01,1969-12-31T23:59:59.999999,no

        """)
  }

  @Test func csvForATerminalShowsControlCharacters() {
    var style = ReportStyle.plain
    style.isTerminal = true
    let text = ReportFormat.csv.text(everyType, style: style)
    #expect(text.contains("a|b␊␛[31m"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func csvKeepsRowsOfOneMissingValue() {
    let one = report([("x", .integers([1, nil]), .figure)])
    #expect(ReportFormat.csv.text(one) == "x\n1\n\"\"\n")
  }

  @Test func jsonIsOneLine() {
    #expect(
      ReportFormat.json.text(everyType) == """
        {"statement": "list \\"id\\"\\nof x", "columns": [{"name": "id", "type": "integer", "role": "dimension"}, \
        {"name": "profit", "type": "number", "role": "measure", "unit": "yuan"}, \
        {"name": "share", "type": "number", "role": "share"}, \
        {"name": "name", "type": "text", "role": "dimension"}, {"name": "day", "type": "date", "role": "dimension"}, \
        {"name": "at", "type": "timestamp", "role": "dimension"}, {"name": "ok", "type": "yes/no", "role": "dimension"}], "rows": [\
        [7, 1234.5, 0.0246, "北京, \\"x\\"", "2024-12-31", "2024-12-31T18:00:00", true], \
        [null, null, null, null, null, null, null], \
        [-12345, -0.25, 1, "a|b\\n\\u001b[31m", "0001-01-01", "1969-12-31T23:59:59.999999", false]], "ms": 1.8}

        """)
  }

  @Test func jsonEscapesEveryControlCharacter() {
    let odd = report([("x", .texts(["\0\t\r\\\u{7F}\u{9B}31m é"]), .plain)])
    #expect(ReportFormat.ndjson.text(odd) == "{\"x\": \"\\u0000\\t\\r\\\\\\u007f\\u009b31m é\"}\n")
  }

  @Test func ndjsonIsOneObjectARow() {
    let two = report([("a", .integers([1, nil]), .figure), ("b", .texts(["x", "y"]), .plain)])
    #expect(ReportFormat.ndjson.text(two) == "{\"a\": 1, \"b\": \"x\"}\n{\"a\": null, \"b\": \"y\"}\n")
  }

  @Test func numbersReadBackToTheSameDouble() throws {
    var generator = SystemRandomNumberGenerator()
    var values: [Double] = [
      0, -0.0, 0.1, 1.1, 0.3, 1e15, 1e16, 1e22, 1e300, .leastNonzeroMagnitude, 1e-5, 123_456_789.123, 0.1 + 0.2, 59808.46,
      .greatestFiniteMagnitude, 999_999_999_999_999.9, 2.5e-9, -7.25, 1e14 + 0.5,
    ]
    for _ in 0..<2000 {
      let bits = Double(bitPattern: generator.next())
      if bits.isFinite { values.append(bits) }
      values.append((Double.random(in: -1e7...1e7, using: &generator) * 100).rounded() / 100)
    }
    let csv = ReportFormat.csv.text(report([("x", .numbers(values), .figure)], isStored: true))
    let lines = csv.split(separator: "\n").dropFirst()
    #expect(lines.count == values.count)
    for (line, value) in zip(lines, values) {
      #expect(Double(line) == value)
      #expect(String(line) == Value.number(value).description)
    }
  }

  @Test func numbersThatJSONCannotWriteAreNull() {
    let odd = report([("x", .numbers([.nan, .infinity, 1]), .figure)])
    #expect(ReportFormat.json.text(odd).contains("[[null], [null], [1]]"))
  }

  @Test func extremeIntegers() {
    let values: [Int64] = [.min, .max, 0, -1, 9, 10, 99, 100, 999_999_999_999_999_999]
    let csv = ReportFormat.csv.text(report([("x", .integers(values), .figure)]))
    let expected = values.map { "\($0)\n" }.joined()
    #expect(csv == "x\n" + expected)
  }

  @Test func largeReportsComeInBlocks() throws {
    let count = 100_000
    let big = report([("x", .integers((0..<Int64(count)).map { $0 }), .figure)])
    var blocks = 0
    var bytes = 0
    try ReportFormat.csv.write(big, .plain) {
      blocks += 1
      bytes += $0.count
    }
    #expect(blocks > 5 && blocks < 50)
    let digits = (0..<count).map { String($0).utf8.count + 1 }
    #expect(bytes == digits.reduce(2, +))
  }

  @Test func aFailingSinkEndsTheReport() {
    struct Full: Error {}
    for format in ReportFormat.all {
      #expect(throws: Full.self) { try format.write(everyType, .plain) { _ in throw Full() } }
    }
  }
}
