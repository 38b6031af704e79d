// One diagnostic for a mistake, with the fix that a person would offer.

import SegDiagnostics
import Testing

@testable import SegSyntax

@Suite struct MistakeTests {
  /// Text, id, and the text after the fix (or "" if there is no exact fix).
  @Test(arguments: [
    ("segment loyal were f > 5", "misspelt-keyword", "segment loyal where f > 5"),
    ("segmnt loyal where f > 5", "unknown-statement", "segment loyal where f > 5"),
    ("segment a rank profit top 5", "unexpected-token", "segment a rank by profit top 5"),
    ("segment a rank by p top20%", "unexpected-token", "segment a rank by p top 20%"),
    ("segment a rank by p top 20 %", "bad-number", "segment a rank by p top 20%"),
    ("segment a where f == 5", "foreign-operator", "segment a where f = 5"),
    ("segment a where f <> 5", "foreign-operator", "segment a where f != 5"),
    ("segment a where f => 5", "foreign-operator", "segment a where f >= 5"),
    ("segment a where f = 5 && g = 6", "foreign-operator", "segment a where f = 5 and g = 6"),
    ("segment a where f||g", "foreign-operator", "segment a where f or g"),
    ("segment a where !f", "foreign-operator", "segment a where not f"),
    ("segment \"loyal\" where f", "text-for-name", "segment loyal where f"),
    ("segment \"my own\" where f", "text-for-name", "segment `my own` where f"),
    ("segment a where f order by p limit 5", "foreign-keyword", "segment a where f rank by p limit 5"),
    ("show count() group by city", "foreign-keyword", "show count() by city"),
    ("show count(*)", "foreign-operator", "show count()"),
    ("segment a where n = 'it''s'", "bad-escape", "segment a where n = 'it\\'s'"),
    ("list a b", "missing-comma", "list a, b"),
    ("metric x count(orders)", "missing-equal", "metric x = count(orders)"),
    ("metric x: 5", "missing-equal", "metric x = 5"),
    ("metric x := 5", "foreign-operator", "metric x = 5"),
    ("x = 5", "unknown-statement", "param x = 5"),
    ("x = count(orders)", "unknown-statement", "metric x = count(orders)"),
    ("SELECT a", "unknown-statement", "list a"),
    ("segment a where d > 2024-02-30", "bad-date", "segment a where d > 2024-02-29"),
    ("segment a where d > 2024/2/3", "bad-date", "segment a where d > 2024-02-03"),
    ("segment a where d > 31.12.2024", "bad-date", "segment a where d > 2024-12-31"),
    ("segment a where d > 2024-1-5", "bad-date", "segment a where d > 2024-01-05"),
    ("segment a where d > 2024Q4", "bad-date", "segment a where d > 2024-Q4"),
    ("segment a where d > 2024-12-31 18:00", "bad-date", "segment a where d > 2024-12-31T18:00"),
    ("segment a where d > 2024-13", "bad-date", "segment a where d > 2024 - 13"),
    ("segment a where r > 90days", "bad-number", "segment a where r > 90 days"),
    ("segment a where r > .5", "bad-number", "segment a where r > 0.5"),
    ("segment a where p > 5k", "bad-number", "segment a where p > (5 * 1_000)"),
    ("segment a where p > 99999999999999999999", "number-too-large", ""),
    ("segment a where p > 1,000", "bad-number", "segment a where p > 1_000"),
    ("segment a where p is null", "foreign-keyword", "segment a where p is missing"),
    ("segment a where p is 5", "is-for-equal", ""),
    ("segment a where n startswith \"x\"", "foreign-keyword", "segment a where n starts with \"x\""),
    ("segment a where n matches \"\\d+\"", "bad-escape", "segment a where n matches \"\\\\d+\""),
    ("segment a where city in \"x\"", "in-wants-list", ""),
    ("segment a where x where y", "duplicate-clause", "segment a where x and y"),
    ("segment a top 5 bottom 3", "duplicate-clause", ""),
    ("segment where x > 5", "reserved-word", "segment `where` x > 5"),
    ("segment a = x > 5", "unexpected-token", ""),
    ("metric x = count(orders in last month)", "bad-window", "metric x = count(orders in previous month)"),
    ("metric x = count(orders in last 90)", "bad-window", "metric x = count(orders in last 90 days)"),
    ("metric x = count(orders in 90 days)", "bad-window", "metric x = count(orders in last 90 days)"),
    ("metric x = count(orders form a to b)", "unexpected-token", "metric x = count(orders from a to b)"),
    ("metric x = case when a then b end", "foreign-keyword", ""),
    ("metric x = if(a, b, c)", "foreign-keyword", "metric x = (if a then b else c)"),
    ("metric x = if a then b\nshow x", "missing-else", ""),
    ("metric x = 2 * if a then b else c", "if-needs-parentheses", ""),
    ("metric x = and(a, b)", "unexpected-token", ""),
    ("metric x = a % 2", "foreign-operator", ""),
    ("metric x = f(a: 1, b)", "unnamed-argument", ""),
    ("metric x = (a + b\nshow x", "unclosed-bracket", ""),
    ("metric x = \nshow x", "unexpected-token", ""),
    ("metric x = a)", "unexpected-token", ""),
    ("metric x = $", "unexpected-character", ""),
    ("metric x = a ^ 2", "foreign-operator", ""),
    ("metric x = a ** 2", "foreign-operator", ""),
    ("metric x = a // 2", "foreign-operator", "metric x = a / 2"),
    ("// a note\nshow a", "foreign-operator", "# a note\nshow a"),
    ("metric x = 1e5", "bad-number", "metric x = 100000"),
    ("metric x = 1.25E-3 * a", "bad-number", "metric x = 0.00125 * a"),
    ("metric x = 1e999999999999999999999", "bad-number", ""),
    ("segment a having f > 5", "foreign-keyword", "segment a where f > 5"),
    ("metric x = count(orders) where a > 5", "unexpected-token", "metric x = count(orders where a > 5)"),
    ("metric x = (count(o) where a > 5) / 2", "unexpected-token", "metric x = (count(o where a > 5)) / 2"),
    ("segment s where count(o) where a > 5", "unexpected-token", "segment s where count(o where a > 5)"),
    ("metric x = sum(amount from orders)", "foreign-keyword", "metric x = sum(amount of orders)"),
    ("metric x = today() - a", "unexpected-token", "metric x = today - a"),
    ("list of loyal", "unexpected-token", "list * of loyal"),
    ("list * from orders", "foreign-keyword", "list * of orders"),
    ("show count() from loyal", "foreign-keyword", "show count() of loyal"),
    ("segment a rank by p top 20 percent", "bad-number", "segment a rank by p top 20%"),
    ("segment a rank by p top 2.5 per cent", "bad-number", "segment a rank by p top 2.5%"),
    ("loyal", "unknown-statement", "show loyal"),
    ("`my own`", "unknown-statement", "show `my own`"),
    ("count(orders)", "unknown-statement", "show count(orders)"),
    ("metric a b = 1", "unexpected-token", "metric a_b = 1"),
    ("segment big spenders where a > 1", "unexpected-token", "segment big_spenders where a > 1"),
    ("load orders from orders", "expected-text", "load orders from \"orders\""),
    ("load orders from \"o\" wit (a: 1)", "misspelt-keyword", "load orders from \"o\" with (a: 1)"),
    ("lifecycle s: a otherwise, b otherwise", "unfinished-lifecycle", ""),
    ("param x = a + 1", "not-a-literal", ""),
    ("where x > 5", "unknown-statement", ""),
    ("42", "unknown-statement", ""),
    ("show `a", "unclosed-name", ""),
    ("show a as \"x y\"", "text-for-name", "show a as `x y`"),
  ])
  func oneMistake(_ text: String, _ id: String, _ fixed: String) throws {
    let diagnostics = Parser.parse(Source(name: "<text>", text: text)).diagnostics
    let first = try #require(diagnostics.first, "\(text)")
    #expect(first.id == id, "\(diagnostics.map { $0.rendered() })")
    let isTwoMistakes = text.contains("limit")
    #expect(diagnostics.count == (isTwoMistakes ? 2 : 1), "\(diagnostics.map { $0.rendered() })")
    if !fixed.isEmpty { #expect(applied(first.fix, to: text) == fixed) }
  }

  @Test(arguments: [
    "show", "show count(", "metric x =", "metric x", "metric", "segment loyal", "segment loyal where",
    "segment a where f >",
    "as of",
    "metric x = if a then b", "segment a rank by", "segment a rank by p top", "metric x = count(orders in",
    "metric x = a in (",
    "metric x = count(orders in last", "metric x = count(orders in last 90", "show a,", "split a into", "why 5",
    "expect",
    "export a to", "use", "use std.", "function f(", "function f(a)", "show a as", "show `a", "explain",
  ])
  func incomplete(_ text: String) {
    let diagnostics = Parser.parse(Source(name: "<text>", text: text)).diagnostics
    #expect(diagnostics.count == 1)
    #expect(diagnostics.allSatisfy { $0.isIncomplete } || text == "if", "\(diagnostics.map { $0.rendered() })")
  }

  @Test func independentMistakes() {
    let text = """
      metric a = 1 +
      segment b where (x > 1
      metric c = f(1, 2
      show "tea
      segment d where e = "x" and
      show a
      lst b
      show c
      """
    let (script, diagnostics) = Parser.parse(Source(name: "<text>", text: text))
    #expect(diagnostics.map { $0.span?.position.line } == [2, 2, 3, 4, 6, 7])
    #expect(diagnostics.contains { $0.id == "unclosed-string" })
    #expect(script.statements.count >= 7)
  }

  @Test func everyIdIsExplained() {
    let topics = SyntaxDiagnostics.topics.map(\.id)
    #expect(topics == topics.sorted())
    #expect(Set(topics).count == topics.count)
  }
}
