// A search for the best choice of whole customers within a budget, because gain
// for cost alone does not always find it.

/// Branch and bound over candidates in the order of their gain for cost, depth
/// first: each candidate is first taken, then left out. The bound of the rest
/// takes candidates in part.
///
/// - Source: E. Horowitz, S. Sahni, Computing Partitions with Applications to the
///   Knapsack Problem, Journal of the ACM 21(2), 1974; the bound is Dantzig's (1957).
struct ChoiceSearch {
  /// n candidates, the highest gain for cost first; all above 0, costs no more
  /// than the limit.
  private let gains: [Double]
  private let costs: [Double]
  /// n + 1 running sums.
  private let gainsBefore: [Double]
  private let costsBefore: [Double]
  private let limit: Double

  enum Outcome {
    /// No choice brings more than the known one.
    case proven
    /// The indices of a better choice, which is the best.
    case better([Int])
    /// The search ended early; a better choice, if it found one.
    case ended([Int]?)
  }

  init(gains: [Double], costs: [Double], limit: Double) {
    self.gains = gains
    self.costs = costs
    self.limit = limit
    func sums(_ values: [Double]) -> [Double] {
      var sum = 0.0
      return [0]
        + values.map { value in
          sum += value
          return sum
        }
    }
    gainsBefore = sums(gains)
    costsBefore = sums(costs)
  }

  /// - Parameters:
  ///   - known: the gain of a known choice.
  ///   - most: the number of bounds after which the search ends; each takes O(log n).
  func best(above known: Double, most: Int) -> Outcome {
    var best = known
    var found: [Int]?
    // The candidates taken, each with the gain and cost before it, so that going back adds no rounding.
    var taken: [Int] = []
    var before: [(gain: Double, cost: Double)] = []
    var (gain, cost) = (0.0, 0.0)
    var place = 0
    var looked = 0
    while true {
      while place < gains.count {
        looked += 1
        if looked > most { return .ended(found) }
        let (end, bound) = fitting(from: place, room: limit - cost)
        // A sum that is larger only by rounding is not better.
        if gain + bound <= best + best * 1e-12 { break }
        for next in place..<end {
          taken.append(next)
          before.append((gain, cost))
          gain += gains[next]
          cost += costs[next]
        }
        // The candidate at the end does not fit.
        place = end + 1
      }
      if gain > best + best * 1e-12 {
        best = gain
        found = taken
      }
      guard let last = taken.popLast(), let state = before.popLast() else { break }
      (gain, cost) = state
      place = last + 1
    }
    return found.map { .better($0) } ?? .proven
  }

  /// The index of the first candidate who does not fit, and the gain up to there
  /// with that candidate's part.
  private func fitting(from place: Int, room: Double) -> (end: Int, bound: Double) {
    var (low, high) = (place, gains.count)
    while low < high {
      let middle = low + (high - low + 1) / 2
      if costsBefore[middle] - costsBefore[place] <= room { low = middle } else { high = middle - 1 }
    }
    var bound = gainsBefore[low] - gainsBefore[place]
    if low < gains.count {
      let rest = room - (costsBefore[low] - costsBefore[place])
      bound += max(0, rest) / costs[low] * gains[low]
    }
    return (low, bound)
  }
}
