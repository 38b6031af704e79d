// Mistakes in functions and analyses of models.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension Diagnostic {
  static func noSuchOption(_ label: NameSyntax, of name: String, _ known: [String]) -> Diagnostic {
    // What other libraries call it.
    let isPenalty = ["penalizer", "penalizer_coef", "l2", "ridge", "regularization", "lambda", "shrinkage"].contains(
      label.text.lowercased())
    let near = isPenalty && known.contains("penalty") ? "penalty" : Speller.nearest(to: label.text, among: known)
    return Diagnostic(
      "wrong-arguments", "`\(name)` has no argument named `\(label.text)`", at: label.span, label: "not an argument of it",
      notes: known.isEmpty ? ["it has none with a name"] : ["it has \(known.map { "`\($0)`" }.joined(separator: ", "))"],
      fix: near.map { Fix("did you mean `\($0)`?", replace: label.span, with: $0) })
  }

  static func optionTwice(_ label: NameSyntax) -> Diagnostic {
    Diagnostic("wrong-arguments", "`\(label.text)` is given twice", at: label.span, label: "given before")
  }

  static func clauseAfterOption(_ label: NameSyntax, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(label.text)` takes a value alone", at: span, label: "`of`, `where` and windows belong to the events",
      fix: Fix("put them behind the first argument"))
  }

  static func optionMissing(_ option: ModelOption, of name: String, _ example: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(name)` needs `\(option.rawValue)`: \(option.summary)", at: span,
      fix: Fix("for example \(Message.script(example))"))
  }

  static func badOption(_ option: ModelOption, _ what: Message, at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "`\(option.rawValue)` needs \(what)", at: span, fix: Fix("for example \(Message.script(option.example))"))
  }

  /// `error: no model `bgnbd` [unknown-model]`
  static func unknownModel(_ name: String, _ known: [String], at span: SourceSpan) -> Diagnostic {
    // People write it without the slash: `bgnbd`, `bg-nbd`.
    func letters(_ text: String) -> String { text.lowercased().filter(\.isLetter) }
    let near = known.first { letters($0) == letters(name) } ?? Speller.nearest(to: name, among: known)
    return Diagnostic(
      "unknown-model", "no model `\(name)`", at: span, notes: ["there are \(known.map { "`\"\($0)\"`" }.joined(separator: ", "))"],
      fix: near.map { Fix("did you mean `\"\($0)\"`?", replace: span, with: "\"\($0)\"") })
  }

  /// `error: `bg/bb` counts periods, and has none of this [unknown-model]`
  static func modelOfPeriods(_ name: String, at span: SourceSpan) -> Diagnostic {
    let functions = ModelFunction.allCases.filter(\.isOfPeriods).map { "`\($0.rawValue)`" }.joined(separator: ", ")
    let analysis = name == PeriodModel.bgBB.rawValue ? "occasions" : "renewals"
    return Diagnostic(
      "unknown-model", "`\(name)` counts periods, and has none of this", at: span, label: "a model of periods",
      notes: ["it has \(functions)"], fix: Fix("`show \(analysis)(…, every year)`"))
  }

  /// `error: `bg/bb` looks ahead in whole years [wrong-arguments]`
  static func wholePeriods(_ model: String, _ unit: ModelUnit, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(model)` looks ahead in whole \(unit.plural)", at: span,
      label: "its periods are of the `unit`, which is a \(unit.word)", fix: Fix("`next: 3 \(unit.rawValue)s`, or another `unit`"))
  }

  static func unknownUnit(_ name: String?, _ known: [String], at span: SourceSpan) -> Diagnostic {
    let near = name.flatMap { Speller.nearest(to: $0, among: known) }
    return Diagnostic(
      "wrong-arguments", "`unit` is \(known.map { "`\($0)`" }.joined(separator: ", "))", at: span, label: "not a unit of time",
      fix: near.map { Fix("did you mean `\($0)`?", replace: span, with: $0) } ?? Fix("for example `unit: week`"))
  }

  /// `error: how often does the rate apply? [rate-without-pace]`
  static func rateWithoutPace(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "rate-without-pace", "how often does the rate apply?", at: span, label: "a rate of what time?",
      fix: Fix("`\(text) monthly` or `\(text) yearly`"))
  }

  /// `error: a rate of 10 is 1000% [wrong-arguments]`
  static func rateWithoutPercent(_ text: String, _ rate: Double, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "a rate of \(text) is \(Value.number(rate * 100))%", at: span, label: "no `%`",
      fix: Fix("did you mean `\(text)%`?", replace: span, with: "\(text)%"))
  }

  static func rateOutside(at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "a rate goes with `discount`", at: span, fix: Fix("for example `discount: 1% monthly`"))
  }

  /// `error: `p_alive` gives each customer a value, and a group needs one for all of them [not-aggregated]`
  static func purchasesInMeasure(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-aggregated", "`\(name)` gives each customer a value, and a group needs one for all of them", at: span,
      fix: Fix("define it with `metric`, then `avg`, `sum`, … of that"))
  }

  static func groupsOfPurchases(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(name)` has no `per` and no `within`", at: span,
      notes: ["a model of some customers is one of their events: `orders where SEGMENT`"])
  }

  static func amountWithoutTable(_ name: String, _ column: String, _ table: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(name)` needs an amount `of` a table of events", at: span, label: "of which events?",
      fix: Fix("did you mean `\(column) of \(table)`?", replace: span, with: "\(quoted(column)) of \(quoted(table))"))
  }

  static func purchasesWithoutAmount(_ name: String, _ table: TableSchema, at span: SourceSpan) -> Diagnostic {
    let column = table.columnNames.first { table.types[$0] == .number } ?? "amount"
    return Diagnostic(
      "wrong-arguments", "`\(name)` of which amount of `\(table.name)`?", at: span, label: "a table",
      fix: Fix("for example `\(column) of \(table.name)`", replace: span, with: "\(quoted(column)) of \(quoted(table.name))"))
  }

  static func purchasesWithAmount(_ name: String, _ table: String, _ example: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(name)` is about when customers buy, not for how much", at: span, label: "not wanted here",
      fix: Fix("`\(table)` alone, as in `\(example)`"))
  }

  /// `error: `p_alive` of customers needs what is known of their purchases [wrong-arguments]`
  static func summaryWithoutColumns(_ name: String, _ customers: String, isOfAmount: Bool, at span: SourceSpan) -> Diagnostic {
    let example: Message =
      isOfAmount
      ? "`\(name)(m of \(customers), frequency: x, recency: t_x, age: T, …)`"
      : "`\(name)(\(customers), frequency: x, recency: t_x, age: T, …)`"
    return Diagnostic(
      "wrong-arguments", "`\(name)` of `\(customers)` needs `frequency`, `recency` and `age`", at: span, label: "one row a customer",
      fix: Fix("\(example); or a table of events"))
  }

  static func summaryWithoutAmount(_ name: String, _ customers: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(name)` of which amount of `\(customers)`?", at: span, label: "a table",
      fix: Fix("the mean amount of a customer's repeat purchases: `monetary of \(customers)`"))
  }

  static func clauseOfSummary(_ customers: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "summaries of `\(customers)` have no `where` and no window", at: span, label: "one row a customer",
      fix: Fix("a frequency that is missing leaves a customer out: `frequency: if city = \"Oslo\" then x else missing`"))
  }

  static func summaryOfEvents(_ table: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`frequency`, `recency` and `age` are values of customers, and `\(table)` are events", at: span,
      label: "counted from the events", fix: Fix("leave them out"))
  }

  static func optionOfModel(_ label: NameSyntax, _ analysis: String) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(label.text)` belongs to the model, which the metric has settled", at: label.span,
      label: "not an argument of `\(analysis)` here")
  }
}
