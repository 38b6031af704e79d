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
    case linked(LoadReceipt, LinkPlan)
    case bound(BoundStatement)
    case used([LibraryCheck])
  }

  let action: Action
  let span: SourceSpan
  let changes: [CatalogChange]

  /// Whether it writes all answers so far.
  var exportsAll: Bool {
    guard case .bound(.export(let plan)) = action, case .all = plan.rows else { return false }
    return true
  }
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
  var ownLinks: Set<[String]> = []
  /// Whether the types of some columns were inferred from the first rows of their file.
  var isAssuming = false
  /// Unknown names that have been reported; each is reported once.
  var reported: Set<String> = []

  /// The most mistakes to report; more would bury the first ones.
  static let errorLimit = 100
  /// How many mistakes get tried fixes in a script with more mistakes of syntax.
  static let advisedLimit = 20
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

  var importer: DefinitionImporter { DefinitionImporter(work: work, definitions: definitions) }

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

  /// Whether a script goes on. A sentence that no statement begins is whole, whatever its last word: `how long until the second order`.
  static func isUnfinished(_ script: ScriptSyntax, _ problems: [Diagnostic]) -> Bool {
    let start = script.pieces.last?.span.range.lowerBound ?? 0
    let isForeign = problems.contains { $0.id == "unknown-statement" && !$0.isIncomplete && ($0.span?.range.lowerBound ?? 0) >= start }
    return problems.contains { $0.isIncomplete && !(isForeign && $0.id == "unfinished-statement") }
  }

  /// Binds a script that was parsed.
  private func bound(
    _ script: ScriptSyntax, _ problems: [Diagnostic], _ name: String, _ directory: String?, _ loading: Loading, _ state: SessionState
  ) -> CheckedScript {
    if Self.isUnfinished(script, problems) { return CheckedScript(diagnostics: problems, state: state) }
    var checked = CheckedScript(state: state)
    var told = 0
    var errors = 0
    // Of many mistakes of syntax the first get their fixes; the rest of the script is not checked.
    var rest = problems[...]
    let limit = problems.count > CheckedScript.advisedLimit ? CheckedScript.advisedLimit : CheckedScript.errorLimit
    for (index, piece) in script.pieces.enumerated() where errors <= limit {
      defer {
        errors += checked.diagnostics[told...].count { $0.severity == .error }
        told = checked.diagnostics.count
      }
      if work.interrupt.isRequested {
        checked.diagnostics.append(RuntimeDiagnostics.interrupted())
        break
      }
      let end = index + 1 < script.pieces.count ? script.pieces[index + 1].span.range.lowerBound : Int.max
      let own = rest.prefix { ($0.span?.range.lowerBound ?? 0) < end }
      rest = rest.dropFirst(own.count)
      let part = CheckedPart(piece: piece, problems: Array(own), directory: directory)
      guard let statement = piece.statement, !piece.isBroken else {
        giveUp(part, &checked)
        continue
      }
      switch statement.kind {
      case .load(let load):
        if !self.load(load, statement, source(directory, loading), part, &checked) {
          checked.diagnostics += rest
          return checked
        }
      case .append(let load):
        if !append(load, statement, source(directory, loading), part, &checked) {
          checked.diagnostics += rest
          return checked
        }
      case .use(let syntax):
        let before = checked.state
        let used = importer.use(syntax, statement.span, &checked.state, directory: directory, path: [name])
        checked.diagnostics += advised(used.diagnostics, part, checked, before)
        checked.steps.append(BoundStep(action: .used(used.checks), span: statement.span, changes: used.changes))
      case .link(let syntax):
        if !link(syntax, statement, part, loading, &checked) {
          checked.diagnostics += rest
          return checked
        }
      case .column, .table, .metric, .measure, .segment, .lifecycle, .param, .function, .split, .asOf, .show, .list, .describe, .explain,
        .why, .expect, .export, .snapshot, .report, .note:
        if !bind(statement, loading, part, &checked) {
          checked.diagnostics += rest
          return checked
        }
      }
    }
    checked.diagnostics += rest
    if errors > CheckedScript.errorLimit { checked.diagnostics.append(.tooManyMistakes(CheckedScript.errorLimit)) }
    return checked
  }

  /// A statement of which a part could not be read is not bound: what is missing would be
  /// a second mistake. Uses of its name are no mistakes either.
  private func giveUp(_ part: CheckedPart, _ checked: inout CheckedScript) {
    checked.diagnostics += advised([], part, checked)
    guard let statement = part.piece.statement else { return }
    if case .load(let load) = statement.kind {
      checked.ownTables.insert(load.name.text)
      checked.state.catalog.addUnknownTable(load)
    }
    if case .table(let table) = statement.kind { checked.state.catalog.addUnknownTable(table) }
    checked.own.formUnion(statement.definedNames)
    checked.state.catalog.failedNames.formUnion(statement.definedNames)
  }

  func source(_ directory: String?, _ loading: Loading) -> ScriptSource {
    ScriptSource(work, directory, loading, formats: formats, onProgress: onProgress)
  }

  /// False if the check was interrupted.
  func load(
    _ load: LoadSyntax, _ statement: StatementSyntax, _ source: ScriptSource, _ part: CheckedPart, _ checked: inout CheckedScript
  ) -> Bool {
    // A path that could not be read is reported already.
    if load.paths.contains(where: { $0.text.utf8.contains(0) }) {
      checked.diagnostics += part.problems
      checked.state.catalog.addUnknownTable(load)
      return true
    }
    guard !checked.ownTables.contains(load.name.text) else {
      checked.diagnostics += advised([.loadedTwice(load.name)], part, checked)
      checked.state.catalog.addUnknownTable(load)
      return true
    }
    defer { checked.ownTables.insert(load.name.text) }
    switch source.loading {
    case .rows: return loadRows(load, statement, source, part, &checked)
    case .columns:
      let (bound, diagnostics) = DefinitionKeeper.bound(
        statement, checked.state.catalog, redefines: true, &checked.reported, schemas: source.schemas)
      if let assumption = source.assumption {
        checked.isAssuming = true
        checked.diagnostics.append(.assumed(assumption, of: load.name))
      }
      checked.diagnostics += advised(diagnostics, part, checked)
      if case .load(let plan)? = bound, let schema = source.schema {
        checked.diagnostics += loader.adopt(plan, schema, &checked.state)
        checked.state.files.set(load.name.text, source.files)
        if load.isSegment { adoptMembers(load, statement, part, &checked) }
      } else {
        checked.state.catalog.addUnknownTable(load)
      }
      return !diagnostics.contains { $0.id == "interrupted" }
    }
  }

  /// Reads a file and puts its table into the state. False if the check was interrupted.
  private func loadRows(
    _ load: LoadSyntax, _ statement: StatementSyntax, _ source: ScriptSource, _ part: CheckedPart, _ checked: inout CheckedScript
  ) -> Bool {
    typealias Loaded = (plan: LoadPlan, changes: [CatalogChange], receipt: LoadReceipt, warnings: [Diagnostic])
    var tried: LoadSource?
    do throws(ScriptError) {
      let loaded = try work.run(at: load.pathSpan) { () throws(ScriptError) -> Loaded in
        let (bound, diagnostics) = DefinitionKeeper.bound(
          statement, checked.state.catalog, redefines: true, &checked.reported, schemas: source.schemas)
        guard case .load(let plan)? = bound, var reading = source.takeReading() else { throw ScriptError(diagnostics) }
        tried = plan.source
        let file = load.isSegment ? reading.takeSegmentFile() : nil
        var (changes, receipt, warnings) = try loader.load(
          plan, &reading, at: load.name.span, into: &checked.state, readMilliseconds: source.readMilliseconds)
        if let file {
          let (more, told) = try loadMembers(load, statement, file, &checked)
          changes += more
          warnings += told
        }
        return (plan, changes, receipt, warnings)
      }
      checked.diagnostics += part.problems + loaded.warnings
      checked.state.files.set(load.name.text, source.files)
      checked.steps.append(
        BoundStep(action: .loaded(loaded.receipt, loaded.plan), span: statement.span, changes: loaded.changes))
    } catch {
      let problems = error.diagnostics.map { $0.id == "no-rows" ? withTimes($0, tried, source) : $0 }
      checked.diagnostics += advised(problems, part, checked)
      if problems.contains(where: { $0.id == "interrupted" }) { return false }
      checked.state.catalog.addUnknownTable(load)
    }
    return true
  }

  /// The message about a load without rows, with the options that give it some.
  private func withTimes(_ problem: Diagnostic, _ tried: LoadSource?, _ source: ScriptSource) -> Diagnostic {
    guard problem.fix == nil, let options = tried.flatMap({ source.schemas.withTimes($0) }) else { return problem }
    var problem = problem
    problem.fix = Diagnostic.Fix("`\(options)`")
    return problem
  }

  /// Links two tables. False if the check was interrupted.
  private func link(
    _ syntax: LinkSyntax, _ statement: StatementSyntax, _ part: CheckedPart, _ loading: Loading, _ checked: inout CheckedScript
  ) -> Bool {
    let isFirst = checked.ownLinks.insert([syntax.table.text, (syntax.role ?? syntax.target).text]).inserted
    let (bound, diagnostics) = DefinitionKeeper.bound(
      statement, checked.state.catalog, redefines: isFirst, &checked.reported)
    guard case .link(let plan)? = bound else {
      checked.diagnostics += advised(diagnostics, part, checked)
      return true
    }
    if case .columns = loading {
      checked.diagnostics += part.problems + loader.adopt(checked.state.store, plan, &checked.state).1
      return true
    }
    do throws(ScriptError) {
      let linked = try work.run(at: statement.span) { () throws(ScriptError) in try loader.link(plan, into: &checked.state) }
      checked.diagnostics += part.problems + linked.2
      checked.steps.append(BoundStep(action: .linked(linked.1, plan), span: statement.span, changes: linked.0))
    } catch {
      checked.diagnostics += advised(error.diagnostics.map { $0.labels.isEmpty ? $0.at(statement.span) : $0 }, part, checked)
      return !error.diagnostics.contains { $0.id == "interrupted" }
    }
    return true
  }

  /// Binds a statement, with the snapshots that it reads. False if the check was interrupted.
  private func bind(
    _ statement: StatementSyntax, _ loading: Loading, _ part: CheckedPart, _ checked: inout CheckedScript
  ) -> Bool {
    guard loadSnapshots(of: statement, loading, part, &checked) else { return false }
    bind(statement, part, &checked)
    return true
  }

  private func bind(_ statement: StatementSyntax, _ part: CheckedPart, _ checked: inout CheckedScript) {
    let names = statement.definedNames
    let isFirst = checked.own.isDisjoint(with: names)
    var texts: [ComparedText] = []
    var (bound, diagnostics) = DefinitionKeeper.bound(
      statement, checked.state.catalog, redefines: isFirst, &checked.reported, texts: &texts)
    if let bound, let problem = problemOfOutput(bound, part.directory, checked.state.files) { diagnostics.append(problem) }
    checked.diagnostics += advised(diagnostics, part, checked)
    checked.own.formUnion(names)
    guard let bound else {
      // So that uses of it are not reported again.
      checked.state.catalog.failedNames.formUnion(names)
      if case .table(let table) = statement.kind { checked.state.catalog.addUnknownTable(table) }
      return
    }
    if case .table(let table) = statement.kind { checked.ownTables.insert(table.name.text) }
    checked.diagnostics += UnknownValues(checked.state).warnings(texts)
    if case .asOf(let day) = bound, case .literal(.date(let stated)) = day.kind { checked.state.statedDay = stated }
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
  func problemOfOutput(_ bound: BoundStatement, _ directory: String?, _ files: LoadedFiles) -> Diagnostic? {
    switch bound {
    case .export(let plan): return exporting.problem(of: plan, directory: directory, files)
    case .report(let plan): return exporting.problem(of: plan.output, directory: directory, files)
    case .question(_, let drawing?) where !ChartKind.names.contains(drawing.text):
      return ChartKind.unknown(drawing.text, at: drawing.span)
    case .question, .asOf, .parameter, .function, .definition, .definitions, .load, .link, .note: return nil
    }
  }
}

extension Diagnostic {
  /// The id and the place of the mistake. A place has the name of its file, because
  /// used files are parsed anew for each check.
  fileprivate var place: [String] {
    [id] + (span.map { [$0.source.name, "\($0.range)"] } ?? [message.description])
  }
}
