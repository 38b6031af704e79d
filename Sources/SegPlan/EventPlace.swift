// Which event of several: a constant of the plan.

import SegColumns

/// A place among events in the order of time: 2 is the second, -1 the last. There is no 0.
package struct EventPlace: Sendable, Hashable {
  package let number: Int

  package init?(_ number: Int) {
    if number == 0 { return nil }
    self.number = number
  }
}

extension EventPlace: GivenValue {
  package init?(given value: Value, factor: Double, offset: Double) {
    guard let number = Int(given: value, factor: factor, offset: offset) else { return nil }
    self.init(number)
  }
}
