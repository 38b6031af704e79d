// The input of a purchase model: how often, how recently and since when customers bought.

import SegRuntime

/// Distinct purchase histories with the number of customers that have each.
///
/// Parallel arrays of one length, times in the model's unit. A history needs
/// whole x ≥ 0, 0 ≤ t_x ≤ T and a weight ≥ 0; without repeat purchases t_x is 0.
package struct PurchaseHistories: Sendable {
  /// x: days with a purchase, less one.
  package var frequency: [Double]
  /// t_x: from the first purchase to the last.
  package var recency: [Double]
  /// T: from the first purchase to the cut-off.
  package var age: [Double]
  /// Customers with this history.
  package var weight: [Double]

  package var count: Int { min(frequency.count, recency.count, age.count, weight.count) }

  package init(frequency: [Double], recency: [Double], age: [Double], weight: [Double]) {
    self.frequency = frequency
    self.recency = recency
    self.age = age
    self.weight = weight
  }

  /// Histories of one customer each.
  package init(frequency: [Double], recency: [Double], age: [Double]) {
    self.init(
      frequency: frequency, recency: recency, age: age,
      weight: [Double](repeating: 1, count: frequency.count))
  }

  /// The most repeat purchases of a history: tables have one entry for each, and a
  /// million purchase days are 2,700 years.
  package static let mostRepeatPurchases = 1_000_000.0

  /// Whether a model can read row `index`.
  @inline(__always)
  func isValid(_ index: Int) -> Bool {
    Self.isValid(frequency[index], recency[index], age[index])
  }

  static func isValid(_ x: Double, _ recency: Double, _ age: Double) -> Bool {
    x >= 0 && x <= mostRepeatPurchases && x == x.rounded(.down) && age.isFinite && recency >= 0
      && recency <= age
      && (x > 0 || recency == 0)
  }
}

/// Customers whose histories are equal, as one.
package struct GroupedHistories: Sendable {
  package let histories: PurchaseHistories
  /// For each customer: the index of the history.
  package let historyOf: [Int32]
  /// Counts both.
  private let charge: MemoryCharge

  init(histories: PurchaseHistories, historyOf: [Int32], charge: MemoryCharge) {
    self.histories = histories
    self.historyOf = historyOf
    self.charge = charge
  }
}

/// The purchase histories of customers in whole days, one entry for each
/// customer with a purchase until the cut-off.
package struct CustomerHistories: Sendable, Equatable {
  /// x: days with a purchase, less one.
  package var frequency: [Int32]
  /// t_x: days from the first purchase to the last.
  package var recency: [Int32]
  /// T: days from the first purchase to the cut-off.
  package var age: [Int32]

  package init(frequency: [Int32], recency: [Int32], age: [Int32]) {
    self.frequency = frequency
    self.recency = recency
    self.age = age
  }

  package var count: Int { min(frequency.count, recency.count, age.count) }
}

extension CustomerHistories {
  /// Those of some customers.
  package func only(_ places: [Int32]) -> CustomerHistories {
    CustomerHistories(
      frequency: places.map { frequency[Int($0)] }, recency: places.map { recency[Int($0)] }, age: places.map { age[Int($0)] })
  }
}

/// Purchase histories with times that need not be whole days, one entry for each customer.
package struct TimedHistories: Sendable {
  /// x.
  package var frequency: [Double]
  /// t_x and T in the model's unit.
  package var recency: [Double]
  package var age: [Double]

  package init(frequency: [Double], recency: [Double], age: [Double]) {
    self.frequency = frequency
    self.recency = recency
    self.age = age
  }

  package var count: Int { min(frequency.count, recency.count, age.count) }

  /// Those of some customers.
  package func only(_ places: [Int32]) -> TimedHistories {
    TimedHistories(
      frequency: places.map { frequency[Int($0)] }, recency: places.map { recency[Int($0)] }, age: places.map { age[Int($0)] })
  }

  /// Distinct histories in the order of ``CustomerHistories/grouped(daysPerUnit:)``.
  ///
  /// - Returns: nil where memory for it is refused.
  package func grouped() -> GroupedHistories? {
    let rows = count
    // The order of the rows, and at most four numbers of each.
    guard let charge = MemoryCharge(asking: rows * (MemoryLayout<Int32>.stride + 40)) else { return nil }
    let order = (0..<Int32(clamping: rows)).sorted { a, b in
      let (a, b) = (Int(a), Int(b))
      if frequency[a] != frequency[b] { return frequency[a] < frequency[b] }
      return age[a] == age[b] ? recency[a] < recency[b] : age[a] < age[b]
    }
    var histories = PurchaseHistories(frequency: [], recency: [], age: [], weight: [])
    var historyOf = [Int32](repeating: 0, count: rows)
    for place in order {
      let row = Int(place)
      let last = histories.count - 1
      let isKnown =
        last >= 0 && histories.frequency[last] == frequency[row] && histories.age[last] == age[row]
        && histories.recency[last] == recency[row]
      if isKnown {
        histories.weight[last] += 1
      } else {
        histories.frequency.append(frequency[row])
        histories.recency.append(recency[row])
        histories.age.append(age[row])
        histories.weight.append(1)
      }
      historyOf[row] = Int32(clamping: histories.count - 1)
    }
    charge.change(to: rows * MemoryLayout<Int32>.stride + histories.count * 32)
    return GroupedHistories(histories: histories, historyOf: historyOf, charge: charge)
  }
}
