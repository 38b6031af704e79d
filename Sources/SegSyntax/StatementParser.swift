// Recognizes the statement that begins here; and the statements that are questions.

import SegDiagnostics

/// Parses statements.
struct StatementParser: SyntaxParser {
  let cursor: TokenCursor

  var clauses: ClauseParser { ClauseParser(cursor: cursor) }
  var expressions: ExpressionParser { ExpressionParser(cursor: cursor) }
  var windows: WindowParser { WindowParser(cursor: cursor) }

  /// Script = { Statement | ";" } ;
  func parseScript() -> [ScriptSyntax.Piece] {
    var pieces: [ScriptSyntax.Piece] = []
    while true {
      while take(.semicolon) {}
      if current.isEnd { return pieces }
      let first = index
      let start = start
      let statement = parseStatement()
      if !isPanicking { expectEndOfStatement() }
      if !isPanicking, let statement { rejectTrailingAsOf(statement) }
      let isBroken = isPanicking
      recover(from: first)
      pieces.append(ScriptSyntax.Piece(span: span(from: start), statement: statement, isBroken: isBroken))
    }
  }

  /// `show count() of loyal as of D` does not mean what it seems to: an `as of` at the
  /// end of a line would be a statement of its own and change the day for everything
  /// that follows. It is allowed only after a load, which has no values.
  private func rejectTrailingAsOf(_ statement: StatementSyntax) {
    switch statement.kind {
    case .load, .append, .link, .use, .asOf, .param: return
    case .column, .table, .metric, .measure, .function, .lifecycle, .segment, .split, .show, .list, .describe, .explain, .why, .expect,
      .export, .snapshot, .report, .note:
      guard at(.as), peek().keyword == .of, !tokens[index].isFirstOnLine else { return }
      fail(.trailingAsOf(at: placeOfCurrent))
    }
  }

  /// After a fatal mistake, continues where the next statement certainly begins.
  private func recover(from start: Int) {
    depth = 0
    brackets = 0
    calls = 0
    conditions = 0
    cursor.testsWindows = true
    guard isPanicking || index == start else { return }
    isPanicking = false
    // What was read in search of the statement's end may be the next one.
    let next = (start + 1..<max(start + 1, index)).first { tokens[$0].keyword?.startsStatement == true && clauses.isAtMargin($0) }
    if let next {
      cursor.index = next
      cursor.lastEnd = tokens[next - 1].range.upperBound
      return
    }
    // What began with no statement's word may be a sentence; the next line is another.
    let isSentence = tokens[start].keyword?.startsStatement != true && clauses.isAtMargin(start)
    if index == start, placeOfCurrent.text != "{" { advance() }
    // A query of Malloy has semicolons between its braces.
    var braces = 0
    while !current.isEnd {
      let word = placeOfCurrent.text
      if word == "{" { braces += 1 }
      if word == "}" { braces -= 1 }
      let isNext = current.isSymbol(.semicolon) || beginsStatement(index) || seemsToBeginStatement || isSentence && isPlainWordAtMargin
      if braces <= 0, isNext { break }
      advance()
    }
  }

  /// Whether a line begins here with a word that is none of the language.
  private var isPlainWordAtMargin: Bool {
    guard case .word(_, nil) = current.kind else { return false }
    return clauses.isAtMargin
  }

  /// Whether a line begins here with a word that is almost a statement's keyword, or is
  /// one in another language, and something follows it.
  private var seemsToBeginStatement: Bool {
    if clauses.beginsSentence || current.keyword?.startsStatement == true && clauses.isAtMargin { return true }
    guard case .word(let word, nil) = current.kind, current.isFirstOnLine else { return false }
    let next = peek()
    // A definition without its kind.
    if next.isSymbol(.equal), clauses.isAtMargin { return true }
    guard next.isName || next.isLiteral || next.isSymbol(.star), !next.isFirstOnLine else { return false }
    // Two words or a word and a literal side by side are in no expression.
    if next.isLiteral || next.keyword == nil && !next.isSymbol(.star) { return true }
    return ForeignWord(rawValue: word.lowercased())?.beginsStatement == true
      || nearestKeyword(to: word, among: Keyword.statements.map(\.rawValue)) != nil
  }

  /// Statement = Load | Append | Link | Column | Table | AsOf | Param | Metric | Lifecycle | Segment | Split | Measure | Function
  ///           | Show | List | Describe | Explain | Why | Expect | Export | Snapshot | Report | Note | Use ;
  func parseStatement() -> StatementSyntax? {
    correctMisspeltStatement()
    let start = start
    let keyword = current.keyword
    note(Keyword.statements + [.as])
    cursor.table = nil
    form = keyword.flatMap { StatementForm.byKeyword[$0] }
    let kind: StatementSyntax.Kind?
    switch keyword.flatMap({ StatementKeyword(rawValue: $0.rawValue) }) {
    case .load: kind = parseLoad()
    case .append: kind = parseAppend()
    case .link: kind = parseLink()
    case .column: kind = parseColumn()
    case .table: kind = parseTable()
    case .as: kind = parseAsOf()
    case .param: kind = parseParam()
    case .metric: kind = parseMetric()
    case .measure: kind = parseMeasure()
    case .lifecycle: kind = parseLifecycle()
    case .segment: kind = parseSegment()
    case .split: kind = parseSplit()
    case .function: kind = parseFunction()
    case .show: kind = parseShow()
    case .list: kind = parseList()
    case .describe: kind = parseDescribe()
    case .explain: kind = parseExplain()
    case .why: kind = parseWhy()
    case .expect: kind = parseExpect()
    case .export: kind = parseExport()
    case .snapshot: kind = parseSnapshot()
    case .report: kind = parseReport()
    case .note: kind = parseNote()
    case .use: kind = parseUse()
    case nil: kind = failStatement()
    }
    return kind.map { StatementSyntax($0, span(from: start)) }
  }

  /// A word that is almost a statement's keyword, followed by what may follow one.
  private func correctMisspeltStatement() {
    guard case .word(let word, nil) = current.kind, peek().isName || peek().isLiteral,
      ForeignWord(rawValue: word.lowercased()) == nil,
      let nearest = nearestKeyword(to: word, among: Keyword.statements.map(\.rawValue)),
      let keyword = Keyword(word: nearest)
    else { return }
    report(.unknownStatement(word, nearest: nearest, isValue: false, at: placeOfCurrent))
    replaceCurrent(with: keyword)
  }

  private func failStatement() -> StatementSyntax.Kind? {
    let place = placeOfCurrent
    switch current.kind {
    case .word(_, .not) where place.text == "!": fail(.shellCommand(at: place))
    case .word(let word, _) where ["help", "exit", "quit"].contains(word.lowercased()): fail(.promptCommand(word, at: place))
    case .word(let word, nil) where word.lowercased() == "asof": fail(.misspelt(word, "as of", at: place))
    case .word(let word, .desc) where peek().isName: fail(.misspelt(word, "describe", at: place))
    case .word(let word, let keyword):
      if let foreign = ForeignWord(rawValue: word.lowercased()) {
        fail(.foreignStatement(word, foreign, isConstant: definesConstant(1), at: place))
      } else if let keyword, keyword.isReserved || peek().keyword == .by {
        fail(.clauseAsStatement(word, at: place))
      } else if peek().isSymbol(.equal) || peek().isSymbol(.colon) {
        fail(.bareDefinition(word, kind: definesConstant(0) ? .param : .metric, at: place))
      } else {
        if let spaced = ChineseWords.spaced(word) { return failGlued(spaced, place) }
        let nearest = nearestKeyword(to: word, among: Keyword.statements.map(\.rawValue) + ["help"])
        if nearest == "help" {
          fail(.promptCommand(word, at: place))
          return nil
        }
        fail(.unknownStatement(word, nearest: nearest, isValue: isValue, at: place))
      }
    case .quoted where isValue:
      fail(.unknownStatement(place.text, nearest: nil, isValue: true, at: place))
    case .quoted, .text, .integer, .number, .percent, .date, .timestamp, .period, .symbol, .bad, .end:
      fail(.noStatement(current, at: place))
    }
    return nil
  }

  /// 显示忠诚: a statement without spaces.
  private func failGlued(_ spaced: String, _ place: SourceSpan) -> StatementSyntax.Kind? {
    fail(.wordsWithoutSpaces(spaced, at: place))
    return nil
  }

  /// `set floor = 5`: whether a name, that many tokens ahead, is given a literal.
  private func definesConstant(_ ahead: Int) -> Bool {
    guard (ahead == 0 ? current : peek(ahead)).isName, peek(ahead + 1).isSymbol(.equal), peek(ahead + 2).isLiteral else { return false }
    let after = peek(ahead + 3)
    return after.isEnd || after.isSymbol(.semicolon) || after.isFirstOnLine
  }

  /// A name by itself, or a call, that may be meant for `show`.
  private var isValue: Bool {
    let next = peek()
    return next.isEnd || next.isSymbol(.semicolon) || next.isFirstOnLine
      || next.isSymbol(.leftParenthesis) && next.range.lowerBound == current.range.upperBound
  }

  /// A statement ends where the next one begins, at `;` and at the end of the text.
  func expectEndOfStatement() {
    if current.isEnd || at(.semicolon) || beginsStatement(index) { return }
    if let keyword = current.keyword, keyword.startsStatement || keyword == .as && peek().keyword == .of { return }
    // A line that begins with what continues no statement is reported as a statement.
    if current.isFirstOnLine, case .word(_, let keyword) = current.kind, keyword?.continuesStatement != true { return }
    if clauses.beginsSentence { return }
    if windows.beginsWindow { return fail(.windowOutside(call: nil, inside: "", at: placeOfCurrent, replacing: nil)) }
    if at(.in) || (at(.not) && peek().keyword == .in) { return fail(.inWantsList(peek(), at: placeOfCurrent)) }
    fail(
      .unexpectedAfterStatement(
        current, next: peek(), before: index > 0 ? tokens[index - 1] : nil, at: placeOfCurrent, form: form))
  }

  // MARK: Questions

  /// Show = "show" Item { "," Item }
  ///        [ < "of" Name | Condition | By | Having | Ranking | Cut | Pivot | "with" "totals" | "with" "interval" | Draw > ] ;
  func parseShow() -> StatementSyntax.Kind {
    advance()
    let items = parseSequence { clauses.parseItem() }
    return .show(
      ShowSyntax(
        items: items,
        clauses: clauses.parseClauses([.segment, .condition, .dimensions, .having, .ranking, .cut, .pivot, .interval, .totals, .drawing])))
  }

  /// List = "list" ( "*" { "," Item } | Item { "," Item } )
  ///        [ < "of" Name [ "." Name ] | Condition | Ranking | Cut | "with" "interval" > ] ;
  func parseList() -> StatementSyntax.Kind {
    advance()
    let hasAllColumns = take(.star) || isMissingStar()
    let items = !hasAllColumns || take(.comma) ? parseSequence { clauses.parseItem() } : []
    return .list(
      ListSyntax(items: items, hasAllColumns: hasAllColumns, clauses: clauses.parseClauses([.rows, .condition, .ranking, .cut, .interval])))
  }

  /// `list of loyal`: means every column.
  private func isMissingStar() -> Bool {
    guard at(.of) || at(.where) else { return false }
    report(.missingStar(at: gap))
    return true
  }

  /// Describe = "describe" Name [ OfTable ] ;
  func parseDescribe() -> StatementSyntax.Kind? {
    advance()
    let name = parseName("a definition after `describe`", .anything)
    let table = at(.of) ? expressions.parseOfTable() : nil
    return name.text.isEmpty ? nil : .describe(name, of: table)
  }

  /// Explain = "explain" Name ;
  func parseExplain() -> StatementSyntax.Kind? {
    advance()
    let name = parseName("a segment after `explain`", .segment)
    return name.text.isEmpty ? nil : .explain(name)
  }

  /// Why = "why" Sum "in" Name ;
  func parseWhy() -> StatementSyntax.Kind? {
    advance()
    expressions.habits.correctBareTest()
    cursor.isKey = true
    let key = expressions.parseSum()
    cursor.isKey = false
    if current.isEnd, !isPanicking {
      fail(expecting: "`in` and a segment", fix: Diagnostic.Fix("name a segment or a lifecycle: `why \(key.span.text) in NAME`"))
    }
    correctWord(.in, from: [.of, .from])
    expectWord(.in, "`in` and a segment")
    let name = parseName("a segment after `in`", .segment)
    return name.text.isEmpty ? nil : .why(key, name)
  }

  /// Expect = "expect" Expression [ "else" text ] ;
  func parseExpect() -> StatementSyntax.Kind {
    advance()
    let condition = expressions.parseExpression()
    correctMissingElse()
    let message = take(.else) ? parseText("a message in quotes after `else`").text : nil
    return .expect(condition, message: message)
  }

  /// `expect C "message"`, `expect C, "message"`.
  private func correctMissingElse() {
    let hasComma = at(.comma)
    let message = hasComma ? peek() : current
    guard case .text = message.kind, !message.isFirstOnLine else { return }
    report(.missingElseOfExpect(at: hasComma ? placeOfCurrent : gap))
    if hasComma { advance() }
    // The text is read after `else`.
    _ = parseText("a message in quotes")
  }

  /// Export = "export" Name "to" text [ < "columns" Item { "," Item } | "with" Options > ] ;
  func parseExport() -> StatementSyntax.Kind? {
    advance()
    let isLast = at(.last)
    var what = parseName("a segment or `last` after `export`", .segment)
    if isLast { what = NameSyntax(Keyword.last.rawValue, what.span) }
    correctWord(.to, from: [.into, .as])
    expectWord(.to, "`to` and a file")
    let (path, span) = parsePath("a file in quotes after `to`")
    if what.text.isEmpty { return nil }
    return .export(ExportSyntax(what: what, path: path, pathSpan: span, clauses: clauses.parseClauses([.columns, .options])))
  }

  /// Snapshot = "snapshot" Name "as" text [ "with" Options ] ;
  func parseSnapshot() -> StatementSyntax.Kind? {
    advance()
    if at(.of), peek().isName {
      report(.foreignClause("snapshot of", "snapshot", replacement: "", at: placeOfCurrent))
      advance()
    }
    let what = parseName("a segment after `snapshot`", .segment)
    correctWord(.as, from: [.to, .into, .in])
    expectWord(.as, "`as` and a file")
    let (path, span) = parsePath("a file in quotes after `as`")
    if what.text.isEmpty { return nil }
    return .snapshot(ExportSyntax(what: what, path: path, pathSpan: span, clauses: clauses.parseClauses([.options])))
  }
}
