// Clauses that belong to one statement.

import SegDiagnostics

extension ClauseParser {
  /// Options = "(" Option { "," Option } ")" ;
  func parseOptions() -> [OptionSyntax] {
    if current.isName, !current.isFirstOnLine { return parseBareOptions() }
    let opening = current
    expect(.leftParenthesis, "`(` and the options")
    brackets += 1
    defer {
      brackets -= 1
      depth -= 1
    }
    guard descend() else { return [] }
    let options = parseSequence { parseOption() }
    expectClosing(of: opening)
    return options
  }

  /// `with types (id: text)`, `with delimiter ";"`: options without their parentheses.
  private func parseBareOptions() -> [OptionSyntax] {
    let start = start
    var options: [OptionSyntax] = []
    var texts: [String] = []
    repeat {
      let name = parseMember("an option's name")
      if !take(.colon) { _ = take(.equal) }
      let isGroup = beginsOptionGroup
      let before = self.start
      let value: OptionSyntax.Value = isGroup ? .group(parseOptions()) : .expression(expressions.parseExpression())
      options.append(OptionSyntax(name: name, value: value))
      texts.append("\(name.span.text): \(span(from: before).text)")
    } while take(.comma) && !isPanicking
    if !isPanicking { report(.optionsWithoutParentheses("(\(texts.joined(separator: ", ")))", at: span(from: start))) }
    return options
  }

  /// Option = Name ":" ( Options | Values | Expression ) ;
  func parseOption() -> OptionSyntax {
    note(.option)
    let name = parseOptionName()
    let option = cursor.option
    cursor.option = name.text
    defer { cursor.option = option }
    if at(.equal) {
      report(.equalForColon(at: placeOfCurrent))
      advance()
    } else {
      expect(.colon, "`:` after the option's name")
    }
    if beginsOptionGroup {
      return OptionSyntax(name: name, value: .group(parseOptions()))
    }
    if at(.leftParenthesis) { listStart = index }
    return OptionSyntax(name: name, value: .expression(expressions.parseExpression()))
  }

  /// Whether a parenthesis opens options, each with a name and a colon.
  private var beginsOptionGroup: Bool {
    guard at(.leftParenthesis) else { return false }
    var ahead = 1
    while peek(ahead).isName || peek(ahead).keyword != nil { ahead += 1 }
    return ahead > 1 && peek(ahead).isSymbol(.colon)
  }

  /// The name of an option or a column; several words are one name that lacks its backticks.
  private func parseOptionName() -> NameSyntax {
    let start = start
    let name = parseMember("an option's name")
    guard current.isName || current.keyword != nil || current.isLiteral, !current.isFirstOnLine else { return name }
    var ahead = 1
    while peek(ahead).isName || peek(ahead).keyword != nil || peek(ahead).isLiteral { ahead += 1 }
    guard peek(ahead).isSymbol(.colon) else { return name }
    for _ in 0..<ahead { advance() }
    let whole = span(from: start)
    report(.nameWithoutBackticks(whole))
    return NameSyntax(whole.text, whole)
  }

  /// Base = "from" Name ;
  func parseBase() -> NameSyntax {
    expect(.from, "`from`")
    return parseName("a segment after `from`", .segment)
  }

  /// By = "by" Item { "," Item } ;
  func parseBy() -> [ItemSyntax] {
    expect(.by, "`by`")
    return parseSequence { parseItem() }
  }

  /// Having = "having" Expression ;
  func parseHaving() -> ExpressionSyntax {
    expect(.having, "`having`")
    return expressions.parseExpression()
  }

  /// Pivot = "pivot" ( Every | Expression ) ;
  func parsePivot() -> ExpressionSyntax {
    expect(.pivot, "`pivot`")
    return expressions.callParser.beginsEvery ? expressions.callParser.parseEvery() : expressions.parseExpression()
  }

  /// Totals = "with" "totals" ;
  func parseTotals() {
    expect(.with, "`with`")
    if let word = ["rollup", "total", "cube"].first(where: { current.isWord($0) }) {
      report(.foreignClause("with \(word)", "with totals", replacement: "totals", at: placeOfCurrent))
      return advance()
    }
    expectWord(.totals, "`totals` after `with`")
  }

  /// Interval = "with" "interval" ;
  func parseInterval() {
    expect(.with, "`with`")
    let begin = start
    if case .percent = current.kind { advance() }
    while case .word(let word, let keyword) = current.kind,
      Self.wordsOfIntervals.contains(word.lowercased()) || keyword == .interval && begin != start
    {
      advance()
    }
    if begin != start {
      let written = span(from: begin)
      return report(.foreignClause("with \(written.text)", "with interval", replacement: "interval", at: written))
    }
    expectWord(.interval, "`interval` after `with`")
  }

  /// Draw = "draw" Name ;
  func parseDraw() -> NameSyntax {
    expect(.draw, "`draw`")
    let name = parseName("a kind of picture after `draw`", .picture)
    return ChineseNames.drawing(name.text).map { NameSyntax($0, name.span) } ?? name
  }

  /// `of TABLE`, `of TABLE.rejects`.
  func parseRows() -> [NameSyntax] {
    let name = expressions.parseOfTable()
    cursor.table = name.text
    return take(.dot) ? [name, parseMember("`rejects` after `\(name.text).`")] : [name]
  }
}
