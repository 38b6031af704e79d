// The analyses, by name.

import SegColumns
import SegDiagnostics
import SegPlan

extension AnalysisRun {
  /// The columns of the answer, as the analysis's schema states them.
  package func columns() throws(ScriptError) -> [Column] {
    try models.alone { () throws(ScriptError) -> [Column] in
      question.groups.isEmpty
        ? try answered() : try GroupedAnalyses(self).columns { (run) throws(ScriptError) in try run.answered() }
    }
  }

  private func answered() throws(ScriptError) -> [Column] {
    switch question.analysis {
    case .pareto(let analysis): try ParetoAnswer(run: self).pareto(analysis, question)
    case .rfm(let analysis): try RFMAnswer(run: self).rfm(analysis, question)
    case .cohorts(let analysis): try CohortsAnswer(run: self).cohorts(analysis, question)
    case .migration(let analysis): try MigrationAnswer(run: self).migration(analysis, question)
    case .changes(let analysis): try ChangesAnswer(run: self).changes(analysis.changes, question)
    case .overlap(let analysis): try OverlapAnswer(run: self).overlap(analysis, question)
    case .profile(let analysis): try ProfileAnswer(run: self).profile(analysis, question)
    case .compare(let analysis): try ProfileAnswer(run: self).compare(analysis, question)
    case .funnel(let analysis): try FunnelAnswer(run: self).funnel(analysis, question)
    case .sequence(let analysis): try SequenceAnswer(run: self).sequence(analysis, question)
    case .histogram(let analysis): try HistogramAnswer(run: self).histogram(analysis, question)
    case .trend(let analysis): try TrendAnswer(run: self).trend(analysis, question)
    case .matrix(let analysis): try MatrixAnswer(run: self).matrix(analysis, question)
    case .durations(let analysis): try DurationsAnswer(run: self).durations(analysis, question)
    case .survival(let analysis): try DurationsAnswer(run: self).survival(analysis, question)
    case .quality(let analysis): try QualityAnswer(run: self).quality(analysis, question)
    case .allocation(let analysis): try AllocationAnswer(run: self).allocation(analysis, question)
    case .response(let analysis): try ResponseAnswer(run: self).response(analysis, question)
    case .scenarios(let analysis): try ScenariosAnswer(run: self).scenarios(analysis.scenarios, question)
    case .factors(let analysis): try ScenariosAnswer(run: self).factors(analysis.factors, question)
    case .model(let analysis): try ModelAnswer(run: self).model(analysis, question)
    case .backtest(let analysis): try BacktestAnswer(run: self).backtest(analysis, question)
    case .calibration(let analysis): try BacktestAnswer(run: self).calibration(analysis, question)
    case .tracking(let analysis): try TrackingAnswer(run: self).tracking(analysis.subject, inSteps: false, question)
    case .trackingSteps(let analysis): try TrackingAnswer(run: self).tracking(analysis.subject, inSteps: true, question)
    case .frequencies(let analysis): try TrackingAnswer(run: self).frequencies(analysis, question)
    case .aliveMatrix(let analysis): try ModelAnswer(run: self).aliveMatrix(analysis, question)
    case .ordersMatrix(let analysis): try ModelAnswer(run: self).ordersMatrix(analysis, question)
    case .renewals(let analysis): try RenewalsAnswer(run: self).renewals(analysis, question)
    case .renewalModel(let analysis): try RenewalsAnswer(run: self).renewalModel(analysis, question)
    case .occasions(let analysis): try OccasionsAnswer(run: self).occasions(analysis, question)
    case .occasionModel(let analysis): try OccasionsAnswer(run: self).occasionModel(analysis, question)
    }
  }
}
