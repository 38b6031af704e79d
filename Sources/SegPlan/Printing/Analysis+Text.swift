// Calls of analyses as text: each argument under its name.

import SegColumns

extension Analysis {
  /// The arguments, those that were left out as their defaults.
  var planTrees: [PlanTree] {
    switch self {
    case .pareto(let call): [.named("value", call.value)]
    case .rfm(let call):
      [
        .named("recency", call.recency), .named("frequency", call.frequency), .named("money", call.money),
        .named("tiles", call.tiles),
      ]
    case .cohorts(let call): [.named("events", call.events), .named("every", call.every)] + .optional("measure", call.measure)
    case .migration(let call):
      [.named("value", call.value), .named("from", call.from), .named("to", call.to)] + .optional("measure", call.measure)
    case .changes(let call): [.named("moved", call.changes.moved), .node("since", [.atom(call.changes.snapshot)])]
    case .overlap(let call): [.node("sets", call.sets.map(\.planTree))]
    case .profile(let call): [.named("segment", call.members)]
    case .compare(let call): [.named("segment", call.first), .named("other", call.second)]
    case .funnel(let call): [.node("steps", call.steps.map(\.planTree))] + .limit(call.limit)
    case .sequence(let call):
      [.named("events", call.value.events), .named("value", call.value.value), .named("length", call.length)]
    case .histogram(let call): [.named("value", call.value)] + .optional("bins", call.bins)
    case .trend(let call):
      call.measures.map { .named("measure", $0) } + [.named("every", call.every)] + call.groups.map { .named("by", $0) }
    case .durations(let call): [.named("value", call.value), .named("every", call.every)]
    case .survival(let call): [.named("value", call.value), .named("every", call.every)]
    case .matrix(let call): [.named("x", call.x), .named("y", call.y), .named("tiles", call.tiles)]
    case .quality(let call): [call.table.planTree]
    case .allocation(let call): [.named("gain", call.gain), .named("cost", call.cost), .named("budget", call.budget)]
    case .response(let call): call.planTrees
    case .scenarios(let call): call.scenarios.planTrees
    case .factors(let call):
      [.named("measure", call.factors.measure), .node("params", call.factors.axes.map { .atom($0.parameter) })]
    case .model(let call): call.subject.planTrees
    case .backtest(let call): call.subject.planTrees
    case .calibration(let call): call.subject.planTrees
    case .tracking(let call): call.subject.planTrees
    case .trackingSteps(let call): call.subject.planTrees
    case .frequencies(let call): call.subject.planTrees
    case .aliveMatrix(let call): call.subject.planTrees
    case .ordersMatrix(let call): call.subject.planTrees
    case .renewals(let call):
      [.named("events", call.events), .named("every", call.every)] + .optional("periods", call.periods) + .optional("grace", call.grace)
    case .renewalModel(let call): [.named("events", call.events), .named("every", call.every)] + .optional("grace", call.grace)
    case .occasions(let call):
      [.named("events", call.events), .named("every", call.every), .named("periods", call.periods)]
    case .occasionModel(let call): [.named("events", call.events), .named("every", call.every)]
    }
  }
}

/// A part of a call that a plan shows.
private protocol Printed {
  var planTree: PlanTree { get }
}

extension NamedExpression: Printed {}
extension Expression: Printed {}

extension Int: Printed {
  fileprivate var planTree: PlanTree { .atom("\(self)") }
}

extension EventSelection: Printed {
  fileprivate var planTree: PlanTree { .list((isFirst ? [.atom("first")] : []) + scope.planTrees) }
}

extension CalendarPeriod: Printed {}

extension PlanTree {
  fileprivate static func named(_ name: String, _ part: some Printed) -> PlanTree { .node(name, [part.planTree]) }
}

extension [PlanTree] {
  /// A limit of minutes, in days where it is of whole ones.
  fileprivate static func limit(_ minutes: Int64?) -> [PlanTree] {
    guard let minutes else { return [] }
    return [.node("within", minutes % 1_440 == 0 ? [.atom("\(minutes / 1_440)")] : [.atom("\(minutes)"), .atom("minutes")])]
  }

  fileprivate static func optional(_ name: String, _ part: (some Printed)?) -> [PlanTree] {
    part.map { [.node(name, [$0.planTree])] } ?? []
  }
}

extension ResponseAnalysis {
  fileprivate var planTrees: [PlanTree] {
    let rates: [PlanTree]
    switch rate {
    case .known(let item): rates = [.named("rate", item)]
    case .fromToday(let spend, let gain): rates = [.named("spend", spend), .named("gain", gain)]
    }
    return [.named("group", group), .named("ceiling", ceiling)] + rates + .optional("least", least) + .optional("most", most)
      + [.named("budget", budget)]
  }
}

extension Scenarios {
  fileprivate var planTrees: [PlanTree] {
    [.named("measure", measure)]
      + ([first] + (second.map { [$0] } ?? [])).map { axis in
        .node("param", [.atom(axis.parameter)] + axis.values.map { $0.planTree(of: $0.type ?? .number) })
      }
  }
}

extension PurchaseSubject {
  fileprivate var planTrees: [PlanTree] { purchases.planTrees + options.planTrees }
}

extension ScoreSubject {
  fileprivate var planTrees: [PlanTree] { [.node("score", [.quoted(name), .atom(score.function.rawValue)])] }
}

extension ModelSubject {
  fileprivate var planTrees: [PlanTree] {
    switch self {
    case .purchases(let subject): subject.planTrees
    case .score(let subject): subject.planTrees
    }
  }
}

extension CalibrationAnalysis.Subject {
  fileprivate var planTrees: [PlanTree] {
    switch self {
    case .purchases(let subject, _, _): subject.planTrees
    case .score(let subject): subject.planTrees
    }
  }
}
