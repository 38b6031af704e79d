// Checks a whole script before any of it runs.

import SegColumns
import SegDiagnostics
import SegPlan
import SegReport
import SegSemantics
import SegSyntax

/// A statement ready to run, with what it changes.
struct Step {
  enum Action {
    case loaded(LoadReceipt)
    case bound(BoundStatement)
    case used
  }

  let action: Action
  let span: SourceSpan
  let changes: [Change]
}

/// The state of a script's check.
struct CheckedScript {
  var steps: [Step] = []
  var diagnostics: [Diagnostic] = []
  /// Tables and names as they will be at this point.
  var state: Session.State
  /// Names and tables of this text. A script may not define them twice; the next text may.
  var own: Set<String> = []
  var ownTables: Set<String> = []
  /// Unknown names that have been reported; each is reported once.
  var reported: Set<String> = []

  /// The most mistakes to report; more would bury the first ones.
  static let errorLimit = 100
}

extension Session {
  /// Parses, loads and binds. Loads happen here because their columns must be
  /// known; nothing else does.
  func prepare(_ text: String, name: String, directory: String?) -> CheckedScript {
    withAmpleStack {
      let (script, problems) = Parser.parse(Source(name: name, text: text))
      var checked = CheckedScript(diagnostics: problems, state: self.state)
      // With a few syntax errors, the rest is still checked.
      if problems.count > 20 || problems.contains(where: \.isIncomplete) { return checked }
      for statement in script.statements {
        if checked.diagnostics.count > CheckedScript.errorLimit {
          checked.diagnostics.append(.tooManyMistakes(CheckedScript.errorLimit))
          break
        }
        switch statement.kind {
        case .load(let load):
          if !self.load(load, statement.span, directory, &checked) { return checked }
        case .use(let syntax):
          let (changes, diagnostics) = using(syntax, statement.span, &checked.state, directory: directory, path: [name])
          checked.diagnostics += diagnostics
          checked.steps.append(Step(action: .used, span: statement.span, changes: changes))
        case .asOf, .param, .metric, .measure, .function, .lifecycle, .segment, .split, .show, .list, .describe, .explain, .why,
          .expect, .export:
          bind(statement, &checked)
        }
      }
      return checked
    }
  }

  /// False if the check was interrupted.
  private func load(_ load: LoadSyntax, _ span: SourceSpan, _ directory: String?, _ checked: inout CheckedScript) -> Bool {
    // A name that could not be read is reported already.
    if [load.name, load.key, load.of, load.by, load.at].contains(where: { $0?.text == "" }) {
      checked.state.catalog.addUnknownTable(load)
      return true
    }
    do throws(ScriptError) {
      guard checked.ownTables.insert(load.name.text).inserted else {
        throw ScriptError(.loadedTwice(load.name))
      }
      let (changes, receipt, warnings) = try self.statement(at: load.pathSpan) {
        () throws(ScriptError) -> ([Change], LoadReceipt, [Diagnostic]) in
        try loading(load, into: &checked.state, directory: directory)
      }
      checked.diagnostics += warnings
      checked.steps.append(Step(action: .loaded(receipt), span: span, changes: changes))
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
      checked.steps.append(Step(action: .bound(bound), span: statement.span, changes: changes))
    } catch {
      checked.diagnostics += error.diagnostics
      checked.state.catalog.failedNames.formUnion(names)
    }
  }

  /// Binds a statement. The binder is freed before the catalog changes, so that the
  /// change copies nothing.
  static func bound(
    _ statement: StatementSyntax, _ catalog: Catalog, redefines: Bool, _ reported: inout Set<String>
  ) -> (BoundStatement?, [Diagnostic]) {
    let binder = Binder(catalog, allowsRedefinition: redefines, reported: reported)
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
    case .question, .asOf, .parameter, .function, .definition, .definitions: return nil
    }
  }

  /// Adds the definitions of a statement to the state; definitions that used a former
  /// meaning of the name are bound again.
  func adopt(_ bound: BoundStatement, _ statement: StatementSyntax, _ state: inout State) throws(ScriptError) -> ([Change], [Diagnostic]) {
    switch bound {
    case .definition(let definition): return define([definition], statement, &state)
    case .definitions(let parts): return define(parts, statement, &state)
    case .parameter(let parameter):
      let known = state.catalog.parameters[parameter.name] != nil
      let change = Change.parameter(try setting(for: parameter))
      state.apply(change)
      return known ? rebound(&state, state.catalog.order, because: parameter.name, after: change) : ([change], [])
    case .function(let macro):
      let known = state.catalog.functions[macro.name] != nil
      let change = Change.function(macro)
      state.apply(change)
      return known ? rebound(&state, state.catalog.order, because: macro.name, after: change) : ([change], [])
    case .asOf, .question, .export: return ([], [])
    }
  }

  private func define(_ definitions: [Definition], _ statement: StatementSyntax, _ state: inout State) -> ([Change], [Diagnostic]) {
    let known = definitions.filter { state.catalog.definitions[$0.name] != nil }
    let change = Change.definitions(definitions, statement)
    state.apply(change)
    guard let first = known.first else { return ([change], []) }
    var names: [String] = []
    for definition in known {
      for name in state.catalog.dependents(of: definition.name) where !names.contains(name) { names.append(name) }
    }
    return rebound(&state, names, because: first.name, after: change)
  }

  private func rebound(_ state: inout State, _ names: [String], because cause: String, after change: Change) -> ([Change], [Diagnostic]) {
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
      let binder = Binder(Catalog(), allowsRedefinition: true)
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
