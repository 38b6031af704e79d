// Expressions as text: the meaning, independent of the spelling.

import SegColumns
import SegDiagnostics

extension Expression {
  /// The meaning, line by line.
  package var planText: [String] { planTree.lines() }

  /// The expression as a nested list.
  var planTree: PlanTree {
    switch kind {
    case .literal(let value): return value.planTree(of: type)
    case .parameter(let name): return .node("parameter", [.atom(name)])
    case .today: return .atom("today")
    case .column(let name): return .node("column", [.atom(name)])
    case .definition(let name): return .node("definition", [.atom(name)])
    case .ofCustomer(let inner): return .node("of-customer", [inner.planTree])
    case .linked(let link, let inner): return .node("of-linked", [.atom(link.role), inner.planTree])
    case .and(let parts): return .node("and", parts.map(\.planTree))
    case .or(let parts): return .node("or", parts.map(\.planTree))
    case .not(let inner): return .node("not", [inner.planTree])
    case .compare(let comparison, let a, let b): return .node(comparison.symbol, [a.planTree, b.planTree])
    case .isMissing(let inner): return .node("is-missing", [inner.planTree])
    case .isIn(let inner, let values): return .node("in", [inner.planTree] + values.map { $0.planTree(of: inner.type) })
    case .textTest(let inner, let test, let pattern): return .node(test.word, [inner.planTree, pattern.planTree { .quoted($0) }])
    case .sum(let terms):
      return .node("+", terms.map { $0.isNegative ? .node("-", [$0.expression.planTree]) : $0.expression.planTree })
    case .product(let first, let factors):
      return .node("product", [first.planTree] + factors.map { .node($0.operation.symbol, [$0.expression.planTree]) })
    case .negate(let inner): return .node("-", [inner.planTree])
    case .convert(let inner): return .node("to-\(type.rawValue)", [inner.planTree])
    case .shift(let inner, let months, let days, let minutes):
      func isUsed(_ count: Given<Int64>) -> Bool { count.value != 0 || count.parameter != nil }
      let (amount, unit) = isUsed(months) ? (months, "months") : isUsed(minutes) ? (minutes, "minutes") : (days, "days")
      return .node("shift", [inner.planTree, amount.planTree { .atom("\($0)") }, .atom(unit)])
    case .shiftByDays(let day, let count, let isNegative):
      return .node("shift", [day.planTree, isNegative ? .node("-", [count.planTree]) : count.planTree])
    case .daysBetween(let a, let b): return .node("days-between", [a.planTree, b.planTree])
    case .conditional(let condition, let then, let otherwise):
      return .node("if", [condition.planTree, then.planTree, otherwise.planTree])
    case .coalesce(let parts): return .node("coalesce", parts.map(\.planTree))
    case .call(let function, let arguments): return .node("call", [.atom(function.text)] + arguments.map(\.planTree))
    case .ordered(.position): return .atom("position")
    case .ordered(.previous(let inner)): return .node("previous", [inner.planTree])
    case .ordered(.next(let inner)): return .node("next", [inner.planTree])
    case .events(let aggregate):
      let owner: [PlanTree] = aggregate.owner.map { [.node("of-each", [.atom($0)])] } ?? []
      return .node("of-events", aggregate.value.planTrees + aggregate.scope.planTrees + owner)
    case .group(let aggregate): return .node("of-group", aggregate.value.planTrees + aggregate.rows.planTrees)
    case .purchases(let value): return .node("purchases", [.atom(value.function.rawValue)] + value.planTrees)
    case .scores(let value): return .node("score", [.atom(value.function.rawValue)] + value.planTrees)
    case .allocated(let value): return .node("allocated", value.planTrees)
    case .former(let value):
      return .node(
        "former", [.atom(value.segment), .atom(value.snapshot)] + (value.day.map { [.atom("\(CalendarDate(days: $0))")] } ?? []))
    case .history(let value): return .node("history", value.planTrees)
    case .population(let aggregate): return .node("population", aggregate.planTrees)
    case .keyHash(let hash):
      return .node("key-hash", [.atom("\(hash.seed)"), .quoted(hash.base)] + hash.per.map(\.planTree))
    case .asOf(let inner, let day): return .node("as-of", [day.planTree, inner.planTree])
    case .stages(let stages):
      return .node("stages", stages.map { .node($0.name, [$0.condition.map(\.planTree) ?? .atom("otherwise")]) })
    }
  }
}

extension Comparison {
  fileprivate var symbol: String {
    switch self {
    case .equal: "="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}

extension ProductOperator {
  fileprivate var symbol: String {
    switch self {
    case .times: "*"
    case .divide: "/"
    case .modulo: "%"
    }
  }
}

extension TextTest {
  fileprivate var word: String { rawValue.replacing(" ", with: "-") }
}

extension FunctionReference {
  fileprivate var text: String { "\(name)(\(parameters.map(\.rawValue).joined(separator: ",")))" }
}

extension AggregateValue {
  fileprivate var planTrees: [PlanTree] {
    var trees: [PlanTree] = [.atom(function.rawValue)]
    switch leading {
    case .nothing: break
    case .share(let share): trees.append(.node("share", [share.planTree { Value.number($0.value).planTree(of: .number) }]))
    case .place(let place): trees.append(.node("place", [place.planTree { .atom("\($0.number)") }]))
    case .value(let first): trees.append(.node("value", [first.planTree]))
    }
    if let argument { trees.append(.node("value", [argument.planTree])) }
    return trees
  }
}

extension EventScope {
  var planTrees: [PlanTree] {
    var trees: [PlanTree] = [.node("from", [.atom(table)])]
    switch orphans {
    case .excluded: break
    case .included: trees.append(.atom("with-orphans"))
    case .ofAllGroups: trees.append(.atom("of-all"))
    }
    if let condition { trees.append(.node("where", [condition.planTree])) }
    if let window {
      let borders = [PlanTree.node("since", window.start?.planTree), PlanTree.node("before", window.end?.planTree)]
      trees.append(.node("window", borders.compactMap { $0 }))
    }
    return trees
  }
}

extension AggregateRows {
  var planTrees: [PlanTree] {
    switch self {
    case .customers(let condition):
      [.node("from", [.atom("customers")])] + (condition.map { [.node("where", [$0.planTree])] } ?? [])
    case .events(let scope): scope.planTrees
    }
  }
}

extension CalendarPeriod {
  var planTree: PlanTree { .atom(months > 0 ? "\(months) months" : isOfWeeks ? "\(days / 7) weeks" : "\(days) days") }
}

extension HistoryValue {
  fileprivate var planTrees: [PlanTree] {
    [.atom(function.rawValue), .node("value", [value.planTree])] + (stage.map { [.node("stage", [.quoted($0)])] } ?? [])
      + [.node("every", [every.planTree])]
  }
}

extension PopulationAggregate {
  fileprivate var planTrees: [PlanTree] {
    var trees: [PlanTree] = [.atom(function.rawValue), .node("value", [argument.planTree])]
    if function == .ntile { trees.append(.node("tiles", [tiles.planTree { .atom("\($0)") }])) }
    if isLowBest { trees.append(.node("best", [.atom("low")])) }
    if !per.isEmpty { trees.append(.node("per", per.map(\.planTree))) }
    if let within { trees.append(.node("within", [.atom(within)])) }
    return trees
  }
}

extension PurchaseSelection {
  var planTrees: [PlanTree] {
    (amount.map { [.node("value", [$0.planTree])] } ?? []) + (net.map { [.node("net", [$0.planTree])] } ?? [])
      + (summary.map { [.node("summary", $0.expressions.map(\.planTree))] } ?? []) + scope.planTrees
  }
}

extension PurchaseValue {
  fileprivate var planTrees: [PlanTree] { purchases.planTrees + options.planTrees }
}

extension ModelOptions {
  /// The options that differ from their defaults.
  var planTrees: [PlanTree] {
    let usual = ModelOptions()
    var trees: [PlanTree] = []
    func add(_ word: String, _ text: String?) { if let text { trees.append(.node(word, [.atom(text)])) } }
    if let periodModel { add("model", periodModel.rawValue) } else if model != usual.model { add("model", model.rawValue) }
    if unit != usual.unit { add("unit", unit.rawValue) }
    if month != usual.month { add("month", "\(Value.number(month)) days") }
    for (option, use) in parameters.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      trees.append(.node(option.rawValue, [use.planTree]))
    }
    let written = parameters.keys
    if !written.contains(.next) { add("next", next.map { "\(Value.number($0)) days" }) }
    if !written.contains(.horizon) { add("horizon", horizon.map { "\($0) months" }) }
    if !written.contains(.discount) { add("discount", discount.map { "\(Value.number($0.rate)) per \($0.pace.rawValue)" }) }
    if let day { trees.append(.node("day", [day.planTree])) }
    if !written.contains(.top) { add("top", top.map { "\($0)" }) }
    if penalty != 0 { add("penalty", "\(Value.number(penalty))") }
    if !covariates.isEmpty { trees.append(.node("covariates", covariates.map(\.expression.planTree))) }
    if !written.contains(.grace) { add("grace", grace.map { "\($0) days" }) }
    return trees
  }
}

extension ScoreValue {
  fileprivate var planTrees: [PlanTree] {
    var trees: [PlanTree] = [.node("target", [target.planTree])]
    if let day { trees.append(.node("as-of", [day.planTree])) }
    trees.append(.node("on", attributes.map(\.expression.planTree)))
    if let within { trees.append(.node("within", [.atom(within)])) }
    trees.append(.node("penalty", [penalty.planTree { Value.number($0).planTree(of: .number) }]))
    trees.append(.node("seed", [seed.planTree { .atom("\($0)") }]))
    return trees
  }
}

extension AllocationValue {
  fileprivate var planTrees: [PlanTree] {
    [.node("gain", [gain.planTree]), .node("cost", [cost.planTree]), .node("budget", [budget.planTree])]
      + (within.map { [.node("within", [.atom($0)])] } ?? [])
  }
}

extension Given {
  /// The parameter that it is, or its value.
  func planTree(_ value: (Constant) -> PlanTree) -> PlanTree { parameter?.planTree ?? value(self.value) }
}

extension ParameterUse {
  fileprivate var planTree: PlanTree {
    var tree = PlanTree.node("parameter", [.atom(name)])
    if factor != 1 { tree = .node("*", [tree, .atom("\(Value.number(factor))")]) }
    if offset != 0 { tree = .node("+", [tree, .atom("\(Value.number(offset))")]) }
    return tree
  }
}
