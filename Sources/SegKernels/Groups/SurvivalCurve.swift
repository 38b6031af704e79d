// How long stays last, when some of them have not ended yet.

import SegPlatform

/// The product-limit estimate of the share of stays that last longer than a number of days.
///
/// - Source: Kaplan and Meier, Nonparametric Estimation from Incomplete Observations, JASA 53 (1958): S(t) is the
///   product of 1 - d/n over the days up to t on which stays ended, d of the n that had lasted so long. The interval is
///   Greenwood's of log(-log S), as R's `survfit(conf.type = "log-log")`.
package struct SurvivalCurve: Sendable {
  /// A number of days after which stays ended.
  package struct Step: Sendable {
    package let days: Int
    /// The stays that lasted so long, or longer.
    package let atRisk: Int64
    package let ended: Int64
    /// The share that lasts longer.
    package let share: Double
    /// The limits of the 95% interval; nil where the share is 0.
    package let interval: ClosedRange<Double>?
  }

  package let steps: [Step]
  /// The stays of which some day is known.
  package let stays: Int64
  package let ended: Int64
  /// The days of the longest stay; -1 without any.
  private let longest: Int

  /// - Parameters:
  ///   - ended: by their days, how many stays ended.
  ///   - lasting: by their days so far, how many last on.
  package init(ended: [Int: Int64], lasting: [Int: Int64]) {
    let lengths = Set(ended.keys).union(lasting.keys).sorted()
    stays = ended.values.reduce(0, +) + lasting.values.reduce(0, +)
    self.ended = ended.values.reduce(0, +)
    longest = lengths.last ?? -1
    var steps: [Step] = []
    var (atRisk, share, spread) = (stays, 1.0, 0.0)
    for days in lengths {
      let gone = ended[days] ?? 0
      if gone > 0 {
        share *= 1 - Double(gone) / Double(atRisk)
        spread += Double(gone) / (Double(atRisk) * Double(atRisk - gone))
        steps.append(Step(days: days, atRisk: atRisk, ended: gone, share: share, interval: Self.interval(share, spread)))
      }
      atRisk -= gone + (lasting[days] ?? 0)
    }
    self.steps = steps
  }

  private static func interval(_ share: Double, _ spread: Double) -> ClosedRange<Double>? {
    guard share > 0, share < 1, spread.isFinite else { return nil }
    let width = normalQuantile * spread.squareRoot() / log(share)
    let (low, high) = (pow(share, exp(-width)), pow(share, exp(width)))
    return min(low, high)...max(low, high)
  }

  /// That of 97.5%.
  private static let normalQuantile = 1.959963984540054

  /// The share that lasts longer than a number of days; nil beyond the longest stay seen.
  package func share(after days: Int) -> Double? {
    if days > longest, (steps.last?.share ?? 1) > 0 { return nil }
    return share(at: days)
  }

  private func share(at days: Int) -> Double {
    // The last step up to the day.
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].days <= days { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 1 : steps[low - 1].share
  }

  /// The days after which no more than half last on; nil if more do.
  package var median: Int? { steps.first { $0.share <= 0.5 }?.days }

  /// The days after which no more than half of those that have lasted so many days last on;
  /// nil if more do.
  package func median(after days: Int) -> Int? {
    let half = share(at: days) / 2
    return steps.first { $0.days > days && $0.share <= half }?.days
  }
}
