// What a statement changes in a session, applied once to check the rest of the
// script and once when the statement runs.

import SegColumns
import SegDiagnostics
import SegEngine
import SegPlan
import SegSemantics
import SegStore
import SegSyntax

/// A change of tables or names. It is small, so that the cost of a script is the sum of
/// its statements.
enum CatalogChange {
  /// The change of the tables by a load, and the names of their columns.
  case tables(Store, customers: TableSchema?, events: [TableSchema], loaded: String)
  case linked(Store, LinkPlan)
  case definitions([Definition], StatementSyntax)
  /// Definitions bound again because something that they use has changed.
  case rebound([Definition])
  case dropped(String)
  case parameter(Parameter)
  case function(ScriptFunction)
  /// What the file of a loaded segment says.
  case segmentFile(String, SegmentFile)
  case file(String)
  /// What a table was loaded from.
  case source(LoadedSource)
  /// What the script calls the tables and columns that libraries read.
  case libraryNames([String: String])
  /// Definitions of a library that need tables or columns that are not loaded.
  case unavailable(Set<String>, Unavailable, file: String)

  /// Whether values that were computed before may be stale.
  var replaces: Bool {
    switch self {
    case .tables, .linked, .rebound, .dropped: true
    case .definitions, .parameter, .function, .segmentFile, .file, .source, .libraryNames, .unavailable: false
    }
  }
}

extension SessionState {
  mutating func apply(_ change: CatalogChange) {
    switch change {
    case .tables(let store, let customers, let events, let loaded):
      self.store = store
      catalog.customers = customers
      catalog.events = events
      catalog.tablesWithRejects.insert(loaded)
      if let rejects = store.rejects[loaded] {
        if rejects["file"] == nil { catalog.tablesOfFiles.remove(loaded) } else { catalog.tablesOfFiles.insert(loaded) }
      }
    case .linked(let store, let plan):
      self.store = store
      catalog.add(plan)
    case .definitions(let definitions, let statement):
      for definition in definitions { catalog.define(definition, statement) }
    case .rebound(let definitions):
      for definition in definitions { catalog.program.define(definition) }
    case .dropped(let name): catalog.drop(name)
    case .parameter(let parameter): catalog.program.declare(parameter)
    case .function(let macro): catalog.functions[macro.name] = macro
    case .segmentFile(let name, let file):
      catalog.snapshots[name] = file
      catalog.renewSnapshots()
    case .file(let name): catalog.usedFiles.insert(name)
    case .source(let source): sources[source.plan.table] = source
    case .libraryNames(let names): libraryNames = names
    case .unavailable(let names, let reason, let file): catalog.miss(names, reason, of: file)
    }
  }
}
