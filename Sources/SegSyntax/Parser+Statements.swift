// Which statement begins here, and the statements that ask.

import SegDiagnostics

extension Parser {
  /// Statement = Load | AsOf | Param | Metric | Lifecycle | Segment | Split | Measure | Function
  ///           | Show | List | Describe | Explain | Why | Expect | Export | Use ;
  mutating func parseStatement() -> StatementSyntax? {
    correctMisspeltStatement()
    let start = start
    let keyword = current.keyword
    form = keyword.flatMap { StatementForm.byKeyword[$0] }
    let kind: StatementSyntax.Kind?
    switch keyword {
    case .load: kind = parseLoad()
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
    case .use: kind = parseUse()
    default: kind = failStatement()
    }
    return kind.map { StatementSyntax($0, span(from: start)) }
  }

  /// A word that is nearly a statement's keyword, with what may follow one.
  private mutating func correctMisspeltStatement() {
    guard case .word(let word, nil) = current.kind, peek().isName || peek().isLiteral,
      ForeignWord(rawValue: word.lowercased()) == nil,
      let nearest = Self.nearest(to: word, among: Keyword.statements.map(\.rawValue)),
      let keyword = Keyword(word: nearest)
    else { return }
    report(.unknownStatement(word, nearest: nearest, isValue: false, at: placeOfCurrent))
    replaceCurrent(with: keyword)
  }

  private mutating func failStatement() -> StatementSyntax.Kind? {
    let place = placeOfCurrent
    switch current.kind {
    case .word(let word, let keyword):
      if let foreign = ForeignWord(rawValue: word.lowercased()) {
        fail(.foreignStatement(word, foreign, at: place))
      } else if let keyword, keyword.isReserved || peek().keyword == .by {
        fail(.clauseAsStatement(word, at: place))
      } else if peek().isSymbol(.equal) || peek().isSymbol(.colon) {
        fail(.bareDefinition(word, at: place))
      } else {
        let nearest = Self.nearest(to: word, among: Keyword.statements.map(\.rawValue))
        fail(.unknownStatement(word, nearest: nearest, isValue: isValue, at: place))
      }
    case .quoted where isValue:
      fail(.unknownStatement(place.text, nearest: nil, isValue: true, at: place))
    case .quoted, .text, .integer, .number, .percent, .date, .timestamp, .period, .symbol, .bad, .end:
      fail(.noStatement(current, at: place))
    }
    return nil
  }

  /// A name by itself, or a call: something to be shown.
  private var isValue: Bool {
    let next = peek()
    return next.isEnd || next.isSymbol(.semicolon) || next.isFirstOnLine
      || next.isSymbol(.leftParenthesis) && next.range.lowerBound == current.range.upperBound
  }

  /// A statement is over where the next begins, at `;` and at the text's end.
  mutating func expectEndOfStatement() {
    if current.isEnd || at(.semicolon) || beginsStatement(index) { return }
    if let keyword = current.keyword, keyword.startsStatement || keyword == .as && peek().keyword == .of { return }
    if case .word(_, nil) = current.kind, current.isFirstOnLine { return }  // reported as a statement
    if beginsWindow { return fail(.windowOutside(call: nil, inside: "", at: placeOfCurrent, replacing: nil)) }
    if at(.in) || (at(.not) && peek().keyword == .in) { return fail(.inWantsList(peek(), at: placeOfCurrent)) }
    fail(.unexpectedAfterStatement(current, next: peek(), at: placeOfCurrent, form: form))
  }

  // MARK: Questions

  /// Show = "show" Item { "," Item } [ < "of" Name | Condition | By | Ranking | Cut | Draw > ] ;
  mutating func parseShow() -> StatementSyntax.Kind {
    advance()
    var show = ShowSyntax(items: parseSequence { $0.parseItem() })
    var seen: [Keyword: SourceSpan] = [:]
    while let clause = nextClause([.of, .where, .by, .rank, .top, .draw], &seen) {
      switch clause {
      case .of: show.segment = parseOfTable()
      case .where: show.condition = parseCondition()
      case .by: show.dimensions = parseBy()
      case .rank: show.ranking = parseRanking()
      case .top: show.cut = parseCut()
      default: show.drawing = parseDraw()
      }
    }
    return .show(show)
  }

  /// By = "by" Item { "," Item } ;
  mutating func parseBy() -> [ItemSyntax] {
    expect(.by, "`by`")
    return parseSequence { $0.parseItem() }
  }

  /// Draw = "draw" Name ;
  mutating func parseDraw() -> NameSyntax {
    expect(.draw, "`draw`")
    return parseName("a kind of picture after `draw`")
  }

  /// List = "list" ( "*" { "," Item } | Item { "," Item } ) [ < "of" Name [ "." Name ] | Condition | Ranking | Cut > ] ;
  mutating func parseList() -> StatementSyntax.Kind {
    advance()
    var list = ListSyntax(items: [])
    list.hasAllColumns = take(.star) || isMissingStar()
    if !list.hasAllColumns || take(.comma) { list.items = parseSequence { $0.parseItem() } }
    var seen: [Keyword: SourceSpan] = [:]
    while let clause = nextClause([.of, .where, .rank, .top], &seen) {
      switch clause {
      case .of: list.of = parseOf()
      case .where: list.condition = parseCondition()
      case .rank: list.ranking = parseRanking()
      default: list.cut = parseCut()
      }
    }
    return .list(list)
  }

  /// `list of loyal`: every column is meant.
  private mutating func isMissingStar() -> Bool {
    guard at(.of) || at(.where) else { return false }
    report(.missingStar(at: gap))
    return true
  }

  private mutating func parseOf() -> [NameSyntax] {
    let name = parseOfTable()
    return take(.dot) ? [name, parseMember("`rejects` after `\(name.text).`")] : [name]
  }

  /// Describe = "describe" Name ;
  mutating func parseDescribe() -> StatementSyntax.Kind? {
    advance()
    let name = parseName("a definition after `describe`")
    return name.text.isEmpty ? nil : .describe(name)
  }

  /// Explain = "explain" Name ;
  mutating func parseExplain() -> StatementSyntax.Kind? {
    advance()
    let name = parseName("a segment after `explain`")
    return name.text.isEmpty ? nil : .explain(name)
  }

  /// Why = "why" Sum "in" Name ;
  mutating func parseWhy() -> StatementSyntax.Kind? {
    advance()
    let key = parseSum()
    expectWord(.in, "`in` and a segment")
    let name = parseName("a segment after `in`")
    return name.text.isEmpty ? nil : .why(key, name)
  }

  /// Expect = "expect" Expression [ "else" text ] ;
  mutating func parseExpect() -> StatementSyntax.Kind {
    advance()
    let condition = parseExpression()
    let message = take(.else) ? parseText("a message in quotes after `else`").text : nil
    return .expect(condition, message: message)
  }

  /// Export = "export" Name "to" text [ "columns" Item { "," Item } ] ;
  mutating func parseExport() -> StatementSyntax.Kind? {
    advance()
    let what = parseName("a segment or `last` after `export`")
    expectWord(.to, "`to` and a file")
    let (path, span) = parseText("a file in quotes after `to`")
    if what.text.isEmpty { return nil }
    var export = ExportSyntax(what: what, path: path, pathSpan: span)
    var seen: [Keyword: SourceSpan] = [:]
    while nextClause([.columns], &seen) != nil {
      advance()
      export.columns = parseSequence { $0.parseItem() }
    }
    return .export(export)
  }
}
