// The statements that bring in tables and define names. A definition with a
// mistake still defines its name, so that its uses are not reported as well.

import SegDiagnostics

extension Parser {
  /// Load = "load" Name "from" text [ < Key | Owner | At | With > ] ;
  mutating func parseLoad() -> StatementSyntax.Kind? {
    advance()
    let name = parseName("a name for the table")
    expectWord(.from, "`from` and a file")
    let (path, span) = parseText("a file in quotes after `from`")
    if name.text.isEmpty { return nil }
    loadedTables.insert(name.text)
    var load = LoadSyntax(name: name, path: path, pathSpan: span)
    var seen: [Keyword: SourceSpan] = [:]
    while let clause = nextClause([.key, .of, .at, .with], &seen) {
      advance()
      switch clause {
      case .key: load.key = parseName("a column after `key`")
      case .of:
        load.of = parseName("a table after `of`")
        expectWord(.by, "`by` and the column that holds the owner's key")
        load.by = parseName("a column after `by`")
      case .at: load.at = parseName("a column after `at`")
      default: load.options = parseOptions()
      }
    }
    return .load(load)
  }

  /// Options = "(" Option { "," Option } ")" ;
  mutating func parseOptions() -> [OptionSyntax] {
    let opening = current
    expect(.leftParenthesis, "`(` and the options")
    brackets += 1
    defer {
      brackets -= 1
      depth -= 1
    }
    guard descend() else { return [] }
    let options = parseSequence { $0.parseOption() }
    expectClosing(of: opening)
    return options
  }

  /// Option = Name ":" ( Options | Expression ) ;
  mutating func parseOption() -> OptionSyntax {
    let name = parseMember("an option's name")
    if at(.equal) {
      report(.equalForColon(at: placeOfCurrent))
      advance()
    } else {
      expect(.colon, "`:` after the option's name")
    }
    if at(.leftParenthesis), peek(2).isSymbol(.colon) {
      return OptionSyntax(name: name, value: .group(parseOptions()))
    }
    return OptionSyntax(name: name, value: .expression(parseExpression()))
  }

  /// AsOf = "as" "of" Sum ;
  mutating func parseAsOf() -> StatementSyntax.Kind {
    advance()
    expect(.of, "`of` after `as`")
    return .asOf(parseSum())
  }

  /// Param = "param" Name "=" ( Literal | "-" ( whole | number | percent ) ) ;
  mutating func parseParam() -> StatementSyntax.Kind? {
    advance()
    let name = parseDefinedName("a name for the param")
    expectDefinitionSign(after: "the param's name")
    let value = parseExpression()
    if !value.isLiteral { report(.notALiteral(at: value.span)) }
    return name.text.isEmpty ? nil : .param(name, value)
  }

  /// Metric = "metric" Name "=" Expression [ text ] [ "in" ( Name | text ) ] ;
  mutating func parseMetric() -> StatementSyntax.Kind? { parseDefinition("the metric").map { .metric($0) } }

  /// Measure = "measure" Name "=" Expression [ text ] [ "in" ( Name | text ) ] ;
  mutating func parseMeasure() -> StatementSyntax.Kind? { parseDefinition("the measure").map { .measure($0) } }

  /// What a metric and a measure share, from the keyword on.
  mutating func parseDefinition(_ what: String) -> DefinitionSyntax? {
    advance()
    let name = parseDefinedName("a name for \(what)")
    expectDefinitionSign(after: "\(what)'s name")
    var definition = DefinitionSyntax(name: name, expression: parseExpression())
    if case .text(let text) = current.kind {
      definition.documentation = text
      advance()
    }
    if !beginsWindow, take(.in) {
      if case .text(let text) = current.kind {
        definition.unit = text
        advance()
      } else {
        definition.unit = parseName("a unit after `in`").text
      }
    }
    return name.text.isEmpty ? nil : definition
  }

  /// Function = "function" Name "(" [ Name { "," Name } ] ")" "=" Expression ;
  mutating func parseFunction() -> StatementSyntax.Kind? {
    advance()
    let name = parseName("a name for the function")
    let opening = current
    expect(.leftParenthesis, "`(` and the function's parameters")
    brackets += 1
    let parameters = at(.rightParenthesis) ? [] : parseSequence { $0.parseName("a parameter's name") }
    expectClosing(of: opening)
    brackets -= 1
    expectDefinitionSign(after: "the function's parameters")
    let body = parseExpression()
    return name.text.isEmpty ? nil : .function(name, parameters: parameters, body: body)
  }

  /// Lifecycle = "lifecycle" Name ":" { Name "when" Expression "," } Stage ;
  mutating func parseLifecycle() -> StatementSyntax.Kind? {
    advance()
    let name = parseDefinedName("a name for the lifecycle")
    if at(.equal) {
      report(.equalForColon(at: placeOfCurrent))
      advance()
    } else {
      expect(.colon, "`:` after the lifecycle's name")
    }
    let stages = parseSequence { $0.parseStage() }
    for stage in stages.dropLast() where stage.condition == nil && !isPanicking {
      report(.otherwiseNotLast(stage.name.text, at: stage.name.span))
    }
    return name.text.isEmpty ? nil : .lifecycle(name, stages)
  }

  /// Stage = Name ( "when" Expression | "otherwise" ) ;
  mutating func parseStage() -> StageSyntax {
    let name = parseName("a stage")
    correctMisspelt(among: [.when, .otherwise])
    if take(.otherwise) { return StageSyntax(name: name, condition: nil) }
    if at(.where) || at(.if) {
      report(.misspelt(placeOfCurrent.text, "when", at: placeOfCurrent))
      replaceCurrent(with: .when)
    }
    expect(.when, "`when` and a condition, or `otherwise`")
    return StageSyntax(name: name, condition: parseExpression())
  }

  /// Segment = "segment" Name < Base | Condition | Ranking | Cut > ;
  mutating func parseSegment() -> StatementSyntax.Kind? {
    advance()
    var segment = SegmentSyntax(name: parseDefinedName("a name for the segment"))
    var seen: [Keyword: SourceSpan] = [:]
    while let clause = nextClause([.from, .where, .rank, .top], &seen) {
      switch clause {
      case .from: segment.base = parseBase()
      case .where: segment.condition = parseCondition()
      case .rank: segment.ranking = parseRanking()
      default: segment.cut = parseCut()
      }
    }
    if seen.isEmpty { failBareSegment() }
    return segment.name.text.isEmpty ? nil : .segment(segment)
  }

  private mutating func failBareSegment() {
    if at(.equal) || at(.colon) {
      fail(.equalForWhere(at: placeOfCurrent))
    } else {
      fail(expecting: "`where`, `from`, `rank by` or `top` after the segment's name")
    }
  }

  /// Base = "from" Name ;
  mutating func parseBase() -> NameSyntax {
    expect(.from, "`from`")
    return parseName("a segment after `from`")
  }

  /// Split = "split" Name "into" Part { "," Part } [ < Per | Seed > ] ;
  mutating func parseSplit() -> StatementSyntax.Kind? {
    advance()
    let name = parseName("a segment after `split`")
    expectWord(.into, "`into` and the groups")
    var split = SplitSyntax(segment: name, parts: parseSequence { $0.parsePart() })
    var seen: [Keyword: SourceSpan] = [:]
    while let clause = nextClause([.per, .seed], &seen) {
      switch clause {
      case .per: split.per = parsePer()
      default:
        advance()
        split.seed = parseAmount(after: "seed")
      }
    }
    return name.text.isEmpty ? nil : .split(split)
  }

  /// Part = Name Amount ;
  mutating func parsePart() -> SplitSyntax.Part {
    let name = parseName("a name for the group")
    return SplitSyntax.Part(name: name, share: parseAmount(after: name.text))
  }

  /// Use = "use" ( text | Name { "." Name } ) ;
  mutating func parseUse() -> StatementSyntax.Kind? {
    advance()
    if case .text = current.kind {
      let (path, span) = parseText("a script in quotes")
      return .use(.path(path, span))
    }
    var names = [parseName("a script in quotes or a library, such as `std.lifecycle`")]
    while take(.dot) { names.append(parseMember("a name after `.`")) }
    return names.contains { $0.text.isEmpty } ? nil : .use(.library(names))
  }
}

extension ExpressionSyntax {
  /// A value written out; what failed to parse counts as one.
  var isLiteral: Bool {
    switch kind {
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration, .ago,
      .brokenDuration, .today:
      true
    case .negate(let value): value.isNumber
    case .every, .rate, .list, .namedDuration, .namedAgo, .name, .qualified, .call, .or, .and, .not, .comparison, .inList, .between,
      .textTest, .isMissing, .isStage, .coalesce, .sum, .product, .asOf, .conditional:
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
