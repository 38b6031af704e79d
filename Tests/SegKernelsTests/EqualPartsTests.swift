// Equal parts against SQL's definition of ntile.

import SegColumns
import Testing

@testable import SegKernels

@Suite struct EqualPartsTests {
  /// The first `count % tiles` tiles have one row more.
  private func tiles(_ order: [Int], _ tiles: Int, of size: Int, isLowBest: Bool) -> [Int64?] {
    var numbers = [Int64?](repeating: nil, count: size)
    let (small, large) = order.count.quotientAndRemainder(dividingBy: tiles)
    var place = 0
    for tile in 0..<tiles {
      for _ in 0..<small + (tile < large ? 1 : 0) {
        numbers[order[place]] = Int64(isLowBest ? tiles - tile : tile + 1)
        place += 1
      }
    }
    return numbers
  }

  private func check(_ column: Column, _ order: [Int], _ tileCounts: [Int], _ note: String) throws {
    let size = column.count
    let present = Bitmap(count: size)
    for row in order { present.set(row) }
    for (place, count) in tileCounts.enumerated() {
      for isLowBest in [false, true] where !isLowBest || size < 70_000 {
        let expected = tiles(order, count, of: size, isLowBest: isLowBest)
        let threads = isLowBest == (place % 2 == 0) ? 1 : 3
        let run = WindowFunctions(values: column, present: present, groups: nil, context: context(threads))
        let found = try run.ntile(count, isLowBest: isLowBest)
        let wrong = (0..<size).first { (found.isPresent($0) ? found.integer($0) : nil) != expected[$0] }
        if let wrong { Issue.record("\(note), \(count) tiles on \(threads): row \(wrong) is in \(found[wrong])") }
      }
    }
  }

  private func order(_ values: [Int64?], among rows: Bitmap) -> [Int] {
    // Doubles hold the numbers of these tests exactly.
    inOrder(rows.rows.compactMap { row in values[row].map { Keyed(key: Double($0), row: row) } }).map(\.row)
  }

  @Test(arguments: [1, 5, 64, 3000])
  func fewRows(_ size: Int) throws {
    var random = SeededGenerator(size + 71)
    let counts = size < 100 ? [1, 2, 3, 5, 7, 63, 64, 65, 100, 128] : [1, 3, 99, 128]
    for (place, layout) in [Layout.random, .equal, .ties, .halfEqual].enumerated() {
      let values = layout.values(size, upTo: 30_000, &random).map { random.below(9) == 0 ? nil : $0 }
      let rows = Bitmap((0..<size).map { _ in random.below(9) > 0 })
      let stored = Stored.allCases[(place + size) % 3]
      try check(stored.column(values).column, order(values, among: rows), counts, "\(layout), \(stored), \(size)")
      // Numbers of as many digits have the order of texts.
      let texts = Column.texts(values.map { $0.map { "\(5_000_000 + $0)" } })
      try check(texts, order(values, among: rows), counts, "\(layout), texts, \(size)")
    }
  }

  @Test(arguments: [70_000])
  func manyRows(_ size: Int) throws {
    var random = SeededGenerator(size)
    for (place, layout) in [Layout.similarBlocks, .ties, .halfEqual].enumerated() {
      let values: [Int64?] = layout.values(size, upTo: 2_000_000, &random)
      let rows = Bitmap((0..<size).map { $0 % 13 != place })
      let order = order(values, among: rows)
      try check(Stored.allCases[place].column(values).column, order, [1, 10, 97], "\(layout), \(size)")
      if layout == .ties {
        try check(.texts(values.map { $0.map { "\(50_000_000 + $0)" } }), order, [100], "\(layout), texts, \(size)")
      }
    }
  }
}
