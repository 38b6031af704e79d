// Whether a budget is spent on a customer.

import SegDiagnostics
import SegFunctions

/// `allocated(gain, cost within running, budget: 300)`: yes for the customers that
/// `show allocation(…)` chooses.
package struct AllocationValue: Sendable, Hashable {
  /// The name in scripts.
  package static let name = "allocated"
  package static let summary: Message =
    """
    yes for the best customers to spend a budget on, by expected gain for cost: those that `show allocation(…)` \
    chooses among all customers, or `within` a segment
    """
  package static let example = "allocated(expected_gain, contact_cost within running, budget: 5_000)"

  /// Numbers of customers.
  package let gain: Expression
  package let cost: Expression
  /// A constant number, in the unit of the costs.
  package let budget: Expression
  /// The segment to choose from; nil: all customers.
  package let within: String?

  package init(gain: Expression, cost: Expression, budget: Expression, within: String?) {
    self.gain = gain
    self.cost = cost
    self.budget = budget
    self.within = within
  }

  var children: [Expression] { [gain, cost, budget] }
}
