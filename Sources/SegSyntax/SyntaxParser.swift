// What all parsers do with tokens.
//
// The parsers never throw and never stop: after a mistake they go on at the next
// statement, so that one run reports as many independent mistakes as it can.
//
// The verbs are a contract: `parseX` always returns a node, `expect` reports
// what is absent, `take` consumes what is present. A mistake that leaves no
// doubt about what was meant is reported and read as meant; after any other,
// `fail` makes the rest of the statement look like its end, so that every
// function returns in silence. Thus a mistake is reported once.

import SegDiagnostics

/// A parser of some of the grammar's productions.
protocol SyntaxParser {
  var cursor: TokenCursor { get }
}

/// The limit of nesting, because the tree is walked recursively.
private let depthLimit = 200

extension SyntaxParser {
  var source: Source { cursor.source }
  var tokens: [Token] {
    get { cursor.tokens }
    nonmutating set { cursor.tokens = newValue }
  }
  var index: Int { cursor.index }
  var isPanicking: Bool {
    get { cursor.isPanicking }
    nonmutating set { cursor.isPanicking = newValue }
  }
  var depth: Int {
    get { cursor.depth }
    nonmutating set { cursor.depth = newValue }
  }
  var listStart: Int? {
    get { cursor.listStart }
    nonmutating set { cursor.listStart = newValue }
  }
  var brackets: Int {
    get { cursor.brackets }
    nonmutating set { cursor.brackets = newValue }
  }
  var calls: Int {
    get { cursor.calls }
    nonmutating set { cursor.calls = newValue }
  }
  var conditions: Int {
    get { cursor.conditions }
    nonmutating set { cursor.conditions = newValue }
  }
  var loadedTables: Set<String> {
    get { cursor.loadedTables }
    nonmutating set { cursor.loadedTables = newValue }
  }
  var lastEnd: Int { cursor.lastEnd }
  var form: StatementForm? {
    get { cursor.form }
    nonmutating set { cursor.form = newValue }
  }

  /// Whether a statement begins at a token although something else was expected: its
  /// keyword is first on its line (or after `;`), and the following token could not
  /// follow a name.
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

  /// The current token; the end of the text while panicking.
  var current: Token { isPanicking ? halt : tokens[index] }

  private var halt: Token { Token(kind: .end, range: lastEnd..<lastEnd, isFirstOnLine: false) }

  func peek(_ count: Int = 1) -> Token {
    isPanicking || index + count >= tokens.count ? halt : tokens[index + count]
  }

  func advance() {
    guard !isPanicking, index + 1 < tokens.count else { return }
    cursor.lastEnd = tokens[index].range.upperBound
    // The parser is stopped at the end of the text, where all of its loops end.
    let isStopped = index & 0xFFF == 0xFFF && cursor.isStopped()
    cursor.index = isStopped ? tokens.count - 1 : index + 1
  }

  func at(_ keyword: Keyword) -> Bool {
    let token = current
    if token.isEnd { note(CollectionOfOne(keyword)) }
    return token.keyword == keyword
  }
  func at(_ symbol: Symbol) -> Bool { current.isSymbol(symbol) }

  func take(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    advance()
    return true
  }

  func take(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    advance()
    return true
  }

  /// Where the current token begins: the start of a node.
  var start: Int { isPanicking ? lastEnd : tokens[index].range.lowerBound }

  /// The span from a node's start to the last token consumed.
  func span(from start: Int) -> SourceSpan { SourceSpan(source, start..<max(start, lastEnd)) }

  func span(of token: Token) -> SourceSpan { SourceSpan(source, token.range) }

  /// The empty place after the last token consumed, where something is missing.
  var gap: SourceSpan { SourceSpan(source, lastEnd..<lastEnd) }

  // MARK: Reporting

  /// Reports a mistake after which parsing continues as meant.
  func report(_ diagnostic: Diagnostic) {
    if !isPanicking, cursor.diagnostics.count <= 2 * Lexer.reportLimit { cursor.diagnostics.append(diagnostic) }
  }

  /// Reports a mistake and gives up the rest of the statement. A bad token is not
  /// reported again after the lexer.
  func fail(_ diagnostic: Diagnostic) {
    if case .bad = current.kind {} else { report(diagnostic) }
    isPanicking = true
  }

  /// Gives up, because the current token is not `what`.
  func fail(expecting what: Message, fix: Diagnostic.Fix? = nil, notes: [Message] = []) {
    fail(.unexpected(current, expecting: what, at: placeOfCurrent, form: form, notes: notes, fix: fix))
  }

  /// The current token; at the end of the text, the place after the last one.
  var placeOfCurrent: SourceSpan { current.isEnd ? gap : span(of: current) }

  func expect(_ symbol: Symbol, _ what: Message) {
    if !take(symbol) { fail(expecting: what) }
  }

  func expect(_ keyword: Keyword, _ what: Message) {
    if !take(keyword) { fail(expecting: what) }
  }

  /// Expects the token that closes an opening one.
  func expectClosing(of opening: Token, notes: [Message] = []) {
    if take(.rightParenthesis) { return }
    fail(
      current.isEnd || at(.semicolon) || beginsStatement(index)
        ? .unclosedBracket(at: span(of: opening), isAtEnd: current.isEnd, missing: max(1, brackets), end: gap)
        : .unexpected(
          current, expecting: "`)`", at: placeOfCurrent, form: nil, notes: notes, fix: nil,
          others: [.init(span(of: opening), "opened here")]))
  }

  /// Enters a nested expression, if the depth allows it; the caller lowers `depth` again.
  func descend(_ levels: Int = 1) -> Bool {
    depth += levels
    if depth > depthLimit { fail(.nestingTooDeep(depthLimit, at: placeOfCurrent)) }
    return !isPanicking
  }

  func errorExpression(_ start: Int) -> ExpressionSyntax { ExpressionSyntax(.error, span(from: start)) }
}
