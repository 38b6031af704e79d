// The choice of whole customers for a budget, while it is made.

/// Customers sorted by their decision, and those taken so far. Customers with a gain
/// and a cost above 0 compete for the budget; the decision on all others is known.
struct WholeChoice {
  private(set) var decisions: [BudgetAllocation.Decision]
  /// Of the customers taken.
  private(set) var totals = CompensatedTotals()
  /// Of the customers who cost nothing.
  private let free: CompensatedTotals
  /// What they may cost together, above the budget by rounding.
  private let limit: Double
  /// Those who compete, by gain for cost, the highest first, ties by index.
  private let competitors: [Competitor]
  /// The one with the largest gain among those who fit alone.
  private var largest: Competitor?

  private struct Competitor {
    let index: Int
    let gain: Double
    let cost: Double
    let ratio: Double

    var candidate: BudgetAllocation.Candidate { BudgetAllocation.Candidate(index: index, ratio: ratio) }
  }

  /// The optimum if customers could be taken in part.
  struct Optimum {
    /// The customer taken in part, and the share; nil if the budget is enough for all.
    var partial: (candidate: BudgetAllocation.Candidate, share: Double)?
    /// nil if the budget is enough for all.
    var gain: Double?
    /// The same among customers who fit alone.
    var wholeGain: Double?
  }

  /// - Parameters:
  ///   - gains: n.
  ///   - costs: n.
  ///   - limit: what customers may cost together.
  init(gains: [Double?], costs: [Double?], limit: Double) {
    decisions = [BudgetAllocation.Decision](repeating: .leftOut, count: gains.count)
    self.limit = limit
    var competitors: [Competitor] = []
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
        totals.add(gain, 0)
      } else {
        competitors.append(Competitor(index: index, gain: gain, cost: cost, ratio: Self.ratio(gain, cost)))
      }
    }
    free = totals
    self.competitors = ScoreOrder.ascending(competitors.map { -$0.ratio }[...]).map { competitors[Int($0)] }
  }

  /// Kept within what a double holds.
  private static func ratio(_ gain: Double, _ cost: Double) -> Double {
    max(.leastNonzeroMagnitude, min(.greatestFiniteMagnitude, gain / cost))
  }

  private mutating func take(_ competitor: Competitor) {
    decisions[competitor.index] = .chosen
    totals.add(competitor.gain, competitor.cost)
  }

  private mutating func leaveAllOut() { for competitor in competitors { decisions[competitor.index] = .leftOut } }

  /// Takes customers that still fit, by gain for cost.
  mutating func takeByRatio(budget: Double) -> Optimum {
    var optimum = Optimum()
    for competitor in competitors {
      let (gain, cost) = (competitor.gain, competitor.cost)
      if totals.cost + cost <= limit {
        take(competitor)
      } else {
        let share = max(0, min(1, (budget - totals.cost) / cost))
        if optimum.partial == nil {
          optimum.partial = (competitor.candidate, share)
          optimum.gain = totals.gain + share * gain
        }
        if optimum.wholeGain == nil, cost <= limit { optimum.wholeGain = totals.gain + share * gain }
      }
      if cost <= limit, gain > largest?.gain ?? 0 { largest = competitor }
    }
    return optimum
  }

  /// Takes the customer with the largest gain, and those who fit beside it, if that
  /// customer alone brings more than all who were taken.
  mutating func takeLargest() {
    guard let largest, free.gain + largest.gain > totals.gain else { return }
    leaveAllOut()
    totals = free
    take(largest)
    for competitor in competitors where decisions[competitor.index] == .leftOut {
      if totals.cost + competitor.cost <= limit { take(competitor) }
    }
  }

  /// Searches for a better choice.
  ///
  /// - Returns: whether there is proof that no choice is better than the one made now.
  mutating func improve() -> Bool {
    let fitting = competitors.filter { $0.cost <= limit }
    let search = ChoiceSearch(gains: fitting.map(\.gain), costs: fitting.map(\.cost), limit: limit)
    switch search.best(above: totals.gain - free.gain, most: Self.mostBounds) {
    case .proven: return true
    case .better(let places): return replace(by: places.map { fitting[$0] })
    case .ended(let places):
      if let places { _ = replace(by: places.map { fitting[$0] }) }
      return false
    }
  }

  /// Takes others instead, unless their sums in this order of adding, which is not that
  /// of the search, are beyond the limit or bring less.
  private mutating func replace(by others: [Competitor]) -> Bool {
    var other = free
    for competitor in others { other.add(competitor.gain, competitor.cost) }
    guard other.cost <= limit, other.gain >= totals.gain else { return false }
    leaveAllOut()
    for competitor in others { decisions[competitor.index] = .chosen }
    totals = other
    return true
  }

  /// The search ends after this many bounds, some hundredths of a second. With many
  /// customers the gap is almost 0 before it begins.
  private static let mostBounds = 200_000

  /// The one taken with the lowest gain for cost; of those who cost nothing, the last.
  var lastChosen: BudgetAllocation.Candidate? {
    if let last = competitors.last(where: { decisions[$0.index] == .chosen }) { return last.candidate }
    return decisions.lastIndex(of: .chosen).map { BudgetAllocation.Candidate(index: $0, ratio: nil) }
  }

  /// The one with the highest gain for cost who is not taken.
  var bestLeftOut: BudgetAllocation.Candidate? { competitors.first { decisions[$0.index] != .chosen }?.candidate }
}

/// Compensated sums (Neumaier 1974) of gains and costs.
struct CompensatedTotals {
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
