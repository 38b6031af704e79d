// The embedding API: tables, definitions and questions that belong together.

import SegPlatform
import SegColumns
import SegDiagnostics
import SegEngine
import SegFiles
import SegFunctions
import SegKernels
import SegModels
import SegPlan
import SegReport
import SegRuntime
import SegSemantics
import SegStore
import SegSyntax

/// A session: loaded tables, definitions, and the values computed for them.
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

  /// What a statement may spend.
  public let limits: Limits
  /// Of tables, kept values and the statement that runs.
  let memory: MemoryAccount
  let capabilities: Capabilities
  /// The formats of files that scripts may load.
  let formats: [FileFormat]
  let today: Today
  /// The formats that `export` finds by the ending of a file.
  let reports: [ReportFormat]
  var state: State
  let cache = ValueCache()
  /// Histories of purchases and the models fitted to them.
  let models = ModelStore()
  /// Kept for the session, so that a metric which is computed again stays silent.
  let notices = Notices()
  /// What prepared questions see of the session.
  let shared: SharedState
  /// Values for parameters, as texts, by `--set` or the host.
  var settings: [String: String] = [:]
  var usedSettings: Set<String> = []

  /// A session without tables and definitions.
  ///
  /// - Parameters:
  ///   - capabilities: what it may reach outside of itself: nothing until it is said.
  ///   - limits: what a statement may spend: past one, it ends with a diagnostic, and
  ///     the session is as it was before the statement.
  ///   - formats: the formats of files that scripts may load: `.all + [mine]`.
  public convenience init(
    today: Today = .newestEvent, capabilities: Capabilities = Capabilities(), limits: Limits = Limits(),
    formats: [FileFormat] = .all
  ) {
    self.init(
      today: today, capabilities: capabilities, limits: limits, library: .builtIn, formats: formats,
      reports: ReportFormat.all)
  }

  /// - Parameter library: checked functions.
  init(
    today: Today, capabilities: Capabilities, limits: Limits, library: FunctionLibrary, formats: [FileFormat],
    reports: [ReportFormat]
  ) {
    self.today = today
    self.capabilities = capabilities
    self.limits = limits
    self.formats = formats
    self.reports = reports
    memory = MemoryAccount(limit: limits.memory)
    context = ExecutionContext()
    state = State(catalog: Catalog(library: library))
    shared = SharedState(
      state, today: today, capabilities: capabilities, limits: limits, memory: memory, interrupt: interrupt, cache: cache,
      models: models)
    // Reads the time zone now, not in the first question.
    if capabilities.readsClock { tzset() }
  }

  /// Tables and definitions at one point of a script. It is a value, so a statement that
  /// fails leaves the former state.
  struct State {
    var store = Store()
    var catalog: Catalog
    /// From `as of`.
    var asOf: Int32?
    var last: Answer?
  }

  /// What the statement that runs is run with.
  private(set) var context: ExecutionContext

  /// Runs a statement with a budget of its own. Where memory is refused, values
  /// that are kept for later questions are given up, and it is run once more.
  ///
  /// - Parameter span: the statement, for the diagnostic of a limit.
  func statement<Result>(
    at span: SourceSpan? = nil, _ body: () throws(ScriptError) -> Result
  ) throws(ScriptError) -> Result {
    memory.begin()
    context = ExecutionContext(
      threads: capabilities.threads, interrupt: interrupt, budget: Budget(limits, memory: memory), notices: notices)
    do throws(ScriptError) {
      return try memory.charged { () throws(ScriptError) -> Result in try withAmpleStack(body) }
    } catch {
      let used = memory.used
      guard memory.refusal != nil, !interrupt.isRequested else { throw error.placed(at: span) }
      cache.removeAll()
      models.removeAll()
      guard memory.used < used else { throw error.placed(at: span) }
    }
    memory.begin()
    do throws(ScriptError) {
      return try memory.charged { () throws(ScriptError) -> Result in try withAmpleStack(body) }
    } catch {
      throw error.placed(at: span)
    }
  }

  /// Gives a parameter a value that replaces the one in its `param` statement,
  /// read as a value of the same type when that is run.
  public func setParameter(_ name: String, to text: String) { settings[name] = text }

  /// Values that no `param` has used yet, to report misspelled names after a run.
  public var unusedParameters: [String] { settings.keys.filter { !usedSettings.contains($0) }.sorted() }

  /// Parses and checks: all errors and warnings. Runs nothing and reads no rows
  /// of files: their columns are those of their beginning, or those that an
  /// earlier load found (``Capabilities/surveys``). What was assumed is said in
  /// notes, and what is wrong only if that holds is a note, too.
  public func check(_ text: String, name: String = "<text>", directory: String? = nil) -> [Diagnostic] {
    interrupt.clear()
    return checked(text, name: name, directory: directory)
  }

  /// Checks and runs a script, and returns its answers.
  ///
  /// - Parameter directory: the folder to which paths in the text are relative
  ///   (nil: the current folder).
  /// - Throws: all mistakes of the script, or the failure of the first statement that
  ///   failed; statements before it keep their effect.
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

  /// Checks and runs a script. The callback receives every statement's outcome at once,
  /// with its place in the text; it may call ``card(_:)``.
  ///
  /// A script with mistakes runs nothing. A run stops at the first statement that fails
  /// and throws ``ScriptError``; statements before it keep their effect. An error of the
  /// callback ends the run and is rethrown unchanged.
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
      // The loaded tables help to find the mistake; nothing else has run.
      for step in checked.steps { if case .loaded(let receipt, _) = step.action { try outcome(.loaded(receipt), step.span) } }
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

  /// The places of the text's statements in order, including those with mistakes: from the
  /// keyword to the last token. So a test can run one after the other.
  public func statements(in text: String, name: String = "<text>") -> [SourceSpan] {
    withAmpleStack { Parser.parse(Source(name: name, text: text)).script.statements.map(\.span) }
  }

  /// Whether the text consists of complete statements; false if more is expected.
  public func isComplete(_ text: String) -> Bool {
    withAmpleStack { !Parser.parse(Source(name: "", text: text)).diagnostics.contains(where: \.isIncomplete) }
  }
}

extension ScriptError {
  /// The same, where limits and what ends work from outside have their place.
  fileprivate func placed(at span: SourceSpan?) -> ScriptError {
    guard let span else { return self }
    return ScriptError(
      diagnostics.map { diagnostic in
        var diagnostic = diagnostic
        if diagnostic.labels.isEmpty, RuntimeDiagnostics.limits.contains(diagnostic.id) {
          diagnostic.labels = [Diagnostic.Label(span)]
        }
        return diagnostic
      })
  }
}
