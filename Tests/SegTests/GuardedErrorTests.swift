// What an earlier condition leaves out is not computed by later ones: an integer
// beyond 64 bits is an error only of customers who are asked for, wherever they
// stand.

import SegColumns
import SegDiagnostics
import Testing

@testable import Seg

@Suite struct GuardedErrorTests {
  private struct Row {
    let a: Int64
    let b: Int64?
    let m: Int64
  }

  private struct Overflow: Error {}

  /// A condition with its text, and what it means one customer at a time.
  private struct Condition {
    let text: String
    let holds: (Row) throws -> Bool
  }

  private static func product(_ row: Row) throws -> Int64 {
    let (product, overflow) = row.m.multipliedReportingOverflow(by: 4)
    if overflow { throw Overflow() }
    return product
  }

  private static func condition(_ depth: Int, _ random: inout SeededGenerator) -> Condition {
    if depth == 0 {
      let limit = random.below(4)
      switch random.below(5) {
      case 0: return Condition(text: "m * 4 > \(limit)") { try product($0) > limit }
      case 1: return Condition(text: "(b ?? m * 4) < \(limit)") { row in try (row.b ?? product(row)) < limit }
      case 2: return Condition(text: "b = \(limit)") { $0.b == limit }
      case 3: return Condition(text: "m < 9") { $0.m < 9 }
      default: return Condition(text: "a >= \(limit)") { $0.a >= limit }
      }
    }
    let (one, other) = (condition(depth - 1, &random), condition(depth - 1, &random))
    switch random.below(4) {
    case 0: return Condition(text: "(\(one.text) or \(other.text))") { row in try one.holds(row) || other.holds(row) }
    case 1: return Condition(text: "not (\(one.text))") { row in try !one.holds(row) }
    case 2:
      return Condition(text: "(if \(one.text) then \(other.text) else a = 1)") { row in try one.holds(row) ? other.holds(row) : row.a == 1 }
    default: return Condition(text: "(\(one.text) and \(other.text))") { row in try one.holds(row) && other.holds(row) }
    }
  }

  private func session(_ rows: [Row], threads: Int) throws -> Session {
    var capabilities = Capabilities()
    capabilities.threads = threads
    let session = Session(capabilities: capabilities)
    let table = try #require(
      Table([
        Table.Field("id", .integers(rows.indices.map { Int64($0) })), Table.Field("a", .integers(rows.map(\.a))),
        Table.Field("b", .integers(rows.map(\.b))), Table.Field("m", .integers(rows.map(\.m))),
      ]))
    try session.load("customers", from: table, key: "id")
    return session
  }

  /// - Returns: who is in the segment; nil: an integer was too large.
  private func members(_ session: Session, _ definition: String) throws -> [Value]? {
    do throws(ScriptError) {
      try session.run(definition)
      return try session.segment("found").keys
    } catch {
      #expect(error.diagnostics.map(\.id) == ["integer-overflow"], "\(definition)")
      return nil
    }
  }

  @Test(arguments: [70, 2049, 5000, 140_000])
  func conditionsGuardOneAnother(_ size: Int) throws {
    var random = SeededGenerator(UInt64(size))
    let large = Set((0..<3).map { _ in Int(random.below(Int64(size))) })
    let rows = (0..<size).map { place in
      Row(a: random.below(4), b: random.below(3) == 0 ? nil : random.below(4), m: large.contains(place) ? 1 << 62 : random.below(3))
    }
    let sessions = try [1, 3].map { try session(rows, threads: $0) }
    var failed = 0
    for _ in 0..<(size > 10_000 ? 20 : 80) {
      let condition = Self.condition(Int(random.below(4)), &random)
      let expected = try? rows.indices.filter { try condition.holds(rows[$0]) }.map { Value.integer(Int64($0)) }
      if expected == nil { failed += 1 }
      for session in sessions {
        #expect(try members(session, "segment found where \(condition.text)") == expected, "\(condition.text) of \(size)")
        if let expected {
          #expect(try session.run("explain found").first?.table["customers"]?[1] != nil, "\(condition.text)")
          // It shows the customer's own values, also those that nothing asks for.
          guard let key = rows.indices.randomElement(using: &random), !large.contains(key) else { continue }
          let why = try session.run("why \(key) in found")
          #expect(
            why.first.map { $0.table.row($0.table.rowCount - 1)[2] } == .boolean(expected.contains(.integer(Int64(key)))),
            "\(condition.text)")
        }
      }
    }
    #expect(failed > 0)
  }

  /// The base of a segment, the segment of a question and the stages before guard too.
  @Test(arguments: [2047, 2048])
  func basesAndStages(_ place: Int) throws {
    let rows = (0..<3000).map { Row(a: $0 == 5 ? 1 : 0, b: nil, m: $0 == place ? 1 << 62 : 1) }
    let session = try session(rows, threads: 2)
    try session.run("segment rare where a = 1; segment found from rare where m * 4 > 3")
    #expect(try session.segment("found").keys == [.integer(5)])
    #expect(try session.run("explain found").first?.table.rowCount == 3)
    #expect(try session.run("show rare where m * 4 > 3").first?.table["customers"]?[0] == .integer(1))
    #expect(try session.run("list id of rare where m * 4 > 3").first?.table.rowCount == 1)
    #expect(try session.run("show count() as n of rare where m * 4 > 3").first?.table["n"]?[0] == .integer(1))
    let stages = try session.run("lifecycle stage: large when m > 5, small when m * 4 > 3, other otherwise; show count() as n by stage")
    #expect(stages.first?.table["n"]?[0] == .integer(1) && stages.first?.table["n"]?[1] == .integer(2999))
  }
}
