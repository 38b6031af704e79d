// Tables with the columns that definitions give them.

import SegColumns
import SegDiagnostics
import SegPlan
import SegStore

extension Evaluation {
  /// The rows of a table with the columns that definitions give it, last.
  package func withGivenColumns(_ events: EventTable) throws(ScriptError) -> Table {
    var fields = events.table.fields
    for schema in program.events where schema.name == events.name {
      for name in schema.columnNames where schema.given.contains(name) {
        guard let definition = definitions[DefinitionName.column(name, of: events.name)] else { continue }
        fields.append(Table.Field(name, try value(of: definition.name, at: definition.span)))
      }
    }
    return Table(fields: fields, rowCount: events.table.rowCount)
  }
}
