// Loads of which no row belongs to anybody: every figure of them would be 0.

import SegColumns
import SegDiagnostics
import SegPlan
import SegStore

extension Diagnostic {
  /// `warning: no row of `orders` belongs to a row of `customers` [unmatched-keys]`
  ///
  /// - Returns: nil if some row does, if there are no owners, or none that a file names.
  static func unmatchedKeys(_ events: EventTable, _ store: Store, at span: SourceSpan?) -> Diagnostic? {
    guard !events.isReference, events.table.rowCount > 0, let customers = store.customers else { return nil }
    switch events.owner {
    case .nobody: return nil
    case .customers:
      guard !customers.isImplicit, customers.table.rowCount > 0, events.orphanCount == events.table.rowCount else { return nil }
      let agreement = KeyAgreement(ofOrphans: events, customers: customers)
      return unmatched(events, customers.name, customers.keys, agreement, at: span)
    case .table(let name):
      guard let owner = store.eventTable(name), owner.table.rowCount > 0, events.ownerlessCount == events.table.rowCount,
        let keys = owner.keys.first.flatMap({ owner.table[$0] })
      else { return nil }
      return unmatched(events, name, keys, nil, at: span)
    }
  }

  private static func unmatched(
    _ events: EventTable, _ owner: String, _ keys: Column, _ agreement: KeyAgreement?, at span: SourceSpan?
  ) -> Diagnostic {
    var notes: [Message] = ["they count nowhere: figures about them are 0 or missing"]
    if let own = events.table[events.key].flatMap(example), let other = example(keys) {
      notes.append("`\(events.key)` is for example `\(own)`, the key of `\(owner)` `\(other)`")
    }
    var fix: Fix?
    if let agreement {
      let count = agreement.asIntegers
      notes.append(count == 1 ? "one agrees as an integer" : "\(grouped(count)) agree as integers")
      fix = Fix("load both `with (key_as: integer)`")
    }
    return Diagnostic(
      "unmatched-keys", "no row of `\(events.name)` belongs to a row of `\(owner)`", at: span, notes: notes, fix: fix, severity: .warning)
  }

  /// The first value of a column; nil if there is none.
  private static func example(_ column: Column) -> String? {
    (0..<column.count).first(where: column.isPresent).map { column[$0].description }
  }

  static let unmatchedKeysTopic = DiagnosticTopic(
    "unmatched-keys",
    """
    The rows of a table belong to owners by a key, and here no key is one of theirs: it is another column, or the keys are written \
    in another way (`0001001` and `1001`, `c-17` and `C-17`). `key_as: integer` reads both as integers, and `by lower(trim(id))` \
    is a key made of the column.
    """)
}
