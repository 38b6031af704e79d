// The options of reading a file.

import SegColumns
import SegDiagnostics
import SegFiles
import SegRuntime

/// How to read a file. Everything that is nil is inferred from the whole file.
package struct ReadOptions {
  /// The name of a ``FileFormat``; nil: by the file's extension.
  package var format: String?
  /// The byte between fields: `,`, `;`, tab, `|` or another ASCII character.
  package var delimiter: UInt8?
  /// `utf-8`, `utf-16`, `gb18030`, or another name that iconv knows.
  package var encoding: String?
  /// Whether the first record names the columns.
  package var header: Bool?
  /// Columns whose type is declared; a value that does not read so rejects its row.
  package var types: [(name: String, type: ColumnType)] = []
  /// Words that mean missing, in addition to the empty field: `NA`, `null`, `\N`.
  package var missing: [String] = []
  /// How to read `05/01/2023`; nil: as the whole column shows.
  package var dateOrder: DateOrder?
  /// With which threads it is read, and until when: between chunks it is asked
  /// whether reading is to end.
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

  /// Options with which everything is inferred from the file.
  package init() {}

  /// The options that a script may name, in the order of the manual.
  package static let optionNames = ["format", "delimiter", "encoding", "header", "types", "missing", "date_order"]

  /// Sets an option as a script writes it: `header: no`, `delimiter: ";"`.
  /// `types` is not a value and is set by the caller.
  ///
  /// - Throws: `bad-option`.
  package mutating func set(_ name: String, to value: Value) throws(ReadError) {
    switch (name, value) {
    case ("format", .text(let text)):
      guard FileFormat.named(text) != nil else {
        throw .badOption(name, text, expected: FileFormat.all.map(\.name))
      }
      format = text
    case ("delimiter", .text(let text)):
      let bytes = Array((["tab": "\t", "\\t": "\t"][text] ?? text).utf8)
      guard bytes.count == 1, Self.isDelimiter(bytes[0]) else {
        throw .badOption(name, text, expected: [",", ";", "tab", "|"])
      }
      delimiter = bytes[0]
    case ("encoding", .text(let text)): encoding = text
    case ("header", .boolean(let flag)): header = flag
    case ("missing", .text(let text)): missing.append(text)
    case ("date_order", .text(let text)):
      guard let order = DateOrder(rawValue: text) else {
        throw .badOption(name, text, expected: DateOrder.allCases.map(\.rawValue))
      }
      dateOrder = order
    default:
      if Self.optionNames.contains(name) {
        throw .badOption(name, value.description, expected: [name == "header" ? "yes or no" : "a text"])
      }
      throw .unknownOption(name)
    }
  }

  /// Whether a byte can stand between fields.
  static func isDelimiter(_ byte: UInt8) -> Bool { byte < 0x80 && !notDelimiters.contains(byte) }

  /// Quote, line breaks and what numbers and dates are made of.
  private static let notDelimiters = Array("\"\r\n0123456789.-+".utf8)
}
