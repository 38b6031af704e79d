// Population functions: values that compare a customer with others.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds one call of a population function.
struct PopulationBinder: BinderPart {
  let binder: Binder
  let function: PopulationFunction
  /// The call.
  let span: SourceSpan
  /// The scope of the call.
  let scope: Scope

  func bind(_ arguments: [ArgumentSyntax]) -> Operand {
    if function == .percentile, arguments.count == 2, arguments.allSatisfy({ $0.label == nil }) {
      return failed(.quantileMeant(ForeignFunctions(function.rawValue, arguments, span).fix, at: span))
    }
    let customers: Scope
    switch scope.rows {
    case .customers: customers = scope
    case .events: customers = scope.over(.customers)
    case .groups, .columns, .constant:
      // `measure part = share(revenue)`: among the rows of an answer.
      if let value = arguments.first?.value, let rows = RowFunction(rawValue: function.rawValue), let name = scope.resolvedName(value),
        case .measure? = catalog.definitions[name]?.kind
      {
        return failed(.rowsOutsideAnswer(rows, at: span))
      }
      return failed(.populationInMeasure(function, at: span))
    }
    guard let call = call(arguments) else { return .error }
    var values = call.values
    var tiles = Given(1)
    if function == .ntile {
      guard let number = self.tiles(values) else { return .error }
      tiles = number
      values.removeFirst()
    }
    guard values.count == 1, let value = values.first else {
      return failed(.argumentMissing(function.rawValue, "one value", function.example, at: span))
    }
    let within = Optionally(call.within) { binder.members($0) }
    if within.hasFailed { return .error }
    let per = call.per.map { self.value($0, customers) }
    guard let argument = argument(value, customers), per.allSatisfy({ $0 != nil }) else { return .error }
    let aggregate = PopulationAggregate(
      function: function, argument: argument, tiles: tiles, isLowBest: call.isLowBest, per: per.compactMap { $0 }, within: within.value)
    let expression = made(.population(aggregate), function.result, span)
    if case .events = scope.rows { return .value(made(.ofCustomer(expression), expression.type, span)) }
    return .value(expression)
  }

  /// Whether it puts customers in an order: by any value that has one, not by numbers alone.
  private var isOrder: Bool {
    switch function {
    case .rank, .percentile, .ntile: true
    case .share, .total, .zscore: false
    }
  }

  /// The number of parts of `ntile`, its first argument; nil if a mistake was reported.
  private func tiles(_ values: [ExpressionSyntax]) -> Given<Int>? {
    guard values.count == 2, let first = values.first else {
      report(.argumentMissing("ntile", "a number of parts and a value", function.example, at: span))
      return nil
    }
    guard let count = value(first, scope.over(.constant)) else { return nil }
    guard count.type == .integer,
      let number = binder.given(count, Int.self, limits: 1...1_000_000, wanted: "a whole number of at least 1")
    else {
      report(.wholeNumber(from: 1, at: first.span))
      return nil
    }
    return number
  }

  /// The value that customers are compared by; nil if a mistake was reported.
  private func argument(_ syntax: ExpressionSyntax, _ customers: Scope) -> Expression? {
    guard let bound = value(syntax, customers) else { return nil }
    guard isOrder else { return binder.number(bound) }
    if bound.type == .boolean {
      report(.yesNoHasNoOrder(at: bound.span))
      return nil
    }
    return bound
  }

  // MARK: - Arguments

  /// What is written in a call. Its groups follow the value or `best`.
  private struct Call {
    var values: [ExpressionSyntax] = []
    var isLowBest = false
    var per: [ExpressionSyntax] = []
    var within: NameSyntax?
  }

  /// nil if a mistake was reported.
  private func call(_ arguments: [ArgumentSyntax]) -> Call? {
    var call = Call()
    for argument in arguments {
      guard addGroups(argument, to: &call) else { return nil }
      guard let label = argument.label else {
        call.values.append(argument.value)
        continue
      }
      guard label.text == "best", isOrder else {
        report(.unexpectedLabel(label, of: function.rawValue))
        return nil
      }
      guard case .name(let word) = argument.value.kind, ["low", "high"].contains(word.lowercased()) else {
        report(.bestIsLowOrHigh(at: argument.value.span))
        return nil
      }
      call.isLowBest = word.lowercased() == "low"
    }
    return call
  }

  /// Adds the groups of an argument; false if it has clauses that no population function
  /// takes.
  private func addGroups(_ argument: ArgumentSyntax, to call: inout Call) -> Bool {
    if argument.table != nil || argument.condition != nil || argument.window != nil {
      report(.notAnAggregate(function.rawValue, at: argument.value.span))
      return false
    }
    if let limit = argument.timeLimit {
      report(.limitOutsideFunnel(limit.span))
      return false
    }
    if let again = argument.per.first?.span {
      if let first = call.per.first?.span {
        report(.groupsTwice("per", at: again, first: first))
        return false
      }
      call.per = argument.per
    }
    if let again = argument.within {
      if let first = call.within?.span {
        report(.groupsTwice("within", at: again.span, first: first))
        return false
      }
      call.within = again
    }
    return true
  }
}
