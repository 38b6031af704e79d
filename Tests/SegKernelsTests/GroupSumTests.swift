// Sums and extremes of groups, few and very many, against going through the rows.

import SegColumns
import Testing

@testable import SegKernels

@Suite struct GroupSumTests {
  private static let size = 70_001

  private func runs(_ ids: [Int32], _ groups: Int, _ selection: Bitmap?) -> [GroupedAggregator] {
    let wide = GroupIDs.wide(Buffer(ids))
    let narrow = GroupIDs.narrow(Buffer(ids.map { UInt8(truncatingIfNeeded: $0) }))
    return [1, 3].flatMap { threads in
      (groups <= GroupIDs.mostNarrow ? [narrow, wide] : [wide]).map {
        GroupedAggregator(ids: $0, groups: groups, selection: selection, context: context(threads))
      }
    }
  }

  @Test(arguments: [1, 254, 4096, 4097])
  func sums(_ groups: Int) throws {
    var random = SeededGenerator(groups)
    let ids = (0..<Self.size).map { _ in Int32.random(in: -1..<Int32(groups), using: &random) }
    for (largest, shift) in [(100, 0), (120, 120), (30_000, 0), (2_000_000_000, 0)] as [(Int64, Int64)] {
      let values = Layout.random.values(Self.size, upTo: largest, &random).map { $0 + shift }
      for (stored, asked) in [(Stored.doubles, nil), (.decimals, Bitmap(ids.indices.map { $0 % 3 > 0 })), (.integers, nil)] {
        var sums = [Int64](repeating: 0, count: groups)
        for row in ids.indices where ids[row] >= 0 && asked?[row] ?? true { sums[Int(ids[row])] += values[row] }
        let column = stored.column(values).column
        let expected = sums.map { stored == .integers ? Double($0) : Double($0) / 100 }
        for run in runs(ids, groups, asked) {
          #expect(try run.sums(column).map(\.total) == expected, "\(groups) groups, \(stored) to \(largest)")
          if stored == .integers { #expect(try run.integerSums(column) == sums) }
        }
      }
    }
  }

  /// Of equals the first smallest and the last largest row; -1 for nothing.
  @Test(arguments: [2, 300, 4097])
  func extremes(_ groups: Int) throws {
    var random = SeededGenerator(groups + 7)
    let ids = (0..<Self.size).map { _ in Int32.random(in: -1..<Int32(groups), using: &random) }.map { $0 == 1 ? 0 : $0 }
    let asked = Bitmap(ids.indices.map { $0 % 5 != 2 })
    let values = Layout.random.values(Self.size, upTo: 120, &random)
    let columns: [Column] = [
      .integers(values), .integers(values.map { $0 + 120 }), .integers(values.map { $0 * 1_000_000_000_000 }),
      Stored.decimals.column(values).column,
      .numbers(values.map { $0 == 0 ? -0.0 : Double($0) }), .dates(values.map { CalendarDate(days: Int32($0)) }),
      .texts(values.map { "\(500 + $0)" }),
    ]
    let signs = values.map { $0 > 100 ? Int64(1) : 0 }
    let zeros = values.map { $0 % 2 == 0 ? 0.0 : -0.0 }
    let kept = columns.map { ($0, values) } + [(.booleans(signs.map { $0 == 1 }), signs), (.numbers(zeros), values.map { _ in 0 })]
    for (place, (column, order)) in kept.enumerated() {
      for takesLarger in [false, true] {
        var best = [Int32](repeating: -1, count: groups)
        var whole: Int32 = -1
        func isBetter(_ row: Int, _ held: Int32) -> Bool {
          held < 0 || (takesLarger ? order[row] >= order[Int(held)] : order[row] < order[Int(held)])
        }
        for row in ids.indices where asked[row] {
          if isBetter(row, whole) { whole = Int32(row) }
          if ids[row] >= 0, isBetter(row, best[Int(ids[row])]) { best[Int(ids[row])] = Int32(row) }
        }
        for run in runs(ids, groups, asked) {
          #expect(try run.extremes(column, takesLarger: takesLarger) == best, "column \(place), larger \(takesLarger)")
        }
        let one = GroupedAggregator(rows: asked, of: Self.size, context: context(3))
        #expect(try one.extremes(column, takesLarger: takesLarger) == [whole], "column \(place), larger \(takesLarger)")
      }
    }
  }
}
