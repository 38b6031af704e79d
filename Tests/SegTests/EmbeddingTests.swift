// The library as a program uses it: tables in, members out, no access to anything
// else.

import SegColumns
import SegDiagnostics
import Testing

@testable import Seg

@Suite struct EmbeddingTests {
  private func customers() throws -> Table {
    try #require(
      Table([
        Table.Field("id", .texts(["c3", "c1", "c2", nil, "c1"])),
        Table.Field("city", .texts(["York", "杭州", nil, "Rome", "Bonn"])),
        Table.Field("profit", .numbers([30, 10, 20, 5, 1])),
      ]))
  }

  private func orders() throws -> Table {
    try #require(
      Table([
        Table.Field("customer", .texts(["c1", "c3", "c1", "nobody", "c3"])),
        Table.Field("day", .dates(["2024-01-05", "2024-02-01", "2024-03-01", "2024-03-02", nil].map { $0.flatMap(CalendarDate.init) })),
        Table.Field("amount", .integers([10, 20, 30, 40, nil])),
      ]))
  }

  private func session() throws -> Session {
    let session = Session()
    try session.load("customers", from: customers(), key: "id")
    try session.load("orders", from: orders(), of: "customers", by: "customer", at: "day")
    return session
  }

  @Test func tablesComeSortedAndRejectsAreKept() throws {
    let session = try session()
    let answers = try session.run("list id, profit, count(orders) as n; list reason of customers.rejects; list customer of orders")
    #expect(answers[0].table.row(0) == [.text("c1"), .number(10), .integer(2)])
    #expect(answers[0].table.rowCount == 3)
    #expect(answers[1].table.rowCount == 2)
    #expect(answers[2].table.rowCount == 5)
  }

  /// Many rows of few keys: the first of each stays. The others are reported in the
  /// order of their rows, without the values that were missing in them.
  @Test func manyRowsOfTheSameKeys() throws {
    let session = Session()
    let keys = (0..<30_000).map { row -> Int64? in row % 100 == 7 ? nil : Int64(row * 7919 % 1000) }
    let table = try #require(
      Table([Table.Field("id", .integers(keys)), Table.Field("place", .integers(keys.indices.map { Int64($0) }))]))
    let receipt = try session.load("customers", from: table, key: "id")
    var first: [Int64: Int] = [:]
    for (row, key) in keys.enumerated() { if let key, first[key] == nil { first[key] = row } }
    let left = keys.indices.filter { row in keys[row].map { first[$0] != row } ?? true }
    #expect(receipt.rows == first.count && receipt.rejectedRows == left.count)
    #expect(!receipt.lines.joined().description.contains("missing"))
    let answers = try session.run("list id, place rank by id asc; list column, reason, text of customers.rejects")
    func values(_ answer: Int, _ name: String) -> [Value] {
      let column = answers[answer].table[name]
      return (0..<answers[answer].table.rowCount).map { column?[$0] ?? .missing }
    }
    #expect(values(0, "place") == first.keys.sorted().map { .integer(Int64(first[$0] ?? -1)) })
    #expect(values(1, "reason") == left.map { .text(keys[$0].map { "the key \($0) was there before" } ?? "the key is missing") })
    #expect(values(1, "text") == left.map { .text("\(keys[$0].map { "\($0)" } ?? ""),\($0)") })
  }

  /// A host may write the columns of a load and a link as expressions, as scripts do.
  @Test func columnsMayBeExpressions() throws {
    let session = Session()
    let people = try #require(
      Table([Table.Field("mail", .texts(["A@x.com ", "b@x.com"])), Table.Field("upper(mail)", .texts(["1", "2"]))]))
    let visits = try #require(
      Table([
        Table.Field("who", .texts(["a@X.com", "B@x.com", "c@x.com"])), Table.Field("y", .integers([2024, 2023, 2024])),
        Table.Field("shop", .texts(["n-1", "N-2", "n-1"])),
      ]))
    let shops = try #require(Table([Table.Field("code", .texts(["1", "2"])), Table.Field("land", .texts(["DE", "FR"]))]))
    try session.load("people", from: people, key: "lower(trim(mail))")
    let receipt = try session.load("visits", from: visits, of: "people", by: "lower(who)", at: "date(concat(text(y), \"-06-30\"))")
    #expect(receipt.rows == 3)
    try session.load("shops", from: shops, key: "code")
    try session.link("visits", to: "shops", by: "part(shop, 3, 1)")
    let answers = try session.run("list count(visits in 2024) as n, max(shops.land of visits) as land rank by n desc")
    #expect(answers[0].table.row(0) == [.integer(1), .text("DE")])
    #expect(answers[0].table.row(1) == [.integer(0), .text("FR")])
    // A column of that name is itself.
    let other = Session()
    try other.load("people", from: people, key: "upper(mail)")
    #expect(try other.run("list *")[0].table.row(1).contains(.text("2")))
    for wrong in ["lower(", "lower(male)", "lower(mail) mail", "(today)", "mail mail"] {
      #expect(throws: ScriptError.self) { try Session().load("people", from: people, key: wrong) }
    }
  }

  @Test func segmentsAreKeysAndBits() throws {
    let session = try session()
    try session.run("segment best where count(orders) > 0 rank by profit top 50%")
    let best = try session.segment("best")
    #expect(best.keys == [.text("c3")])
    #expect(best.members.rows == [2])
    #expect(best.table["city"]?[0] == .text("York"))
    #expect(throws: ScriptError.self) { try session.segment("bst") }
  }

  @Test func preparedQuestionsTakeParameters() throws {
    let session = try session()
    try session.run("param floor = 1; segment busy where count(orders) >= floor")
    let query = try session.prepare("show count() as n of busy", parameters: ["floor": 2])
    #expect(try query.run().table.row(0) == [.integer(2)])
    #expect(try query.run(parameters: ["floor": 3]).table.row(0) == [.integer(0)])
    #expect(try session.run("show count() as n of busy")[0].table.row(0) == [.integer(2)])
    let misspelt = #expect(throws: ScriptError.self) { try session.prepare("show count() of busy", parameters: ["flor": 2]) }
    #expect(misspelt?.diagnostics.first?.id == "bad-parameter")
    let text = #expect(throws: ScriptError.self) { try session.prepare("show count() of busy", parameters: ["floor": "two"]) }
    #expect(text?.diagnostics.first?.id == "bad-parameter")
    let load = #expect(throws: ScriptError.self) { try session.prepare("load a from \"b.csv\"") }
    #expect(load?.diagnostics.first?.id == "not-a-question")
  }

  @Test func redefinitionReachesWhatRestsOnIt() throws {
    let session = try session()
    try session.run("metric n = count(orders); segment some where n > 0")
    #expect(try session.segment("some").count == 2)
    try session.run("metric n = count(orders where amount > 25)")
    #expect(try session.segment("some").count == 1)
    // A type that no longer fits is an error, and nothing changes.
    #expect(throws: ScriptError.self) { try session.run("metric n = city") }
    #expect(try session.segment("some").count == 1)
  }

  @Test func nothingOutsideIsReachedUnlessAllowed() throws {
    let session = Session()
    for script in ["load a from \"/etc/passwd\" key x", "use \"/etc/passwd\""] {
      let error = #expect(throws: ScriptError.self) { try session.run(script) }
      #expect(error?.diagnostics.first?.id == "not-allowed")
    }
    let full = try self.session()
    let error = #expect(throws: ScriptError.self) { try full.run("segment all where count(orders) >= 0; export all to \"/tmp/never.csv\"") }
    #expect(error?.diagnostics.first?.id == "not-allowed")
    // Without events and a clock, the host must give today's day.
    let timeless = Session()
    try timeless.load("customers", from: customers(), key: "id")
    let unknown = #expect(throws: ScriptError.self) { try timeless.run("show today as day") }
    #expect(unknown?.diagnostics.first?.id == "no-today")
    #expect(try timeless.run("as of 2024-05-06; show today as day")[0].table.row(0) == [.date(19849)])
  }

  @Test func aTableWithoutColumnsIsRefused() throws {
    let empty = try #require(Table([]))
    let error = #expect(throws: ScriptError.self) { try Session().load("customers", from: empty, key: "id") }
    #expect(error?.diagnostics.first?.id == "bad-table")
  }

  @Test func numbersThatAreNoneAreMissing() throws {
    let session = Session()
    let table = try #require(
      Table([Table.Field("id", .integers([1, 2, 3, 4])), Table.Field("x", .numbers([.nan, .infinity, 1.5, nil]))]))
    try session.load("customers", from: table, key: "id")
    let answer = try session.run("show count(x is missing) as absent, sum(x) as total, max(x) as most; show histogram(x); show pareto(x)")[
      0]
    #expect(answer.table.row(0) == [.integer(3), .number(1.5), .number(1.5)])
  }

  @Test func overflowNamesTheCustomer() throws {
    let session = Session()
    let table = try #require(
      Table([Table.Field("id", .integers([1, 2])), Table.Field("n", .integers([5, .max]))]))
    try session.load("customers", from: table, key: "id")
    for expression in ["n + 1", "n * 2", "n - -1", "-n - 2"] {
      let error = #expect(throws: ScriptError.self) { try session.run("metric bad = \(expression); show sum(bad)") }
      #expect(error?.diagnostics.first?.id == "integer-overflow")
      #expect(error?.description.contains("customer 2") == true, "\(expression)")
      // A branch that is not taken raises no error.
      #expect(try session.run("show sum(if n < 100 then \(expression) else 0) as s").count == 1)
    }
  }

  @Test func everyFunctionDoesWhatItsExampleSays() throws {
    let session = Session()
    for function in Session.functionExamples {
      let answer = try #require(try session.run("show \(function.call) as value").first)
      #expect(answer.table.row(0)[0].description == function.value, "\(function.call)")
    }
  }

  @Test func helpKnowsEveryTopic() {
    for topic in Session.helpTopics { #expect(Session.help(topic) != nil, "\(topic)") }
    #expect(Session.help("nonsense") == nil)
    #expect(Session.help(nil)?.contains("segment") == true)
  }
}
