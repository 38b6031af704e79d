// Running checked statements.

import SegPlatform
import SegAnalyses
import SegColumns
import SegDiagnostics
import SegEngine
import SegFiles
import SegModels
import SegKernels
import SegPlan
import SegReport
import SegSemantics
import SegStore

extension Session {
  /// Runs one step and keeps what it changes.
  func perform(_ step: BoundStep, directory: String?) throws(ScriptError) -> Outcome {
    defer { reportNotices() }
    for change in step.changes { state.apply(change) }
    if step.changes.contains(where: \.replaces) { cache.keep(state.catalog.program.resolved) }
    switch step.action {
    case .loaded(let receipt, _): return .loaded(receipt)
    case .used: return .done
    case .bound(let statement):
      return try self.statement(at: step.span) { () throws(ScriptError) -> Outcome in
        try perform(statement, step, directory: directory)
      }
    }
  }

  /// Hands over what the statement had to say.
  func reportNotices() {
    for notice in notices.take() { onWarning?(notice) }
  }

  private func perform(_ statement: BoundStatement, _ step: BoundStep, directory: String?) throws(ScriptError) -> Outcome {
    switch statement {
    case .definition(let definition): return .defined(names: [definition.name])
    case .definitions(let parts): return .defined(names: parts.map(\.name))
    case .parameter, .function: return .done
    // Its tables were loaded for the check.
    case .load: return .done
    case .asOf(let day):
      state.asOf = try evaluation().day(day)
      return .done
    case .question(.expect(let condition, let message), _):
      let evaluation = try evaluation()
      if try evaluation.holds(condition) { return .done }
      throw ScriptError(.expectationFailed(message, values: try evaluation.comparedNumbers(condition), at: condition.span))
    case .question(let question, let drawing):
      let answer = try answer(question, drawing: drawing?.text, statement: step.span.text)
      state.last = answer
      for warning in Self.emptyRatios(question, answer.table, at: step.span) { onWarning?(warning) }
      return .answer(answer)
    case .export(let plan): return try export(plan, directory: directory)
    }
  }

  func answer(_ question: Question, drawing: String?, statement: String) throws(ScriptError) -> Answer {
    try Self.answer(question, drawing: drawing, statement: statement) { () throws(ScriptError) in try answerer() }
  }

  static func answer(
    _ question: Question, drawing: String?, statement: String, by answerer: () throws(ScriptError) -> Answerer
  ) throws(ScriptError) -> Answer {
    let clock = ContinuousClock()
    let start = clock.now
    let answerer = try answerer()
    let result = try answerer.answer(question)
    try answerer.evaluation.context.check()
    try answerer.evaluation.context.budget.check(rows: result.table.rowCount)
    return Answer(
      statement: statement, table: result.table, schema: result.schema, drawing: drawing,
      milliseconds: start.duration(to: clock.now).milliseconds)
  }

  /// A ratio that is missing in some rows, because its denominator was 0 or missing.
  private static func emptyRatios(_ question: Question, _ table: Table, at span: SourceSpan) -> [Diagnostic] {
    guard case .measures(let measures) = question else { return [] }
    return measures.measures.compactMap { measure in
      guard measure.expression.dividesGroups, let missing = table[measure.name]?.missingCount, missing > 0 else { return nil }
      return .emptyRatio(measure.name, missing, of: table.rowCount, at: span)
    }
  }

  /// An evaluation of the state as it is now.
  func evaluation() throws(ScriptError) -> Evaluation {
    let day = try Self.day(today, state, capabilities)
    return Evaluation(
      store: state.store, program: state.catalog.program, functions: state.catalog.library, asOf: day ?? 0,
      isDayKnown: day != nil, context: context, models: models, cache: cache)
  }

  /// What answers questions about the state as it is now.
  func answerer() throws(ScriptError) -> Answerer { Self.answerer(try evaluation(), models) }

  /// What answers questions from an evaluation, and analyses with the models that are kept.
  static func answerer(_ evaluation: Evaluation, _ models: ModelStore) -> Answerer {
    Answerer(evaluation) { (question) throws(ScriptError) in try AnalysisRun(question, evaluation, models).columns() }
  }

  /// The day that is `today`; nil if nothing gives it.
  static func day(_ today: Today, _ state: State, _ capabilities: Capabilities) throws(ScriptError) -> Int32? {
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
    guard capabilities.readsClock else { return nil }
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return CalendarDate(year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday))?.days
  }

  // MARK: - export

  private func export(_ plan: ExportPlan, directory: String?) throws(ScriptError) -> Outcome {
    guard capabilities.writesFiles else { throw ScriptError(.filesNotAllowed("write", at: plan.pathSpan)) }
    let answer: Answer
    if let question = plan.question {
      answer = try self.answer(.list(question), drawing: nil, statement: plan.span.text)
    } else if let last = state.last {
      answer = last
    } else {
      throw ScriptError(.noLastAnswer(at: plan.span))
    }
    let path = Self.resolved(plan.path, directory)
    let format = try format(of: plan)
    do {
      try writeFile(path: path) { write in try format.write(answer.report, .plain) { try write($0) } }
    } catch var error as ReadError {
      error.diagnostic = Self.asWritten(error.diagnostic, directory)
      throw error.scriptError(at: plan.pathSpan)
    } catch let error as ScriptError {
      throw error
    } catch {
      throw ScriptError(Diagnostic("cannot-write", "\(error)", at: plan.pathSpan))
    }
    return .exported(path: plan.path, rows: answer.table.rowCount)
  }

  /// The format of a file's ending; CSV if the name has none.
  func format(of plan: ExportPlan) throws(ScriptError) -> ReportFormat {
    if let format = ReportFormat.ofFile(plan.path, among: reports) { return format }
    throw ScriptError(.unknownEnding(ReportFormat.ending(of: plan.path) ?? "", of: reports, at: plan.pathSpan))
  }
}
