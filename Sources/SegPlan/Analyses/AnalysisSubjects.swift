// The subjects of analyses: events, periods, models.

import SegColumns

/// The events of an analysis.
package struct EventSelection: Sendable, Hashable {
  package let scope: EventScope
  /// As written.
  package let name: String

  package init(scope: EventScope, name: String) {
    self.scope = scope
    self.name = name
  }

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

/// `every month`: periods of whole months, or of days if the months are 0. Periods of
/// months begin with January of year 0; periods of days are counted from Monday
/// 1970-01-05, so that weeks begin on Mondays.
package struct CalendarPeriod: Sendable, Hashable {
  package let months: Int
  package let days: Int

  package init(months: Int, days: Int) {
    self.months = months
    self.days = days
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
