// Places of quantiles, and spreads: exact where the numbers are decimals.

import SegColumns
import Testing

@testable import SegKernels

@Suite struct SpreadTests {
  private func spread(_ values: [Double], around mean: Double, unit: Double) -> Spread {
    var sum = SpreadSum(around: mean, unit: unit)
    for value in values { sum.add(value) }
    return sum.spread
  }

  private func exactSpread(_ values: [Int32], unit: Double) -> Spread {
    var sum = ExactSpreadSum()
    for value in values { sum.add(value) }
    return sum.spread(unit: unit)
  }

  @Test func placesAreExact() {
    // 0.29 · 100 is 28.999999999999996 in binary.
    let place = QuantileShare(29, of: 100).place(among: 101)
    #expect(place.below == 29 && place.part == 0 && place.last == 29)
    let between = QuantileShare(9, of: 10).place(among: 4)
    #expect(between.below == 2 && between.part == 0.7 && between.last == 3)
  }

  @Test func equalNumbersHaveNoSpread() {
    #expect(spread([0.1, 0.1, 0.1], around: 0.1, unit: 10).variance == 0)
    #expect(spread([1 / 3, 1 / 3, 1 / 3], around: 1 / 3, unit: 0).variance == 0)
    #expect(spread([1], around: 1, unit: 1).variance == nil)
    #expect(exactSpread([.max, .max, .max], unit: 10).variance == 0)
    #expect(exactSpread([1], unit: 1).variance == nil)
  }

  /// A large offset hides nothing.
  @Test func offsetsDoNotMatter() {
    let values = [4.0, 7, 13, 16]
    #expect(spread(values, around: 10, unit: 1).variance == 30)
    #expect(spread(values.map { $0 + 1e9 }, around: 1e9 + 10, unit: 1).variance == 30)
    #expect(spread(values.map { $0 + 1e9 }, around: 1e9 + 11, unit: 0).variance == 30)
    #expect(exactSpread(values.map { Int32($0) + 2_000_000_000 }, unit: 1).variance == 30)
    #expect(exactSpread([.min, .max, .min, .max], unit: 1).variance == 4_294_967_295.0 * 4_294_967_295 / 3)
  }

  /// Numbers on a line are correlated fully, whatever their units; parts give what the whole gives.
  @Test func linesAreExact() {
    var random = SeededGenerator(41)
    for _ in 0..<200 {
      let count = Int.random(in: 2...40, using: &random)
      let cents = (0..<count).map { _ in Int.random(in: -5000...5000, using: &random) }
      guard Set(cents).count > 1 else { continue }
      let mean = Double(cents.reduce(0, +)) / Double(count) / 100
      let nothing = PairSum(SpreadSum(around: -3 * mean, unit: 1), SpreadSum(around: mean, unit: 100))
      var (parts, exactParts) = ([PairSum](repeating: nothing, count: 2), [ExactPairSum](repeating: ExactPairSum(), count: 2))
      for (place, value) in cents.enumerated() {
        parts[place * 2 / count].add(Double(-3 * value), Double(value) / 100)
        exactParts[place * 2 / count].add(Int32(-3 * value), Int32(value))
      }
      parts[0].add(parts[1])
      exactParts[0].add(exactParts[1])
      for spread in [parts[0].spread, exactParts[0].spread(units: (1, 100))] {
        #expect(spread.correlation == -1)
        #expect(spread.slope == -300)
      }
    }
  }
}
