// Text tests with a compiled pattern, evaluated for each distinct text.

import SegFunctions
import SegPlan

/// A test of a text with its pattern compiled.
struct TextMatcher: Sendable {
  /// Whether a text, as UTF-8, passes the test.
  let test: @Sendable (UnsafeBufferPointer<UInt8>) -> Bool

  /// - Throws: the mistake in the pattern.
  init(_ test: TextTest, _ text: String) throws(PatternError) {
    let wanted = Array(text.utf8)
    switch test {
    case .contains: self.test = { Self.contains($0, wanted) }
    case .startsWith: self.test = { $0.count >= wanted.count && $0.prefix(wanted.count).elementsEqual(wanted) }
    case .endsWith: self.test = { $0.count >= wanted.count && $0.suffix(wanted.count).elementsEqual(wanted) }
    case .like:
      let pattern = try LikePattern(text)
      self.test = { pattern.matches($0) }
    case .matches:
      let pattern = try Pattern(text)
      self.test = { pattern.matches($0) }
    }
  }

  /// Whether bytes occur anywhere in a text.
  private static func contains(_ text: UnsafeBufferPointer<UInt8>, _ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first else { return true }
    guard text.count >= wanted.count else { return false }
    var start = 0
    while start <= text.count - wanted.count {
      if text[start] == first {
        var place = 1
        while place < wanted.count, text[start + place] == wanted[place] { place += 1 }
        if place == wanted.count { return true }
      }
      start += 1
    }
    return false
  }
}
