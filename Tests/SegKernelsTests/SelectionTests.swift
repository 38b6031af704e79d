// Selections against sorting everything: the same rows, at the sizes where the
// way changes and in the orders that fool a sample.

import SegColumns
import Testing

@testable import SegKernels

@Suite struct SelectionTests {
  /// The rows, best first, missing ones last, ties by row.
  private func sorted(_ values: [Double?], _ rows: Bitmap, ascending: Bool) -> [Int] {
    let present = rows.rows.filter { values[$0] != nil }
    let keyed = present.map { (key: (ascending ? 1 : -1) * (values[$0] ?? 0), row: $0) }
    let best = keyed.sorted { $0.key != $1.key ? $0.key < $1.key : $0.row < $1.row }
    return best.map(\.row) + rows.rows.filter { values[$0] == nil }
  }

  private func check(_ values: [Double?], _ rows: Bitmap, ascending: Bool, threads: Int, _ note: String) throws {
    let key = RankKey(.numbers(values), ascending: ascending, context(threads))
    let selection = RadixSelection(key, rows, context(threads))
    let order = sorted(values, rows, ascending: ascending)
    let count = order.count
    for wanted in Set([0, 1, count / 5, count - 1, count, count + 1]) where wanted >= 0 {
      let found = try selection.best(wanted)
      #expect(found.rows == order.prefix(wanted).sorted(), "\(note), best \(wanted)")
    }
    #expect(try selection.sorted().map { Int($0) } == order, "\(note), sorted")
  }

  @Test(arguments: [0, 1, 2, 63, 64, 65, 2047, 2048, 2049])
  func smallSelections(_ size: Int) throws {
    var random = SeededGenerator(size + 1)
    for shape in Shape.allCases {
      for share in size > 100 ? [0.3] : [0, 0.3, 1] {
        let values = missing(share, of: shape.numbers(size, &random), &random)
        let rows = Bitmap((0..<size).map { _ in Int.random(in: 0..<4, using: &random) > 0 })
        for ascending in [false, true] {
          try check(values, rows, ascending: ascending, threads: 2, "\(shape) of \(size), \(share) missing")
        }
      }
    }
  }

  /// From 262,144 rows on a sample looks for the border; below, rows are counted.
  @Test(arguments: [65_537, 262_143, 262_144, 262_145])
  func largeSelections(_ size: Int) throws {
    var random = SeededGenerator(size)
    let shapes: [Shape] = size < 262_144 ? [.tiesAtTheBorder, .heavyTails] : [.tiesAtTheBorder, .periodic, .hugeAndTiny]
    for shape in shapes {
      let values = shape.numbers(size, &random)
      let key = RankKey(.numbers(values), ascending: false, context(3))
      let selection = RadixSelection(key, Bitmap(count: size, repeating: true), context(3))
      let order = sorted(values, selection.present, ascending: false)
      // 95%: the border lies among the rows that no sample of a periodic order sees.
      for wanted in [1, size / 5, size * 95 / 100, size - 1] {
        #expect(try selection.best(wanted).rows == order.prefix(wanted).sorted(), "\(shape) of \(size), best \(wanted)")
      }
    }
  }

  /// Integers at every width, with limits that lie past it.
  @Test(arguments: [127, 128, 255, 32_767, 32_768, 1 << 31, Int64.max])
  func integers(_ largest: Int64) throws {
    var random = SeededGenerator(Int(truncatingIfNeeded: largest))
    let isByte = largest == 255
    let values = (0..<3000).map { place -> Int64? in
      let kinds: [Int64?] = isByte ? [nil, 255, 254, 1, 0, Int64(place % 256)] : [nil, largest, -largest, -largest - 1, 0, Int64(place)]
      return kinds[Int.random(in: 0..<6, using: &random)]
    }
    let column = Column.integers(values)
    for ascending in [true, false] {
      let selection = RadixSelection(
        RankKey(column, ascending: ascending, context(2)), Bitmap(count: values.count, repeating: true), context(2))
      let present = values.indices.filter { values[$0] != nil }
      let order = present.sorted { a, b in
        let (x, y) = (values[a] ?? 0, values[b] ?? 0)
        return x != y ? (ascending ? x < y : x > y) : a < b
      }
      for wanted in [1, 500, present.count - 1, present.count] {
        #expect(try selection.best(wanted).rows == order.prefix(wanted).sorted(), "to \(largest), best \(wanted)")
      }
      #expect(try selection.sorted().prefix(present.count).map { Int($0) } == order, "to \(largest)")
    }
  }

  @Test(arguments: [1, 2, 3, 10, 127])
  func parts(_ tiles: Int) throws {
    for (seed, shape) in Shape.allCases.enumerated() {
      var random = SeededGenerator(seed + tiles)
      let values = missing(0.1, of: shape.numbers(2500, &random), &random)
      let everyone = Bitmap(count: values.count, repeating: true)
      let order = sorted(values, everyone, ascending: true).filter { values[$0] != nil }
      let borders = (1..<max(1, tiles)).map { $0 * order.count / tiles }
      let key = RankKey(.numbers(values), ascending: true, context(2))
      let found = try RadixSelection(key, everyone, context(2)).parts(borders, as: Int8.self) { $0 + 1 }
      for (place, row) in order.enumerated() {
        let part = borders.filter { $0 <= place }.count + 1
        if Int(found.pointer[row]) != part {
          Issue.record("\(shape), \(tiles) parts: row \(row) is in \(found.pointer[row]), not \(part)")
          break
        }
      }
    }
  }
}
