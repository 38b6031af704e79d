// How far rows in order are taken by the sum of what they bring.

import SegPlan

/// Where a running sum ends.
enum SumLimit {
  /// Before the first row with which it passes the amount.
  case stay(Double)
  /// With the first row with which it reaches the amount.
  case reach(Double)

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
  private var sum = CompensatedSum()

  init(_ limit: SumLimit) { self.limit = limit }

  /// Whether no row can follow, whatever it brings.
  var isAtEnd: Bool {
    switch limit {
    case .stay: false
    case .reach(let amount): !(sum.total < amount)
    }
  }

  /// Takes the next row if the limit allows.
  mutating func take(_ value: Double) -> Bool {
    if isAtEnd { return false }
    var next = sum
    next.add(value)
    if case .stay(let amount) = limit, !(next.total <= amount) { return false }
    sum = next
    return true
  }

  /// Takes the next rows, none of which has a negative value, if the limit lies
  /// behind them all.
  ///
  /// - Parameter values: their sum.
  mutating func take(all values: CompensatedSum) -> Bool {
    var next = sum
    next.add(values)
    switch limit {
    case .stay(let amount): if !(next.total <= amount) { return false }
    // Reached: some of them may have come after.
    case .reach(let amount): if !(next.total < amount) { return false }
    }
    sum = next
    return true
  }
}
