// Answers as people see them: which columns are figures, and that no number is
// shown as a different one.

import SegColumns
import Testing

@testable import Seg

@Suite struct ShownAnswersTests {
  private func session() throws -> Session {
    let session = Session()
    let days = ["2023-02-03", "2024-01-03", "2024-02-03", nil]
    try session.load(
      "people",
      from: #require(
        Table([
          Table.Field("id", .integers([1001, 1002, 1003, 1004])),
          Table.Field("amount", .numbers([25_000_000.01, 3, 12, 1e-9])),
          Table.Field("rate", .numbers([0.000001, 0.1, 1234.5, 12])),
          Table.Field("units", .integers([5000, 5000, 7, nil])),
          Table.Field("day", .dates(days.map { $0.flatMap(CalendarDate.init) })),
        ])), key: "id")
    return session
  }

  /// The rows of an answer, cell by cell.
  private func shown(_ statement: String) throws -> [[String]] {
    let answer = try #require(try session().run(statement).last)
    let lines = ReportFormat.markdown.text(answer.report).split(separator: "\n").dropFirst(2)
    return lines.map { line in line.split(separator: "|").map { $0.filter { $0 != " " } } }
  }

  @Test func listsKeepCentsAndSmallNumbers() throws {
    #expect(
      try shown("list id, amount, rate, units, units + 1 as more of people") == [
        ["1001", "25,000,000.01", "0.000001", "5000", "5,001"], ["1002", "3.00", "0.10", "5000", "5,001"],
        ["1003", "12.00", "1,234.50", "7", "8"], ["1004", "1e-09", "12.00", "·", "·"],
      ])
  }

  @Test func groupsAreExactWithSeparators() throws {
    #expect(try shown("show count() as n by rate").map { $0[0] } == ["0.000001", "0.1", "12", "1,234.5"])
    #expect(try shown("show count() as n by round(amount) as whole").map { $0[0] } == ["0", "3", "12", "25,000,000"])
    #expect(try shown("show count() as n by units").map { $0[0] } == ["7", "5000", "·"])
    // As many groups as possible, each with a different text.
    #expect(
      try shown("show count() as n by amount / 3 as third").map { $0[0] }.sorted() == [
        "1", "3.3333333333333337e-10", "4", "8,333,333.336666667",
      ])
  }

  @Test func yearsHaveNoSeparators() throws {
    #expect(try shown("list year(day) as y of people").map { $0[0] } == ["2023", "2024", "2024", "·"])
    #expect(
      try shown("metric born = year(day)\nshow count() as n by born * 100 + month(day) as m").map { $0[0] } == [
        "202302", "202401", "202402", "·",
      ])
    #expect(try shown("show max(year(day)) as latest, count(year(day) > 0) * 1000 as many") == [["2024", "3,000"]])
  }

  @Test func groupsAreNoSeriesOfADrawing() throws {
    let session = try session()
    let answer = try #require(try session.run("show count() as n by round(amount) as whole draw bar").last)
    #expect(answer.schema.columns.map(\.style) == [.group, .figure])
    var bytes: [UInt8] = []
    try Picture.write("bar", answer.report, .plain) { bytes.append(contentsOf: $0) }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines[4].hasPrefix("25,000,000 │"))
  }

  @Test func cardsShowSmallNumbers() throws {
    let session = try session()
    try session.run("metric worth = rate\nmeasure least = min(amount)\nmeasure most = max(amount)\nmeasure half = 0.5 * count()")
    #expect(try session.card("worth") == "worth  number · 4 customers · min 0.000001 · median 6.05 · mean 311.65 · max 1,234.5")
    #expect(try session.card("least") == "least  1e-09")
    #expect(try session.card("most") == "most  25,000,000.01")
    #expect(try session.card("half") == "half  2")
  }
}
