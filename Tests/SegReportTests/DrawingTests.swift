// Pictures: the lengths of bars, and that no value breaks them.

import SegColumns
import SegDiagnostics
import SegReport
import Testing

@Suite struct DrawingTests {
  private func drawn(_ name: String, _ report: Report, width: Int? = nil) throws -> String {
    var style = ReportStyle.plain
    style.width = width
    var bytes: [UInt8] = []
    try Picture.write(name, report, style) { bytes.append(contentsOf: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func svg(_ name: String, _ report: Report) -> String {
    Chart.of(report, kind: name).map { ChartRenderer.svg.draw($0, .plain) } ?? ""
  }

  private let cities = report([
    ("city", .texts(["北京", "Oslo", "Rome"]), .plain), ("profit", .numbers([100, 50, 0.5]), .figure),
  ])

  @Test func barsAreProportional() throws {
    let text = try drawn("bar", cities, width: 40)
    let bars = text.split(separator: "\n").dropFirst().prefix(3).map { line in line.filter { $0 == "█" }.count }
    #expect(bars == [27, 13, 0])
    #expect(text.contains("Rome │▏"))
    #expect(text.hasSuffix("3 rows · 1.8 ms\n"))
  }

  @Test func negativeBarsGoLeft() throws {
    let text = try drawn("bar", report([("x", .integers([-10, 10, nil]), .figure)]), width: 40)
    let lines = text.split(separator: "\n")
    #expect(lines[1].contains("█│ "))
    #expect(lines[2].contains(" │█"))
    #expect(Set(lines[1...3].map { DisplayWidth.of($0) }).count == 1)
  }

  @Test func sparksShowTheCourse() throws {
    let text = try drawn("spark", report([("x", .integers([1, 2, 3, 8]), .figure)]))
    #expect(text.hasPrefix("x  ▁▂▃█  1 → 8\n"))
  }

  @Test func overlaysShareAScale() throws {
    let text = try drawn(
      "overlay",
      report([
        ("x", .texts(["a", "b"]), .plain), ("expected", .integers([10, 4]), .figure), ("actual", .integers([0, 4]), .figure),
      ]), width: 40)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "    ● expected   ○ actual")
    // The greatest value at the top, 0 at the bottom, and where both meet one mark.
    #expect(lines[1] == "10 │    ●")
    #expect(lines[9] == " 4 │            ◆")
    #expect(lines[14] == " 0 │    ○")
    #expect(lines[15] == "        a       b")
  }

  @Test func estimatesHaveSixDigits() throws {
    var bytes: [UInt8] = []
    let values: [Double?] = [0.2425945, -9582.4292, 1_234_567, 0, 12, 0.00001234567, nil]
    try ReportFormat.table.write(report([("value", .numbers(values), .estimate)]), .plain) { bytes.append(contentsOf: $0) }
    let text = String(decoding: bytes, as: UTF8.self)
    for wanted in ["0.242595", "-9,582.43", "1,234,567", "0.00001235"] { #expect(text.contains(wanted), "\(wanted) in \(text)") }
    #expect(!text.contains("12.0"))
  }

  @Test func unknownDrawingsListWhatThereIs() {
    let error = #expect(throws: ScriptError.self) { try drawn("bars", cities) }
    #expect(error?.diagnostics.first?.id == "unknown-drawing")
    #expect(error?.description.contains("spark, overlay, table and none") == true)
    #expect(error?.description.contains("did you mean `bar`?") == true)
  }

  @Test(arguments: ChartKind.all.map(\.name) + ["table", "none"], [1, 30, 80])
  func noValueBreaksAPicture(name: String, width: Int) throws {
    let odd: [Double?] = [
      .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0, nil, .leastNonzeroMagnitude,
    ]
    for values in [odd, [], [nil], [0], [1e308, -1e308], [Double?](repeating: 3, count: 500)] {
      _ = try drawn(name, report([("x", .numbers(values), .figure)]), width: width)
      _ = svg(name, report([("n", .integers(values.indices.map { Int64($0 / 3) }), .plain), ("x", .numbers(values), .figure)]))
      _ = try drawn(
        name, report([("k", .texts(values.map { _ in "\u{1B}长" }), .plain), ("x", .numbers(values), .figure)]),
        width: width)
    }
    #expect(try !drawn(name, everyType, width: width).contains("\u{1B}"))
  }

  @Test func scalesEndAtRoundNumbers() throws {
    let chart = try #require(Chart.of(report([("k", .texts(["a", "b"]), .plain), ("x", .numbers([0.13, 0.92]), .figure)]), kind: "bar"))
    let scale = try #require(chart.panels.first?.scale)
    #expect(scale.ticks.map(\.text) == ["0", "0.2", "0.4", "0.6", "0.8", "1"])
    #expect(scale.low == 0 && scale.high == 1)
  }

  @Test func groupsOfASecondDimensionAreSeries() throws {
    let two = report([
      ("city", .texts(["Oslo", "Oslo", "Rome"]), .plain), ("tier", .texts(["gold", "iron", "gold"]), .plain),
      ("n", .integers([3, 1, 2]), .figure),
    ])
    let lines = try #require(Chart.of(two, kind: "line"))
    #expect(lines.axis.labels == ["Oslo", "Rome"])
    #expect(lines.panels.first?.series.map(\.name) == ["gold", "iron"])
    #expect(lines.panels.first?.series.map(\.values) == [[3, 2], [1, nil]])
    // In a grid the first dimension is the rows.
    let grid = try #require(Chart.of(two, kind: "heat"))
    #expect(grid.axis.labels == ["gold", "iron"])
    #expect(grid.panels.first?.series.map(\.name) == ["Oslo", "Rome"])
  }

  @Test func columnsOfDifferentMeasuresHaveShadesOfTheirOwn() throws {
    let text = try drawn(
      "heat", report([("k", .texts(["a", "b"]), .plain), ("n", .integers([900, 100]), .figure), ("part", .numbers([0.9, 0.1]), .share)]))
    #expect(text.contains("a ██ 900 ██ 90.0%"))
  }

  @Test func valuesOfDataNeverBecomeElements() {
    let hostile = report([
      ("k", .texts(["<script>alert(1)</script>", "\"onload='x'&\u{202E}\u{1B}"]), .plain), ("x", .integers([1, 2]), .figure),
    ])
    for kind in ChartKind.all.map(\.name) {
      let text = svg(kind, hostile)
      #expect(!text.contains("<script"))
      #expect(!text.contains("\u{202E}") && !text.contains("\u{1B}"))
      #expect(!text.contains("\"onload"))
    }
  }
}
