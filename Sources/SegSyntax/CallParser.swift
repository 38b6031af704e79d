// Calls, and the clauses of an aggregate or a population function after its argument:
// the events, the days, the group.

import SegDiagnostics

/// Parses calls and their arguments.
struct CallParser: SyntaxParser {
  let cursor: TokenCursor

  var expressions: ExpressionParser { ExpressionParser(cursor: cursor) }
  var windows: WindowParser { WindowParser(cursor: cursor) }
  var dateTests: DateTestParser { DateTestParser(cursor: cursor) }

  /// Call = Name "(" [ Arguments ] ")" ;
  func parseCall() -> ExpressionSyntax {
    let start = start
    let name = parseFunctionName()
    let opening = current
    expect(.leftParenthesis, "`(`")
    brackets += 1
    calls += 1
    let compared = openCall(name.text)
    let testsWindows = cursor.testsWindows
    cursor.testsWindows = false
    defer {
      cursor.testsWindows = testsWindows
      closeCall(compared)
      calls -= 1
      brackets -= 1
      depth -= 1
    }
    guard descend() else { return errorExpression(start) }
    if at(.star), peek().isSymbol(.rightParenthesis) {
      report(.starArgument(of: name.text, at: placeOfCurrent))
      advance()
    }
    if name.text.lowercased() == "count", current.isWord("distinct"), peek().isName {
      let place = SourceSpan(source, start..<peek().range.lowerBound)
      report(.distinctIsFunction(peek(), at: place))
      advance()
    }
    let arguments = at(.rightParenthesis) ? [] : parseArguments()
    expectClosing(of: opening)
    return ExpressionSyntax(.call(name, arguments), span(from: start))
  }

  /// Arguments = { Argument [ "as" Name ] "," } Argument [ Groups ] [ "as" Name ] { "," NamedArgument }
  ///           | NamedArgument { "," NamedArgument } ;
  func parseArguments() -> [ArgumentSyntax] {
    var isNamed = false
    return parseSequence { () -> ArgumentSyntax in
      let place = placeOfCurrent
      let argument = beginsNamedArgument ? parseNamedArgument() : parseArgument()
      if argument.label != nil {
        isNamed = true
      } else if isNamed {
        fail(.positionalAfterNamed(at: place))
      }
      return argument
    }
  }

  var beginsNamedArgument: Bool { current.isName && peek().isSymbol(.colon) }

  /// NamedArgument = Name ":" ( Values | Argument ) [ Groups ] ;
  func parseNamedArgument() -> ArgumentSyntax {
    let label = parseName("the argument's name")
    expect(.colon, "`:`")
    labelArgument(label.text)
    defer { labelArgument(nil) }
    if at(.leftParenthesis) { listStart = index }
    var argument = parseArgument()
    argument.label = label
    return argument
  }

  /// Argument = Every | number Unit | Expression [ Pace ] [ < OfTable | Condition | Window > ] ;
  ///
  /// Groups come last: a comma after `per` continues the groups.
  func parseArgument() -> ArgumentSyntax {
    let isOfAll = takeAll()
    var argument = ArgumentSyntax(
      beginsEvery ? parseEvery() : parseFirst() ?? parseBrokenLength() ?? parsePace(of: expressions.parseExpression()))
    argument.isOfAll = isOfAll
    var seen: [ArgumentClause: SourceSpan] = [:]
    let tables = cursor.tables.count
    defer { cursor.tables.removeLast(cursor.tables.count - tables) }
    correctTableBetween(&argument)
    defer {
      note(
        Self.argumentClauses.keys.filter { Self.argumentClauses[$0].map { seen[$0] == nil } ?? false }.sorted { $0.rawValue < $1.rawValue })
    }
    while let clause = nextArgumentClause() {
      let place = placeOfCurrent
      if let first = seen[clause] { report(.duplicateClause(clause.rawValue, at: place, first: first)) }
      seen[clause] = place
      switch clause {
      case .table:
        expect(.of, "`of`")
        if takeAll() { argument.isOfAll = true }
        argument.table = parseName("a table after `of`", .table)
        cursor.tables.append(argument.table?.text ?? "")
      case .condition:
        // `count(orders where …)`: the argument itself is the table.
        if argument.table == nil, case .name(let table) = argument.value.kind { cursor.tables.append(table) }
        argument.condition = parseCondition()
      case .per, .within: parseGroups(of: &argument)
      case .window:
        argument.window = windows.parseWindow()
        dateTests.correctConditionAfterWindow(&argument)
      }
    }
    if at(.as), peek().isName, peek().keyword != .of {
      advance()
      argument.name = parseName("a name after `as`")
    }
    return argument
  }

  /// `every` is an ordinary name, except before a unit of time.
  var beginsEvery: Bool {
    guard at(.every) else { return false }
    let unit = if case .integer = peek().kind { peek(2) } else { peek() }
    return unit.keyword?.unit != nil || unit.isClockUnit
  }

  /// `first orders`: `first` is an ordinary name, except before another one.
  private func parseFirst() -> ExpressionSyntax? {
    guard current.isWord("first"), peek().isName, peek().keyword == nil, !peek().isFirstOnLine else { return nil }
    let start = start
    advance()
    let table = parseName("a table after `first`", .table)
    return ExpressionSyntax(.firstEvents(table), span(from: start))
  }

  /// Every = "every" [ whole ] Unit ;
  func parseEvery() -> ExpressionSyntax {
    let start = start
    expect(.every, "`every` and a unit of time")
    var count: Int64 = 1
    if case .integer(let written) = current.kind {
      count = written
      advance()
    }
    let unit = windows.parseUnit(after: "\(count)")
    return ExpressionSyntax(.every(count, unit), span(from: start))
  }

  /// A length of time that is not a whole number, as in `month: 4.345 weeks`.
  private func parseBrokenLength() -> ExpressionSyntax? {
    guard case .number(let count) = current.kind, peek().keyword?.unit != nil else { return nil }
    let start = start
    advance()
    let unit = windows.parseUnit(after: "\(count)")
    return ExpressionSyntax(.brokenDuration(count, unit), span(from: start))
  }

  /// Pace = "daily" | "weekly" | "monthly" | "quarterly" | "yearly" ;
  ///
  /// - Returns: the expression as a rate, where a pace follows it.
  func parsePace(of rate: ExpressionSyntax) -> ExpressionSyntax {
    guard let pace = current.keyword?.pace else { return rate }
    advance()
    return ExpressionSyntax(.rate(rate, pace), SourceSpan(source, rate.span.range.lowerBound..<lastEnd))
  }

  /// The clause that begins here; all windows count as one clause, `in`.
  private func nextArgumentClause() -> ArgumentClause? {
    windows.correctForeignWindow()
    correctMisspelt(among: [.where, .since, .before, .within])
    if windows.beginsBareLast { return .window }
    return current.keyword.flatMap { Self.argumentClauses[$0] }
  }

  /// A clause of an argument, called by its usual word.
  private enum ArgumentClause: String {
    case table = "of"
    case condition = "where"
    case per = "per"
    case within = "within"
    case window = "in"
  }

  private static let argumentClauses: [Keyword: ArgumentClause] = [
    .of: .table, .where: .condition, .per: .per, .within: .within,
    .in: .window, .from: .window, .since: .window, .before: .window, .between: .window,
  ]

  /// Condition = "where" Expression ;
  func parseCondition() -> ExpressionSyntax {
    expect(.where, "`where`")
    if calls > 0 { return expressions.parseExpression() }
    conditions += 1
    defer { conditions -= 1 }
    return expressions.parseExpression()
  }

  /// Groups = < Per | "within" ( Name | ( whole | Name ) Unit ) > ;
  func parseGroups(of argument: inout ArgumentSyntax) {
    if at(.per) {
      argument.per = parsePer()
    } else {
      expect(.within, "`per` or `within`")
      if case .integer(let count) = current.kind {
        let start = start
        advance()
        let unit = windows.parseUnit(after: "\(count)", orOfClock: true)
        argument.timeLimit = ExpressionSyntax(.duration(count, unit), span(from: start))
      } else if expressions.beginsNamedLength {
        argument.timeLimit = expressions.parsePrimary()
      } else {
        argument.within = parseName("a segment after `within`", .segment)
      }
    }
  }

  /// Per = "per" Expression { "," Expression } ;
  func parsePer() -> [ExpressionSyntax] {
    expect(.per, "`per`")
    var groups = [expressions.parseExpression()]
    // In a call a name before a colon is the next argument; after it a table's columns follow.
    while at(.comma), calls == 0 || !(peek().isName && peek(2).isSymbol(.colon)) {
      advance()
      groups.append(expressions.parseExpression())
    }
    return groups
  }
}
