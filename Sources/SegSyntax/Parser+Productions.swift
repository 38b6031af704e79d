// The productions of `grammar/seg.ebnf` and the functions that parse them. A
// test holds the two lists equal, and has each function parse sentences that
// it makes up from its production.

extension Parser {
  static let productions: [String: @Sendable (inout Parser) -> Void] = [
    "Script": { _ = $0.parseScript() },
    "Statement": { _ = $0.parseStatement() },
    "Load": { _ = $0.parseLoad() },
    "Options": { _ = $0.parseOptions() },
    "Option": { _ = $0.parseOption() },
    "AsOf": { _ = $0.parseAsOf() },
    "Param": { _ = $0.parseParam() },
    "Metric": { _ = $0.parseMetric() },
    "Measure": { _ = $0.parseMeasure() },
    "Function": { _ = $0.parseFunction() },
    "Lifecycle": { _ = $0.parseLifecycle() },
    "Stage": { _ = $0.parseStage() },
    "Segment": { _ = $0.parseSegment() },
    "Base": { _ = $0.parseBase() },
    "Split": { _ = $0.parseSplit() },
    "Part": { _ = $0.parsePart() },
    "Show": { _ = $0.parseShow() },
    "By": { _ = $0.parseBy() },
    "Draw": { _ = $0.parseDraw() },
    "List": { _ = $0.parseList() },
    "Describe": { _ = $0.parseDescribe() },
    "Explain": { _ = $0.parseExplain() },
    "Why": { _ = $0.parseWhy() },
    "Expect": { _ = $0.parseExpect() },
    "Export": { _ = $0.parseExport() },
    "Use": { _ = $0.parseUse() },
    "OfTable": { _ = $0.parseOfTable() },
    "Condition": { _ = $0.parseCondition() },
    "Ranking": { _ = $0.parseRanking() },
    "RankKey": { _ = $0.parseRankKey() },
    "Per": { _ = $0.parsePer() },
    "Cut": { _ = $0.parseCut() },
    "Amount": { _ = $0.parseAmount(after: "top") },
    "Item": { _ = $0.parseItem() },
    "Expression": { _ = $0.parseExpression() },
    "Conditional": { _ = $0.parseConditional() },
    "Disjunction": { _ = $0.parseDisjunction() },
    "Conjunction": { _ = $0.parseConjunction() },
    "Negation": { _ = $0.parseNegation() },
    "Comparison": { _ = $0.parseComparison() },
    "Test": { parser in _ = parser.parseTest(of: parser.errorExpression(0), from: 0) },
    "TextTest": { _ = $0.parseTextTest() },
    "Values": { _ = $0.parseValues() },
    "Alternative": { _ = $0.parseAlternative() },
    "Sum": { _ = $0.parseSum() },
    "Product": { _ = $0.parseProduct() },
    "Signed": { _ = $0.parseSigned() },
    "Dated": { _ = $0.parseDated() },
    "Primary": { _ = $0.parsePrimary() },
    "Literal": { _ = $0.parseLiteral() },
    "Unit": { _ = $0.parseUnit(after: "1") },
    "Call": { _ = $0.parseCall() },
    "Arguments": { parser in _ = parser.inCall { $0.parseArguments() } },
    "Argument": { parser in _ = parser.inCall { $0.parseArgument() } },
    "Every": { _ = $0.parseEvery() },
    "Pace": { _ = $0.parsePace(of: $0.errorExpression($0.start)) },
    "NamedArgument": { parser in _ = parser.inCall { $0.parseNamedArgument() } },
    "Groups": { parser in
      var argument = ArgumentSyntax(parser.errorExpression(0))
      while parser.at(.per) || parser.at(.within) { parser.parseGroups(of: &argument) }
    },
    "Window": { _ = $0.parseWindow() },
    "Period": { _ = $0.parsePeriod() },
    "Name": { _ = $0.parseName("a name") },
  ]

  /// What parses an argument sees a call around it.
  private mutating func inCall<Node>(_ parse: (inout Parser) -> Node) -> Node {
    calls += 1
    defer { calls -= 1 }
    return parse(&self)
  }
}
