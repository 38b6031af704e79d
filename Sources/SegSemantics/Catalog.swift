// What names mean at one point of a script: tables, definitions, parameters.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// The shape of a loaded table, as far as checking needs it.
package struct TableSchema: Sendable, Equatable {
  package let name: String
  package let key: String
  /// The column of the events' time.
  package let time: String?
  package let columnNames: [String]
  package let types: [String: ColumnType]
  /// A file that could not be read: its columns are unknown, and nothing is
  /// said about them a second time.
  package let isUnknown: Bool
  /// Columns without any value: their type says nothing.
  package let empty: Set<String>

  package init(
    name: String, key: String, time: String?, columns: [(String, ColumnType)], empty: Set<String> = [],
    isUnknown: Bool = false
  ) {
    self.empty = empty
    self.name = name
    self.key = key
    self.time = time
    columnNames = columns.map(\.0)
    types = Dictionary(columns, uniquingKeysWith: { first, _ in first })
    self.isUnknown = isUnknown
  }

  package var timeType: ColumnType? { time.flatMap { types[$0] } }
}

/// A parameter's literal and where it was declared.
package struct Parameter: Sendable {
  package let name: String
  package let value: Value
  /// Written as `20%`: a cut by it is a share.
  package let isPercent: Bool
  package let span: SourceSpan
}

/// `function margin(a, b) = (a - b) / a`: expanded and checked where it is used.
package struct Macro: Sendable {
  package let name: String
  package let parameters: [String]
  package let body: ExpressionSyntax
  package let span: SourceSpan
  /// Where the parameters stand in the body, in the order of their places.
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

/// Everything that names may mean.
package struct Catalog: Sendable {
  /// The functions that scripts may call without defining them.
  package let library: FunctionLibrary
  /// All that can be called without a definition in the script.
  package let callables: CallableList
  package var customers: TableSchema?
  /// In the order of their loads.
  package var events: [TableSchema] = []
  package var tablesWithRejects: Set<String> = []
  package var definitions: [String: Definition] = [:]
  /// Names in the order of their first definition.
  package var order: [String] = []
  package var parameters: [String: Parameter] = [:]
  package var functions: [String: Macro] = [:]
  /// What was written, to bind a definition again when something that it uses
  /// has changed.
  package var statements: [String: StatementSyntax] = [:]
  /// Files and libraries whose definitions are in.
  package var usedFiles: Set<String> = []
  /// Names whose definition failed and was reported.
  package var failedNames: Set<String> = []
  /// Names of the standard library that want something that is not there, and
  /// what: said where they are used.
  package var unavailable: [String: Unavailable] = [:]

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

  package func eventTable(_ name: String) -> TableSchema? { events.first { $0.name == name } }

  /// Event tables that have a column of the name.
  func eventTables(with column: String) -> [TableSchema] { events.filter { $0.types[column] != nil } }

  /// Whether a file could not be read: names may be its columns.
  var hasUnknownTables: Bool { customers?.isUnknown == true || events.contains(where: \.isUnknown) }

  /// Adds a definition, or replaces the one of its name.
  package mutating func define(_ definition: Definition, _ statement: StatementSyntax) {
    if definitions[definition.name] == nil { order.append(definition.name) }
    failedNames.remove(definition.name)
    unavailable[definition.name] = nil
    definitions[definition.name] = definition
    statements[definition.name] = statement
  }

  /// Names of definitions that rest on a name, however far away, in the order
  /// of definition.
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
  /// A table whose file could not be read: what uses it is not an error too.
  package mutating func addUnknownTable(_ load: LoadSyntax) {
    tablesWithRejects.insert(load.name.text)
    if let of = load.of {
      events.removeAll { $0.name == load.name.text }
      events.append(
        TableSchema(name: load.name.text, key: load.by?.text ?? "", time: load.at?.text, columns: [], isUnknown: true))
      if customers == nil {
        customers = TableSchema(name: of.text, key: "", time: nil, columns: [], isUnknown: true)
      }
    } else {
      customers = TableSchema(name: load.name.text, key: load.key?.text ?? "", time: nil, columns: [], isUnknown: true)
    }
  }

  /// Binds definitions again because something that they use has changed.
  /// Those that no longer hold are dropped, with an error or a warning.
  package mutating func rebind(
    _ names: [String], because cause: String, isError: Bool
  ) -> (rebound: [Definition], dropped: [String], problems: [Diagnostic]) {
    var rebound: [Definition] = []
    var dropped: [String] = []
    var problems: [Diagnostic] = []
    // Those that fail for no reason of their own.
    var following: [String] = []
    for name in inOrderOfUse(names) {
      guard let statement = statements[name], definitions[name] != nil else { continue }
      let (definition, found) = again(name, statement)
      if let definition {
        definitions[name] = definition
        rebound.append(definition)
        continue
      }
      drop(name)
      dropped.append(name)
      failedNames.insert(name)
      let errors = found.filter { $0.severity == .error }
      if errors.isEmpty { following.append("`\(name)`") }
      problems += errors.map { problem in
        var problem = problem
        problem.notes.append(
          isError
            ? "with the new `\(cause)`, `\(name)` would not hold any more: nothing was changed"
            : "`\(cause)` was loaded anew, and `\(name)` does not hold any more: it is gone")
        if !isError { problem.severity = .warning }
        return problem
      }
    }
    if !isError, !following.isEmpty, let last = problems.indices.last {
      problems[last].notes.append("gone with it: \(following.joined(separator: ", "))")
    }
    return (rebound, dropped, problems)
  }

  /// Definitions in an order in which each stands after those of them that it
  /// uses: what it means depends on what they mean.
  private func inOrderOfUse(_ names: [String]) -> [String] {
    let wanted = Set(names)
    var order: [String] = []
    var begun: Set<String> = []
    var done: Set<String> = []
    var stack = Array(names.reversed())
    while let name = stack.last {
      if begun.insert(name).inserted {
        let uses = definitions[name]?.uses.filter { wanted.contains($0) && !begun.contains($0) } ?? []
        stack += uses.sorted()
      } else {
        stack.removeLast()
        if done.insert(name).inserted { order.append(name) }
      }
    }
    return order
  }

  private func again(_ name: String, _ statement: StatementSyntax) -> (Definition?, [Diagnostic]) {
    let binder = Binder(self, allowsRedefinition: true)
    switch binder.bind(statement) {
    case .definition(let definition)?: return (definition, binder.diagnostics)
    case .definitions(let parts)?: return (parts.first { $0.name == name }, binder.diagnostics)
    default: return (nil, binder.diagnostics)
    }
  }

  package mutating func drop(_ name: String) {
    definitions[name] = nil
    statements[name] = nil
    order.removeAll { $0 == name }
  }
}

extension Parameter {
  /// As a script writes it: `20%`.
  package var written: String {
    if isPercent, case .number(let share) = value { return "\(Value.number(share * 100))%" }
    return value.description
  }

  /// The parameter with another value.
  package func with(_ value: Value, isPercent: Bool) -> Parameter {
    Parameter(name: name, value: value, isPercent: isPercent, span: span)
  }
}
