// Checking a whole script before anything of it runs.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSemantics
import SegSyntax

/// A statement ready to run, with the state that it runs in.
struct Step {
  enum Action {
    case loaded(LoadReceipt)
    case bound(BoundStatement)
    case used
  }

  let action: Action
  let span: SourceSpan
  /// Tables and names as they are after the statement's own effect.
  let state: Session.State
}

struct CheckedScript {
  var steps: [Step] = []
  var diagnostics: [Diagnostic] = []
}

extension Session {
  /// Parses, loads and binds. Loads happen here because their columns must be
  /// known; nothing else does.
  func prepare(_ text: String, name: String, directory: String?) -> CheckedScript {
    let (script, problems) = Parser.parse(Source(name: name, text: text))
    var checked = CheckedScript(diagnostics: problems)
    // What cannot be read cannot be checked further: its names would be missed.
    if problems.contains(where: { $0.severity == .error }) { return checked }
    var state = self.state
    /// Names of this text: a script may not define them twice, the next may.
    var own: Set<String> = []
    for statement in script.statements {
      if case .use(let syntax) = statement.kind {
        checked.diagnostics += using(syntax, statement.span, &state.catalog, directory: directory, path: [name])
        checked.steps.append(Step(action: .used, span: statement.span, state: state))
        continue
      }
      if case .load(let load) = statement.kind {
        do {
          let (next, receipt, warnings) = try loading(load, into: state, directory: directory)
          state = next
          checked.diagnostics += warnings
          checked.steps.append(Step(action: .loaded(receipt), span: statement.span, state: state))
        } catch {
          checked.diagnostics += error.diagnostics
          if error.diagnostics.contains(where: { $0.id == "interrupted" }) { return checked }
          state.catalog.addUnknownTable(load)
        }
        continue
      }
      bind(statement, &state, &own, &checked)
    }
    return checked
  }

  private func bind(_ statement: StatementSyntax, _ state: inout State, _ own: inout Set<String>, _ checked: inout CheckedScript) {
    let names = statement.definedNames
    let binder = Binder(state.catalog, allowsRedefinition: own.isDisjoint(with: names))
    let bound = binder.bind(statement, version: Catalog.makeVersion())
    checked.diagnostics += binder.diagnostics
    own.formUnion(names)
    guard let bound else {
      // So that what uses it is not reported a second time.
      state.catalog.failedNames.formUnion(names)
      return
    }
    do {
      checked.diagnostics += try adopt(bound, statement, &state.catalog)
    } catch {
      checked.diagnostics += error.diagnostics
      return
    }
    checked.steps.append(Step(action: .bound(bound), span: statement.span, state: state))
  }

  /// Takes what a statement defines into the catalog; what rested on a former
  /// definition of the name is bound anew.
  func adopt(_ bound: BoundStatement, _ statement: StatementSyntax, _ catalog: inout Catalog) throws(ScriptError) -> [Diagnostic] {
    switch bound {
    case .definition(let definition): return define([definition], statement, &catalog)
    case .definitions(let parts): return define(parts, statement, &catalog)
    case .parameter(let parameter):
      let isNew = catalog.parameters[parameter.name] == nil
      catalog.parameters[parameter.name] = try setting(for: parameter)
      return isNew ? [] : catalog.rebind(catalog.order, because: parameter.name, isError: true)
    case .function(let macro):
      let isNew = catalog.functions[macro.name] == nil
      catalog.functions[macro.name] = macro
      return isNew ? [] : catalog.rebind(catalog.order, because: macro.name, isError: true)
    case .asOf, .question, .export: return []
    }
  }

  private func define(_ definitions: [Definition], _ statement: StatementSyntax, _ catalog: inout Catalog) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for definition in definitions {
      let isNew = catalog.definitions[definition.name] == nil
      catalog.define(definition, statement)
      if !isNew {
        problems += catalog.rebind(catalog.dependents(of: definition.name), because: definition.name, isError: true)
      }
    }
    return problems
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
      if case .parameter(let read)? = binder.bind(statement, version: parameter.version) {
        if read.value.type == parameter.value.type { return parameter.with(read.value, isPercent: read.isPercent) }
        if case .integer(let integer) = read.value, case .number = parameter.value {
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
