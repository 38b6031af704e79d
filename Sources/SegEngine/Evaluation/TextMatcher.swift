// Text tests with a compiled pattern, evaluated for each distinct text.

import SegFunctions
import SegPlan

/// A test of a text with its pattern compiled.
struct TextMatcher: Sendable {
  /// Whether a text, as UTF-8, passes the test.
  let test: @Sendable (UnsafeBufferPointer<UInt8>) -> Bool

  /// - Parameter isStopped: whether work is to end.
  /// - Throws: the mistake in the pattern.
  init(_ test: TextTest, _ text: String, isStopped: @escaping @Sendable () -> Bool) throws(PatternError) {
    let wanted = Array(text.utf8)
    switch test {
    case .contains:
      let needle = TextNeedle(text)
      self.test = { needle.occurs(in: $0) }
    case .startsWith: self.test = { $0.count >= wanted.count && $0.prefix(wanted.count).elementsEqual(wanted) }
    case .endsWith: self.test = { $0.count >= wanted.count && $0.suffix(wanted.count).elementsEqual(wanted) }
    case .like:
      let pattern = try LikePattern(text)
      self.test = { pattern.matches($0) }
    case .matches:
      let pattern = try Pattern(text)
      self.test = { pattern.matches($0, isStopped: isStopped) }
    }
  }
}
