// Keys kept as distances, against adding them one by one.

import SegColumns
import Testing

@testable import SegKernels

@Suite struct KeyDistancesTests {
  private func distances(_ column: Column, threads: Int) throws -> KeyDistances? {
    try KeyDistances(column, context(threads))
  }

  /// Ascending, some more than once, at most 255 apart within a word.
  private func keys(_ count: Int, from first: Int64, _ random: inout SeededGenerator) -> [Int64] {
    var (key, base) = (first, first)
    return (0..<count).map { row in
      if row % 64 == 0 {
        key += Int64.random(in: 0...100_000, using: &random)
        base = key
      } else {
        key = min(base + 255, key + Int64.random(in: 0...8, using: &random))
      }
      return key
    }
  }

  @Test(arguments: [1, 63, 64, 65, 127, 2048, 2049, 65_536, 65_537, 131_100])
  func sums(_ count: Int) throws {
    var random = SeededGenerator(count)
    let limit: Int64 = 1 << 40
    for first in [0, 1, -5, -3000, -limit, limit - 1_073_741_824, -limit / 128] as [Int64] {
      let keys = keys(count, from: first, &random)
      let column = Column.integers(keys.map { $0 })
      for threads in [1, 3] {
        let made = try distances(column, threads: threads)
        let found = try #require(made, "from \(first), \(count) keys")
        let share = Int.random(in: 1..<6, using: &random)
        let selections = [
          nil, Bitmap(count: count), Bitmap(count: count, repeating: true),
          Bitmap((0..<count).map { _ in Int.random(in: 0..<share, using: &random) == 0 }),
          Bitmap((0..<count).map { $0 / 64 % 3 == 1 }),
        ]
        // From any word on, to any row, 65,536 at most.
        let starts = [0, 64, count / 2 & ~63, (count - 1) & ~63].filter { $0 < count }
        for rows in selections {
          for start in starts {
            let end = min(count, start + [65_536, 1, 64, 100][Int.random(in: 0..<4, using: &random)])
            let expected = (start..<end).reduce(Int64(0)) { rows?[$1] ?? true ? $0 + keys[$1] : $0 }
            let words = rows.map { UnsafePointer($0.words.pointer + start >> 6) }
            #expect(found.sum(start..<end, words) == expected, "from \(first), rows \(start)..<\(end)")
          }
        }
      }
    }
  }

  @Test func keysWithoutDistances() throws {
    func has(_ keys: [Int64?]) throws -> Bool { try distances(.integers(keys), threads: 2) != nil }
    let limit: Int64 = 1 << 40
    #expect(try has([7]) && has([0, 255]) && has([-255, 0]) && has([3, 3, 3]))
    #expect(try !has([]) && !has([0, 256]) && !has([-256, 0]) && !has([1, 0]) && !has([1, nil, 2]))
    // Gaps between words are of no matter, within one they are.
    let apart = (0..<130).map { Int64($0 / 64) * 1_000_000 + Int64($0) }
    #expect(try has(apart))
    #expect(try !has(apart.dropFirst().map { $0 }))
    #expect(try has([limit]) && has([-limit]) && has([limit, limit + 255]))
    #expect(try !has([limit + 1]) && !has([-limit - 1]) && !has([.min]) && !has([.max]))
    // Distances that pass the range of 64 bits.
    #expect(try !has([-limit, .max]) && !has([limit, .min]) && !has([0, .min]) && !has([-1, .max]))
    // In the last word only.
    #expect(try !has((0..<200).map { Int64($0 == 199 ? 1000 : $0) }))
    #expect(try !has((0..<200).map { Int64($0 == 192 ? 191_000_000_000_000 : $0) }))
    for column in [Column.numbers([1, 2]), .texts(["1"]), .timestamps([1, 2]), .booleans([true])] {
      #expect(try distances(column, threads: 1) == nil)
    }
  }
}
