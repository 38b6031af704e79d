// How far rows in order are taken by the sum of what they bring.

import SegPlan

/// Where a running sum ends.
enum SumLimit {
  /// Before the first row with which it passes the amount.
  case stay(Double)
  /// With the first row with which it reaches the amount.
  case reach(Double)

  /// The limit of what is so many times as much.
  func times(_ factor: Double) -> SumLimit {
    switch self {
    case .stay(let amount): .stay(amount * factor)
    case .reach(let amount): .reach(amount * factor)
    }
  }

  /// The limit of a cut; nil where a cut has none, or not one of its own.
  init?(_ cut: Cut) {
    switch cut {
    case .spend(let amount, _): self = .stay(amount)
    case .coverAmount(let amount, _): self = .reach(amount)
    case .count, .share, .cover: return nil
    }
  }
}

/// The sum of the rows that were taken so far. A sum beyond the range of numbers
/// takes no more.
struct RunningSum {
  private let limit: SumLimit
  private var sum = NumberSum()
  private let unit: Double

  /// - Parameter unit: of the values' decimals; 0: they are none.
  init(_ limit: SumLimit, unit: Double = 0) {
    self.limit = limit
    self.unit = unit
  }

  /// Whether no row can follow, whatever it brings.
  var isAtEnd: Bool {
    switch limit {
    case .stay: false
    case .reach(let amount): !(sum.total(unit: unit) < amount)
    }
  }

  /// Takes the next row if the limit allows.
  mutating func take(_ value: Double) -> Bool {
    if isAtEnd { return false }
    var next = sum
    next.add(value, unit: unit)
    if case .stay(let amount) = limit, !(next.total(unit: unit) <= amount) { return false }
    sum = next
    return true
  }

  /// Takes the next rows, none of which has a negative value, if the limit lies
  /// behind them all.
  ///
  /// - Parameter values: their sum.
  mutating func take(all values: NumberSum) -> Bool {
    var next = sum
    next.add(values)
    switch limit {
    case .stay(let amount): if !(next.total(unit: unit) <= amount) { return false }
    // Reached: some of them may have come after.
    case .reach(let amount): if !(next.total(unit: unit) < amount) { return false }
    }
    sum = next
    return true
  }
}
