// Quantiles of few groups of many rows, in layouts that fool a sample, against
// sorting each group.

import SegColumns
import Testing

@testable import SegKernels

/// A quantile by sorting: place (n - 1) · share.
func sortedQuantile(_ sorted: [Double], _ numerator: Int, of denominator: Int) -> Double? {
  if sorted.isEmpty { return nil }
  let (below, rest) = ((sorted.count - 1) * numerator).quotientAndRemainder(dividingBy: denominator)
  if rest == 0 { return sorted[below] }
  return Interpolation.between(sorted[below], sorted[below + 1], Double(rest) / Double(denominator))
}

@Suite struct GroupQuantileTests {
  private static let size = 262_144 + 77

  private static let shares: [(Int, Int)] = [(1, 2), (1, 100), (9, 10), (1, 1)]

  /// Each row's group, as lists and as the engine holds them.
  private struct Groups {
    /// -1: in no group.
    let ids: [Int]
    let count: Int
    let narrow: GroupIDs
    let wide: GroupIDs

    init(_ ids: [Int], _ count: Int) {
      self.ids = ids
      self.count = count
      narrow = .narrow(Buffer(ids.map { UInt8(truncatingIfNeeded: $0) }))
      wide = .wide(Buffer(ids.map { Int32($0) }))
    }
  }

  private func check(_ column: Column, _ numbers: [Double?], _ grouped: Groups, _ asked: Bitmap?, _ note: String) throws {
    let (ids, groups) = (grouped.ids, grouped.count)
    var parts = [[Double]](repeating: [], count: groups)
    for row in ids.indices where ids[row] >= 0 && asked?[row] ?? true {
      if let value = numbers[row] { parts[ids[row]].append(value) }
    }
    let sorted = parts.map { inOrder($0) }
    let selection = column.validity.map { asked?.intersection($0) ?? $0 } ?? asked
    for (form, threads, shares) in [(grouped.narrow, 1, Self.shares[..<2]), (grouped.wide, 3, Self.shares[2...])] {
      let run = GroupedAggregator(ids: form, groups: groups, selection: selection, context: context(threads))
      for (part, whole) in shares {
        let expected = sorted.map { sortedQuantile($0, part, of: whole) }
        let share = QuantileShare(Int64(part), of: Int64(whole))
        #expect(try run.quantiles(column, run.counts(), at: share) == expected, "\(note), \(part)/\(whole) on \(threads)")
      }
    }
  }

  @Test(arguments: Layout.allCases)
  func layouts(_ layout: Layout) throws {
    var random = SeededGenerator(83)
    let size = Self.size
    let turn = (Layout.allCases.firstIndex(of: layout) ?? 0) % 2
    for (place, groups) in [3, 64].enumerated() where place == turn || layout == .similarBlocks {
      // Some of them without a sign.
      let shift: Int64 = place == 0 && turn == 0 ? 120 : 0
      let values = layout.values(size, upTo: [120, 2_000_000][place], &random).map { $0 + shift }
      let few = values.map { random.below(10) == 0 ? nil : $0 }
      let ids = (0..<size).map { row in place == 0 ? Int(random.below(Int64(groups) + 1)) - 1 : row * groups / size }
      let grouped = Groups(ids, groups)
      for stored in place == 0 ? [Stored.doubles, .integers] : [.decimals] {
        let (column, numbers) = stored.column(stored == .doubles ? few : values)
        let asked = stored == .decimals ? Bitmap((0..<size).map { $0 % 3 > 0 }) : nil
        try check(column, numbers, grouped, asked, "\(layout), \(stored), \(groups) groups")
      }
    }
  }

  /// Groups of no, one and two rows beside one of all others, with even and odd
  /// counts, and integers that no double holds.
  @Test func tinyGroupsBesideLargeOnes() throws {
    var random = SeededGenerator(89)
    let size = Self.size
    for change in 0..<2 {
      var ids = [Int](repeating: 0, count: size)
      for (place, row) in [5, 70_000, 70_001, 100_000, 200_000, 262_000].enumerated() { ids[row] = [1, 2, 2, 3, 3, 3][place] }
      ids[9 + change] = -1
      if change == 1 { ids[20] = -1 }
      let values: [Int64?] = Layout.random.values(size, upTo: 1_000_000, &random)
      let grouped = Groups(ids, 5)
      for stored in change == 0 ? [Stored.doubles, .integers] : [.decimals] {
        let (column, numbers) = stored.column(values)
        try check(column, numbers, grouped, nil, "\(stored)")
      }
      let wide = values.map { $0.map { ($0 - 500_000) * 5_000_000_000_000 } }
      try check(.integers(wide), wide.map { $0.map(Double.init) }, grouped, nil, "wide integers")
    }
  }

  /// Two values, half of the rows each, or one more: the middle two differ.
  @Test func twoHalves() throws {
    let size = Self.size / 2 * 2
    let grouped = Groups([Int](repeating: 0, count: size), 1)
    for extra in [0, 2] {
      for isSorted in [true, false] {
        let values = (0..<size).map { row -> Int64? in
          let isLow = isSorted ? row < size / 2 : row % 2 == 0
          return isLow && row / 2 * 2 >= extra ? 10 : 31
        }
        let stored = isSorted == (extra == 0) ? Stored.doubles : .decimals
        let (column, numbers) = stored.column(values)
        try check(column, numbers, grouped, nil, "\(extra) more, \(stored), sorted \(isSorted)")
        let run = GroupedAggregator(rows: nil, of: size, context: context(isSorted ? 1 : 3))
        #expect(try run.quantiles(column, run.counts()) == [sortedQuantile(inOrder(numbers.compactMap { $0 }), 1, of: 2)])
      }
    }
  }
}
