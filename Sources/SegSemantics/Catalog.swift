// What names mean at one point of a script: tables, definitions, parameters.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax
import Synchronization

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

  package init(name: String, key: String, time: String?, columns: [(String, ColumnType)], isUnknown: Bool = false) {
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
  /// Another number for every new value.
  package let version: Int
}

/// `function margin(a, b) = (a - b) / a`: expanded and checked where it is used.
package struct Macro: Sendable {
  package let name: String
  package let parameters: [String]
  package let body: ExpressionSyntax
  package let span: SourceSpan
}

/// Everything that names may mean.
package struct Catalog: Sendable {
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

  package init() {}

  package func eventTable(_ name: String) -> TableSchema? { events.first { $0.name == name } }

  /// Event tables that have a column of the name.
  func eventTables(with column: String) -> [TableSchema] { events.filter { $0.types[column] != nil } }

  /// Whether a file could not be read: names may be its columns.
  var hasUnknownTables: Bool { customers?.isUnknown == true || events.contains(where: \.isUnknown) }

  /// A number that no definition of this process has had: what was computed for
  /// one version is never taken for another, whatever became of a script.
  package static func makeVersion() -> Int { versions.wrappingAdd(1, ordering: .relaxed).newValue }
  private static let versions = Atomic<Int>(0)

  /// Adds a definition, or replaces the one of its name.
  package mutating func define(_ definition: Definition, _ statement: StatementSyntax) {
    if definitions[definition.name] == nil { order.append(definition.name) }
    failedNames.remove(definition.name)
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
  package mutating func rebind(_ names: [String], because cause: String, isError: Bool) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for name in names {
      guard let statement = statements[name], definitions[name] != nil else { continue }
      let binder = Binder(self, allowsRedefinition: true)
      let bound = binder.bind(statement, version: Catalog.makeVersion())
      if case .definition(let definition)? = bound {
        definitions[name] = definition
      } else if case .definitions(let parts)? = bound, let part = parts.first(where: { $0.name == name }) {
        definitions[name] = part
      } else {
        definitions[name] = nil
        statements[name] = nil
        order.removeAll { $0 == name }
        failedNames.insert(name)
        problems += binder.diagnostics.filter { $0.severity == .error }.map { problem in
          var problem = problem
          problem.notes.append("`\(cause)` has changed, and `\(name)` does not hold any more")
          if !isError {
            problem.severity = .warning
          }
          return problem
        }
      }
    }
    return problems
  }
}

extension Parameter {
  /// The parameter with another value.
  package func with(_ value: Value, isPercent: Bool) -> Parameter {
    Parameter(name: name, value: value, isPercent: isPercent, span: span, version: version)
  }
}
