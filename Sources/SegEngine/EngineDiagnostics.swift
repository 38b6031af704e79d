// What can only go wrong with data: the wording of the engine.

import SegColumns
import SegDiagnostics

package enum EngineDiagnostics {
  /// `error: integer overflow for customer 42 [integer-overflow]`
  static func integerOverflow(at span: SourceSpan, row: String) -> Diagnostic {
    Diagnostic(
      "integer-overflow", "integer overflow for \(row)", at: span,
      label: "does not fit 64 bits",
      fix: Diagnostic.Fix("multiply by 1.0 to compute with decimal numbers"))
  }

  /// `error: interrupted [interrupted]`
  static func interrupted() -> Diagnostic { Diagnostic("interrupted", "interrupted") }

  /// `error: no customers are loaded [no-customers]`
  static func noCustomers() -> Diagnostic {
    Diagnostic(
      "no-customers", "no customers are loaded",
      fix: Diagnostic.Fix("`load customers from \"customers.csv\" key customer_id` comes first"))
  }

  /// `error: the key `id` of `customers` is missing … [bad-key]`
  static func mixedKeys(_ table: String, _ key: String, _ type: ColumnType, customers: String, _ customerType: ColumnType)
    -> Diagnostic
  {
    Diagnostic(
      "bad-key",
      "`\(key)` of `\(table)` is \(type.rawValue), the key of `\(customers)` is \(customerType.rawValue): they never match",
      fix: Diagnostic.Fix("load both as text: `with (types: (\(key): text))`"))
  }

  static func keyType(_ table: String, _ key: String, _ type: ColumnType) -> Diagnostic {
    Diagnostic(
      "bad-key", "`\(key)` of `\(table)` is \(type.rawValue); a key is integer or text",
      fix: Diagnostic.Fix("load it as text: `with (types: (\(key): text))`"))
  }

  static func duplicateKeys(_ table: String, _ key: String, rows: Int, example: String) -> Diagnostic {
    Diagnostic(
      "bad-key", "the key `\(key)` of `\(table)` stands more than once in \(rows) rows, as `\(example)`",
      notes: ["a customers table has one row a customer; events are loaded with `of customers by \(key)`"],
      fix: Diagnostic.Fix("name the column that is different in every row: `key COLUMN`"))
  }

  /// `error: what day is today? [no-today]`
  static func noToday(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-today", "what day is today?", at: span, label: "no events are loaded, and no clock may be read",
      fix: Diagnostic.Fix("say it: `as of 2024-12-31`"))
  }

  static func tooManyRows(_ table: String) -> Diagnostic {
    Diagnostic("too-many-rows", "`\(table)` has more than 2,147,483,647 rows")
  }
}

extension EngineDiagnostics {
  package static let topics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "integer-overflow",
      "Integers have 64 bits, and a result that does not fit is an error, never a wrapped number. The message names the customer whose value it was. Multiply by 1.0 to compute with decimal numbers."),
    DiagnosticTopic("interrupted", "The statement was stopped by Ctrl-C, or by the host of an embedded session. Nothing of it was kept."),
    DiagnosticTopic("no-customers", "The question is about customers and none are loaded. Load a customers table, or events of customers: `load orders from \"orders.csv\" of customers by customer_id at date`."),
    DiagnosticTopic("unknown-customer", "`why` asks about one customer, by key. Keys with leading zeros are texts, in quotes."),
    DiagnosticTopic("too-many-periods", "Cohorts compare every period with every later one, up to 4,000 of them; a trend has up to 10,000. Longer periods, or events of fewer years, are fewer."),
    DiagnosticTopic("bad-key", "A key tells customers apart: integer or text, one row a customer in the customers table, of one type in all tables."),
    DiagnosticTopic("no-today", "`today` is the day of `as of`, else of the newest event. Where there are no events and the host allows no clock, the script must say it."),
    DiagnosticTopic("not-fitted", "A model could not be fitted to these purchases, and what rests on it is missing for everybody. Most models need customers who have bought again; the model of spend needs repeat purchases that brought something. The message says what there is; more customers, an earlier start of the data or another model (`model: \"nbd\"` has two parameters only) are the ways out. A score needs customers of both kinds, and attributes that differ."),
    DiagnosticTopic("doubtful-fit", "The model was fitted, and something about the fit is to be known: parameters that the data cannot tell apart (predictions for customers like those in the data hold, the parameters alone mean little), or a search that ended before it was at its best. `show model(…)` shows the parameters with their standard errors. Of a score: attributes that tell nothing, follow from one another or tell everything, and too few customers to hold some out."),
    DiagnosticTopic("left-out", "The model of spend (gamma-gamma) is about positive amounts. Customers whose repeat purchases bring nothing or less, such as refunds, are left out of the fit, and their expected spend and CLV are missing. `orders where amount > 0` leaves the refunds out instead of the customers. `propensity` learns from those of whom it was open on the day of the attributes whether the condition would be met: who met it already is left out where the condition looks at events until that day (a condition whose windows begin after it may be met again), and so is, without `within`, who had no event until that day."),
    DiagnosticTopic("outcome-before", "`propensity` learns from the attributes of a day what came after it. A window that begins before that day puts into the outcome what had happened already, and the attributes know it too: such a score looks better than it is. A window no longer than the time from that day to the as-of day asks only about what was to come."),
    DiagnosticTopic("refunds", "Models of purchases count the days with an event. An event with an amount below 0, such as a refund, would be a purchase for them: `amount of orders where amount > 0` leaves it out. Functions of `orders` alone, such as `p_alive(orders)`, do not look at amounts and cannot warn: write `p_alive(orders where amount > 0)`."),
    DiagnosticTopic("no-value", "The model has no value for some customers: a score where none of the attributes is known; of the models of purchases, with a gamma-gamma q of 1 or less the mean of spend is infinite for those with few purchases, and a sum over all the time to come may have no end."),
    DiagnosticTopic("bad-budget", "A budget is a number of 0 or more, in the unit of the costs. In `response` what `least` asks for is part of it, and each group's `least` is 0 or more and no more than its `most`."),
    DiagnosticTopic("no-holdout", "A backtest fits to what was before a day and compares with what came after. There must be customers who bought before it, and days between it and the as-of day. `propensity` too learns from the attributes of a day before the as-of day."),
    DiagnosticTopic("too-many-rows", "A table holds up to 2,147,483,647 rows."),
  ]
}
