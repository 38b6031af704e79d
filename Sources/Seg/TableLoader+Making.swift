// The columns that a load makes of those of its file, before its rows are linked.

import SegColumns
import SegDiagnostics
import SegEngine
import SegPlan
import SegStore

extension TableLoader {
  /// The rows of a source with the columns that a load makes of them, last.
  func making(_ made: [NamedExpression], of table: Table, _ state: SessionState) throws(ScriptError) -> Table {
    if made.isEmpty { return table }
    // Rows of a file know no other table and no day.
    let evaluation = Evaluation(
      store: Store(), program: Program(), functions: state.catalog.library, asOf: 0, isDayKnown: false, context: work.context,
      models: work.models, tables: TableMaker(), cache: ValueCache())
    let columns = Dictionary(table.fields.map { ($0.name, $0.column) }, uniquingKeysWith: { first, _ in first })
    let rows = Frame(rowCount: table.rowCount, grain: .events(""), columns: columns)
    var fields = table.fields
    for column in made { fields.append(Table.Field(column.name, try evaluation.column(column.expression, on: rows))) }
    return Table(fields: fields, rowCount: table.rowCount)
  }
}
