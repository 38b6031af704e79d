// Places of quantiles, and spreads: exact where the numbers are decimals.

import SegColumns
import Testing

@testable import SegKernels

@Suite struct SpreadTests {
  private func spread(_ values: [Double], around mean: Double, unit: Double) -> Spread {
    var spread = Spread(around: mean, unit: unit)
    for value in values { spread.add(value) }
    return spread
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
  }

  /// A large offset hides nothing.
  @Test func offsetsDoNotMatter() {
    let values = [4.0, 7, 13, 16]
    #expect(spread(values, around: 10, unit: 1).variance == 30)
    #expect(spread(values.map { $0 + 1e9 }, around: 1e9 + 10, unit: 1).variance == 30)
    #expect(spread(values.map { $0 + 1e9 }, around: 1e9 + 11, unit: 0).variance == 30)
  }

  /// Numbers on a line are correlated fully, whatever their units; parts give what the whole gives.
  @Test func linesAreExact() {
    var random = SeededGenerator(41)
    for _ in 0..<200 {
      let count = Int.random(in: 2...40, using: &random)
      let cents = (0..<count).map { _ in Int.random(in: -5000...5000, using: &random) }
      guard Set(cents).count > 1 else { continue }
      let mean = Double(cents.reduce(0, +)) / Double(count) / 100
      var parts = [PairSpread](repeating: PairSpread(Spread(around: -3 * mean, unit: 1), Spread(around: mean, unit: 100)), count: 2)
      for (place, value) in cents.enumerated() { parts[place * 2 / count].add(Double(-3 * value), Double(value) / 100) }
      var whole = parts[0]
      whole.add(parts[1])
      #expect(whole.correlation == -1)
      #expect(whole.slope == -300)
    }
  }
}
