// The subjects of analyses: events, periods, models.

import SegColumns

/// The events of an analysis.
package struct EventSelection: Sendable, Hashable {
  package let scope: EventScope
  /// As written.
  package let name: String
  /// Whether only each customer's first event counts that meets the condition; the window
  /// then chooses among these.
  package let isFirst: Bool

  package init(scope: EventScope, name: String, isFirst: Bool = false) {
    self.scope = scope
    self.name = name
    self.isFirst = isFirst
  }

  /// The same events, not only each customer's first.
  package var all: EventSelection { EventSelection(scope: scope, name: name) }

  package var table: String { scope.table }
}

/// `category of orders where …`: a value of the events of an analysis.
package struct EventValue: Sendable, Hashable {
  package let events: EventSelection
  package let value: Expression

  package init(events: EventSelection, value: Expression) {
    self.events = events
    self.value = value
  }
}

extension CalendarPeriod {
  /// The period of a unit of models.
  package init(_ unit: ModelUnit) {
    switch unit {
    case .day: self.init(months: 0, days: 1)
    case .week: self.init(months: 0, days: 7, isOfWeeks: true)
    case .month: self.init(months: 1, days: 0)
    case .quarter: self.init(months: 3, days: 0)
    case .year: self.init(months: 12, days: 0)
    }
  }
}

/// Events that are purchases, and the options of their model.
package struct PurchaseSubject: Sendable, Hashable {
  package let purchases: PurchaseSelection
  package let options: ModelOptions

  package init(purchases: PurchaseSelection, options: ModelOptions) {
    self.purchases = purchases
    self.options = options
  }
}

/// A score, and its name in the question.
package struct ScoreSubject: Sendable, Hashable {
  package let score: ScoreValue
  package let name: String

  package init(score: ScoreValue, name: String) {
    self.score = score
    self.name = name
  }
}

/// The model of an analysis.
package enum ModelSubject: Sendable, Hashable {
  case purchases(PurchaseSubject)
  case score(ScoreSubject)

  /// The purchase model, if it must be one.
  ///
  /// - Throws: if it is a score.
  func asPurchases() throws(ArgumentProblem) -> PurchaseSubject {
    switch self {
    case .purchases(let subject): return subject
    case .score: throw ArgumentProblem(wanted: "a table of events")
    }
  }
}

extension PurchaseSubject {
  var planTrees: [PlanTree] { purchases.planTrees + options.planTrees }
}

extension ScoreSubject {
  var planTrees: [PlanTree] { [.node("score", [.quoted(name), .atom(score.function.rawValue)])] }
}

extension ModelSubject {
  var planTrees: [PlanTree] {
    switch self {
    case .purchases(let subject): subject.planTrees
    case .score(let subject): subject.planTrees
    }
  }
}

extension EventSelection: Printed {
  var planTree: PlanTree { .list((isFirst ? [.atom("first")] : []) + scope.planTrees) }
}
