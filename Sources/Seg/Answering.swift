// Answers to questions about a state.

import SegAnalyses
import SegColumns
import SegDiagnostics
import SegEngine
import SegModels
import SegPlan
import SegPlatform
import SegReport
import SegRuntime

/// Evaluates and answers; it changes nothing but values that are kept.
struct Answering {
  let today: Today
  let capabilities: Capabilities
  let models: ModelStore

  /// An evaluation of a state.
  ///
  /// - Parameter program: the state's own, or the same with other values of parameters.
  func evaluation(
    of state: SessionState, _ program: Program, context: ExecutionContext, cache: ValueCache
  ) throws(ScriptError) -> Evaluation {
    let day = try day(of: state)
    return Evaluation(
      store: state.store, program: program, functions: state.catalog.library, asOf: day ?? 0, isDayKnown: day != nil,
      context: context, models: models, tables: TableMaker(), cache: cache)
  }

  /// The answer to a question, and its time.
  func answer(
    _ question: Question, drawing: String?, statement: String, _ evaluation: @autoclosure () throws(ScriptError) -> Evaluation
  ) throws(ScriptError) -> Answer {
    let clock = ContinuousClock()
    let start = clock.now
    let evaluation = try evaluation()
    let result = try answerer(evaluation).answer(question)
    try evaluation.context.check()
    try evaluation.context.budget.check(rows: result.table.rowCount)
    return Answer(
      statement: statement, table: result.table, schema: result.schema, drawing: drawing,
      milliseconds: start.duration(to: clock.now).milliseconds)
  }

  /// What answers questions from an evaluation, and analyses with the models that are kept.
  func answerer(_ evaluation: Evaluation) -> Answerer {
    Answerer(evaluation) { (question) throws(ScriptError) in try AnalysisRun(question, evaluation, models).columns() }
  }

  /// The day that is `today`; nil if nothing gives it.
  func day(of state: SessionState) throws(ScriptError) -> Int32? {
    func parsed(_ text: String) throws(ScriptError) -> Int32 {
      guard let date = CalendarDate(text) else { throw ScriptError(.badToday(text)) }
      return date.days
    }
    switch today {
    case .overriding(let text): return try parsed(text)
    case .fixed(let text): if state.asOf == nil { return try parsed(text) }
    case .newestEvent: break
    }
    if let day = state.asOf ?? state.store.newestDay { return day }
    return capabilities.clockDay
  }

  /// A ratio that is missing in some rows, because its denominator was 0 or missing.
  static func emptyRatios(_ question: Question, _ table: Table, _ definitions: [String: Definition], at span: SourceSpan) -> [Diagnostic] {
    guard case .measures(let measures) = question else { return [] }
    return measures.measures.compactMap { measure in
      guard definitions.withMeasures([measure.expression]).contains(where: \.dividesGroups),
        let missing = table[measure.name]?.missingCount, missing > 0
      else { return nil }
      return .emptyRatio(measure.name, missing, of: table.rowCount, at: span)
    }
  }
}
