// Scores: their outcomes and their attributes.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds `propensity` and `lookalike`.
struct ScoreBinder: BinderPart {
  let binder: Binder

  func bindScoreFunction(
    _ function: ScoreFunction, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    guard hasPurchases(function.rawValue, scope, at: span) else { return .error }
    let customers = scope.over(.customers)
    let positional = arguments.filter { $0.label == nil }
    guard let first = positional.first, positional.count == 1 else {
      report(.argumentMissing(function.rawValue, function.subject, function.example, at: span))
      return .error
    }
    if first.table != nil || first.condition != nil || first.window != nil || !first.per.isEmpty || first.timeLimit != nil {
      report(.clauseOfScore(function, at: first.value.span))
      return .error
    }
    var failed = false
    let subject = subject(first.value, of: function, customers)
    let within = first.within.flatMap { binder.members($0) }
    if first.within != nil, within == nil { failed = true }
    let options = scoreOptions(arguments.filter { $0.label != nil }, of: function, at: span, customers)
    guard let (target, day) = subject, let options, !failed else { return .error }
    switch function {
    case .lookalike:
      warn(of: options.attributes, in: target)
      if expressions(in: target).contains(where: \.isOfAnotherDay) { warnOfToday(options.attributes, options.fixed) }
    case .propensity: warnOfToday(options.attributes, options.fixed)
    }
    let value = ScoreValue(
      function: function, target: target, day: day, attributes: options.attributes, fixed: options.fixed, within: within,
      penalty: options.penalty, seed: options.seed)
    let expression = made(.scores(value), function.result, span)
    if case .events = scope.rows { return .value(made(.ofCustomer(expression), expression.type, span)) }
    return .value(expression)
  }

  /// The outcome of the score, and for `propensity` the day of the attributes.
  private func subject(
    _ written: ExpressionSyntax, of function: ScoreFunction, _ scope: Scope
  ) -> (target: Expression, day: Expression?)? {
    guard function == .propensity else { return condition(written, scope).map { ($0, nil) } }
    let (syntax, place) = scope.resolvedArgument(written)
    guard case .asOf(let inner, let day) = syntax.kind else {
      // In `a = 1 as of D` the day applies to the 1.
      if case .comparison(let operands, _) = syntax.kind, case .asOf? = operands.last?.kind {
        report(.dayOfPart(label(syntax.span).name, at: syntax.span))
      } else {
        report(.propensityWithoutDay(label(syntax.span).name, at: syntax.span))
      }
      return nil
    }
    let target = condition(inner, place)
    guard let written = binder.dayConstant(day, place), let target else { return nil }
    return (target, written)
  }

  private struct ScoreOptions {
    var attributes: [NamedExpression] = []
    /// Columns that do not change.
    var fixed: Set<String> = []
    var penalty = Given(1.0)
    var seed: Given<Int64> = Given(1)
  }

  /// The named arguments; nil if a mistake was reported.
  private func scoreOptions(
    _ arguments: [ArgumentSyntax], of function: ScoreFunction, at span: SourceSpan, _ scope: Scope
  ) -> ScoreOptions? {
    var options = ScoreOptions()
    var seen: Set<ScoreOption> = []
    var failed = false
    for argument in arguments {
      guard let label = argument.label else { continue }
      guard let option = option(label, argument, of: function.rawValue, among: ScoreOption.allCases, &seen) else {
        failed = true
        continue
      }
      switch option {
      case .on:
        let (syntax, place) = scope.resolvedArgument(argument.value)
        guard let attributes = attributes(syntax, place) else {
          failed = true
          continue
        }
        options.attributes = attributes
      case .fixed:
        guard let columns = columns(scope.resolvedArgument(argument.value).0) else {
          failed = true
          continue
        }
        options.fixed = columns
      case .penalty:
        let penalty = constant(argument, option, scope, "a number above 0") { bound in
          binder.given(bound, Double.self, limits: .leastNonzeroMagnitude...1e9, wanted: "a number above 0")
        }
        if let penalty { options.penalty = penalty } else { failed = true }
      case .seed:
        let seed = constant(argument, option, scope, "a whole number") { binder.given($0, Int64.self, wanted: "a whole number") }
        if let seed { options.seed = seed } else { failed = true }
      }
    }
    if failed { return nil }
    guard seen.contains(.on) else {
      report(.scoreWithoutAttributes(function, at: span))
      return nil
    }
    return options
  }

  /// A constant value of an option; nil if it is none, which is reported.
  private func constant<Number>(
    _ argument: ArgumentSyntax, _ option: ScoreOption, _ scope: Scope, _ wanted: Message, _ given: (Expression) -> Given<Number>?
  ) -> Given<Number>? {
    let (syntax, place) = scope.resolvedArgument(argument.value)
    if let bound = value(syntax, place.over(.constant)), let number = given(bound) { return number }
    report(.badScoreOption(option, wanted, at: argument.value.span))
    return nil
  }

  /// Distinct values of customers, none of them the key.
  func attributes(_ syntax: ExpressionSyntax, _ scope: Scope) -> [NamedExpression]? {
    var elements = [syntax]
    if case .list(let several) = syntax.kind { elements = several }
    var items: [NamedExpression] = []
    var failed = false
    for element in elements {
      guard let bound = value(element, scope) else {
        failed = true
        continue
      }
      let name = label(element.span).name
      if case .column(let column) = bound.kind, column == catalog.customers?.key {
        report(.keyAsAttribute(column, at: element.span))
        failed = true
      } else if bound.isConstant {
        report(.constantAttribute(name, at: element.span))
        failed = true
      } else if items.contains(where: { $0.expression == bound }) {
        report(.attributeTwice(name, at: element.span))
        failed = true
      } else {
        items.append(NamedExpression(name: name, expression: bound))
      }
    }
    return failed ? nil : items
  }

  // MARK: - Attributes without a past

  /// The columns of customers in a list of names.
  private func columns(_ syntax: ExpressionSyntax) -> Set<String>? {
    var elements = [syntax]
    if case .list(let several) = syntax.kind { elements = several }
    var names: Set<String> = []
    var failed = false
    for element in elements {
      if case .name(let name) = element.kind, catalog.customers?.types[name] != nil {
        names.insert(name)
      } else {
        report(.notAColumnOfCustomers(label(element.span).name, at: element.span))
        failed = true
      }
    }
    return failed ? nil : names
  }

  /// Warns of likeness on another day: the columns of customers among its attributes have today's values.
  func warnOfLikeness(in expression: Expression, onAnotherDay span: SourceSpan) {
    for part in expressions(in: expression) {
      guard case .scores(let value) = part.kind, value.function == .lookalike else { continue }
      warnOfToday(value.attributes, value.fixed, at: span)
    }
  }

  /// Warns of columns of customers: they have today's values, and the score is trained as if they were those
  /// of an earlier day.
  ///
  /// - Parameter span: the place of the warning; nil: the attributes.
  private func warnOfToday(_ attributes: [NamedExpression], _ fixed: Set<String>, at span: SourceSpan? = nil) {
    var told = fixed
    var columns: [String] = []
    var places: [SourceSpan] = []
    for attribute in attributes {
      let new = sources(of: [attribute.expression]).keys.compactMap { source -> String? in
        guard case .column(let name) = source.kind, told.insert(name).inserted else { return nil }
        return name
      }
      columns += new.sorted()
      if !new.isEmpty { places.append(attribute.expression.span) }
    }
    guard let first = places.first else { return }
    report(.attributesOfToday(columns, fixed: fixed, at: span ?? first, span == nil ? places.dropFirst() : []))
  }

  /// The parts of an expression, also of the definitions that it reads.
  func expressions(in expression: Expression) -> [Expression] {
    var found: [Expression] = []
    var seen: Set<String> = []
    var waiting = [expression]
    while let next = waiting.popLast() {
      next.visit { part in
        found.append(part)
        guard case .definition(let name) = part.kind, seen.insert(name).inserted else { return }
        waiting += catalog.definitions[name]?.expressions ?? []
      }
    }
    return found
  }

  // MARK: - Attributes that the segment is made of

  /// Warns of attributes that the segment's definition uses: the score would only learn
  /// the definition.
  private func warn(of attributes: [NamedExpression], in target: Expression) {
    let made = sources(of: [target])
    for attribute in attributes {
      let shared = sources(of: [attribute.expression]).filter { made[$0.key] != nil }
      guard let first = shared.values.min() else { continue }
      report(.attributeOfSegment(attribute.name, target.label.name, first, at: attribute.expression.span))
    }
  }

  /// The columns and aggregates that expressions read, also through definitions, with
  /// their text for messages.
  private func sources(of expressions: [Expression]) -> [Expression: String] {
    var found: [Expression: String] = [:]
    var seen: Set<String> = []
    var waiting = expressions
    func look(_ expression: Expression) {
      switch (expression.kind, expression.nature) {
      case (.column(let name), _): found[expression] = name
      case (.definition(let name), _):
        guard seen.insert(name).inserted, let definition = catalog.definitions[name] else { return }
        waiting += definition.expressions
        if case .segment(let plan) = definition.kind, let base = plan.base, let span = plan.condition?.span ?? expressions.first?.span {
          waiting.append(made(.definition(base), .boolean, span))
        }
      case (_, .whole): found[expression] = expression.label.name
      case (_, .stated), (_, .named), (_, .operation), (_, .moved):
        for child in expression.children { look(child) }
      }
    }
    while let next = waiting.popLast() { look(next) }
    return found
  }
}

extension Expression {
  /// `VALUE as of DAY`
  fileprivate var isOfAnotherDay: Bool {
    if case .asOf = kind { true } else { false }
  }
}

extension ScoreFunction {
  fileprivate var subject: Message {
    switch self {
    case .lookalike: "a segment, and then arguments with names"
    case .propensity: "a condition `as of` an earlier day, and then arguments with names"
    }
  }
}
