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
    let sums = context.sums(of: table.rows, width: 15) { rows, sum in
      for row in rows {
        let x = table.frequency[row]
        if x + shift == 0 { continue }
        let (recency, age) = (Int(table.recencyIndex[row]), Int(table.ageIndex[row]))
        let weight = table.weight[row]
        let l = logs[age] - logs[recency]
        let delta = odds[Int(x)] + (r + x) * l
        let e = exp(-abs(delta))
        let stopped = delta >= 0 ? 1 / (1 + e) : e / (1 + e)
        let first = weight * stopped
        let second = first * (delta >= 0 ? e / (1 + e) : 1 / (1 + e))
        let (vT, vt) = (shares[age], shares[recency])
        // δ by ln r, ln alpha, ln b; by ln a it is 1.
        let dr = r * l
        let dalpha = (r + x) * (vt - vT)
        let own = b / (b + x + shift - 1)
        sum[0] += weight * (max(delta, 0) + log1p(e))
        sum[1] += first * dr
        sum[2] += first * dalpha
        sum[3] += first
        sum[4] -= first * own
        sum[5] += second * dr * dr + first * dr
        sum[6] += second * dr * dalpha + first * r * (vt - vT)
        sum[7] += second * dr
        sum[8] -= second * dr * own
        sum[9] += second * dalpha * dalpha + first * (r + x) * (vT * (1 - vT) - vt * (1 - vt))
        sum[10] += second * dalpha
        sum[11] -= second * dalpha * own
        sum[12] += second
        sum[13] -= second * own
        sum[14] += second * own * own - first * own * (1 - own)
      }
    }
    result.add(sums)
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
