// The likelihood of the Pareto/NBD over a table of histories.

import SegPlatform
import SegRuntime

/// −(mean log-likelihood) of the Pareto/NBD.
///
/// ln L = shared sums + ln(e^A + e^B): A for customers alive at T, B = ln ∫ of
/// those that stopped at u in (t_x, T). Derivatives of B are means and
/// covariances under its integrand, taken at the same nodes.
struct ParetoLikelihood: PurchaseLikelihood {
  let table: HistoryTable
  private let widest = GaussLegendre.nodes24
  private let rules = (short: GaussLegendre.nodes12, middle: GaussLegendre.nodes16)
  private let silences: SilenceTable?

  init(_ table: HistoryTable) {
    self.table = table
    silences = SilenceTable(table)
  }

  func curvature(_ logs: [Double], in context: ExecutionContext) -> Curvature {
    let (r, alpha, s, beta) = (exp(logs[0]), exp(logs[1]), exp(logs[2]), exp(logs[3]))
    var result = Curvature(count: 4)
    table.addPurchases(r: r, alpha: alpha, to: &result)
    if let silences {
      result.add(manySums(silences, r: r, alpha: alpha, s: s, beta: beta, context))
      return table.negativeMean(result)
    }
    let sums = context.sums(of: table.rows, width: 15) { rows, sum in
      for row in rows { term(history(row), r: r, alpha: alpha, s: s, beta: beta).add(to: sum) }
    }
    result.add(sums)
    return table.negativeMean(result)
  }

  /// The same sums over many histories, x by x.
  private func manySums(
    _ silences: SilenceTable, r: Double, alpha: Double, s: Double, beta: Double, _ context: ExecutionContext
  ) -> [Double] {
    let nodes = silences.nodes(r: r, alpha: alpha, s: s, beta: beta)
    let parts = context.results(of: silences.groups.count) { group in
      var sums = [Double](repeating: 0, count: 15)
      sums.withUnsafeMutableBufferPointer { buffer in
        guard let sum = buffer.baseAddress else { return }
        let rows = silences.groups[group]
        let x = table.frequency[rows.lowerBound]
        let moments = nodes.moments(of: r + x, rows: rows.count)
        for row in rows {
          let term =
            moments.flatMap { many(row, $0, nodes, r: r, s: s) } ?? self.term(history(row), r: r, alpha: alpha, s: s, beta: beta)
          term.add(to: sum)
        }
      }
      return sums
    }
    guard let parts else { return [Double](repeating: .nan, count: 15) }
    return parts.reduce(into: [Double](repeating: 0, count: 15)) { total, part in
      for place in total.indices { total[place] += part[place] }
    }
  }

  /// A history's part from the integrals beyond each time; nil where too few digits are left of their difference.
  @inline(__always)
  private func many(_ row: Int, _ moments: [SIMD16<Double>], _ nodes: SilenceNodes, r: Double, s: Double) -> Term? {
    let (recency, age) = (nodes.place(table.recencyIndex[row]), nodes.place(table.ageIndex[row]))
    let end = nodes.ends[age]
    let k = r + table.frequency[row]
    var mean = StoppingMoments()
    var odds = -Double.infinity
    if age > recency {
      let all = moments[recency] - moments[age]
      guard all[0] > 1e-4 * moments[recency][0], all[0].isNormal else { return nil }
      mean = StoppingMoments(all / all[0])
      odds = nodes.base + log(all[0]) + k * end.la + s * end.lb
    }
    return Term(
      r: r, s: s, k: k, weight: table.weight[row], odds: odds, mean: mean, laT: end.la, lbT: end.lb, vaT: end.va, vbT: end.vb)
  }

  private func history(_ row: Int) -> History {
    History(
      x: table.frequency[row], recency: table.times[Int(table.recencyIndex[row])], age: table.times[Int(table.ageIndex[row])],
      weight: table.weight[row])
  }

  private struct History {
    let x: Double
    let recency: Double
    let age: Double
    let weight: Double
  }

  /// One history's ln(e^A + e^B) less the shared part of A.
  ///
  /// Both A and B are means of −r la − x ln(alpha+u) − (s or s+1) lb at u = T or
  /// over u, where la = log1p(u/alpha), lb = log1p(u/beta). With va = u/(alpha+u)
  /// and vb alike, the derivatives are −r la, (r+x) va − x, −s lb, s vb, so two
  /// vectors (la, va, lb, vb) and one covariance matrix are all that is needed.
  @inline(__always)
  private func term(_ history: History, r: Double, alpha: Double, s: Double, beta: Double) -> Term {
    let (recency, age) = (history.recency, history.age)
    let k = r + history.x
    var mean = StoppingMoments()
    var odds = -Double.infinity
    if age > recency {
      let integral = StoppingIntegral(
        k: k, alpha: alpha, q: s + 1, beta: beta, from: recency, to: age)
      mean.take(
        integral, alpha: alpha, beta: beta, recency: recency, rule: integral.rule(widest, rules))
      odds =
        log(s / (beta + recency)) + log(mean.total) + k * log1p((age - recency) / (alpha + recency))
        + s * log1p((age - recency) / (beta + recency))
    }
    return Term(
      r: r, s: s, k: k, weight: history.weight, odds: odds, mean: mean, laT: log1p(age / alpha), lbT: log1p(age / beta),
      vaT: age / (alpha + age), vbT: age / (beta + age))
  }

  /// A history's part of ln L, with derivatives by ln r, ln alpha, ln s, ln beta.
  private struct Term {
    let r: Double
    let s: Double
    /// r + x.
    let k: Double
    let weight: Double
    /// ln of the odds that the customer has stopped.
    let odds: Double
    /// Over u.
    let mean: StoppingMoments
    /// At T: alive.
    let laT: Double
    let lbT: Double
    let vaT: Double
    let vbT: Double

    private var stopped: Double { odds == -.infinity ? 0 : logistic(odds) }
    // Differences B − A of the derivatives.
    private var dr: Double { -r * (mean.la - laT) }
    private var da: Double { k * (mean.va - vaT) }
    private var ds: Double { 1 - s * (mean.lb - lbT) }
    private var db: Double { (s + 1) * mean.vb - 1 - s * vbT }

    @inline(__always)
    func add(to sum: UnsafeMutablePointer<Double>) {
      addFirst(to: sum)
      addSecond(to: sum)
    }

    /// Adds the value and the first derivatives.
    @inline(__always)
    private func addFirst(to sum: UnsafeMutablePointer<Double>) {
      // Less the shared part: ln L = shared − s lbT + softplus(odds).
      sum[0] += weight * (softplus(odds) - s * lbT)
      let first = weight * stopped
      sum[1] += first * dr
      sum[2] += first * da
      sum[3] += first * ds - weight * s * lbT
      sum[4] += first * db + weight * s * vbT
    }

    /// Adds the second derivatives.
    @inline(__always)
    private func addSecond(to sum: UnsafeMutablePointer<Double>) {
      let stopped = stopped
      if stopped == 0 {
        sum[12] -= weight * s * lbT
        sum[13] += weight * s * vbT
        sum[14] -= weight * s * vbT * (1 - vbT)
        return
      }
      let first = weight * stopped
      let second = weight * stopped * (1 - stopped)
      let (dr, da, ds, db, q) = (dr, da, ds, db, s + 1)
      // Covariances under the integrand.
      let caa = mean.laLa - mean.la * mean.la
      let cav = mean.laVa - mean.la * mean.va
      let cab = mean.laLb - mean.la * mean.lb
      let caw = mean.laVb - mean.la * mean.vb
      let cvv = mean.vaVa - mean.va * mean.va
      let cvb = mean.vaLb - mean.va * mean.lb
      let cvw = mean.vaVb - mean.va * mean.vb
      let cbb = mean.lbLb - mean.lb * mean.lb
      let cbw = mean.lbVb - mean.lb * mean.vb
      let cww = mean.vbVb - mean.vb * mean.vb
      sum[5] += first * (r * r * caa + dr) + second * dr * dr
      sum[6] += first * (-r * k * cav + r * (mean.va - vaT)) + second * dr * da
      sum[7] += first * (r * s * cab) + second * dr * ds
      sum[8] += first * (-r * q * caw) + second * dr * db
      let curveA = -k * (mean.va - mean.vaVa) + k * vaT * (1 - vaT)
      sum[9] += first * (k * k * cvv + curveA) + second * da * da
      sum[10] += first * (-k * s * cvb) + second * da * ds
      sum[11] += first * (k * q * cvw) + second * da * db
      sum[12] += first * (s * s * cbb - s * (mean.lb - lbT)) + second * ds * ds - weight * s * lbT
      sum[13] += first * (-s * q * cbw + s * (mean.vb - vbT)) + second * ds * db + weight * s * vbT
      let curveB = -q * (mean.vb - mean.vbVb) + s * vbT * (1 - vbT)
      sum[14] += first * (q * q * cww + curveB) + second * db * db - weight * s * vbT * (1 - vbT)
    }
  }

  /// First and second moments of (la, va, lb, vb) under the integrand.
  private struct StoppingMoments {
    /// The integral relative to its integrand at t_x.
    var total = 0.0
    var la = 0.0, va = 0.0, lb = 0.0, vb = 0.0
    var laLa = 0.0, laVa = 0.0, laLb = 0.0, laVb = 0.0
    var vaVa = 0.0, vaLb = 0.0, vaVb = 0.0
    var lbLb = 0.0, lbVb = 0.0, vbVb = 0.0

    init() {}

    /// - Parameter moments: in the order of ``SilenceNodes``.
    @inline(__always)
    init(_ moments: SIMD16<Double>) {
      total = 1
      (la, va, lb, vb) = (moments[1], moments[2], moments[3], moments[4])
      (laLa, laVa, laLb, laVb) = (moments[5], moments[6], moments[7], moments[8])
      (vaVa, vaLb, vaVb) = (moments[9], moments[10], moments[11])
      (lbLb, lbVb, vbVb) = (moments[12], moments[13], moments[14])
    }

    @inline(__always)
    mutating func take(
      _ integral: StoppingIntegral, alpha: Double, beta: Double, recency: Double,
      rule: GaussLegendre
    ) {
      let alphaIsNear = alpha <= beta
      let startA = log1p(recency / alpha)
      let startB = log1p(recency / beta)
      let panels = panelCount(integral.width, size: 10)
      let width = integral.width / Double(panels)
      for panel in 0..<panels {
        for node in 0..<rule.nodes.count {
          let w = (Double(panel) + rule.nodes[node]) * width
          let d = integral.near * expm1(w)
          let other = log1p(d / integral.far)
          let density =
            rule.weights[node] * exp((1 - integral.nearPower) * w - integral.farPower * other)
          let u = recency + d
          let a = startA + (alphaIsNear ? w : other)
          let b = startB + (alphaIsNear ? other : w)
          let v = u / (alpha + u)
          let z = u / (beta + u)
          total += density
          let (da, dv, db, dz) = (density * a, density * v, density * b, density * z)
          la += da
          va += dv
          lb += db
          vb += dz
          laLa += da * a
          laVa += da * v
          laLb += da * b
          laVb += da * z
          vaVa += dv * v
          vaLb += dv * b
          vaVb += dv * z
          lbLb += db * b
          lbVb += db * z
          vbVb += dz * z
        }
      }
      let inverse = 1 / total
      la *= inverse
      va *= inverse
      lb *= inverse
      vb *= inverse
      laLa *= inverse
      laVa *= inverse
      laLb *= inverse
      laVb *= inverse
      vaVa *= inverse
      vaLb *= inverse
      vaVb *= inverse
      lbLb *= inverse
      lbVb *= inverse
      vbVb *= inverse
      total *= integral.near * width
    }
  }
}
