// Shares that are taken from a total against shares that are computed, and the
// best of each group against sorting the groups.

import SegColumns
import Testing

@testable import Seg

@Suite struct ShareAndRankingTests {
  private func session(_ threads: Int, _ x: [Double?], _ groups: [Int64?]) throws -> Session {
    let session = Session(capabilities: .all(threads: threads))
    let ids: [Int64?] = x.indices.map { Int64($0) }
    let table = try #require(
      Table([Table.Field("id", .integers(ids)), Table.Field("x", .numbers(x)), Table.Field("g", .integers(groups))]))
    try session.load("customers", from: table, key: "id")
    return session
  }

  private func ids(_ session: Session, _ script: String) throws -> [Value] {
    let table = try session.run(script)[0].table
    return (0..<table.rowCount).map { table.row($0)[0] }
  }

  /// Totals above, at and below 0, with missing values.
  @Test(arguments: [0, -40, -100])
  func shares(_ low: Int) throws {
    let x = (0..<3000).map { (row: Int) -> Double? in row % 11 == 3 ? nil : Double(low + row * 7919 % 101) / 4 }
    for threads in [1, 3] {
      let session = try session(threads, x, x.map { _ in 1 })
      for cut in ["cover 0.8 of", "spend 0.8 of", "cover 0.5 of"] {
        let plain = try ids(session, "list id rank by x \(cut) share(x)")
        if low == 0 { #expect(plain.count > 500 && plain.count < 2500) }
        #expect(try ids(session, "list id rank by x \(cut) share(x + 0)") == plain, "\(cut) from \(low)")
      }
      let sums = ["sum(share(x))", "sum(share(x) + 0)"]
      let found = try sums.map { try session.run("show \($0) as s")[0].table.row(0)[0] }
      if case .number(let a) = found[0], case .number(let b) = found[1] {
        #expect(abs(a - b) < 1e-12)
      } else {
        #expect(found[0] == found[1])
      }
    }
  }

  @Test func bestOfGroups() throws {
    let x = (0..<5000).map { (row: Int) -> Double? in row % 9 == 4 ? nil : Double(row * 7919 % 211 - 90) }
    let groups: [Int64?] = x.indices.map { $0 % 17 == 2 ? nil : Int64($0 * 31 % 23) }
    for (direction, sign) in [("", -1.0), (" asc", 1.0)] {
      for count in [1, 7, 200, 500] {
        var best: [Int64: [Int]] = [:]
        for row in x.indices { best[groups[row] ?? .max, default: []].append(row) }
        var kept: Set<Value> = []
        for rows in best.values {
          var keyed: [(key: Double, row: Int)] = []
          for row in rows {
            let value: Double? = x[row]
            keyed.append((key: value.map { sign * $0 } ?? .infinity, row: row))
          }
          keyed.sort { $0.key != $1.key ? $0.key < $1.key : $0.row < $1.row }
          for one in keyed.prefix(count) { kept.insert(.integer(Int64(one.row))) }
        }
        for threads in [1, 3] {
          let found = try ids(try session(threads, x, groups), "list id rank by x\(direction) per g top \(count)")
          #expect(found.count == kept.count && Set(found) == kept, "\(direction), top \(count)")
        }
      }
    }
  }
}
