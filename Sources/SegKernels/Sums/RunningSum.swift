// Takes rows in order, as far as the running sum of their values allows.

/// The limit at which a running sum ends.
package enum SumLimit {
  /// Before the first row with which it exceeds the amount.
  case atMost(Double)
  /// With the first row with which it reaches the amount.
  case untilAtLeast(Double)
}

/// The sum of the rows taken so far. After a sum outside the range of numbers, no more rows
/// are taken.
package struct RunningSum {
  private let limit: SumLimit
  private var sum = NumberSum()
  private let unit: Double
  private let whole: Double?

  /// - Parameters:
  ///   - unit: of the values' decimals; 0: they are none.
  ///   - whole: a total above 0 of which the limit is a share; nil: it is one of
  ///     the values.
  package init(_ limit: SumLimit, unit: Double = 0, of whole: Double? = nil) {
    self.limit = limit
    self.unit = unit
    self.whole = whole
  }

  /// A sum in the unit of the limit.
  func measured(_ sum: NumberSum) -> Double {
    whole.map { sum.share(of: $0, unit: unit) } ?? sum.total(unit: unit)
  }

  /// Whether no row can follow, whatever its value.
  var isAtEnd: Bool {
    switch limit {
    case .atMost: false
    case .untilAtLeast(let amount): !(measured(sum) < amount)
    }
  }

  /// Takes the next row if the limit allows it.
  package mutating func take(_ value: Double) -> Bool {
    if isAtEnd { return false }
    var next = sum
    next.add(value, unit: unit)
    if case .atMost(let amount) = limit, !(measured(next) <= amount) { return false }
    sum = next
    return true
  }

  /// Takes the next rows, none of which has a negative value, if the limit is beyond all of
  /// them.
  ///
  /// - Parameter values: their sum.
  mutating func take(all values: NumberSum) -> Bool {
    var next = sum
    next.add(values)
    switch limit {
    case .atMost(let amount): if !(measured(next) <= amount) { return false }
    // Reached: some of them may have come after.
    case .untilAtLeast(let amount): if !(measured(next) < amount) { return false }
    }
    sum = next
    return true
  }
}
