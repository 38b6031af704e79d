// A request to read a file.

import SegColumns
import SegRuntime

/// The options of a script for a file that it loads, for the file's format.
public struct FileRequest {
  /// The needed columns; nil: all.
  public var columns: [String]?
  /// Columns whose type is declared: `types: (phone: text)`.
  public var types: [(name: String, type: ColumnType)] = []
  /// Columns whose dates are written in a given format: `date_format: (day: "%d/%m/%y")`.
  public var formats: [(name: String, format: String)] = []
  /// The other options, as written: `delimiter: ";"`.
  public var options: [(name: String, value: Value)] = []
  /// Whether the file is one of several that are read as one table.
  package var isPart = false
  /// What all files of the table show together, for the format.
  package var shared: (any FormatEvidence)?
  /// How the work is done.
  package var work = ReadWork()

  public init() {}
}

/// How reading is done; it does not affect the table.
package struct ReadWork {
  /// The threads and the interrupt: between chunks it is checked whether reading should
  /// end.
  package var context = ExecutionContext.serial
  /// Bytes of a file that one thread parses at a time; tests make it tiny.
  package var chunkSize = 1 << 20
  /// How many bytes beyond a chunk are read at first: usually its last record ends
  /// there. Tests make it tiny.
  package var lookAhead = 1 << 16
  /// The limit in bytes for a pipe, for unpacked text and for a file that is read as a
  /// whole.
  package var memoryLimit = InputBytes.memoryLimit
  /// The page size of the columns: small pages if the rows are sorted afterwards.
  package var pages = BufferPages.largeIfSoon
  /// Called on the caller's thread with a fraction in 0...1.
  package var progress: ((Double) -> Void)?

  /// One thread, without limits.
  package init() {}
}
