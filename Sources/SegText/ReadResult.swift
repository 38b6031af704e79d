// The result of reading a file.

import SegColumns
import SegDiagnostics

/// A table read from outside, and how it was read.
package struct ReadResult {
  /// The records that were taken, in the order of the file.
  package var table: Table
  /// The rejected records: `line` (from 1), `column`, `reason`, `text` (the record as
  /// written in the file).
  package var rejects: Table
  /// `UTF-8`, `UTF-16LE`, `GB18030`, …
  package var encoding: String
  /// The byte between fields; nil for formats without one.
  package var delimiter: UInt8?
  /// Whether the first record named the columns.
  package var hasHeader: Bool
  /// Notes about columns for a person: renamed, kept as text, converted.
  package var columnNotes: [Message]
  /// Columns whose type further rows could not change.
  package var certainColumns: Set<String>
  /// Whether numbers have decimal commas.
  package var hasDecimalComma = false
  /// Whether further rows could not change the columns' names.
  package var hasCertainNames: Bool
  /// The lines of the rows. The index keeps the file's text in memory: to keep the
  /// result for long, set this to nil.
  package var lineIndex: LineIndex?
  /// How many rejected records have bytes that are no text of the encoding.
  var badLines = 0
  /// What the values of the columns show, for files that are read as one table.
  var evidence: FileEvidence?
  /// What was assumed and should be confirmed.
  var warnings: [Diagnostic] = []

  /// The line of the file, from 1, on which the record of a row of `table` starts: for
  /// messages about rows that were read correctly but are wrong. For compressed or
  /// converted files it is the line of the text inside. Nil for rows outside the table.
  ///
  /// Complexity: the first row in a chunk of the file (usually a megabyte) costs a scan
  /// of the chunk; in the order of the rows the file is scanned once.
  package func lineOfRow(_ row: Int) -> Int? { lineIndex?.line(of: row) }
}
