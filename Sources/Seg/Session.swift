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
/// It may be used from several threads, whatever their stacks: one call runs at a time, and
/// others wait until it has returned. Only ``interrupt`` waits for nobody, and a ``Query``,
/// which may run on many threads at once. A callback may call the session that calls it.
/// No input, however wrong, ends the process: every failure is a ``ScriptError``.
public final class Session: @unchecked Sendable {
  /// Stops the statement that runs, from another thread or a signal handler.
  public let interrupt = Interrupt()
  /// How far the statement that runs is; may be read while it runs, from any thread.
  public let stepProgress = StepProgress()
  /// Called on the calling thread, at most ten times a second.
  public var onProgress: ((Progress) -> Void)? {
    get { calls.alone { callbacks.progress } }
    set { calls.alone { callbacks.progress = newValue } }
  }
  /// Warnings, which do not stop a script.
  public var onWarning: ((Diagnostic) -> Void)? {
    get { calls.alone { callbacks.warning } }
    set { calls.alone { callbacks.warning = newValue } }
  }

  /// Asks the person whether an `export` may replace a file or make a folder where its
  /// statement does not allow that: receives the question. nil: it may not.
  public var onConfirm: ((String) -> Bool)? {
    get { calls.alone { callbacks.confirm } }
    set { calls.alone { callbacks.confirm = newValue } }
  }

  /// What a statement may spend.
  public var limits: Limits { work.limits }
  /// The pages that `report` wrote, by their paths. Those may be replaced without being asked for.
  package var writtenPages: Set<String> = []
  /// Seconds after which a browser reads a page anew; nil: never.
  package var pageRefresh: Int?
  private let calls = CallQueue()
  private var callbacks: (progress: ((Progress) -> Void)?, warning: ((Diagnostic) -> Void)?, confirm: ((String) -> Bool)?)
  /// The formats of files that scripts may load.
  private let formats: [FileFormat]
  var state: SessionState
  /// What prepared questions see of the session.
  let shared: SharedState
  /// Whether answers are kept for an `export all` of a later text; those of one that has it are kept
  /// in any case. They take memory until the session ends.
  public var keepsAnswers = false
  /// Whether the answers of the text that runs are kept.
  private(set) var isKeeping = false

  // The parts: each does one thing, and a session puts them together.
  let work: Workspace
  private let definitions = DefinitionKeeper()
  let loader: TableLoader
  let answering: Answering
  /// The formats that `export` finds by the ending of a file.
  private let reports: [ReportFormat]
  /// The language of pages, and of headings in files for people.
  let language: Language
  var exporting: Exporting {
    Exporting(capabilities: work.capabilities, reports: reports, language: language, onConfirm: onConfirm, renewed: writtenPages)
  }

  /// A session without tables and definitions.
  ///
  /// - Parameters:
  ///   - capabilities: what it may reach outside of itself; nothing by default.
  ///   - limits: what a statement may spend. A statement that exceeds a limit ends with a
  ///     diagnostic and leaves the session as it was.
  ///   - formats: the formats of files that scripts may load: `.all + [mine]`.
  ///   - language: the language of pages, and of headings in files for people.
  ///   - reports: the formats that `export` finds by the ending of a file; nil: Seg's own.
  public convenience init(
    today: Today = .newestEvent, capabilities: Capabilities = Capabilities(), limits: Limits = Limits(),
    formats: [FileFormat] = .all, reports: [ReportFormat]? = nil, language: Language = .english
  ) {
    // The lists are made where they are first used, which takes some stack.
    let (library, usual) = withAmpleStack { (FunctionLibrary.builtIn, ReportFormat.all) }
    self.init(
      today: today, capabilities: capabilities, limits: limits, library: library, formats: formats, reports: reports ?? usual,
      language: language)
  }

  /// - Parameter library: checked functions.
  init(
    today: Today, capabilities: Capabilities, limits: Limits, library: FunctionLibrary, formats: [FileFormat],
    reports: [ReportFormat], language: Language = .english
  ) {
    self.language = language
    self.formats = formats
    callbacks = (nil, nil, nil)
    work = Workspace(capabilities, limits, interrupt, stepProgress)
    loader = TableLoader(work: work)
    answering = Answering(today: today, capabilities: capabilities, models: work.models)
    self.reports = reports
    let empty = withAmpleStack { SessionState(catalog: Catalog(library: library)) }
    state = empty
    shared = SharedState(empty, answering, work)
    // Reads the time zone now, not in the first question.
    if capabilities.readsClock { tzset() }
  }

  // Definitions may be deeply nested, and are freed as deeply.
  deinit { withAmpleStack { state = SessionState(catalog: Catalog()) } }

  /// Runs a public call: when those of other threads have returned, and where the stack
  /// suffices.
  func call<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    try calls.alone { () throws(Failure) -> Result in try withAmpleStack(body) }
  }

  /// Gives a parameter a value that replaces the one in its `param` statement,
  /// read as a value of the same type when that is run.
  public func setParameter(_ name: String, to text: String) { call { definitions.settings[name] = text } }

  /// Values that no `param` has used yet, to report misspelled names after a run.
  public var unusedParameters: [String] { call { definitions.unusedSettings } }

  /// What checks scripts.
  var checker: ScriptChecker {
    ScriptChecker(
      work: work, definitions: definitions, loader: loader, exporting: exporting, formats: formats, onProgress: onProgress)
  }

  /// Parses and checks: returns all errors and warnings. Runs nothing and loads no
  /// files: it takes their columns from their first rows, or from an earlier load
  /// (``Capabilities/surveys``). Notes tell what was assumed; a mistake that
  /// depends on it is a note, too.
  public func check(_ text: String, name: String = "<text>", directory: String? = nil) -> [Diagnostic] {
    call {
      interrupt.clear()
      return checker.check(text, name: name, directory: directory, state)
    }
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
    // The callback runs on the calling thread, so only the work between its calls needs a stack.
    try calls.alone {
      interrupt.clear()
      let checked = withAmpleStack { checker.prepare(text, name: name, directory: directory, state) }
      let errors = checked.diagnostics.filter { $0.severity == .error }
      if !errors.isEmpty {
        // The loaded tables help to find the mistake; nothing else has run.
        for step in checked.steps { if case .loaded(let receipt, _) = step.action { try outcome(.loaded(receipt), step.span) } }
        throw ScriptError(errors)
      }
      for warning in checked.diagnostics { warn(warning) }
      state.files = checked.state.files
      isKeeping = keepsAnswers || checked.steps.contains(where: \.exportsAll)
      defer { withAmpleStack { shared.publish(state) } }
      for step in checked.steps {
        let result = try withAmpleStack { () throws(ScriptError) -> Outcome in try perform(step, directory: directory) }
        try outcome(result, step.span)
      }
      if let (written, span) = try withAmpleStack({ () throws(ScriptError) in try writePage() }) { try outcome(written, span) }
    }
  }

  /// The places of the text's statements in order, including those with mistakes: from the
  /// keyword to the last token. So a test can run one after the other.
  public func statements(in text: String, name: String = "<text>") -> [SourceSpan] {
    withAmpleStack { Parser.parse(Source(name: name, text: text)).script.pieces.map(\.span) }
  }

  /// Whether the text consists of complete statements; false if more is expected.
  public func isComplete(_ text: String) -> Bool {
    withAmpleStack {
      let parsed = Parser.parse(Source(name: "", text: text))
      return !ScriptChecker.isUnfinished(parsed.script, parsed.diagnostics)
    }
  }
}
