// Sessions on many threads.

import SegColumns
import SegPlatform
import SegRuntime
import Testing

@testable import Seg

struct SessionThreadsTests {
  private static func customers(_ count: Int) -> Table {
    let numbers = (0..<count).map { Int64($0) as Int64? }
    let values = numbers.map { $0.map { $0 % 97 } }
    return Table([Table.Field("id", .integers(numbers)), Table.Field("v", .integers(values))]) ?? Table(fields: [], rowCount: 0)
  }

  /// Runs `body` on a thread with a stack of so many bytes.
  private static func run(stack: Int, _ body: @escaping @Sendable () -> Void) -> pthread_t? {
    final class Box {
      let body: () -> Void
      init(_ body: @escaping () -> Void) { self.body = body }
    }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_attr_setstacksize(&attributes, stack) == 0 else { return nil }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(body))
    let result = pthread_create(
      &thread, &attributes,
      { pointer in
        if let pointer { Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().body() }
        return nil
      }, box.toOpaque())
    return result == 0 ? thread : nil
  }

  /// One session, and calls of all kinds from eight threads at once: each sees the session as
  /// it is between two calls.
  @Test func oneSessionOnManyThreads() throws {
    let session = Session(today: .fixed("2024-12-31"))
    try session.load("customers", from: Self.customers(2_000), key: "id")
    try session.run("param floor = 50 segment high where v > floor")
    let query = try session.prepare("show count() of high", parameters: ["floor": 50])
    let wrong = PthreadMutex<[String]>([])
    let threads = (0..<8).compactMap { number in
      Self.run(stack: 1 << 20) {
        do {
          for round in 0..<20 {
            switch (number + round) % 8 {
            case 0: try session.run("metric m\(number)_\(round) = v * 2")
            case 1: try session.load("customers", from: Self.customers(2_000), key: "id")
            case 2: if try session.segment("high").count != 929 { wrong.withLock { $0.append("segment") } }
            case 3: if try session.run("show count() of high")[0].table["count()"]?[0] != 929 { wrong.withLock { $0.append("show") } }
            case 4: if try query.run().table["count()"]?[0] != 929 { wrong.withLock { $0.append("query") } }
            case 5: if !session.check("show nothing").contains(where: { $0.id == "unknown-name" }) { wrong.withLock { $0.append("check") } }
            case 6: _ = (try session.card("high"), session.completions(of: "show h"), session.help("high"))
            default:
              session.onWarning = { _ in }
              session.setParameter("other", to: "3")
              _ = session.unusedParameters
            }
          }
        } catch {
          wrong.withLock { $0.append("\(error)") }
        }
      }
    }
    for thread in threads { pthread_join(thread, nil) }
    #expect(threads.count == 8)
    #expect(wrong.withLock { $0 } == [])
  }

  /// A callback may call the session that calls it.
  @Test func callsFromCallbacks() throws {
    let session = Session(today: .fixed("2024-12-31"))
    try session.load("customers", from: Self.customers(100), key: "id")
    var cards: [String] = []
    try session.run("segment high where v > 50", name: "a", directory: nil) { outcome, _ in
      if case .defined(let names) = outcome { cards = try names.map { try session.card($0).description } }
    }
    #expect(cards.first?.hasPrefix("high  46 customers") == true)
  }
}
