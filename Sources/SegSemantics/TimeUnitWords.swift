// The words for units of time in messages.

import SegDiagnostics
import SegPlan
import SegSyntax

extension TimeUnit {
  /// Several of it.
  var plural: Message {
    switch self {
    case .minute: "minutes"
    case .hour: "hours"
    case .day: ModelUnit.day.plural
    case .week: ModelUnit.week.plural
    case .month: ModelUnit.month.plural
    case .quarter: ModelUnit.quarter.plural
    case .year: ModelUnit.year.plural
    }
  }
}
