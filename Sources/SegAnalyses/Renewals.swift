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

struct RenewalsAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// A row for each renewal: the customers at risk, those who renewed (had an event in
  /// the next period, or in the days of grace after it, as for all before) and those who
  /// did not; the retention rate, and survival as the product of the rates; both also by
  /// the model, which is that of all customers. Rows beyond the data have only those of
  /// the model.
  func renewals(_ analysis: RenewalsAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let record = try record(analysis.events, analysis.every, analysis.grace, question)
    let fit = contractFit(record, question)
    var cohorts: [[Double]] = []
    if let record { cohorts = record.cohorts(record.weight(among: try population(question))) }
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
    var running: Ratio? = Ratio(1, 1)
    for period in 0..<count {
      running = running.flatMap { atRisk[period] > 0 ? $0.times(renewed[period], over: atRisk[period]) : nil }
      survival.append(running?.value)
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

  /// The model, which is that of all customers.
  func renewalModel(_ analysis: RenewalModelAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let record = try record(analysis.events, analysis.every, analysis.grace, question)
    let name = "shifted beta-geometric"
    var rows = ModelRows()
    let fit = contractFit(record, question)
    rows.add(name, fit?.parameters ?? [], logLikelihood: fit?.logLikelihood, unit: ModelOptions(), times: nil)
    rows.figureRow(name, "customers", Double(record?.customers ?? 0), "who have come to a first renewal")
    if let late = record?.late {
      rows.figureRow(name, "grace", Double(late.grace), "days after a period in which a payment still renews it")
      if late.renewedLate > 0 { rows.figureRow(name, "renewed_late", Double(late.renewedLate), "customers who did so in these days") }
      if late.paidAfterEnd > 0 { rows.figureRow(name, "paid_after_end", Double(late.paidAfterEnd), "customers who paid later than that") }
    }
    for warning in fit?.warnings ?? [] {
      rows.figureRow(name, "warning", nil, ModelDiagnostics.text(of: warning, fit?.customers ?? 0))
    }
    if fit == nil { rows.figureRow(name, "warning", nil, "not fitted") }
    return rows.columns
  }

  /// The contracts of all customers; how late payments count is noted.
  private func record(
    _ events: EventSelection, _ every: CalendarPeriod, _ grace: Int?, _ question: AnalysisQuestion
  ) throws(ScriptError) -> PeriodRecord? {
    let selection = PurchaseSelection(scope: events.scope, amount: nil)
    let periods = PurchasePeriods(purchases: selection, every: every, model: .sBG, grace: grace)
    guard let (record, _) = try purchases.periodRecord(periods, at: question.span) else { return nil }
    purchases.noteLate(record.late, every: every, isGiven: grace != nil, at: question.span)
    return record
  }

  /// nil if the model cannot be fitted, which is noted.
  private func contractFit(_ record: PeriodRecord?, _ question: AnalysisQuestion) -> ContractFit? {
    guard case .contracts(let fit)? = record?.fit().fit else {
      context.notices.add(AnalysisDiagnostics.noContracts(at: question.span))
      return nil
    }
    for warning in fit.warnings {
      context.notices.add(ModelDiagnostics.doubtful("shifted beta-geometric", warning, of: fit.customers, at: question.span))
    }
    return fit
  }
}

/// A ratio of whole numbers, reduced: 0.468 is 468/1000, which is divided once.
private struct Ratio {
  private let numerator: Double
  private let denominator: Double

  init(_ numerator: Double, _ denominator: Double) {
    let divisor = Self.divisor(numerator, denominator)
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  var value: Double { numerator / denominator }

  /// The product with `other / whole`. Beyond 2⁵³ it is rounded.
  func times(_ other: Double, over whole: Double) -> Ratio {
    let (first, second) = (Ratio(other, denominator), Ratio(numerator, whole))
    return Ratio(first.numerator * second.numerator, first.denominator * second.denominator)
  }

  /// The greatest common divisor; 1 of numbers that are not whole.
  private static func divisor(_ a: Double, _ b: Double) -> Double {
    var (a, b) = (a, b)
    guard a.rounded() == a, b.rounded() == b, max(abs(a), abs(b)) < 0x1p53 else { return 1 }
    while b > 0 { (a, b) = (b, a.truncatingRemainder(dividingBy: b)) }
    return a > 0 ? a : 1
  }
}

extension AnalysisDiagnostics {
  static func noContracts(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-fitted", "no customer has come to a renewal until the as-of day", at: span,
      label: "the model of renewals cannot be fitted", fix: Diagnostic.Fix("shorter periods, or a later `as of`"), severity: .warning)
  }
}
