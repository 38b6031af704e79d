// Definitions and questions as text.

import SegColumns

extension Definition {
  /// The meaning, line by line: `(metric profit number …)`.
  package var planText: [String] { planTree.lines() }

  private var planTree: PlanTree {
    switch kind {
    case .metric(let expression), .lifecycle(let expression), .measure(let expression):
      .node(noun.description, [.atom(name), .atom(expression.type.rawValue), expression.planTree])
    case .segment(let plan): .node(noun.description, [.atom(name)] + plan.planTrees)
    case .column(let plan):
      .node(
        noun.description,
        [.atom(plan.name), .node("of", [.atom(plan.table)]), .atom(plan.expression.type.rawValue), plan.expression.planTree])
    case .table(let plan): .node(noun.description, [.atom(plan.name)] + plan.planTrees)
    }
  }
}

extension SegmentPlan {
  fileprivate var planTrees: [PlanTree] {
    var trees: [PlanTree] = []
    if let base { trees.append(.node("from", [.atom(base)])) }
    if let condition { trees.append(.node("where", [condition.planTree])) }
    return trees + rankingTrees(ranking, cut)
  }
}

extension TablePlan {
  fileprivate var planTrees: [PlanTree] {
    var trees = [PlanTree.node("from", [.atom(source)])]
    if let condition { trees.append(.node("where", [condition.planTree])) }
    switch form {
    case .rows: break
    case .distinct: trees.append(.atom("distinct"))
    case .groups(let per, let columns):
      trees.append(.node("per", per.map(\.planTree)))
      trees += columns.map(\.planTree)
    }
    return trees + (given.isEmpty ? [] : [.node("columns", given.map(\.planTree))])
  }
}

private func rankingTrees(_ ranking: Ranking?, _ cut: Cut?) -> [PlanTree] {
  var trees: [PlanTree] = []
  if let ranking {
    var parts = ranking.keys.map { PlanTree.node($0.ascending ? "ascending" : "descending", [$0.expression.planTree]) }
    if !ranking.per.isEmpty { parts.append(.node("per", ranking.per.map(\.planTree))) }
    trees.append(.node("rank", parts))
  }
  if let cut { trees.append(.node("cut", cut.planTrees)) }
  return trees
}

extension Cut {
  fileprivate var planTrees: [PlanTree] {
    switch self {
    case .count(let count): [.atom("rows"), count.planTree { .atom("\($0)") }]
    case .share(let share): [.atom("share"), share.planTree { .atom($0.text) }]
    case .cover(let share, let value): [.atom("cover"), share.planTree { .atom($0.text) }, value.planTree]
    case .coverAmount(let amount, let value): [.atom("cover-amount"), amount.planTree { .atom("\(Value.number($0))") }, value.planTree]
    case .spend(let amount, let value): [.atom("spend"), amount.planTree { .atom("\(Value.number($0))") }, value.planTree]
    }
  }
}

extension ExactShare {
  fileprivate var text: String { "\(numerator)/\(denominator)" }
}

extension NamedExpression {
  var planTree: PlanTree { .list([.quoted(name), expression.planTree]) }
}

extension RowFunctionColumn {
  var planTree: PlanTree {
    var parts: [PlanTree] = [.quoted(name), argument.planTree]
    if function == .moving { parts.append(rows.planTree { .atom("\($0)") }) }
    if isLowBest { parts.append(.atom("low")) }
    return .node(function.rawValue, parts)
  }
}

extension Grain {
  var planTree: PlanTree {
    switch self {
    case .customers: .node("rows", [.atom("customers")])
    case .events(let table): .node("rows", [.atom("events"), .atom(table)])
    case .rejects(let table): .node("rows", [.atom("rejects"), .atom(table)])
    case .none: .node("rows", [.atom("none")])
    }
  }
}

extension Question {
  /// The question, line by line: `(measures (rows customers) …)`.
  package var planText: [String] { planTree.lines() }

  private var planTree: PlanTree {
    switch self {
    case .segments(let question):
      return .node(
        "sizes",
        question.segments.map { .atom($0) } + Self.clauses(nil, question.condition, question.dimensions)
          + rankingTrees(question.ranking, question.cut))
    case .measures(let question):
      let hidden = question.hidden.isEmpty ? [] : [PlanTree.node("hidden", question.hidden.map(\.planTree))]
      return .node(
        "measures",
        [question.grain.planTree] + question.measures.map(\.planTree) + hidden + question.functions.map(\.planTree)
          + Self.clauses(question.segment, question.condition, question.dimensions)
          + (question.having.map { [.node("having", [$0.planTree])] } ?? []) + rankingTrees(question.ranking, question.cut)
          + (question.pivot.map { [.node("pivot", [.atom("\($0 + 1)")])] } ?? []) + (question.hasTotals ? [.list([.atom("totals")])] : [])
          + (question.hasIntervals ? [.list([.atom("interval")])] : []))
    case .list(let question):
      return .node(
        "list",
        [question.grain.planTree] + question.items.map(\.planTree) + Self.clauses(question.segment, question.condition, [])
          + rankingTrees(question.ranking, question.cut) + (question.hasIntervals ? [.list([.atom("interval")])] : []))
    case .analysis(let question):
      return .node(
        "analysis",
        [.atom(question.analysis.name.rawValue)] + question.analysis.call.planTrees
          + Self.clauses(question.segment, question.condition, question.groups)
          + (question.pivot.map { [.node("pivot", [.quoted($0)])] } ?? []))
    case .explain(let name), .explainStages(let name): return .node("explain", [.atom(name)])
    case .why(let why), .whyStage(let why):
      return .node("why", [why.key.planTree(of: why.key.type ?? .text), .atom(why.segment)])
    case .facts(let facts): return .node("facts", facts.map { .list([.quoted($0.property.description), .quoted($0.value.description)]) })
    case .expect(let condition, _): return .node("expect", [condition.planTree])
    }
  }

  private static func clauses(_ segment: String?, _ condition: Expression?, _ dimensions: [NamedExpression]) -> [PlanTree] {
    var trees: [PlanTree] = []
    if let segment { trees.append(.node("of", [.atom(segment)])) }
    if let condition { trees.append(.node("where", [condition.planTree])) }
    if !dimensions.isEmpty { trees.append(.node("by", dimensions.map(\.planTree))) }
    return trees
  }
}
