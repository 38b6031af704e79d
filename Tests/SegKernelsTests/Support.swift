// Random columns with a seed, in the shapes that selections and sums trip over.

import SegPlatform
import SegColumns
import SegRuntime

@testable import SegKernels

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

  /// A number from 0 to below `bound`: without optimization ten times as fast as
  /// `Int.random(in:using:)`, and even enough for tests.
  mutating func below(_ bound: Int64) -> Int64 { Int64(truncatingIfNeeded: next() % UInt64(bound)) }
}

/// The numbers in ascending order, by the C library: without optimization
/// `sorted()` takes ten times as long.
func inOrder(_ numbers: [Double]) -> [Double] {
  var numbers = numbers
  numbers.withUnsafeMutableBytes { bytes in
    guard let start = bytes.baseAddress else { return }
    qsort(start, bytes.count / 8, 8) { a, b in
      guard let a = a?.load(as: Double.self), let b = b?.load(as: Double.self) else { return 0 }
      return a < b ? -1 : a > b ? 1 : 0
    }
  }
  return numbers
}

/// A number and its row, or another number that breaks ties.
struct Keyed: BitwiseCopyable {
  let key: Double
  let row: Int
}

/// Keys in ascending order, ties by row; as ``inOrder(_:)``.
func inOrder(_ entries: [Keyed]) -> [Keyed] {
  var entries = entries
  entries.withUnsafeMutableBytes { bytes in
    guard let start = bytes.baseAddress else { return }
    let size = MemoryLayout<Keyed>.stride
    qsort(start, bytes.count / size, size) { a, b in
      guard let a = a?.load(as: Keyed.self), let b = b?.load(as: Keyed.self) else { return 0 }
      if a.key != b.key { return a.key < b.key ? -1 : 1 }
      return a.row < b.row ? -1 : a.row > b.row ? 1 : 0
    }
  }
  return entries
}

func context(_ threads: Int) -> ExecutionContext { ExecutionContext(threads: threads) }

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
