// Tokens with the comments and empty lines between them, which the lexer skips.

import SegDiagnostics

/// A comment, from its `#` to the last character that is not a space.
struct Comment: Sendable {
  let text: String
  /// Whether a token comes before it on its line.
  let isTrailing: Bool
  /// Whether an empty line comes before it.
  let followsBlankLine: Bool
  /// Bytes before it on its line.
  let column: Int

  /// Whether it is an expectation of `seg test`.
  var isExpectation: Bool { text.hasPrefix("#>") || text.hasPrefix("#!") }
}

/// The comments and empty lines before a token.
struct Gap: Sendable {
  var comments: [Comment] = []
  /// Whether an empty line is between the last comment (or the token before) and the
  /// token.
  var endsWithBlankLine = false
}

/// The tokens of a source, the last of them `.end`, and the gap before each.
struct ScriptTokens: Sendable {
  let source: Source
  let tokens: [Token]
  let gaps: [Gap]

  init(_ source: Source) {
    let lexer = Lexer(source)
    tokens = Lexer.lex(source).tokens
    var gaps: [Gap] = []
    gaps.reserveCapacity(tokens.count)
    var start = 0
    for token in tokens {
      gaps.append(Self.gap(start..<token.range.lowerBound, in: lexer))
      start = token.range.upperBound
    }
    self.source = source
    self.gaps = gaps
  }

  var comments: [String] { gaps.flatMap { $0.comments.map(\.text) } }

  private static func gap(_ range: Range<Int>, in lexer: Lexer) -> Gap {
    var gap = Gap()
    var at = range.lowerBound
    var breaks = 0
    var lineStart = 0
    while at < range.upperBound {
      let (value, width) = lexer.look(at)
      if value == 0x23 {
        var end = at
        while end < range.upperBound, lexer.bytes[end] != 0x0A { end += 1 }
        let isTrailing = breaks == 0 && range.lowerBound > 0 && gap.comments.isEmpty
        gap.comments.append(
          Comment(
            text: trimmed(at..<end, in: lexer), isTrailing: isTrailing, followsBlankLine: breaks > 1,
            column: isTrailing ? 0 : at - lineStart))
        breaks = 0
        at = end
        continue
      }
      at += max(1, width)
      // `\r\n` is one break.
      if value == 0x0A || value == 0x0D && lexer.look(at).value != 0x0A {
        breaks += 1
        lineStart = at
      }
    }
    gap.endsWithBlankLine = breaks > 1
    return gap
  }

  private static func trimmed(_ range: Range<Int>, in lexer: Lexer) -> String {
    var end = range.upperBound
    while end > range.lowerBound, [0x20, 0x09, 0x0C, 0x0D].contains(lexer.bytes[end - 1]) { end -= 1 }
    return lexer.source.text(range.lowerBound..<end)
  }
}
