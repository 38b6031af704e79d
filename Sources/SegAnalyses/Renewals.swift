// renewals(payments, every month): contracts that customers renew or end, and a model
// of their duration.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct RenewalsAnswer: AnalysisAnswering {
  let run: AnalysisRun

  /// A row for each renewal: the customers at risk, those who renewed (had an event in
  /// the next period, as in all before) and those who did not; the retention rate, and
  /// survival as the product of the rates; both also by the model. Rows beyond the data
  /// have only those of the model.
  func renewals(_ analysis: RenewalsAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let cohorts = try contractCohorts(endedPeriods(analysis.events, every: analysis.every, question))
    let fit = try contractFit(cohorts, question)
    let seen = (cohorts.map(\.count).max() ?? 1) - 1
    let count = max(0, seen, analysis.periods ?? 0)
    var (atRisk, renewed) = ([Double](), [Double]())
    for period in 1..<count + 1 {
      var (came, stayed) = (0.0, 0.0)
      for cohort in cohorts where period < cohort.count {
        came += cohort[period - 1]
        stayed += cohort[period]
      }
      atRisk.append(came)
      renewed.append(stayed)
    }
    var survival: [Double?] = []
    var running: Double? = 1
    for period in 0..<count {
      running = running.flatMap { atRisk[period] > 0 ? $0 * renewed[period] / atRisk[period] : nil }
      survival.append(running)
    }
    func known(_ value: (Int) -> Double) -> [Int64?] {
      (0..<count).map { $0 < seen ? Int64(exactly: value($0)) : nil }
    }
    return [
      Column.integers((0..<count).map { Int64($0 + 1) }),
      Column.numbers((0..<count).map { atRisk[$0] > 0 ? renewed[$0] / atRisk[$0] : nil }),
      Column.numbers((0..<count).map { fit?.model.retention($0 + 1) }), Column.integers(known { atRisk[$0] }),
      Column.integers(known { renewed[$0] }), Column.integers(known { atRisk[$0] - renewed[$0] }), Column.numbers(survival),
      Column.numbers((0..<count).map { fit?.model.survival($0 + 1) }),
    ]
  }

  func renewalModel(_ analysis: RenewalModelAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let cohorts = try contractCohorts(endedPeriods(analysis.events, every: analysis.every, question))
    let name = "shifted beta-geometric"
    var rows = ModelRows()
    let fit = try contractFit(cohorts, question)
    rows.add(name, fit?.parameters ?? [], logLikelihood: fit?.logLikelihood, unit: ModelOptions(), times: nil)
    rows.add(name, "customers", cohorts.reduce(0) { $0 + ($1.first ?? 0) }, "who have come to a first renewal")
    for warning in fit?.warnings ?? [] { rows.add(name, "warning", nil, ModelDiagnostics.text(of: warning, fit?.customers ?? 0)) }
    if fit == nil { rows.add(name, "warning", nil, "not fitted") }
    return rows.columns
  }

  /// nil if the model cannot be fitted, which is noted.
  private func contractFit(_ cohorts: [[Double]], _ question: AnalysisQuestion) throws(ScriptError) -> ContractFit? {
    do {
      let fit = try fitContracts(survivors: cohorts)
      for warning in fit.warnings {
        context.notices.add(ModelDiagnostics.doubtful("shifted beta-geometric", warning, of: fit.customers, at: question.span))
      }
      return fit
    } catch {
      context.notices.add(AnalysisDiagnostics.noContracts(at: question.span))
      return nil
    }
  }

  /// For each period, the customers whose first event is in it and who still have one in
  /// every period after 0, 1, 2 … periods. The last period is the last one that has ended
  /// by the as-of day. A customer who skips a period has left.
  private func contractCohorts(_ periods: EndedPeriods?) throws(ScriptError) -> [[Double]] {
    guard let periods else { return [] }
    let ended = periods.count
    let slots = MorselResults<Buffer<Int64>>(context.threads)
    try context.run(rows: store.customerCount) { worker, _, customers in
      let counts = slots.get(worker) ?? Buffer<Int64>(count: ended * ended, zeroed: true)
      slots.set(worker, counts)
      for customer in customers {
        var first = -1
        var last = -1
        var hasLeft = false
        periods.forEachPeriod(of: customer) { period in
          if first < 0 {
            first = period
            last = period
          } else if period == last + 1, !hasLeft {
            last = period
          } else {
            hasLeft = true
          }
        }
        if first >= 0 { counts.pointer[first * ended + last - first] += 1 }
      }
    }
    var cohorts: [[Double]] = []
    for first in 0..<ended {
      var survivors = [Double](repeating: 0, count: ended - first)
      var staying: Int64 = 0
      for length in (0..<ended - first).reversed() {
        for worker in 0..<context.threads { staying += slots.get(worker)?.pointer[first * ended + length] ?? 0 }
        survivors[length] = Double(staying)
      }
      if survivors.count > 1, survivors[0] > 0 { cohorts.append(survivors) }
    }
    return cohorts
  }
}

extension AnalysisDiagnostics {
  static func noContracts(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-fitted", "no customer has come to a renewal until the as-of day", at: span,
      label: "the model of renewals cannot be fitted", fix: Diagnostic.Fix("shorter periods, or a later `as of`"), severity: .warning)
  }
}
