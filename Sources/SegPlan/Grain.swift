// What rows are.

/// What the rows of a question are.
package enum Grain: Sendable, Hashable {
  /// Customers.
  case customers
  /// The events of a table.
  case events(String)
  /// The rejected rows of a load.
  case rejects(String)
  /// One row that needs no data: `show 1`.
  case none
}
