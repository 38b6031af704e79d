// What reading a file gives.

import SegColumns

/// A table read from outside, and how it was read.
package struct ReadResult {
  /// The records that were taken, in the order of the file.
  package var table: Table
  /// The records that were not taken: `line` (from 1), `column`, `reason`,
  /// `text` (the record as it stands in the file).
  package var rejects: Table
  /// `UTF-8`, `UTF-16LE`, `GB18030`, …
  package var encoding: String
  /// The byte between fields; nil for formats without one.
  package var delimiter: UInt8?
  /// Whether the first record named the columns.
  package var hasHeader: Bool
  /// What a person should know about columns: renamed, kept as text, converted.
  package var columnNotes: [String]
  /// Bytes of the file as it lies on disk.
  package var byteCount: Int
  /// Where the rows lie in the file; it keeps the file's text, so whoever keeps
  /// the result for long sets this to nil.
  package var lineIndex: LineIndex?

  /// The line of the file, from 1, on which the record of a row of `table`
  /// starts: for messages about rows that were read well and are wrong all the
  /// same. In compressed or converted files the line of the text inside. Nil
  /// for rows that the table does not have.
  ///
  /// Complexity: the first row asked for in a stretch of the file (usually a
  /// megabyte) costs a look through it; asking in the order of the rows looks
  /// through the file once.
  package func lineOfRow(_ row: Int) -> Int? { lineIndex?.line(of: row) }
}
