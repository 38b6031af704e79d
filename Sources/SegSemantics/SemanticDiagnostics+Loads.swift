// The messages about loads and exports.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension Diagnostic {
  static func badOptionForm(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-option", "this option is malformed", at: span,
      fix: Fix("for example `with (types: (phone: text), header: no)`"))
  }

  static func unknownExportOption(_ name: NameSyntax, _ names: [String]) -> Diagnostic {
    Diagnostic(
      "bad-option", "no option `\(name.text)` of an export", at: name.span,
      notes: ["options are \(names.joined(separator: ", "))"],
      fix: Speller.nearest(to: name.text, among: names).map { Fix("did you mean `\($0)`?", replace: name.span, with: $0) })
  }

  static func badExportOption(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "bad-option", "`\(name.text)` is yes or no", at: name.span, fix: Fix("`with (\(name.text): yes)`"))
  }

  static func unknownType(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-option", "no such type", at: span,
      fix: Fix("types are \(ColumnType.allCases.map { "`\($0 == .boolean ? "boolean" : $0.rawValue)`" }.joined(separator: ", "))"))
  }

  static func noKey(_ table: LoadNames.Name, _ columns: [String]) -> Diagnostic {
    Diagnostic(
      "unknown-column", "which column of `\(table.text)` has the customers' keys?", at: table.span,
      notes: ["the columns are \(columns.prefix(12).map { "`\($0)`" }.joined(separator: ", "))"],
      fix: Fix("`load \(table.text) from … of customers by COLUMN`"))
  }

  /// - Parameter remedy: the options with which it is one, tried on the head of the file.
  static func timeIsNoDate(_ name: LoadNames.Name, _ type: ColumnType, _ remedy: LoadRemedies.Remedy?) -> Diagnostic {
    var notes: [Message] = []
    if let remedy, remedy.rejected > 0 {
      let first: Message = remedy.firstReject.map { ", line \($0.line): `\($0.text)`" } ?? ""
      notes.append("of the first \(remedy.rows) rows it rejects \(remedy.rejected)\(first)")
    }
    let fix =
      remedy.map { Fix("`\($0.options)`") }
      ?? Fix("if its values are times, say how they are written: `with (date_format: \"%d.%m.%Y %H:%M\")`")
    return Diagnostic(
      "type-mismatch", "`\(name.text)` is \(type.word), and a time is a date or a timestamp", at: name.span,
      label: type.word, notes: notes, fix: fix)
  }

  static func badKeyType(at span: SourceSpan) -> Diagnostic {
    Diagnostic("bad-option", "a key is read as integer or as text", at: span, fix: Fix("`key_as: integer` or `key_as: text`"))
  }

  static func keyAsWithoutKey(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-option", "which column is the key?", at: span, fix: Fix("name it: `load customers from … key COLUMN with (key_as: …)`"))
  }

  static func formatOfNothing(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-option", "which column has dates in this format?", at: span,
      fix: Fix("name it: `date_format: (COLUMN: \"%d/%m/%y\")`"))
  }

  static func twoFormats(_ column: String, _ first: String, _ second: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-option", "the dates of `\(column)` are written as `\(first)` here, and as `\(second)` there", at: span,
      fix: Fix("say one format"))
  }

  static func secondCustomers(_ name: LoadNames.Name, _ first: String) -> Diagnostic {
    Diagnostic(
      "second-customers", "the customers are `\(first)` already", at: name.span, label: "one row for each customer, too?",
      notes: ["a table that is looked up has a key: `load \(name.text) from … key COLUMN`"],
      fix: Fix("events of customers are loaded with `of \(first) by COLUMN`"))
  }

  static func eventsWithoutOwner(_ at: LoadNames.Name) -> Diagnostic {
    Diagnostic(
      "wrong-load", "`at` is the time of events, and this table has one row for each customer", at: at.span,
      fix: Fix("events are loaded with `of customers by COLUMN at \(at.text)`"))
  }

  static func eventsOfThemselves(_ name: LoadNames.Name) -> Diagnostic {
    Diagnostic(
      "wrong-load", "`\(name.text)` cannot be events of itself", at: name.span, fix: Fix("`of customers by COLUMN`"))
  }

  /// - Parameter remedy: the options with which it is one, tried on the head of the file.
  static func keyType(_ table: LoadNames.Name, _ key: String, _ type: ColumnType, _ remedy: LoadRemedies.Remedy?) -> Diagnostic {
    Diagnostic(
      "bad-key", "`\(key)` of `\(table.text)` is \(type.word); a key is integer or text", at: table.span,
      fix: remedy.map { Fix("`\($0.options)`") } ?? Fix("name the column with the keys"))
  }

  /// `column day of orders = date(written, "%d%b%y")`
  static func dateInFormat(_ value: Expression, format: String, at span: SourceSpan) -> Diagnostic {
    var column = "COLUMN"
    if case .column(let name) = value.kind { column = ScriptSpelling.name(name) }
    return Diagnostic(
      "wrong-arguments", "dates are read in a format where their column is loaded", at: span,
      fix: Fix(
        "\(Message.script("load … at date(\(column), \(format))")), or \(Message.script("with (date_format: (\(column): \(format)))"))"))
  }
}
