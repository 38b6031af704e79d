// Analyses: questions with an answer of their own shape, by name.

import SegColumns
import SegDiagnostics

/// The analyses of `show NAME(…)`, by the names that they are called by.
package enum AnalysisName: String, Sendable, CaseIterable {
  case pareto, rfm, cohorts, migration, overlap, profile, compare, funnel, sequence, histogram, trend, matrix, quality
  case allocation, response, scenarios
  case model, backtest, calibration, tracking
  case trackingSteps = "tracking_steps"
  case frequencies
  case aliveMatrix = "p_alive_matrix"
  case ordersMatrix = "expected_orders_matrix"
  case renewals
  case renewalModel = "renewal_model"
  case occasions
  case occasionModel = "occasion_model"

  /// What a call of it is.
  package var call: any AnalysisCall.Type {
    switch self {
    case .pareto: ParetoAnalysis.self
    case .rfm: RFMAnalysis.self
    case .cohorts: CohortsAnalysis.self
    case .migration: MigrationAnalysis.self
    case .overlap: OverlapAnalysis.self
    case .profile: ProfileAnalysis.self
    case .compare: CompareAnalysis.self
    case .funnel: FunnelAnalysis.self
    case .sequence: SequenceAnalysis.self
    case .histogram: HistogramAnalysis.self
    case .trend: TrendAnalysis.self
    case .matrix: MatrixAnalysis.self
    case .quality: QualityAnalysis.self
    case .allocation: AllocationAnalysis.self
    case .response: ResponseAnalysis.self
    case .scenarios: ScenariosAnalysis.self
    case .model: ModelAnalysis.self
    case .backtest: BacktestAnalysis.self
    case .calibration: CalibrationAnalysis.self
    case .tracking: TrackingAnalysis.self
    case .trackingSteps: TrackingStepsAnalysis.self
    case .frequencies: FrequenciesAnalysis.self
    case .aliveMatrix: AliveMatrixAnalysis.self
    case .ordersMatrix: OrdersMatrixAnalysis.self
    case .renewals: RenewalsAnalysis.self
    case .renewalModel: RenewalModelAnalysis.self
    case .occasions: OccasionsAnalysis.self
    case .occasionModel: OccasionModelAnalysis.self
    }
  }

  package var signature: AnalysisSignature { call.signature }

  /// The analysis with these arguments.
  ///
  /// - Throws: what is missing among them.
  package func analysis(_ arguments: AnalysisArguments) throws(ArgumentProblem) -> Analysis {
    try call.init(arguments).analysis
  }
}

/// A checked call of an analysis, with its arguments.
package enum Analysis: Sendable, Hashable {
  case pareto(ParetoAnalysis)
  case rfm(RFMAnalysis)
  case cohorts(CohortsAnalysis)
  case migration(MigrationAnalysis)
  case overlap(OverlapAnalysis)
  case profile(ProfileAnalysis)
  case compare(CompareAnalysis)
  case funnel(FunnelAnalysis)
  case sequence(SequenceAnalysis)
  case histogram(HistogramAnalysis)
  case trend(TrendAnalysis)
  case matrix(MatrixAnalysis)
  case quality(QualityAnalysis)
  case allocation(AllocationAnalysis)
  case response(ResponseAnalysis)
  case scenarios(ScenariosAnalysis)
  case model(ModelAnalysis)
  case backtest(BacktestAnalysis)
  case calibration(CalibrationAnalysis)
  case tracking(TrackingAnalysis)
  case trackingSteps(TrackingStepsAnalysis)
  case frequencies(FrequenciesAnalysis)
  case aliveMatrix(AliveMatrixAnalysis)
  case ordersMatrix(OrdersMatrixAnalysis)
  case renewals(RenewalsAnalysis)
  case renewalModel(RenewalModelAnalysis)
  case occasions(OccasionsAnalysis)
  case occasionModel(OccasionModelAnalysis)

  /// What it is called by.
  package var name: AnalysisName { type(of: call).name }

  /// The arguments as what all analyses have in common.
  package var call: any AnalysisCall {
    switch self {
    case .pareto(let call): call
    case .rfm(let call): call
    case .cohorts(let call): call
    case .migration(let call): call
    case .overlap(let call): call
    case .profile(let call): call
    case .compare(let call): call
    case .funnel(let call): call
    case .sequence(let call): call
    case .histogram(let call): call
    case .trend(let call): call
    case .matrix(let call): call
    case .quality(let call): call
    case .allocation(let call): call
    case .response(let call): call
    case .scenarios(let call): call
    case .model(let call): call
    case .backtest(let call): call
    case .calibration(let call): call
    case .tracking(let call): call
    case .trackingSteps(let call): call
    case .frequencies(let call): call
    case .aliveMatrix(let call): call
    case .ordersMatrix(let call): call
    case .renewals(let call): call
    case .renewalModel(let call): call
    case .occasions(let call): call
    case .occasionModel(let call): call
    }
  }
}

/// `show NAME(…) of SEGMENT where CONDITION`.
package struct AnalysisQuestion: Sendable, Hashable {
  package var analysis: Analysis
  /// Customers that it is about; nil: all.
  package var segment: String?
  package var condition: Expression?
  /// Where it was written; does not count in comparisons.
  package var span: SourceSpan

  package init(_ analysis: Analysis, segment: String?, condition: Expression?, span: SourceSpan) {
    self.analysis = analysis
    self.segment = segment
    self.condition = condition
    self.span = span
  }

  package static func == (a: AnalysisQuestion, b: AnalysisQuestion) -> Bool {
    a.analysis == b.analysis && a.segment == b.segment && a.condition == b.condition
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(analysis)
    hasher.combine(segment)
    hasher.combine(condition)
  }
}
