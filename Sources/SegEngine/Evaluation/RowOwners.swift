// The rows that own those of another table, through the tables between them.

import SegColumns
import SegDiagnostics
import SegPlan
import SegStore

/// Finds the owners of the rows of a table of events.
struct RowOwners {
  let evaluation: Evaluation

  /// For each row of a table the row of another one that owns it; -1: there is none. nil: the other table does not own it.
  func rows(of events: EventTable, in name: String) throws(ScriptError) -> Buffer<Int32>? {
    let context = evaluation.context
    var found: Buffer<Int32>?
    var table = events
    while case .table(let owner) = table.owner, let next = try evaluation.eventTable(owner) {
      guard let step = try evaluation.rows(of: LinkReference(from: table.name, role: owner, target: owner)) else { return nil }
      if let before = found {
        let joined = try Buffer<Int32>(count: before.count, in: context)
        try context.run(rows: joined.count) { _, _, range in
          for row in range {
            let middle = before.pointer[row]
            joined.pointer[row] = middle < 0 ? -1 : step.pointer[Int(middle)]
          }
        }
        found = joined
      } else {
        found = step
      }
      if owner == name { return found }
      table = next
    }
    return nil
  }
}
