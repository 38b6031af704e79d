// Tokens to a tree. The parser never throws and never stops: after a mistake
// it goes on at the next statement, so that one run reports as many
// independent mistakes as it can.
//
// The verbs are a contract: `parseX` always returns a node, `expect` reports
// what is absent, `take` consumes what is present. A mistake that leaves no
// doubt about what was meant is reported and read as meant; after any other,
// `fail` makes the rest of the statement look like its end, so that every
// function returns in silence. Thus a mistake is reported once.

import SegDiagnostics

/// Turns a script's text into a tree.
///
///     let (script, diagnostics) = Parser.parse(Source(name: "<text>", text: "show loyal"))
package struct Parser {
  let source: Source
  /// A misspelt keyword is replaced in place by the one that was meant.
  var tokens: [Token]
  var index = 0
  var diagnostics: [Diagnostic] = []
  /// A mistake in this statement was fatal to it.
  var isPanicking = false
  /// Nested expressions at this point, at most `depthLimit`.
  var depth = 0
  /// The parenthesis that may open a list, by its place among the tokens.
  var listStart: Int?
  /// Open parentheses at this point.
  var brackets = 0
  /// Calls that are open at this point.
  var calls = 0
  /// Conditions of the statement that are open at this point.
  var conditions = 0
  /// Tables that the script has loaded so far.
  var loadedTables: Set<String> = []
  /// The end of the last token consumed.
  var lastEnd = 0
  /// The form of the statement at hand, for the notes of messages.
  var form: StatementForm?

  /// Deeper expressions are refused: the tree is walked recursively.
  static let depthLimit = 200

  /// The script in a source, and what is wrong with it, in the order of the
  /// text. Nothing in the bytes makes it fail: statements with mistakes hold
  /// `.error` expressions or are left out.
  ///
  /// - Complexity: linear in the length of the text.
  package static func parse(_ source: Source) -> (script: ScriptSyntax, diagnostics: [Diagnostic]) {
    let (tokens, lexical) = Lexer.lex(source)
    var parser = Parser(source, tokens, lexical)
    let statements = parser.parseScript()
    return (ScriptSyntax(source: source, statements: statements), parser.sortedDiagnostics)
  }

  init(_ source: Source, _ tokens: [Token], _ diagnostics: [Diagnostic]) {
    self.source = source
    self.tokens = tokens
    self.diagnostics = diagnostics
  }

  private var sortedDiagnostics: [Diagnostic] {
    let sorted = diagnostics.enumerated().sorted { a, b in
      let x = a.element.span?.range.lowerBound ?? 0
      let y = b.element.span?.range.lowerBound ?? 0
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
    guard sorted.count > Lexer.reportLimit else { return sorted }
    return Array(sorted.prefix(Lexer.reportLimit)) + [.tooManyMistakes(Lexer.reportLimit)]
  }

  // MARK: Statements in a row

  /// Script = { Statement | ";" } ;
  mutating func parseScript() -> [StatementSyntax] {
    var statements: [StatementSyntax] = []
    while true {
      while take(.semicolon) {}
      if current.isEnd { return statements }
      let start = index
      let statement = parseStatement()
      if let statement { statements.append(statement) }
      if !isPanicking { expectEndOfStatement() }
      if !isPanicking, let statement { rejectTrailingAsOf(statement) }
      recover(from: start)
    }
  }

  /// `show count() of loyal as of D` does not mean what it seems to: an `as of`
  /// that ends a line would be a statement of its own and move the day for all
  /// that follows. Only after a load, which has no values, may it stand there.
  private mutating func rejectTrailingAsOf(_ statement: StatementSyntax) {
    switch statement.kind {
    case .load, .use, .asOf, .param: return
    case .metric, .measure, .function, .lifecycle, .segment, .split, .show, .list, .describe, .explain, .why, .expect,
      .export:
      guard at(.as), peek().keyword == .of, !tokens[index].isFirstOnLine else { return }
      fail(.trailingAsOf(at: placeOfCurrent))
    }
  }

  /// After a fatal mistake, goes on where the next statement surely begins.
  private mutating func recover(from start: Int) {
    depth = 0
    brackets = 0
    calls = 0
    conditions = 0
    guard isPanicking || index == start else { return }
    isPanicking = false
    if index == start { advance() }
    while !current.isEnd, !current.isSymbol(.semicolon), !beginsStatement(index) { advance() }
  }

  /// Whether a statement begins at a token although something else was
  /// wanted there: its keyword stands first on its line (or after `;`), and
  /// what follows could not follow a name.
  func beginsStatement(_ at: Int) -> Bool {
    guard let keyword = tokens[at].keyword, at + 1 < tokens.count else { return false }
    let isFirst = tokens[at].isFirstOnLine || at == 0 || tokens[at - 1].isSymbol(.semicolon)
    guard isFirst else { return false }
    let next = tokens[at + 1]
    if keyword == .as { return next.keyword == .of }
    guard keyword.startsStatement else { return false }
    switch next.kind {
    case .word(_, let follower): return !(follower?.isReserved ?? false) || [.if, .not].contains(follower)
    case .quoted, .text, .integer, .number, .percent, .date, .timestamp, .period: return true
    case .symbol(let symbol): return keyword == .list && symbol == .star
    case .bad: return true
    case .end: return false
    }
  }

  // MARK: Tokens

  /// The token at hand; the end of the text while panicking.
  var current: Token { isPanicking ? halt : tokens[index] }

  private var halt: Token { Token(kind: .end, range: lastEnd..<lastEnd, isFirstOnLine: false) }

  func peek(_ count: Int = 1) -> Token {
    isPanicking || index + count >= tokens.count ? halt : tokens[index + count]
  }

  mutating func advance() {
    guard !isPanicking, index + 1 < tokens.count else { return }
    lastEnd = tokens[index].range.upperBound
    index += 1
  }

  func at(_ keyword: Keyword) -> Bool { current.keyword == keyword }
  func at(_ symbol: Symbol) -> Bool { current.isSymbol(symbol) }

  mutating func take(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    advance()
    return true
  }

  mutating func take(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    advance()
    return true
  }

  /// Where the token at hand begins: the start of a node.
  var start: Int { isPanicking ? lastEnd : tokens[index].range.lowerBound }

  /// From a node's start to the last token consumed.
  func span(from start: Int) -> SourceSpan { SourceSpan(source, start..<max(start, lastEnd)) }

  func span(of token: Token) -> SourceSpan { SourceSpan(source, token.range) }

  /// The empty place after the last token consumed, where something is missing.
  var gap: SourceSpan { SourceSpan(source, lastEnd..<lastEnd) }

  // MARK: Reporting

  /// Reports a mistake after which parsing goes on as meant.
  mutating func report(_ diagnostic: Diagnostic) {
    if !isPanicking, diagnostics.count <= 2 * Lexer.reportLimit { diagnostics.append(diagnostic) }
  }

  /// Reports a mistake and gives the rest of the statement up. About a bad
  /// token the lexer has spoken already.
  mutating func fail(_ diagnostic: Diagnostic) {
    if case .bad = current.kind {} else { report(diagnostic) }
    isPanicking = true
  }

  /// Gives up because `what` does not stand at the token at hand.
  mutating func fail(expecting what: String, fix: Diagnostic.Fix? = nil, notes: [String] = []) {
    fail(.unexpected(current, expecting: what, at: placeOfCurrent, form: form, notes: notes, fix: fix))
  }

  /// The token at hand; at the end of the text, the place after the last one.
  var placeOfCurrent: SourceSpan { current.isEnd ? gap : span(of: current) }

  mutating func expect(_ symbol: Symbol, _ what: String) {
    if !take(symbol) { fail(expecting: what) }
  }

  mutating func expect(_ keyword: Keyword, _ what: String) {
    if !take(keyword) { fail(expecting: what) }
  }

  /// Closes what a token opened.
  mutating func expectClosing(of opening: Token, notes: [String] = []) {
    if take(.rightParenthesis) { return }
    fail(
      current.isEnd || at(.semicolon) || beginsStatement(index)
        ? .unclosedBracket(at: span(of: opening), isAtEnd: current.isEnd)
        : .unexpected(
          current, expecting: "`)`", at: placeOfCurrent, form: nil, notes: notes, fix: nil,
          others: [.init(span(of: opening), "opened here")]))
  }

  /// Enters a nested expression, if that is still allowed; `depth` falls
  /// again in the caller.
  mutating func descend() -> Bool {
    depth += 1
    if depth > Self.depthLimit { fail(.nestingTooDeep(Self.depthLimit, at: placeOfCurrent)) }
    return !isPanicking
  }

  func errorExpression(_ start: Int) -> ExpressionSyntax { ExpressionSyntax(.error, span(from: start)) }
}
