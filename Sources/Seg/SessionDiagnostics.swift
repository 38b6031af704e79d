// The messages of a session: files, settings, expectations.

import SegColumns
import SegPlan
import SegReport
import SegDiagnostics
import SegSemantics
import SegStore
import SegSyntax

extension Diagnostic {
  /// `error: `churn rate` is `churn_rate` of `std.kpi` [unknown-name]`
  static func nameOfLibrary(_ written: String, _ name: String, _ library: String, _ statement: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-name", "`\(written)` is `\(name)` of `\(library)`", at: span, label: "not known here",
      fix: Fix("write `use \(library)`, and then \(code(statement))"))
  }

  /// `error: the expectation does not hold [expectation-failed]`
  static func expectationFailed(_ message: String?, values: [Message], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "expectation-failed", message.map { Message(verbatim: $0) } ?? "the expectation does not hold", at: span, label: "does not hold",
      notes: values)
  }

  /// `warning: `orders` looks like order lines [unexpected-data]`
  static func unexpectedData(_ message: String, values: [Message], at span: SourceSpan) -> Diagnostic {
    Diagnostic("unexpected-data", Message(verbatim: message), at: span, notes: values, severity: .warning)
  }

  /// `warning: `arpu` is missing in 1 of 5 rows: its denominator is 0 or missing there [empty-ratio]`
  static func emptyRatio(_ name: String, _ missing: Int, of rows: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "empty-ratio",
      rows == 1
        ? "`\(name)` is missing in \(missing) of 1 row: its denominator is 0 or missing there"
        : "`\(name)` is missing in \(missing) of \(rows) rows: its denominator is 0 or missing there",
      at: span, severity: .warning)
  }

  /// `error: no row of `orders` could be taken: all 3 are rejected [no-rows]`
  ///
  /// - Parameter rejects: not empty.
  static func noRows(_ table: String, _ rejects: Table, at span: SourceSpan?) -> Diagnostic {
    func shown(_ column: String) -> String? { rejects[column].flatMap { $0.isPresent(0) ? $0[0].description : nil } }
    var place: Message = "line \(shown("line") ?? "?")"
    if let file = shown("file") { place = "`\(file)`, \(place)" }
    if let column = shown("column") { place = "\(place), column `\(column)`" }
    var first: Message = "\(place): \(shown("reason") ?? "")"
    if let text = shown("text") { first = "\(first): `\(text.prefix(60))`" }
    let count = rejects.rowCount
    let isShort = shown("reason").map { $0.contains(" field") && $0.contains("expected") } == true
    let all: Message = count == 1 ? "the only one is rejected" : "all \(grouped(count)) are rejected"
    return Diagnostic(
      "no-rows", "no row of `\(table)` could be taken: \(all)", at: span,
      notes: [first],
      fix: isShort
        ? Fix("`with (pad: yes)` fills short rows; `with (delimiter: \";\")` gives the character between fields") : nil)
  }

  /// `error: `sales` was not loaded, so it cannot get the rows of files [wrong-append]`
  static func nothingToAppendTo(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "wrong-append", "`\(name.text)` was not loaded, so it cannot get the rows of files", at: name.span,
      fix: Fix("append to the table that it is made from, or load one"))
  }

  static func loadedTwice(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "name-taken", "`\(name.text)` is loaded already", at: name.span, label: "loaded again", fix: Fix("give one of them another name"))
  }

  static func tooManyMistakes(_ limit: Int) -> Diagnostic {
    Diagnostic("too-many-mistakes", "more than \(limit) mistakes: the rest is not checked")
  }

  static func filesNotAllowed(_ verb: Message, at span: SourceSpan? = nil) -> Diagnostic {
    Diagnostic(
      "not-allowed", "this session may not \(verb) files", at: span,
      notes: ["the host allows it with `Capabilities`: `readsFiles`, `writesFiles`"])
  }

  static func badSetting(_ parameter: Parameter, _ text: String) -> Diagnostic {
    Diagnostic(
      "bad-parameter",
      """
      `\(text)` is no \(parameter.isPercent ? "percentage" : parameter.value.type?.rawValue ?? "value") for the \
      parameter `\(parameter.name)`
      """,
      at: parameter.span, label: "declared here as \(parameter.scriptText)")
  }

  static func unknownParameter(_ name: String, _ known: [String]) -> Diagnostic {
    Diagnostic(
      "bad-parameter", "no parameter `\(name)`",
      fix: Speller.nearest(to: name, among: known).map { Fix("did you mean `\($0)`?") })
  }

  static func badToday(_ text: String) -> Diagnostic {
    Diagnostic("bad-date", "`\(text)` is not a date", fix: Fix("a date is written `2024-12-31`"))
  }

  static func noLastAnswer(at span: SourceSpan) -> Diagnostic {
    Diagnostic("no-answer", "there is no answer yet", at: span, fix: Fix("`show` or `list` something first"))
  }

  /// Endings of pictures of points, which the drawn picture of an answer stands for.
  private static let pictures: Set<String> = ["png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "eps"]

  /// no format for files that end in `.xls` [unknown-format]
  static func unknownEnding(of path: String, _ formats: [ReportFormat], at span: SourceSpan) -> Diagnostic {
    let ending = ReportFormat.ending(of: path) ?? ""
    let known = formats.flatMap(\.extensions)
    let nearest = pictures.contains(ending) ? known.last { $0 == "png" || $0 == "svg" } : Speller.nearest(to: ending, among: known)
    return Diagnostic(
      "unknown-format", "no format for files that end in `.\(ending)`", at: span,
      notes: ["endings are \(ReportFormat.endings(of: formats))"],
      fix: nearest.map { nearest in
        let file = ScriptSpelling.text(path.dropLast(ending.count) + nearest)
        return Fix("did you mean `.\(nearest)`?", replace: span, with: file)
      })
  }

  /// - Parameter several: the formats whose files hold several answers.
  static func oneAnswer(_ format: ReportFormat, several: [ReportFormat], at span: SourceSpan) -> Diagnostic {
    let other = several.first?.extensions.first.map { Fix("`export all to \"answers.\($0)\"`") }
    return Diagnostic(
      "one-answer", "a .\(format.extensions.first ?? format.name) file holds one answer", at: span, fix: other ?? Fix("`export last`"))
  }

  static func notForSpreadsheets(_ format: ReportFormat, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-option", "`bom` is for .csv and .tsv files", at: span,
      fix: Fix("leave it out for a .\(format.extensions.first ?? format.name) file"))
  }

  static func notAQuestion(at span: SourceSpan?) -> Diagnostic {
    Diagnostic("not-a-question", "one `show` or `list` is expected here", at: span)
  }

  static func badTable(at span: SourceSpan?) -> Diagnostic {
    Diagnostic("bad-table", "the table has no columns, or they differ in length", at: span)
  }

  /// `error: row 3 of `day` is the date -5877641-06-23, outside of the years 1 to 9999 [bad-table]`
  static func timeOutsideCalendar(_ column: String, _ value: Value, row: Int) -> Diagnostic {
    Diagnostic(
      "bad-table",
      "row \(row + 1) of `\(column)` is the \(value.type?.rawValue ?? "time") \(value), outside of the years 1 to 9999",
      fix: Fix("hand in a missing value where a time is unknown"))
  }

  static func settingOutsideCalendar(_ parameter: Parameter, _ text: String) -> Diagnostic {
    Diagnostic(
      "bad-parameter", "`\(text)`, the value for the parameter `\(parameter.name)`, is outside of the years 1 to 9999", at: parameter.span,
      label: "declared here as \(parameter.scriptText)")
  }

  /// `note: the types of `orders` were taken from its first 9,000 rows [assumed-types]`
  static func assumed(_ assumption: Assumption, of table: NameSyntax) -> Diagnostic {
    switch assumption {
    case .rows(let rows):
      Diagnostic(
        "assumed-types",
        "the types of `\(table.text)` were taken from \(rows == 1 ? "its first row" : "its first \(grouped(rows)) rows")",
        at: table.span, severity: .note)
    case .stream:
      Diagnostic(
        "assumed-types", "the columns of `\(table.text)` are not checked: this file can be read only once",
        at: table.span, severity: .note)
    }
  }

  /// What is wrong if what was assumed holds.
  func assuming() -> Diagnostic {
    var diagnostic = self
    diagnostic.severity = .note
    diagnostic.notes.append("this holds if the types of the first rows are those of the whole file")
    return diagnostic
  }
}

enum SessionDiagnostics {
  static let topics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "expectation-failed", "An `expect` did not hold. The script ends there, with exit code 1; the message is the one after `else`."),
    DiagnosticTopic(
      "far-event",
      """
      The newest event decides what `today` is. This one is after today's date, or years after all others: perhaps its date is \
      mistyped, or stands for a missing one, as 9999-12-31. Events after today's date never move `today`; `as of` does.
      """),
    DiagnosticTopic(
      "wrong-append",
      """
      `append` adds rows to a table that was loaded. A table that is made from others follows them by itself; customers that are made \
      from the keys of events follow the events.
      """),
    DiagnosticTopic(
      "no-rows",
      """
      A file has rows, but each of them is rejected, so every figure would be 0. The note shows the first one and why. An option of \
      `load … with (…)` usually helps (`seg help load`).
      """),
    Diagnostic.unmatchedKeysTopic,
    DiagnosticTopic("not-allowed", "An embedded session may use no file, clock or network unless its host allows it in `Capabilities`."),
    DiagnosticTopic(
      "bad-parameter",
      "A value given by `--set` or by the host must have the type of the literal in `param`; a date must lie in the years 1 to 9999."),
    DiagnosticTopic(
      "one-answer",
      "`export all` writes every answer so far to one file, which only some formats can hold: a workbook has a sheet for each."),
    Diagnostic.sheetLimitTopic,
    Diagnostic.missingLibraryTopic,
    DiagnosticTopic("no-answer", "`export last` writes the last answer, and there is none yet."),
    DiagnosticTopic(
      "unknown-format", "The ending of an exported file determines its format: \(ReportFormat.endings(of: ReportFormat.all))."),
    DiagnosticTopic(
      "unknown-library",
      "`use std.NAME` imports a part of the standard library, `use \"FILE\"` another script of definitions."),
    DiagnosticTopic(
      "definitions-only",
      """
      `use` imports definitions: params, metrics, segments, lifecycles, measures, functions. Loads, questions and exports \
      belong in the script that runs.
      """),
    DiagnosticTopic("unknown-drawing", "`draw` takes one of \(ChartKind.list)."),
    DiagnosticTopic(
      "not-a-page",
      """
      `report` writes a page in HTML, which any browser shows, prints and saves as a PDF: its file ends in .html. \
      `export` writes rows in other formats.
      """),
    DiagnosticTopic(
      "nothing-to-draw",
      "A picture shows the figures of groups or periods. An answer without figures is exported as rows: to a .csv file, say."),
    DiagnosticTopic(
      "unused-parameter",
      """
      `--set NAME=VALUE` gives a value to a `param` of the script, but the script has no `param` of that name; the name \
      may be misspelled.
      """),
    DiagnosticTopic(
      "not-a-script",
      """
      A script is a file or a pipe of at most 64 MB, not a folder or a device. `seg fmt` formats scripts (.seg): it does not \
      change the blocks of Markdown files, and rewrites no pipes.
      """),
    DiagnosticTopic(
      "unexpected-data",
      """
      A library expects something of the tables that it reads, and these are different: its figures would mean something \
      else than their names say. The notes have the values.
      """),
    DiagnosticTopic("empty-ratio", "A ratio is missing if its denominator is 0 or missing. `?? 0` after it gives another value."),
    DiagnosticTopic(
      "not-taken",
      """
      `use` imports only names that are not yet defined, by the script or by another `use`. The first definition of a \
      name is kept.
      """),
    DiagnosticTopic("not-a-question", "`prepare` takes one `show` or `list` statement."),
    DiagnosticTopic(
      "bad-function",
      "A function from a host must have a name of its own and at least one overload, and its kernels must fit their signatures."),
    DiagnosticTopic(
      "assumed-types",
      """
      `seg check` reads no rows. The types of a large file are inferred from its first rows, unless the file was \
      loaded before and has not changed. A mistake that depends on these types is a note; a run of the script \
      shows whether it is an error.
      """),
    DiagnosticTopic(
      "bad-table",
      """
      A table from a host must have at least one column, all columns must have the same number of values, and dates and \
      timestamps must lie in the years 1 to 9999.
      """),
  ]
}
