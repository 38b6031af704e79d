// The productions of `grammar/seg.ebnf` and the functions that parse them. A test
// compares the two lists, and makes each function parse sentences generated from its
// production.

extension Parser {
  static let productions: [String: @Sendable (StatementParser) -> Void] = [
    "Script": { _ = $0.parseScript() },
    "Statement": { _ = $0.parseStatement() },
    "Load": { _ = $0.parseLoad() },
    "Append": { _ = $0.parseAppend() },
    "FileColumns": { _ = $0.clauses.parseFileColumns(after: "by") },
    "FileColumn": { _ = $0.clauses.parseFileColumn("a column") },
    "Link": { _ = $0.parseLink() },
    "Column": { _ = $0.parseColumn() },
    "Table": { _ = $0.parseTable() },
    "Entry": { _ = $0.parseEntry() },
    "Options": { _ = $0.clauses.parseOptions() },
    "Option": { _ = $0.clauses.parseOption() },
    "AsOf": { _ = $0.parseAsOf() },
    "Param": { _ = $0.parseParam() },
    "Metric": { _ = $0.parseMetric() },
    "Measure": { _ = $0.parseMeasure() },
    "Function": { _ = $0.parseFunction() },
    "Lifecycle": { _ = $0.parseLifecycle() },
    "Stage": { _ = $0.parseStage() },
    "Segment": { _ = $0.parseSegment() },
    "Base": { _ = $0.clauses.parseBase() },
    "Split": { _ = $0.parseSplit() },
    "Part": { _ = $0.parsePart() },
    "Show": { _ = $0.parseShow() },
    "By": { _ = $0.clauses.parseBy() },
    "Having": { _ = $0.clauses.parseHaving() },
    "Pivot": { _ = $0.clauses.parsePivot() },
    "Totals": { $0.clauses.parseTotals() },
    "Interval": { $0.clauses.parseInterval() },
    "Draw": { _ = $0.clauses.parseDraw() },
    "List": { _ = $0.parseList() },
    "Describe": { _ = $0.parseDescribe() },
    "Explain": { _ = $0.parseExplain() },
    "Why": { _ = $0.parseWhy() },
    "Expect": { _ = $0.parseExpect() },
    "Export": { _ = $0.parseExport() },
    "Snapshot": { _ = $0.parseSnapshot() },
    "Report": { _ = $0.parseReport() },
    "Note": { _ = $0.parseNote() },
    "Use": { _ = $0.parseUse() },
    "OfTable": { _ = $0.expressions.parseOfTable() },
    "Condition": { _ = $0.expressions.callParser.parseCondition() },
    "Ranking": { _ = $0.clauses.parseRanking() },
    "RankKey": { _ = $0.clauses.parseRankKey() },
    "Per": { _ = $0.expressions.callParser.parsePer() },
    "Cut": { _ = $0.clauses.parseCut() },
    "Amount": { _ = $0.clauses.parseAmount(after: "top") },
    "Item": { _ = $0.clauses.parseItem() },
    "Expression": { _ = $0.expressions.parseExpression() },
    "Conditional": { _ = $0.expressions.parseConditional() },
    "Disjunction": { _ = $0.expressions.parseDisjunction() },
    "Conjunction": { _ = $0.expressions.parseConjunction() },
    "Negation": { _ = $0.expressions.parseNegation() },
    "Comparison": { _ = $0.expressions.parseComparison() },
    "Test": { parser in _ = parser.expressions.parseTest(of: parser.expressions.errorExpression(0), from: 0) },
    "TextTest": { _ = $0.expressions.parseTextTest() },
    "Values": { _ = $0.expressions.parseValues() },
    "Alternative": { _ = $0.expressions.parseAlternative() },
    "Sum": { _ = $0.expressions.parseSum() },
    "Product": { _ = $0.expressions.parseProduct() },
    "Signed": { _ = $0.expressions.parseSigned() },
    "Dated": { _ = $0.expressions.parseDated() },
    "Primary": { _ = $0.expressions.parsePrimary() },
    "Literal": { _ = $0.expressions.parseLiteral() },
    "Unit": { _ = $0.expressions.windows.parseUnit(after: "1") },
    "Call": { _ = $0.expressions.callParser.parseCall() },
    "Arguments": { parser in _ = parser.inCall { $0.expressions.callParser.parseArguments() } },
    "Argument": { parser in _ = parser.inCall { $0.expressions.callParser.parseArgument() } },
    "Every": { _ = $0.expressions.callParser.parseEvery() },
    "Pace": { _ = $0.expressions.callParser.parsePace(of: $0.expressions.errorExpression($0.start)) },
    "NamedArgument": { parser in _ = parser.inCall { $0.expressions.callParser.parseNamedArgument() } },
    "Groups": { parser in
      var argument = ArgumentSyntax(parser.expressions.errorExpression(0))
      parser.inCall { while $0.at(.per) || $0.at(.within) { $0.expressions.callParser.parseGroups(of: &argument) } }
    },
    "Window": { _ = $0.expressions.windows.parseWindow() },
    "Period": { _ = $0.expressions.windows.parsePeriod() },
    "Name": { _ = $0.parseName("a name") },
  ]
}

extension StatementParser {
  /// The function for an argument sees a call around it.
  fileprivate func inCall<Node>(_ parse: (StatementParser) -> Node) -> Node {
    calls += 1
    // As inside a call: a window is the argument's, and tests nothing.
    cursor.testsWindows = false
    defer { calls -= 1 }
    return parse(self)
  }
}
