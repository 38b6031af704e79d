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

struct OccasionsAnswer: AnalysisAnswering {
  let run: AnalysisRun

  /// A row for each history: periods since that of the first event, the number of them
  /// with an event, the last such period; the number of customers, the probability of
  /// being active in the next period, and the expected number of periods with an event
  /// among the next ones (`periods`, by default 1).
  func occasions(_ analysis: OccasionsAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let histories = try occasionHistories(endedPeriods(analysis.events, every: analysis.every, question))
    let fit = try occasionFit(histories, question)
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

  func occasionModel(_ analysis: OccasionModelAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let histories = try occasionHistories(endedPeriods(analysis.events, every: analysis.every, question))
    let fit = try occasionFit(histories, question)
    var rows = ModelRows()
    rows.add("bg/bb", fit?.parameters ?? [], logLikelihood: fit?.logLikelihood, unit: ModelOptions(), times: nil)
    rows.add("bg/bb", "customers", histories.weight.reduce(0, +), "who have come to a period after their first")
    for warning in fit?.warnings ?? [] { rows.add("bg/bb", "warning", nil, ModelDiagnostics.text(of: warning, fit?.customers ?? 0)) }
    if fit == nil { rows.add("bg/bb", "warning", nil, "not fitted") }
    return rows.columns
  }

  /// nil if the model cannot be fitted, which is noted.
  private func occasionFit(_ histories: OccasionHistories, _ question: AnalysisQuestion) throws(ScriptError) -> OccasionFit? {
    do {
      let fit = try fitOccasions(histories)
      for warning in fit.warnings { context.notices.add(ModelDiagnostics.doubtful("bg/bb", warning, of: fit.customers, at: question.span)) }
      return fit
    } catch {
      let customers = Int(exactly: histories.weight.reduce(0, +)) ?? 0
      context.notices.add(ModelDiagnostics.notFitted("bg/bb", error, customers, ofPeriods: true, at: question.span))
      return nil
    }
  }

  /// Equal histories with their customers, by occasions, occasions taken and the last of
  /// them, all descending. Only periods that have ended by the as-of day count; the period
  /// of a customer's first event is not an occasion.
  private func occasionHistories(_ ended: EndedPeriods?) throws(ScriptError) -> OccasionHistories {
    var histories = OccasionHistories(frequency: [], last: [], occasions: [], weight: [])
    guard let ended else { return histories }
    let slots = MorselResults<[OccasionKey: Double]>(context.threads)
    try context.run(rows: store.customerCount) { worker, _, customers in
      var counts = slots.get(worker) ?? [:]
      for customer in customers {
        var first = -1
        var (last, taken) = (0, 0)
        ended.forEachPeriod(of: customer) { period in
          if first < 0 {
            first = period
          } else {
            taken += 1
            last = period - first
          }
        }
        guard first >= 0, first + 1 < ended.count else { continue }
        counts[OccasionKey(occasions: ended.count - 1 - first, taken: taken, last: last), default: 0] += 1
      }
      slots.set(worker, counts)
    }
    var total: [OccasionKey: Double] = [:]
    for worker in 0..<context.threads { total.merge(slots.get(worker) ?? [:]) { $0 + $1 } }
    for (key, weight) in total.sorted(by: { $1.key < $0.key }) {
      histories.occasions.append(key.occasions)
      histories.frequency.append(key.taken)
      histories.last.append(key.last)
      histories.weight.append(weight)
    }
    return histories
  }
}

private struct OccasionKey: Hashable, Comparable, Sendable {
  let occasions: Int
  let taken: Int
  let last: Int

  static func < (a: Self, b: Self) -> Bool { (a.occasions, a.taken, a.last) < (b.occasions, b.taken, b.last) }
}
