// The columns of answers: roles, units, views.

import SegColumns
import Testing

@testable import Seg

@Suite struct AnswerSchemaTests {
  private func session() throws -> Session {
    let session = Session(today: .fixed("2024-12-31"))
    try session.load(
      "people",
      from: try #require(
        Table([Table.Field("id", .texts(["a", "b", "c"])), Table.Field("city", .texts(["Oslo", "Rome", "Oslo"]))])), key: "id")
    try session.load(
      "orders",
      from: try #require(
        Table([
          Table.Field("who", .texts(["a", "b", "a"])),
          Table.Field("day", .dates(["2024-01-05", "2024-02-01", "2024-03-01"].map { CalendarDate($0) })),
          Table.Field("amount", .numbers([10, 20, 30])),
        ])), of: "people", by: "who", at: "day")
    _ = try session.run(
      "metric spent = sum(amount of orders) in crowns; measure mean = avg(spent); segment best rank by spent top 50%")
    return session
  }

  private func schema(_ question: String) throws -> AnswerSchema {
    try #require(try session().run(question).first).schema
  }

  @Test func listsHaveKeysRanksAndUnits() throws {
    let columns = try schema("list id, city, spent, spent * 2, rank(spent) as place").columns
    #expect(columns.map(\.role) == [.key, .dimension, .measure, .measure, .rank])
    #expect(columns.map(\.unit) == [nil, nil, "crowns", "crowns", nil])
  }

  @Test func unitsReachMeasuresOfGroups() throws {
    let schema = try schema("show sum(spent) as total, mean, count() as n, sum(spent) / count() by city")
    #expect(schema.view == .bars)
    #expect(schema.columns.map(\.role) == [.dimension, .measure, .measure, .measure, .measure])
    #expect(schema.columns.map(\.unit) == [nil, "crowns", "crowns", nil, nil])
  }

  @Test func segmentsSayWhatRanksThem() throws {
    let columns = try schema("show best").columns
    #expect(columns.map(\.name) == ["segment", "customers", "share", "qualified", "spent", "spent_share", "cutoff"])
    #expect(columns.map(\.role) == [.dimension, .measure, .share, .measure, .measure, .share, .measure])
    #expect(columns.map(\.unit) == [nil, nil, nil, nil, "crowns", nil, "crowns"])
  }

  @Test func analysesHaveTheirViews() throws {
    #expect(try schema("show pareto(spent)").view == .curve)
    #expect(try schema("show trend(sum(spent), every month)").columns.map(\.role) == [.period, .measure, .note])
    let cohorts = try schema("show cohorts(orders, every month, layout: long)")
    #expect(cohorts.view == .grid)
    #expect(cohorts.columns.filter(\.isTotal).map(\.name) == ["size"])
    #expect(try schema("show histogram(spent, bins: 3)").columns.map(\.unit) == ["crowns", "crowns", nil, nil])
  }

  /// The borders of ranges and the tenths name rows, and are not drawn.
  @Test func drawingsShowWhatIsMeasured() throws {
    func titles(_ question: String) throws -> [String] {
      let answer = try #require(try session().run(question).first)
      var text = ""
      try Picture.write("bar", answer.report, .plain) { text += String(decoding: $0, as: UTF8.self) }
      return text.split(separator: "\n").filter { !$0.contains("│") && !$0.contains("rows") }.map { $0.filter { $0 != " " } }
    }
    #expect(try titles("show histogram(spent, bins: 3) draw bar") == ["customers", "share"])
    #expect(try titles("show pareto(spent) draw bar") == ["customers", "spent", "least", "share", "running_share"])
  }

  @Test func equalNamesGetNumbers() {
    let column = AnswerColumn("n", .integer, .measure)
    #expect(AnswerSchema([column, column, column]).columns.map(\.name) == ["n", "n_2", "n_3"])
  }
}
