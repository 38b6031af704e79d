// Running checked statements.

import SegColumns
import SegDiagnostics
import SegEngine
import SegPlan
import SegReport
import SegRuntime
import SegSemantics

extension Session {
  /// Runs one step and keeps what it changes.
  func perform(_ step: BoundStep, directory: String?) throws(ScriptError) -> Outcome {
    defer { reportNotices() }
    for change in step.changes { state.apply(change) }
    if step.changes.contains(where: \.replaces) { work.cache.keep(state.catalog.program.resolved) }
    switch step.action {
    case .loaded(let receipt, _), .linked(let receipt, _): return .loaded(receipt)
    case .used(let checks):
      for check in checks { try perform(check, at: step.span) }
      return .done
    case .bound(let statement):
      return try work.run(at: step.span) { () throws(ScriptError) -> Outcome in
        try perform(statement, step, directory: directory)
      }
    }
  }

  /// An evaluation of the state as it is now.
  func evaluation() throws(ScriptError) -> Evaluation {
    try answering.evaluation(of: state, state.catalog.program, context: work.context, cache: work.cache)
  }

  /// Warns of data that a library does not expect. Data for which this cannot be said are none of its business, so an
  /// error of theirs is reported where a question meets it.
  private func perform(_ check: LibraryCheck, at span: SourceSpan) throws(ScriptError) {
    do throws(ScriptError) {
      try work.run(at: span) { () throws(ScriptError) in
        let evaluation = try evaluation()
        if try evaluation.holds(check.condition) { return }
        onWarning?(.unexpectedData(check.message, values: try evaluation.comparedNumbers(check.condition), at: span))
      }
    } catch {
      if interrupt.isRequested { throw error }
    }
  }

  /// Hands over what the statement had to say.
  func reportNotices() {
    for notice in work.notices.take() { onWarning?(notice) }
  }

  private func perform(_ statement: BoundStatement, _ step: BoundStep, directory: String?) throws(ScriptError) -> Outcome {
    switch statement {
    case .definition(let definition): return .defined(names: [definition.name])
    case .definitions(let parts): return .defined(names: parts.map(\.name))
    case .parameter, .function: return .done
    // Its tables were loaded for the check.
    case .load, .link: return .done
    case .asOf(let day):
      state.asOf = try evaluation().day(day)
      return .done
    case .question(.expect(let condition, let message), _):
      let evaluation = try evaluation()
      if try evaluation.holds(condition) { return .done }
      throw ScriptError(.expectationFailed(message, values: try evaluation.comparedNumbers(condition), at: condition.span))
    case .question(let question, let drawing):
      let answer = try answering.answer(question, drawing: drawing?.text, statement: step.span.text, try evaluation())
      state.last = answer
      for warning in Answering.emptyRatios(question, answer.table, state.catalog.definitions, at: step.span) { onWarning?(warning) }
      return .answer(answer)
    case .export(let plan):
      return try exporting.export(plan, directory: directory, state.files) { () throws(ScriptError) -> Answer? in
        guard let question = plan.question else { return state.last }
        let evaluation = try evaluation()
        let rows = try answering.answer(.list(question), drawing: nil, statement: plan.span.text, evaluation)
        guard let snapshot = plan.snapshot else { return rows }
        return try rows.snapshot(snapshot, on: evaluation.asOf, work.context)
      }
    }
  }
}
