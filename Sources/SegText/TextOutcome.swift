// The outcome of reading bytes as text.

/// The outcome of reading bytes as UTF-8.
package enum TextOutcome {
  case read(ReadResult)
  /// They are not UTF-8; this is the first invalid offset.
  case notUTF8(offset: Int)
}
