// Headings whose English word means several things, each with a Chinese word of its own.

import SegDiagnostics

extension Message {
  /// Where customers were, or where a range begins.
  static let from = Message(verbatim: "from", chinese: "从")
  /// Where customers are, or where a range ends.
  static let to = Message(verbatim: "to", chinese: "到")
  /// How many rows and columns there are.
  package static let rowCount = Message(verbatim: "rows", chinese: "行数")
  package static let columnCount = Message(verbatim: "columns", chinese: "列数")
  /// Customers that a condition has dropped.
  static let dropped = Message(verbatim: "lost", chinese: "减少")
  /// Customers that are left for the stages below.
  static let remaining = Message(verbatim: "left", chinese: "剩余")
}
