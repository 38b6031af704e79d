// What is said when a file cannot be read or written: all wording of this target.

import SegColumns
import SegDiagnostics

/// Why a record was not taken; the wording is `reason(_:)`.
enum RejectReason: Error, Equatable {
  case tooFewFields(found: Int, expected: Int)
  case tooManyFields(found: Int, expected: Int)
  case unclosedQuote
  case longQuote
  case textAfterQuote
  case notOfType(ColumnType)
  case notAnObject
  case badJSON(String)
  case tooDeep
  case duplicateKey

  /// The reason as the column `reason` of the rejects says it.
  var text: String {
    switch self {
    case .tooFewFields(let found, let expected), .tooManyFields(let found, let expected):
      "\(found) \(found == 1 ? "field" : "fields") where \(expected) \(expected == 1 ? "is" : "are") expected"
    case .unclosedQuote: "a quote opens here and is never closed"
    case .longQuote: "a quote opens here and is not closed within \(CSVLayout.longestQuoted >> 20) MB"
    case .textAfterQuote: "text after a closing quote (a quote inside quotes is written twice)"
    case .notOfType(let type): "not \(Self.article(type)) \(type.rawValue)"
    case .notAnObject: "not an object `{…}`"
    case .badJSON(let what): "not valid JSON: \(what)"
    case .tooDeep: "nested more than 100 deep"
    case .duplicateKey: "a key stands twice"
    }
  }

  /// Whether quotes are to blame, so that the record has no known end but its line's.
  var isAboutQuotes: Bool { self == .unclosedQuote || self == .longQuote || self == .textAfterQuote }

  private static func article(_ type: ColumnType) -> String { type == .integer ? "an" : "a" }
}

extension ReadError {
  private static func make(_ id: String, _ message: String, notes: [String] = [], fix: String? = nil) -> ReadError {
    ReadError(Diagnostic(id, message, notes: notes, fix: fix.map { Diagnostic.Fix($0) }))
  }

  /// `no file `orders.cvs` [file-not-found]`
  static func fileNotFound(_ path: String, nearest: String?) -> ReadError {
    make("file-not-found", "no file `\(path)`", fix: nearest.map { "did you mean `\($0)`?" })
  }

  /// `no folder `data` for the file `data/orders.csv` [file-not-found]`
  static func folderNotFound(_ folder: String, path: String) -> ReadError {
    make("file-not-found", "no folder `\(folder)` for the file `\(path)`")
  }

  /// - Parameter kind: what it is, with an article.
  static func notAFile(_ path: String, _ kind: String) -> ReadError {
    make("not-a-file", "`\(path)` is \(kind), not a file")
  }

  static func emptyFile(_ name: String) -> ReadError {
    make("empty-file", "`\(name)` is empty", notes: ["a table needs at least one record or a header line"])
  }

  static func binaryFile(_ name: String, kind: String?) -> ReadError {
    make(
      "binary-file", "`\(name)` is \(kind ?? "not a text file")",
      fix: kind == nil ? nil : "save it as CSV in UTF-8")
  }

  static func badEncoding(_ name: String, encoding: String, offset: Int, line: Int) -> ReadError {
    make(
      "bad-encoding", "`\(name)` is not valid \(encoding) at byte \(offset), line \(line)",
      fix: "save it as UTF-8, or say which encoding it has: with (encoding: \"windows-1252\")")
  }

  static func unknownEncoding(_ encoding: String) -> ReadError {
    make(
      "bad-option", "no encoding `\(encoding)`",
      notes: ["usual ones are utf-8, utf-16, gb18030, big5, windows-1252"])
  }

  static func badGzip(_ name: String, _ what: String) -> ReadError {
    make("bad-gzip", "`\(name)` is compressed with gzip, but \(what)")
  }

  static func cannotRead(_ name: String, _ what: String) -> ReadError {
    make("cannot-read", "cannot read `\(name)`: \(what)")
  }

  static func cannotWrite(_ path: String, _ what: String) -> ReadError {
    make("cannot-write", "cannot write `\(path)`: \(what)")
  }

  static func unknownColumn(_ column: String, file: String, columns: [String]) -> ReadError {
    let shown = columns.prefix(12).joined(separator: ", ") + (columns.count > 12 ? ", …" : "")
    return make(
      "unknown-column", "no column `\(column)` in `\(file)`", notes: ["its columns are \(shown)"],
      fix: Speller.nearest(to: column, among: columns).map { "did you mean `\($0)`?" })
  }

  static func badOption(_ name: String, _ value: String, expected: [String]) -> ReadError {
    make(
      "bad-option", "option `\(name)` cannot be `\(value)`",
      notes: ["expected: \(expected.joined(separator: ", "))"])
  }

  static func unknownOption(_ name: String) -> ReadError {
    make(
      "bad-option", "no option `\(name)` for reading a file",
      notes: ["options are \(ReadOptions.optionNames.joined(separator: ", "))"],
      fix: Speller.nearest(to: name, among: ReadOptions.optionNames).map { "did you mean `\($0)`?" })
  }

  static func badFirstRecord(_ name: String, line: Int, _ reason: RejectReason) -> ReadError {
    make(
      "bad-format", "the first record of `\(name)`, line \(line), cannot be read: \(reason.text)",
      notes: ["the first record tells how many columns there are"])
  }

  /// - Parameter what: `one array`, `an object over several lines`.
  static func notNDJSON(_ name: String, _ what: String) -> ReadError {
    make(
      "bad-format", "`\(name)` holds \(what), but one JSON object a line is read (NDJSON)",
      fix: what == "one array" ? "write one object a line: jq -c '.[]'" : "write one object a line: jq -c .")
  }

  static func tooManyColumns(_ name: String, limit: Int) -> ReadError {
    make(
      "too-many-columns", "`\(name)` has more than \(limit) columns",
      fix: "say which character stands between the fields: with (delimiter: \";\")")
  }

  static func ambiguousDate(_ column: String, bothOrders: Bool) -> ReadError {
    make(
      "ambiguous-date",
      bothOrders
        ? "column `\(column)` has dates with the day first and dates with the month first"
        : "column `\(column)` does not tell whether the day or the month comes first",
      fix: "say the order: with (date_order: \"dmy\")")
  }

  static func interrupted() -> ReadError { make("interrupted", "interrupted while reading") }

  /// What `seg help ID` says about the diagnostics of this target.
  package static let topics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "file-not-found",
      "The file of a `load` does not exist. Paths in a script are relative to the script's folder."),
    DiagnosticTopic("not-a-file", "A folder, or a device such as `/dev/zero`, stands where a file is expected."),
    DiagnosticTopic("empty-file", "The file has no bytes, or nothing but blank lines."),
    DiagnosticTopic("binary-file", "The file is not a text: a workbook, a database, a picture. Export it as CSV."),
    DiagnosticTopic(
      "bad-encoding",
      "The file is neither UTF-8 nor GB18030, or not what `encoding` says. The message names the first "
        + "byte that does not fit."),
    DiagnosticTopic(
      "bad-format",
      "The file's text does not have the form of its format, so that not even the columns are known: the first "
        + "record of a CSV file has a quote that is not closed, or a `.json` file is one array instead of one "
        + "object a line."),
    DiagnosticTopic("bad-gzip", "The file starts like a gzip file but is damaged or cut off."),
    DiagnosticTopic(
      "cannot-read",
      "The system refused to read the file (permissions, a broken disk), or another program changed it while it "
        + "was read: load it again when that is done."),
    DiagnosticTopic(
      "cannot-write",
      "The system refused to write the file: permissions, a full disk, a closed pipe. Nothing is left "
        + "half-written."),
    DiagnosticTopic("unknown-column", "An option names a column that the file does not have."),
    DiagnosticTopic("bad-option", "An option of `with (…)` does not exist or has a value it cannot have."),
    DiagnosticTopic(
      "too-many-columns",
      "The file has more columns than a table may have; often the delimiter is wrong."),
    DiagnosticTopic(
      "ambiguous-date",
      "A column is declared a date, but `05/01/2023` may be 5 January or 1 May, and no value of the "
        + "column tells. Say `date_order`."),
    DiagnosticTopic("interrupted", "Reading was stopped from outside; nothing was loaded."),
  ]
}

/// Notes about columns, as a receipt shows them.
enum ColumnNote {
  static func renamed(_ name: String, to new: String) -> String {
    "a second column `\(name)` is called `\(new)`"
  }

  static func unnamed(_ name: String) -> String { "a column without a name is called `\(name)`" }

  static func ambiguousDate(_ name: String, _ type: String) -> String {
    "`\(name)` stays text: day or month first? say it: with (types: (\(name): \(type)), date_order: \"dmy\")"
      + " or \"mdy\""
  }

  static func convertedToUTC(_ name: String) -> String { "`\(name)` has time zones: converted to UTC" }

  static func dateOrder(_ name: String, _ order: DateOrder) -> String {
    "`\(name)` is read \(order == .dmy ? "day" : "month") first, as its values tell"
  }

  /// `amount is text: 3 of 6,919 values are no numbers, the first `N/A` on line 17: …`
  static func nearlyTyped(
    _ name: String, _ type: ColumnType, bad: Int, of total: Int, example: String, line: Int?
  ) -> String {
    let isOne = bad == 1
    var note = "`\(name)` is text: \(grouped(bad)) of \(grouped(total)) values"
    if type == .boolean {
      note += isOne ? " is not yes or no, " : " are not yes or no, the first "
    } else {
      let what = type == .integer || type == .number ? "number" : type.rawValue
      note += isOne ? " is no \(what), " : " are no \(what)s, the first "
    }
    note += "`\(shown(example))`\(place(line)): "
    // A word stands for missing, perhaps; what has digits is a slip.
    let isWord = example.utf8.allSatisfy { $0 &- 0x30 > 9 && $0 != 0x22 && $0 != 0x5C && $0 >= 0x20 }
    if isWord && example.unicodeScalars.count <= 20 { note += "with (missing: \"\(example)\") or " }
    return note + "with (types: (\(name): \(type == .boolean ? "boolean" : type.rawValue)))"
  }

  static func mixedOrders(
    _ name: String, dayFirst: (String, line: Int?), monthFirst: (String, line: Int?)
  ) -> String {
    "`\(name)` is text: `\(shown(dayFirst.0))`\(place(dayFirst.line)) has the day first, "
      + "`\(shown(monthFirst.0))`\(place(monthFirst.line)) the month"
  }

  static func decimalComma(_ name: String, example: String, line: Int?) -> String {
    "`\(name)` is text: decimal commas, as in `\(shown(example))`\(place(line)), are not read; write a point"
  }

  private static func place(_ line: Int?) -> String { line.map { " on line \(grouped($0))" } ?? "" }

  /// A value of a file in a message: short, and nothing that a terminal obeys.
  private static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(40).map { $0.properties.generalCategory == .control ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)) + (text.unicodeScalars.count > 40 ? "…" : "")
  }

  /// `6,919`
  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.map { index in
      String(digits[index]) + (index + 1 < digits.count && (digits.count - index - 1) % 3 == 0 ? "," : "")
    }.joined()
  }

  static func phone(_ name: String) -> String { "`\(name)` stays text: phone numbers are not counted with" }
}
