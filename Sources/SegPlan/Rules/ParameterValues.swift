// Replaces parameters by their values, so that a back end need not know them.

import SegColumns
import SegDiagnostics
import SegFunctions

extension Expression {
  /// The expression with the values of parameters. Parameters without a value stay.
  ///
  /// - Throws: if a value is not allowed in its place.
  package func resolved(_ values: [String: Value]) throws(ScriptError) -> Expression {
    guard hasParameters else { return self }
    func part(_ expression: Expression) throws(ScriptError) -> Expression { try expression.resolved(values) }
    func parts(_ expressions: [Expression]) throws(ScriptError) -> [Expression] {
      var all: [Expression] = []
      for expression in expressions { all.append(try expression.resolved(values)) }
      return all
    }
    let changed: Kind
    switch kind {
    case .parameter(let name):
      guard let value = values[name] else { return self }
      changed = .literal(value)
    case .textTest(let inner, let test, let pattern):
      changed = .textTest(try part(inner), test, pattern: try pattern.resolved(values))
    case .shift(let inner, let months, let days, let minutes):
      changed = .shift(
        try part(inner), months: try months.resolved(values), days: try days.resolved(values), minutes: try minutes.resolved(values))
    case .events(let aggregate):
      changed = .events(
        EventAggregate(try aggregate.value.resolved(values), scope: try aggregate.scope.resolved(values), owner: aggregate.owner))
    case .group(let aggregate):
      changed = .group(GroupAggregate(try aggregate.value.resolved(values), rows: try aggregate.rows.resolved(values)))
    case .purchases(let value): changed = .purchases(try value.resolved(values))
    case .scores(let value): changed = .scores(try value.resolved(values))
    case .allocated(let value):
      changed = .allocated(
        AllocationValue(gain: try part(value.gain), cost: try part(value.cost), budget: try part(value.budget), within: value.within))
    case .population(let aggregate):
      changed = .population(
        PopulationAggregate(
          function: aggregate.function, argument: try part(aggregate.argument), tiles: try aggregate.tiles.resolved(values),
          isLowBest: aggregate.isLowBest, per: try parts(aggregate.per), within: aggregate.within))
    case .keyHash(let hash): changed = .keyHash(KeyHash(seed: hash.seed, base: hash.base, per: try parts(hash.per)))
    case .convert(let inner):
      let value = try part(inner)
      if case .literal(.integer(let number)) = value.kind, type == .number {
        changed = .literal(.number(Double(number)))
      } else {
        changed = .convert(value)
      }
    case .negate(let inner): changed = try part(inner).negation
    case .literal, .today, .column, .definition, .former, .ofCustomer, .linked, .and, .or, .not, .compare, .isMissing, .isIn, .sum,
      .product, .shiftByDays, .daysBetween, .conditional, .coalesce, .call, .stages, .ordered, .history, .asOf:
      return with(children: try parts(children))
    }
    return Expression(changed, type, like: self)
  }
}

extension Expression {
  /// The negated number; a literal stays a literal.
  private var negation: Kind {
    if case .literal(.integer(let number)) = kind, number != .min { return .literal(.integer(-number)) }
    if case .literal(.number(let number)) = kind { return .literal(.number(-number)) }
    return .negate(self)
  }
}

extension TimeRange {
  fileprivate func resolved(_ values: [String: Value]) throws(ScriptError) -> TimeRange {
    TimeRange(start: try start?.resolved(values), end: try end?.resolved(values), label: label, origin: origin)
  }
}

extension EventScope {
  package func resolved(_ values: [String: Value]) throws(ScriptError) -> EventScope {
    EventScope(
      table: table, condition: try condition?.resolved(values), window: try window?.resolved(values), orphans: orphans)
  }
}

extension AggregateValue {
  fileprivate func resolved(_ values: [String: Value]) throws(ScriptError) -> AggregateValue {
    let leading: Leading =
      switch leading {
      case .nothing: .nothing
      case .share(let share): .share(try share.resolved(values))
      case .place(let place): .place(try place.resolved(values))
      case .value(let first): .value(try first.resolved(values))
      }
    return AggregateValue(function, try argument?.resolved(values), leading: leading)
  }
}

extension AggregateRows {
  fileprivate func resolved(_ values: [String: Value]) throws(ScriptError) -> AggregateRows {
    switch self {
    case .customers(let condition): .customers(try condition?.resolved(values))
    case .events(let scope): .events(try scope.resolved(values))
    }
  }
}

extension PurchaseSelection {
  package func resolved(_ values: [String: Value]) throws(ScriptError) -> PurchaseSelection {
    PurchaseSelection(
      scope: try scope.resolved(values), amount: try amount?.resolved(values), net: try net?.resolved(values),
      summary: try summary?.resolved(values))
  }
}

extension PurchaseSummary {
  fileprivate func resolved(_ values: [String: Value]) throws(ScriptError) -> PurchaseSummary {
    PurchaseSummary(frequency: try frequency.resolved(values), recency: try recency.resolved(values), age: try age.resolved(values))
  }
}

extension ModelOptions {
  /// The options with the values of parameters.
  ///
  /// - Throws: if a value is not allowed in its place.
  package func resolved(_ values: [String: Value]) throws(ScriptError) -> ModelOptions {
    var options = self
    options.day = try day?.resolved(values)
    options.covariates = try covariates.resolved(values)
    for (option, use) in parameters {
      guard let value = values[use.name] else { continue }
      guard options.set(option, to: value, use) else {
        throw ScriptError(.badParameter(use.name, value, wanted: use.wanted, at: use.span))
      }
      options.parameters[option] = nil
    }
    return options
  }

  private mutating func set(_ option: ModelOption, to value: Value, _ use: ParameterUse) -> Bool {
    switch option {
    case .next:
      next = use.constant(value, as: Double.self)
      return next != nil
    case .horizon:
      horizon = use.constant(value, as: Int.self)
      return horizon != nil
    case .top:
      top = use.constant(value, as: Int.self)
      return top != nil
    case .discount:
      guard let rate = use.constant(value, as: Double.self), let pace = discount?.pace else { return false }
      discount = DiscountRate(rate: rate, pace: pace)
      return true
    case .grace:
      grace = use.constant(value, as: Int.self)
      return grace != nil
    case .model, .unit, .month, .at, .before, .net, .penalty, .covariates, .frequency, .recency, .age: return false
    }
  }
}

extension PurchaseValue {
  fileprivate func resolved(_ values: [String: Value]) throws(ScriptError) -> PurchaseValue {
    PurchaseValue(
      function: function, purchases: try purchases.resolved(values), options: try options.resolved(values))
  }
}

extension ScoreValue {
  package func resolved(_ values: [String: Value]) throws(ScriptError) -> ScoreValue {
    ScoreValue(
      function: function, target: try target.resolved(values), day: try day?.resolved(values),
      attributes: try attributes.resolved(values), fixed: fixed, within: within, penalty: try penalty.resolved(values),
      seed: try seed.resolved(values))
  }
}

extension NamedExpression {
  package func resolved(_ values: [String: Value]) throws(ScriptError) -> NamedExpression {
    NamedExpression(name: name, expression: try expression.resolved(values))
  }
}

extension [NamedExpression] {
  package func resolved(_ values: [String: Value]) throws(ScriptError) -> [NamedExpression] {
    var items: [NamedExpression] = []
    for item in self { items.append(try item.resolved(values)) }
    return items
  }
}

extension Ranking {
  package func resolved(_ values: [String: Value]) throws(ScriptError) -> Ranking {
    var ranking = Ranking(keys: [], per: [])
    for key in keys {
      ranking.keys.append(Key(expression: try key.expression.resolved(values), ascending: key.ascending, name: key.name))
    }
    for expression in per { ranking.per.append(try expression.resolved(values)) }
    return ranking
  }
}

extension Cut {
  package func resolved(_ values: [String: Value]) throws(ScriptError) -> Cut {
    switch self {
    case .count(let count): .count(try count.resolved(values))
    case .share(let share): .share(try share.resolved(values))
    case .cover(let share, let value): .cover(try share.resolved(values), of: try value.resolved(values))
    case .coverAmount(let amount, let value): .coverAmount(try amount.resolved(values), of: try value.resolved(values))
    case .spend(let amount, let value): .spend(try amount.resolved(values), of: try value.resolved(values))
    }
  }
}

extension SegmentPlan {
  fileprivate func resolved(_ values: [String: Value]) throws(ScriptError) -> SegmentPlan {
    SegmentPlan(
      base: base, condition: try condition?.resolved(values), ranking: try ranking?.resolved(values), cut: try cut?.resolved(values))
  }
}

extension TablePlan {
  fileprivate func resolved(_ values: [String: Value]) throws(ScriptError) -> TablePlan {
    let form: Form
    switch self.form {
    case .rows, .distinct: form = self.form
    case .groups(let per, let columns): form = .groups(per: try per.resolved(values), columns: try columns.resolved(values))
    }
    return TablePlan(
      name: name, source: source, condition: try condition?.resolved(values), form: form, given: try given.resolved(values))
  }
}

extension Definition {
  /// The definition with the values of parameters.
  ///
  /// - Parameter definitions: the definitions that it uses, resolved.
  func resolved(_ values: [String: Value], _ definitions: (String) -> Definition?) throws(ScriptError) -> Definition {
    let changed: Kind
    switch kind {
    case .metric(let expression): changed = .metric(try expression.resolved(values))
    case .lifecycle(let expression): changed = .lifecycle(try expression.resolved(values))
    case .measure(let expression): changed = .measure(try expression.resolved(values))
    case .segment(let plan): changed = .segment(try plan.resolved(values))
    case .column(let plan):
      changed = .column(ColumnPlan(table: plan.table, name: plan.name, expression: try plan.expression.resolved(values)))
    case .table(let plan): changed = .table(try plan.resolved(values))
    }
    return Definition(
      name: name, kind: changed, documentation: documentation, unit: unit, span: span, uses: uses, fixed: [], definitions: definitions)
  }
}

extension Question {
  /// The question with the values of parameters. An analysis keeps its parameters; they are
  /// replaced when its expressions are evaluated.
  package func resolved(_ values: [String: Value]) throws(ScriptError) -> Question {
    if values.isEmpty { return self }
    switch self {
    case .segments(var question):
      question.condition = try question.condition?.resolved(values)
      question.dimensions = try question.dimensions.resolved(values)
      question.ranking = try question.ranking?.resolved(values)
      question.cut = try question.cut?.resolved(values)
      return .segments(question)
    case .measures(var question):
      question.measures = try question.measures.resolved(values)
      question.hidden = try question.hidden.resolved(values)
      question.having = try question.having?.resolved(values)
      var functions: [RowFunctionColumn] = []
      for function in question.functions { functions.append(try function.resolved(values)) }
      question.functions = functions
      question.condition = try question.condition?.resolved(values)
      question.dimensions = try question.dimensions.resolved(values)
      question.ranking = try question.ranking?.resolved(values)
      question.cut = try question.cut?.resolved(values)
      return .measures(question)
    case .list(var question):
      question.items = try question.items.resolved(values)
      question.condition = try question.condition?.resolved(values)
      question.ranking = try question.ranking?.resolved(values)
      question.cut = try question.cut?.resolved(values)
      return .list(question)
    case .expect(let condition, let message): return .expect(try condition.resolved(values), message: message)
    case .analysis, .explain, .why, .explainStages, .whyStage, .facts: return self
    }
  }
}

extension RowFunctionColumn {
  fileprivate func resolved(_ values: [String: Value]) throws(ScriptError) -> RowFunctionColumn {
    RowFunctionColumn(
      name: name, function: function, argument: try argument.resolved(values), rows: try rows.resolved(values), isLowBest: isLowBest,
      itemsBefore: itemsBefore)
  }
}
