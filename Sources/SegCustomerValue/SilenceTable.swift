// The integrals over when customers stopped, for many histories at a time.

import SegPlatform

/// Many histories, by x.
///
/// The integrand of ``StoppingIntegral`` depends on x and the time alone, and a history only tells from where to where it is taken.
/// So it is integrated once for each x, from each distinct time to the next one, and added up from the last one on: the integral of
/// a history is a difference of two sums. It loses the digits by which the sums are longer than their difference, three where a
/// customer bought a day ago: more than enough for a maximum, whose derivatives are wanted to ten.
struct SilenceTable: Sendable {
  /// The rows of each x.
  let groups: [Range<Int>]
  /// Distinct times, ascending.
  private let times: [Double]
  /// For each time of the table its place among these.
  private let places: [Int32]

  /// nil for a table that is not long, whose rows are integrated by themselves to the last digit; and where times are too different.
  init?(_ table: HistoryTable) {
    guard table.rows >= manyHistories else { return nil }
    let order = table.times.indices.sorted { table.times[$0] < table.times[$1] }
    var places = [Int32](repeating: 0, count: order.count)
    for (place, time) in order.enumerated() { places[time] = Int32(truncatingIfNeeded: place) }
    var groups: [Range<Int>] = []
    var start = 0
    for row in 1...table.rows where row == table.rows || table.frequency[row] != table.frequency[start] {
      groups.append(start..<row)
      start = row
    }
    guard groups.count <= table.rows / 100, order.count <= table.rows / 10 else { return nil }
    self.groups = groups
    self.places = places
    times = order.map { table.times[$0] }
  }

  /// What the integrands of all x share.
  func nodes(r: Double, alpha: Double, s: Double, beta: Double) -> SilenceNodes {
    SilenceNodes(times, places, r: r, alpha: alpha, s: s, beta: beta)
  }
}

/// The nodes between neighboring times, at which the integrands of all x are taken.
struct SilenceNodes: Sendable {
  /// A time: la = ln(1 + u/alpha), va = u/(alpha + u), and the same of beta.
  struct Time: Sendable {
    let la: Double
    let va: Double
    let lb: Double
    let vb: Double
    /// 1, la, va, lb, vb, and the products of two of these four, in their order.
    var products: SIMD16<Double> {
      SIMD16(1, la, va, lb, vb, la * la, la * va, la * lb, la * vb, va * va, va * lb, va * vb, lb * lb, lb * vb, vb * vb, 0)
    }

    init(_ u: Double, alpha: Double, beta: Double) {
      (la, va) = (log1p(u / alpha), u / (alpha + u))
      (lb, vb) = (log1p(u / beta), u / (beta + u))
    }
  }

  private struct Node: Sendable {
    let la: Double
    let lb: Double
    /// With the weight of the node.
    let products: SIMD16<Double>
  }

  /// The distinct times.
  let ends: [Time]
  /// ln(s/beta).
  let base: Double
  private let places: [Int32]
  private let nodes: [Node]
  /// The first node of each gap between times; one more at the end.
  private let firsts: [Int]
  private let q: Double

  init(_ times: [Double], _ places: [Int32], r: Double, alpha: Double, s: Double, beta: Double) {
    self.places = places
    q = s + 1
    base = log(s / beta)
    ends = times.map { Time($0, alpha: alpha, beta: beta) }
    let rule = GaussLegendre.nodes12
    var nodes: [Node] = []
    var firsts: [Int] = []
    nodes.reserveCapacity(times.count * rule.nodes.count)
    for (start, end) in zip(times, times.dropFirst()) {
      firsts.append(nodes.count)
      // The integrand falls by a power of the growth of the time, so panels are as long as the time is old.
      let panels = panelCount(log1p((end - start) / (min(alpha, beta) + start)), size: 0.04)
      let width = (end - start) / Double(panels)
      for panel in 0..<panels {
        for place in rule.nodes.indices {
          let time = Time(start + (Double(panel) + rule.nodes[place]) * width, alpha: alpha, beta: beta)
          nodes.append(Node(la: time.la, lb: time.lb, products: rule.weights[place] * width * time.products))
        }
      }
    }
    firsts.append(nodes.count)
    (self.nodes, self.firsts) = (nodes, firsts)
  }

  /// The place of a time of the table.
  @inline(__always)
  func place(_ time: Int32) -> Int { Int(places[Int(time)]) }

  /// The greatest power for which a panel is short enough.
  private static let mostPower = 100.0
  /// The integrand falls to no less than e to the power of this.
  private static let mostFall = 600.0

  /// The integrals of (1 + u/alpha)^−k (1 + u/beta)^−q with each of the products, from each time to the last one; nil where
  /// integrating each of so many rows is less work, and where the integrand falls too fast.
  func moments(of k: Double, rows: Int) -> [SIMD16<Double>]? {
    guard let last = ends.last, rows * 16 > nodes.count, k + q <= Self.mostPower, k * last.la + q * last.lb <= Self.mostFall
    else { return nil }
    var sums = [SIMD16<Double>](repeating: .zero, count: ends.count)
    var sum = SIMD16<Double>.zero
    for gap in (0..<max(0, ends.count - 1)).reversed() {
      for node in firsts[gap]..<firsts[gap + 1] {
        sum += exp(-k * nodes[node].la - q * nodes[node].lb) * nodes[node].products
      }
      sums[gap] = sum
    }
    return sums
  }
}
