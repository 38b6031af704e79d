// Times that a function of a host gives.

import SegColumns

extension Function.Kernel {
  /// The kernel for a result of a type: a time outside of the years 1 to 9999 is a missing value.
  package func inCalendar(_ type: ColumnType) -> Function.Kernel {
    guard let range = CalendarDate.range(of: type) else { return self }
    @Sendable func bounded(_ time: Int64?) -> Int64? { time.flatMap { range.contains($0) ? $0 : nil } }
    switch self {
    case .integer(let body): return .integer { bounded(body($0)) }
    case .integers(let body): return .integers { bounded(body($0, $1)) }
    case .numberToInteger(let body): return .numberToInteger { bounded(body($0)) }
    case .textToInteger(let body): return .textToInteger { bounded(body($0)) }
    case .values(let body):
      return .values { arguments in
        let value = body(arguments)
        return value.isInCalendar ? value : .missing
      }
    case .number, .numbers, .text, .textToNumber: return self
    }
  }
}
