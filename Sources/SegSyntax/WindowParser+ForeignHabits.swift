// Windows as they are said elsewhere. What was meant is plain,
// so it is reported and read as meant.

import SegDiagnostics

extension WindowParser {
  /// Whether a token begins a day: a date, `today`, `90 days ago`, a name.
  private func beginsDay(_ ahead: Int) -> Bool {
    switch peek(ahead).kind {
    case .date, .timestamp, .period, .integer, .quoted: true
    case .word(_, let keyword): keyword == nil || keyword == .today
    case .text, .number, .percent, .symbol, .bad, .end: false
    }
  }

  /// Whether `last`, or a foreign word for it, begins a window at a token: a length or a
  /// unit follows.
  private func beginsLast(_ ahead: Int) -> Bool {
    let token = ahead == 0 ? current : peek(ahead)
    guard case .word(let word, let keyword) = token.kind else { return false }
    guard keyword == .last || Self.pastWords.contains(word.lowercased()) else { return false }
    let next = peek(ahead + 1)
    if case .integer = next.kind { return true }
    if next.keyword?.unit != nil { return true }
    return next.isName && !next.isFirstOnLine && peek(ahead + 2).keyword?.unit != nil
  }

  private static let pastWords: Set<String> = ["past", "previous", "recent"]
  private static let articles: Set<String> = ["the"]
  private static let foreignWindows: [String: (ours: Keyword, note: String?)] = [
    "until": (.before, "`before D` leaves the day D itself out"),
    "till": (.before, "`before D` leaves the day D itself out"),
    "after": (.since, "`since D` counts the day D itself; after it is `since D + 1 day`"),
    "on": (.in, nil), "during": (.in, nil),
  ]

  private func word(_ ahead: Int) -> String? {
    if case .word(let word, nil) = (ahead == 0 ? current : peek(ahead)).kind { word.lowercased() } else { nil }
  }

  // MARK: Inside an argument

  /// At the possible start of an argument's clause: replaces a foreign word by ours.
  func correctForeignWindow() {
    if let word = word(0), let foreign = Self.foreignWindows[word],
      beginsDay(1) || beginsLast(1) || Self.articles.contains(self.word(1) ?? "")
    {
      report(.foreignWindow(foreign.ours.rawValue, at: placeOfCurrent, note: foreign.note))
      return replaceCurrent(with: foreign.ours)
    }
    if at(.within), beginsLast(1) || Self.articles.contains(word(1) ?? "") && beginsLast(2) {
      report(.foreignWindow("in", at: placeOfCurrent))
      return replaceCurrent(with: .in)
    }
    if at(.from), peek().isName, peek().keyword == nil, endsName(2) {
      report(
        .foreignClause(
          "from", "of", replacement: "of", at: placeOfCurrent, note: "a window is written `from A to B` or `since D`"))
      replaceCurrent(with: .of)
    }
  }

  /// Whether a name before this token is the whole content of its clause.
  private func endsName(_ ahead: Int) -> Bool {
    let token = peek(ahead)
    if token.isSymbol(.rightParenthesis) || token.isSymbol(.comma) { return true }
    return token.keyword.map { Self.clausesOfArguments.contains($0) } ?? false
  }

  private static let clausesOfArguments: Set<Keyword> = [.where, .in, .since, .before, .per, .within, .from]

  /// A window without its first word: `orders last 90 days`.
  var beginsBareLast: Bool { beginsLast(0) && !current.isFirstOnLine }

  /// After `in`: skips `the`, and reads `past` as `last`.
  func correctLast() {
    if let word = word(0), Self.articles.contains(word), !peek().isSymbol(.rightParenthesis) {
      let span = SourceSpan(source, current.range.lowerBound..<peek().range.lowerBound)
      report(.articleInWindow(at: span))
      advance()
    }
    if let word = word(0), Self.pastWords.contains(word), beginsLast(0) {
      report(.foreignWindow("last", at: placeOfCurrent))
      replaceCurrent(with: .last)
    }
  }

  /// `in this month`; nil if something else is here.
  func parseRelativePeriod(_ start: Int) -> WindowSyntax? {
    guard let word = word(0), ["this", "current"].contains(word), let unit = peek().keyword?.unit else { return nil }
    report(.relativePeriod(unit, at: placeOfCurrent.merged(with: span(of: peek()))))
    advance()
    advance()
    return WindowSyntax(.last(1, unit), span(from: start))
  }

  /// `between A and B` after the start of an argument.
  func parseWindowBetween() -> WindowSyntax {
    let start = start
    advance()
    let from = expressions.parseSum()
    expect(.and, "`and` and the end of the window")
    let to = expressions.parseSum()
    report(.windowBetween(from.span.text, to.span.text, at: span(from: start)))
    return WindowSyntax(.fromTo(from, to), span(from: start))
  }

  /// Whether a window certainly begins here, even if none is allowed.
  var beginsWindow: Bool {
    if at(.in) {
      if beginsLast(1) { return true }
      switch peek().kind {
      case .integer(let year): return (1000...9999).contains(year)
      case .date, .period: return true
      case .word(let word, _):
        return Self.articles.contains(word.lowercased()) && beginsLast(2)
          || word.lowercased() == "this" && peek(2).keyword?.unit != nil
      case .quoted, .text, .number, .percent, .timestamp, .symbol, .bad, .end: return false
      }
    }
    guard at(.from) || at(.since) || at(.before), !current.isFirstOnLine else { return false }
    switch peek().kind {
    case .integer, .date, .period, .timestamp, .word(_, .today): return true
    case .word, .quoted, .text, .number, .percent, .symbol, .bad, .end: return false
    }
  }
}
