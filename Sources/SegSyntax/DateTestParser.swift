// Tests of dates by windows: `signup in last 90 days`, and as they are said elsewhere.

import SegDiagnostics

/// Parses tests of dates.
struct DateTestParser: SyntaxParser {
  let cursor: TokenCursor

  private var expressions: ExpressionParser { ExpressionParser(cursor: cursor) }
  private var windows: WindowParser { WindowParser(cursor: cursor) }

  /// `[not] WINDOW` after a value, where it tests a date; nil if none begins here.
  func parseTest(of value: ExpressionSyntax, from start: Int) -> ExpressionSyntax? {
    skipVerb()
    if let test = parseWithin(value, from: start) ?? parseOlder(value, from: start) { return test }
    windows.correctWordOfTest()
    guard windows.beginsWindow || windows.beginsNegatedWindow || windows.beginsBareLast else { return nil }
    let negated = take(.not)
    let window = windows.parseWindow()
    return ExpressionSyntax(.inWindow(value, window, negated: negated), span(from: start))
  }

  private static let verbs: Set<String> = ["is", "was", "were", "are", "falls", "fell", "lies", "happened", "occurred"]

  /// `signup is in 2024`: a test of a date has no verb.
  private func skipVerb() {
    guard case .word(let word, let keyword) = current.kind, keyword == nil || keyword == .is, !current.isFirstOnLine,
      Self.verbs.contains(word.lowercased())
    else { return }
    let next = peek().keyword == .not ? peek(2) : peek()
    guard [.in, .since, .before, .within].contains(next.keyword) || next.isWord("during") else { return }
    report(.verbOfTest(at: SourceSpan(source, current.range.lowerBound..<peek().range.lowerBound)))
    advance()
  }

  /// `signup older than 90 days`, `newer than`: how long ago a date is.
  private func parseOlder(_ value: ExpressionSyntax, from start: Int) -> ExpressionSyntax? {
    let words: [String: ComparisonOperator] = ["older": .greater, "longer": .greater, "newer": .less, "younger": .less]
    guard case .word(let word, nil) = current.kind, let operation = words[word.lowercased()], peek().isWord("than"),
      case .integer(let count) = peek(2).kind, let unit = peek(3).unit, unit.months == nil
    else { return nil }
    let length = "\(count) \(span(of: peek(3)).text)"
    for _ in 0..<4 { advance() }
    if at(.ago) { advance() }
    let ours = "today - \(value.span.text) \(operation.rawValue) \(length)"
    report(.foreignAge(ours, at: span(from: start)))
    let today = ExpressionSyntax(.today, gap)
    let age = ExpressionSyntax(.sum(today, [(.minus, value)]), span(from: start))
    return ExpressionSyntax(.comparison([age, ExpressionSyntax(.duration(count, unit), gap)], [operation]), span(from: start))
  }

  /// `signup within 30 days`, `first_order within 30 days of signup`.
  private func parseWithin(_ value: ExpressionSyntax, from start: Int) -> ExpressionSyntax? {
    guard at(.within), !current.isFirstOnLine, case .integer(let count) = peek().kind, let unit = peek(2).unit else { return nil }
    let window = self.start
    let length = "\(count) \(span(of: peek(2)).text)"
    for _ in 0..<3 { advance() }
    let relations = ["of", "after", "from", "before"]
    if unit.months == nil, relations.contains(where: { current.isWord($0) }), windows.beginsDay(1) {
      let relation = placeOfCurrent.text.lowercased()
      advance()
      let other = expressions.parseSum()
      let (later, earlier) = relation == "before" ? (other, value) : (value, other)
      report(
        .withinOfOther(later.span.text, length, of: earlier.span.text, isAfter: relation != "of", at: span(from: start)))
      let difference = ExpressionSyntax(.sum(later, [(.minus, earlier)]), span(from: start))
      let ends = (low: ExpressionSyntax(.integer(0), gap), high: ExpressionSyntax(.duration(count, unit), gap))
      return ExpressionSyntax(.between(difference, low: ends.low, high: ends.high, negated: false), span(from: start))
    }
    report(
      unit.minutes == nil
        ? .withinOfDate(value.span.text, length, at: span(from: window)) : .foreignWindow("in last \(length)", at: span(from: window)))
    let last = WindowSyntax(.last(max(1, count), unit), span(from: window))
    return ExpressionSyntax(.inWindow(value, last, negated: false), span(from: start))
  }

  /// `where a in last 90 days and b`: the window comes after the whole condition, or tests a date.
  func correctConditionAfterWindow(_ argument: inout ArgumentSyntax) {
    guard at(.and), let window = argument.window, let condition = argument.condition else { return }
    if let subject = Self.testedDate(in: condition) {
      let test = ExpressionSyntax(.inWindow(subject, window, negated: false), subject.span.merged(with: window.span))
      report(.testWithoutParentheses(test.span.text, at: test.span))
      advance()
      let rest = expressions.parseConjunction()
      var parts = [test, rest]
      if case .and(let others) = condition.kind { parts = others.dropLast() + parts }
      argument.condition = ExpressionSyntax(.and(parts), condition.span.merged(with: rest.span))
      argument.window = nil
      if windows.beginsWindow { argument.window = windows.parseWindow() }
      return
    }
    advance()
    let rest = expressions.parseConjunction()
    let ours = "and \(rest.span.text) \(window.span.text)"
    report(.conditionAfterWindow(ours, at: SourceSpan(source, window.span.range.lowerBound..<lastEnd)))
    argument.condition = ExpressionSyntax(.and([condition, rest]), condition.span.merged(with: rest.span))
  }

  /// The name or call at the end of a condition, which by itself is none: `where a > 5 and day`.
  private static func testedDate(in condition: ExpressionSyntax) -> ExpressionSyntax? {
    switch condition.kind {
    case .name, .qualified, .call: return condition
    case .and(let parts): return parts.last.flatMap(testedDate)
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration, .brokenDuration, .ago,
      .rate, .namedDuration, .namedAgo, .today, .list, .every, .or, .not, .coalesce, .sum, .product, .negate, .asOf, .conditional,
      .firstEvents, .comparison, .inList, .between, .textTest, .isMissing, .isStage, .inWindow:
      return nil
    }
  }
}
