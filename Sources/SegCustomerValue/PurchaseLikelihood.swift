// The log-likelihood of a table of histories, with its exact derivatives.

import SegPlatform
import SegRuntime

/// A model's negative mean log-likelihood over customers as a function of the
/// logarithms of its parameters.
protocol PurchaseLikelihood: Sendable {
  /// Value, gradient and Hessian of −(log-likelihood)/customers.
  func curvature(_ logs: [Double], in context: ExecutionContext) -> Curvature
}

/// Sums over histories that all models share.
struct HistoryTable: Sendable {
  /// Customers, and the sum of x and of T over them.
  private(set) var customers = 0.0
  private(set) var purchases = 0.0
  private(set) var totalAge = 0.0
  /// Distinct times t_x and T, in the order of the rows.
  private(set) var times: [Double] = []
  /// Customers of each time as T, and their repeat purchases.
  private(set) var customersAt: [Double] = []
  private(set) var purchasesAt: [Double] = []
  /// `beyond[i]`: customers with more than i repeat purchases.
  private(set) var beyond: [Double] = []

  /// One entry for each row of a weight above 0.
  private(set) var frequency: [Double] = []
  private(set) var recencyIndex: [Int32] = []
  private(set) var ageIndex: [Int32] = []
  private(set) var weight: [Double] = []
  private let charge: MemoryCharge

  var rows: Int { weight.count }

  /// - Throws: `invalidHistories` with the first row that is not a history; `interrupted`
  ///   where memory is refused.
  init(_ histories: PurchaseHistories) throws(FitFailure) {
    guard let charge = MemoryCharge(asking: histories.count * 24) else { throw .interrupted }
    self.charge = charge
    var index = DenseKeyPairMap(capacity: min(histories.count, 4096))
    func number(_ time: Double) -> Int {
      // One bit pattern for 0 and −0.
      let known = index.number((time + 0).bitPattern, 0)
      if known == times.count {
        times.append(time)
        customersAt.append(0)
        purchasesAt.append(0)
      }
      return known
    }
    frequency.reserveCapacity(histories.count)
    recencyIndex.reserveCapacity(histories.count)
    ageIndex.reserveCapacity(histories.count)
    weight.reserveCapacity(histories.count)
    // Neighbors often share T.
    var last: (time: Double, number: Int)?
    for row in 0..<histories.count {
      let weight = histories.weight[row]
      guard histories.isValid(row), weight >= 0, weight.isFinite else {
        throw .invalidHistories(first: row)
      }
      if weight == 0 { continue }
      let x = histories.frequency[row]
      let age = last?.time == histories.age[row] ? last?.number ?? 0 : number(histories.age[row])
      last = (histories.age[row], age)
      let recency = number(histories.recency[row])
      frequency.append(x)
      recencyIndex.append(Int32(truncatingIfNeeded: recency))
      ageIndex.append(Int32(truncatingIfNeeded: age))
      self.weight.append(weight)
      customersAt[age] += weight
      purchasesAt[age] += weight * x
      customers += weight
      purchases += weight * x
      totalAge += weight * histories.age[row]
      let count = Int(x)
      if count > beyond.count {
        beyond.append(contentsOf: repeatElement(0, count: count - beyond.count))
      }
      // Turned into "more than i" below.
      if count > 0 { beyond[count - 1] += weight }
    }
    var sum = 0.0
    for x in beyond.indices.reversed() {
      sum += beyond[x]
      beyond[x] = sum
    }
  }

  /// Adds what depends on (x, T) alone in every model: Σ ln(Γ(r+x)/Γ(r)) −
  /// r log1p(T/alpha) − x ln(alpha + T), to parameters 0 (r) and 1 (alpha).
  func addPurchases(r: Double, alpha: Double, to result: inout Curvature) {
    for (i, customers) in beyond.enumerated() {
      let i = Double(i)
      let sum = r + i
      result.value += customers * log(sum)
      result.gradient[0] += customers * r / sum
      result.addHessian(0, 0, customers * r * i / (sum * sum))
    }
    result.value -= purchases * log(alpha)
    result.gradient[1] -= purchases
    for index in times.indices where customersAt[index] > 0 {
      let (n, bought) = (customersAt[index], purchasesAt[index])
      let l = log1p(times[index] / alpha)
      let v = times[index] / (alpha + times[index])
      result.value -= (r * n + bought) * l
      result.gradient[0] -= r * n * l
      result.gradient[1] += (r * n + bought) * v
      result.addHessian(0, 0, -r * n * l)
      result.addHessian(0, 1, r * n * v)
      result.addHessian(1, 1, -(r * n + bought) * v * (1 - v))
    }
  }

  /// Reverses the sign and divides by the number of customers.
  func negativeMean(_ result: Curvature) -> Curvature {
    var result = result
    result.scale(by: -1 / customers)
    return result
  }
}

/// The NBD's likelihood: nothing but the shared sums.
struct NBDLikelihood: PurchaseLikelihood {
  let table: HistoryTable

  func curvature(_ logs: [Double], in context: ExecutionContext) -> Curvature {
    var result = Curvature(count: 2)
    table.addPurchases(r: exp(logs[0]), alpha: exp(logs[1]), to: &result)
    return table.negativeMean(result)
  }
}
