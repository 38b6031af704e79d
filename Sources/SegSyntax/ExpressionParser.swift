// Expressions, loosest operator first; `grammar/seg.ebnf` has the same
// productions. Chains of one operator are one node, so that a condition of
// 100,000 parts is flat.

import SegDiagnostics

/// Parses expressions, with the arguments of calls in them.
struct ExpressionParser: SyntaxParser {
  let cursor: TokenCursor

  /// Windows hold expressions, and calls hold windows.
  var windows: WindowParser { WindowParser(cursor: cursor) }
  /// Windows after a value.
  var dateTests: DateTestParser { DateTestParser(cursor: cursor) }
  /// Forms of other languages.
  var habits: HabitParser { HabitParser(cursor: cursor) }
  /// The parser of calls.
  var callParser: CallParser { CallParser(cursor: cursor) }

  /// Expression = Conditional | Disjunction ;
  func parseExpression() -> ExpressionSyntax { at(.if) && !habits.beginsSpreadsheetIf ? parseConditional() : parseDisjunction() }

  /// Disjunction = Conjunction { "or" Conjunction } ;
  func parseDisjunction() -> ExpressionSyntax {
    let start = start
    let first = parseConjunction()
    guard at(.or) else { return first }
    var operands = [first]
    while at(.or) {
      let or = current
      advance()
      if current.isEnd { failOpen(or) }
      operands.append(parseConjunction())
    }
    return ExpressionSyntax(.or(operands), span(from: start))
  }

  /// Conjunction = Negation { "and" Negation } ;
  func parseConjunction() -> ExpressionSyntax {
    let start = start
    let first = parseNegation()
    guard at(.and) else { return first }
    var operands = [first]
    while at(.and) {
      let and = current
      advance()
      if correctWindowAfterAnd(and) { break }
      if current.isEnd { failOpen(and) }
      operands.append(parseNegation())
    }
    if operands.count == 1 { return first }
    return ExpressionSyntax(.and(operands), span(from: start))
  }

  /// `revenue > 5 and` at the end of the text.
  private func failOpen(_ word: Token) {
    let place = span(of: word)
    guard !isPanicking else { return }
    fail(expecting: "an expression", fix: Diagnostic.Fix("leave `\(place.text)` out", replace: place, with: ""))
  }

  /// After `and`, at `in last 90 days`: the word is skipped, and the clause continues
  /// with the window.
  func correctWindowAfterAnd(_ and: Token) -> Bool {
    guard windows.beginsWindow, at(.in) || at(.from) || calls > 0 else { return false }
    report(
      calls > 0
        ? .windowAfterAnd(at: SourceSpan(source, and.range.lowerBound..<current.range.lowerBound))
        : .windowOutside(call: nil, inside: "", at: placeOfCurrent, replacing: nil))
    if calls == 0 { isPanicking = true }
    return true
  }

  /// Negation = "not" Negation | Comparison ;
  func parseNegation() -> ExpressionSyntax {
    let start = start
    guard take(.not) else { return parseComparison() }
    defer { depth -= 1 }
    guard descend() else { return errorExpression(start) }
    let operand = parseNegation()
    return ExpressionSyntax(.not(operand), span(from: start))
  }

  /// Comparison = Alternative [ { Comparator Alternative } | Test ] ;
  func parseComparison() -> ExpressionSyntax {
    let start = start
    habits.correctBareTest()
    let first = parseAlternative()
    guard let operation = comparisonOperator ?? habits.wordedOperator() else { return parseTest(of: first, from: start) }
    var operands = [first]
    var operators: [ComparisonOperator] = []
    var next: ComparisonOperator? = operation
    while let comparison = next ?? comparisonOperator {
      if next == nil || comparisonOperator != nil { advance() }
      next = nil
      operators.append(comparison)
      operands.append(comparing(with: first) { parseAlternative() })
    }
    return ExpressionSyntax(.comparison(operands, operators), span(from: start))
  }

  private var comparisonOperator: ComparisonOperator? {
    guard case .symbol(let symbol) = current.kind else { return nil }
    return ComparisonOperator(rawValue: symbol.rawValue)
  }

  /// Alternative = Sum { "??" Sum } ;
  func parseAlternative() -> ExpressionSyntax {
    let start = start
    let first = parseSum()
    guard at(.coalesce) else { return first }
    var operands = [first]
    while take(.coalesce) { operands.append(parseSum()) }
    return ExpressionSyntax(.coalesce(operands), span(from: start))
  }

  /// Sum = Product { ( "+" | "-" ) Product } ;
  func parseSum() -> ExpressionSyntax {
    let start = start
    let first = parseProduct()
    var rest: [(SumOperator, ExpressionSyntax)] = []
    while true {
      if take(.plus) {
        rest.append((.plus, parseProduct()))
      } else if take(.minus) {
        rest.append((.minus, parseProduct()))
      } else {
        return rest.isEmpty ? first : ExpressionSyntax(.sum(first, rest), span(from: start))
      }
    }
  }

  /// Product = Signed { ( "*" | "/" | "mod" ) Signed } ;
  func parseProduct() -> ExpressionSyntax {
    let start = start
    let first = parseSigned()
    var rest: [(ProductOperator, ExpressionSyntax)] = []
    while true {
      if take(.star) {
        rest.append((.times, parseSigned()))
      } else if take(.slash) {
        rest.append((.divide, parseSigned()))
      } else if take(.mod) {
        rest.append((.modulo, parseSigned()))
      } else if at(.percent), peek().isLiteral || peek().isName || peek().isSymbol(.leftParenthesis) {
        report(.percentForModulo(at: placeOfCurrent))
        advance()
        rest.append((.modulo, parseSigned()))
      } else {
        return rest.isEmpty ? first : ExpressionSyntax(.product(first, rest), span(from: start))
      }
    }
  }

  /// Signed = "-" Signed | Dated ;
  func parseSigned() -> ExpressionSyntax {
    let start = start
    guard take(.minus) else { return parseDated() }
    defer { depth -= 1 }
    guard descend() else { return errorExpression(start) }
    let operand = parseSigned()
    return ExpressionSyntax(.negate(operand), span(from: start))
  }

  /// Dated = Primary [ "as" "of" Primary ] ;
  ///
  /// An `as of` at the start of a line, outside parentheses, is the statement.
  func parseDated() -> ExpressionSyntax {
    let start = start
    let value = parsePrimary()
    guard at(.as), peek().keyword == .of, !(current.isFirstOnLine && brackets == 0) else { return value }
    advance()
    advance()
    let date = parsePrimary()
    return ExpressionSyntax(.asOf(value, date), span(from: start))
  }

  /// Test = "is" [ "not" ] ( "missing" | Name )
  ///      | [ "not" ] ( "in" Values | "between" Alternative "and" Alternative | TextTest Alternative ) ;
  ///
  /// Outside of the arguments of a call, or in parentheses, a window tests a date.
  func parseTest(of value: ExpressionSyntax, from start: Int) -> ExpressionSyntax {
    if cursor.testsWindows, let test = dateTests.parseTest(of: value, from: start) { return test }
    if take(.is) {
      let negated = take(.not)
      return ExpressionSyntax(parseState(of: value, negated: negated), span(from: start))
    }
    if case .word(let word, nil) = current.kind, let test = Self.foreignTests[word.lowercased()], peek().isLiteral {
      report(.foreignTest(test, at: placeOfCurrent))
      advance()
      let pattern = parseAlternative()
      return ExpressionSyntax(.textTest(value, test, pattern: pattern, negated: false), span(from: start))
    }
    let negated = at(.not)
    let token = negated ? peek() : current
    if token.keyword == .in, negated || !mayBeUnit, case .text = (negated ? peek(2) : peek()).kind {
      return habits.parseInText(value, negated, start)
    }
    if token.keyword == .in, negated || peek().isSymbol(.leftParenthesis) {
      if negated { advance() }
      advance()
      let values = comparing(with: value) { parseValues() }
      return ExpressionSyntax(.inList(value, values, negated: negated), span(from: start))
    }
    if token.keyword == .between {
      if negated { advance() }
      advance()
      let low = parseAlternative()
      if at(.to) {
        report(.misspelt(placeOfCurrent.text, "and", at: placeOfCurrent))
        replaceCurrent(with: .and)
      }
      expect(.and, "`and` and the upper end of `between`")
      let high = parseAlternative()
      return ExpressionSyntax(.between(value, low: low, high: high, negated: negated), span(from: start))
    }
    note([.in, .between, .like, .contains, .starts, .ends, .matches])
    guard let keyword = token.keyword, Self.textTests.contains(keyword) else { return value }
    if negated { advance() }
    let test = parseTextTest()
    let pattern = comparing(with: value) { parseAlternative() }
    return ExpressionSyntax(.textTest(value, test, pattern: pattern, negated: negated), span(from: start))
  }

  /// Whether `in` and a text are the unit of a definition here; without a statement around it, an expression is one.
  private var mayBeUnit: Bool { brackets == 0 && ["metric", "measure", "column"].contains(form?.keyword ?? "metric") }

  /// The part after `is` or `is not`.
  private func parseState(of value: ExpressionSyntax, negated: Bool) -> ExpressionSyntax.Kind {
    if take(.missing) { return .isMissing(value, negated: negated) }
    if case .word(let word, _) = current.kind, ["null", "none", "nan", "na", "empty", "blank", "nil"].contains(word.lowercased()) {
      report(.nullForMissing(at: placeOfCurrent))
      advance()
      return .isMissing(value, negated: negated)
    }
    if at(.is) && current.literalKeyword == .yes || at(.yes) || at(.no) || at(.true) || at(.false) || at(.today) || current.isLiteral
      || at(.minus)
    {
      let place = SourceSpan(source, value.span.range.upperBound..<lastEnd)
      report(.isForEqual(placeOfCurrent, negated: negated, at: place))
      let other = parseAlternative()
      return .comparison([value, other], [negated ? .notEqual : .equal])
    }
    let name = parseName("a stage or `missing` after `is`", .stage)
    return .isStage(value, name, negated: negated)
  }

  /// The words that begin a test of a text.
  private static let textTests: Set<Keyword> = [.like, .contains, .starts, .ends, .matches]

  /// The spellings of text tests in other languages.
  private static let foreignTests: [String: TextTest] = [
    "startswith": .startsWith, "starts_with": .startsWith, "endswith": .endsWith, "ends_with": .endsWith,
    "ilike": .like, "rlike": .matches, "regexp": .matches, "regex": .matches, "match": .matches,
    "contain": .contains, "includes": .contains, "include": .contains,
  ]

  /// TextTest = "like" | "contains" | "starts" "with" | "ends" "with" | "matches" ;
  func parseTextTest() -> TextTest {
    if take(.like) { return .like }
    if take(.contains) { return .contains }
    if take(.matches) { return .matches }
    let test: TextTest = at(.ends) ? .endsWith : .startsWith
    if !take(.starts), !take(.ends) { fail(expecting: "a test of a text") }
    if !take(.with) {
      if current.isLiteral || current.isName {
        report(.missingWord("with", after: test == .endsWith ? "ends" : "starts", at: gap))
      } else {
        fail(expecting: "`with`")
      }
    }
    return test
  }

  /// Values = "(" Expression { "," Expression } ")" ;
  func parseValues() -> [ExpressionSyntax] {
    let opening = current
    guard take(.leftParenthesis) else {
      fail(.inWantsList(current, at: placeOfCurrent))
      return []
    }
    brackets += 1
    defer {
      brackets -= 1
      depth -= 1
    }
    guard descend() else { return [] }
    var values = parseSequence { parseExpression() }
    while current.isLiteral, !isPanicking {
      report(.missingComma(before: current, inCall: false, at: gap))
      values += parseSequence { parseExpression() }
    }
    expectClosing(of: opening)
    return values
  }
}
