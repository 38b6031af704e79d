// How the numbers of an answer's column are shown.

/// How a column of an answer is shown; its values are the same for all.
public enum ColumnStyle: Sendable, Hashable {
  /// A key, a year, a date, a text: integers without separators.
  case plain
  /// A figure that names a row, such as what a question groups by: exact, with
  /// thousands separators, and no series of a drawing.
  case group
  /// A figure: thousands separators, and the decimals of its column.
  case figure
  /// A share from 0 to 1: a percentage.
  case share
  /// A number found from data, of another size in each row: six digits that
  /// mean something.
  case estimate
}
