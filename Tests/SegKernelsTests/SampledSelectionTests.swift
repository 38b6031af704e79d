// Selections whose border a sample looks for, in layouts that fool it, against
// sorting everything.

import SegColumns
import Testing

@testable import SegKernels

@Suite struct SampledSelectionTests {
  private func check(_ column: Column, _ values: [Double?], _ rows: Bitmap, _ directions: [Bool], _ note: String) throws {
    for isAscending in directions {
      let sign = isAscending ? 1.0 : -1
      let asked = rows.rows
      let present = inOrder(asked.compactMap { row in values[row].map { Keyed(key: sign * $0, row: row) } }).map(\.row)
      let order = present + asked.filter { values[$0] == nil }
      let selections = [1, 3].map { threads in
        (threads, RadixSelection(RankKey(column, ascending: isAscending, context(threads)), rows, context(threads)))
      }
      let count = present.count
      let tries: Set<Int> = [0, 1, count / 5, count / 2, count - 1, count, (count + order.count) / 2]
      for wanted in tries where wanted >= 0 {
        let expected = Bitmap(count: rows.count)
        for row in order.prefix(wanted) { expected.set(row) }
        for (threads, selection) in selections {
          let found = try selection.best(wanted)
          if found != expected {
            Issue.record("\(note), ascending \(isAscending), best \(wanted) on \(threads): \(found.population) other rows")
          }
        }
      }
    }
  }

  @Test(arguments: Layout.allCases)
  func layouts(_ layout: Layout) throws {
    var random = SeededGenerator(51)
    let size = 262_144 + 1001
    // One way of lying in memory for each layout: sorting in the naive way takes long.
    let turn = (Layout.allCases.firstIndex(of: layout) ?? 0) % 3
    for (place, largest) in ([100, 30_000, 2_000_000_000] as [Int64]).enumerated() where place == turn {
      let values: [Int64?] = layout.values(size, upTo: largest, &random)
      let stored = Stored.allCases[place]
      let (column, numbers) = stored.column(values)
      try check(
        column, numbers, Bitmap(count: size, repeating: true), place == 1 ? [true, false] : [place == 0],
        "\(layout), \(stored) to \(largest)")
    }
  }

  /// Bytes without a sign, of which a border is past those with one.
  @Test func bytes() throws {
    var random = SeededGenerator(57)
    let values = (0..<262_144 + 1001).map { _ -> Int64? in random.below(9) == 0 ? nil : random.below(256) }
    let column = Column.integers(values)
    guard case .uint8 = column.values else { return #expect(Bool(false), "no bytes") }
    try check(column, values.map { $0.map(Double.init) }, Bitmap(count: values.count, repeating: true), [true, false], "bytes")
  }

  /// Wide integers, which no double holds exactly, and sorted downwards.
  @Test func wideIntegers() throws {
    let size = 270_000
    let values = (0..<size).map { Int64.max - Int64($0 / 3) }
    for threads in [1, 3] {
      let key = RankKey(.integers(values), ascending: true, context(threads))
      let selection = RadixSelection(key, Bitmap(count: size, repeating: true), context(threads))
      for wanted in [1, size / 5, size - 1] {
        // The last value's rows first, each three by row.
        let expected = Bitmap(count: size)
        for place in 0..<wanted { expected.set(size - 3 - place / 3 * 3 + place % 3) }
        #expect(try selection.best(wanted) == expected, "best \(wanted)")
      }
    }
  }

  /// Many rows are left, but few of each stretch, or all in one place.
  @Test(arguments: [1, 2])
  func nearlyAllAway(_ kind: Int) throws {
    var random = SeededGenerator(61 + kind)
    let size = 700_000
    let isAsked = (0..<size).map { (place: Int) -> Bool in
      if kind == 0 { return place % 64 == 3 || place > 440_000 }
      return kind == 1 ? place < 262_150 : place % 5 < 2
    }
    var values: [Int64?] = Layout.similarBlocks.values(size, upTo: 20_000, &random)
    if kind == 2 {
      try check(.integers(values), values.map { $0.map(Double.init) }, Bitmap(isAsked), [true], "of every fifth two")
      return
    }
    // Missing, and not asked for.
    let everyone = Bitmap(count: size, repeating: true)
    let (asked, all) = Stored.decimals.column(values)
    try check(asked, all, Bitmap(isAsked), [false], "few asked for, \(kind)")
    for row in 0..<size where !isAsked[row] { values[row] = nil }
    let (column, numbers) = Stored.decimals.column(values)
    try check(column, numbers, everyone, [true], "many missing, \(kind)")
  }
}
