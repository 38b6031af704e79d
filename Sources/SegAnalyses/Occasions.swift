// occasions(gifts, every year): customers with an event in each period or not, and
// the model of it, BG/BB.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct OccasionsAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// A row for each history of the question's customers: periods since that of the first
  /// event, the number of them with an event, the last such period; the number of
  /// customers, the probability of being active in the next period, and the expected number
  /// of periods with an event among the next ones (`periods`, by default 1), by the model
  /// of all customers.
  func occasions(_ analysis: OccasionsAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let record = try record(analysis.events, analysis.every, question)
    let fit = occasionFit(record, question)
    var histories = OccasionHistories(frequency: [], last: [], occasions: [], weight: [])
    if let record { histories = record.occasions(record.weight(among: try population(question))) }
    func values(_ value: (OccasionModel, Int) -> Double?) -> Column {
      Column.numbers(histories.weight.indices.map { row in fit.flatMap { value($0.model, row) } })
    }
    func whole(_ values: [Int]) -> Column { Column.integers(values.map { Int64($0) }) }
    return [
      whole(histories.occasions), whole(histories.frequency), whole(histories.last), whole(histories.weight.map { Int($0) }),
      values { $0.probabilityAliveNext(frequency: histories.frequency[$1], last: histories.last[$1], occasions: histories.occasions[$1]) },
      values {
        $0.expectedTransactions(
          frequency: histories.frequency[$1], last: histories.last[$1], occasions: histories.occasions[$1],
          within: analysis.periods)
      },
    ]
  }

  /// The model, which is that of all customers.
  func occasionModel(_ analysis: OccasionModelAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let record = try record(analysis.events, analysis.every, question)
    let fit = occasionFit(record, question)
    var rows = ModelRows()
    rows.add("bg/bb", fit?.parameters ?? [], logLikelihood: fit?.logLikelihood, unit: ModelOptions(), times: nil)
    rows.figureRow("bg/bb", "customers", Double(record?.customers ?? 0), "who have come to a period after their first")
    for warning in fit?.warnings ?? [] {
      rows.figureRow("bg/bb", "warning", nil, ModelDiagnostics.text(of: warning, fit?.customers ?? 0))
    }
    if fit == nil { rows.figureRow("bg/bb", "warning", nil, "not fitted") }
    return rows.columns
  }

  /// The histories of all customers.
  private func record(
    _ events: EventSelection, _ every: CalendarPeriod, _ question: AnalysisQuestion
  ) throws(ScriptError) -> PeriodRecord? {
    let selection = PurchaseSelection(scope: events.scope, amount: nil)
    let periods = PurchasePeriods(purchases: selection, every: every, model: .bgBB)
    return try purchases.periodRecord(periods, at: question.span)?.record
  }

  /// nil if the model cannot be fitted, which is noted.
  private func occasionFit(_ record: PeriodRecord?, _ question: AnalysisQuestion) -> OccasionFit? {
    switch record?.fit().fit {
    case .occasions(let fit)?:
      for warning in fit.warnings { context.notices.add(ModelDiagnostics.doubtful("bg/bb", warning, of: fit.customers, at: question.span)) }
      return fit
    case .failed(let failure)?:
      let customers = record?.customers ?? 0
      context.notices.add(ModelDiagnostics.notFitted("bg/bb", failure, customers, ofPeriods: true, at: question.span))
    case .contracts?, nil:
      context.notices.add(ModelDiagnostics.notFitted("bg/bb", .noCustomers, 0, ofPeriods: true, at: question.span))
    }
    return nil
  }
}
