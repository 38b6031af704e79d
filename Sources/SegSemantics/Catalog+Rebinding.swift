// Definitions bound again, because something that they use has changed.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension Catalog {
  /// Binds definitions again because something that they use has changed. Invalid ones
  /// are dropped, with an error or a warning.
  package mutating func rebind(
    _ names: [String], because cause: String, isError: Bool
  ) -> (rebound: [Definition], dropped: [String], problems: [Diagnostic]) {
    renewSnapshots()
    var rebound: [Definition] = []
    var dropped: [String] = []
    var problems: [Diagnostic] = []
    // Definitions that fail only because another one failed.
    var following: [String] = []
    for name in program.inOrderOfUse(names) {
      guard let statement = statements[name], definitions[name] != nil else { continue }
      let (definition, found) = boundAnew(name, statement)
      if let definition {
        program.define(definition)
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

  /// The catalog with other values of parameters, with everything bound again
  /// that had to know them.
  ///
  /// - Throws: what does not hold with them.
  package func bound(with values: [String: Value]) throws(ScriptError) -> Catalog {
    var catalog = self
    for (name, value) in values {
      guard let parameter = parameters[name] else { continue }
      catalog.program.declare(parameter.with(value, isPercent: parameter.isPercent))
    }
    let cause = values.keys.sorted().joined(separator: ", ")
    let (_, _, problems) = catalog.rebind(order, because: cause, isError: true)
    if !problems.isEmpty { throw ScriptError(problems) }
    return catalog
  }

  private func boundAnew(_ name: String, _ statement: StatementSyntax) -> (Definition?, [Diagnostic]) {
    // The rows of a list of customers are looked up by their keys, whatever else is loaded.
    if statement.isLoad { return (definitions[name], []) }
    let binder = StatementBinder(self, allowsRedefinition: true)
    switch binder.bind(statement) {
    case .definition(let definition)?: return (definition, binder.diagnostics)
    case .definitions(let parts)?: return (parts.first { $0.name == name }, binder.diagnostics)
    case .load, .link, .asOf, .parameter, .function, .question, .export, .report, .note, nil: return (nil, binder.diagnostics)
    }
  }
}
