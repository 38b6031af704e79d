// The messages about tables that belong together.

import SegColumns
import SegDiagnostics
import SegPlan

extension Diagnostic {
  private static func listed(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }

  static func ownerWithoutKey(
    _ table: LoadNames.Name, _ owner: LoadNames.Name, _ customers: String, _ schema: TableSchema
  ) -> Diagnostic {
    let columns = schema.columnNames.filter { $0 != schema.key && $0 != schema.ownTime }
    return Diagnostic(
      "wrong-load", "`\(owner.text)` has no key by which `\(table.text)` could belong to it", at: owner.span,
      notes: ["its columns are \(listed(Array(columns.prefix(12))))"],
      fix: Fix("load it with one: `load \(owner.text) from … key COLUMN of …`, or write `of \(customers) by COLUMN`"))
  }

  static func ownerIsReference(_ table: LoadNames.Name, _ owner: LoadNames.Name, key: [String]) -> Diagnostic {
    Diagnostic(
      "wrong-load", "`\(owner.text)` belongs to no customer, so nothing can belong to customers through it", at: owner.span,
      fix: Fix(
        "load `\(table.text)` of customers or of their events, then `link \(table.text) to \(owner.text) by \(key.joined(separator: ", "))`"
      ))
  }

  static func ownerCycle(_ table: LoadNames.Name, _ owner: LoadNames.Name) -> Diagnostic {
    Diagnostic(
      "wrong-load", "`\(owner.text)` belongs to `\(table.text)`, so `\(table.text)` cannot belong to `\(owner.text)`", at: owner.span,
      fix: Fix("`link \(table.text) to \(owner.text) by COLUMN` looks up a row without belonging to it"))
  }

  static func otherKeyCount(_ columns: [LoadNames.Name], _ target: String, _ keys: [String]) -> Diagnostic {
    Diagnostic(
      "bad-key", "the key of `\(target)` has \(keys.count) \(keys.count == 1 ? "column" : "columns"), and `by` names \(columns.count)",
      at: columns.first?.span, notes: ["the key is \(listed(keys))"],
      fix: Fix("name as many, in the order of the key: `by \(keys.joined(separator: ", "))`"))
  }

  static func customersOfSeveralColumns(_ second: LoadNames.Name) -> Diagnostic {
    Diagnostic(
      "bad-key", "customers have a key of one column", at: second.span,
      fix: Fix("name the column that identifies a customer: `key COLUMN`"))
  }

  static func linkWithoutKey(_ target: LoadNames.Name) -> Diagnostic {
    Diagnostic(
      "bad-link", "`\(target.text)` has no key, so no row of it can be looked up", at: target.span,
      fix: Fix("load it with one: `load \(target.text) from … key COLUMN`"))
  }

  static func linkOfOtherType(
    _ column: LoadNames.Name, of table: String, _ type: ColumnType, _ target: String, _ key: String, _ wanted: ColumnType
  ) -> Diagnostic {
    // Whole numbers beside missing values are often written `1.0`.
    let own = type == .number && wanted == .integer ? ColumnType.integer : .text
    let options = "with (types: (\(ScriptSpelling.name(column.text)): \(own.rawValue)))"
    let fix: Message =
      if column.expression != nil {
        wanted == .text ? "write `text(\(column.text))`" : "write an expression of that type"
      } else if own == .text, wanted != .text {
        "load `\(table)` `\(options)`, and `\(target)` `with (types: (\(ScriptSpelling.name(key)): text))`"
      } else {
        "load `\(table)` `\(options)`"
      }
    return Diagnostic(
      "bad-link", "`\(column.text)` is \(type.word), and the key `\(key)` of `\(target)` is \(wanted.word): they never match",
      at: column.span, fix: Fix("\(fix), or name the column with the key"))
  }

  static func linkToOwner(_ role: LoadNames.Name, _ table: String, _ target: String) -> Diagnostic {
    Diagnostic(
      "bad-link", "`\(table)` belongs to `\(role.text)` already: its columns can be read without a link", at: role.span,
      fix: Fix("for another row of it, name the link: `link \(table) to \(target) by COLUMN as ROLE`"))
  }

  static func roleIsTable(_ role: LoadNames.Name) -> Diagnostic {
    Diagnostic("bad-link", "`\(role.text)` is a table already", at: role.span, fix: Fix("choose another name after `as`"))
  }

  static func linkedTwice(_ role: LoadNames.Name, _ table: String, by columns: [String]) -> Diagnostic {
    Diagnostic(
      "bad-link", "`\(table)` is linked to `\(role.text)` already, by \(listed(columns))", at: role.span,
      fix: Fix("give this link a name of its own: `as ROLE`"))
  }

  /// A name that may be read in several ways, each written in full.
  static func ambiguousLink(_ name: String, _ ways: [String], at span: SourceSpan) -> Diagnostic {
    let fixes = ways.map { Fix("write \(Message.script($0))", replace: span, with: $0) }
    var diagnostic = Diagnostic(
      "ambiguous-name", "`\(name)` may be \(Message.alternatives(ways.map { "`\($0)`" }))", at: span, label: "which one?",
      fix: fixes.first)
    diagnostic.otherFixes = Array(fixes.dropFirst())
    return diagnostic
  }

  static func pathTooLong(_ limit: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "nesting-too-deep", "a name leads through at most \(limit) tables", at: span,
      fix: Fix("give a table on the way a `column` that reads the rest"))
  }

  static func notLinked(_ name: String, from table: String, _ roles: [String], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-name", "`\(table)` has no link to `\(name)`", at: span,
      notes: roles.isEmpty ? [] : ["it reads \(listed(roles))"],
      fix: Fix("`link \(table) to \(name) by COLUMN` makes one"))
  }

  /// `sum(cost of budgets)` for each customer.
  static func referenceOfCustomer(_ table: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "mixed-rows", "`\(table)` belongs to no customer, so there is none of it for each customer", at: span,
      fix: Fix("sum the whole table in a `measure`, or load it `of customers by COLUMN`"))
  }

  static func referenceOfGroup(_ table: String, at span: SourceSpan) -> Diagnostic {
    let call = "sum(… of all \(quoted(table)))"
    return Diagnostic(
      "mixed-rows", "`\(table)` belongs to no customer, so there is none of it for each group of customers", at: span,
      fix: Fix("`\(call)` is the same for all groups; `by \(table).COLUMN` makes groups of its own"))
  }

  /// `list sum(amount of items) of paid`: of the order, or of its customer?
  static func rowsOfMadeRow(_ owned: String, _ table: String, of source: String, at span: SourceSpan) -> Diagnostic {
    let call = "column total of \(quoted(source)) = \(span.text)"
    return Diagnostic(
      "mixed-rows", "`\(owned)` belongs to `\(source)`, of which `\(table)` is made: of the row, or of its customer?", at: span,
      fix: Fix(
        "of the row: \(Message.script(call)) before `\(table)` is made, and `total` here; of the customer: a `metric`, and its name here"))
  }

  /// `warning: `freight` is of `orders`, and `sum` adds it once for each row of `items` [value-of-owner]`
  static func valueOfOwner(_ value: String, _ owner: String, _ table: String, at span: SourceSpan) -> Diagnostic {
    let name = value.hasPrefix("\(owner).") ? String(value.dropFirst(owner.count + 1)) : value
    return Diagnostic(
      "value-of-owner", "`\(value)` is of `\(owner)`, and `sum` adds it once for each row of `\(table)`", at: span,
      label: "not a value of `\(table)`",
      fix: Fix("`sum(\(name) of \(quoted(owner)))` adds it once; for a value of each row, name a column of `\(table)`"), severity: .warning)
  }

  static func allOfCustomer(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "mixed-rows", "`all` is for the whole table, and this has a value for each row", at: span,
      fix: Fix("leave out `all`, or write it in a `measure`"))
  }

  static func allOfCustomers(at span: SourceSpan) -> Diagnostic {
    Diagnostic("mixed-rows", "`all` is for a table of events or a reference table", at: span, fix: Fix("leave out `all`"))
  }
}
