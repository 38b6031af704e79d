// What patterns match, what they refuse, and that they cannot be made slow.

import Testing

@testable import SegFunctions

@Suite struct PatternTests {
  @Test(arguments: [
    ("tea", "green tea leaves", true), ("tea", "te a", false), ("^tea$", "tea", true), ("^tea$", "teas", false),
    ("^a.c$", "a中c", true), ("a.c", "a\nc", false), ("^$", "", true), ("", "anything", true), ("a|b|", "zzz", true),
    ("^(ab|cd)+$", "abcdab", true), ("^(ab|cd)+$", "abcda", false), ("^a?b*c+$", "bbcc", true),
    ("^a{2,3}$", "a", false), ("^a{2,3}$", "aaa", true), ("^a{2,3}$", "aaaa", false), ("^a{2}$", "aa", true),
    ("^a{2,}$", "aaaaaa", true), ("a{,3}", "a{,3}", true), ("x{", "x{", true),
    ("^[a-c0-9_]+$", "b7_a", true), ("^[^a-c]+$", "xyz中", true), ("^[^a-c]+$", "xaz", false), ("[]]", "]", true),
    ("[a-]", "-", true), ("^[\\d\\s]+$", "1 2", true), ("^\\d{4}-\\d{2}$", "2024-12", true), ("^\\w+$", "a_9", true),
    ("^\\W\\S\\D$", "-ab", true), ("\\bcat\\b", "a cat.", true), ("\\bcat\\b", "concat", false),
    ("\\Bcat", "concat", true),
    ("a\\.b", "a.b", true), ("a\\.b", "axb", false), ("^\\t\\n$", "\t\n", true),
    ("(?i)^TEA$", "tEa", true), ("(?i)[a-c]+é", "ABÉ", true), ("(?i)straße", "STRAßE", true),
    ("^[一-龥]{2}$", "茶叶", true), ("(a*)*b", "aaaa", false), ("(a*)*", "b", true), ("(?:ab)+$", "xabab", true),
    ("a+?b", "aab", true), ("^(|a)+$", "aaa", true), ("(^a|b$)", "xb", true), ("é", "e\u{301}", false),
  ])
  func matching(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try Pattern(pattern).matches(text) == expected)
  }

  @Test(arguments: [
    ("(a", 0), ("a)", 1), ("[a", 0), ("*a", 0), ("a**", 2), ("a{3,2}", 1), ("a{1001}", 1), ("\\", 0), ("\\q", 0),
    ("(a)\\1", 3), ("[z-a]", 1), ("茶(", 3), ("(?=a)", 0), ("^*", 1), ("(a{1000}){1000}", 0),
    ("((((){1000}){1000}){1000}){1000}", 0),
  ])
  func refused(_ pattern: String, _ offset: Int) {
    let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
    #expect(error?.offset == offset)
  }

  @Test func deepGroupsAreRefused() {
    #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 100_000)) }
    #expect(throws: Never.self) { try Pattern(String(repeating: "(", count: 100) + String(repeating: ")", count: 100)) }
  }

  /// Exponential in a backtracking matcher.
  @Test func neverSlow() throws {
    let text = String(repeating: "a", count: 2_000) + "c"
    #expect(try !Pattern("^(a+)+$").matches(text))
    #expect(try !Pattern("^(a|aa)+$").matches(text))
    #expect(try !Pattern("^(a?){100}a{100}b").matches(text))
    #expect(try Pattern("(.*)*c$").matches(text))
  }

  @Test func longSearchesStop() throws {
    let text = String(repeating: "a", count: 1_000_000)
    let bytes = Array(text.utf8)
    let pattern = try Pattern("(a?){500}b")
    let isMatch = bytes.withUnsafeBufferPointer { pattern.matches($0, isStopped: { true }) }
    #expect(!isMatch)
  }

  /// Quadratic in a matcher that begins again one byte later.
  @Test func largeNeedles() throws {
    let needle = String(repeating: "a", count: 50_000) + "b" + String(repeating: "a", count: 50_000)
    let text = String(repeating: "a", count: 500_000)
    let patterns = [
      ("%\(needle)%", [text, text + "b" + text]), ("%\(needle)", [text, text + needle]), ("\(needle)%", [text, needle + text]),
    ]
    for (pattern, texts) in patterns {
      #expect(try texts.map { try LikePattern(pattern).matches($0) } == [false, true])
    }
    for (var text, isThere) in [(text, false), (text + "b" + text, true), (needle, true), ("", false)] {
      #expect(text.withUTF8 { TextNeedle(needle).occurs(in: $0) } == isThere)
    }
  }

  @Test func badUTF8IsMatchedAsReplacement() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0xE4, 0xB8]
    let isMatch = try bytes.withUnsafeBufferPointer { try Pattern("^a\u{FFFD}{3}$").matches($0) }
    #expect(isMatch)
  }

  @Test(arguments: [
    ("tea", "tea", true), ("tea", "teas", false), ("t%", "tea", true), ("%a", "tea", true), ("%e%", "tea", true),
    ("t_a", "t茶a", true), ("t_a", "ta", false), ("%", "", true), ("_", "", false), ("", "", true), ("", "a", false),
    ("100\\%", "100%", true), ("100\\%", "1000", false), ("a\\_b", "axb", false), ("\\\\", "\\", true),
    ("%ab%ab", "abaab", true), ("%ab%ab", "abaaba", false), ("a%%b", "ab", true), ("T%", "tea", false),
  ])
  func like(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try LikePattern(pattern).matches(text) == expected)
  }

  @Test func likeRefusesALoneBackslash() {
    let error = #expect(throws: PatternError.self) { try LikePattern("a\\") }
    #expect(error?.offset == 1)
  }
}
