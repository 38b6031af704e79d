// The clauses that several statements share, in any order and each once.

import SegDiagnostics

extension Parser {
  /// The clause that begins at the token at hand, if it is one of `allowed`;
  /// its keyword is not consumed. A word that habit or a slip put in place of
  /// the keyword is reported and read as meant; a clause given twice is
  /// reported and parsed. All cuts count as `top`.
  mutating func nextClause(_ allowed: [Keyword], _ seen: inout [Keyword: SourceSpan]) -> Keyword? {
    correctForeignClause(allowed)
    correctFrom(allowed)
    correctGluedCut(allowed)
    correctMisspelt(among: allowed)
    guard let keyword = current.keyword else { return nil }
    let isCut = [.top, .bottom, .cover, .spend].contains(keyword)
    let clause = isCut ? .top : keyword
    guard allowed.contains(clause), !beginsStatement(index) else { return nil }
    let place = placeOfCurrent
    if let first = seen[clause] {
      let name = isCut ? "\(keyword.rawValue)` and `\(first.text)" : keyword.rawValue
      report(.duplicateClause(name, at: place, first: first))
    }
    seen[clause] = place
    return clause
  }

  /// A word that is no keyword, but nearly one of `keywords`.
  mutating func correctMisspelt(among keywords: [Keyword]) {
    guard case .word(let word, nil) = current.kind else { return }
    var candidates = keywords.map(\.rawValue)
    if keywords.contains(.top) { candidates += ["bottom", "cover", "spend"] }
    // At a line's start it is as likely a statement.
    if current.isFirstOnLine { candidates += Keyword.statements.map(\.rawValue) }
    guard let nearest = Self.nearest(to: word, among: candidates), let keyword = Keyword(word: nearest),
      !keyword.startsStatement
    else { return }
    report(.misspelt(word, nearest, at: placeOfCurrent))
    replaceCurrent(with: keyword)
  }

  /// The keyword nearest to a word. A word of one or two letters is near to
  /// everything short, so it counts as a name.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    word.count < 3 ? nil : Speller.nearest(to: word, among: candidates)
  }

  /// `order by`, `sort by`, `group by`, `limit`, `having`.
  private mutating func correctForeignClause(_ allowed: [Keyword]) {
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
    case .having where form?.keyword == "show":
      fail(.havingGroups(word, at: place))
    case .having where allowed.contains(.where):
      report(.foreignClause(word, "where", replacement: "where", at: place))
      replaceCurrent(with: .where)
    case .group where peek().keyword == .by:
      let ours = allowed.contains(.by) ? "by" : "per"
      let whole = place.merged(with: span(of: peek()))
      report(.foreignClause("group by", ours, replacement: ours, at: whole))
      advance()
      if ours == "per" { replaceCurrent(with: .per) }
    case .select, .create, .insert, .update, .delete, .drop, .alter, .join, .union, .filter, .find, .get, .order,
      .sort, .group, .limit, .having, .offset, .fetch, .let, .var, .set, .def, .define, .cohort, .audience, .print,
      .display, .import, .include, .open, .read, .save, .write, .plot, .chart:
      break
    }
  }

  /// `list * from orders`: `of`, where nothing comes `from` elsewhere.
  private mutating func correctFrom(_ allowed: [Keyword]) {
    guard at(.from), allowed.contains(.of), !allowed.contains(.from), peek().isName else { return }
    report(.foreignClause("from", "of", replacement: "of", at: placeOfCurrent))
    replaceCurrent(with: .of)
  }

  /// `top20%`: a word and its number grown together.
  private mutating func correctGluedCut(_ allowed: [Keyword]) {
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

  mutating func replaceCurrent(with keyword: Keyword) {
    guard !isPanicking else { return }
    let token = tokens[index]
    tokens[index] = Token(
      kind: .word(keyword.rawValue, keyword), range: token.range, isFirstOnLine: token.isFirstOnLine)
  }

  /// Ranking = "rank" "by" RankKey { "," RankKey } [ Per ] ;
  mutating func parseRanking() -> RankingSyntax {
    expect(.rank, "`rank by`")
    if !take(.by) {
      if current.isName || current.isLiteral || at(.leftParenthesis) {
        report(.missingWord("by", after: "rank", at: gap))
      } else {
        fail(expecting: "`by` after `rank`")
      }
    }
    var ranking = RankingSyntax(keys: parseSequence { $0.parseRankKey() })
    var seen: [Keyword: SourceSpan] = [:]
    while nextClause([.per], &seen) == .per { ranking.per = parsePer() }
    return ranking
  }

  /// RankKey = Expression [ "asc" | "desc" ] ;
  mutating func parseRankKey() -> RankKeySyntax {
    let expression = parseExpression()
    if case .word(let word, nil) = current.kind, ["ascending", "descending"].contains(word.lowercased()) {
      let keyword: Keyword = word.lowercased() == "ascending" ? .asc : .desc
      report(.misspelt(word, keyword.rawValue, at: placeOfCurrent))
      replaceCurrent(with: keyword)
    }
    let ascending = take(.asc)
    if !ascending { _ = take(.desc) }
    return RankKeySyntax(expression: expression, ascending: ascending)
  }

  /// Cut = ( "top" | "bottom" ) Amount | "cover" [ "-" ] Amount [ "of" Expression ]
  ///     | "spend" [ "-" ] Amount "of" Expression ;
  mutating func parseCut() -> CutSyntax {
    let start = start
    let keyword = current.keyword
    advance()
    let sign = self.start
    let isNegative = (keyword == .cover || keyword == .spend) && take(.minus)
    var amount = parseAmount(after: keyword?.rawValue ?? "top")
    if isNegative { amount = ExpressionSyntax(.negate(amount), span(from: sign)) }
    let kind: CutSyntax.Kind
    switch keyword {
    case .bottom: kind = .bottom
    case .cover: kind = .cover(of: take(.of) ? parseExpression() : nil)
    case .spend:
      expect(.of, "`of` and what is spent for each customer")
      kind = .spend(of: parseExpression())
    default: kind = .top
    }
    return CutSyntax(kind: kind, amount: amount, span: span(from: start))
  }

  /// Amount = number | percent | Name ;
  mutating func parseAmount(after what: String) -> ExpressionSyntax {
    let start = start
    switch current.kind {
    case .integer, .number, .percent:
      let amount = parseLiteral()
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
  private mutating func readPercentWord(_ amount: ExpressionSyntax) -> ExpressionSyntax {
    guard case .word(let word, _) = current.kind, !current.isFirstOnLine else { return amount }
    let number: Double
    switch amount.kind {
    case .integer(let value): number = Double(value)
    case .number(let value): number = value
    default: return amount
    }
    let isTwoWords = at(.per) && peek().isWord("cent")
    guard isTwoWords || ["percent", "percents", "pct"].contains(word.lowercased()) else { return amount }
    advance()
    if isTwoWords { advance() }
    let place = span(from: amount.span.range.lowerBound)
    report(.percentInWords(amount.span.text, at: place))
    return ExpressionSyntax(.percent(number / 100), place)
  }

  /// Item = Expression [ "as" Name ] ;
  mutating func parseItem() -> ItemSyntax {
    let expression = parseExpression()
    guard at(.as), peek().keyword != .of else { return ItemSyntax(expression: expression) }
    advance()
    return ItemSyntax(expression: expression, name: parseName("a name after `as`"))
  }
}
