// What can be wrong with the tables that are loaded: the wording of the store.

import SegColumns
import SegDiagnostics

/// The messages of the store.
package enum StoreDiagnostics {
  /// `error: `customer` of `orders` is text, the key of `customers` is integer: they never match [bad-key]`
  static func mixedKeys(
    _ table: String, _ key: String, _ type: ColumnType, customers: String, _ customerType: ColumnType, _ agreement: KeyAgreement
  ) -> Diagnostic {
    let isByIntegers = agreement.asIntegers > agreement.asTexts
    let notes: [Message] =
      if isByIntegers, let pair = agreement.example {
        ["they agree as integers: `\(pair.text)` is `\(pair.integer)`"]
      } else if agreement.asTexts > 0 {
        []
      } else {
        ["no key of the one is a key of the other, in either type: perhaps the key is another column"]
      }
    let fix: Message =
      if isByIntegers, agreement.example != nil {
        "load `\(type == .text ? table : customers)` `with (key_as: integer)`"
      } else if agreement.asTexts > 0 {
        "load `\(type == .text ? customers : table)` `with (key_as: text)`"
      } else {
        ""
      }
    return Diagnostic(
      "bad-key",
      "`\(key)` of `\(table)` is \(type.word), the key of `\(customers)` is \(customerType.word): they never match",
      notes: notes, fix: fix.isEmpty ? nil : Diagnostic.Fix(fix))
  }

  static func missingKeys(_ table: String, _ key: String, rows: Int) -> Diagnostic {
    Diagnostic(
      "bad-key", "the key `\(key)` of `\(table)` is missing in \(rows) \(rows == 1 ? "row" : "rows")",
      notes: ["the key is the first column, because none is given"],
      fix: Diagnostic.Fix("`key \(key)` rejects rows without one; `key COLUMN` names another"))
  }

  static func duplicateKeys(_ table: String, _ key: String, rows: Int, example: String) -> Diagnostic {
    Diagnostic(
      "bad-key", "the key `\(key)` of `\(table)` is repeated in \(rows) \(rows == 1 ? "row" : "rows"), such as `\(example)`",
      notes: ["a customer table has one row for each customer; events are loaded with `of customers by \(key)`"],
      fix: Diagnostic.Fix("name the column that is different in every row: `key COLUMN`"))
  }

  static func tooManyRows(_ table: String) -> Diagnostic {
    Diagnostic("too-many-rows", "`\(table)` has more than 2,147,483,647 rows")
  }

  package static let topics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "bad-key",
      """
      A key identifies a customer. It is an integer or a text, has the same type in all tables, and has one row for each \
      customer in the customer table.
      """),
    DiagnosticTopic("too-many-rows", "A table holds up to 2,147,483,647 rows."),
  ]
}
