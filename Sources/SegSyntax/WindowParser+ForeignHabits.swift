// Windows as they are said elsewhere. What was meant is plain,
// so it is reported and read as meant.

import SegDiagnostics

extension WindowParser {
  /// Whether a token begins a day: a date, `today`, `90 days ago`, a name.
  func beginsDay(_ ahead: Int) -> Bool {
    switch (ahead == 0 ? current : peek(ahead)).kind {
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
    // A length that is not written as it should be has been reported.
    if case .bad = next.kind { return true }
    if next.keyword?.unit != nil { return true }
    return next.isName && !next.isFirstOnLine && peek(ahead + 2).unitOfName != nil
  }

  /// Whether `next`, or a foreign word for it, begins a window at a token: a length follows.
  func beginsNext(_ ahead: Int) -> Bool {
    guard let word = word(ahead), Self.futureWords.contains(word) else { return false }
    let next = peek(ahead + 1)
    let isNumber = if case .integer = next.kind { true } else { next.isName && next.keyword == nil && !next.isFirstOnLine }
    return isNumber && peek(ahead + 2).unit != nil
  }

  private static let futureWords: Set<String> = ["next", "coming", "following", "upcoming"]
  private static let pastWords: Set<String> = ["past", "previous", "recent"]
  private static let articles: Set<String> = ["the"]
  private static let foreignWindows: [String: (ours: Keyword, note: Message?)] = [
    "until": (.before, "`before D` leaves the day D itself out"),
    "till": (.before, "`before D` leaves the day D itself out"),
    "after": (.since, "`since D` counts the day D itself; after it is `since D + 1 day`"),
    "on": (.in, nil), "during": (.in, nil),
  ]

  private func word(_ ahead: Int) -> String? {
    if case .word(let word, nil) = (ahead == 0 ? current : peek(ahead)).kind {
      ChineseWords.twin(ofPlace: word) ?? word.lowercased()
    } else {
      nil
    }
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

  /// After a date that is tested: replaces a foreign word by `in`.
  func correctWordOfTest() {
    guard !current.isFirstOnLine, at(.within) || word(0) == "during" else { return }
    let isPast = beginsLast(1) || beginsNext(1) || calendarOffset(1) != nil && peek(2).keyword?.unit != nil
    let hasArticle = Self.articles.contains(word(1) ?? "")
    guard isPast || hasArticle && (beginsLast(2) || beginsNext(2)) || !at(.within) && beginsDay(1) else { return }
    report(.foreignWindow("in", at: hasArticle ? placeOfCurrent.merged(with: span(of: peek())) : placeOfCurrent))
    if hasArticle { advance() }
    replaceCurrent(with: .in)
  }

  /// Whether a name before this token is the whole content of its clause.
  private func endsName(_ ahead: Int) -> Bool {
    let token = peek(ahead)
    if token.isSymbol(.rightParenthesis) || token.isSymbol(.comma) { return true }
    return token.keyword.map { Self.clausesOfArguments.contains($0) } ?? false
  }

  private static let clausesOfArguments: Set<Keyword> = [.where, .in, .since, .before, .per, .within, .from]

  /// A window without its first word: `orders last 90 days`.
  var beginsBareLast: Bool {
    if current.isFirstOnLine { return false }
    return beginsLast(0) || beginsNext(0) || calendarOffset(0) != nil && peek().keyword?.unit != nil
      || ["ytd", "mtd", "qtd", "yesterday"].contains(word(0))
  }

  /// After `in`: skips `the`, and reads `past` as `last`.
  func correctLast() {
    let isLast = peek().keyword == .last || ["past", "recent"].contains(word(1))
    if let word = word(0), Self.articles.contains(word), isLast, peek(2).keyword?.unit != nil {
      // It has two meanings, with `the` too.
      advance()
      return replaceCurrent(with: .last)
    } else if let article = word(0), Self.articles.contains(article), let unit = peek().keyword?.unit, beginsToDate(2) {
      // `the year to date`
      report(.foreignWindow("this \(unit.rawValue)", at: placeOfCurrent.merged(with: span(of: peek()))))
    } else if let word = word(0), Self.articles.contains(word), !peek().isSymbol(.rightParenthesis) {
      let span = SourceSpan(source, current.range.lowerBound..<peek().range.lowerBound)
      report(.articleInWindow(at: span))
      advance()
    }
    let isCalendar = calendarOffset(0) != nil && peek().keyword?.unit != nil
    if let word = word(0), Self.pastWords.contains(word), beginsLast(0), !isCalendar {
      report(.foreignWindow("last", at: placeOfCurrent))
      replaceCurrent(with: .last)
    }
  }

  /// Whether `to date` stands at a token.
  private func beginsToDate(_ ahead: Int) -> Bool { peek(ahead).keyword == .to && peek(ahead + 1).isWord("date") }

  /// `the start of the year` after `since`, as the part of it until today; nil if something else is here.
  func parseStartOf(_ start: Int) -> WindowSyntax? {
    var ahead = Self.articles.contains(word(0) ?? "") ? 1 : 0
    guard ["start", "beginning"].contains(word(ahead)), peek(ahead + 1).keyword == .of else { return nil }
    ahead += 2
    if ["the", "this", "current"].contains(word(ahead)) { ahead += 1 }
    guard let unit = peek(ahead).keyword?.unit else { return nil }
    for _ in 0...ahead { advance() }
    let window = WindowSyntax(.calendar(0, unit, toDate: true), span(from: start))
    report(.foreignWindow("in this \(unit.rawValue) to date", at: window.span))
    return window
  }

  /// `this month`, `previous quarter`, `this year to date` after `in`; nil if something else
  /// is here.
  func parseCalendar(_ start: Int) -> WindowSyntax? {
    guard let offset = calendarOffset(0), let unit = peek().keyword?.unit else {
      if word(0) == "ytd" || word(0) == "mtd" || word(0) == "qtd" { return parseToDate(start) }
      return nil
    }
    if let word = word(0), let ours = ["current": "this", "coming": "next", "upcoming": "next", "following": "next"][word] {
      report(.foreignWindow(ours, at: placeOfCurrent))
    }
    advance()
    advance()
    let toDate = at(.to) && peek().isWord("date")
    if toDate {
      advance()
      advance()
    }
    return WindowSyntax(.calendar(offset, unit, toDate: toDate && offset == 0), span(from: start))
  }

  /// How many units a word lies from today's: `this` 0, `previous` -1, `next` 1.
  private func calendarOffset(_ ahead: Int) -> Int64? {
    switch word(ahead) {
    case "this", "current": 0
    // Reported before it: `the year to date`.
    case "the": peek(ahead + 1).keyword?.unit != nil && beginsToDate(ahead + 2) ? 0 : nil
    case "previous": -1
    case "next", "coming", "upcoming", "following": 1
    default: nil
    }
  }

  /// `ytd`: the year to date.
  private func parseToDate(_ start: Int) -> WindowSyntax {
    let unit: TimeUnit = word(0) == "ytd" ? .year : word(0) == "mtd" ? .month : .quarter
    report(.foreignWindow("this \(unit.rawValue) to date", at: placeOfCurrent))
    advance()
    return WindowSyntax(.calendar(0, unit, toDate: true), span(from: start))
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
  ]

  /// The number of a month from its English name or its first three letters.
  private func monthNumber(_ ahead: Int) -> Int? {
    guard case .word(let word, _) = (ahead == 0 ? current : peek(ahead)).kind else { return nil }
    let name = word.lowercased()
    return Self.months.firstIndex { $0 == name || name.count >= 3 && $0.hasPrefix(name) && name.count <= 4 }.map { $0 + 1 }
  }

  private func quarterNumber(_ ahead: Int) -> Int? {
    guard case .word(let word, _) = (ahead == 0 ? current : peek(ahead)).kind, word.count == 2, word.lowercased().hasPrefix("q")
    else { return nil }
    return Int(word.dropFirst()).flatMap { (1...4).contains($0) ? $0 : nil }
  }

  private func year(_ ahead: Int) -> Int? {
    if case .integer(let value) = (ahead == 0 ? current : peek(ahead)).kind, (1000...9998).contains(value) { Int(value) } else { nil }
  }

  /// `week 7 of 2024`: an ISO week as it is said.
  private func parseForeignWeek(_ start: Int) -> ExpressionSyntax? {
    guard at(.week), case .integer(let week) = peek().kind else { return nil }
    let place = peek(2).keyword == .of ? 3 : 2
    guard let year = year(place), let number = Int(exactly: week), let first = CivilDate.days(year: year, week: number) else { return nil }
    for _ in 0...place { advance() }
    report(.foreignPeriod("\(year)-W\(CivilDate.padded(number, 2))", at: span(from: start)))
    return ExpressionSyntax(.period(start: first, length: .week), span(from: start))
  }

  /// `Q1 2024`, `2024 Q1`, `March 2024`, `3/2024`, `year 2024`: periods as they are written
  /// elsewhere; nil if something else is here.
  private func foreignPeriod() -> (year: Int, month: Int, months: Int64, tokens: Int)? {
    if let quarter = quarterNumber(0), let year = year(1) { return (year, quarter * 3 - 2, 3, 2) }
    if let year = year(0), let quarter = quarterNumber(1) { return (year, quarter * 3 - 2, 3, 2) }
    if let month = monthNumber(0), let year = year(1) { return (year, month, 1, 2) }
    if let month = monthNumber(0), peek().isSymbol(.comma), let year = year(2) { return (year, month, 1, 3) }
    if let year = year(0), let month = monthNumber(1) { return (year, month, 1, 2) }
    if case .integer(let month) = current.kind, (1...12).contains(month), peek().isSymbol(.slash), let year = year(2) {
      return (year, Int(month), 1, 3)
    }
    if at(.year), let year = year(1) { return (year, 1, 12, 2) }
    return nil
  }

  func parseForeignPeriod(_ start: Int) -> ExpressionSyntax? {
    if let week = parseForeignWeek(start) { return week }
    guard let (year, month, months, tokens) = foreignPeriod(), let first = CivilDate.days(year: year, month: month, day: 1) else {
      return nil
    }
    for _ in 0..<tokens { advance() }
    let place = span(from: start)
    let ours =
      switch months {
      case 12: "\(year)"
      case 3: "\(year)-Q\((month + 2) / 3)"
      default: "\(year)-\(CivilDate.padded(month, 2))"
      }
    report(.foreignPeriod(ours, at: place))
    return ExpressionSyntax(months == 12 ? .integer(Int64(year)) : .period(start: first, length: .months(months)), place)
  }

  /// `between A and B` after the start of an argument.
  func parseWindowBetween() -> WindowSyntax {
    let start = start
    advance()
    let from = expressions.parseSum()
    expect(.and, "`and` and the end of the window")
    let to = expressions.parseSum()
    report(.windowBetween(from, to, at: span(from: start)))
    return WindowSyntax(.fromTo(from, to), span(from: start))
  }

  /// Whether a window certainly begins here, even if none is allowed.
  var beginsWindow: Bool {
    if at(.in) { return beginsPeriod(1) }
    guard at(.from) || at(.since) || at(.before), !current.isFirstOnLine else { return false }
    switch peek().kind {
    case .integer, .date, .period, .timestamp, .word(_, .today): return true
    case .word, .quoted: return (!at(.from) || brackets > 0) && cursor.testsWindows
    case .text, .number, .percent, .symbol, .bad, .end: return false
    }
  }

  /// Whether `not` and a window begin here.
  var beginsNegatedWindow: Bool {
    guard at(.not), let keyword = peek().keyword else { return false }
    return keyword == .in && beginsPeriod(2) || (keyword == .since || keyword == .before || keyword == .from) && beginsDay(2)
  }

  /// Whether what follows `in` begins at a token.
  private func beginsPeriod(_ ahead: Int) -> Bool {
    if beginsLast(ahead) || beginsNext(ahead) || peek(ahead).keyword == .last && peek(ahead + 1).keyword?.unit != nil { return true }
    if calendarOffset(ahead) != nil, peek(ahead + 1).keyword?.unit != nil { return true }
    switch peek(ahead).kind {
    case .integer(let year):
      if peek(ahead + 1).isSymbol(.slash), self.year(ahead + 2) != nil { return true }
      return (1000...9999).contains(year) || peek(ahead + 1).unit != nil
    // A period that is not written as it should be has been reported.
    case .date, .period, .bad: return true
    case .word(let word, let keyword):
      let word = ChineseWords.twin(ofPlace: word) ?? word.lowercased()
      if keyword == .today || ["yesterday", "tomorrow", "ytd", "mtd", "qtd"].contains(word) { return true }
      if monthNumber(ahead) != nil || quarterNumber(ahead) != nil { return year(ahead + 1) != nil }
      if beginsPreceding(ahead) { return true }
      if Self.articles.contains(word) {
        return beginsLast(ahead + 1) || beginsNext(ahead + 1) || calendarOffset(ahead + 1) != nil && peek(ahead + 2).keyword?.unit != nil
      }
      if keyword == .week, case .integer = peek(ahead + 1).kind { return year(ahead + 2) != nil || peek(ahead + 2).keyword == .of }
      return keyword == .year && year(ahead + 1) != nil
    case .quoted, .text, .number, .percent, .timestamp, .symbol, .end: return false
    }
  }
}
