// Checks a whole script before any of it runs.

import SegColumns
import SegDiagnostics
import SegPlan
import SegReport
import SegSemantics
import SegSyntax

/// A statement ready to run, with what it changes.
struct BoundStep {
  enum Action {
    case loaded(LoadReceipt, LoadPlan)
    case bound(BoundStatement)
    case used
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
  var state: Session.State
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

extension Session {
  /// Parses, loads and binds, for a run. Loads happen here because only the rows
  /// of a file tell the types of its columns. A mistake of syntax is reported
  /// before any row is read.
  func prepare(_ text: String, name: String, directory: String?) -> CheckedScript {
    withAmpleStack {
      let source = Source(name: name, text: text)
      let parsed = Parser.parse(source)
      let isSound = parsed.diagnostics.isEmpty && !hasMistakes(parsed.script, directory, depth: 0)
      if isSound { return bound(parsed.script, parsed.diagnostics, name, directory, .rows) }
      return CheckedScript(
        diagnostics: withoutRows(parsed.script, parsed.diagnostics, name, directory), state: state)
    }
  }

  /// Parses and binds, without the rows of files.
  func checked(_ text: String, name: String, directory: String?) -> [Diagnostic] {
    withAmpleStack {
      let (script, problems) = Parser.parse(Source(name: name, text: text))
      return withoutRows(script, problems, name, directory)
    }
  }

  /// Whether a file that the script uses has mistakes of syntax.
  private func hasMistakes(_ script: ScriptSyntax, _ directory: String?, depth: Int) -> Bool {
    guard capabilities.readsFiles, depth < 32 else { return false }
    return script.statements.contains { statement in
      guard case .use(.path(let written, _)) = statement.kind else { return false }
      let path = Self.resolved(written, directory)
      // A file that cannot be read is reported where it is used.
      guard let text = try? ScriptFile.text(of: path) else { return false }
      let used = Parser.parse(Source(name: path, text: text))
      return used.diagnostics.contains { $0.severity == .error }
        || hasMistakes(used.script, ScriptFile.directory(of: path), depth: depth + 1)
    }
  }

  /// The mistakes that the columns of files show. A mistake that depends on
  /// assumed types is a note.
  private func withoutRows(
    _ script: ScriptSyntax, _ problems: [Diagnostic], _ name: String, _ directory: String?
  ) -> [Diagnostic] {
    let checked = bound(script, problems, name, directory, .columns(isCautious: false))
    guard checked.isAssuming, checked.diagnostics.count > problems.count else { return checked.diagnostics }
    let cautious = bound(script, problems, name, directory, .columns(isCautious: true))
    let certain = Set(cautious.diagnostics.map(\.place))
    return checked.diagnostics.map { certain.contains($0.place) ? $0 : $0.assuming() }
  }

  /// Binds a script that was parsed.
  private func bound(
    _ script: ScriptSyntax, _ problems: [Diagnostic], _ name: String, _ directory: String?, _ loading: Loading
  ) -> CheckedScript {
    var checked = CheckedScript(diagnostics: problems, state: state)
    // With a few syntax errors, the rest is still checked.
    if problems.count > 20 || problems.contains(where: \.isIncomplete) { return checked }
    for statement in script.statements {
      if checked.diagnostics.count > CheckedScript.errorLimit {
        checked.diagnostics.append(.tooManyMistakes(CheckedScript.errorLimit))
        break
      }
      switch statement.kind {
      case .load(let load):
        if !self.load(load, statement, ScriptSource(self, directory, loading), &checked) { return checked }
      case .use(let syntax):
        let (changes, diagnostics) = using(syntax, statement.span, &checked.state, directory: directory, path: [name])
        checked.diagnostics += diagnostics
        checked.steps.append(BoundStep(action: .used, span: statement.span, changes: changes))
      case .metric, .measure, .segment, .lifecycle, .param, .function, .split, .asOf, .show, .list, .describe, .explain,
        .why, .expect, .export:
        bind(statement, &checked)
      }
    }
    return checked
  }

  /// False if the check was interrupted.
  private func load(
    _ load: LoadSyntax, _ statement: StatementSyntax, _ source: ScriptSource, _ checked: inout CheckedScript
  ) -> Bool {
    // A name that could not be read is reported already.
    if [load.name, load.key, load.of, load.by, load.at].contains(where: { $0?.text == "" }) {
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
      let (bound, diagnostics) = Self.bound(
        statement, checked.state.catalog, redefines: true, &checked.reported, schemas: source.columns)
      if let assumption = source.assumption {
        checked.isAssuming = true
        checked.diagnostics.append(.assumed(assumption, of: load.name))
      }
      checked.diagnostics += diagnostics
      if case .load(let plan)? = bound, let schema = source.schema {
        checked.diagnostics += adopt(plan, schema, &checked.state)
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
      let loaded = try self.statement(at: load.pathSpan) { () throws(ScriptError) -> Loaded in
        let (bound, diagnostics) = Self.bound(
          statement, checked.state.catalog, redefines: true, &checked.reported, schemas: source.columns)
        guard case .load(let plan)? = bound, var reading = source.takeReading() else { throw ScriptError(diagnostics) }
        let (changes, receipt, warnings) = try self.load(
          plan, &reading, at: load.name.span, into: &checked.state, readMilliseconds: source.readMilliseconds)
        return (plan, changes, receipt, warnings)
      }
      checked.diagnostics += loaded.warnings
      checked.steps.append(
        BoundStep(action: .loaded(loaded.receipt, loaded.plan), span: statement.span, changes: loaded.changes))
    } catch {
      checked.diagnostics += error.diagnostics
      if error.diagnostics.contains(where: { $0.id == "interrupted" }) { return false }
      checked.state.catalog.addUnknownTable(load)
    }
    return true
  }

  private func bind(_ statement: StatementSyntax, _ checked: inout CheckedScript) {
    let names = statement.definedNames
    let isFirst = checked.own.isDisjoint(with: names)
    let (bound, diagnostics) = Self.bound(statement, checked.state.catalog, redefines: isFirst, &checked.reported)
    checked.diagnostics += diagnostics
    checked.own.formUnion(names)
    guard let bound else {
      // So that uses of it are not reported again.
      checked.state.catalog.failedNames.formUnion(names)
      return
    }
    if let problem = problemOfOutput(bound) { checked.diagnostics.append(problem) }
    do {
      let (changes, problems) = try adopt(bound, statement, &checked.state)
      checked.diagnostics += problems
      checked.steps.append(BoundStep(action: .bound(bound), span: statement.span, changes: changes))
    } catch {
      checked.diagnostics += error.diagnostics
      checked.state.catalog.failedNames.formUnion(names)
    }
  }

  /// Binds a statement. The binder is freed before the catalog changes, so that the
  /// change copies nothing.
  static func bound(
    _ statement: StatementSyntax, _ catalog: Catalog, redefines: Bool, _ reported: inout Set<String>,
    schemas: SourceSchemas? = nil
  ) -> (BoundStatement?, [Diagnostic]) {
    let binder = StatementBinder(catalog, allowsRedefinition: redefines, reported: reported, schemas: schemas)
    let bound = binder.bind(statement)
    reported = binder.reported
    return (bound, binder.diagnostics)
  }

  /// The form of an answer, as far as it is known before the answer.
  private func problemOfOutput(_ bound: BoundStatement) -> Diagnostic? {
    switch bound {
    case .export(let plan):
      do {
        _ = try format(of: plan)
        return nil
      } catch {
        return error.diagnostics.first
      }
    case .question(_, let drawing?) where !Drawing.names.contains(drawing.text):
      return Drawing.unknown(drawing.text, at: drawing.span)
    case .question, .asOf, .parameter, .function, .definition, .definitions, .load: return nil
    }
  }

  /// Adds the definitions of a statement to the state; definitions that used a former
  /// meaning of the name are bound again.
  func adopt(
    _ bound: BoundStatement, _ statement: StatementSyntax, _ state: inout State
  ) throws(ScriptError) -> ([CatalogChange], [Diagnostic]) {
    switch bound {
    case .definition(let definition): return define([definition], statement, &state)
    case .definitions(let parts): return define(parts, statement, &state)
    case .parameter(let parameter):
      let known = state.catalog.parameters[parameter.name] != nil
      let change = CatalogChange.parameter(try setting(for: parameter))
      state.apply(change)
      return known ? rebound(&state, state.catalog.order, because: parameter.name, after: change) : ([change], [])
    case .function(let macro):
      let known = state.catalog.functions[macro.name] != nil
      let change = CatalogChange.function(macro)
      state.apply(change)
      return known ? rebound(&state, state.catalog.order, because: macro.name, after: change) : ([change], [])
    case .asOf, .question, .export, .load: return ([], [])
    }
  }

  private func define(_ definitions: [Definition], _ statement: StatementSyntax, _ state: inout State) -> ([CatalogChange], [Diagnostic]) {
    let known = definitions.filter { state.catalog.definitions[$0.name] != nil }
    let change = CatalogChange.definitions(definitions, statement)
    state.apply(change)
    guard let first = known.first else { return ([change], []) }
    var names: [String] = []
    for definition in known {
      for name in state.catalog.dependents(of: definition.name) where !names.contains(name) { names.append(name) }
    }
    return rebound(&state, names, because: first.name, after: change)
  }

  private func rebound(
    _ state: inout State, _ names: [String], because cause: String, after change: CatalogChange
  ) -> ([CatalogChange], [Diagnostic]) {
    let (definitions, dropped, problems) = state.catalog.rebind(names, because: cause, isError: true)
    return ([change, .rebound(definitions)] + dropped.map { .dropped($0) }, problems)
  }

  /// The parameter with the value that the host or `--set` gave it.
  private func setting(for parameter: Parameter) throws(ScriptError) -> Parameter {
    guard let text = settings[parameter.name] else { return parameter }
    usedSettings.insert(parameter.name)
    if case .text = parameter.value { return parameter.with(.text(text), isPercent: false) }
    let source = Source(name: "value of \(parameter.name)", text: "param value = \(text)")
    let parsed = Parser.parse(source)
    if parsed.diagnostics.isEmpty, parsed.script.statements.count == 1, let statement = parsed.script.statements.first {
      let binder = StatementBinder(Catalog(), allowsRedefinition: true)
      if case .parameter(let read)? = binder.bind(statement) {
        // 50 is not 50%: if the script has a percentage, the setting must be one too.
        if read.value.type == parameter.value.type, read.isPercent == parameter.isPercent {
          return parameter.with(read.value, isPercent: read.isPercent)
        }
        if case .integer(let integer) = read.value, case .number = parameter.value, !parameter.isPercent {
          return parameter.with(.number(Double(integer)), isPercent: false)
        }
      }
    }
    throw ScriptError(.badSetting(parameter, text))
  }
}

extension StatementSyntax {
  /// The names that the statement defines.
  var definedNames: Set<String> {
    switch kind {
    case .metric(let syntax), .measure(let syntax): [syntax.name.text]
    case .segment(let syntax): [syntax.name.text]
    case .lifecycle(let name, _), .param(let name, _), .function(let name, _, _): [name.text]
    case .split(let syntax): Set(syntax.parts.map(\.name.text))
    case .load, .asOf, .show, .list, .describe, .explain, .why, .expect, .export, .use: []
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
