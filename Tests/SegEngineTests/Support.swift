// Random columns with a seed, in the shapes that selections and sums trip over.

import SegColumns

@testable import SegEngine

/// A small random generator with a seed (xorshift), so that a failure repeats.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

func workers(_ threads: Int) -> Workers { Workers(threads: threads, interrupt: Interrupt()) }

/// How the numbers of a column are spread.
enum Shape: CaseIterable {
  case equal, twoValues, tiesAtTheBorder, ascending, descending, periodic, heavyTails, negative, zeros, cents, hugeAndTiny

  /// - Parameter count: how many numbers.
  func numbers(_ count: Int, _ random: inout SeededGenerator) -> [Double] {
    (0..<count).map { place in
      let unit = Double.random(in: 0..<1, using: &random)
      return switch self {
      case .equal: 7.25
      case .twoValues: unit < 0.3 ? -1 : 2
      case .tiesAtTheBorder: unit < 0.6 ? 0.5 : unit * 2 - 1
      case .ascending: Double(place) - Double(count) / 3
      case .descending: Double(count - place)
      // A sample of every n-th row may see the high ones alone, or none.
      case .periodic: place % max(1, count / 16_384) == 0 ? unit : 100 + unit
      case .heavyTails: (unit < 0.5 ? -1 : 1) / ((unit * 1000).truncatingRemainder(dividingBy: 1) + 1e-9)
      case .negative: -1 - unit
      case .zeros: [0, -0.0, 1, -1, 400][Int(unit * 5)] * .leastNonzeroMagnitude
      case .cents: (unit * 20_000).rounded() / 100
      case .hugeAndTiny: [1e300, -1e300, 1e-300, -1e-300, 1.5, 0, -0.0][Int(unit * 7)]
      }
    }
  }
}

/// The numbers with some taken out.
func missing(_ share: Double, of numbers: [Double], _ random: inout SeededGenerator) -> [Double?] {
  numbers.map { Double.random(in: 0..<1, using: &random) < share ? nil : $0 }
}

extension GroupIDs {
  /// Each row's group, -1 for none.
  var array: [Int32] { (0..<count).map { Int32(self[$0]) } }
}
