// Times that a host may hand in and no calendar has: they are refused, and nothing traps.

import SegColumns
import SegDiagnostics
import SegFunctions
import Testing

@testable import Seg

@Suite struct ExtremeTimesTests {
  private static let statements = [
    "show count(orders) by month(day)",
    "list person, start_of_week(max(day of orders)) as w, today - max(day of orders) as d, year(min(day of orders)) as y",
    "show trend(count(orders), every week)", "show cohorts(orders, every year)", "show backtest(orders, before: 2024-01-01)",
    "list person, repeat_days(orders) as n, since_last(orders) as s, p_alive(orders) as p",
  ]

  private func events(_ days: [CalendarDate?]) throws -> Table {
    try #require(Table([.init("person", .integers(days.indices.map { Int64($0 % 3) })), .init("day", .dates(days))]))
  }

  private func diagnostic(_ body: () throws -> Void) -> Diagnostic? {
    do {
      try body()
      return nil
    } catch {
      return (error as? ScriptError)?.diagnostics.first
    }
  }

  @Test(arguments: [Int32.min, .min + 1, -719_163, 2_932_897, .max - 1, .max])
  func daysOfATableAreRefused(_ day: Int32) throws {
    let session = Session()
    let table = try events([CalendarDate("2024-05-05"), nil, CalendarDate(days: day)])
    let found = diagnostic { try session.load("orders", from: table, of: "people", by: "person", at: "day") }
    #expect(found?.id == "bad-table")
    #expect(found?.message.description.contains("row 3 of `day`") == true)
    #expect(found?.message.description.hasSuffix("outside of the years 1 to 9999") == true)
    // The session is as before.
    try session.load("orders", from: try events([CalendarDate("2024-05-05")]), of: "people", by: "person", at: "day")
    #expect(try session.run("show count(orders)").count == 1)
  }

  private static let perDay: Int64 = 86_400_000_000
  private static let instants: [Int64] = [.min, .min + 1, -719_162 * perDay - 1, 2_932_897 * perDay, .max]

  @Test(arguments: instants)
  func instantsOfATableAreRefused(_ instant: Int64) throws {
    let table = try #require(Table([.init("id", .integers([1, 2])), .init("at", .timestamps([0, instant]))]))
    #expect(diagnostic { try Session().load("people", from: table, key: "id") }?.id == "bad-table")
  }

  /// What is let in is computed with, at the first and at the last day of the calendar.
  @Test func theEndsOfTheCalendarWork() throws {
    let ends = [CalendarDate("0001-01-01"), CalendarDate("9999-12-31"), CalendarDate("2024-05-05"), CalendarDate("9999-12-30")]
    let session = Session()
    try session.load("orders", from: try events(ends + ends), of: "people", by: "person", at: "day")
    for day in ["0001-01-01", "2024-06-01", "9999-12-31"] {
      for statement in Self.statements {
        // An answer or a diagnostic.
        _ = diagnostic { try session.run("as of \(day)\n\(statement)") }
      }
    }
    #expect(try session.run("as of 9999-12-31\nshow count(orders)").first?.table.row(0) == [.integer(8)])
  }

  @Test func parametersAreRefused() throws {
    let session = Session()
    try session.load("orders", from: try events([CalendarDate("2024-05-05")]), of: "people", by: "person", at: "day")
    try session.run("param from = 2024-01-01\nparam moment = 2024-01-01T00:00:00")
    let text = "list person where max(day of orders) >= from and start_of_week(moment) < from + 9 days"
    for parameters in [["from": Value.date(.min)], ["from": .date(.max)], ["moment": .timestamp(.min)], ["moment": .timestamp(.max)]] {
      #expect(diagnostic { _ = try session.prepare(text, parameters: parameters) }?.id == "bad-parameter")
    }
    #expect(try session.prepare(text, parameters: ["from": .date(0)]).run().table.rowCount <= 1)
  }

  @Test func timesOfAFunctionAreMissing() throws {
    let functions = [
      Function("far", "a day", example: ("", ""), [.init([.integer], .date, .integer { $0 == 2 ? .min : Int64(Int32.max) + $0 })]),
      Function("late", "a time", example: ("", ""), [.init([.integer], .timestamp, .values { _ in .timestamp(.max) })]),
    ]
    let session = try Session(functions: .all + functions)
    try session.load("people", from: try #require(Table([.init("id", .integers([1, 2]))])), key: "id")
    let answer = try session.run("list id, start_of_week(far(id)) as w, far(id) + 3 days as d, date(late(id)) as l").first
    #expect(answer?.table.row(1) == [.integer(2), .missing, .missing, .missing])
  }
}
