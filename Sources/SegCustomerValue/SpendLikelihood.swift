// The gamma-gamma model's likelihood with its exact derivatives.

import SegPlatform
import SegRuntime
import SegRuntime

/// Customers with repeat purchases and a mean spend above 0.
struct SpendTable: Sendable {
  private(set) var frequency: [Double] = []
  /// ln(x z), z the mean spend.
  private(set) var logTotal: [Double] = []
  private(set) var total: [Double] = []
  private(set) var weight: [Double] = []
  private(set) var customers = 0.0
  /// Σ weight z.
  private(set) var spend = 0.0
  /// Σ weight ln z.
  private(set) var logSpend = 0.0
  /// Distinct x with their customers.
  private(set) var distinct: [Double] = []
  private(set) var customersOf: [Double] = []
  private var index = DenseKeyPairMap()
  private let charge: MemoryCharge

  /// nil where memory is refused.
  ///
  /// - Parameter rows: to be appended at most.
  init?(rows: Int) {
    guard let charge = MemoryCharge(asking: rows * 32) else { return nil }
    self.charge = charge
    frequency.reserveCapacity(rows)
    logTotal.reserveCapacity(rows)
    total.reserveCapacity(rows)
    weight.reserveCapacity(rows)
  }

  mutating func append(_ x: Double, _ mean: Double, _ w: Double) {
    frequency.append(x)
    total.append(x * mean)
    logTotal.append(log(x * mean))
    weight.append(w)
    customers += w
    spend += w * mean
    logSpend += w * log(mean)
    let number = index.number(x.bitPattern, 0)
    if number == distinct.count {
      distinct.append(x)
      customersOf.append(w)
    } else {
      customersOf[number] += w
    }
  }

  /// About `rows` rows, evenly spread: enough to find the neighborhood.
  func thinned(to rows: Int) -> SpendTable? {
    guard var thin = SpendTable(rows: 2 * rows) else { return nil }
    for row in stride(from: 0, to: weight.count, by: max(1, weight.count / max(1, rows))) {
      thin.append(frequency[row], total[row] / frequency[row], weight[row])
    }
    return thin
  }

  /// Pearson's correlation between x and the mean spend.
  var correlation: Double? {
    let meanX = zip(frequency, weight).reduce(0) { $0 + $1.0 * $1.1 } / customers
    let meanZ = spend / customers
    var (xx, zz, xz) = (0.0, 0.0, 0.0)
    for row in weight.indices {
      let (x, z) = (frequency[row] - meanX, total[row] / frequency[row] - meanZ)
      xx += weight[row] * x * x
      zz += weight[row] * z * z
      xz += weight[row] * x * z
    }
    let spread = xx.squareRoot() * zz.squareRoot()
    return spread > 0 ? (xz / spread).finite.map { max(-1, min(1, $0)) } : nil
  }
}

/// −(mean log-likelihood) of the gamma-gamma model by ln p, ln q, ln gamma.
///
/// ln L = ln Γ(px+q) − ln Γ(px) − ln Γ(q) − q l + px ln v − ln z, where
/// l = log1p(xz/gamma) and v = xz/(gamma + xz): Fader & Hardie (2013), equation
/// 1a, rearranged so that nothing cancels for large q and gamma.
struct SpendLikelihood: Sendable {
  let table: SpendTable

  init(_ table: SpendTable) { self.table = table }

  func curvature(_ logs: [Double], _ context: ExecutionContext) -> Curvature {
    let (p, q, gamma) = (exp(logs[0]), exp(logs[1]), exp(logs[2]))
    var result = Curvature(count: 3)
    let (psiQ, psiQ2) = (digamma(q), trigamma(q))
    // By distinct x: the gamma functions.
    for (x, n) in zip(table.distinct, table.customersOf) {
      let px = p * x
      let (psi, psi2) = (digamma(px + q), trigamma(px + q))
      let (own, own2) = (digamma(px), trigamma(px))
      result.value -= n * logBeta(px, q)
      result.gradient[0] += n * px * (psi - own)
      result.gradient[1] += n * q * (psi - psiQ)
      result.addHessian(0, 0, n * (px * (psi - own) + px * px * (psi2 - own2)))
      result.addHessian(0, 1, n * px * q * psi2)
      result.addHessian(1, 1, n * (q * (psi - psiQ) + q * q * (psi2 - psiQ2)))
    }
    result.value -= table.logSpend
    // By customer: Σ l, Σ x ln v, Σ v, Σ x (1 − v), Σ v(1 − v), Σ x v(1 − v).
    let logScale = logs[2]
    let sums = context.sums(of: table.weight.count, width: 6) { rows, sum in
      for row in rows {
        let (x, total, weight) = (table.frequency[row], table.total[row], table.weight[row])
        let l = log1p(total / gamma)
        let rest = gamma / (gamma + total)
        let v = total / (gamma + total)
        sum[0] += weight * l
        let logV = table.logTotal[row] - logScale - l
        sum[1] += weight * x * logV
        sum[2] += weight * v
        sum[3] += weight * x * rest
        sum[4] += weight * v * rest
        sum[5] += weight * x * v * rest
      }
    }
    result.value += -q * sums[0] + p * sums[1]
    result.gradient[0] += p * sums[1]
    result.gradient[1] -= q * sums[0]
    result.gradient[2] += q * sums[2] - p * sums[3]
    result.addHessian(0, 0, p * sums[1])
    result.addHessian(0, 2, -p * sums[3])
    result.addHessian(1, 1, -q * sums[0])
    result.addHessian(1, 2, q * sums[2])
    result.addHessian(2, 2, -(q * sums[4] + p * sums[5]))
    result.scale(by: -1 / table.customers)
    return result
  }
}
