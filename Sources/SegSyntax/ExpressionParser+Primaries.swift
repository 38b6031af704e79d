// The smallest expressions: literals, names, calls, parentheses, `if`.

import SegDiagnostics

extension ExpressionParser {
  /// Primary = Literal | Call | Name [ "." Name { "." Name } | Unit [ "ago" ] ] | "(" Expression ")" ;
  func parsePrimary() -> ExpressionSyntax {
    let start = start
    let token = current
    note(.value)
    switch token.kind {
    case .text, .integer, .number, .percent, .date, .timestamp, .period:
      return parseLiteral()
    case .word(let word, let keyword):
      if beginsStatement(index) || beginsClause { break }
      if keyword == .today { return parseToday() }
      if habits.beginsSpreadsheetIf { return habits.parseSpreadsheetIf() }
      if keyword == .if {
        // Inside a larger expression it is not visible where its `else` ends.
        report(.ifNeedsParentheses(at: placeOfCurrent))
        return parseConditional()
      }
      if token.literalKeyword.flatMap({ Self.literals[$0] }) != nil { return parseLiteral() }
      if keyword?.isReserved ?? false { break }
      return parseReference(word)
    case .quoted(let name):
      return parseReference(name)
    case .symbol(.leftParenthesis):
      return parseParenthesised()
    case .symbol(.plus) where peek().isLiteral || peek().isName:
      report(.plusSign(at: placeOfCurrent))
      advance()
      return parsePrimary()
    case .bad:
      // The lexer has reported it; its token belongs here.
      advance()
      return errorExpression(start)
    case .symbol, .end:
      break
    }
    failExpression()
    return errorExpression(start)
  }

  /// `today`; `today()` is read as it.
  private func parseToday() -> ExpressionSyntax {
    let today = parseLiteral()
    if at(.leftParenthesis), peek().isSymbol(.rightParenthesis) {
      let parentheses = placeOfCurrent.merged(with: span(of: peek()))
      report(.todayIsNoFunction(at: parentheses))
      advance()
      advance()
    }
    return today
  }

  /// The words that are values.
  private static let literals: [Keyword: ExpressionSyntax.Kind] = [
    .today: .today, .yes: .boolean(true), .true: .boolean(true), .no: .boolean(false), .false: .boolean(false),
    .missing: .missing,
  ]

  /// A word that may be a name, but begins a clause with what follows: `rank by`,
  /// `top 20%`.
  private var beginsClause: Bool {
    if at(.rank) {
      // `show rank by city` shows a measure of that name.
      guard let form else { return false }
      return peek().keyword == .by && form.keyword != "show"
    }
    guard let keyword = current.keyword, ClauseSyntax.Kind.cut.keywords.contains(keyword) else { return false }
    switch peek().kind {
    case .integer, .number, .percent: return true
    case .word, .quoted, .text, .date, .timestamp, .period, .symbol, .bad, .end: return false
    }
  }

  /// Reports that no expression begins here.
  private func failExpression() {
    guard let keyword = current.keyword, keyword.isReserved else { return fail(expecting: "an expression") }
    if keyword == .and || keyword == .or, peek().isSymbol(.leftParenthesis) {
      return fail(.functionForOperator(keyword, at: placeOfCurrent))
    }
    if keyword == .not { return fail(.notInside(at: placeOfCurrent)) }
    fail(expecting: "an expression", notes: ["a column of that name stands in backticks"])
  }

  /// Literal = number | percent | text | date | timestamp | month | quarter
  ///         | whole [ Unit [ "ago" ] ] | "today" | "yes" | "no" | "true" | "false" | "missing" ;
  func parseLiteral() -> ExpressionSyntax {
    let start = start
    let token = current
    advance()
    let kind: ExpressionSyntax.Kind
    switch token.kind {
    case .text(let value): kind = .text(value)
    case .integer(let value): kind = parseAfterInteger(value)
    case .number(let value):
      if let unit = current.keyword?.unit {
        fail(.brokenDuration(unit, at: span(from: start).merged(with: span(of: current))))
      }
      kind = .number(value)
    case .percent(let value): kind = .percent(value)
    case .date(let value): kind = .date(value)
    case .timestamp(let value): kind = .timestamp(value)
    case .period(let first, let length): kind = .period(start: first, length: length)
    case .word: kind = token.literalKeyword.flatMap { Self.literals[$0] } ?? .error
    case .quoted, .symbol, .bad, .end: kind = .error
    }
    return ExpressionSyntax(kind, span(from: start))
  }

  /// `90`, `90 days`, `90 days ago`, and `90 %` read as `90%`.
  private func parseAfterInteger(_ value: Int64) -> ExpressionSyntax.Kind {
    if current.keyword?.unit != nil || current.isClockUnit && !current.isFirstOnLine {
      let unit = windows.parseUnit(after: "\(value)", orOfClock: true)
      return take(.ago) ? .ago(value, unit) : .duration(value, unit)
    }
    if case .word(let word, nil) = current.kind, ["percent", "pct"].contains(word.lowercased()), !current.isFirstOnLine {
      let start = tokens[index - 1].range.lowerBound
      advance()
      report(.percentInWords("\(value)", at: SourceSpan(source, start..<lastEnd)))
      return .percent(Double(value) / 100)
    }
    if at(.percent), !(peek().isLiteral || peek().isName || peek().isSymbol(.leftParenthesis)) || peek().isFirstOnLine {
      report(.spaceBeforePercent(value, at: SourceSpan(source, lastEnd..<placeOfCurrent.range.upperBound)))
      advance()
      return .percent(Double(value) / 100)
    }
    return .integer(value)
  }

  /// "(" Expression ")" ; the span covers the parentheses. Right after the name of an
  /// argument, a list of several is allowed.
  private func parseParenthesised() -> ExpressionSyntax {
    let start = start
    let opening = current
    let mayBeList = listStart == index
    // The `if` inside counts as a level itself. So parentheses around each of nested
    // ones, which the formatter adds, do not make a script too deep.
    let levels = peek().keyword == .if ? 0 : 1
    advance()
    brackets += 1
    let testsWindows = cursor.testsWindows
    cursor.testsWindows = true
    defer {
      cursor.testsWindows = testsWindows
      brackets -= 1
      depth -= levels
    }
    guard descend(levels) else { return errorExpression(start) }
    if mayBeList {
      let elements = parseSequence { parseExpression() }
      expectClosing(of: opening)
      if elements.count > 1 { return ExpressionSyntax(.list(elements), span(from: start)) }
      return ExpressionSyntax(elements.first?.kind ?? .error, span(from: start))
    }
    let inner = parseExpression()
    expectClosing(of: opening)
    return ExpressionSyntax(inner.kind, span(from: start))
  }

  /// Conditional = "if" Expression "then" Expression "else" Expression ;
  func parseConditional() -> ExpressionSyntax {
    let start = start
    expect(.if, "`if`")
    defer { depth -= 1 }
    guard descend() else { return errorExpression(start) }
    // What chooses events comes after `else`.
    let testsWindows = cursor.testsWindows
    cursor.testsWindows = true
    let condition = parseExpression()
    cursor.testsWindows = testsWindows
    expectWord(.then, "`then` and a value")
    let value = parseExpression()
    if !at(.else), !isPanicking, isClosed {
      fail(.missingElse(at: gap, isAtEnd: current.isEnd))
    }
    expectWord(.else, "`else` and a value")
    let other = parseExpression()
    return ExpressionSyntax(.conditional(condition, then: value, else: other), span(from: start))
  }

  /// Whether the construct around the expression ends here.
  private var isClosed: Bool {
    current.isEnd || at(.rightParenthesis) || at(.comma) || at(.semicolon) || current.isFirstOnLine
  }

  /// A name by itself, `table.column`, or a call.
  private func parseReference(_ word: String) -> ExpressionSyntax {
    let start = start
    if case .word = current.kind {
      switch word.lowercased() {
      case "null" where !peek().isSymbol(.leftParenthesis):
        report(.nullForMissing(at: placeOfCurrent))
        advance()
        return ExpressionSyntax(.missing, span(from: start))
      case "case" where peek().keyword == .when: return habits.parseCase()
      case "interval": if let length = habits.parseInterval() { return length }
      default: break
      }
    }
    if peek().isSymbol(.leftParenthesis) {
      let call = callParser.parseCall()
      return callParser.correctAfterCall(call)
    }
    if beginsNamedLength { return parseNamedLength() }
    let name = NameSyntax(word, span(of: current))
    advance()
    guard take(.dot) else { return ExpressionSyntax(.name(word), span(from: start)) }
    var path = [name]
    var column = parseMember("a column after `\(word).`")
    while take(.dot) {
      path.append(column)
      column = parseMember("a column after `\(column.text).`")
    }
    return ExpressionSyntax(.qualified(path: path, column: column), span(from: start))
  }

  /// A name with a unit right after it, as in `n days`. If the unit has a continuation
  /// of its own, it is a name as well.
  var beginsNamedLength: Bool {
    guard current.isName, !at(.last), !at(.every), peek().unitOfName != nil, !peek().isFirstOnLine || peek().keyword != nil
    else { return false }
    let next = peek(2)
    return !(next.isSymbol(.leftParenthesis) || next.isSymbol(.dot) || next.isSymbol(.colon))
  }

  /// `n days`, `n days ago`.
  private func parseNamedLength() -> ExpressionSyntax {
    let start = start
    let name = parseName("a param")
    let unit = windows.parseUnit(after: name.text, orOfClock: true)
    return ExpressionSyntax(take(.ago) ? .namedAgo(name, unit) : .namedDuration(name, unit), span(from: start))
  }
}
