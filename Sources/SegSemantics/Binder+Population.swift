// Population functions: values that compare a customer with others.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension Binder {
  func bindPopulation(
    _ function: PopulationFunction, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    var inner = scope
    switch scope.rows {
    case .customers: break
    case .events: inner = scope.over(.customers)
    case .groups, .columns, .constant:
      report(.populationInMeasure(function, at: span))
      return .error
    }
    var positional: [ArgumentSyntax] = []
    var isLowBest = false
    var groups = Groups()
    for argument in arguments {
      guard add(argument, to: &groups, of: function) else { return .error }
      guard let label = argument.label else {
        positional.append(argument)
        continue
      }
      guard label.text == "best", function == .rank || function == .percentile || function == .ntile else {
        report(.unexpectedLabel(label, of: function.rawValue))
        return .error
      }
      guard case .name(let word) = argument.value.kind, ["low", "high"].contains(word.lowercased()) else {
        report(.bestIsLowOrHigh(at: argument.value.span))
        return .error
      }
      isLowBest = word.lowercased() == "low"
    }
    var tiles = Given(1)
    if function == .ntile {
      guard positional.count == 2, let first = positional.first, let count = value(first.value, scope.over(.constant)) else {
        if positional.count != 2 { report(.argumentMissing("ntile", "a number of parts and a value", function.example, at: span)) }
        return .error
      }
      guard count.type == .integer,
        let number = given(count, Int.self, limits: 1...1_000_000, wanted: "a whole number of at least 1")
      else {
        report(.wholeNumber(from: 1, at: first.value.span))
        return .error
      }
      tiles = number
      positional.removeFirst()
    }
    guard positional.count == 1, let argument = positional.first else {
      report(.argumentMissing(function.rawValue, "one value", function.example, at: span))
      return .error
    }
    var within: String?
    if let name = groups.within {
      within = members(name)
      if within == nil { return .error }
    }
    let per = groups.per.map { value($0, inner) }
    let isOrder = function == .rank || function == .percentile || function == .ntile
    guard let bound = value(argument.value, inner).flatMap({ isOrder ? $0 : number($0) }), per.allSatisfy({ $0 != nil }) else {
      return .error
    }
    if isOrder, bound.type == .boolean {
      report(.yesNoHasNoOrder(at: bound.span))
      return .error
    }
    let aggregate = PopulationAggregate(
      function: function, argument: bound, tiles: tiles, isLowBest: isLowBest, per: per.compactMap { $0 }, within: within)
    let expression = made(.population(aggregate), function.result, span)
    if case .events = scope.rows { return .value(made(.ofCustomer(expression), expression.type, span)) }
    return .value(expression)
  }

  /// The groups of a call, which follow the value or `best`.
  private struct Groups {
    var per: [ExpressionSyntax] = []
    var within: NameSyntax?
  }

  /// Adds the groups of an argument; false if it has clauses that no population function
  /// takes.
  private func add(_ argument: ArgumentSyntax, to groups: inout Groups, of function: PopulationFunction) -> Bool {
    if argument.table != nil || argument.condition != nil || argument.window != nil {
      report(.notAnAggregate(function.rawValue, at: argument.value.span))
      return false
    }
    if let limit = argument.timeLimit {
      report(.limitOutsideFunnel(limit.span))
      return false
    }
    if let again = argument.per.first?.span {
      if let first = groups.per.first?.span {
        report(.groupsTwice("per", at: again, first: first))
        return false
      }
      groups.per = argument.per
    }
    if let again = argument.within {
      if let first = groups.within?.span {
        report(.groupsTwice("within", at: again.span, first: first))
        return false
      }
      groups.within = again
    }
    return true
  }
}

extension Diagnostic {
  static func groupsTwice(_ word: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      "duplicate-clause", "`\(word)` is given twice", at: span, others: [Label(first, "the first is here")])
  }

  static func populationInMeasure(_ function: PopulationFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-aggregated", "`\(function.rawValue)` gives each customer a value, and a group needs one for all of them", at: span,
      fix: Fix("define it with `metric`, then `avg`, `count`, … of that"))
  }

  static func bestIsLowOrHigh(at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "`best` is `low` or `high`", at: span)
  }
}
