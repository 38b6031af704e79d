// Analyses: questions with an answer of their own shape, by name.

import SegColumns
import SegDiagnostics

extension AnalysisName {
  /// The type of a call.
  package var call: any AnalysisCall.Type {
    switch self {
    case .pareto: ParetoAnalysis.self
    case .rfm: RFMAnalysis.self
    case .cohorts: CohortsAnalysis.self
    case .migration: MigrationAnalysis.self
    case .changes: ChangesAnalysis.self
    case .overlap: OverlapAnalysis.self
    case .profile: ProfileAnalysis.self
    case .compare: CompareAnalysis.self
    case .funnel: FunnelAnalysis.self
    case .sequence: SequenceAnalysis.self
    case .histogram: HistogramAnalysis.self
    case .trend: TrendAnalysis.self
    case .matrix: MatrixAnalysis.self
    case .quality: QualityAnalysis.self
    case .durations: DurationsAnalysis.self
    case .survival: SurvivalAnalysis.self
    case .allocation: AllocationAnalysis.self
    case .response: ResponseAnalysis.self
    case .scenarios: ScenariosAnalysis.self
    case .factors: FactorsAnalysis.self
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

  /// Whether `by` gives an answer for each group of customers.
  package var takesGroups: Bool { call.takesGroups }

  /// The analysis with these arguments.
  ///
  /// - Throws: the missing argument.
  package func analysis(_ arguments: AnalysisArguments) throws(ArgumentProblem) -> Analysis {
    switch self {
    case .pareto: .pareto(try ParetoAnalysis(arguments))
    case .rfm: .rfm(try RFMAnalysis(arguments))
    case .cohorts: .cohorts(try CohortsAnalysis(arguments))
    case .migration: .migration(try MigrationAnalysis(arguments))
    case .changes: .changes(try ChangesAnalysis(arguments))
    case .overlap: .overlap(try OverlapAnalysis(arguments))
    case .profile: .profile(try ProfileAnalysis(arguments))
    case .compare: .compare(try CompareAnalysis(arguments))
    case .funnel: .funnel(try FunnelAnalysis(arguments))
    case .sequence: .sequence(try SequenceAnalysis(arguments))
    case .histogram: .histogram(try HistogramAnalysis(arguments))
    case .trend: .trend(try TrendAnalysis(arguments))
    case .matrix: .matrix(try MatrixAnalysis(arguments))
    case .quality: .quality(try QualityAnalysis(arguments))
    case .durations: .durations(try DurationsAnalysis(arguments))
    case .survival: .survival(try SurvivalAnalysis(arguments))
    case .allocation: .allocation(try AllocationAnalysis(arguments))
    case .response: .response(try ResponseAnalysis(arguments))
    case .scenarios: .scenarios(try ScenariosAnalysis(arguments))
    case .factors: .factors(try FactorsAnalysis(arguments))
    case .model: .model(try ModelAnalysis(arguments))
    case .backtest: .backtest(try BacktestAnalysis(arguments))
    case .calibration: .calibration(try CalibrationAnalysis(arguments))
    case .tracking: .tracking(try TrackingAnalysis(arguments))
    case .trackingSteps: .trackingSteps(try TrackingStepsAnalysis(arguments))
    case .frequencies: .frequencies(try FrequenciesAnalysis(arguments))
    case .aliveMatrix: .aliveMatrix(try AliveMatrixAnalysis(arguments))
    case .ordersMatrix: .ordersMatrix(try OrdersMatrixAnalysis(arguments))
    case .renewals: .renewals(try RenewalsAnalysis(arguments))
    case .renewalModel: .renewalModel(try RenewalModelAnalysis(arguments))
    case .occasions: .occasions(try OccasionsAnalysis(arguments))
    case .occasionModel: .occasionModel(try OccasionModelAnalysis(arguments))
    }
  }
}

/// A checked call of an analysis, with its arguments.
package enum Analysis: Sendable, Hashable {
  case pareto(ParetoAnalysis)
  case rfm(RFMAnalysis)
  case cohorts(CohortsAnalysis)
  case migration(MigrationAnalysis)
  case changes(ChangesAnalysis)
  case overlap(OverlapAnalysis)
  case profile(ProfileAnalysis)
  case compare(CompareAnalysis)
  case funnel(FunnelAnalysis)
  case sequence(SequenceAnalysis)
  case histogram(HistogramAnalysis)
  case trend(TrendAnalysis)
  case matrix(MatrixAnalysis)
  case quality(QualityAnalysis)
  case durations(DurationsAnalysis)
  case survival(SurvivalAnalysis)
  case allocation(AllocationAnalysis)
  case response(ResponseAnalysis)
  case scenarios(ScenariosAnalysis)
  case factors(FactorsAnalysis)
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

  /// The name.
  package var name: AnalysisName { type(of: call).name }

  /// The arguments, as the protocol that all analyses share.
  package var call: any AnalysisCall {
    switch self {
    case .pareto(let call): call
    case .rfm(let call): call
    case .cohorts(let call): call
    case .migration(let call): call
    case .changes(let call): call
    case .overlap(let call): call
    case .profile(let call): call
    case .compare(let call): call
    case .funnel(let call): call
    case .sequence(let call): call
    case .histogram(let call): call
    case .trend(let call): call
    case .matrix(let call): call
    case .quality(let call): call
    case .durations(let call): call
    case .survival(let call): call
    case .allocation(let call): call
    case .response(let call): call
    case .scenarios(let call): call
    case .factors(let call): call
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

/// `show NAME(…) of SEGMENT where CONDITION by GROUP pivot COLUMN`.
package struct AnalysisQuestion: Sendable, Hashable {
  package var analysis: Analysis
  /// The condition that selects customers; nil: all.
  package var segment: String?
  package var condition: Expression?
  /// The groups of customers that are analyzed each for itself; empty: all together. A trend has its own.
  package var groups: [NamedExpression] = []
  /// The column whose values are laid out as columns; nil: none.
  package var pivot: String?
  /// Where it was written; does not count in comparisons.
  package var span: SourceSpan

  package init(_ analysis: Analysis, segment: String?, condition: Expression?, span: SourceSpan) {
    self.analysis = analysis
    self.segment = segment
    self.condition = condition
    self.span = span
  }

  package static func == (a: AnalysisQuestion, b: AnalysisQuestion) -> Bool {
    a.analysis == b.analysis && a.segment == b.segment && a.condition == b.condition && a.groups == b.groups && a.pivot == b.pivot
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(analysis)
    hasher.combine(segment)
    hasher.combine(condition)
    hasher.combine(groups)
    hasher.combine(pivot)
  }
}
