// The definitions of snapshots, with the tables of today.

import SegDiagnostics
import SegPlan
import SegSyntax

extension Catalog {
  /// Binds the definitions of all snapshots to the tables as they are now.
  package mutating func renewSnapshots() {
    for (name, file) in snapshots {
      guard case .snapshot(var snapshot) = file else { continue }
      let (past, problems) = defining(snapshot.definition, named: name)
      snapshot.problem = problems.first
      let definition = problems.isEmpty ? past.definitions[snapshot.segment] : nil
      snapshot.content = definition?.type == .boolean ? definition?.content : nil
      program.former[name] = past.program
      snapshots[name] = .snapshot(snapshot)
    }
  }

  /// The catalog with the tables of today and the definitions of a script.
  ///
  /// - Returns: and what of the script does not hold with the tables of today.
  private func defining(_ script: String, named name: String) -> (Catalog, [Diagnostic]) {
    var catalog = Catalog(library: library)
    var tables = program
    for name in order.reversed() { tables.remove(name) }
    catalog.customers = tables.customers
    catalog.events = tables.events
    // Segments that are loaded are data.
    for name in order {
      if let definition = definitions[name], let statement = statements[name], statement.isLoad { catalog.define(definition, statement) }
    }
    let (parsed, problems) = Parser.parse(Source(name: name, text: script))
    var errors = problems
    for statement in parsed.statements where errors.isEmpty {
      let binder = StatementBinder(catalog, allowsRedefinition: true)
      switch binder.bind(statement) {
      case .definition(let definition)?: catalog.define(definition, statement)
      case .definitions(let parts)?: for part in parts { catalog.define(part, statement) }
      case .parameter(let parameter)?: catalog.program.declare(parameter)
      case .function(let function)?: catalog.functions[function.name] = function
      case .load, .link, .asOf, .question, .export, .report, .note, nil: break
      }
      errors += binder.diagnostics.filter { $0.severity == .error }
    }
    return (catalog, errors)
  }
}
