// The questions of the language.

import SegColumns
import SegDiagnostics

/// `show SEGMENT, … [by …]`: sizes of segments.
package struct SegmentQuestion: Sendable, Hashable {
  package var segments: [String]
  package var condition: Expression?
  package var dimensions: [NamedExpression]
  package var ranking: Ranking?
  package var cut: Cut?

  package init(segments: [String], condition: Expression?, dimensions: [NamedExpression], ranking: Ranking?, cut: Cut?) {
    self.segments = segments
    self.condition = condition
    self.dimensions = dimensions
    self.ranking = ranking
    self.cut = cut
  }
}

/// `show MEASURE, … [of SEGMENT] [by …]`: measures of groups, and what is computed from them
/// row by row. The ranking's keys are columns of the answer, or measures that only rank it.
///
/// An item is a measure of the group. It may read columns of the answer by name: earlier items,
/// and functions over the rows. All groups have all values before `having`, the ranking and the
/// cut choose among them.
package struct MeasureQuestion: Sendable, Hashable {
  /// Customers, or the events of one table if a dimension is a column of them.
  package var grain: Grain
  package var measures: [NamedExpression]
  /// Measures that the ranking needs and the answer does not show.
  package var hidden: [NamedExpression]
  /// The functions over the rows that measures read, those that others need first.
  package var functions: [RowFunctionColumn]
  package var segment: String?
  package var condition: Expression?
  package var dimensions: [NamedExpression]
  /// Which groups are rows of the answer: a condition over its columns.
  package var having: Expression?
  package var ranking: Ranking?
  package var cut: Cut?
  /// The dimension whose values are columns, by its place.
  package var pivot: Int?
  /// Whether the last row is of all groups together.
  package var hasTotals: Bool
  /// Whether measures that follow from models have the ends of their intervals beside them.
  package var hasIntervals = false
  /// The dimension that is a period of the calendar, `every month`: all its periods are rows.
  package var calendar: CalendarDimension?

  package init(
    grain: Grain, measures: [NamedExpression], hidden: [NamedExpression] = [], functions: [RowFunctionColumn] = [], segment: String?,
    condition: Expression?, dimensions: [NamedExpression], having: Expression? = nil, ranking: Ranking?, cut: Cut?, pivot: Int? = nil,
    hasTotals: Bool = false
  ) {
    self.grain = grain
    self.measures = measures
    self.hidden = hidden
    self.functions = functions
    self.segment = segment
    self.condition = condition
    self.dimensions = dimensions
    self.having = having
    self.ranking = ranking
    self.cut = cut
    self.pivot = pivot
    self.hasTotals = hasTotals
  }
}

/// `by …, every month`: which dimension it is, by its place, and the period.
package struct CalendarDimension: Sendable, Hashable {
  package let place: Int
  package let period: CalendarPeriod

  package init(place: Int, period: CalendarPeriod) {
    self.place = place
    self.period = period
  }
}

/// `list EXPR, … [of …]`: rows.
package struct ListQuestion: Sendable, Hashable {
  package var grain: Grain
  package var items: [NamedExpression]
  package var segment: String?
  package var condition: Expression?
  package var ranking: Ranking?
  package var cut: Cut?
  /// Whether values of models have their intervals beside them.
  package var hasIntervals = false

  package init(grain: Grain, items: [NamedExpression], segment: String?, condition: Expression?, ranking: Ranking?, cut: Cut?) {
    self.grain = grain
    self.items = items
    self.segment = segment
    self.condition = condition
    self.ranking = ranking
    self.cut = cut
  }
}

/// `why KEY in SEGMENT`: the conditions of a segment that hold for a customer.
package struct WhyQuestion: Sendable, Hashable {
  /// The customer's.
  package let key: Value
  package let segment: String
  /// Where the key is written. It does not count in comparisons.
  package let span: SourceSpan

  package init(key: Value, segment: String, at span: SourceSpan) {
    self.key = key
    self.segment = segment
    self.span = span
  }

  package static func == (a: WhyQuestion, b: WhyQuestion) -> Bool { a.key == b.key && a.segment == b.segment }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(segment)
  }
}

/// A property of a name, and its value.
package struct Fact: Sendable, Hashable {
  package let property: Message
  package let value: Message

  package init(_ property: Message, _ value: Message) {
    self.property = property
    self.value = value
  }
}

/// A question about the customers. Two questions are equal if they ask the same of the same
/// definitions, wherever they are written.
package enum Question: Sendable, Hashable {
  case segments(SegmentQuestion)
  case measures(MeasureQuestion)
  case list(ListQuestion)
  case analysis(AnalysisQuestion)
  /// How many customers each condition of a segment keeps.
  case explain(String)
  case why(WhyQuestion)
  /// How many customers each stage of a lifecycle takes.
  case explainStages(String)
  /// Which conditions of the stages of a lifecycle hold for a customer.
  case whyStage(WhyQuestion)
  /// Facts about a name, found while checking.
  case facts([Fact])
  /// True or false: a measure of all customers.
  case expect(Expression, message: String?)
}
