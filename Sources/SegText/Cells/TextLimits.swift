// Limits of tables in text.

/// Limits beyond which a file is not a table of the expected form.
enum TextLimits {
  /// More columns than this mean a wrong delimiter.
  static let columns = 10_000
  /// A quoted field that has not ended after so many bytes is not closed.
  static let longestQuoted = 1 << 24
}
