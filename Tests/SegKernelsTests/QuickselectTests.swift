// Quantiles of many values, by a sample and one look, against sorting.

import Testing

@testable import SegKernels

@Suite struct QuickselectTests {
  enum Shape: CaseIterable {
    case spread, ties, allEqual, ascending, descending, twoHalves, infinite, sampleSeesOneHalf
  }

  private static func value(_ shape: Shape, _ place: Int, of count: Int, _ random: inout SeededGenerator) -> Double {
    switch shape {
    case .spread: Double.random(in: -1e6...1e6, using: &random)
    case .ties: Double(Int.random(in: 0..<5, using: &random))
    case .allEqual: 7.25
    case .ascending: Double(place)
    case .descending: Double(count - place)
    case .twoHalves: place % 2 == 0 ? 0 : 1
    case .infinite: place % 3 == 0 ? .infinity : place % 3 == 1 ? -.infinity : Double(place)
    // Rows at equal distances are small, the others large: the guess is wrong.
    case .sampleSeesOneHalf: place * 512 % count < 512 ? -Double(place) : Double(place) * 2
    }
  }

  @Test(arguments: Shape.allCases)
  func quantiles(_ shape: Shape) throws {
    var random = SeededGenerator(31)
    for count in [4095, 4096, 4097, 5000, 10_001, 30_000] {
      var values = (0..<count).map { Self.value(shape, $0, of: count, &random) }
      let sorted = values.sorted()
      for (part, whole) in [(1, 2), (0, 1), (1, 20), (3, 4), (99, 100), (1, 1)] {
        let expected = try #require(sortedQuantile(sorted, part, of: whole))
        let share = QuantileShare(Int64(part), of: Int64(whole))
        let found = try #require(values.withUnsafeMutableBufferPointer { Quickselect.quantile($0, share) })
        #expect(found == expected || (found.isNaN && expected.isNaN), "\(count), \(part)/\(whole)")
      }
      #expect(values.sorted() == sorted, "the values are only moved about")
    }
  }
}
