// The meaning of names at one point of a script: tables, definitions, parameters.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// `function margin(a, b) = (a - b) / a`: expanded and checked where it is used.
package struct ScriptFunction: Sendable {
  package let name: String
  package let parameters: [String]
  package let body: ExpressionSyntax
  package let span: SourceSpan
  /// The places of the parameters in the body, in order.
  let mentions: [NameSyntax]

  init(name: String, parameters: [String], body: ExpressionSyntax, span: SourceSpan) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.span = span
    mentions = body.mentions(of: Set(parameters))
  }
}

/// Why a definition of the standard library cannot be used here.
package struct Unavailable: Sendable {
  /// `std.kpi`.
  package let library: String
  package let reason: Diagnostic

  package init(library: String, reason: Diagnostic) {
    self.library = library
    self.reason = reason
  }
}

/// The meanings of all names.
package struct Catalog: Sendable {
  /// The functions that scripts may call without defining them.
  package let library: FunctionLibrary
  /// Tables, parameters and definitions: what questions are asked of.
  package var program = Program()
  /// All that can be called without a definition in the script.
  package let callables: CallableList
  package var tablesWithRejects: Set<String> = []
  /// Those whose rejected rows name their file, because they were read from several.
  package var tablesOfFiles: Set<String> = []
  /// Names in the order of their first definition.
  package var order: [String] = []
  package var functions: [String: ScriptFunction] = [:]
  /// The syntax of definitions, to bind one again when something that it uses has
  /// changed.
  package var statements: [String: StatementSyntax] = [:]
  /// Files and libraries whose definitions were imported.
  package var usedFiles: Set<String> = []
  /// Whether a file of definitions could not be read or has mistakes, which was reported: unknown names may be its.
  package var hasUnreadDefinitions = false
  /// Names whose definition failed and was reported.
  package var failedNames: Set<String> = []
  /// Names of the standard library that need something missing, and what: reported where
  /// they are used.
  package var unavailable: [String: Unavailable] = [:]
  /// What the files of loaded segments say, by the segments' names.
  package var snapshots: [String: SegmentFile] = [:]

  /// - Parameter library: the functions that scripts may call.
  package init(library: FunctionLibrary = .builtIn) {
    self.library = library
    callables = CallableList(library)
  }

  /// All that can be called, what the script defines at the end.
  package var allCallables: [Callable] {
    callables.all
      + functions.values.sorted { $0.name < $1.name }.map {
        .script(name: $0.name, parameters: $0.parameters, body: $0.body.span.text)
      }
  }

  package var customers: TableSchema? {
    get { program.customers }
    set { program.customers = newValue }
  }

  /// In the order of their loads.
  package var events: [TableSchema] {
    get { program.events }
    set { program.events = newValue }
  }

  /// The tables' names, those of events first.
  package var tableNames: [String] { events.map(\.name) + (customers.map { [$0.name] } ?? []) }

  /// Whether a name is that of something that can be called without a definition.
  func isBuiltIn(_ name: String) -> Bool { ChineseNames.function(name) != nil || callables[name].map { !$0.isAnalysis } ?? false }

  /// Whether it is a percentage, or a parameter whose value is one.
  func isPercent(_ syntax: ExpressionSyntax) -> Bool {
    if case .percent = syntax.kind { return true }
    if case .name(let name) = syntax.kind { return parameters[name]?.isPercent ?? false }
    if case .negate(let inner) = syntax.kind { return isPercent(inner) }
    return false
  }

  package var definitions: [String: Definition] { program.definitions }
  package var parameters: [String: Parameter] { program.parameters }

  /// A table by its name, that of the customers too; nil if there is none.
  package func table(_ name: String) -> TableSchema? { customers?.name == name ? customers : eventTable(name) }

  /// The tables that own a table of events, the nearest first; the customers are not among them.
  package func owners(of table: TableSchema) -> [String] {
    var found: [String] = []
    var next = table.owner
    while case .table(let name) = next, !found.contains(name), let owner = eventTable(name) {
      found.append(name)
      next = owner.owner
    }
    return found
  }

  /// The table whose rows those of a table that is made of another are; the table itself if none are.
  func loadedTable(of table: TableSchema) -> String {
    var name = table.name
    while let definition = definitions[DefinitionName.table(name)], case .table(let plan) = definition.kind {
      if case .groups = plan.form { break }
      name = plan.source
    }
    return name
  }

  /// Adds a link, or replaces that of its role.
  package mutating func add(_ plan: LinkPlan) {
    func add(_ table: inout TableSchema) {
      table.links.removeAll { $0.role == plan.link.role }
      table.links.append(plan.link)
      table.add(plan.made)
    }
    if var table = customers, table.name == plan.table {
      add(&table)
      customers = table
    } else if let place = events.firstIndex(where: { $0.name == plan.table }) {
      add(&events[place])
    }
  }

  /// The event table with a name; nil if there is none.
  package func eventTable(_ name: String) -> TableSchema? { events.first { $0.name == name } }

  /// Event tables that have a column of the name.
  func eventTables(with column: String) -> [TableSchema] { events.filter { $0.types[column] != nil } }

  /// The lifecycle that has a stage of the name; nil if there is none.
  func lifecycle(withStage stage: String) -> String? {
    order.first { name in
      guard case .lifecycle(let expression)? = definitions[name]?.kind, case .stages(let stages) = expression.kind else { return false }
      return stages.contains { $0.name == stage }
    }
  }

  /// Whether a file could not be read: names may be its columns.
  var hasUnknownTables: Bool { customers?.isUnknown == true || events.contains(where: \.isUnknown) }

  /// The names in the order of their first definition that stand alone: not those of columns and tables.
  package var plainNames: [String] { order.filter { definitions[$0]?.isNamedAlone ?? false } }

  /// A table whose statement failed: its uses are no errors.
  package mutating func addUnknownTable(_ table: TableSyntax) {
    if eventTable(table.name.text) != nil { return }
    events.append(TableSchema(name: table.name.text, key: "", time: nil, columns: [], isUnknown: true).made())
  }

  /// Adds a definition, or replaces the one of its name.
  package mutating func define(_ definition: Definition, _ statement: StatementSyntax) {
    if definitions[definition.name] == nil { order.append(definition.name) }
    failedNames.remove(definition.name)
    unavailable[definition.name] = nil
    program.define(definition)
    statements[definition.name] = statement
  }

  /// Names of definitions that depend on a name, directly or indirectly, in the order of
  /// definition.
  package func dependents(of name: String) -> [String] {
    var found: Set<String> = [name]
    var result: [String] = []
    // Definitions use earlier ones, but a redefinition keeps its old place.
    var changed = true
    while changed {
      changed = false
      for other in order where !found.contains(other) {
        if let definition = definitions[other], !definition.uses.isDisjoint(with: found) {
          found.insert(other)
          result.append(other)
          changed = true
        }
      }
    }
    return result
  }
}

extension Catalog {
  /// Adds a table whose file could not be read, so that its uses are not errors too.
  package mutating func addUnknownTable(_ load: LoadSyntax) {
    tablesWithRejects.insert(load.name.text)
    let key = load.key.first?.name.text ?? ""
    if let of = load.of {
      events.removeAll { $0.name == load.name.text }
      events.append(
        TableSchema(
          name: load.name.text, key: load.by.first?.name.text ?? "", time: load.at?.name.text, columns: [], isUnknown: true,
          keys: load.key.map(\.name.text), owner: eventTable(of.text) == nil ? .customers : .table(of.text)))
      if customers == nil {
        customers = TableSchema(name: of.text, key: "", time: nil, columns: [], isUnknown: true)
      }
    } else if let known = customers, !known.isUnknown, known.name != load.name.text {
      // The customers stay those that are known.
      events.removeAll { $0.name == load.name.text }
      events.append(
        TableSchema(
          name: load.name.text, key: key, time: load.at?.name.text, columns: [], isUnknown: true, keys: load.key.map(\.name.text),
          owner: .nobody))
    } else {
      customers = TableSchema(name: load.name.text, key: key, time: nil, columns: [], isUnknown: true)
    }
  }

  /// Removes the definition of a name.
  package mutating func drop(_ name: String) {
    program.remove(name)
    statements[name] = nil
    order.removeAll { $0 == name }
  }
}
