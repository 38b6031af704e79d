// What a column of an answer is to a person.

/// How a column of an answer is shown; its values are the same for all.
public enum ColumnRole: Sendable {
  /// A key, a date, a text: never with thousands separators.
  case plain
  /// A figure: thousands separators.
  case figure
  /// A share from 0 to 1: a percentage.
  case share
  /// A number found from data, of another size in each row: six digits that
  /// mean something.
  case estimate
}
