// `every month`: the periods of a question.

/// `every month`: periods of whole months, or of days if the months are 0. Periods of
/// months begin with January of year 0, weeks with Monday. Other periods of days are
/// counted back from the as-of day, so that the last one is whole.
package struct CalendarPeriod: Sendable, Hashable {
  package let months: Int
  package let days: Int
  /// Whether the days are weeks of the calendar.
  package let isOfWeeks: Bool

  package init(months: Int, days: Int, isOfWeeks: Bool = false) {
    self.months = months
    self.days = days
    self.isOfWeeks = isOfWeeks
  }

  package static let day = CalendarPeriod(months: 0, days: 1)
}
