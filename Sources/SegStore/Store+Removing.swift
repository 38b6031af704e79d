// A table taken out of a store.

import SegDiagnostics
import SegPlan
import SegRuntime

extension Store {
  /// The tables that belong to a table and could not stay without it.
  package func tables(of name: String) -> [String] {
    if customers?.name == name { return events.filter { $0.owner == .customers }.map(\.name) }
    return events.filter { $0.owner == .table(name) }.map(\.name)
  }

  /// The store without a table, and without the links from it and to it. Customers that were made from the keys of events are made
  /// anew from the other tables, and go with the last one.
  ///
  /// - Parameter name: a table to which no other belongs.
  package func removing(_ name: String, _ context: ExecutionContext) throws(ScriptError) -> Store {
    var store = self
    store.rejects[name] = nil
    for plan in links where plan.table == name || plan.link.target == name {
      store.linkRows[Self.name(of: plan.table, plan.link.role)] = nil
    }
    store.links.removeAll { $0.table == name || $0.link.target == name }
    store.events.removeAll { $0.name == name }
    if store.customers?.name == name {
      store.customers = nil
      return store
    }
    guard store.customers?.isImplicit == true else { return store }
    if !store.events.contains(where: { $0.owner == .customers }) {
      store.customers = nil
    } else {
      try store.link(context)
    }
    return store
  }
}
