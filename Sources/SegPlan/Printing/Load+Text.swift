// Loads as text.

import SegColumns

extension LoadPlan {
  /// The load, line by line: `(load orders (file "orders.csv") …)`.
  package var planText: [String] {
    PlanTree.node("load", [.atom(table)] + source.planTrees + [role.planTree]).lines()
  }
}

extension LoadPlan.Role {
  fileprivate var planTree: PlanTree {
    switch self {
    case .customers(let key, let isKeyGiven):
      .node("customers", [.node("key", [.atom(key)] + (isKeyGiven ? [] : [.atom("first")]))])
    case .events(let of, let key, let time):
      .node(
        "events",
        [.node("of", [.atom(of)]), .node("key", [.atom(key)])] + (time.map { [.node("time", [.atom($0)])] } ?? []))
    }
  }
}

extension LoadSource {
  fileprivate var planTrees: [PlanTree] {
    var trees: [PlanTree] = []
    switch place {
    case .file(let path): trees.append(.node("file", [.quoted(path)]))
    case .host: trees.append(.atom("host"))
    }
    if let format { trees.append(.node("format", [.atom(format)])) }
    trees += types.map { .node("type", [.atom($0.column), .atom($0.type.rawValue)]) }
    return trees + options.map { .node("option", [.atom($0.name), .quoted("\($0.value)")]) }
  }
}
