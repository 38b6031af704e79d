// How much to spend on each segment if each further unit brings less.

import SegPlatform

/// The gain of a segment for the money spent on it: ceiling · (1 − exp(−rate · spend)).
///
/// - Source: the modified exponential of Kotler, Marketing Decision Making: A Model
///   Building Approach, 1971, and of Blattberg, Deighton, Manage Marketing by the
///   Customer Equity Test, Harvard Business Review 74(4), 1996.
package struct ResponseCurve: Sendable, Hashable {
  /// The largest possible gain, in any unit.
  package let ceiling: Double?
  /// The share of the remaining gain that the next unit of spend gets.
  package let rate: Double?
  /// The least to spend there, 0 or more.
  package let least: Double
  /// The most to spend there; nil: no limit.
  package let most: Double?

  package init(ceiling: Double?, rate: Double?, least: Double = 0, most: Double? = nil) {
    self.ceiling = ceiling
    self.rate = rate
    self.least = least
    self.most = most
  }

  /// The rate of a curve that brings `gain` for `spend`: Blattberg and Deighton's
  /// calibration by today's spend. nil unless 0 < gain < ceiling and spend > 0.
  package static func rate(ceiling: Double, gain: Double, spend: Double) -> Double? {
    guard ceiling.isFinite, gain > 0, gain < ceiling, spend > 0, spend.isFinite else { return nil }
    let rate = -Glibc.log1p(-gain / ceiling) / spend
    return rate > 0 && rate.isFinite ? rate : nil
  }

  /// The gain of a spend of 0 or more; nil if the curve is not known, 0 if its
  /// ceiling or rate is 0 or less.
  package func gain(_ spend: Double) -> Double? {
    guard let ceiling, let rate, ceiling.isFinite, rate.isFinite else { return nil }
    return ceiling > 0 && rate > 0 ? ceiling * -Glibc.expm1(-rate * max(0, spend)) : 0
  }
}

/// A budget over segments with concave response: at the optimum the next unit
/// brings the same everywhere.
///
/// A curve whose ceiling or rate is missing or not finite gets its lower bound and
/// no gain is stated for it; one whose ceiling or rate is 0 or less gets its lower
/// bound and gains 0.
package struct ResponseAllocation: Sendable {
  /// What limits a segment's spend.
  package enum State: Sendable, Hashable {
    /// Its marginal gain is the multiplier.
    case inside
    /// The first unit above its lower bound brings less than the multiplier.
    case atLeast
    /// Its upper bound limits it.
    case atMost
    /// Its ceiling or rate is 0 or less.
    case withoutResponse
    /// Its ceiling or rate is missing.
    case unknown
  }

  /// The part of the budget of one segment.
  package struct Share: Sendable {
    package let state: State
    /// In the unit of the budget.
    package let spend: Double
    package let gain: Double?
    /// The gain of the next unit there.
    package let marginal: Double?
  }

  package let budget: Double
  /// n.
  package let shares: [Share]
  /// The marginal gain of the budget: the gain of one more unit. 0 if every segment
  /// is at its upper bound.
  package let multiplier: Double
  /// The gain of the known curves.
  package let gain: Double
  package let spent: Double
  /// A bound for how much better any other allocation may be (the Lagrangian bound
  /// at the multiplier less the gain), 0 or more; near rounding it proves the optimum.
  package let gap: Double

  package var unspent: Double { max(0, budget - spent) }

  /// - Parameters:
  ///   - curves: n segments.
  ///   - budget: 0 or more.
  /// - Throws: a failure for impossible bounds or budgets.
  /// - Complexity: O(n), about sixty passes.
  package init(_ curves: [ResponseCurve], budget: Double) throws(AllocationFailure) {
    guard budget.isFinite, budget >= 0 else { throw .budgetOutside(budget) }
    var leasts = 0.0
    for (index, curve) in curves.enumerated() {
      let most = curve.most ?? .infinity
      guard curve.least.isFinite, curve.least >= 0, most >= curve.least else { throw .boundsOutside(index: index) }
      leasts += curve.least
    }
    guard leasts <= budget + budget * 1e-12 else { throw .lowerBoundsExceedBudget(leasts) }
    let free = max(0, budget - leasts)
    let responding = curves.enumerated().compactMap { Responding($1, index: $0, free: free) }
    let level = Responding.level(responding, above: free)

    var spends = curves.map(\.least)
    let multiplier = level.map { Glibc.exp($0.high) } ?? 0
    guard multiplier.isFinite else { throw .beyondNumbers }

    var states = curves.map { curve -> State in
      curve.gain(0) == nil ? .unknown : .withoutResponse
    }
    for curve in responding {
      let above = curve.above(level)
      // If both bounds are equal, use the side of the multiplier.
      let isWanted = curve.room > 0 || curve.logMarginal(at: curve.least) >= level?.high ?? -.infinity
      let isFull = above >= curve.room && curve.isBounded && isWanted
      states[curve.index] = isFull ? .atMost : above <= 0 ? .atLeast : .inside
      // Use the bound itself, without a rounding error.
      spends[curve.index] = isFull ? curves[curve.index].most ?? curve.least : curve.least + above
    }
    var gain = 0.0
    var spent = 0.0
    // No allocation brings more than μ·budget + Σ max(gain(s) − μ·s); less the gain.
    var bound = multiplier * budget
    var shares: [Share] = []
    for (index, curve) in curves.enumerated() {
      let own = curve.gain(spends[index])
      gain += own ?? 0
      spent += spends[index]
      bound -= multiplier * spends[index]
      shares.append(Share(state: states[index], spend: spends[index], gain: own, marginal: own.map { _ in 0 }))
    }
    for curve in responding {
      let share = shares[curve.index]
      let marginal = Glibc.exp(curve.logMarginal(at: share.spend))
      guard marginal.isFinite else { throw .beyondNumbers }
      shares[curve.index] = Share(state: share.state, spend: share.spend, gain: share.gain, marginal: marginal)
      // A concave curve is below its tangent. This bounds the gain above the
      // multiplier that a better spend within the bounds could bring.
      bound += max(0, (marginal - multiplier) * curve.wayToBest(from: share.spend, level))
    }
    guard gain.isFinite, spent.isFinite, bound.isFinite else { throw .beyondNumbers }
    self.budget = budget
    self.shares = shares
    self.multiplier = multiplier
    self.gain = gain
    self.spent = spent
    gap = max(0, bound)
  }
}

/// A curve with a response, in logarithms, because marginals may be tiny.
private struct Responding {
  let index: Int
  let least: Double
  /// The room above the lower bound: up to the upper bound, and at most twice the
  /// free budget, which is more than any curve gets.
  let room: Double
  /// Whether an upper bound limits it, not the budget.
  let isBounded: Bool
  private let rate: Double
  /// The logarithm of the marginal gain at spend 0: ln(ceiling) + ln(rate).
  private let logFirst: Double

  init?(_ curve: ResponseCurve, index: Int, free: Double) {
    guard let ceiling = curve.ceiling, let rate = curve.rate, ceiling.isFinite, rate.isFinite, ceiling > 0, rate > 0
    else { return nil }
    self.index = index
    least = curve.least
    let above = (curve.most ?? .infinity) - curve.least
    let limit = min(2 * free, .greatestFiniteMagnitude)
    isBounded = above <= limit
    room = max(0, min(above, limit))
    self.rate = rate
    logFirst = Glibc.log(ceiling) + Glibc.log(rate)
  }

  /// Never infinite, because differences of it are used.
  func logMarginal(at spend: Double) -> Double { max(-1e300, logFirst - rate * spend) }

  /// The spend above the lower bound at which the marginal gain is exp(μ).
  func above(_ logMultiplier: Double) -> Double {
    max(0, min(room, (logMarginal(at: least) - logMultiplier) / rate))
  }

  /// The spend above the lower bound at a level; without a level, all the room.
  func above(_ level: Level?) -> Double {
    guard let level else { return room }
    let spent = above(level.high)
    return spent + level.share * (above(level.low) - spent)
  }

  /// The distance of a spend from the point where the marginal gain is the
  /// multiplier, or from the bound before that point.
  func wayToBest(from spend: Double, _ level: Level?) -> Double {
    let (down, up) = (least - spend, least + room - spend)
    guard let level else { return up }
    let way = (logMarginal(at: spend) - level.high) / rate
    return max(min(down, 0), min(max(up, 0), way))
  }

  /// Two adjacent logarithms of the multiplier, at which a little more and a little
  /// less than the budget is spent, and the position between them. All of the spend
  /// of an almost straight curve is between the two.
  struct Level {
    let low: Double
    let high: Double
    /// 0...1.
    let share: Double
  }

  /// The level at which so much is spent above the lower bounds; nil if there is not
  /// enough room.
  static func level(_ curves: [Responding], above free: Double) -> Level? {
    var (low, high) = (Double.infinity, -Double.infinity)
    var room = 0.0
    for curve in curves {
      high = max(high, curve.logMarginal(at: curve.least))
      low = min(low, curve.logMarginal(at: curve.least + curve.room))
      room += curve.room
    }
    if room <= free {
      // If nothing is free, the next unit goes where it brings most.
      let next = curves.filter { !$0.isBounded }.map { $0.logMarginal(at: $0.least + $0.room) }.max()
      return next.map { Level(low: $0, high: $0, share: 0) }
    }
    // Below all curves, beyond rounding, so that all room is filled there.
    low -= 1e-15 * abs(low) + 1e-15
    func total(_ logMultiplier: Double) -> Double { curves.reduce(0) { $0 + $1.above(logMultiplier) } }
    // About sixty halvings reach adjacent numbers; more if marginals are tiny.
    for _ in 0..<2200 {
      let middle = low / 2 + high / 2
      if middle <= low || middle >= high { break }
      if total(middle) > free { low = middle } else { high = middle }
    }
    let (less, more) = (total(high), total(low))
    let share = (free - less) / (more - less)
    return Level(low: low, high: high, share: share.isFinite ? max(0, min(1, share)) : 0)
  }
}
