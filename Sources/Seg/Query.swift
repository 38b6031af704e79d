// Prepared questions: bound once, asked often, from several threads.

import SegColumns
import SegDiagnostics
import SegEngine
import SegModels
import SegPlan
import SegRuntime
import SegSemantics
import SegSyntax

/// A question that is checked once and run often.
///
/// Several threads may run it at a time, each with parameter values of its own; the
/// session is not changed.
public struct Query: Sendable {
  let preparation: Preparation
  let parameters: [String: Value]

  /// Answers the question with the session's tables and definitions as they
  /// are now.
  ///
  /// - Parameter parameters: values that replace those of the preparation.
  public func run(parameters: [String: Value] = [:]) throws(ScriptError) -> Answer {
    try preparation.answer(self.parameters.merging(parameters) { _, new in new })
  }
}

/// A bound question, with the state for which it was bound.
struct BoundQuestion {
  /// The number of the ``SharedState``.
  let number: Int
  let question: Question
  let drawing: String?
  /// Parameters whose value was needed for binding.
  let fixed: Set<String>
}

/// The state that a session shares with its prepared questions: that after the last
/// change, and the unchanging parts.
final class SharedState: @unchecked Sendable {
  let answering: Answering
  /// Its interrupt, its limits and its kept values; the statement's own context is the session's.
  let work: Workspace
  private let current: PthreadMutex<(number: Int, state: SessionState)>

  init(_ state: SessionState, _ answering: Answering, _ work: Workspace) {
    self.answering = answering
    self.work = work
    current = PthreadMutex((0, state))
  }

  /// The state, and a number that differs after every change.
  var now: (number: Int, state: SessionState) { current.withLock { $0 } }

  // Definitions may be deeply nested, and are freed as deeply.
  deinit { withAmpleStack { current.withLock { $0.state = SessionState(catalog: Catalog()) } } }

  func publish(_ state: SessionState) {
    current.withLock { $0 = ($0.number + 1, state) }
  }
}

/// Binds a question and answers it. Unchecked: changing parts are locked.
final class Preparation: @unchecked Sendable {
  private let shared: SharedState
  private let text: String
  private let onWarning: ((Diagnostic) -> Void)?
  private let bound: PthreadMutex<BoundQuestion?>
  /// Kept for the question, so that repeated computations repeat no warnings.
  private let notices = Notices()

  /// - Parameter parameters: values with which the question must be valid.
  /// - Throws: the mistakes in the question or in a value.
  init(_ text: String, _ parameters: [String: Value], _ shared: SharedState, onWarning: ((Diagnostic) -> Void)?) throws(ScriptError) {
    self.text = text
    self.shared = shared
    self.onWarning = onWarning
    bound = PthreadMutex(nil)
    try withAmpleStack { () throws(ScriptError) in
      let (number, state) = shared.now
      _ = try asked(state, number, parameters)
    }
  }

  func answer(_ parameters: [String: Value]) throws(ScriptError) -> Answer {
    shared.work.interrupt.clear()
    defer { for notice in notices.take() { onWarning?(notice) } }
    // An account of its own, because other threads' statements begin and end meanwhile.
    let memory = MemoryAccount(limit: shared.work.limits.memory.map { max(0, $0 - shared.work.memory.used) })
    let context = ExecutionContext(
      threads: shared.work.capabilities.threads, interrupt: shared.work.interrupt, budget: Budget(shared.work.limits, memory: memory),
      notices: notices)
    return try memory.charged { () throws(ScriptError) -> Answer in
      try withAmpleStack { () throws(ScriptError) -> Answer in try answer(parameters, context) }
    }
  }

  private func answer(_ parameters: [String: Value], _ context: ExecutionContext) throws(ScriptError) -> Answer {
    let (number, state) = shared.now
    let (question, program) = try asked(state, number, parameters)
    let own = shared.work.cache
    let cache = parameters.isEmpty ? own : ValueCache(over: own, of: state.catalog.program)
    return try shared.answering.answer(
      question.question, drawing: question.drawing, statement: text,
      try shared.answering.evaluation(of: state, program, context: context, cache: cache))
  }

  /// The question, and the program with parameter values. It is bound again if the
  /// session has changed, or if a value was needed for binding.
  private func asked(
    _ state: SessionState, _ number: Int, _ parameters: [String: Value]
  ) throws(ScriptError) -> (BoundQuestion, Program) {
    let question: BoundQuestion
    if let known = bound.withLock({ $0 }), known.number == number {
      question = known
    } else {
      question = try bind(state.catalog, number)
      bound.withLock { $0 = question }
    }
    let values = try Self.values(parameters, state.catalog)
    let changed = Set(values.keys.filter { values[$0] != state.catalog.program.values[$0] })
    let isFixed =
      !question.fixed.isDisjoint(with: changed)
      || state.catalog.definitions.values.contains { !$0.fixed.isDisjoint(with: changed) }
    guard isFixed else { return (question, try state.catalog.program.with(values)) }
    let catalog = try state.catalog.bound(with: values)
    return (try bind(catalog, number), catalog.program)
  }

  private func bind(_ catalog: Catalog, _ number: Int) throws(ScriptError) -> BoundQuestion {
    let (script, problems) = Parser.parse(Source(name: "<query>", text: text))
    let errors = problems.filter { $0.severity == .error }
    if !errors.isEmpty { throw ScriptError(errors) }
    guard script.statements.count == 1, let statement = script.statements.first else {
      throw ScriptError(.notAQuestion(at: script.statements.dropFirst().first?.span))
    }
    let binder = StatementBinder(catalog, allowsRedefinition: true)
    let bound = binder.bind(statement)
    let wrong = binder.diagnostics.filter { $0.severity == .error }
    if !wrong.isEmpty { throw ScriptError(wrong) }
    guard case .question(let question, let drawing)? = bound else { throw ScriptError(.notAQuestion(at: statement.span)) }
    if case .expect = question { throw ScriptError(.notAQuestion(at: statement.span)) }
    return BoundQuestion(number: number, question: question, drawing: drawing?.text, fixed: binder.fixed)
  }

  /// Values for parameters, each of the parameter's type.
  private static func values(_ parameters: [String: Value], _ catalog: Catalog) throws(ScriptError) -> [String: Value] {
    var values: [String: Value] = [:]
    for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
      guard let parameter = catalog.parameters[name] else {
        throw ScriptError(.unknownParameter(name, catalog.parameters.keys.sorted()))
      }
      guard let converted = converted(value, like: parameter.value) else {
        throw ScriptError(.badSetting(parameter, value.description))
      }
      if !converted.isInCalendar { throw ScriptError(.settingOutsideCalendar(parameter, value.description)) }
      values[name] = converted
    }
    return values
  }

  private static func converted(_ value: Value, like other: Value) -> Value? {
    if value.type == other.type { return value }
    if case .integer(let integer) = value, case .number = other { return .number(Double(integer)) }
    if case .text(let text) = value, case .date = other { return CalendarDate(text).map { .date($0.days) } }
    return nil
  }
}

extension Session {
  /// Checks a question now, to run it later and often.
  ///
  ///     let query = try session.prepare("show count() of loyal by city", parameters: ["floor": 5])
  ///     let answer = try query.run()
  ///
  /// The question is bound once. It may be run on several threads at a time, also
  /// while the session runs scripts; ``onWarning``, as it is now, is called on
  /// the thread that runs it.
  ///
  /// - Parameter parameters: values that replace those of the script's `param`s.
  /// - Throws: what is wrong with the question or with a parameter.
  public func prepare(_ text: String, parameters: [String: Value] = [:]) throws(ScriptError) -> Query {
    Query(preparation: try Preparation(text, parameters, shared, onWarning: onWarning), parameters: parameters)
  }
}
