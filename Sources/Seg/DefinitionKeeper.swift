// The definitions of a session: statements bound, and their effect on what was defined before.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSemantics
import SegSyntax

/// Binds statements and puts what they define into a state.
final class DefinitionKeeper {
  /// Values for parameters, as texts, by `--set` or the host.
  var settings: [String: String] = [:]
  private var usedSettings: Set<String> = []

  /// The names that no `param` has used yet.
  var unusedSettings: [String] { settings.keys.filter { !usedSettings.contains($0) }.sorted() }

  /// Binds a statement. The binder is freed before the catalog changes, so that the
  /// change copies nothing.
  static func bound(
    _ statement: StatementSyntax, _ catalog: Catalog, redefines: Bool, _ reported: inout Set<String>,
    schemas: SourceSchemas? = nil
  ) -> (BoundStatement?, [Diagnostic]) {
    var texts: [ComparedText] = []
    return bound(statement, catalog, redefines: redefines, &reported, texts: &texts, schemas: schemas)
  }

  /// The same.
  ///
  /// - Parameter texts: receives those that the statement compares with columns.
  static func bound(
    _ statement: StatementSyntax, _ catalog: Catalog, redefines: Bool, _ reported: inout Set<String>,
    texts: inout [ComparedText], schemas: SourceSchemas? = nil
  ) -> (BoundStatement?, [Diagnostic]) {
    let binder = StatementBinder(catalog, allowsRedefinition: redefines, reported: reported, schemas: schemas)
    let bound = binder.bind(statement)
    reported = binder.reported
    texts = binder.comparedTexts
    return (bound, binder.diagnostics)
  }

  /// Adds the definitions of a statement to the state; definitions that used a former
  /// meaning of the name are bound again.
  func adopt(
    _ bound: BoundStatement, _ statement: StatementSyntax, _ state: inout SessionState
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
    case .asOf, .question, .export, .report, .note, .load, .link: return ([], [])
    }
  }

  private func define(_ definitions: [Definition], _ statement: StatementSyntax, _ state: inout SessionState) -> (
    [CatalogChange], [Diagnostic]
  ) {
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
    _ state: inout SessionState, _ names: [String], because cause: String, after change: CatalogChange
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
    case .column(let syntax): [DefinitionName.column(syntax.name.text, of: syntax.table.text)]
    case .table(let syntax): [DefinitionName.table(syntax.name.text)]
    case .segment(let syntax): [syntax.name.text]
    case .lifecycle(let name, _), .param(let name, _), .function(let name, _, _): [name.text]
    case .split(let syntax): Set(syntax.parts.map(\.name.text))
    case .load(let syntax): syntax.isSegment ? [syntax.name.text] : []
    case .append, .link, .asOf, .show, .list, .describe, .explain, .why, .expect, .export, .snapshot, .report, .note, .use: []
    }
  }
}
