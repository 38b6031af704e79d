// The limits of a session: a statement that exceeds one ends, and the session stays
// as it was.

import Seg
import SegColumns
import SegDiagnostics
import Testing

@Suite struct LimitTests {
  /// Customers 0..<n with an amount each.
  private func customers(_ count: Int) -> Table {
    Table(
      fields: [
        Table.Field("id", .integers((0..<count).map { Int64($0) })),
        Table.Field("amount", .numbers((0..<count).map { Double($0 % 1000) + 0.125 })),
      ], rowCount: count)
  }

  private func session(_ limits: Limits, rows: Int = 1000) throws -> Session {
    let session = Session(limits: limits)
    try session.load("customers", from: customers(rows), key: "id")
    return session
  }

  private func diagnostic(_ body: () throws -> Void) -> Diagnostic? {
    do {
      try body()
      return nil
    } catch let error as ScriptError {
      return error.diagnostics.first
    } catch {
      return nil
    }
  }

  @Test func rows() throws {
    let session = try session(Limits(rows: 10))
    let found = diagnostic { try session.run("list id, amount") }
    #expect(found?.id == "row-limit")
    #expect(found?.message == "the answer has 1,000 rows, and 10 are allowed")
    #expect(found?.fix?.message.description.contains("`top 10`") == true)
    #expect(found?.span != nil)
    #expect(try session.run("list id top 10").first?.table.rowCount == 10)
    #expect(try session.run("show count()").first?.table.rowCount == 1)
  }

  @Test func time() throws {
    let session = try session(Limits(time: .seconds(60)))
    #expect(try session.run("show count()").count == 1)
    let hurried = Session(limits: Limits(time: .nanoseconds(1)))
    let found = diagnostic { try hurried.load("customers", from: customers(1000), key: "id") }
    #expect(found?.id == "time-limit")
    #expect(found?.message.description.hasPrefix("this takes longer than") == true)
    // Nothing was loaded, and a second try gives the same message.
    #expect(diagnostic { try hurried.run("show count()") }?.id != nil)
  }

  @Test func memoryOfALoad() throws {
    let session = Session(limits: Limits(memory: 1_000_000))
    let found = diagnostic { try session.load("customers", from: shuffled(400_000), key: "id") }
    #expect(found?.id == "memory-limit")
    #expect(found?.message == "this needs more than 1 MB, which is the limit of memory")
    #expect(found?.notes.first?.description.contains("more were asked for") == true)
    // It left nothing behind: a smaller one fits.
    try session.load("customers", from: customers(1000), key: "id")
    #expect(try session.run("show count()").first?.table["count()"]?[0] == .integer(1000))
  }

  /// The keys are out of order: sorting the table takes its memory once more.
  private func shuffled(_ count: Int) -> Table {
    let table = customers(count)
    return table.gathered((0..<count).reversed().map { Int32($0) })
  }

  @Test func memoryOfAQuestion() throws {
    // The columns are the host's; what questions compute is not.
    let session = try session(Limits(memory: 3_000_000), rows: 300_000)
    let found = diagnostic {
      try session.run("metric a = amount * 2.5\nmetric b = a + amount\nmetric c = b * a\nlist id, a, b, c rank by c top 10")
    }
    #expect(found?.id == "memory-limit")
    #expect(try session.run("show count() where amount > 500").count == 1)
  }

  /// Cached values make room for the current question.
  @Test func keptValuesAreGivenUp() throws {
    let session = try session(Limits(memory: 12_000_000), rows: 300_000)
    for number in 1...12 {
      try session.run("metric m\(number) = amount * \(number).5\nlist id, m\(number) rank by m\(number) top 1")
    }
  }

  @Test func everyLimitIsExplained() {
    for id in ["time-limit", "memory-limit", "out-of-memory", "row-limit"] {
      #expect(Session.help(id) != nil, "\(id)")
    }
  }
}
