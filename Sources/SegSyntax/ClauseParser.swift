// The clauses that several statements share, in any order and each once.

import SegDiagnostics

/// Parses the clauses of statements.
struct ClauseParser: SyntaxParser {
  let cursor: TokenCursor

  var expressions: ExpressionParser { ExpressionParser(cursor: cursor) }

  /// The clauses that stand here, as long as they are among `allowed`. One that is
  /// given twice is reported, and both are there.
  func parseClauses(_ allowed: [ClauseSyntax.Kind]) -> [ClauseSyntax] {
    var clauses: [ClauseSyntax] = []
    var seen: [ClauseSyntax.Kind: SourceSpan] = [:]
    while let kind = nextClause(allowed, &seen) {
      let (start, place) = (start, cursor.clauses.count)
      clauses.append(parse(kind))
      cursor.clauses.insert((kind, start..<max(start, lastEnd)), at: min(place, cursor.clauses.count))
    }
    if current.isEnd {
      cursor.clausesAtEnd += allowed
      let open = allowed.filter { kind in !clauses.contains { $0.kind == kind } }
      note(open.flatMap(\.keywords))
    }
    return clauses
  }

  /// The clause that begins at the token at hand, if it is one of `allowed`;
  /// its keyword is not consumed. A word that habit or a slip put in place of
  /// the keyword is reported and read as meant.
  private func nextClause(_ allowed: [ClauseSyntax.Kind], _ seen: inout [ClauseSyntax.Kind: SourceSpan]) -> ClauseSyntax.Kind? {
    let words = allowed.compactMap(\.keywords.first)
    correctForeignClause(words)
    correctPrepositions(words)
    correctFrom(words)
    correctGluedCut(words)
    correctMisspelt(among: words)
    guard let keyword = current.keyword,
      let kind = allowed.first(where: { $0.keywords.contains(keyword) && ($0 != .interval || isWithInterval) }),
      !beginsStatement(index), !beginsSentence, kind != .members || isAsSegment
    else { return nil }
    let place = placeOfCurrent
    if let first = seen[kind] {
      let name = kind == .cut ? "\(keyword.rawValue)` and `\(first.text)" : keyword.rawValue
      report(.duplicateClause(name, at: place, first: first))
    }
    seen[kind] = place
    return kind
  }

  /// Whether `with interval` follows, perhaps with a slip: `with 95% confidence intervals`.
  private var isWithInterval: Bool {
    let next = if case .percent = peek().kind { peek(2) } else { peek() }
    guard case .word(let word, let keyword) = next.kind else { return false }
    return keyword == .interval || Self.wordsOfIntervals.contains(word.lowercased())
      || keyword == nil && nearestKeyword(to: word, among: [Keyword.interval.rawValue]) != nil
  }

  /// What others write for `interval`.
  static let wordsOfIntervals: Set = ["intervals", "confidence", "ci", "cis", "error", "errors", "bars", "bands", "bounds"]

  /// Whether `as segment` follows, perhaps with a slip: anything else after `as` is no clause of a load.
  private var isAsSegment: Bool {
    if peek().keyword == .segment || peek().isWord("a") && peek(2).keyword == .segment { return true }
    guard case .word(let word, nil) = peek().kind else { return false }
    return nearestKeyword(to: word, among: [Keyword.segment.rawValue]) != nil
  }

  /// Whether a line begins here that is a sentence of its own, although its first word may
  /// continue a statement: `top 10 customers by revenue`, `draw revenue by city`.
  var beginsSentence: Bool {
    guard isAtMargin else { return false }
    switch current.kind {
    case .bad: return true
    case .word(_, .top?), .word(_, .bottom?): return peek().isLiteral && peek(2).isName && peek(2).keyword == nil && !peek(2).isFirstOnLine
    case .word(_, .draw?):
      let isPicture = Self.pictures.contains { peek().isWord($0) } || ChineseNames.drawing(source.text(peek().range)) != nil
      return !isPicture && peek().isName && (peek(2).keyword == .by || peek(2).keyword == .of)
    case .word, .quoted, .text, .integer, .number, .percent, .date, .timestamp, .period, .symbol, .end: return false
    }
  }

  /// Whether a line begins here that is not indented.
  var isAtMargin: Bool { isAtMargin(current) }

  /// Whether a line that is not indented begins at a token.
  func isAtMargin(_ place: Int) -> Bool { isAtMargin(tokens[place]) }

  private func isAtMargin(_ token: Token) -> Bool {
    let start = token.range.lowerBound
    return token.isFirstOnLine && start == source.lineRange(source.line(at: start)).lowerBound
  }

  private static let pictures = ["bar", "stacked", "line", "area", "heat", "scatter", "histogram", "curve", "funnel", "spark", "overlay"]

  private func parse(_ kind: ClauseSyntax.Kind) -> ClauseSyntax {
    switch kind {
    case .key:
      advance()
      return .key(parseFileColumns(after: "key"))
    case .owner:
      advance()
      let owner = parseName("a table after `of`", .table)
      if current.isWord("on") {
        report(.foreignClause("on", "by", replacement: "by", at: placeOfCurrent))
        replaceCurrent(with: .by)
      }
      expectWord(.by, "`by` and the column that holds the owner's key")
      return .owner(owner, by: parseFileColumns(after: "by"))
    case .time:
      advance()
      return .time(parseFileColumn("a column after `at`"))
    case .options:
      advance()
      return .options(parseOptions())
    case .base: return .base(parseBase())
    case .segment: return .segment(expressions.parseOfTable(.segment))
    case .rows: return .rows(parseRows())
    case .condition: return .condition(expressions.callParser.parseCondition())
    case .dimensions: return .dimensions(parseBy())
    case .ranking: return .ranking(parseRanking())
    case .having: return .having(parseHaving())
    case .cut: return .cut(parseCut())
    case .pivot: return .pivot(parsePivot())
    case .totals:
      parseTotals()
      return .totals
    case .drawing: return .drawing(parseDraw())
    case .strata: return .strata(expressions.callParser.parsePer())
    case .seed:
      advance()
      return .seed(parseAmount(after: "seed"))
    case .columns:
      advance()
      return .columns(parseSequence { parseItem() })
    case .interval:
      parseInterval()
      return .interval
    case .distinct:
      advance()
      return .distinct
    case .members:
      advance()
      if current.isWord("a") {
        report(.foreignClause("as a segment", "as segment", replacement: "segment", at: placeOfCurrent.merged(with: span(of: peek()))))
        advance()
      }
      expectWord(.segment, "`segment` after `as`")
      return .members
    }
  }

  /// FileColumns = FileColumn { "," FileColumn } ;
  func parseFileColumns(after keyword: String) -> [FileColumnSyntax] {
    var columns = [parseFileColumn("a column after `\(keyword)`")]
    while take(.comma) { columns.append(parseFileColumn("a column after `,`")) }
    return columns
  }

  /// FileColumn = Name | Call | "(" Expression ")" ;
  func parseFileColumn(_ what: Message) -> FileColumnSyntax {
    isExpression ? FileColumnSyntax(expression: expressions.parsePrimary()) : FileColumnSyntax(name: parseName(what, .fileColumn))
  }

  /// Whether a column begins here that is made of others: a call, or something in parentheses.
  var isExpression: Bool {
    at(.leftParenthesis) || current.isName && peek().isSymbol(.leftParenthesis) && !peek().isFirstOnLine
  }

  /// `show … per city`, `load … on date`, `load … join customers`, `load … primary key id`.
  private func correctPrepositions(_ allowed: [Keyword]) {
    if current.isWord("primary"), peek().keyword == .key, allowed.contains(.key) {
      report(.foreignClause("primary key", "key", replacement: "key", at: placeOfCurrent.merged(with: span(of: peek()))))
      advance()
    }
    if current.isWord("join"), allowed.contains(.of), allowed.contains(.key), peek().isName {
      report(.foreignClause("join", "of", replacement: "of", at: placeOfCurrent))
      replaceCurrent(with: .of)
    }
    if allowed.contains(.where), !allowed.contains(.having), at(.having) {
      report(.foreignClause("having", "where", replacement: "where", at: placeOfCurrent))
      replaceCurrent(with: .where)
    }
    if allowed.contains(.by), !allowed.contains(.per), at(.per) {
      report(.foreignClause("per", "by", replacement: "by", at: placeOfCurrent))
      replaceCurrent(with: .by)
    }
    if current.isWord("on"), allowed.contains(.at), peek().isName {
      report(.foreignClause("on", "at", replacement: "at", at: placeOfCurrent))
      replaceCurrent(with: .at)
    }
  }

  /// `order by`, `sort by`, `group by`, `limit`.
  private func correctForeignClause(_ allowed: [Keyword]) {
    guard case .word(let word, nil) = current.kind, let foreign = ForeignWord(rawValue: word.lowercased()) else {
      return
    }
    let place = placeOfCurrent
    switch foreign {
    case .order where allowed.contains(.rank), .sort where allowed.contains(.rank):
      report(
        .foreignClause(
          word, "rank by", replacement: "rank", at: place, note: "the highest come first unless `asc` is written"))
      replaceCurrent(with: .rank)
    case .limit where allowed.contains(.top):
      report(.foreignClause(word, "top", replacement: "top", at: place))
      replaceCurrent(with: .top)
    case .group where peek().keyword == .by:
      let ours = allowed.contains(.by) ? "by" : "per"
      let whole = place.merged(with: span(of: peek()))
      report(.foreignClause("group by", ours, replacement: ours, at: whole))
      advance()
      if ours == "per" { replaceCurrent(with: .per) }
    case .select, .create, .insert, .update, .delete, .drop, .alter, .join, .union, .filter, .find, .get, .order,
      .sort, .group, .limit, .having, .offset, .fetch, .let, .var, .set, .def, .define, .cohort, .audience, .print,
      .display, .import, .include, .open, .read, .save, .write, .plot, .chart, .assert, .ensure, .check:
      break
    }
  }

  /// `list * from orders`: read as `of`, if the statement has no other `from`.
  private func correctFrom(_ allowed: [Keyword]) {
    guard at(.from), allowed.contains(.of), !allowed.contains(.from), peek().isName else { return }
    report(.foreignClause("from", "of", replacement: "of", at: placeOfCurrent))
    replaceCurrent(with: .of)
  }

  /// `top20%`: a word and its number without a space.
  private func correctGluedCut(_ allowed: [Keyword]) {
    guard allowed.contains(.top), case .word(let word, nil) = current.kind else { return }
    for keyword in [Keyword.top, .bottom, .cover, .spend] {
      let number = word.dropFirst(keyword.rawValue.count)
      guard word.lowercased().hasPrefix(keyword.rawValue), !number.isEmpty, number.allSatisfy(\.isNumber) else {
        continue
      }
      let percent = peek().isSymbol(.percent)
      let whole = percent ? placeOfCurrent.merged(with: span(of: peek())) : placeOfCurrent
      return fail(.gluedNumber(keyword.rawValue, number + (percent ? "%" : ""), at: whole))
    }
  }

  /// Ranking = "rank" "by" RankKey { "," RankKey } [ Per ] ;
  func parseRanking() -> RankingSyntax {
    expect(.rank, "`rank by`")
    if !take(.by) {
      if current.isName || current.isLiteral || at(.leftParenthesis) {
        report(.missingWord("by", after: "rank", at: gap))
      } else {
        fail(expecting: "`by` after `rank`")
      }
    }
    var ranking = RankingSyntax(keys: parseSequence { parseRankKey() })
    for case .strata(let per) in parseClauses([.strata]) { ranking.per = per }
    return ranking
  }

  /// RankKey = Expression [ "asc" | "desc" ] ;
  func parseRankKey() -> RankKeySyntax {
    let expression = expressions.parseExpression()
    if case .word(let word, nil) = current.kind, ["ascending", "descending"].contains(word.lowercased()) {
      let keyword: Keyword = word.lowercased() == "ascending" ? .asc : .desc
      report(.misspelt(word, keyword.rawValue, at: placeOfCurrent))
      replaceCurrent(with: keyword)
    }
    let ascending = take(.asc)
    if !ascending { _ = take(.desc) }
    return RankKeySyntax(expression: expression, ascending: ascending)
  }

  /// Cut = ( ( "top" | "bottom" ) Amount | "cover" [ "-" ] Amount [ "of" Expression ]
  ///     | "spend" [ "-" ] Amount "of" Expression ) [ Per ] ;
  func parseCut() -> CutSyntax {
    let start = start
    let keyword = current.keyword
    advance()
    let sign = self.start
    let isNegative = (keyword == .cover || keyword == .spend) && take(.minus)
    var amount = parseAmount(after: Message(verbatim: keyword?.rawValue ?? "top"))
    if isNegative { amount = ExpressionSyntax(.negate(amount), span(from: sign)) }
    var kind = CutSyntax.Kind.top
    if keyword == .bottom {
      kind = .bottom
    } else if keyword == .cover {
      kind = .cover(of: take(.of) ? expressions.parseExpression() : nil)
    } else if keyword == .spend {
      expect(.of, "`of` and what is spent for each customer")
      kind = .spend(of: expressions.parseExpression())
    }
    let span = span(from: start)
    return CutSyntax(kind: kind, amount: amount, per: at(.per) ? expressions.callParser.parsePer() : [], span: span)
  }

  /// Amount = number | percent | Name ;
  func parseAmount(after what: Message) -> ExpressionSyntax {
    let start = start
    switch current.kind {
    case .integer, .number, .percent:
      let amount = expressions.parseLiteral()
      if case .duration(let count, let unit) = amount.kind {
        fail(.durationForAmount(count, unit, after: what, at: amount.span))
      }
      return readPercentWord(amount)
    case .word where current.isName && !beginsStatement(index), .quoted:
      let name = parseName("an amount")
      return ExpressionSyntax(.name(name.text), span(from: start))
    case .bad:
      advance()
    case .word, .text, .date, .timestamp, .period, .symbol, .end:
      fail(expecting: "an amount after `\(what)`: a number, a percentage or a param")
    }
    return errorExpression(start)
  }

  /// `20 percent`, read as `20%`.
  private func readPercentWord(_ amount: ExpressionSyntax) -> ExpressionSyntax {
    guard case .word(let word, _) = current.kind, !current.isFirstOnLine else { return amount }
    var number: Double?
    if case .integer(let value) = amount.kind { number = Double(value) }
    if case .number(let value) = amount.kind { number = value }
    guard let number else { return amount }
    let isTwoWords = at(.per) && peek().isWord("cent")
    guard isTwoWords || ["percent", "percents", "pct"].contains(word.lowercased()) else { return amount }
    advance()
    if isTwoWords { advance() }
    let place = span(from: amount.span.range.lowerBound)
    report(.percentInWords(amount.span.text, at: place))
    return ExpressionSyntax(.percent(number / 100), place)
  }

  /// Item = ( Every | Expression ) [ "as" Name ] ;
  func parseItem() -> ItemSyntax {
    let start = start
    let expression = expressions.callParser.beginsEvery ? expressions.callParser.parseEvery() : expressions.parseExpression()
    if at(.in), !current.isFirstOnLine, let unit = peek().unit, !peek().isFirstOnLine, !peek(2).isSymbol(.leftParenthesis) {
      // A length of time `in weeks`
      advance()
      advance()
      report(.unitAfterItem(expression, unit, isNamed: at(.as), at: span(from: start)))
    }
    guard at(.as), peek().keyword != .of else { return ItemSyntax(expression: expression) }
    advance()
    return ItemSyntax(expression: expression, name: parseName("a name after `as`"))
  }
}
