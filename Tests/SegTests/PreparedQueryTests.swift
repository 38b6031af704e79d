// Prepared questions: bound once, with other values for parameters on several threads.

import Foundation
import SegColumns
import SegDiagnostics
import SegRuntime
import Testing

@testable import Seg

@Suite struct PreparedQueryTests {
  private static let script = """
    param floor = 2
    param kept = 50%
    param back = 90
    param wanted = "x"
    param parts = 3
    param year_of = 2024
    param start = 2024-06-01
    metric n = count(orders where amount > floor)
    metric recent = sum(amount of orders in last back days)
    metric of_kind = count(orders where kind starts with wanted)
    metric part = ntile(parts, recent)
    metric that_year = count(orders in year_of)
    metric before_start = count(orders before start)
    metric ago = sum(amount of orders since back days ago)
    metric plain = sum(amount of orders)
    segment best where n > 0 rank by recent top kept
    segment many where of_kind >= 1 and part <= parts - 1
    """

  private static let questions = [
    "show count() as n, sum(recent) as total, sum(ago) as since, sum(plain) as all, sum(that_year) as y of best",
    "list id, n, part, of_kind, before_start of many",
    "show count() as n, sum(n) as total by city rank by total top parts",
    "show scenarios(sum(n), floor: (1, 2, 3), kept: (10%, 20%)) of best",
    "show best, many",
  ]

  private func session(_ settings: [String: String] = [:]) throws -> Session {
    let session = Session(today: .fixed("2024-12-31"))
    for (name, text) in settings { session.setParameter(name, to: text) }
    var random = SeededGenerator(11)
    let count: Int64 = 200
    let ids = (0..<count).map { $0 }
    try session.load(
      "people",
      from: try #require(
        Table([
          Table.Field("id", .integers(ids)), Table.Field("city", .texts(ids.map { ["Oslo", "York", nil, "Bern"][Int($0) % 4] })),
        ])), key: "id")
    try session.load(
      "orders",
      from: try #require(
        Table([
          Table.Field("who", .integers((0..<900).map { _ in random.below(count) })),
          Table.Field("day", .dates((0..<900).map { _ in CalendarDate(days: 19_600 + Int32(random.below(480))) })),
          Table.Field("amount", .numbers((0..<900).map { _ in Double(random.below(40)) / 8 })),
          Table.Field("kind", .texts((0..<900).map { ["x", "xy", "z"][$0 % 3] })),
        ])), of: "people", by: "who", at: "day")
    try session.run(Self.script)
    return session
  }

  private struct Values: Sendable {
    let settings: [String: String]
    let parameters: [String: Value]
  }

  private static let values = [
    Values(settings: [:], parameters: [:]),
    Values(settings: ["floor": "1", "kept": "20%"], parameters: ["floor": 1, "kept": 0.2]),
    Values(settings: ["back": "30", "wanted": "xy"], parameters: ["back": 30, "wanted": "xy"]),
    Values(settings: ["parts": "5", "year_of": "2023"], parameters: ["parts": 5, "year_of": 2023]),
    Values(settings: ["start": "2024-02-01", "floor": "3"], parameters: ["start": "2024-02-01", "floor": 3]),
    Values(
      settings: ["back": "200", "kept": "75%", "parts": "2"], parameters: ["back": 200, "kept": 0.75, "parts": 2]),
  ]

  private func rows(_ answer: Answer) -> [[Value]] { (0..<answer.table.rowCount).map { answer.table.row($0) } }

  @Test func otherValuesAreAsIfTheyWereSet() throws {
    let session = try session()
    for question in Self.questions {
      let query = try session.prepare(question)
      for values in Self.values {
        let expected = rows(try self.session(values.settings).run(question)[0])
        #expect(rows(try query.run(parameters: values.parameters)) == expected, "\(question) \(values.settings)")
      }
      // The session has kept its own values.
      #expect(rows(try session.run(question)[0]) == rows(try query.run()))
    }
  }

  @Test func manyThreads() throws {
    let session = try session()
    let queries = try Self.questions.map { try session.prepare($0) }
    var expected: [[[[Value]]]] = []
    for values in Self.values {
      let other = try self.session(values.settings)
      expected.append(try Self.questions.map { rows(try other.run($0)[0]) })
    }
    let known = expected
    let wrong = PthreadMutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 60 * randomRepeats) { index in
      let (value, question) = (index % Self.values.count, index / Self.values.count % queries.count)
      do {
        let answer = try queries[question].run(parameters: Self.values[value].parameters)
        if self.rows(answer) != known[value][question] { wrong.withLock { $0.append("\(value) \(question)") } }
      } catch {
        wrong.withLock { $0.append("\(error)") }
      }
    }
    #expect(wrong.withLock { $0 } == [])
  }

  @Test func valuesThatCannotStandAreRefused() throws {
    let session = try session()
    let query = try session.prepare("show count() as n of best")
    for wrong: [String: Value] in [["kept": 1.5], ["back": -1], ["parts": 0], ["year_of": 90]] {
      let error = #expect(throws: ScriptError.self) { try query.run(parameters: wrong) }
      #expect(error?.diagnostics.first?.id == "type-mismatch", "\(wrong)")
    }
    #expect(throws: ScriptError.self) { try query.run(parameters: ["kept": "half"]) }
    #expect(throws: ScriptError.self) { try query.run(parameters: ["keep": 0.5]) }
  }

  @Test func changesOfTheSessionAreSeen() throws {
    let session = try session()
    let query = try session.prepare("show count() as n of best")
    let before = rows(try query.run())
    try session.run("segment best where n > 100")
    #expect(rows(try query.run()) != before)
    #expect(rows(try query.run()) == [[.integer(0)]])
    // The value of a seed must be known, so another one binds the question again.
    try session.run("param seed_of = 1; split many into one 50%, two 50% seed seed_of")
    let part = try session.prepare("list id of one")
    let first = rows(try part.run())
    let other = rows(try part.run(parameters: ["seed_of": 2]))
    #expect(first != other)
    #expect(rows(try part.run()) == first)
  }
}
