// What each part of a text is, for those who show it in colors.

import SegDiagnostics

/// What a part of a script is to its reader.
package enum TokenRole: Sendable {
  case keyword, text, value, comment
}

extension Parser {
  /// The parts of a text that are not names or signs, in their order, as ranges of bytes.
  ///
  /// A keyword that is a name in its place, such as a column `day`, is a name. Where a text has mistakes, its places are not known,
  /// and all keywords count.
  package static func roles(in text: String) -> [(range: Range<Int>, role: TokenRole)] {
    let source = Source(name: "", text: text)
    let script = ScriptTokens(source)
    let names = names(in: script)
    var roles: [(Range<Int>, TokenRole)] = []
    var end = 0
    for (index, token) in script.tokens.enumerated() {
      comments(in: end..<token.range.lowerBound, of: source, to: &roles)
      end = token.range.upperBound
      switch token.kind {
      case .word(_, let keyword): if keyword != nil, !names.contains(index) { roles.append((token.range, .keyword)) }
      case .text: roles.append((token.range, .text))
      case .integer, .number, .percent, .date, .timestamp, .period: roles.append((token.range, .value))
      case .quoted, .symbol, .bad, .end: break
      }
    }
    return roles
  }

  /// The indexes of keywords that are names, as the tree says.
  private static func names(in script: ScriptTokens) -> Set<Int> {
    let (tree, diagnostics) = parse(script.source)
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return [] }
    var layouts = TreeLayout(script, nil)
    var next = 0
    for statement in tree.statements {
      while !script.tokens[next].isEnd, script.tokens[next].range.lowerBound < statement.span.range.lowerBound { next += 1 }
      let start = next
      while !script.tokens[next].isEnd, script.tokens[next].range.lowerBound < statement.span.range.upperBound { next += 1 }
      _ = layouts.layout(of: statement, tokens: start..<next)
      if layouts.isLost { break }
    }
    return layouts.names
  }

  /// Between two tokens are only spaces and comments.
  private static func comments(in range: Range<Int>, of source: Source, to roles: inout [(Range<Int>, TokenRole)]) {
    let lexer = Lexer(source)
    var at = range.lowerBound
    while at < range.upperBound {
      if lexer.bytes[at] != UInt8(ascii: "#") {
        at += 1
        continue
      }
      let start = at
      while at < range.upperBound, lexer.bytes[at] != 0x0A { at += 1 }
      roles.append((start..<at, .comment))
    }
  }
}
