// The orders of day, month and year.

/// Which part of a date written with slashes comes first.
package enum DateOrder: String, Sendable, CaseIterable {
  case dmy, mdy, ymd
}
