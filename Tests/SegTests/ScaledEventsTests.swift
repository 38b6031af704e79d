// What is counted and summed of events whose amounts are units of decimals,
// against the same amounts as doubles and against a plain loop over customers.

import SegColumns
import Testing

@testable import Seg

@Suite struct ScaledEventsTests {
  private struct Event {
    let customer: Int64
    let day: Int32
    let units: Int64?
  }

  private static let measures = [
    "sum(amount of orders)", "avg(amount of orders)", "median(amount of orders)", "min(amount of orders)", "max(amount of orders)",
    "distinct(amount of orders)", "first(amount of orders)", "last(amount of orders)", "count(orders where amount > 0.3)",
    "sum(amount of orders where amount >= 1.27)", "sum(amount of orders in last 60 days)", "any(orders where amount = -0.3)",
    "sum(amount * 2 of orders where amount != 0.1)", "count(orders where amount < limit)", "sum(amount - limit of orders)",
  ]

  private func session(
    _ customers: [Int64], _ limits: [Double?], _ events: [Event], unit: Double, threads: Int, isScaled: Bool
  ) throws -> Session {
    func column(_ values: [Double?]) throws -> Column {
      let doubles = Column.numbers(values)
      guard isScaled, case .float64(let buffer) = doubles.values else { return doubles }
      return try #require(Column.decimals(buffer, validity: doubles.validity))
    }
    let session = Session(capabilities: .all(threads: threads))
    let people = try #require(Table([Table.Field("id", .integers(customers.map { $0 })), Table.Field("limit", try column(limits))]))
    let orders = try #require(
      Table([
        Table.Field("who", .integers(events.map(\.customer))), Table.Field("day", .dates(events.map { CalendarDate(days: $0.day) })),
        Table.Field("amount", try column(events.map { $0.units.map { Double($0) / unit } })),
      ]))
    try session.load("customers", from: people, key: "id")
    try session.load("orders", from: orders, of: "customers", by: "who", at: "day")
    try session.run("as of 2024-12-31")
    return session
  }

  private func events(_ count: Int, _ customers: [Int64], _ most: Int64, isInOrder: Bool, _ random: inout SeededGenerator) -> [Event] {
    // Of a byte without a sign there are none below 0.
    let least = most == 255 ? 0 : -most
    let events = (0..<count).map { _ in
      Event(
        // One in nine is nobody's.
        customer: Int.random(in: 0..<9, using: &random) == 0 ? 1_000_003 : customers.randomElement(using: &random) ?? 5,
        day: Int32.random(in: 19_900...20_088, using: &random),
        units: Int.random(in: 0..<8, using: &random) == 0
          ? nil
          : [Int64.random(in: least...most, using: &random), 30, max(least, -30), 127, most, least, 0, 3][
            Int.random(in: 0..<8, using: &random)])
    }
    return isInOrder ? events.sorted { ($0.customer, $0.day) < ($1.customer, $1.day) } : events
  }

  @Test(arguments: [(127, 2), (32_767, 2), (2_147_483_647, 2), (127, 1), (255, 2), (30_000, 4)] as [(Int64, Int)])
  func sameAnswers(_ most: Int64, _ scale: Int) throws {
    let unit = decimalUnits[scale]
    for (seed, (people, count)) in [(1, 0), (1, 65), (64, 2048), (700, 2049), (3000, 900)].enumerated() {
      var random = SeededGenerator(UInt64(seed + scale))
      let customers = (0..<people).map { Int64($0 * 3 - 40) }
      let limits = customers.map { _ in Bool.random(using: &random) ? Double(Int64.random(in: 0...most, using: &random)) / unit : nil }
      let events = events(count, customers, most, isInOrder: seed % 2 == 0, &random)
      let expected = try session(customers, limits, events, unit: unit, threads: 1, isScaled: false)
      for threads in [1, 3] {
        let found = try session(customers, limits, events, unit: unit, threads: threads, isScaled: true)
        for measure in Self.measures {
          for question in [
            "list id, \(measure) as m", "metric m = \(measure); show sum(m) as s, median(m) as d, count(m) as n, max(m) as h",
          ] {
            let isCondition = measure.hasPrefix("any") && question.hasPrefix("metric")
            if isCondition { continue }
            let (a, b) = (try found.run(question), try expected.run(question))
            let rows = b[0].table.rowCount
            #expect(a[0].table.rowCount == rows)
            if let row = (0..<rows).first(where: { a[0].table.row($0) != b[0].table.row($0) }) {
              Issue.record(
                "\(question): \(a[0].table.row(row)), not \(b[0].table.row(row)); \(count) events to \(most) of \(scale), \(threads)")
            }
          }
        }
      }
    }
  }

  /// More events than a thread takes at a time, in whole cents.
  @Test func plainLoop() throws {
    var random = SeededGenerator(77)
    let customers = (0..<3000).map { Int64($0) * 2 - 1000 }
    let events = events(70_000, customers, 2_000_000, isInOrder: false, &random)
    var sums: [Int64: Int64] = [:]
    var counts: [Int64: Int64] = [:]
    var largest: [Int64: Int64] = [:]
    for event in events {
      guard let units = event.units else { continue }
      sums[event.customer, default: 0] += units
      if units > 30 { counts[event.customer, default: 0] += 1 }
      largest[event.customer] = max(largest[event.customer] ?? .min, units)
    }
    for threads in [1, 3] {
      let session = try session(customers, customers.map { _ in 1 }, events, unit: 100, threads: threads, isScaled: true)
      let table = try session.run(
        "list id, sum(amount of orders) as s, count(orders where amount > 0.3) as n, max(amount of orders) as h rank by id asc")[0].table
      #expect(table.rowCount == customers.count)
      for (row, key) in customers.enumerated() {
        let expected: [Value] = [
          .integer(key), .number(Double(sums[key] ?? 0) / 100), .integer(counts[key] ?? 0),
          largest[key].map { .number(Double($0) / 100) } ?? .missing,
        ]
        if table.row(row) != expected {
          Issue.record("\(table.row(row)), not \(expected)")
          break
        }
      }
    }
  }

  /// Keys in their order have a second, smaller form, which only sums read.
  @Test(arguments: [1, 64, 65, 2049, 65_537])
  func sumsOfKeys(_ count: Int) throws {
    var random = SeededGenerator(UInt64(count))
    for (first, step) in [(Int64(1), Int64(1)), (-3000, 3), ((1 << 40) - 4, 1), ((1 << 40) + 5, 1), (-(1 << 38), 4), (0, 5)] {
      var key = first
      let keys = (0..<count).map { _ -> Int64 in
        key += Int64.random(in: 1...step, using: &random)
        return key
      }
      let values = keys.map { _ in Int64.random(in: 0..<10, using: &random) }
      let table = try #require(Table([Table.Field("id", .integers(keys.map { $0 })), Table.Field("v", .integers(values.map { $0 }))]))
      for threads in [1, 3] {
        let session = Session(capabilities: .all(threads: threads))
        try session.load("customers", from: table, key: "id")
        for limit in [Int64(-1), 4, 8, 9] {
          let kept = keys.indices.filter { values[$0] > limit }
          let sum = kept.reduce(Int64(0)) { $0 + keys[$1] }
          let row = try session.run("show sum(id) as s, count() as n, avg(id) as m where v > \(limit)")[0].table.row(0)
          #expect(row[0] == .integer(sum) && row[1] == .integer(Int64(kept.count)), "\(count) keys from \(first), v > \(limit): \(row)")
          if kept.isEmpty { continue }
          guard case .number(let mean) = row[2] else { continue }
          #expect(abs(mean - Double(sum) / Double(kept.count)) <= abs(mean) * 1e-15)
        }
      }
    }
  }
}
