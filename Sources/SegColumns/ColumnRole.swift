// Whether 12045 is a key or a figure: the type alone does not say.

/// What a column of an answer is to a person.
public enum ColumnRole: Sendable, Hashable {
  /// A key, a date or a text: never with thousands separators.
  case plain
  /// A figure: thousands separators.
  case figure
  /// A share from 0 to 1: shown as a percentage.
  case share
}
