// The names of definitions that a table's name is a part of.

/// Names of the definitions of columns and tables. Metrics, segments, lifecycles and measures
/// stand under their own names.
package enum DefinitionName {
  /// The definition of a column: columns of several tables may have one name.
  package static func column(_ column: String, of table: String) -> String { "\(column) of \(table)" }

  /// The definition of a table: metrics may have the same name as a table.
  package static func table(_ table: String) -> String { "table \(table)" }
}
