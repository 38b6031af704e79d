// Values of linked rows: computed once for each row of the other table, then taken by the link.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

extension Evaluation {
  /// For each row of a link's table the value of the row that it leads to; missing where there is none.
  func linked(_ inner: Expression, by link: LinkReference) throws(ScriptError) -> Column {
    guard let rows = store.rows(of: link), let target = store.frame(named: link.target) else {
      return Column.of(inner.type, [Value](repeating: .missing, count: store.frame(named: link.table)?.rowCount ?? 0))
    }
    return try column(inner, on: target).taken(rows, context)
  }
}
