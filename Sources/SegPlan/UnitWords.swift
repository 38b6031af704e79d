// The words for units of time in messages.

import SegDiagnostics

extension ModelUnit {
  /// The name of one, for people.
  package var word: Message {
    switch self {
    case .day: "day"
    case .week: "week"
    case .month: "month"
    case .quarter: "quarter"
    case .year: "year"
    }
  }

  /// Several of it.
  package var plural: Message {
    switch self {
    case .day: "days"
    case .week: "weeks"
    case .month: "months"
    case .quarter: "quarters"
    case .year: "years"
    }
  }
}
