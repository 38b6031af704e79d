// What reading bytes as a text gives.

/// What became of bytes taken for UTF-8.
enum TextOutcome {
  case read(ReadResult)
  /// They are not UTF-8, first at this offset.
  case notUTF8(offset: Int)
}
