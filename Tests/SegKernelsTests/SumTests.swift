// Sums, medians and counts of groups against plain ones, the same for any number
// of threads.

import SegColumns
import Testing

@testable import SegKernels

@Suite struct SumTests {
  private static func median(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    if sorted.isEmpty { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : Interpolation.mean(sorted[middle - 1], sorted[middle])
  }

  /// From 65,536 rows on few groups are narrowed by counts; 65 groups are not few.
  @Test(arguments: [(0, 1), (1, 1), (2, 1), (2049, 3), (65_535, 3), (65_536, 1), (65_536, 64), (65_537, 3), (65_537, 65)])
  func medians(_ size: Int, _ groups: Int) throws {
    let shapes: [Shape] = size > 60_000 ? [.tiesAtTheBorder, .hugeAndTiny, .zeros] : Shape.allCases
    for shape in shapes {
      var random = SeededGenerator(size + groups)
      let values = shape.numbers(size, &random)
      let ids = values.map { _ in Int32.random(in: -1..<Int32(groups), using: &random) }
      let selection = Bitmap(values.map { _ in Int.random(in: 0..<5, using: &random) > 0 })
      var parts = [[Double]](repeating: [], count: groups)
      for row in 0..<size where selection[row] && ids[row] >= 0 { parts[Int(ids[row])].append(values[row]) }
      let expected = parts.map(Self.median)
      for threads in [1, 3] {
        let run = GroupedAggregator(ids: .wide(Buffer(ids)), groups: groups, selection: selection, context: context(threads))
        let found = try run.quantiles(.numbers(values), run.counts())
        #expect(found == expected, "\(shape) of \(size) in \(groups) groups")
      }
    }
  }

  /// Cents are summed as whole numbers, whatever their order and the threads,
  /// and beyond 2^63 of them too.
  @Test(arguments: [1, 64, 65, 65_537])
  func cents(_ size: Int) throws {
    var random = SeededGenerator(size)
    let units = (0..<size).map { _ in Int64.random(in: -5000...70_000_000_000_000, using: &random) }
    let column = Column.numbers(units.map { Double($0) / 100 })
    for rows in [nil, Bitmap((0..<size).map { $0 % 3 != 1 })] {
      let sum = units.indices.filter { rows?[$0] ?? true }.reduce(Int128(0)) { $0 + Int128(units[$1]) }
      for threads in [1, 2] {
        let found = try GroupedAggregator(rows: rows, of: size, context: context(threads)).sums(column)
        #expect(found.map(\.total) == [Double(sum) / 100])
      }
    }
  }

  @Test func smallNumbersAreNoZeros() throws {
    let one = GroupedAggregator(rows: nil, of: 3, context: context(1))
    #expect(try one.sums(.numbers([3e-10, 1e-10, 2e-10])).map(\.total) == [6e-10])
    let least = Double.leastNonzeroMagnitude
    #expect(try one.sums(.numbers([3 * least, 0, 2 * least])).map(\.total) == [5 * least])
    #expect(try one.sums(.numbers([1, 1e-10, 1e-10])).map(\.total) == [1.0000000002])
    // What arithmetic leaves of 0 is 0.
    #expect(try one.sums(.numbers([0.1 + 0.2 - 0.3, 10.5, 20.25])).map(\.total) == [30.75])
  }

  @Test func integersPassTheLimitAndComeBack() throws {
    let one = GroupedAggregator(rows: nil, of: 4, context: context(1))
    #expect(try one.integerSums(.integers([.max, .max, .min, .min])) == [-2])
    #expect(try one.integerSums(.integers([.min, .min, .max, .max])) == [-2])
    #expect(try one.integerSums(.integers([.max, 1, 0, 0])) == nil)
    #expect(try one.integerSums(.integers([.min, -1, 0, 0])) == nil)
  }

  @Test func distinctValues() throws {
    var random = SeededGenerator(5)
    for low in [Int64.min, -70, 0, 1 << 40] {
      let values = (0..<3000).map { _ in low + Int64.random(in: 0..<90, using: &random) }
      let ids = values.map { _ in Int32.random(in: -1..<4, using: &random) }
      let run = GroupedAggregator(ids: .wide(Buffer(ids)), groups: 4, selection: nil, context: context(2))
      let expected = (0..<4).map { group in Set(values.indices.filter { ids[$0] == group }.map { values[$0] }).count }
      #expect(try run.distinct(.integers(values)) == expected)
      #expect(try run.distinct(.integers(values + [nil]).gathered((0..<3000).map { Int32($0) })) == expected)
    }
  }
}
