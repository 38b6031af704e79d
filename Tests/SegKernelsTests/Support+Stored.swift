// The same numbers as a column may hold them.

import SegColumns

@testable import SegKernels

/// How a column holds numbers.
enum Stored: CaseIterable {
  case doubles, decimals, integers

  /// - Parameters:
  ///   - values: whole numbers.
  ///   - cents: the decimals that decimals have: 0 to 4.
  /// - Returns: the column and each row's value in it.
  func column(_ values: [Int64?], decimals: Int = 2) -> (column: Column, numbers: [Double?]) {
    if self == .integers { return (.integers(values), values.map { $0.map(Double.init) }) }
    let numbers = values.map { $0.map { Double($0) / decimalUnits[decimals] } }
    let doubles = Column.numbers(numbers)
    if self == .decimals, case .float64(let buffer) = doubles.values,
      let column = Column.decimals(buffer, validity: doubles.validity)
    {
      return (column, numbers)
    }
    return (doubles, numbers)
  }
}

/// How whole numbers lie among the rows.
enum Layout: CaseIterable {
  case random, sorted, blocks, similarBlocks, equal, halfEqual, ties, steps

  /// - Parameter largest: no number is farther from 0.
  func values(_ count: Int, upTo largest: Int64, _ random: inout SeededGenerator) -> [Int64] {
    var values = [Int64](repeating: 0, count: count)
    // Pointers and no closures: without optimization the rows cost more than what is tested.
    values.withUnsafeMutableBufferPointer { buffer in
      guard let values = buffer.baseAddress else { return }
      var (place, left) = (0, Int64(0))
      var held: Int64 = 0
      while place < count {
        switch self {
        case .random: values[place] = random.below(2 * largest + 1) - largest
        case .sorted: values[place] = Int64(Double(place) / Double(count) * Double(largest))
        case .steps: values[place] = Int64(place / 4096 % 7) * (largest / 7)
        case .equal: values[place] = largest
        case .halfEqual: values[place] = random.below(2) == 0 ? 0 : random.below(2 * largest + 1) - largest
        case .ties: values[place] = random.below(3)
        case .blocks, .similarBlocks:
          if left == 0 {
            left = 64 + random.below(4937)
            held = random.below(2 * largest + 1) - largest
          }
          left -= 1
          let nearby = self == .blocks ? 0 : random.below(7) - 3
          let value = held + nearby
          values[place] = value > largest ? largest : value < -largest ? -largest : value
        }
        place += 1
      }
    }
    return values
  }
}
