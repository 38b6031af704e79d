// Columns of events where no table is named.

import SegDiagnostics
import SegPlan
import SegSyntax

extension Binder {
  /// The event tables that have all columns of events in some expressions; empty if there
  /// is no such column, or if customers have a name of them.
  func eventTables(of expressions: [ExpressionSyntax]) -> [TableSchema] {
    var tables: [TableSchema]?
    for expression in expressions {
      for name in expression.plainNames where !isKnownToCustomers(name) && !linked.isLinkedToCustomers(name) {
        let having = catalog.eventTables(with: name)
        if having.isEmpty { continue }
        tables = (tables ?? catalog.events).filter { table in having.contains { $0.name == table.name } }
      }
      for table in expression.qualifyingTables {
        guard let found = catalog.eventTable(table), !linked.isLinkedToCustomers(table) else { continue }
        tables = (tables ?? catalog.events).filter { $0.name == found.name }
      }
    }
    return tables ?? []
  }

  private var linked: LinkedNames { LinkedNames(binder: self) }

  /// Whether a name is a column or definition of customers, or a parameter.
  func isKnownToCustomers(_ name: String) -> Bool {
    catalog.customers?.types[name] != nil || catalog.definitions[name] != nil || catalog.parameters[name] != nil
      || catalog.failedNames.contains(name) || catalog.eventTable(name) != nil
  }

  /// Whether a table has events of customers at a time; what is wrong is reported.
  func isOfCustomersInTime(_ table: TableSchema, at span: SourceSpan) -> Bool {
    if table.isUnknown { return true }
    if table.isReference {
      report(.referenceOfCustomer(table.name, at: span))
    } else if table.time == nil {
      report(.noTime(table, at: span))
    } else {
      return true
    }
    return false
  }

  /// A text without the name of a table before its columns.
  func unqualified(_ text: String, _ table: TableSchema) -> String {
    text.replacing("\(table.name).", with: "").replacing("`\(table.name)`.", with: "")
  }
}
