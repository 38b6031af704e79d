// The options of a text that a script may give.

import SegColumns
import SegDiagnostics
import SegFiles

/// How to read a text as a table. Everything that is nil is inferred from the
/// whole file.
package struct TextOptions {
  /// The byte between fields: `,`, `;`, tab, `|` or another ASCII character. Of blanks,
  /// several count as one.
  package var delimiter: UInt8?
  /// `utf-8`, `utf-16`, `gb18030`, or another name that iconv knows.
  package var encoding: String?
  /// Whether the first record names the columns.
  package var header: Bool?
  /// Lines to leave out before the table; nil: those that are no part of it.
  package var skip: Int?
  /// Lines to leave out at the end; nil: those that are no part of the table.
  package var footer: Int?
  /// The characters with which lines begin that are no records: one to eight.
  package var comment: [UInt8] = []
  /// The character around fields; `noQuote`: fields have no quotes.
  package var quote: UInt8?
  /// The character before one that stands for itself, in addition to doubled quotes.
  package var escape: UInt8?
  /// Whether short records are filled with missing values.
  package var isPadded = false
  /// Whether blanks around texts are dropped.
  package var isTrimmed = false
  /// Of a text that was made from a sheet, the row of each line.
  package var rowsOfLines: [Int32]?
  /// The encoding that the bytes had before they were decoded.
  var decodedFrom = "UTF-8"
  /// Columns whose type is declared; a value that does not read so rejects its row.
  package var types: [(name: String, type: ColumnType)] = []
  /// Words that mean missing, in addition to the empty field: `NA`, `null`, `\N`.
  package var missing: [String] = []
  /// How to read `05/01/2023`; nil: as the whole column shows.
  package var dateOrder: DateOrder?
  /// How the dates of a column are written.
  package var formats: [(name: String, format: DateFormat)] = []
  /// The decimal mark of numbers; nil: as the file shows.
  package var decimal: DecimalMark?
  /// Where timestamps that name their zone are shown; nil: UTC.
  package var timeZone: TimeZoneRule?
  /// The needed columns; nil: all.
  package var columns: [String]?
  /// Whether the file is one of several that are read as one table: columns of the options may be
  /// in the others, and what its values show of their types counts only together with them.
  var isPart = false
  /// What all files of the table show together; nil: unknown yet.
  var shared: SharedTypes?

  /// Options with which everything is inferred from the file.
  package init() {}

  /// The options that a script may name, in the order of the manual.
  package static let names = TextOption.all.filter { !$0.isForWorkbooksOnly }.map(\.name)

  /// What a script says.
  ///
  /// - Throws: `bad-option`.
  package init(_ request: FileRequest) throws(ReadError) {
    types = request.types
    for (column, text) in request.formats {
      guard let format = DateFormat(text) else {
        throw .badOption(
          "date_format", text, expected: DateFormat.names.map { Message(verbatim: $0) } + ["a pattern such as %d/%m/%Y %H:%M"])
      }
      formats.append((column, format))
    }
    columns = request.columns
    isPart = request.isPart
    shared = request.shared as? SharedTypes
    for option in request.options { try set(option.name, to: option.value) }
    if let clash { throw clash }
  }

  /// Sets an option as a script writes it: `header: no`, `delimiter: ";"`.
  ///
  /// - Throws: `bad-option`.
  package mutating func set(_ name: String, to value: Value) throws(ReadError) {
    switch (name, value) {
    case ("delimiter", .text(let text)):
      let bytes = Array((["tab": "\t", "\\t": "\t"][text] ?? text).utf8)
      guard bytes.count == 1, Self.isDelimiter(bytes[0]) else {
        throw .badOption(name, text, expected: ["`,`", "`;`", "`tab`", "`|`", "another character"])
      }
      delimiter = bytes[0]
    case ("skip", .integer(let lines)) where lines >= 0: skip = Int(clamping: min(lines, 1_000_000))
    case ("footer", .integer(let lines)) where lines >= 0: footer = Int(clamping: min(lines, 1000))
    case ("comment", .text(let text)):
      let bytes = Array(text.utf8)
      guard (1...8).contains(bytes.count), bytes.allSatisfy(Self.isMark) else {
        throw .badOption(name, text, expected: ["one to eight signs such as `#` or `//`"])
      }
      comment = bytes
    case ("quote", .text(let text)): quote = try Self.mark(name, text)
    case ("quote", .boolean(let flag)): quote = flag ? CSVMarks().quote : CSVMarks.noQuote
    case ("escape", .text(let text)): escape = try Self.mark(name, text)
    case ("pad", .boolean(let flag)): isPadded = flag
    case ("trim", .boolean(let flag)): isTrimmed = flag
    case ("encoding", .text(let text)): encoding = text
    case ("header", .boolean(let flag)): header = flag
    case ("missing", .text(let text)): missing.append(text)
    case ("decimal", .text(let text)):
      guard text == "," || text == "." else { throw .badOption(name, text, expected: ["`,`", "`.`"]) }
      decimal = text == "," ? .comma : .point
    case ("time_zone", .text(let text)):
      guard let rule = TimeZoneRule(text) else {
        throw .badOption(name, text, expected: ["UTC", "+08:00", "a name such as Europe/Berlin"])
      }
      timeZone = rule
    case ("date_order", .text(let text)):
      guard let order = DateOrder(rawValue: text) else {
        throw .badOption(name, text, expected: DateOrder.allCases.map { Message(verbatim: $0.rawValue) })
      }
      dateOrder = order
    default:
      guard let option = TextOption.all.first(where: { $0.name == name }) else { throw .unknownOption(name, Self.names) }
      throw .badOption(name, value.description, expected: [option.value])
    }
  }

  /// A character that structures a file.
  private static func mark(_ name: String, _ text: String) throws(ReadError) -> UInt8 {
    let bytes = Array(text.utf8)
    guard bytes.count == 1, isMark(bytes[0]) else {
      throw .badOption(name, text, expected: ["one character such as `'`, `^` or a backslash"])
    }
    return bytes[0]
  }

  /// Whether a byte is a sign: no letter, digit, blank or control character.
  private static func isMark(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && byte &- 0x30 > 9 && (byte | 0x20) &- 0x61 > 25
  }

  /// The characters that structure a CSV file, other than the delimiter.
  var marks: CSVMarks {
    var marks = CSVMarks(quote: quote ?? CSVMarks().quote)
    // A quote before a quote is a doubled one.
    if let escape, escape != marks.quote { marks.escape = UInt16(escape) }
    marks.setComment(comment)
    return marks
  }

  /// Two options that give one character two meanings.
  private var clash: ReadError? {
    let given: [(name: String, byte: UInt8)] = [
      ("delimiter", delimiter), ("quote", quote == CSVMarks.noQuote ? nil : quote), ("escape", escape), ("comment", comment.first),
    ].compactMap { name, byte in byte.map { (name, $0) } }
    for (place, one) in given.enumerated() {
      for other in given[(place + 1)...] where one.byte == other.byte && (one.name, other.name) != ("quote", "escape") {
        return .sameCharacter(one.byte, one.name, other.name)
      }
    }
    // Found by itself, the delimiter could be the same.
    guard delimiter == nil else { return nil }
    return given.first { CSVDialect.delimiters.contains($0.byte) }.map { .perhapsDelimiter($0.byte, $0.name) }
  }

  /// Whether a byte can stand between fields.
  static func isDelimiter(_ byte: UInt8) -> Bool { byte < 0x80 && !notDelimiters.contains(byte) }

  /// Quote, line breaks and what numbers and dates are made of.
  private static let notDelimiters = Array("\"\r\n0123456789.-+".utf8)

  /// The declared types: those given, and dates in a given format.
  var declaredTypes: [(name: String, type: ColumnType)] {
    let given = Set(types.map(\.name))
    return types + formats.filter { !given.contains($0.name) }.map { ($0.name, $0.format.hasTime ? .timestamp : .date) }
  }

  /// How the dates of a column are written, if an option says so.
  func format(of column: String) -> DateFormat? { formats.last { $0.name == column }?.format }

  /// Whether a column is to be read.
  func wants(_ name: String) -> Bool { columns?.contains(name) ?? true }
}
