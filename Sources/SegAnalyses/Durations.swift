// durations(stage), survival(stage): how long customers stay where they are.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime

struct DurationsAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// A row for each stage. A stay begins on the first day on which a customer was seen in the
  /// stage and was not on the look before; those that began before the data do not count.
  func durations(_ analysis: DurationsAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let history = try history(of: analysis.value, every: analysis.every, question)
    let people = try population(question)
    let curves = history.curves(among: people)
    let codes = stages(of: history)
    let customers = entrants(history, people)
    let shown = codes.map { curves[$0] }
    var columns = [
      Column.of(analysis.value.expression.type, codes.map { history.values[$0] }), Column.integers(codes.map { customers[$0] }),
      Column.integers(shown.map(\.stays)), Column.integers(shown.map(\.ended)), Column.integers(shown.map { $0.stays - $0.ended }),
      Column.integers(shown.map { $0.median.map(Int64.init) }),
    ]
    for days in DurationsAnalysis.marks { columns.append(Column.numbers(shown.map { $0.share(after: days) })) }
    return columns
  }

  /// A row for each stage and each number of days after which a stay in it ended.
  func survival(_ analysis: SurvivalAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let history = try history(of: analysis.value, every: analysis.every, question)
    let curves = history.curves(among: try population(question))
    let rows = stages(of: history).flatMap { code in curves[code].steps.map { (code: code, step: $0) } }
    return [
      Column.of(analysis.value.expression.type, rows.map { history.values[$0.code] }), Column.integers(rows.map { Int64($0.step.days) }),
      Column.integers(rows.map(\.step.atRisk)), Column.integers(rows.map(\.step.ended)), Column.numbers(rows.map(\.step.share)),
      Column.numbers(rows.map(\.step.interval?.lowerBound)), Column.numbers(rows.map(\.step.interval?.upperBound)),
    ]
  }

  private func history(of value: NamedExpression, every period: CalendarPeriod, _ question: AnalysisQuestion) throws(ScriptError)
    -> StageHistory
  {
    try StageHistories(evaluation, run.models).history(of: value.expression, every: period, at: question.span)
  }

  /// The codes of the stages, of a condition that of yes alone.
  private func stages(of history: StageHistory) -> [Int] {
    history.values.indices.filter { history.isStage(Int32(truncatingIfNeeded: $0)) }
  }

  /// By codes, how many customers entered a stage on a day that was seen.
  private func entrants(_ history: StageHistory, _ people: Bitmap) -> [Int64] {
    var counts = [Int64](repeating: 0, count: history.values.count)
    var last = [Int](repeating: -1, count: history.values.count)
    for customer in 0..<history.customers where people[customer] {
      for run in history.runs(of: customer) where history.codes.pointer[run] >= 0 && history.days.pointer[run] != StageHistory.unseen {
        let code = Int(history.codes.pointer[run])
        if last[code] != customer { counts[code] += 1 }
        last[code] = customer
      }
    }
    return counts
  }
}
