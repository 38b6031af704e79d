// The statements that load tables and define names. A definition with a mistake still
// defines its name, so that its uses are not reported too.

import SegDiagnostics

extension StatementParser {
  /// Load = "load" Name "from" text { "," text } [ < Key | Owner | At | "as" "segment" | With > ] ;
  func parseLoad() -> StatementSyntax.Kind? {
    advance()
    if case .text(let path) = current.kind, peek().keyword != .from {
      fail(.fileWithoutName(path, at: placeOfCurrent))
      return nil
    }
    let name = parseName("a name for the table")
    expectWord(.from, "`from` and a file")
    let paths = parseFiles("a file in quotes after `from`")
    if name.text.isEmpty { return nil }
    loadedTables.insert(name.text)
    return .load(LoadSyntax(name: name, paths: paths, clauses: clauses.parseClauses([.key, .owner, .time, .members, .options])))
  }

  /// Append = "append" Name "from" text { "," text } [ With ] ;
  func parseAppend() -> StatementSyntax.Kind? {
    advance()
    let name = parseName("a table after `append`", .table)
    expectWord(.from, "`from` and a file")
    let paths = parseFiles("a file in quotes after `from`")
    if name.text.isEmpty { return nil }
    return .append(LoadSyntax(name: name, paths: paths, clauses: clauses.parseClauses([.options])))
  }

  private func parseFiles(_ what: Message) -> [PathSyntax] {
    func file(_ what: Message) -> PathSyntax {
      let (path, span) = parsePath(what)
      return PathSyntax(text: path, span: span)
    }
    var files = [file(what)]
    while true {
      if take(.comma) {
        files.append(file("another file in quotes after `,`"))
      } else if case .text = current.kind {
        report(.missingComma(before: current, inCall: false, at: gap))
        files.append(file(what))
      } else {
        return files
      }
    }
  }

  /// Link = "link" Name "to" Name "by" Name { "," Name } [ "as" Name ] ;
  func parseLink() -> StatementSyntax.Kind? {
    advance()
    let table = parseName("the table whose rows are linked", .table)
    expectWord(.to, "`to` and the table that is looked up")
    let target = parseName("a table after `to`", .table)
    if current.isWord("on") {
      report(.foreignClause("on", "by", replacement: "by", at: placeOfCurrent))
      replaceCurrent(with: .by)
    }
    expectWord(.by, "`by` and the column that holds the key of `\(target.text)`")
    let columns = clauses.parseFileColumns(after: "by")
    // A line `as of` is a statement of its own.
    let role = peek().keyword != .of && take(.as) ? parseName("a name for the link after `as`") : nil
    if table.text.isEmpty || target.text.isEmpty || columns.contains(where: { $0.name.text.isEmpty }) { return nil }
    return .link(LinkSyntax(table: table, target: target, columns: columns, role: role))
  }

  /// AsOf = "as" "of" Sum ;
  func parseAsOf() -> StatementSyntax.Kind {
    advance()
    expect(.of, "`of` after `as`")
    return .asOf(expressions.parseSum())
  }

  /// Param = "param" Name "=" ( Literal | "-" ( whole | number | percent ) ) ;
  func parseParam() -> StatementSyntax.Kind? {
    advance()
    let name = parseDefinedName("a name for the param")
    expectDefinitionSign(after: "the param's name")
    let value = expressions.parseExpression()
    if !value.isLiteral { report(.notALiteral(at: value.span)) }
    return name.text.isEmpty ? nil : .param(name, value)
  }

  /// Metric = "metric" Name "=" Expression [ text ] [ "in" ( Name | text ) ] ;
  func parseMetric() -> StatementSyntax.Kind? { parseDefinition("the metric").map { .metric($0) } }

  /// Measure = "measure" Name "=" Expression [ text ] [ "in" ( Name | text ) ] ;
  func parseMeasure() -> StatementSyntax.Kind? { parseDefinition("the measure").map { .measure($0) } }

  /// The common part of a metric and a measure, from the keyword on.
  func parseDefinition(_ what: Message) -> DefinitionSyntax? {
    advance()
    let name = parseDefinedName("a name for \(what)")
    return parseDefinition(of: name, after: "\(what)'s name")
  }

  /// What follows the name of a definition, from `=` on.
  func parseDefinition(of name: NameSyntax, after what: Message) -> DefinitionSyntax? {
    expectDefinitionSign(after: what)
    var definition = DefinitionSyntax(name: name, expression: expressions.parseExpression())
    if case .text(let text) = current.kind {
      definition.documentation = text
      advance()
    }
    if !windows.beginsWindow, take(.in) {
      definition.unitSpan = placeOfCurrent
      if case .text(let text) = current.kind {
        definition.unit = text
        advance()
      } else {
        let unit = current.unit.flatMap { current.isASCII ? nil : $0.rawValue + "s" }
        let name = parseName("a unit after `in`").text
        definition.unit = unit ?? name
      }
    }
    return name.text.isEmpty ? nil : definition
  }

  /// Function = "function" Name "(" [ Name { "," Name } ] ")" "=" Expression ;
  func parseFunction() -> StatementSyntax.Kind? {
    advance()
    let name = parseName("a name for the function")
    let opening = current
    expect(.leftParenthesis, "`(` and the function's parameters")
    brackets += 1
    let parameters = at(.rightParenthesis) ? [] : parseSequence { parseName("a parameter's name") }
    expectClosing(of: opening)
    brackets -= 1
    expectDefinitionSign(after: "the function's parameters")
    let body = expressions.parseExpression()
    return name.text.isEmpty ? nil : .function(name, parameters: parameters, body: body)
  }

  /// Lifecycle = "lifecycle" Name ":" { Name "when" Expression "," } Stage ;
  func parseLifecycle() -> StatementSyntax.Kind? {
    advance()
    let name = parseDefinedName("a name for the lifecycle")
    if at(.equal) {
      report(.equalForColon(at: placeOfCurrent))
      advance()
    } else {
      expect(.colon, "`:` after the lifecycle's name")
    }
    let stages = parseSequence { parseStage() }
    for stage in stages.dropLast() where stage.condition == nil && !isPanicking {
      report(.otherwiseNotLast(stage.name.text, at: stage.name.span))
    }
    return name.text.isEmpty ? nil : .lifecycle(name, stages)
  }

  /// Stage = Name ( "when" Expression | "otherwise" ) ;
  func parseStage() -> StageSyntax {
    let name = parseName("a stage")
    correctMisspelt(among: [.when, .otherwise])
    if at(.else) {
      report(.misspelt(placeOfCurrent.text, "otherwise", at: placeOfCurrent))
      replaceCurrent(with: .otherwise)
    }
    if take(.otherwise) { return StageSyntax(name: name, condition: nil) }
    if !name.text.isEmpty, !at(.when), !at(.where), !at(.if), current.isName || at(.leftParenthesis) || at(.not), !current.isFirstOnLine {
      report(.missingKeyword(.when, expecting: "`when` and a condition, or `otherwise`", found: current, at: gap))
      return StageSyntax(name: name, condition: expressions.parseExpression())
    }
    if at(.where) || at(.if) {
      report(.misspelt(placeOfCurrent.text, "when", at: placeOfCurrent))
      replaceCurrent(with: .when)
    }
    expect(.when, "`when` and a condition, or `otherwise`")
    return StageSyntax(name: name, condition: expressions.parseExpression())
  }

  /// Segment = "segment" Name < Base | Condition | Ranking | Cut > ;
  func parseSegment() -> StatementSyntax.Kind? {
    advance()
    let name = parseDefinedName("a name for the segment")
    let clauses = clauses.parseClauses([.base, .condition, .ranking, .cut])
    if clauses.isEmpty { failBareSegment(name) }
    return name.text.isEmpty ? nil : .segment(SegmentSyntax(name: name, clauses: clauses))
  }

  private func failBareSegment(_ name: NameSyntax) {
    if let spaced = ChineseWords.spaced(name.text) {
      fail(.wordsWithoutSpaces(spaced, at: name.span))
    } else if at(.equal) || at(.colon) {
      fail(.equalForWhere(at: placeOfCurrent))
    } else if current.isName || at(.not), !current.isFirstOnLine {
      fail(.missingKeyword(.where, expecting: "`where`, `from`, `rank by` or `top` after the segment's name", found: current, at: gap))
    } else {
      fail(expecting: "`where`, `from`, `rank by` or `top` after the segment's name")
    }
  }

  /// Split = "split" Name "into" Part { "," Part } [ < Per | Seed > ] ;
  func parseSplit() -> StatementSyntax.Kind? {
    advance()
    let name = parseName("a segment after `split`", .segment)
    correctWord(.into, from: [.to, .in])
    expectWord(.into, "`into` and the groups")
    let parts = parseSequence { parsePart() }
    let clauses = clauses.parseClauses([.strata, .seed])
    return name.text.isEmpty ? nil : .split(SplitSyntax(segment: name, parts: parts, clauses: clauses))
  }

  /// Part = Name Amount ;
  func parsePart() -> SplitSyntax.Part {
    if case .percent = current.kind, peek().isName {
      // `20% control`
      let start = start
      let share = clauses.parseAmount(after: "the group")
      let name = parseName("a name for the group")
      report(.shareBeforeName("\(name.span.text) \(share.span.text)", at: span(from: start)))
      return SplitSyntax.Part(name: name, share: share)
    }
    let name = parseName("a name for the group")
    return SplitSyntax.Part(name: name, share: clauses.parseAmount(after: Message(verbatim: name.text)))
  }

  /// Use = "use" ( text | Name { "." Name } [ "with" Options ] ) ;
  func parseUse() -> StatementSyntax.Kind? {
    advance()
    if case .text = current.kind {
      let (path, span) = parsePath("a script in quotes")
      return .use(.path(path, span))
    }
    var names = [parseName("a script in quotes or a library, such as `std.lifecycle`", .library)]
    while take(.dot) { names.append(parseMember("a name after `.`")) }
    let own = take(.with) ? clauses.parseOptions() : []
    return names.contains { $0.text.isEmpty } ? nil : .use(.library(names, names: own))
  }
}

extension ExpressionSyntax {
  /// Whether an expression is a literal; one that failed to parse counts as a literal.
  var isLiteral: Bool {
    switch kind {
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration, .ago,
      .brokenDuration, .today:
      true
    case .negate(let value): value.isNumber
    case .every, .rate, .list, .namedDuration, .namedAgo, .name, .qualified, .call, .or, .and, .not, .comparison, .inList, .between,
      .textTest, .isMissing, .isStage, .inWindow, .coalesce, .sum, .product, .asOf, .conditional,
      .firstEvents:
      false
    }
  }

  private var isNumber: Bool {
    if case .integer = kind { return true }
    if case .number = kind { return true }
    if case .percent = kind { return true }
    return false
  }
}
