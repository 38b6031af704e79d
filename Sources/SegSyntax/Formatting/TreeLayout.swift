// The layout of a statement: the tree gives the structure, the tokens the spelling.
// Every token is visited in order, so that nothing can be lost or moved.

import SegDiagnostics

/// Makes layouts of statements, from a script without mistakes.
struct TreeLayout {
  private let script: ScriptTokens
  /// The index of the current token.
  private(set) var index = 0
  /// The index of the token after the current statement.
  private(set) var limit = 0
  /// Whether the tokens do not match the tree: a bug in this file, which the caller
  /// reports.
  private(set) var isLost = false
  /// The indexes of words that are names here, though they are keywords elsewhere.
  private(set) var names: Set<Int> = []

  /// The language of the words; nil leaves each in its own.
  let language: Language?

  init(_ script: ScriptTokens, _ language: Language?) {
    self.script = script
    self.language = language
  }

  /// The layout of a statement. Comments before it and after it are not its own.
  mutating func layout(of statement: StatementSyntax, tokens: Range<Int>) -> Layout {
    index = tokens.lowerBound
    limit = tokens.upperBound
    let layout = self.statement(statement)
    if index != limit { isLost = true }
    return layout
  }

  // MARK: Tokens

  var current: Token { script.tokens[min(index, script.tokens.count - 1)] }

  var isDone: Bool { isLost || index >= limit }

  func peek(_ count: Int = 1) -> Token { script.tokens[max(0, min(index + count, script.tokens.count - 1))] }

  func at(_ keyword: Keyword) -> Bool { !isDone && current.keyword == keyword }
  func at(_ symbol: Symbol) -> Bool { !isDone && current.isSymbol(symbol) }

  /// A token with the comments that follow it.
  mutating func consume(_ text: String, first: String? = nil) -> Layout {
    let layout = Layout.text(text, first: first)
    let comments = skip()
    return comments.endsInComment ? .sequence([layout, comments]) : layout
  }

  /// Skips a token that is not written, but keeps its comments.
  mutating func skip() -> Layout {
    guard index < limit else {
      isLost = true
      return .nothing
    }
    index += 1
    return index < limit ? .comments(script.gaps[index].comments) : .nothing
  }

  private mutating func lost() -> Layout {
    isLost = true
    return .nothing
  }

  /// - Parameter chinese: its spelling in Chinese here, if that is not the usual one.
  mutating func keyword(chinese: String? = nil) -> Layout {
    guard !isDone, let keyword = current.keyword else { return lost() }
    switch language(of: current) {
    case .english: return consume(english(keyword))
    case .chinese: return consume(chinese ?? keyword.chinese)
    }
  }

  /// Keywords with spaces between them: `rank by`.
  mutating func keywords(_ count: Int) -> Layout {
    if count == 2, !isDone, index + 1 < limit, let first = current.keyword, let second = peek().keyword,
      language(of: current) == .chinese, let pair = ChineseWords.pair(first, second), script.gaps[index + 1].comments.isEmpty
    {
      _ = skip()
      return consume(pair)
    }
    var parts: [Layout] = []
    for number in 0..<count {
      if number > 0 { parts.append(.space) }
      parts.append(keyword())
    }
    return .sequence(parts)
  }

  mutating func symbol(_ symbol: Symbol) -> Layout { at(symbol) ? consume(symbol.rawValue) : lost() }

  /// A sign that is not in the source.
  func added(_ symbol: Symbol) -> Layout { .text(symbol.rawValue) }

  /// A token with a spelling of its own.
  mutating func spelled(_ spelling: (String) -> String) -> Layout { consume(spelling(script.source.text(current.range))) }

  /// A literal of one token.
  mutating func literal() -> Layout {
    guard !isDone, let text = current.spelling(script.source.text(current.range)) else { return lost() }
    return consume(text)
  }

  mutating func name() -> Layout {
    guard !isDone, let text = current.spelling(script.source.text(current.range)) else { return lost() }
    switch current.kind {
    case .word(let word, let keyword):
      if keyword != nil { names.insert(index) }
      return consume(text, first: keyword.map(looksLikeStatement) == true ? "`\(word)`" : nil)
    case .quoted: return consume(text)
    case .text, .integer, .number, .percent, .date, .timestamp, .period, .symbol, .bad, .end: return lost()
    }
  }

  /// Whether a name that is a keyword might begin a statement if it stood
  /// first on its line; see `Parser.beginsStatement`.
  private func looksLikeStatement(_ keyword: Keyword) -> Bool {
    guard keyword.startsStatement else { return false }
    switch peek().kind {
    // A parenthesis may be dropped; then the next token counts.
    case .symbol(let symbol): return symbol == .rightParenthesis || symbol == .star
    case .word(_, let next): return !(next?.isReserved ?? false) || next == .if || next == .not
    case .quoted, .text, .integer, .number, .percent, .date, .timestamp, .period, .bad: return true
    case .end: return false
    }
  }

  /// Whether there are comments between the current token and a byte.
  func hasComments(before end: Int) -> Bool {
    var next = index + 1
    while next < limit, script.tokens[next].range.lowerBound < end {
      if !script.gaps[next].comments.isEmpty { return true }
      next += 1
    }
    return false
  }

  // MARK: Sequences

  /// Parts with commas between them.
  mutating func list<Part>(_ parts: [Part], _ layout: (inout TreeLayout, Part) -> Layout) -> Layout {
    var layouts: [Layout] = []
    for (number, part) in parts.enumerated() {
      let one = layout(&self, part)
      layouts.append(number + 1 < parts.count ? .sequence([one, symbol(.comma)]) : one)
    }
    return .fill(layouts)
  }

  mutating func list(of expressions: [ExpressionSyntax]) -> Layout { list(expressions) { $0.expression($1) } }
}
