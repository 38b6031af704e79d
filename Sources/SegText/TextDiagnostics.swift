// The messages about a text that cannot be read as a table: all wording of this target.

import SegColumns
import SegDiagnostics
import SegFiles

extension ReadError {

  static func binaryFile(_ name: String, kind: String?) -> ReadError {
    make(
      "binary-file", "`\(name)` is \(kind ?? "not a text file")",
      fix: kind == nil ? nil : "save it as CSV in UTF-8")
  }

  static func badEncoding(_ name: String, encoding: String, offset: Int, line: Int) -> ReadError {
    make(
      "bad-encoding", "`\(name)` is not valid \(encoding) at byte \(offset), line \(line)",
      fix: "save it as UTF-8, or give its encoding: with (encoding: \"windows-1252\")")
  }

  static func unknownEncoding(_ encoding: String) -> ReadError {
    var error = make(
      "bad-option", "no encoding `\(encoding)`",
      notes: ["usual ones are utf-8, utf-16, gb18030, big5, windows-1252"])
    error.option = "encoding"
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
      "bad-format", "the first record of `\(name)`, line \(line), cannot be read: \(reason.text)",
      notes: ["the first record determines the number of columns"])
  }

  /// - Parameter what: `an array of arrays`.
  static func noObjects(_ name: String, _ what: String) -> ReadError {
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

  /// What `seg help ID` says about the diagnostics of this target.
  package static let textTopics: [DiagnosticTopic] = [
    DiagnosticTopic("binary-file", "The file is not text, but for example a workbook, a database or a picture. Export it as CSV."),
    DiagnosticTopic(
      "bad-encoding",
      "The file is neither UTF-8 nor GB18030, or not what `encoding` says. The message names the first "
        + "byte that does not fit."),
    DiagnosticTopic(
      "bad-format",
      "The file's text does not have the form of its format, so not even the columns are known: the first "
        + "record of a CSV file has a quote that is not closed, or a `.json` file is an array of arrays instead of "
        + "objects."),
    DiagnosticTopic("unknown-column", "An option names a column that the file does not have."),
    DiagnosticTopic(
      "too-many-columns",
      "The file has more columns than a table may have; often the delimiter is wrong."),
    DiagnosticTopic(
      "ambiguous-date",
      "A column is declared a date, but `05/01/2023` may be 5 January or 1 May, and no value of the "
        + "column decides. Give `date_order`."),
  ]
}
