// The messages about a text that cannot be read as a table: all wording of this target.

import SegColumns
import SegDiagnostics
import SegFiles

extension ReadError {

  static func binaryFile(_ name: String, _ form: FileKind.Form) -> ReadError {
    make("binary-file", "`\(name)` is \(form.kind)", fix: form.command.map { "\(form.fix): \($0) \(name)" } ?? form.fix)
  }

  static func otherText(_ name: String, _ form: OtherText.Form) -> ReadError {
    make("bad-format", "`\(name)` is \(form.kind)", fix: form.fix)
  }

  /// - Parameter guess: the encoding that it has instead.
  static func badEncoding(_ name: String, encoding: String, offset: Int, line: Int, guess: String?) -> ReadError {
    make(
      "bad-encoding", "`\(name)` is not valid \(encoding) at byte \(offset), line \(line)",
      fix: guess.map { "give its encoding: with (encoding: \"\($0)\")" } ?? "leave `encoding` out: it is found by what the bytes say")
  }

  static func unknownEncoding(_ encoding: String) -> ReadError {
    var error = make(
      "bad-option", "no encoding `\(encoding)`",
      notes: ["usual ones are \(TextOption.encodings.joined(separator: ", "))"])
    error.option = "encoding"
    return error
  }

  /// `with (delimiter: ",", quote: ",")`
  static func sameCharacter(_ byte: UInt8, _ one: String, _ other: String) -> ReadError {
    let character = String(decoding: [byte], as: UTF8.self)
    var error = make("bad-option", "`\(one)` and `\(other)` are both `\(character)`", fix: "give each a character of its own")
    error.option = other
    return error
  }

  /// `with (quote: ",")` without a delimiter.
  static func perhapsDelimiter(_ byte: UInt8, _ name: String) -> ReadError {
    let character = String(decoding: [byte], as: UTF8.self)
    let delimiter = character == ";" ? "," : ";"
    var error = make(
      "bad-option", "`\(name)` is `\(character)`, and that may be the character between fields",
      fix: "give that, too: with (delimiter: \"\(delimiter)\", \(name): \"\(character)\")")
    error.option = name
    return error
  }

  static func unknownColumn(_ column: String, file: String, columns: [String]) -> ReadError {
    let shown = columns.prefix(12).joined(separator: ", ") + (columns.count > 12 ? ", …" : "")
    return make(
      "unknown-column", "no column `\(column)` in `\(file)`", notes: ["its columns are \(shown)"],
      fix: Speller.nearest(to: column, among: columns).map { "did you mean `\($0)`?" })
  }

  static func badFirstRecord(_ name: String, line: Int, _ reason: RejectReason) -> ReadError {
    make(
      "bad-format", "the first record of `\(name)`, line \(line), cannot be read: \(reason.message)",
      notes: ["the first record determines the number of columns"])
  }

  /// - Parameter what: `an array of arrays`.
  static func noObjects(_ name: String, _ what: Message) -> ReadError {
    make(
      "bad-format", "`\(name)` holds \(what), not of objects",
      fix: "write objects: [{\"id\": 1, \"v\": 2}, …], or save the table as CSV")
  }

  static func tooManyColumns(_ name: String, limit: Int) -> ReadError {
    make(
      "too-many-columns", "`\(name)` has more than \(limit) columns",
      fix: "give the character between fields: with (delimiter: \";\")")
  }

  static func ambiguousDate(_ column: String, bothOrders: Bool) -> ReadError {
    make(
      "ambiguous-date",
      bothOrders
        ? "column `\(column)` has dates with the day first and dates with the month first"
        : "column `\(column)` does not show whether the day or the month comes first",
      fix: "give the order: with (date_order: \"dmy\")")
  }

  /// `b.csv` has no header, but `a.csv` has one [files-disagree]
  static func headersDiffer(with: String, without: String) -> ReadError {
    make(
      "files-disagree", "`\(without)` has no header, but `\(with)` has one",
      fix: "if its first line names the columns: with (header: yes); otherwise give it a header")
  }

  static func nothingInCommon(_ file: String, _ columns: [String], _ first: String, _ firstColumns: [String]) -> ReadError {
    func shown(_ names: [String]) -> String { names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "") }
    return make(
      "files-disagree", "`\(file)` has no column in common with the files before it",
      notes: ["its columns are \(shown(columns)); those of `\(first)` are \(shown(firstColumns))"],
      fix: "load it as a table of its own, or give it the same header")
  }

  static func typesDiffer(_ column: String, _ a: String, _ typeA: ColumnType, _ b: String, _ typeB: ColumnType) -> ReadError {
    make(
      "files-disagree", "`\(column)` is \(typeA.rawValue) in `\(a)` and \(typeB.rawValue) in `\(b)`",
      fix: "declare its type: with (types: (\(ScriptSpelling.name(column)): text))")
  }

  /// `amount` is number in `orders`, and not in `new.csv` [append-types]
  static func doesNotFit(_ column: String, _ type: ColumnType, _ table: String, _ other: ColumnType, _ files: [String]) -> ReadError {
    let first = (files.first.map { "`\($0)`" } ?? "the file") + (files.count > 1 ? " and the other files" : "")
    return make(
      "append-types", "`\(column)` is \(type.word) in `\(table)`, and \(other.word) in \(first)",
      fix: "load all files again in one `load`: then `\(column)` is \(other.word)")
  }

  static func columnIsTaken(_ column: String, _ file: String) -> ReadError {
    var error = make(
      "files-disagree", "`\(file)` has a column `\(column)` of its own", fix: "leave `file: yes` out, or give that column another name")
    error.option = "file"
    return error
  }

  /// What `seg help ID` says about the diagnostics of this target.
  package static let textTopics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "binary-file",
      """
      The file is not text, but for example a workbook, a database, a picture, or compressed by something other than gzip. Export \
      it as CSV, or unpack it.
      """),
    DiagnosticTopic(
      "bad-encoding",
      """
      The file's bytes are not what `encoding` says. The message names the first byte that does not fit. If only a few do not, their \
      rows are rejected instead.
      """),
    DiagnosticTopic(
      "guessed-encoding",
      """
      The file is not UTF-8 and has no mark that says what it is, so it is read in the encoding in which its texts look most like a \
      language. Look at a name with an accent or in another script. Give the encoding, and the warning is gone: \
      `with (encoding: \"windows-1252\")`.
      """),
    DiagnosticTopic(
      "bad-format",
      """
      The file's text does not have the form of its format, so not even the columns are known: the first \
      record of a CSV file has a quote that is not closed, the file is a web page, or a `.json` file is an array of arrays \
      instead of objects.
      """),
    DiagnosticTopic(
      "files-disagree",
      """
      The files of one `load` are one table, so they must belong together: either all have a header or none has, each has a column \
      in common with those before it, and `with (file: yes)` needs that none has a column `file`.
      """),
    DiagnosticTopic(
      "append-types",
      """
      `append` keeps the types of the table. A value that does not read as its column's type rejects its row. Where no value does, or \
      where the column would have to be text (codes with leading zeros below integers), load the table again from all files.
      """),
    DiagnosticTopic("unknown-column", "An option names a column that the file does not have."),
    DiagnosticTopic(
      "too-many-columns",
      "The file has more columns than a table may have; often the delimiter is wrong."),
    DiagnosticTopic(
      "ambiguous-date",
      """
      A column is declared a date, but `05/01/2023` may be 5 January or 1 May, and no value of the \
      column decides. Give `date_order`.
      """),
  ]
}

extension Diagnostic {
  /// - Parameter example: a text of the file as it was read.
  static func guessedEncoding(_ name: String, _ encoding: String, example: String?) -> Diagnostic {
    Diagnostic(
      "guessed-encoding", "`\(name)` is not UTF-8; it is read as \(encoding)\(example.map { ", for example `\($0.prefix(40))`" } ?? "")",
      fix: Fix("if that is right, say so: with (encoding: \"\(encoding.lowercased())\")"), severity: .warning)
  }
}
