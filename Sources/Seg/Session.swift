// The embedding API: tables, definitions and questions that belong together.

import Glibc
import SegColumns
import SegDiagnostics
import SegEngine
import SegPlan
import SegRuntime
import SegSemantics
import SegSyntax

/// A session: loaded tables, definitions, and what was computed for them.
///
///     let session = Session(today: .fixed("2024-12-31"))
///     try session.load("customers", from: table, key: "customer_id")
///     try session.run("segment loyal where frequency > 5 rank by profit top 20%")
///     let loyal = try session.segment("loyal")
///
/// Used by one thread at a time; ``interrupt`` may be used from any. No input,
/// however wrong, ends the process: every failure is a ``ScriptError``.
public final class Session {
  /// Stops the statement that runs, from another thread or a signal handler.
  public let interrupt = Interrupt()
  /// Called on the calling thread, at most ten times a second.
  public var onProgress: ((Progress) -> Void)?
  /// Warnings, which do not stop a script.
  public var onWarning: ((Diagnostic) -> Void)?

  let capabilities: Capabilities
  let today: Today
  var state = State()
  let cache = ValueCache()
  /// Kept for the session, so that a metric which is computed again stays silent.
  let notices = Notices()
  /// What prepared questions see of the session.
  let shared: SharedState
  /// Values for parameters, as texts, by `--set` or the host.
  var settings: [String: String] = [:]
  var usedSettings: Set<String> = []

  public init(today: Today = .newestEvent, capabilities: Capabilities = Capabilities()) {
    self.today = today
    self.capabilities = capabilities
    shared = SharedState(today: today, capabilities: capabilities, interrupt: interrupt, cache: cache)
    // Reads the time zone now, not in the first question.
    if capabilities.readsClock { tzset() }
  }

  /// Tables and definitions at one point of a script. A value: a statement that
  /// fails leaves the former one.
  struct State {
    var store = Store()
    var catalog = Catalog()
    /// From `as of`.
    var asOf: Int32?
    var last: Answer?
  }

  /// What one statement is run with.
  var context: ExecutionContext {
    ExecutionContext(threads: capabilities.threads, interrupt: interrupt, notices: notices)
  }

  /// Gives a parameter a value that replaces the one in its `param` statement,
  /// read as a value of the same type when that is run.
  public func setParameter(_ name: String, to text: String) { settings[name] = text }

  /// Values that no `param` has asked for yet: to tell of a typo after a run.
  public var unusedParameters: [String] { settings.keys.filter { !usedSettings.contains($0) }.sorted() }

  /// Parses and checks, and runs nothing but loads: all errors and warnings.
  public func check(_ text: String, name: String = "<text>", directory: String? = nil) -> [Diagnostic] {
    interrupt.clear()
    return prepare(text, name: name, directory: directory).diagnostics
  }

  /// Checks and runs a script, and returns its answers.
  ///
  /// - Parameter directory: what relative paths in the text are relative to
  ///   (nil: the current folder).
  /// - Throws: all that is wrong with the script, or the failure of its first
  ///   statement that failed; statements before that one stay.
  @discardableResult
  public func run(_ text: String, name: String = "<text>", directory: String? = nil) throws(ScriptError) -> [Answer] {
    var answers: [Answer] = []
    do {
      try run(text, name: name, directory: directory) { outcome, _ in
        if case .answer(let answer) = outcome { answers.append(answer) }
      }
    } catch let error as ScriptError {
      throw error
    } catch {
      // The callback above throws nothing of its own.
      throw ScriptError(Diagnostic("failed", "\(error)"))
    }
    return answers
  }

  /// Checks and runs a script; every statement's outcome is handed over as it
  /// comes, with its place in the text. The callback may call ``card(_:)``.
  ///
  /// A script that does not check runs nothing. Stops at the first statement
  /// that fails and throws ``ScriptError``; what ran before stays. An error
  /// that the callback throws ends the run and is rethrown as it is.
  ///
  /// - Parameter directory: what relative paths in the text are relative to
  ///   (nil: the current folder).
  public func run(
    _ text: String, name: String = "<text>", directory: String? = nil,
    each outcome: (Outcome, SourceSpan) throws -> Void
  ) throws {
    interrupt.clear()
    let checked = prepare(text, name: name, directory: directory)
    let errors = checked.diagnostics.filter { $0.severity == .error }
    if !errors.isEmpty {
      // What was loaded helps to see what is wrong; nothing else has run.
      for step in checked.steps { if case .loaded(let receipt) = step.action { try outcome(.loaded(receipt), step.span) } }
      throw ScriptError(errors)
    }
    for warning in checked.diagnostics { onWarning?(warning) }
    let steps = checked.steps
    defer { shared.publish(state) }
    for step in steps {
      let result = try perform(step, directory: directory)
      try outcome(result, step.span)
    }
  }

  /// The places of the text's statements, in order, those with mistakes too:
  /// from the keyword to the last token. Lets a test run one after the other.
  public func statements(in text: String, name: String = "<text>") -> [SourceSpan] {
    withAmpleStack { Parser.parse(Source(name: name, text: text)).script.statements.map(\.span) }
  }

  /// Whether the text is whole statements; false where more is wanted.
  public func isComplete(_ text: String) -> Bool {
    withAmpleStack { !Parser.parse(Source(name: "", text: text)).diagnostics.contains(where: \.isIncomplete) }
  }
}
