// How the numbers of an answer's column are shown.

/// How a column of an answer is shown; its values are the same for all.
public enum ColumnStyle: Sendable, Hashable {
  /// A key, a year, a date, a text: integers without separators.
  case plain
  /// A figure that names a row, such as a group of a question: exact, with
  /// thousands separators, and not a series of a drawing.
  case group
  /// A figure: with thousands separators and the decimals of its column.
  case figure
  /// A share from 0 to 1, shown as a percentage.
  case share
  /// An estimate, with a different magnitude in each row: six significant digits.
  case estimate
}
