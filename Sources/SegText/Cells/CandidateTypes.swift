// The possible types of a value, and the type that all values of a column share.

import SegColumns

/// The types other than text that a value can have (every value can be text). A
/// column's readings are the intersection over its values, so they do not depend on
/// the order of the values.
///
/// A day/month date has one order or both; an unambiguous date has all orders, and
/// every date is also a timestamp.
struct CandidateTypes: OptionSet, Hashable {
  let rawValue: UInt16

  static let boolean = CandidateTypes(rawValue: 1)
  static let integer = CandidateTypes(rawValue: 2)
  static let number = CandidateTypes(rawValue: 4)
  static let dateYMD = CandidateTypes(rawValue: 8)
  static let dateDMY = CandidateTypes(rawValue: 16)
  static let dateMDY = CandidateTypes(rawValue: 32)
  static let timestampYMD = CandidateTypes(rawValue: 64)
  static let timestampDMY = CandidateTypes(rawValue: 128)
  static let timestampMDY = CandidateTypes(rawValue: 256)

  static let all = CandidateTypes(rawValue: 511)
  static let wholeNumber: CandidateTypes = [.integer, .number]
  static let anyTimestamp: CandidateTypes = [.timestampYMD, .timestampDMY, .timestampMDY]
  static let anyDate: CandidateTypes = [.dateYMD, .dateDMY, .dateMDY, .timestampYMD, .timestampDMY, .timestampMDY]

  static func date(_ order: DateOrder) -> CandidateTypes {
    switch order {
    case .ymd: .dateYMD
    case .dmy: .dateDMY
    case .mdy: .dateMDY
    }
  }

  static func timestamp(_ order: DateOrder) -> CandidateTypes {
    switch order {
    case .ymd: .timestampYMD
    case .dmy: .timestampDMY
    case .mdy: .timestampMDY
    }
  }

  /// The narrowest type of a column with these readings.
  var resolved: InferredType {
    if self == .all { return .nothing }
    if contains(.boolean) { return .type(.boolean, .ymd) }
    if contains(.integer) { return .type(.integer, .ymd) }
    if contains(.number) { return .type(.number, .ymd) }
    if contains(.dateYMD) { return .type(.date, .ymd) }
    switch (contains(.dateDMY), contains(.dateMDY)) {
    case (true, true): return .ambiguousDate(.date)
    case (true, false): return .type(.date, .dmy)
    case (false, true): return .type(.date, .mdy)
    case (false, false): break
    }
    if contains(.timestampYMD) { return .type(.timestamp, .ymd) }
    switch (contains(.timestampDMY), contains(.timestampMDY)) {
    case (true, true): return .ambiguousDate(.timestamp)
    case (true, false): return .type(.timestamp, .dmy)
    case (false, true): return .type(.timestamp, .mdy)
    case (false, false): return .type(.text, .ymd)
    }
  }
}

/// The type that follows from a column's readings.
enum InferredType: Equatable {
  /// No value at all.
  case nothing
  /// A type, and for dates the order that its values show.
  case type(ColumnType, DateOrder)
  /// Dates whose values do not show whether the day comes first.
  case ambiguousDate(ColumnType)
}

/// One value, read as all its possible types.
struct ParsedCell {
  var readings: CandidateTypes = []
  /// Set if `readings` has `.integer`.
  var integer: Int64 = 0
  /// The nearest double, if `readings` has `.number`.
  var number: Double = 0
  var boolean = false
  /// Days since 1970-01-01 in the orders that `readings` has.
  var daysYMD: Int32 = 0
  var daysDMY: Int32 = 0
  var daysMDY: Int32 = 0
  /// Microseconds since midnight, with the time zone's offset subtracted.
  var time: Int64 = 0
  var hasOffset = false

  func days(_ order: DateOrder) -> Int32 {
    switch order {
    case .ymd: daysYMD
    case .dmy: daysDMY
    case .mdy: daysMDY
    }
  }

  func timestamp(_ order: DateOrder) -> Int64 {
    Int64(days(order)) * CalendarDate.microsecondsPerDay + time
  }
}
