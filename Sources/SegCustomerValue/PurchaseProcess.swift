// The purchase models, and what each of them predicts for one customer.

/// A model of when customers buy and when they stop. The raw values are the names
/// in the language.
package enum PurchaseModel: String, CaseIterable, Sendable {
  /// Beta-geometric/NBD: Fader, Hardie & Lee (2005), Marketing Science 24(2).
  case bgNBD = "bg/nbd"
  /// Modified BG/NBD, where customers may stop after the first purchase: Batislam, Denizel & Filiztekin (2007).
  case mbgNBD = "mbg/nbd"
  /// Pareto/NBD: Schmittlein, Morrison & Colombo (1987), Management Science 33(1).
  case paretoNBD = "pareto/nbd"
  /// Gamma-Poisson purchases of customers who never stop: Ehrenberg (1959).
  case nbd = "nbd"

  /// The parameters' names in the papers, in the order of all arrays of them.
  package var parameterNames: [String] {
    switch self {
    case .bgNBD, .mbgNBD: ["r", "alpha", "a", "b"]
    case .paretoNBD: ["r", "alpha", "s", "beta"]
    case .nbd: ["r", "alpha"]
    }
  }

  /// Which parameters are times, in the unit of the histories.
  package var parameterIsTime: [Bool] {
    switch self {
    case .bgNBD, .mbgNBD: [false, true, false, false]
    case .paretoNBD: [false, true, false, true]
    case .nbd: [false, true]
    }
  }

  /// The model at known parameters; nil unless all are positive and finite.
  func process(_ values: [Double]) -> (any PurchaseProcess)? {
    guard values.count == parameterNames.count, values.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      return nil
    }
    switch self {
    case .bgNBD:
      return BetaGeometricNBD(
        r: values[0], alpha: values[1], a: values[2], b: values[3], dropsAtFirst: false)
    case .mbgNBD:
      return BetaGeometricNBD(
        r: values[0], alpha: values[1], a: values[2], b: values[3], dropsAtFirst: true)
    case .paretoNBD: return ParetoNBD(r: values[0], alpha: values[1], s: values[2], beta: values[3])
    case .nbd: return NBD(r: values[0], alpha: values[1])
    }
  }
}

/// A model at its parameters. x, t_x and T as in `PurchaseHistories`; all
/// functions expect them valid and t ≥ 0.
///
/// In every model here, the future of a customer who is alive at T depends on x and
/// T alone; t_x matters only for P(alive). Fast predictions for a million customers
/// depend on that.
protocol PurchaseProcess: Sendable {
  /// The least scale of time among its parameters.
  var leastScale: Double { get }
  /// The same model, with what its values at many ages of one x share computed once.
  func prepared(x: Double) -> any PurchaseProcess
  /// ln of the density of a history.
  func logLikelihood(x: Double, recency: Double, age: Double) -> Double
  /// ln of the odds that the customer has stopped by T; −∞ for surely alive.
  func logOddsStopped(x: Double, recency: Double, age: Double) -> Double
  /// Expected purchases in (T, T + t] of a customer alive at T.
  func expectedIfAlive(x: Double, age: Double, within t: Double) -> Double
  /// P(no purchase in (T, T + t]) of a customer alive at T.
  func silenceIfAlive(x: Double, age: Double, within t: Double) -> Double
  /// The t of a P(no purchase in (T, T + t]) of a customer alive at T; nil where there is no closed form.
  func timeOfSilence(x: Double, age: Double, probability: Double) -> Double?
  /// The derivative by t of P(no purchase in (T, T + t]) of a customer alive at T, which rises with t; nil where it is not needed.
  func silenceSlope(x: Double, age: Double, within t: Double) -> Double?
  /// Future purchases of a customer alive at T, discounted at a continuous rate per
  /// time unit; may be infinite.
  func discountedIfAlive(x: Double, age: Double, rate: Double) -> Double
  /// P(k repeat purchases until t after the first).
  func probability(ofPurchases k: Int, until t: Double) -> Double
}

extension PurchaseProcess {
  func prepared(x: Double) -> any PurchaseProcess { self }
  func silenceSlope(x: Double, age: Double, within t: Double) -> Double? { nil }
}
