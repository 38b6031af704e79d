// Tests of a text with a pattern, as data.

import SegFunctions

/// A test of a text with a pattern. Texts are compared by their UTF-8 bytes.
package enum TextTest: String, Sendable, Hashable {
  /// Whether the pattern occurs anywhere in the text.
  case contains
  /// Whether the text begins with the pattern.
  case startsWith = "starts with"
  /// Whether the text ends with the pattern.
  case endsWith = "ends with"
  /// Whether the whole text matches a pattern in which `%` is any text and `_` any character.
  case like
  /// Whether a regular expression matches somewhere in the text.
  case matches
}

extension TextTest {
  /// Whether a pattern can be used with the test.
  ///
  /// - Throws: the mistake in the pattern.
  package func check(_ pattern: String) throws(PatternError) {
    switch self {
    case .contains, .startsWith, .endsWith: break
    case .like: _ = try LikePattern(pattern)
    case .matches: _ = try Pattern(pattern)
    }
  }
}
