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
    var decisions = [Decision](repeating: .leftOut, count: gains.count)
    var taken = Taken()
    var indices: [Int] = []
    var ratios: [Double] = []
    for index in gains.indices {
      guard let gain = gains[index], let cost = costs[index], gain.isFinite, cost.isFinite else {
        decisions[index] = .unknown
        continue
      }
      if cost < 0 {
        decisions[index] = .negativeCost
      } else if gain <= 0 {
        decisions[index] = .withoutGain
      } else if cost == 0 {
        decisions[index] = .chosen
        taken.add(gain, 0)
      } else {
        indices.append(index)
        ratios.append(Self.ratio(gain, cost))
      }
    }
    let free = taken
    let order = ScoreOrder.ascending(ratios.map { -$0 }).map { Int($0) }
    // A tolerance, so that decimals add up to the budget: 0.1 + 0.2 is 0.3.
    let limit = budget + budget * 1e-12
    var partial: (candidate: Candidate, share: Double)?
    var continuousGain: Double?
    var largest: (index: Int, gain: Double, cost: Double)?
    var wholeBound: Double?
    for place in order {
      let index = indices[place]
      // Known: only such indices were added.
      let (gain, cost) = (gains[index] ?? 0, costs[index] ?? 0)
      if taken.cost + cost <= limit {
        decisions[index] = .chosen
        taken.add(gain, cost)
      } else {
        let share = max(0, min(1, (budget - taken.cost) / cost))
        if partial == nil {
          partial = (Candidate(index: index, ratio: ratios[place]), share)
          continuousGain = taken.gain + share * gain
        }
        if wholeBound == nil, cost <= limit { wholeBound = taken.gain + share * gain }
      }
      if cost <= limit, gain > largest?.gain ?? 0 { largest = (index, gain, cost) }
    }
    if let largest, free.gain + largest.gain > taken.gain {
      for index in indices { decisions[index] = index == largest.index ? .chosen : .leftOut }
      taken = free
      taken.add(largest.gain, largest.cost)
      // And what still fits beside it.
      for place in order where decisions[indices[place]] == .leftOut {
        let (gain, cost) = (gains[indices[place]] ?? 0, costs[indices[place]] ?? 0)
        guard taken.cost + cost <= limit else { continue }
        decisions[indices[place]] = .chosen
        taken.add(gain, cost)
      }
    }
    guard taken.gain.isFinite, (continuousGain ?? 0).isFinite, (wholeBound ?? 0).isFinite, limit.isFinite else {
      throw .beyondNumbers
    }
    var isProven = (wholeBound ?? taken.gain) <= taken.gain
    if !isProven {
      let candidates = order.filter { (costs[indices[$0]] ?? 0) <= limit }
      let search = ChoiceSearch(
        gains: candidates.map { gains[indices[$0]] ?? 0 }, costs: candidates.map { costs[indices[$0]] ?? 0 }, limit: limit)
      var better: [Int]?
      switch search.best(above: taken.gain - free.gain, most: Self.mostBounds) {
      case .proven: isProven = true
      case .better(let places): (better, isProven) = (places, true)
      case .ended(let places): better = places
      }
      if let better {
        var other = free
        for place in better { other.add(gains[indices[candidates[place]]] ?? 0, costs[indices[candidates[place]]] ?? 0) }
        // The search adds in another order, so check the sum in the order used here.
        if other.cost <= limit, other.gain >= taken.gain {
          for index in indices { decisions[index] = .leftOut }
          for place in better { decisions[indices[candidates[place]]] = .chosen }
          taken = other
        } else {
          isProven = false
        }
      }
    }

    var last: Candidate?
    var best: Candidate?
    for place in order {
      let candidate = Candidate(index: indices[place], ratio: ratios[place])
      if decisions[candidate.index] == .chosen { last = candidate } else if best == nil { best = candidate }
    }
    if last == nil, let first = decisions.lastIndex(of: .chosen) { last = Candidate(index: first, ratio: nil) }
    self.budget = budget
    self.decisions = decisions
    spent = taken.cost
    gain = taken.gain
    // Rounding must not put the bound below what was reached.
    self.continuousGain = max(continuousGain ?? taken.gain, taken.gain)
    gap = isProven ? 0 : max(0, (wholeBound ?? taken.gain) - taken.gain)
    self.partial = partial
    shadowPrice = partial?.candidate.ratio ?? 0
    lastChosen = last
    bestLeftOut = best
  }

  /// The search for a better choice ends after this many bounds, some hundredths of
  /// a second. With many customers the gap is almost 0 before it begins.
  private static let mostBounds = 200_000

  /// Kept within what a double holds.
  private static func ratio(_ gain: Double, _ cost: Double) -> Double {
    max(.leastNonzeroMagnitude, min(.greatestFiniteMagnitude, gain / cost))
  }

  /// Compensated sums (Neumaier 1974) over the customers taken.
  private struct Taken {
    private var gainSum = 0.0
    private var gainRest = 0.0
    private var costSum = 0.0
    private var costRest = 0.0

    var gain: Double { gainSum.isFinite ? gainSum + gainRest : gainSum }
    var cost: Double { costSum + costRest }

    mutating func add(_ gain: Double, _ cost: Double) {
      let nextGain = gainSum + gain
      gainRest += gainSum >= gain ? (gainSum - nextGain) + gain : (gain - nextGain) + gainSum
      gainSum = nextGain
      let nextCost = costSum + cost
      costRest += costSum >= cost ? (costSum - nextCost) + cost : (cost - nextCost) + costSum
      costSum = nextCost
    }
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
