// Checks a whole script before any of it runs.

import SegColumns
import SegDiagnostics
import SegFiles
import SegPlan
import SegReport
import SegRuntime
import SegSemantics
import SegSyntax

/// A statement ready to run, with what it changes.
struct BoundStep {
  enum Action {
    case loaded(LoadReceipt, LoadPlan)
    case bound(BoundStatement)
    case used([LibraryCheck])
  }

  let action: Action
  let span: SourceSpan
  let changes: [CatalogChange]
}

/// The state of a script's check.
struct CheckedScript {
  var steps: [BoundStep] = []
  var diagnostics: [Diagnostic] = []
  /// Tables and names as they will be at this point.
  var state: SessionState
  /// Names and tables of this text. A script may not define them twice; the next text may.
  var own: Set<String> = []
  var ownTables: Set<String> = []
  /// Whether the types of some columns were inferred from the first rows of their file.
  var isAssuming = false
  /// Unknown names that have been reported; each is reported once.
  var reported: Set<String> = []

  /// The most mistakes to report; more would bury the first ones.
  static let errorLimit = 100
}

/// Checks scripts against the tables and definitions of a session.
struct ScriptChecker {
  let work: Workspace
  let definitions: DefinitionKeeper
  let loader: TableLoader
  let exporting: Exporting
  /// The formats of files that scripts may load.
  let formats: [FileFormat]
  let onProgress: ((Progress) -> Void)?

  private var importer: DefinitionImporter { DefinitionImporter(work: work, definitions: definitions) }

  /// Parses, loads and binds, for a run. Loads happen here because only the rows
  /// of a file tell the types of its columns. A mistake of syntax is reported
  /// before any row is read.
  func prepare(_ text: String, name: String, directory: String?, _ state: SessionState) -> CheckedScript {
    withAmpleStack {
      let source = Source(name: name, text: text)
      let parsed = work.parse(source)
      if work.interrupt.isRequested { return CheckedScript(diagnostics: [RuntimeDiagnostics.interrupted()], state: state) }
      let isSound = parsed.diagnostics.isEmpty && !hasMistakes(parsed.script, directory, depth: 0)
      if isSound { return bound(parsed.script, parsed.diagnostics, name, directory, .rows, state) }
      return CheckedScript(
        diagnostics: withoutRows(parsed.script, parsed.diagnostics, name, directory, state), state: state)
    }
  }

  /// Parses and binds, without the rows of files.
  func check(_ text: String, name: String, directory: String?, _ state: SessionState) -> [Diagnostic] {
    withAmpleStack {
      let (script, problems) = work.parse(Source(name: name, text: text))
      if work.interrupt.isRequested { return [RuntimeDiagnostics.interrupted()] }
      return withoutRows(script, problems, name, directory, state)
    }
  }

  /// Whether a file that the script uses has mistakes of syntax.
  private func hasMistakes(_ script: ScriptSyntax, _ directory: String?, depth: Int) -> Bool {
    guard work.capabilities.readsFiles, depth < 32 else { return false }
    return script.statements.contains { statement in
      guard case .use(.path(let written, _)) = statement.kind else { return false }
      let path = ScriptPath.resolved(written, directory)
      // A file that cannot be read is reported where it is used.
      guard let text = try? ScriptFile.text(of: path, stops: work.checkInterrupt) else { return false }
      let used = work.parse(Source(name: path, text: text))
      return used.diagnostics.contains { $0.severity == .error }
        || hasMistakes(used.script, ScriptFile.directory(of: path), depth: depth + 1)
    }
  }

  /// The mistakes that the columns of files show. A mistake that depends on
  /// assumed types is a note.
  private func withoutRows(
    _ script: ScriptSyntax, _ problems: [Diagnostic], _ name: String, _ directory: String?, _ state: SessionState
  ) -> [Diagnostic] {
    let checked = bound(script, problems, name, directory, .columns(isCautious: false), state)
    guard checked.isAssuming, checked.diagnostics.count > problems.count else { return checked.diagnostics }
    let cautious = bound(script, problems, name, directory, .columns(isCautious: true), state)
    let certain = Set(cautious.diagnostics.map(\.place))
    return checked.diagnostics.map { certain.contains($0.place) ? $0 : $0.assuming() }
  }

  /// Binds a script that was parsed.
  private func bound(
    _ script: ScriptSyntax, _ problems: [Diagnostic], _ name: String, _ directory: String?, _ loading: Loading, _ state: SessionState
  ) -> CheckedScript {
    var checked = CheckedScript(diagnostics: problems, state: state)
    // With a few syntax errors, the rest is still checked.
    if problems.count > 20 || problems.contains(where: \.isIncomplete) { return checked }
    var told = checked.diagnostics.count
    var errors = 0
    for statement in script.statements where errors <= CheckedScript.errorLimit {
      defer {
        errors += checked.diagnostics[told...].count { $0.severity == .error }
        told = checked.diagnostics.count
      }
      if work.interrupt.isRequested {
        checked.diagnostics.append(RuntimeDiagnostics.interrupted())
        break
      }
      switch statement.kind {
      case .load(let load):
        if !self.load(load, statement, source(directory, loading), &checked) { return checked }
      case .use(let syntax):
        let used = importer.use(syntax, statement.span, &checked.state, directory: directory, path: [name])
        checked.diagnostics += used.diagnostics
        checked.steps.append(BoundStep(action: .used(used.checks), span: statement.span, changes: used.changes))
      case .metric, .measure, .segment, .lifecycle, .param, .function, .split, .asOf, .show, .list, .describe, .explain,
        .why, .expect, .export:
        bind(statement, &checked, directory)
      }
    }
    if errors > CheckedScript.errorLimit { checked.diagnostics.append(.tooManyMistakes(CheckedScript.errorLimit)) }
    return checked
  }

  private func source(_ directory: String?, _ loading: Loading) -> ScriptSource {
    ScriptSource(work, directory, loading, formats: formats, onProgress: onProgress)
  }

  /// False if the check was interrupted.
  private func load(
    _ load: LoadSyntax, _ statement: StatementSyntax, _ source: ScriptSource, _ checked: inout CheckedScript
  ) -> Bool {
    // A name or a path that could not be read is reported already.
    if load.path.utf8.contains(0) || [load.name, load.key, load.of, load.by, load.at].contains(where: { $0?.text == "" }) {
      checked.state.catalog.addUnknownTable(load)
      return true
    }
    guard checked.ownTables.insert(load.name.text).inserted else {
      checked.diagnostics.append(.loadedTwice(load.name))
      checked.state.catalog.addUnknownTable(load)
      return true
    }
    switch source.loading {
    case .rows: return loadRows(load, statement, source, &checked)
    case .columns:
      let (bound, diagnostics) = DefinitionKeeper.bound(
        statement, checked.state.catalog, redefines: true, &checked.reported, schemas: source.schemas)
      if let assumption = source.assumption {
        checked.isAssuming = true
        checked.diagnostics.append(.assumed(assumption, of: load.name))
      }
      checked.diagnostics += diagnostics
      if case .load(let plan)? = bound, let schema = source.schema {
        checked.diagnostics += loader.adopt(plan, schema, &checked.state)
        checked.state.files.set(load.name.text, source.files)
      } else {
        checked.state.catalog.addUnknownTable(load)
      }
      return !diagnostics.contains { $0.id == "interrupted" }
    }
  }

  /// Reads a file and puts its table into the state. False if the check was interrupted.
  private func loadRows(
    _ load: LoadSyntax, _ statement: StatementSyntax, _ source: ScriptSource, _ checked: inout CheckedScript
  ) -> Bool {
    typealias Loaded = (plan: LoadPlan, changes: [CatalogChange], receipt: LoadReceipt, warnings: [Diagnostic])
    do throws(ScriptError) {
      let loaded = try work.run(at: load.pathSpan) { () throws(ScriptError) -> Loaded in
        let (bound, diagnostics) = DefinitionKeeper.bound(
          statement, checked.state.catalog, redefines: true, &checked.reported, schemas: source.schemas)
        guard case .load(let plan)? = bound, var reading = source.takeReading() else { throw ScriptError(diagnostics) }
        let (changes, receipt, warnings) = try loader.load(
          plan, &reading, at: load.name.span, into: &checked.state, readMilliseconds: source.readMilliseconds)
        return (plan, changes, receipt, warnings)
      }
      checked.diagnostics += loaded.warnings
      checked.state.files.set(load.name.text, source.files)
      checked.steps.append(
        BoundStep(action: .loaded(loaded.receipt, loaded.plan), span: statement.span, changes: loaded.changes))
    } catch {
      checked.diagnostics += error.diagnostics
      if error.diagnostics.contains(where: { $0.id == "interrupted" }) { return false }
      checked.state.catalog.addUnknownTable(load)
    }
    return true
  }

  private func bind(_ statement: StatementSyntax, _ checked: inout CheckedScript, _ directory: String?) {
    let names = statement.definedNames
    let isFirst = checked.own.isDisjoint(with: names)
    let (bound, diagnostics) = DefinitionKeeper.bound(statement, checked.state.catalog, redefines: isFirst, &checked.reported)
    checked.diagnostics += diagnostics
    checked.own.formUnion(names)
    guard let bound else {
      // So that uses of it are not reported again.
      checked.state.catalog.failedNames.formUnion(names)
      return
    }
    if let problem = problemOfOutput(bound, directory, checked.state.files) { checked.diagnostics.append(problem) }
    do {
      let (changes, problems) = try definitions.adopt(bound, statement, &checked.state)
      checked.diagnostics += problems
      checked.steps.append(BoundStep(action: .bound(bound), span: statement.span, changes: changes))
    } catch {
      checked.diagnostics += error.diagnostics
      checked.state.catalog.failedNames.formUnion(names)
    }
  }

  /// The form of an answer, as far as it is known before the answer.
  private func problemOfOutput(_ bound: BoundStatement, _ directory: String?, _ files: LoadedFiles) -> Diagnostic? {
    switch bound {
    case .export(let plan): return exporting.problem(of: plan, directory: directory, files)
    case .question(_, let drawing?) where !Drawing.names.contains(drawing.text):
      return Drawing.unknown(drawing.text, at: drawing.span)
    case .question, .asOf, .parameter, .function, .definition, .definitions, .load: return nil
    }
  }
}

extension Diagnostic {
  /// The id and the place of the mistake. A place has the name of its file, because
  /// used files are parsed anew for each check.
  fileprivate var place: [String] {
    [id] + (span.map { [$0.source.name, "\($0.range)"] } ?? [message])
  }
}
