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
    defer { reportNotices(at: step.span) }
    for change in step.changes { state.apply(change) }
    if step.changes.contains(where: \.replaces) { work.cache.keep(state.catalog.program.resolved) }
    switch step.action {
    case .loaded(let receipt, _), .linked(let receipt, _):
      state.log.add(receipt)
      return .loaded(receipt)
    case .used(let checks):
      for check in checks { try perform(check, at: step.span) }
      return .done(card: Self.card(ofUse: step))
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
        warn(.unexpectedData(check.message, values: try evaluation.comparedNumbers(check.condition), at: span))
      }
    } catch {
      if interrupt.isRequested { throw error }
    }
  }

  /// `std.kpi  3 definitions: revenue, orders, aov`
  private static func card(ofUse step: BoundStep) -> Message {
    var names: [String] = []
    var unavailable = 0
    for change in step.changes {
      switch change {
      case .definitions(let definitions, _): names += definitions.map(\.ownName)
      case .parameter(let parameter): names.append(parameter.name)
      case .function(let function): names.append(function.name)
      case .unavailable(let missing, _, _): unavailable += missing.count
      case .tables, .linked, .rebound, .dropped, .file, .source, .libraryNames, .segmentFile: break
      }
    }
    let what = step.span.text.split(whereSeparator: \.isWhitespace).dropFirst().first.map(String.init) ?? ""
    let count: Message = names.isEmpty ? "nothing new" : names.count == 1 ? "1 definition" : "\(names.count) definitions"
    let list = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    let text: Message = names.isEmpty ? "\(what)  \(count)" : "\(what)  \(count): \(list)"
    return unavailable > 0 ? "\(text) · \(unavailable) need what is not loaded" : text
  }

  /// Hands over what the statement had to say.
  ///
  /// - Parameter span: the statement; nil: not one of a script.
  func reportNotices(at span: SourceSpan? = nil) {
    for notice in work.notices.take() { warn(span.map { notice.outOfLibrary(at: $0) } ?? notice) }
  }

  private func perform(_ statement: BoundStatement, _ step: BoundStep, directory: String?) throws(ScriptError) -> Outcome {
    switch statement {
    case .definition(let definition): return .defined(names: [definition.name])
    case .definitions(let parts): return .defined(names: parts.map(\.name))
    case .parameter(let parameter):
      return .done(card: "\(parameter.name)  \(state.catalog.parameters[parameter.name]?.value.description ?? "")")
    case .function(let function):
      return .done(card: "\(function.name)(\(function.parameters.joined(separator: ", ")))  \(function.body.span.text)")
    // Its tables were loaded for the check.
    case .load, .link: return .done(card: "")
    case .asOf(let day):
      let date = try evaluation().day(day)
      state.asOf = date
      return .done(card: "today is \(Value.date(date))")
    case .question(.expect(let condition, let message), _):
      let evaluation = try evaluation()
      if try evaluation.holds(condition) {
        state.log.checks.append(step.span.text)
        return .done(card: "holds")
      }
      throw ScriptError(.expectationFailed(message, values: try evaluation.comparedNumbers(condition), at: condition.span))
    case .question(let bound, let drawing):
      let question = if case .facts(let facts) = bound { Question.facts(state.facts(facts)) } else { bound }
      let answer = try answering.answer(question, drawing: drawing?.text, statement: step.span.text, try evaluation())
      state.keep(answer, all: isKeeping)
      for warning in Answering.emptyRatios(question, answer.table, state.catalog.definitions, at: step.span) { warn(warning) }
      addToPage(answer)
      return .answer(answer)
    case .report(let plan):
      state.page = PageDraft(plan, directory: directory, language: language)
      return .done(card: "the page is written after each statement")
    case .note(let text):
      state.page?.page.add(note: text)
      state.page?.isChanged = true
      return .noted(text)
    case .export(let plan):
      return try exporting.export(plan, directory: directory, state.files) { () throws(ScriptError) -> [Answer] in
        switch plan.rows {
        case .last: return state.last.map { [$0] } ?? []
        case .all: return state.answers
        case .question(let question):
          let evaluation = try evaluation()
          let rows = try answering.answer(.list(question), drawing: nil, statement: plan.span.text, evaluation)
          guard let snapshot = plan.snapshot else { return [rows] }
          return [try rows.snapshot(snapshot, on: evaluation.asOf, work.context)]
        }
      }
    }
  }
}
