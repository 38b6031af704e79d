// The messages about aggregates: their arguments, and whose rows they are of.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension Diagnostic {
  /// `warning: `profit` is the customer's own, and `sum` adds it once for each row of `referrals` [value-of-customer]`
  static func valueOfCustomer(_ function: AggregateFunction, _ value: String, _ table: String, at span: SourceSpan) -> Diagnostic {
    let isSum = function == .sum
    return Diagnostic(
      "value-of-customer",
      isSum
        ? "`\(value)` is the customer's own, and `sum` adds it once for each row of `\(table)`"
        : "`\(value)` is the customer's own, the same in all rows of `\(table)`", at: span,
      label: "not a value of `\(table)`",
      fix: Fix(
        (isSum ? "for that, write `\(value) * count(\(ScriptSpelling.name(table)))`" : "for that, write `\(value)`")
          + "; for a value of each row, name a column of `\(table)`"), severity: .warning)
  }

  static func aggregateOfSeveral(_ function: AggregateFunction, _ fix: Fix?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(function.rawValue)` takes one argument", at: span,
      fix: fix
        ?? (function == .min || function == .max
          ? Fix("of two values: `\(function == .min ? "least" : "greatest")(a, b)`")
          : Fix("for example \(Message.script(function.example))")))
  }

  static func aggregateOfNothing(_ function: AggregateFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "`\(function.rawValue)` of what?", at: span, fix: Fix("for example \(Message.script(function.example))"))
  }

  static func groupsInAggregate(_ function: AggregateFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(function.rawValue)` of events has no `per` and no `within`", at: span,
      notes: ["those go with \(PopulationFunction.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))"])
  }

  static func aggregateOfTable(
    _ function: AggregateFunction, _ name: String, _ table: TableSchema?, leading: String, at span: SourceSpan
  ) -> Diagnostic {
    let column = table?.columnNames.first { table?.types[$0] == .number || table?.types[$0] == .integer && $0 != table?.key }
    return Diagnostic(
      "wrong-arguments", "`\(function.rawValue)` of which column of `\(name)`?", at: span, label: "a table",
      fix: Fix("for example `\(function.rawValue)(\(leading)\(column ?? "amount") of \(name))`"))
  }

  /// `error: `avg` takes a value of each customer or event, and `revenue` is one of each group [measure-as-value]`
  ///
  /// - Parameters:
  ///   - whole: what the measure is, where it may be a value of each customer, too.
  ///   - hasRows: whether there are other rows beside it.
  static func aggregateOfMeasure(
    _ function: AggregateFunction, _ name: String, whole: String?, hasRows: Bool, at argument: SourceSpan, _ span: SourceSpan
  ) -> Diagnostic {
    var fixes: [Fix] = []
    if hasRows, function == .sum {
      let ours = "total(\(name))"
      fixes.append(Fix("for that of all rows together write \(Message.script(ours))", replace: span, with: ours))
    }
    if let whole, fixes.isEmpty {
      let ours = "\(function.rawValue)(\(whole))"
      fixes.append(Fix("over what each customer has of it: \(Message.script(ours))", replace: span, with: ours))
    }
    if hasRows, function == .avg {
      let ours = "moving(\(name), 3)"
      fixes.append(Fix("for the mean of the last 3 rows write \(Message.script(ours))", replace: span, with: ours))
    }
    var diagnostic = Diagnostic(
      "measure-as-value", "`\(function.rawValue)` takes a value of each customer or event, and `\(name)` is one of each group",
      at: argument,
      label: "one value for each group", fix: fixes.first ?? Fix("use `\(name)` as it is"))
    diagnostic.otherFixes = Array(fixes.dropFirst())
    return diagnostic
  }

  static func groupAggregateInMetric(_ function: AggregateFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-aggregated", "`\(function.rawValue)` of customers is one number for a group, and here each customer has a value",
      at: span, fix: Fix("define it with `measure`"))
  }

  static func aggregateWithoutTable(
    _ function: AggregateFunction, _ name: String?, _ table: String?, isCustomers: Bool, at argument: SourceSpan, _ span: SourceSpan
  ) -> Diagnostic {
    if isCustomers, let name {
      // For a comparison with all customers there are population functions.
      return Diagnostic(
        "not-aggregated", "`\(function.rawValue)(\(name))` is one number for a group, and here each customer has a value", at: span,
        fix: Fix(
          "against all customers: `zscore(\(name)) > 0` (above the mean), `percentile(\(name)) > 0.5`, `share(\(name))`, `total(\(name))`"))
    }
    let fix: Fix? =
      if let name, let table {
        Fix("did you mean `\(function.rawValue)(\(name) of \(table))`?", replace: argument, with: "\(name) of \(table)")
      } else {
        Fix("say whose events: `\(function.example)`; or define a group's number with `measure`")
      }
    return Diagnostic(
      "not-aggregated", "`\(function.rawValue)` of which events of the customer?", at: span, label: "no `of TABLE`", fix: fix)
  }

  static func cannotAggregate(_ function: AggregateFunction, _ type: ColumnType, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "`\(function.rawValue)` of \(type.word) is not defined", at: span, label: type.word,
      fix: type == .boolean ? Fix("`count(CONDITION)` counts those that are yes") : nil)
  }

  /// `error: `quantile` takes the share first, then the value [wrong-arguments]`
  static func aggregateTurned(_ function: AggregateFunction, _ ours: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(function.rawValue)` takes the \(function == .nth ? "place" : "share") first, then the value", at: span,
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  /// `error: the clauses of `correlation` stand after the last value [wrong-arguments]`
  static func clausesBeforeValue(
    _ function: AggregateFunction, _ ours: String, at first: SourceSpan, _ span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "the events of `\(function.rawValue)` are stated once, after the last value", at: first,
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  /// `error: a share between 0 and 1 is expected here [type-mismatch]`
  ///
  /// - Parameter percent: the percentage that may be meant.
  static func noShareOfValues(_ percent: String?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "a share between 0 and 1 is expected here", at: span,
      fix: percent.map { Fix("write \(Message.script($0))", replace: span, with: $0) } ?? Fix("for example `0.9`, or `90%`"))
  }

  /// `error: a place in the order of time is expected here [type-mismatch]`
  static func noPlace(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "a place in the order of time is expected here", at: span,
      fix: Fix("1 is the first event, 2 the second, -1 the last"))
  }

  static func firstOfCustomers(_ function: AggregateFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "customers have no order in time: `\(function.rawValue)` is for events", at: span,
      fix: Fix("for example \(Message.script(function.example))"))
  }
}
