// Which customers to spend a budget on: the best gain for the cost, and a bound
// for the distance from the best choice.

/// Whole customers (or segments) chosen within a budget by expected gain for cost.
///
///     let allocation = try BudgetAllocation(gains: [60, 100, 120], costs: [10, 20, 30], budget: 50)
///     allocation.chosen           // [false, true, true]
///     allocation.shadowPrice      // 4: what one more unit of budget would bring
///     allocation.continuousGain   // 240: no choice brings more
///     allocation.gap              // 0: no choice of whole customers brings more than this one
///
/// Customers are taken by gain for cost, the highest first, ties by index. If
/// customers could be taken in part, the optimum would be to stop within the first
/// customer who does not fit (Dantzig 1957, Discrete-Variable Extremum Problems).
/// Its gain is `continuousGain`; no choice of whole customers brings more.
///
/// The choice of whole customers takes those before that one, then those after it
/// who still fit. If a single customer brings more than all of these, it takes that
/// customer and those who fit beside it. From there a search looks for the best
/// choice. With few customers it finds the best one and `gap` is 0; with many it ends
/// early, and `gap` is a bound for the distance from the best choice.
///
/// A customer without a gain above 0 is never taken, even at no cost. A customer with
/// a gain and no cost is always taken. Customers with a cost below 0, or without a
/// gain or a cost, are left out and counted.
package struct BudgetAllocation: Sendable {
  /// Why a customer is not chosen, or that it is.
  package enum Decision: Sendable, Hashable {
    case chosen
    /// It has a gain, but the budget is better spent on others.
    case leftOut
    /// Its gain is 0 or less.
    case withoutGain
    /// Its gain or cost is missing or not finite.
    case unknown
    /// Its cost is below 0.
    case negativeCost
  }

  /// A customer by index, with the gain per unit of cost.
  package struct Candidate: Sendable, Hashable {
    package let index: Int
    /// Gain for cost, above 0; nil without a cost.
    package let ratio: Double?
  }

  package let budget: Double
  /// n.
  package let decisions: [Decision]
  /// Cost of the chosen customers: at most the budget, apart from rounding (a share of 10⁻¹²).
  package let spent: Double
  /// Gain of the chosen customers.
  package let gain: Double
  /// The optimum if customers could be taken in part: no choice within the budget
  /// brings more.
  package let continuousGain: Double
  /// The customer that the optimum takes in part, and the share, 0...1 (0: nothing
  /// was left for it); nil if the budget is enough for all.
  package let partial: (candidate: Candidate, share: Double)?
  /// The gain of one more unit of budget in that optimum: the gain for cost of the
  /// customer in `partial`; 0 if the budget is enough for all.
  package let shadowPrice: Double
  /// The chosen customer with the lowest gain for cost.
  package let lastChosen: Candidate?
  /// The best customer with a gain who is not chosen.
  package let bestLeftOut: Candidate?

  /// A bound for how much more another choice of whole customers may bring, 0 or
  /// more; 0 proves that there is no better one. The bound ignores customers who cost
  /// more than the budget, because they cannot be taken whole.
  package let gap: Double
  package var chosen: [Bool] { decisions.map { $0 == .chosen } }
  package var unspent: Double { max(0, budget - spent) }

  /// The number of customers with a decision.
  package func count(_ decision: Decision) -> Int { decisions.count { $0 == decision } }

  /// - Parameters:
  ///   - gains: n, expected, in any unit.
  ///   - costs: n, in the unit of the budget.
  ///   - budget: 0 or more.
  /// - Throws: a failure for other lengths, another budget, or sums beyond a double.
  /// - Complexity: O(n), and a search of bounded length.
  package init(gains: [Double?], costs: [Double?], budget: Double) throws(AllocationFailure) {
    guard gains.count == costs.count else { throw .lengthsDiffer(gains.count, costs.count) }
    guard gains.count <= Int(Int32.max) else { throw .tooMany(gains.count) }
    guard budget.isFinite, budget >= 0 else { throw .budgetOutside(budget) }
    // A tolerance, so that decimals add up to the budget: 0.1 + 0.2 is 0.3.
    let limit = budget + budget * 1e-12
    var choice = WholeChoice(gains: gains, costs: costs, limit: limit)
    let optimum = choice.takeByRatio(budget: budget)
    choice.takeLargest()
    let wholeGain = optimum.wholeGain ?? choice.totals.gain
    guard choice.totals.gain.isFinite, (optimum.gain ?? 0).isFinite, wholeGain.isFinite, limit.isFinite else {
      throw .beyondNumbers
    }
    let isProven = wholeGain <= choice.totals.gain || choice.improve()
    self.budget = budget
    decisions = choice.decisions
    spent = choice.totals.cost
    gain = choice.totals.gain
    // Rounding must not put the bound below what was reached.
    continuousGain = max(optimum.gain ?? gain, gain)
    gap = isProven ? 0 : max(0, (optimum.wholeGain ?? gain) - gain)
    partial = optimum.partial
    shadowPrice = partial?.candidate.ratio ?? 0
    lastChosen = choice.lastChosen
    bestLeftOut = choice.bestLeftOut
  }
}

/// Why a budget is not allocated.
package enum AllocationFailure: Error, Sendable, Hashable {
  /// Numbers of gains and costs, or of curves and bounds, differ.
  case lengthsDiffer(Int, Int)
  /// More than 2³¹ − 1 customers.
  case tooMany(Int)
  /// The budget is below 0 or not finite.
  case budgetOutside(Double)
  /// A lower bound is below 0, above its upper one, or not finite.
  case boundsOutside(index: Int)
  /// The lower bounds together are above the budget.
  case lowerBoundsExceedBudget(Double)
  /// A sum is beyond what a double holds.
  case beyondNumbers
}
