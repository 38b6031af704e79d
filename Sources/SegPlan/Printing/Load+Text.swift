// Loads as text.

import SegColumns

extension LoadPlan {
  /// The load, line by line: `(load orders (file "orders.csv") …)`.
  package var planText: [String] {
    PlanTree.node("load", [.atom(table)] + source.planTrees + made.planTrees + [role.planTree]).lines()
  }
}

extension [NamedExpression] {
  /// Columns that are made of others.
  fileprivate var planTrees: [PlanTree] { map { .node("made", [.atom($0.name), $0.expression.planTree]) } }
}

extension LoadPlan.Role {
  fileprivate var planTree: PlanTree {
    switch self {
    case .customers(let key, let isKeyGiven):
      .node("customers", [.node("key", [.atom(key)] + (isKeyGiven ? [] : [.atom("first")]))])
    case .events(let role):
      .node(
        "events",
        [.node("of", [.atom(role.owner)]), .node("by", role.by.map { .atom($0) })]
          + (role.key.isEmpty ? [] : [.node("key", role.key.map { .atom($0) })]) + Self.time(role.time))
    case .reference(let key, let time): .node("reference", [.node("key", key.map { .atom($0) })] + Self.time(time))
    }
  }

  private static func time(_ column: String?) -> [PlanTree] { column.map { [.node("time", [.atom($0)])] } ?? [] }
}

extension LinkPlan {
  /// The link, in one line: `(link items products (by sku) (as products))`.
  package var planText: [String] {
    PlanTree.node(
      "link",
      [.atom(table), .atom(link.target)] + made.planTrees + [.node("by", link.columns.map { .atom($0) }), .node("as", [.atom(link.role)])]
    ).lines()
  }
}

extension LoadSource {
  fileprivate var planTrees: [PlanTree] {
    var trees: [PlanTree] = []
    switch place {
    case .files(let paths): trees += paths.map { .node("file", [.quoted($0)]) }
    case .host: trees.append(.atom("host"))
    }
    if let format { trees.append(.node("format", [.atom(format)])) }
    if isNamingFiles { trees.append(.atom("named")) }
    trees += formats.map { .node("dates", [.atom($0.column), .quoted($0.format)]) }
    trees += types.map { .node("type", [.atom($0.column), .atom($0.type.rawValue)]) }
    return trees + options.map { .node("option", [.atom($0.name), .quoted("\($0.value)")]) }
  }
}
