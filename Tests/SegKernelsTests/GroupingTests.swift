// Groups by columns of few values against groups made with a dictionary.

import SegColumns
import Testing

@testable import SegKernels

@Suite struct GroupingTests {
  /// A column with each row's place in the order of its values; nil: missing.
  private struct Key {
    let column: Column
    let places: [Int?]
    let note: String
  }

  private static func gaps(_ values: [Int], _ share: Double, _ random: inout SeededGenerator) -> [Int?] {
    values.map { Double.random(in: 0..<1, using: &random) < share ? nil : $0 }
  }

  private static func integers(
    _ low: Int64, _ count: Int, _ size: Int, missing share: Double, _ random: inout SeededGenerator
  ) -> Key {
    let values = (0..<size).map { _ in Int.random(in: 0..<count, using: &random) }
    let places = gaps(values, share, &random)
    return Key(column: .integers(places.map { $0.map { low + Int64($0) } }), places: places, note: "\(count) from \(low), \(share) missing")
  }

  private static func texts(_ count: Int, _ size: Int, missing share: Double, _ random: inout SeededGenerator) -> Key {
    let values = (0..<size).map { _ in Int.random(in: 0..<count, using: &random) }
    let places = gaps(values, share, &random)
    // Numbers with a 1 in front have the order of texts.
    return Key(column: .texts(places.map { $0.map { "t\(1_000_000 + $0)" } }), places: places, note: "\(count) texts, \(share) missing")
  }

  private static func booleans(_ size: Int, missing share: Double, _ random: inout SeededGenerator) -> Key {
    let places = gaps((0..<size).map { _ in Int.random(in: 0..<2, using: &random) }, share, &random)
    return Key(column: .booleans(places.map { $0.map { $0 == 1 } }), places: places, note: "booleans, \(share) missing")
  }

  private func check(_ keys: [Key], _ rows: Bitmap) throws {
    let note = keys.map(\.note).joined(separator: "; ")
    // The last place is that of missing values.
    let tuples = (0..<rows.count).map { row in keys.map { $0.places[row] ?? .max } }
    var sizes: [[Int]: Int64] = [:]
    var firsts: [[Int]: Int32] = [:]
    for row in rows.rows {
      sizes[tuples[row], default: 0] += 1
      if firsts[tuples[row]] == nil { firsts[tuples[row]] = Int32(row) }
    }
    let ordered = sizes.keys.sorted { $0.lexicographicallyPrecedes($1) }
    var numbers: [[Int]: Int32] = [:]
    for (number, tuple) in ordered.enumerated() { numbers[tuple] = Int32(number) }
    let expected = (0..<rows.count).map { rows[$0] ? numbers[tuples[$0]] ?? -1 : -1 }
    for threads in [1, 3] {
      let found = try Grouping(keys.map(\.column), among: rows, context(threads))
      #expect(found.count == ordered.count, "\(note)")
      let ids = found.ids.array
      if let row = ids.indices.first(where: { ids[$0] != expected[$0] }) {
        Issue.record("\(note), \(threads) threads, row \(row): group \(ids[row]), not \(expected[row])")
        return
      }
      #expect(found.representatives == ordered.compactMap { firsts[$0] }, "\(note)")
      if let own = found.sizes { #expect(own.array == ordered.compactMap { sizes[$0] }, "\(note)") }
    }
  }

  private func selections(_ size: Int, _ random: inout SeededGenerator) -> [Bitmap] {
    [
      Bitmap(count: size, repeating: true), Bitmap((0..<size).map { _ in Bool.random(using: &random) }),
      Bitmap((0..<size).map { $0 % 97 == 5 }), Bitmap(count: size),
    ]
  }

  @Test(arguments: [0, 1, 63, 64, 65, 1000])
  func oneColumn(_ size: Int) throws {
    var random = SeededGenerator(size + 11)
    for share in [0, 0.1, 1] {
      var keys = [Self.booleans(size, missing: share, &random)]
      for low: Int64 in [-128, -5, 0, 3, 100, 30_000, -32_768, 2_000_000_000, .max - 300, .min] {
        for count in [1, 2, 253, 254] { keys.append(Self.integers(low, count, size, missing: share, &random)) }
      }
      keys.append(Self.integers(-1 << 40, 65_536, size, missing: share, &random))
      for count in [1, 2, 254, 255, 256, 300] { keys.append(Self.texts(count, size, missing: share, &random)) }
      let rows = selections(size, &random)
      for key in keys { for asked in rows { try check([key], asked) } }
    }
  }

  /// Values that are nowhere near the 0 that lies under missing ones.
  @Test func twoAndThreeColumns() throws {
    var random = SeededGenerator(23)
    let size = 700
    for share in [0, 0.1] {
      let keys = [
        Self.booleans(size, missing: share, &random), Self.integers(10, 3, size, missing: share, &random),
        Self.integers(-120, 6, size, missing: share, &random), Self.integers(5_000_000_000, 9, size, missing: share, &random),
        Self.integers(1_000_000, 150, size, missing: share, &random), Self.texts(4, size, missing: share, &random),
        Self.texts(270, size, missing: share, &random), Self.integers(0, 250, size, missing: share, &random),
      ]
      let rows = selections(size, &random)
      for first in keys.indices {
        for second in keys.indices where second != first {
          for asked in rows { try check([keys[first], keys[second]], asked) }
          let third = (first + second + 1) % keys.count
          try check([keys[first], keys[second], keys[third]], rows[second % 2])
        }
      }
    }
  }

  /// Missing values lie where nobody asks, or only there where somebody does.
  @Test func missingAmongTheOthers() throws {
    var random = SeededGenerator(31)
    let size = 500
    let keys = [Self.integers(40, 5, size, missing: 0.3, &random), Self.integers(70_000, 3, size, missing: 0.3, &random)]
    for (own, other) in [(0, 1), (1, 0)] {
      let known = Bitmap(keys[own].places.map { $0 != nil })
      try check([keys[own]], known)
      try check([keys[own]], known.complement)
      try check([keys[own], keys[other]], known)
      try check([keys[other], keys[own]], known)
      try check([keys[other], keys[own]], known.complement)
    }
  }

  /// A rare group begins late, beyond the rows that are looked at one by one.
  @Test func lateGroups() throws {
    var random = SeededGenerator(41)
    let size = 150_000
    for count in [3, 300] {
      var places: [Int?] = (0..<size).map { _ in Int.random(in: 0..<count, using: &random) }
      for row in 0..<size where places[row] == 1 { places[row] = 0 }
      for row in [65_535, 65_536, 140_000] as [Int] {
        var own = places
        own[row] = 1
        if row != 65_535 { own[size - 1] = nil }
        let key = Key(column: .integers(own.map { $0.map { Int64($0) + 50 } }), places: own, note: "\(count), late at \(row)")
        try check([key], Bitmap(count: size, repeating: true))
        try check([key], Bitmap((0..<size).map { $0 % 2 == row % 2 }))
      }
    }
  }
}
