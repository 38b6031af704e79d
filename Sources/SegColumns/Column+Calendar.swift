// Times that no calendar has. Files hold none: they are written as dates. A host may hand in any.

extension CalendarDate {
  /// The microseconds of the years 1 to 9999.
  private static let instants = start(ofDay: calendar.lowerBound)...start(ofDay: calendar.upperBound + 1) - 1

  /// The days or microseconds of the years 1 to 9999; nil for a type that is no time.
  package static func range(of type: ColumnType) -> ClosedRange<Int64>? {
    switch type {
    case .date: calendar
    case .timestamp: instants
    case .integer, .number, .text, .boolean: nil
    }
  }
}

extension Column {
  /// The first row with a time outside of the years 1 to 9999; nil if there is none.
  package var firstRowOutsideCalendar: Int? {
    guard let range = CalendarDate.range(of: type) else { return nil }
    return (0..<count).first { isPresent($0) && !range.contains(integer($0)) }
  }
}

extension Value {
  /// Whether it is no time, or one of the years 1 to 9999.
  package var isInCalendar: Bool {
    guard let range = type.flatMap(CalendarDate.range) else { return true }
    switch self {
    case .date(let day): return range.contains(Int64(day))
    case .timestamp(let instant): return range.contains(instant)
    case .missing, .integer, .number, .text, .boolean: return true
    }
  }
}
