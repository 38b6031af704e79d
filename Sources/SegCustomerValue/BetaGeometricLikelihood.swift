// The likelihood of BG/NBD and MBG/NBD over a table of histories.

import SegPlatform
import SegRuntime

/// −(mean log-likelihood) of BG/NBD (`shift` 0) or MBG/NBD (`shift` 1).
///
/// ln L = shared sums + Σ_{i < x+shift} ln((b+i)/(a+b+i)) + ln(1 + e^δ), δ the
/// log-odds of having stopped. Logarithms of times come from tables of the
/// distinct times, so that a row costs one exponential and one logarithm.
struct BetaGeometricLikelihood: PurchaseLikelihood {
  let table: HistoryTable
  let shift: Double

  init(_ table: HistoryTable, dropsAtFirst: Bool) {
    self.table = table
    shift = dropsAtFirst ? 1 : 0
  }

  func curvature(_ logs: [Double], in context: ExecutionContext) -> Curvature {
    let (r, alpha, a, b) = (exp(logs[0]), exp(logs[1]), exp(logs[2]), exp(logs[3]))
    var result = Curvature(count: 4)
    table.addPurchases(r: r, alpha: alpha, to: &result)
    addChances(a: a, b: b, to: &result)
    addStopping(r: r, alpha: alpha, a: a, b: b, to: &result, context)
    return table.negativeMean(result)
  }

  /// Σ ln((b+i)/(a+b+i)) over the chances to stop that were not taken.
  private func addChances(a: Double, b: Double, to result: inout Curvature) {
    let chances = table.beyond.count + Int(shift)
    for index in 0..<chances {
      let customers =
        shift == 0 ? table.beyond[index] : (index == 0 ? table.customers : table.beyond[index - 1])
      let i = Double(index)
      let whole = a + b + i
      // log1p keeps the digits where a is much smaller than b, or the reverse.
      result.value -= customers * log1p(a / (b + i))
      let (shareA, shareB, own) = (a / whole, b / whole, b / (b + i))
      result.gradient[2] -= customers * shareA
      result.gradient[3] += customers * (own - shareB)
      result.addHessian(2, 2, -customers * shareA * (1 - shareA))
      result.addHessian(2, 3, customers * shareA * shareB)
      result.addHessian(3, 3, customers * (own * (1 - own) - shareB * (1 - shareB)))
    }
  }

  /// Σ ln(1 + e^δ), δ = ln a − ln(b + x + shift − 1) + (r + x) ln((alpha+T)/(alpha+t_x)).
  private func addStopping(
    r: Double, alpha: Double, a: Double, b: Double, to result: inout Curvature,
    _ context: ExecutionContext
  ) {
    let logs = table.times.map { log1p($0 / alpha) }
    let shares = table.times.map { $0 / (alpha + $0) }
    let most = table.beyond.count
    let odds = (0...most).map {
      log(a) - log(max(b + Double($0) + shift - 1, .leastNormalMagnitude))
    }
    // −(δ by ln b) of each x.
    let owns = (0...most).map { b / (b + Double($0) + shift - 1) }
    let sums = context.sums(of: table.rows, width: 15) { rows, places in
      var sums = StoppingSums()
      for row in rows {
        let x = table.frequency[row]
        if x + shift == 0 { continue }
        let (recency, age) = (Int(table.recencyIndex[row]), Int(table.ageIndex[row]))
        let l = logs[age] - logs[recency]
        let delta = odds[Int(x)] + (r + x) * l
        sums.add(
          weight: table.weight[row], delta: delta, dr: r * l, r: r, k: r + x, vT: shares[age], vt: shares[recency],
          own: owns[Int(x)])
      }
      sums.store(places)
    }
    result.add(sums)
  }
}

/// The sum of ln(1 + e^δ) over rows, with its derivatives by ln r, ln alpha, ln a and ln b, and their upper triangle.
private struct StoppingSums {
  private var value = 0.0
  private var r = 0.0, alpha = 0.0, a = 0.0, b = 0.0
  private var rr = 0.0, rAlpha = 0.0, rA = 0.0, rB = 0.0
  private var alphaAlpha = 0.0, alphaA = 0.0, alphaB = 0.0
  private var aa = 0.0, ab = 0.0, bb = 0.0

  /// - Parameters:
  ///   - dr: δ by ln r; by ln a it is 1.
  ///   - k: r + x.
  ///   - vT, vt: T/(alpha + T), and the same of t_x.
  ///   - own: −(δ by ln b).
  @inline(__always)
  mutating func add(weight: Double, delta: Double, dr: Double, r: Double, k: Double, vT: Double, vt: Double, own: Double) {
    let e = exp(-abs(delta))
    let stopped = delta >= 0 ? 1 / (1 + e) : e / (1 + e)
    let first = weight * stopped
    let second = first * (delta >= 0 ? e / (1 + e) : 1 / (1 + e))
    let dalpha = k * (vt - vT)
    value += weight * (max(delta, 0) + log1p(e))
    self.r += first * dr
    alpha += first * dalpha
    a += first
    b -= first * own
    rr += second * dr * dr + first * dr
    rAlpha += second * dr * dalpha + first * r * (vt - vT)
    rA += second * dr
    rB -= second * dr * own
    alphaAlpha += second * dalpha * dalpha + first * k * (vT * (1 - vT) - vt * (1 - vt))
    alphaA += second * dalpha
    alphaB -= second * dalpha * own
    aa += second
    ab -= second * own
    bb += second * own * own - first * own * (1 - own)
  }

  func store(_ places: UnsafeMutablePointer<Double>) {
    let sums = [value, r, alpha, a, b, rr, rAlpha, rA, rB, alphaAlpha, alphaA, alphaB, aa, ab, bb]
    for (place, sum) in sums.enumerated() { places[place] = sum }
  }
}

extension Curvature {
  /// Adds a value, n derivatives and the upper triangle of second derivatives,
  /// row by row.
  mutating func add(_ sums: [Double]) {
    value += sums[0]
    var next = 1 + gradient.count
    for row in gradient.indices {
      gradient[row] += sums[1 + row]
      for column in row..<gradient.count {
        addHessian(row, column, sums[next])
        next += 1
      }
    }
  }
}
