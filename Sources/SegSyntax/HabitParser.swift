// Tests and choices as they are written elsewhere. What was meant is plain, so it is
// reported and read as meant.

import SegDiagnostics

/// Parses forms of expressions that other languages have.
struct HabitParser: SyntaxParser {
  let cursor: TokenCursor

  private var expressions: ExpressionParser { ExpressionParser(cursor: cursor) }

  // MARK: Tests in words

  /// Comparisons in words, the longest first.
  private static let wordedOperators: [(words: [String], operation: ComparisonOperator)] = [
    (["greater", "than", "or", "equal", "to"], .greaterOrEqual), (["less", "than", "or", "equal", "to"], .lessOrEqual),
    (["not", "equal", "to"], .notEqual), (["no", "more", "than"], .lessOrEqual), (["no", "less", "than"], .greaterOrEqual),
    (["not", "more", "than"], .lessOrEqual), (["not", "less", "than"], .greaterOrEqual),
    (["greater", "than"], .greater), (["more", "than"], .greater), (["higher", "than"], .greater), (["larger", "than"], .greater),
    (["bigger", "than"], .greater), (["less", "than"], .less), (["fewer", "than"], .less), (["lower", "than"], .less),
    (["smaller", "than"], .less), (["at", "least"], .greaterOrEqual), (["at", "most"], .lessOrEqual), (["equal", "to"], .equal),
    (["later", "than"], .greater), (["earlier", "than"], .less), (["equals"], .equal), (["equal"], .equal), (["above"], .greater),
    (["over"], .greater), (["below"], .less), (["under"], .less),
    (["大于"], .greater), (["超过"], .greater), (["高于"], .greater), (["多于"], .greater), (["小于"], .less), (["低于"], .less),
    (["少于"], .less), (["等于"], .equal), (["不等于"], .notEqual), (["大于等于"], .greaterOrEqual), (["不低于"], .greaterOrEqual),
    (["不少于"], .greaterOrEqual), (["至少"], .greaterOrEqual), (["小于等于"], .lessOrEqual), (["不超过"], .lessOrEqual),
    (["不高于"], .lessOrEqual), (["至多"], .lessOrEqual),
  ]

  /// Words before a date. In the arguments of a call they begin a window.
  private static let datedOperators: [(words: [String], operation: ComparisonOperator)] = [
    (["after"], .greater), (["until"], .lessOrEqual), (["till"], .lessOrEqual), (["on"], .equal), (["晚于"], .greater),
  ]

  /// `is greater than 5`, `at least 3`: read as the operator.
  func wordedOperator() -> ComparisonOperator? {
    if current.isFirstOnLine { return nil }
    let skipped = at(.is) ? 1 : 0
    for (words, operation) in Self.wordedOperators + (cursor.testsWindows ? Self.datedOperators : []) {
      let places = words.indices.map { skipped + $0 }
      guard zip(places, words).allSatisfy({ ($0 == 0 ? current : peek($0)).isWord($1) }) else { continue }
      let after = peek(skipped + words.count)
      if words == ["over"], !after.isLiteral { continue }
      guard after.isLiteral || after.isName || after.isSymbol(.leftParenthesis) || after.isSymbol(.minus) || after.keyword == .today
      else { continue }
      let last = skipped + words.count - 1
      let place = placeOfCurrent.merged(with: span(of: last == 0 ? current : peek(last)))
      // More than 90 days ago is before that day.
      let isAgo = after.isNumber && peek(skipped + words.count + 1).keyword?.unit != nil && peek(skipped + words.count + 2).keyword == .ago
      let meant = isAgo ? operation.reversed : operation
      report(.wordedOperator(meant, at: place))
      for _ in 0..<skipped + words.count { advance() }
      return meant
    }
    return nil
  }

  /// `interval '1 month'`, `interval 90 days`: a length of time without the word; nil if it is none.
  func parseInterval() -> ExpressionSyntax? {
    guard current.isWord("interval"), !peek().isFirstOnLine else { return nil }
    let start = start
    if case .text(let text) = peek().kind {
      let parts = text.split(separator: " ").map(String.init)
      let written = parts.count == 2 ? parts[1] : peek(2).unit == nil ? "" : span(of: peek(2)).text
      let word = written.lowercased()
      guard let count = parts.first.flatMap({ Int64($0) }),
        let unit = TimeUnit.allCases.first(where: { $0.rawValue == word || $0.rawValue + "s" == word })
      else { return nil }
      for _ in 0..<(parts.count == 2 ? 2 : 3) { advance() }
      report(.interval("\(count) \(word)", at: span(from: start)))
      return ExpressionSyntax(.duration(count, unit), span(from: start))
    }
    guard case .integer(let count) = peek().kind, let unit = peek(2).unit else { return nil }
    let word = span(of: peek(2)).text
    for _ in 0..<3 { advance() }
    report(.interval("\(count) \(word)", at: span(from: start)))
    return ExpressionSyntax(.duration(count, unit), span(from: start))
  }

  /// `where is loyal`, `where in loyal`: a condition that begins with its test.
  func correctBareTest() {
    guard at(.is) || at(.in), peek().isName || at(.is) && peek().isLiteral, !peek().isFirstOnLine else { return }
    report(.bareTest(at: SourceSpan(source, current.range.lowerBound..<peek().range.lowerBound), word: placeOfCurrent.text))
    advance()
  }

  /// `city in "Berlin"`: a list of one.
  func parseInText(_ value: ExpressionSyntax, _ negated: Bool, _ start: Int) -> ExpressionSyntax {
    if negated { advance() }
    advance()
    let first = placeOfCurrent
    var values = [expressions.parseAlternative()]
    while at(.comma), peek().isLiteral {
      advance()
      values.append(expressions.parseAlternative())
    }
    report(.listWithoutParentheses(at: SourceSpan(source, first.range.lowerBound..<lastEnd)))
    return ExpressionSyntax(.inList(value, values, negated: negated), span(from: start))
  }

  // MARK: Choices

  /// `if(CONDITION, A, B)`, as in a spreadsheet: whether the parentheses after `if` hold a
  /// comma of their own.
  var beginsSpreadsheetIf: Bool {
    guard at(.if), peek().isSymbol(.leftParenthesis) else { return false }
    var open = 0
    var ahead = 1
    while ahead < 400 {
      let token = peek(ahead)
      if token.isEnd || token.isSymbol(.semicolon) { return false }
      if token.isSymbol(.leftParenthesis) { open += 1 }
      if token.isSymbol(.rightParenthesis) { open -= 1 }
      if open == 0 { return false }
      if open == 1, token.isSymbol(.comma) { return true }
      ahead += 1
    }
    return false
  }

  func parseSpreadsheetIf() -> ExpressionSyntax {
    let start = start
    advance()
    let opening = current
    advance()
    brackets += 1
    defer {
      brackets -= 1
      depth -= 1
    }
    guard descend() else { return errorExpression(start) }
    let parts = parseSequence { expressions.parseExpression() }
    expectClosing(of: opening)
    guard !isPanicking, parts.count == 2 || parts.count == 3 else {
      fail(expecting: "`then` and a value")
      return errorExpression(start)
    }
    let missing = ExpressionSyntax(.missing, gap)
    let texts = parts.map(\.span.text) + (parts.count == 2 ? ["missing"] : [])
    report(.spreadsheetIf(texts, at: span(from: start)))
    return ExpressionSyntax(.conditional(parts[0], then: parts[1], else: parts.count == 3 ? parts[2] : missing), span(from: start))
  }

  /// `case when C then A else B end`.
  func parseCase() -> ExpressionSyntax {
    let start = start
    advance()
    defer { depth -= 1 }
    guard descend() else { return errorExpression(start) }
    var text = ""
    var branches: [(ExpressionSyntax, ExpressionSyntax)] = []
    while take(.when) {
      let condition = expressions.parseExpression()
      expectWord(.then, "`then` and a value")
      let value = expressions.parseExpression()
      branches.append((condition, value))
      text += "if \(condition.span.text) then \(value.span.text) else "
    }
    var result = ExpressionSyntax(.missing, gap)
    if take(.else) {
      result = expressions.parseExpression()
      text += result.span.text
    } else {
      text += "missing"
    }
    if current.isWord("end") { advance() }
    if isPanicking { return errorExpression(start) }
    report(.caseForIf(text, at: span(from: start)))
    for (condition, value) in branches.reversed() {
      result = ExpressionSyntax(.conditional(condition, then: value, else: result), span(from: start))
    }
    return result
  }
}
