// Events to their customers' rows, against a dictionary.

import SegColumns
import SegKernels
import Testing

@testable import SegStore

@Suite struct LinkingTests {
  /// How keys of customers lie: side by side, with gaps, at the ends of 64 bits.
  enum Keys: CaseIterable {
    case dense, gaps, wide, lowest, highest, bothEnds, negative, narrow, aroundALimit

    func make(_ count: Int, _ random: inout SeededGenerator) -> [Int64] {
      var keys: Set<Int64> = []
      while keys.count < count {
        let place = Int64(keys.count)
        switch self {
        case .dense: keys.insert(place + 1)
        case .gaps: keys.insert(Int64.random(in: 0...Int64(count) * 40, using: &random))
        case .wide: keys.insert(Int64.random(in: .min ... .max, using: &random))
        case .lowest: keys.insert(.min + Int64.random(in: 0...Int64(count) * 3, using: &random))
        case .highest: keys.insert(.max - Int64.random(in: 0...Int64(count) * 3, using: &random))
        case .bothEnds: keys.insert(place % 2 == 0 ? .min + place : .max - place)
        case .negative: keys.insert(-place * 7 - 1)
        // Beyond a byte or two bytes there are no more of them.
        case .narrow: keys.insert(place - 64)
        // The range that bits are made for ends where the hash begins.
        case .aroundALimit:
          keys.insert(place == 0 ? 0 : place == 1 ? Int64(count) * 64 + 999_999 : Int64.random(in: 0...Int64(count), using: &random))
        }
      }
      return keys.sorted()
    }
  }

  /// Keys that are there, their neighbors, what lies far away, and missing ones.
  private func events(_ keys: [Int64], _ count: Int, _ random: inout SeededGenerator) -> [Int64?] {
    (0..<count).map { _ in
      let key = keys.randomElement(using: &random) ?? 3
      switch Int.random(in: 0..<10, using: &random) {
      case 0: return key &+ 1
      case 1: return key &- 1
      case 2: return [.min, .max, 0, .min + 1, .max - 1].randomElement(using: &random) ?? 0
      case 3: return (keys.last ?? 0) &+ Int64.random(in: 1...70, using: &random)
      case 4: return (keys.first ?? 0) &- Int64.random(in: 1...70, using: &random)
      default: return key
      }
    }
  }

  private func check(_ keys: [Int64], _ events: [Int64?], _ note: String) throws {
    let rows = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($0.element, Int32($0.offset)) })
    let expected = events.map { $0.flatMap { rows[$0] } ?? -1 }
    let (customers, column) = (Column.integers(keys.map { $0 }), Column.integers(events))
    for threads in [1, 3] {
      // What stands there before is of no matter.
      let found = Buffer([Int32](repeating: 77, count: events.count))
      try Linking.findIntegers(column, customers, found, context(threads))
      if let row = events.indices.first(where: { found[$0] != expected[$0] }) {
        Issue.record(
          "\(note), \(threads) threads: event \(row) of key \(String(describing: events[row])) is \(found[row])'s, not \(expected[row])'s")
      }
    }
  }

  @Test(arguments: Keys.allCases)
  func integers(_ shape: Keys) throws {
    for (seed, count) in [0, 1, 2, 63, 64, 65, 129, 2049].enumerated() where shape != .narrow || count < 190 {
      var random = SeededGenerator(seed + 100)
      let keys = shape.make(count, &random)
      for size in [0, 1, 65, 2048, 2049] {
        let events = events(keys, size, &random)
        try check(keys, events, "\(shape) of \(count)")
        let some = events.map { Int.random(in: 0..<6, using: &random) == 0 ? nil : $0 }
        try check(keys, some, "\(shape) of \(count), some missing")
      }
    }
  }

  /// More events than one thread takes at a time.
  @Test func manyEvents() throws {
    var random = SeededGenerator(9)
    for shape in [Keys.gaps, .wide, .lowest, .highest] {
      let keys = shape.make(70_001, &random)
      let events = events(keys, 65_537, &random)
      try check(keys, events.enumerated().map { $0.offset % 11 == 4 ? nil : $0.element }, "\(shape)")
    }
  }

  /// The keys of customers that are known by their events alone.
  @Test(arguments: Keys.allCases)
  func distinct(_ shape: Keys) throws {
    for count in [0, 1, 65, 129] {
      var random = SeededGenerator(count)
      let keys = shape.make(count, &random)
      let columns = (0..<3).map { _ in events(keys, 500, &random).map { Bool.random(using: &random) ? nil : $0 } }
      let found = Linking.distinctIntegers(columns.map { Column.integers($0) })
      let expected = Set(columns.flatMap { $0 }.compactMap { $0 }).sorted()
      #expect((0..<found.count).map { found.integer($0) } == expected, "\(shape) of \(count)")
      #expect(found.validity == nil && found.type == .integer)
    }
  }
}
