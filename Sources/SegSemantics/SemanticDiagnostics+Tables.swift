// The messages about columns and tables that are made of others, and about the order of events.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension Diagnostic {
  /// `error: `amount` is a column of `orders` already [name-taken]`
  static func columnExists(_ name: NameSyntax, _ table: TableSchema) -> Diagnostic {
    let own = "\(quoted(table.name)).\(quoted(name.text))"
    let ours = "column \(quoted(name.text + "_2")) of \(quoted(table.name)) = …"
    return Diagnostic(
      "name-taken", "`\(name.text)` is a column of `\(table.name)` already", at: name.span, label: "needs another name",
      notes: ["the table's own column is \(Message.script(own))"],
      fix: Fix("give the new one a name of its own: \(Message.script(ours))"))
  }

  /// `error: a value for each customer is a metric [column-of-customers]`
  static func columnOfCustomers(_ syntax: ColumnSyntax, at span: SourceSpan) -> Diagnostic {
    let ours = "metric \(syntax.name.span.text) = \(syntax.definition.expression.span.text)"
    return Diagnostic(
      "column-of-customers", "a value for each row of `\(syntax.table.text)` is a metric", at: span, label: "the customers",
      fix: Fix("write \(Message.script(ours))"))
  }

  /// `error: customers are chosen by a segment [column-of-customers]`
  static func tableOfCustomers(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "column-of-customers", "a table is made of events; some of the customers are a segment", at: span, label: "the customers",
      fix: Fix("write `segment NAME where …`"))
  }

  /// `error: `orders` is a loaded table [name-taken]`
  static func tableExists(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "name-taken", "`\(name.text)` is a loaded table", at: name.span, label: "needs another name",
      fix: Fix("give the new table, or the loaded one, another name"))
  }

  /// `error: `carts` is made by the script [wrong-table]`
  static func madeTable(_ name: LoadNames.Name) -> Diagnostic {
    Diagnostic(
      "wrong-table", "`\(name.text)` is made by the script: loaded tables belong to loaded ones and look them up", at: name.span,
      label: "made by `table`", fix: Fix("a table that is made has the owner and the links of the one that it is made of"))
  }

  static func distinctGroups(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-table", "`per` makes one row of each combination, so no row repeats", at: span, label: "not with `distinct`",
      fix: Fix("write one of them, or make two tables"))
  }

  static func columnsWithoutGroups(_ name: NameSyntax, table: NameSyntax) -> Diagnostic {
    Diagnostic(
      "wrong-table", "`\(name.text)` needs groups of rows: `per COLUMN, …` comes before the `:`", at: name.span, label: "of which rows?",
      fix: Fix("a value of each row is a column: \(Message.script("column \(name.span.text) of \(table.span.text) = …"))"))
  }

  static func columnTwice(_ name: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic("name-taken", "the table has a column `\(name)` already", at: span, label: "needs another name")
    diagnostic.labels.append(Label(first, "the first one"))
    return diagnostic
  }

  static func groupWithoutName(_ span: SourceSpan, table: String) -> Diagnostic {
    Diagnostic(
      "wrong-table", "`per` takes columns by name", at: span, label: "has no name",
      fix: Fix("name it first: \(Message.script("column NAME of \(quoted(table)) = \(span.text)")), then `per NAME`"))
  }

  static func atIsNoDate(_ type: ColumnType, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "`at` is the time of the rows, and this is \(type.word)", at: span, label: type.word,
      fix: Fix("give a date or a timestamp, such as `at = min(time)`, or another name to the column"))
  }

  /// `error: `previous` looks at the events beside an event [not-an-event]`
  static func orderOutsideEvents(_ name: String, _ table: TableSchema?, at span: SourceSpan) -> Diagnostic {
    let table = table?.name ?? "orders"
    let example =
      name == "position" ? "count(\(quoted(table)) where position = 1)" : "column NAME of \(quoted(table)) = \(name)(COLUMN)"
    return Diagnostic(
      "not-an-event", "`\(name)` is a value of an event among the others of its customer", at: span, label: "no event here",
      fix: Fix("use it in a column or inside an aggregate: \(Message.script(example))"))
  }

  static func neighborsOfSome(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-an-event", "`\(name)` reads the customer's event beside this one, whatever it is", at: span, label: "not chosen here",
      fix: Fix("for some of the events, make a table of them first: `table NAME from TABLE where …`"))
  }
}

extension SemanticDiagnostics {
  package static let tableTopics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "column-of-customers",
      """
      `column` gives a table of events a value for each row, and `table` makes a table of another one's rows. For customers, \
      `metric` names a value and `segment` chooses some.
      """),
    DiagnosticTopic(
      "wrong-table",
      """
      `table NAME from TABLE` takes `where` to keep some rows, and then either `distinct`, so that equal rows are there once, or \
      `per COLUMN, …`, for one row of each customer and combination, with the columns after `:`.
      """),
    DiagnosticTopic(
      "not-an-event",
      """
      `position`, `previous(…)` and `next(…)` are values of one event among all events of its customer in the table, in the order of \
      time. So they stand in a `column`, in the condition of a `table`, or inside an aggregate over events.
      """),
  ]
}
