// What is too much for a text to be a table.

/// Limits beyond which a file is not what it is taken for.
enum TextLimits {
  /// More columns than this are a wrong delimiter.
  static let columns = 10_000
  /// A field in quotes that has not ended after so many bytes is not closed.
  static let longestQuoted = 1 << 24
}
