// The names of the analyses.

/// The analyses of `show NAME(…)`, by name.
package enum AnalysisName: String, Sendable, CaseIterable {
  case pareto, rfm, cohorts, migration, changes, overlap, profile, compare, funnel, sequence, histogram, trend, matrix, quality
  case durations, survival
  case allocation, response, scenarios, factors
  case model, backtest, calibration, tracking
  case trackingSteps = "tracking_steps"
  case frequencies
  case aliveMatrix = "p_alive_matrix"
  case ordersMatrix = "expected_orders_matrix"
  case renewals
  case renewalModel = "renewal_model"
  case occasions
  case occasionModel = "occasion_model"
}
