// Windows: the days on which events count.

import SegDiagnostics

/// Parses the windows of aggregates.
struct WindowParser: SyntaxParser {
  let cursor: TokenCursor

  var expressions: ExpressionParser { ExpressionParser(cursor: cursor) }

  /// Window = Days [ "each" "year" ] ;
  func parseWindow() -> WindowSyntax {
    let start = start
    let days = parseDays()
    guard beginsEachYear else { return days }
    if !current.isWord("each") { report(.foreignWindow("each", at: placeOfCurrent)) }
    advance()
    advance()
    return WindowSyntax(days.kind, span(from: start), isYearly: true)
  }

  /// `each year`, or `every year` for it.
  private var beginsEachYear: Bool {
    (current.isWord("each") || at(.every)) && !current.isFirstOnLine && peek().keyword?.unit == .year
  }

  /// Days = "in" ( "last" | "next" ) ( whole | Name ) Unit | "in" calendar Unit [ "to" "date" ]
  ///      | "in" Period | "from" Sum "to" Sum | "since" Sum | "before" Sum ;
  ///
  /// `in (` is the list operator, and `in` with anything else ends the
  /// condition before it.
  private func parseDays() -> WindowSyntax {
    let start = start
    let placeOfFirst = placeOfCurrent
    if at(.between) { return parseWindowBetween() }
    if beginsBareLast {
      report(.missingIn(placeOfCurrent.text, at: gap))
      correctLast()
      if let window = parseCalendar(start) { return window }
      if current.isWord("yesterday") { return WindowSyntax(.period(parsePeriod()), span(from: start)) }
      return parseLast(start)
    }
    if take(.from) {
      let from = expressions.parseSum()
      if at(.rightParenthesis) || at(.comma) || at(.where) || at(.of) {
        report(.windowWithoutEnd(at: placeOfFirst))
        return WindowSyntax(.since(from), span(from: start))
      }
      correctEnd()
      if cursor.testsWindows, !at(.to), current.isEnd || current.isFirstOnLine || at(.and) || at(.or) || at(.as) {
        report(.windowWithoutEnd(at: placeOfFirst))
        return WindowSyntax(.since(from), span(from: start))
      }
      expectWord(.to, "`to` and the end of the window")
      let to = expressions.parseSum()
      return WindowSyntax(.fromTo(from, to), span(from: start))
    }
    if take(.since) {
      if let window = parseStartOf(start) { return window }
      let date = expressions.parseSum()
      return WindowSyntax(.since(date), span(from: start))
    }
    if take(.before) {
      let date = expressions.parseSum()
      return WindowSyntax(.before(date), span(from: start))
    }
    expect(.in, "a window")
    if beginsPreceding(0) { return parsePreceding(start) }
    correctLast()
    if beginsNext(0) { return parseNext(start) }
    if let window = parseCalendar(start) { return window }
    if at(.last), !peek().isSymbol(.leftParenthesis) { return parseLast(start) }
    let period = parsePeriod()
    if at(.to), beginsDay(1), !current.isFirstOnLine {
      // `in 2024-01-01 to 2024-06-30`
      advance()
      let to = expressions.parseSum()
      report(.periodTo(period, to, at: span(from: start)))
      return WindowSyntax(.fromTo(period, to), span(from: start))
    }
    return WindowSyntax(.period(period), span(from: start))
  }

  /// Whether `the 90 days before` begins at a token.
  func beginsPreceding(_ ahead: Int) -> Bool {
    guard (ahead == 0 ? current : peek(ahead)).isWord("the") else { return false }
    let length = peek(ahead + 1)
    let isLength = if case .integer = length.kind { true } else { length.isName }
    return isLength && peek(ahead + 2).unit != nil && peek(ahead + 3).keyword == .before
  }

  /// `the 90 days before` after `in`, and the day where one follows.
  private func parsePreceding(_ start: Int) -> WindowSyntax {
    advance()
    let place = placeOfCurrent
    let length = expressions.parsePrimary()
    if case .duration(0, let unit) = length.kind { report(.emptyWindow(unit, at: place)) }
    expect(.before, "`before`")
    let isDay = beginsDay(0) && !current.isFirstOnLine && !beginsEachYear
    let day = isDay ? expressions.parseSum() : nil
    return WindowSyntax(.preceding(length, before: day), span(from: start))
  }

  /// `next 30 days` after `in`.
  private func parseNext(_ start: Int) -> WindowSyntax {
    if !current.isWord("next") { report(.foreignWindow("next", at: placeOfCurrent)) }
    advance()
    let place = placeOfCurrent
    let length = expressions.parsePrimary()
    if case .duration(0, let unit) = length.kind { report(.emptyWindow(unit, at: place)) }
    return WindowSyntax(.next(length), span(from: start))
  }

  /// Period = year | date | month | quarter | "today" | Name ;
  func parsePeriod() -> ExpressionSyntax {
    let start = start
    if let period = parseForeignPeriod(start) { return period }
    switch current.kind {
    case .bad: return expressions.parsePrimary()
    case .text, .symbol(.leftParenthesis):
      fail(.inWantsList(current, at: placeOfCurrent))
    case .integer, .date, .period:
      let period = expressions.parseLiteral()
      if case .duration = period.kind { report(.missingLast(at: period.span)) }
      if case .integer(let year) = period.kind, !(1000...9999).contains(year) { report(.badYear(year, at: period.span)) }
      return period
    case .word(_, .today):
      return expressions.parseLiteral()
    case .word where expressions.beginsNamedLength && !beginsStatement(index), .quoted where expressions.beginsNamedLength:
      let length = expressions.parsePrimary()
      report(.missingLast(at: length.span))
      return length
    case .word where current.isName && !beginsStatement(index), .quoted:
      let name = parseName("a period")
      return ExpressionSyntax(.name(ChineseWords.twin(ofPlace: name.text) ?? name.text), span(from: start))
    case .word, .number, .percent, .timestamp, .symbol, .end:
      fail(expecting: "a year, month, quarter or day, or `last` and a number of days, after `in`")
    }
    return errorExpression(start)
  }

  /// `last 90 days` after `in`.
  private func parseLast(_ start: Int) -> WindowSyntax {
    advance()
    if expressions.beginsNamedLength {
      let name = parseName("a param")
      let unit = parseUnit(after: name.text, orOfClock: true)
      return WindowSyntax(.lastNamed(name, unit), span(from: start))
    }
    if let unit = current.keyword?.unit, !peek().isSymbol(.leftParenthesis) {
      // `in last month`, `in the last month`
      let first = index > 1 && tokens[index - 2].isWord("the") ? tokens[index - 2] : tokens[index - 1]
      report(.lastUnit(unit, at: SourceSpan(source, first.range.lowerBound..<current.range.upperBound)))
      advance()
      return WindowSyntax(.calendar(-1, unit, toDate: false), span(from: start))
    }
    if case .bad = current.kind {
      advance()
      return WindowSyntax(.last(1, .day), span(from: start))
    }
    guard case .integer(let count) = current.kind else {
      fail(
        .badWindow(
          unit: current.keyword?.unit, isLiteral: current.isLiteral, at: placeOfCurrent, isAtEnd: current.isEnd))
      return WindowSyntax(.last(0, .day), span(from: start))
    }
    let place = placeOfCurrent
    advance()
    let unit = parseUnit(after: "\(count)", orOfClock: true)
    if count == 0 { report(.emptyWindow(unit, at: place)) }
    return WindowSyntax(.last(max(1, count), unit), span(from: start))
  }

  /// `from A until B`: the other words for `to`.
  private func correctEnd() {
    guard case .word(let word, nil) = current.kind, ["until", "till", "through"].contains(word.lowercased()) else { return }
    report(.foreignWindow("to", at: placeOfCurrent, note: "the last day is not part of the window"))
    replaceCurrent(with: .to)
  }

  /// Unit = "day" | "days" | "week" | … ;
  ///
  /// - Parameter orOfClock: whether hours and minutes can be counted here.
  func parseUnit(after count: String, orOfClock: Bool = false) -> TimeUnit {
    if let unit = orOfClock ? current.unit : current.keyword?.unit {
      advance()
      return unit
    }
    if current.isClockUnit {
      let foreign = ForeignUnits.unit(placeOfCurrent.text)
      report(orOfClock ? .secondUnit(foreign.map { "\($0.rawValue)s" }, at: placeOfCurrent) : .clockUnit(at: placeOfCurrent))
      advance()
      return orOfClock ? foreign ?? .minute : .day
    }
    if case .word(let word, nil) = current.kind, let unit = ForeignUnits.unit(word), !current.isFirstOnLine {
      report(.misspelt(word, "\(unit.rawValue)s", at: placeOfCurrent))
      advance()
      return unit
    }
    let units = TimeUnit.allCases.filter { orOfClock || $0.minutes == nil }
    if case .word(let word, nil) = current.kind,
      let nearest = Speller.nearest(to: word, among: units.flatMap { [$0.rawValue, $0.rawValue + "s"] }),
      let unit = units.first(where: { $0.rawValue == nearest || $0.rawValue + "s" == nearest })
    {
      report(.misspelt(word, nearest, at: placeOfCurrent))
      advance()
      return unit
    }
    fail(.missingUnit(count, at: gap, found: current, isAtEnd: current.isEnd))
    return .day
  }
}
