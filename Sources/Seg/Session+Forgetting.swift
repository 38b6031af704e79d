// A session that loses some of what it knows.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSemantics
import SegStore

extension Session {
  /// Removes definitions, parameters, functions and tables. Nothing may be left that uses them.
  ///
  /// - Throws: `unknown-name`; `still-used`, with the names that would have to go, too.
  public func forget(_ names: [String]) throws(ScriptError) {
    try call { () throws(ScriptError) in
      interrupt.clear()
      let next = try work.run { () throws(ScriptError) -> SessionState in
        try Forgetting(work: work, loader: loader).forgetting(names, state)
      }
      state = next
      work.cache.keep(state.catalog.program.resolved)
      shared.publish(state)
    }
  }

  /// Removes everything: the session is as it was made.
  public func reset() {
    call {
      state = SessionState(catalog: Catalog(library: state.catalog.library))
      work.cache.removeAll()
      work.models.removeAll()
      shared.publish(state)
    }
  }
}

/// Takes names out of a state.
private struct Forgetting {
  let work: Workspace
  let loader: TableLoader

  func forgetting(_ names: [String], _ state: SessionState) throws(ScriptError) -> SessionState {
    var next = state
    var tables: [String] = []
    for name in names {
      let catalog = next.catalog
      if catalog.definitions[name]?.isNamedAlone == true {
        next.catalog.drop(name)
      } else if catalog.definitions[DefinitionName.table(name)] != nil {
        next.catalog.drop(DefinitionName.table(name))
      } else if catalog.parameters[name] != nil {
        next.catalog.program.undeclare(name)
      } else if catalog.functions[name] != nil {
        next.catalog.functions[name] = nil
      } else if catalog.table(name) != nil, next.sources[name] != nil {
        tables.append(name)
      } else {
        let known = catalog.plainNames + catalog.parameters.keys.sorted() + catalog.functions.keys.sorted() + next.sources.keys.sorted()
        throw ScriptError(.nothingToForget(name, known))
      }
    }
    var needed: [String] = []
    for table in tables { needed += next.store.tables(of: table).filter { !names.contains($0) && !needed.contains($0) } }
    if !needed.isEmpty { throw ScriptError(.stillUsed(names, by: needed)) }
    // Those that belong to others go first.
    for table in tables.sorted(by: { a, _ in next.store.tables(of: a).isEmpty }) {
      let store = try next.store.removing(table, work.context)
      loader.adopt(store, without: table, &next)
    }
    _ = next.catalog.rebind(next.catalog.order, because: names.first ?? "", isError: true)
    let users = state.catalog.order.filter { next.catalog.definitions[$0] == nil }
      .map { state.catalog.definitions[$0]?.ownName ?? $0 }.filter { !names.contains($0) }
    if !users.isEmpty { throw ScriptError(.stillUsed(names, by: users)) }
    next.catalog.failedNames = []
    // A library may be used again to have its names back.
    next.catalog.usedFiles = next.catalog.usedFiles.filter { StandardLibrary.files[$0] == nil }
    return next
  }
}

extension Diagnostic {
  fileprivate static func nothingToForget(_ name: String, _ known: [String]) -> Diagnostic {
    Diagnostic(
      "unknown-name", "nothing is called `\(name)`",
      fix: Speller.nearest(to: name, among: known).map { Fix("did you mean `\($0)`?") })
  }

  fileprivate static func stillUsed(_ names: [String], by users: [String]) -> Diagnostic {
    let all = (names + users).map { Diagnostic.name($0) }.joined(separator: " ")
    let listed = users.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      "still-used", users.count == 1 ? "\(listed) uses what is to be forgotten" : "\(listed) use what is to be forgotten",
      fix: Fix("to forget all of it: `.forget \(all)`"))
  }
}
