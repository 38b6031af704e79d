// What is asked of a file, beside its bytes.

import SegColumns
import SegRuntime

/// What a script says about a file that it loads: handed to the file's format.
public struct FileRequest {
  /// The columns that are wanted; nil: all.
  public var columns: [String]?
  /// Columns whose type is declared: `types: (phone: text)`.
  public var types: [(name: String, type: ColumnType)] = []
  /// The other options, as they are written: `delimiter: ";"`.
  public var options: [(name: String, value: Value)] = []
  /// How the work is done.
  package var work = ReadWork()

  public init() {}
}

/// How reading is done: nothing of it shows in the table.
package struct ReadWork {
  /// With which threads, and until when: between chunks it is asked whether
  /// reading is to end.
  package var context = ExecutionContext.serial
  /// Bytes of a file that one thread parses at a time; tests make it tiny.
  package var chunkSize = 1 << 20
  /// How many bytes of a file are read beyond those that are parsed, at first:
  /// records end there mostly. Tests make it tiny.
  package var lookAhead = 1 << 16
  /// Bytes of a pipe, of unpacked text or of a file that is read as a whole to hold
  /// before reading is given up.
  package var memoryLimit = InputBytes.memoryLimit
  /// In which pages the columns lie: small ones where the rows are put in
  /// another order afterwards.
  package var pages = BufferPages.largeIfSoon
  /// Called on the caller's thread with a fraction in 0...1.
  package var progress: ((Double) -> Void)?

  /// One thread, no limits but the machine's.
  package init() {}
}
