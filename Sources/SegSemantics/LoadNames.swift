// The names in a load, from a script or from a host.

import SegDiagnostics
import SegSyntax

/// The names of a load's table and of its special columns.
package struct LoadNames {
  /// A name and its place; a name from a host has no place.
  package struct Name {
    package let text: String
    package let span: SourceSpan?

    package init(_ text: String, _ span: SourceSpan? = nil) {
      self.text = text
      self.span = span
    }

    init(_ syntax: NameSyntax) { self.init(syntax.text, syntax.span) }
  }

  package let table: Name
  /// The columns that identify a row.
  package var key: [Name] = []
  /// The table that owns the rows.
  package var of: Name?
  /// The columns with the owners' keys.
  package var by: [Name] = []
  /// The column with the time of events.
  package var at: Name?
  /// The source's name in messages: its path, or the table's name.
  let label: String

  /// The names that a host gives.
  package init(table: String) {
    self.table = Name(table)
    label = table
  }

  /// The names that a script gives.
  init(_ load: LoadSyntax) {
    table = Name(load.name)
    key = load.key.map { Name($0) }
    of = load.of.map { Name($0) }
    by = load.by.map { Name($0) }
    at = load.at.map { Name($0) }
    label = load.paths.map(\.text).joined(separator: ", ")
  }
}
