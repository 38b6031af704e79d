// The schemas of tables: what a plan may read.

import SegColumns

/// The schema of a loaded table, as far as checking needs it.
package struct TableSchema: Sendable, Equatable {
  package let name: String
  /// The column that identifies customers, or the customer of an event.
  package let key: String
  /// The column of the events' time.
  package let time: String?
  /// In the order of the file.
  package let columnNames: [String]
  package let types: [String: ColumnType]
  /// Whether the file could not be read: its columns are unknown, and not reported
  /// again.
  package let isUnknown: Bool
  /// Whether the customers are those of the events, because no customer table is loaded.
  package let isImplicit: Bool
  /// Columns without any value: their type is unknown.
  package let empty: Set<String>

  package init(
    name: String, key: String, time: String?, columns: [(String, ColumnType)], empty: Set<String> = [],
    isUnknown: Bool = false, isImplicit: Bool = false
  ) {
    self.isImplicit = isImplicit
    self.empty = empty
    self.name = name
    self.key = key
    self.time = time
    columnNames = columns.map(\.0)
    types = Dictionary(columns, uniquingKeysWith: { first, _ in first })
    self.isUnknown = isUnknown
  }

  package var timeType: ColumnType? { time.flatMap { types[$0] } }
}
