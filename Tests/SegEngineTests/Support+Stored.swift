// The same numbers as a column may hold them.

import SegColumns

@testable import SegEngine

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
    var left = 0
    var held: Int64 = 0
    let wide = -largest...largest
    return (0..<count).map { place in
      switch self {
      case .random: return Int64.random(in: wide, using: &random)
      case .sorted: return Int64(Double(place) / Double(count) * Double(largest))
      case .steps: return Int64(place / 4096 % 7) * (largest / 7)
      case .equal: return largest
      case .halfEqual: return Bool.random(using: &random) ? 0 : Int64.random(in: wide, using: &random)
      case .ties: return Int64.random(in: 0...2, using: &random)
      case .blocks, .similarBlocks:
        if left == 0 {
          left = Int.random(in: 64...5000, using: &random)
          held = Int64.random(in: wide, using: &random)
        }
        left -= 1
        let nearby = self == .blocks ? 0 : Int64.random(in: -3...3, using: &random)
        return min(max(held + nearby, -largest), largest)
      }
    }
  }
}
