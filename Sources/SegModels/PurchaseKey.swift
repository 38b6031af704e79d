// What fitted purchases are found by.

import SegPlan

/// The purchases and the day. The offsets of the table, or the keys of the customers, identify the data: a load makes new ones,
/// and the record keeps those of its key alive.
struct PurchaseKey: Hashable {
  let data: ObjectIdentifier
  let purchases: PurchaseSelection
  /// The digest of the definitions that the purchases use.
  let content: Int
  let day: Int32

  var table: String { purchases.table }
}
