// Shares of a total of all customers, which are summed as values and divided once:
// the same as the shares themselves, and exact where the values are.

import SegColumns
import Testing

@testable import Seg

@Suite struct SharesOfTotalTests {
  /// The values whose shares are taken, in units; nil is missing.
  enum Kind: CaseIterable {
    case ones, integers, cents, units, losses, mostlyMissing, zeros, debts, balanced

    func units(_ count: Int, _ random: inout SeededGenerator) -> [Int64?] {
      (0..<count).map { row in
        switch self {
        case .ones: 1
        case .integers: random.below(41)
        case .cents, .units: random.below(8) == 0 ? nil : random.below(100_000)
        case .losses: random.below(8) == 0 ? nil : random.below(3501) - 500
        case .mostlyMissing: Int.random(in: 0..<9, using: &random) > 0 ? nil : Int64.random(in: 1...9, using: &random)
        case .zeros: 0
        case .debts: -Int64.random(in: 0...70, using: &random)
        case .balanced: row == count - 1 && count % 2 == 1 ? 0 : row % 2 == 0 ? 5 : -5
        }
      }
    }

    var unit: Double { self == .cents || self == .units || self == .losses ? 100 : 1 }

    func column(_ units: [Int64?]) throws -> Column {
      if self == .ones || self == .integers { return .integers(units) }
      let doubles = Column.numbers(units.map { $0.map { Double($0) / unit } })
      guard self == .units, case .float64(let buffer) = doubles.values else { return doubles }
      return try #require(Column.decimals(buffer, validity: doubles.validity))
    }
  }

  /// Customers with what they share, another value and a group.
  private struct Case {
    let units: [Int64?]
    let others: [Int64?]
    let groups: [Int64]
    let column: Column

    init(_ kind: Kind, _ count: Int, _ random: inout SeededGenerator) throws {
      units = kind.units(count, &random)
      column = try kind.column(units)
      others = (0..<count).map { _ in random.below(9) == 0 ? nil : random.below(51) }
      groups = (0..<count).map { _ in random.below(7) }
    }

    func session(_ threads: Int) throws -> Session {
      let session = Session(capabilities: .all(threads: threads))
      let table = try #require(
        Table([
          Table.Field("id", .integers(units.indices.map { Int64($0) })), Table.Field("v", column), Table.Field("o", .integers(others)),
          Table.Field("g", .integers(groups.map { $0 })),
        ]))
      try session.load("customers", from: table, key: "id")
      return session
    }

    var total: Int64 { units.compactMap { $0 }.reduce(0, +) }

    /// Rows with a value by some keys, the highest first, without one last.
    func order(by keys: [[Int64?]]) -> [Int] {
      units.indices.filter { units[$0] != nil }.sorted { a, b in
        for key in keys where key[a] != key[b] {
          guard let x = key[a], let y = key[b] else { return key[a] != nil }
          return x > y
        }
        return a < b
      }
    }

    /// The first rows whose sum reaches so many thousandths of the total, or
    /// does not pass them, in integers.
    func kept(_ order: [Int], _ thousandths: Int64, reaches: Bool) -> [Int] {
      let total = total
      var (sum, kept): (Int64, [Int]) = (0, [])
      for row in order {
        let next = sum + (units[row] ?? 0)
        if reaches ? sum * 1000 >= thousandths * total : next * 1000 > thousandths * total { break }
        sum = next
        kept.append(row)
      }
      return kept.sorted()
    }
  }

  /// Cuts at exact sums, as 7% of 100 ones are, and anywhere else.
  @Test(arguments: [Kind.ones, .cents, .units, .losses, .debts, .balanced])
  func cuts(_ kind: Kind) throws {
    for (count, threads) in [(1, 1), (100, 3)] where count > 1 || kind == .ones || kind == .debts {
      var random = SeededGenerator(UInt64(count))
      let one = try Case(kind, count, &random)
      let session = try one.session(threads)
      var number = 0
      for thousandths in count == 1 ? [1000] : [70, 333] as [Int64] {
        // Two keys are sorted: the way without buckets.
        for (key, order) in [
          ("v", one.order(by: [one.units])), ("o", one.order(by: [one.others])), ("o, v", one.order(by: [one.others, one.units])),
        ] {
          for (cut, reaches) in [("cover", true), ("spend", false)] {
            number += 1
            let share = "\(Double(thousandths) / 1000)"
            try session.run("segment s\(number) rank by \(key) \(cut) \(share) of share(v)")
            let found = try session.segment("s\(number)").members.rows
            var expected = one.kept(order, thousandths, reaches: reaches)
            if one.total <= 0 {
              // Every share is missing, or one of a loss: as without a shorter way.
              try session.run("segment p\(number) rank by \(key) \(cut) \(share) of share(v) + 0")
              expected = one.total == 0 ? [] : try session.segment("p\(number)").members.rows
            }
            if found != expected {
              Issue.record(
                "\(kind) of \(count), rank by \(key) \(cut) \(share), \(threads) threads: \(found.count) rows, not \(expected.count)")
            }
          }
        }
      }
    }
  }

  /// Several morsels; lists give the same answers as segments.
  @Test(arguments: [Kind.ones, .units])
  func manyRows(_ kind: Kind) throws {
    var random = SeededGenerator(4)
    let one = try Case(kind, 65_537, &random)
    let session = try one.session(3)
    let order = one.order(by: [one.units])
    for (number, thousandths) in ([70, 800] as [Int64]).enumerated() {
      for (cut, reaches) in [("cover", true), ("spend", false)] {
        let words = "rank by v \(cut) \(Double(thousandths) / 1000) of share(v)"
        try session.run("segment \(cut)\(number) \(words)")
        let expected = one.kept(order, thousandths, reaches: reaches)
        let found = try session.segment("\(cut)\(number)").members.rows
        #expect(found.count == expected.count && found == expected, "\(kind), \(words)")
        #expect(try session.run("list id \(words)")[0].table.rowCount == expected.count, "\(kind), \(words)")
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func sums(_ kind: Kind) throws {
    for (count, threads) in [(0, 1), (1, 3), (64, 1), (65, 3), (2049, 1), (65_537, 3)] where count < 60_000 || kind == .units {
      var random = SeededGenerator(UInt64(count + 50))
      let one = try Case(kind, count, &random)
      let session = try one.session(threads)
      for (rest, rows) in [
        ("", { _ in true }), (" by g", { _ in true }), (" where o > 20", { (one.others[$0] ?? 0) > 20 }),
        (" where o > 20 by g", { (one.others[$0] ?? 0) > 20 }),
      ] as [(String, (Int) -> Bool)] {
        let both = "sum(share(v)) as s, sum(share(v) + 0) as p"
        let inside = "sum(share(v) where g < 3) as i, sum(share(v) + 0 where g < 3) as j"
        let table = try session.run("show \(both), \(inside)\(rest)")[0].table
        for row in 0..<table.rowCount {
          let values = Array(table.row(row).suffix(4))
          var group: Int64?
          if rest.hasSuffix("g"), case .integer(let found) = table.row(row)[0] { group = found }
          let members = one.units.indices.filter { rows($0) && (group == nil || one.groups[$0] == group) }
          for (place, kept) in [(0, members), (2, members.filter { one.groups[$0] < 3 })] {
            let sum = kept.reduce(Int64(0)) { $0 + (one.units[$1] ?? 0) }
            let note = "\(kind) of \(count), \(threads) threads\(rest), group \(group ?? -1): \(values)"
            guard case .number(let found) = values[place], case .number(let plain) = values[place + 1] else {
              Issue.record("\(note)")
              continue
            }
            // A total that is negative, or small beside its parts, has no shares.
            let largest = one.units.reduce(0) { max($0, abs($1 ?? 0)) }
            let expected = one.total <= 0 || largest > 1000 * one.total ? 0 : Double(sum) / Double(one.total)
            #expect(abs(found - plain) <= 1e-12 * max(1, abs(plain)) && abs(found - expected) <= 1e-12 * max(1, abs(expected)), "\(note)")
          }
        }
      }
    }
  }

  /// Numbers that are no decimals: the shares themselves say the same, where no
  /// sum is so near the limit that rounding decides.
  @Test(arguments: [65])
  func anyNumbers(_ count: Int) throws {
    var random = SeededGenerator(UInt64(count))
    let values = (0..<count).map { _ in Double.random(in: 0..<1, using: &random) }
    for scale in [1, 1e250, 1e-150, 1e-250] {
      let session = Session(capabilities: .all(threads: 3))
      let table = try #require(
        Table([Table.Field("id", .integers(values.indices.map { Int64($0) })), Table.Field("v", .numbers(values.map { $0 * scale }))]))
      try session.load("customers", from: table, key: "id")
      for (number, share) in [0.1, 0.83].enumerated() {
        for cut in [(scale < 1) == (number == 0) ? "cover" : "spend"] {
          try session.run(
            "segment \(cut)\(number) rank by v \(cut) \(share) of share(v); segment plain_\(cut)\(number) rank by "
              + "v \(cut) \(share) of share(v) + 0"
          )
          #expect(
            try session.segment("\(cut)\(number)").members == session.segment("plain_\(cut)\(number)").members,
            "\(cut) \(share), times \(scale)")
        }
      }
      guard case .number(let sum) = try session.run("show sum(share(v)) as s")[0].table.row(0)[0] else {
        Issue.record("no sum of shares, times \(scale)")
        continue
      }
      #expect(abs(sum - 1) < 1e-12)
    }
  }

  /// A sum beyond the range of numbers, of a total within it.
  @Test func beyondTheRange() throws {
    let session = Session()
    let table = try #require(
      Table([
        Table.Field("id", .integers([1, 2, 3])), Table.Field("v", .numbers([1e308, -1e308, 1e308])),
        Table.Field("g", .integers([1, 2, 1])),
      ]))
    try session.load("customers", from: table, key: "id")
    let answer = try session.run("show sum(share(v)) as s by g")[0].table
    #expect(answer.row(0) == [.integer(1), .number(2)] && answer.row(1) == [.integer(2), .number(-1)])
  }
}
