// Arguments of analyses as text: each under its name.

import SegColumns

/// A part of a call that a plan shows.
protocol Printed {
  var planTree: PlanTree { get }
}

extension NamedExpression: Printed {}
extension Expression: Printed {}

extension Int: Printed {
  var planTree: PlanTree { .atom("\(self)") }
}

extension CalendarPeriod: Printed {}

extension PlanTree {
  static func named(_ name: String, _ part: some Printed) -> PlanTree { .node(name, [part.planTree]) }
}

extension [PlanTree] {
  /// A limit of minutes, in days where it is of whole ones.
  static func limit(_ minutes: Int64?) -> [PlanTree] {
    guard let minutes else { return [] }
    return [.node("within", minutes % 1_440 == 0 ? [.atom("\(minutes / 1_440)")] : [.atom("\(minutes)"), .atom("minutes")])]
  }

  static func optional(_ name: String, _ part: (some Printed)?) -> [PlanTree] {
    part.map { [.node(name, [$0.planTree])] } ?? []
  }
}
