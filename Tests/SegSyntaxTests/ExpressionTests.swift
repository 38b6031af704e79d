// How expressions group, and what every literal is read as.

import SegDiagnostics
import Testing

@testable import SegSyntax

@Suite struct ExpressionTests {
  @Test(arguments: [
    ("a or b and not c = 1", "(or a (and b (not (= c 1))))"),
    ("a and b and c and d", "(and a b c d)"),
    ("0 < x <= 5", "(<,<= 0 x 5)"),
    ("a + b - c * d / e mod f", "(a + b - (c * d / e mod f))"),
    ("-a * b", "((- a) * b)"),
    ("a ?? b + 1 ?? c = d", "(= (?? a (b + 1) c) d)"),
    ("(a + b) * c", "((a + b) * c)"),
    ("not not a", "(not (not a))"),
    ("city in (\"x\", 'y')", "(in city \"x\" \"y\")"),
    ("city not in (\"x\")", "(not-in city \"x\")"),
    ("x between 1 and 2 and y", "(and (between x 1 2) y)"),
    ("x not between a + 1 and b", "(not-between x (a + 1) b)"),
    ("n like \"a%\" or n not contains \"b\"", "(or (like n \"a%\") (not-contains n \"b\"))"),
    (
      "n starts with \"a\" and n ends with \"b\" and n matches \"c\"",
      "(and (starts with n \"a\") (ends with n \"b\") (matches n \"c\"))"
    ),
    ("x is missing or x is not missing", "(or (missing x) (not-missing x))"),
    ("stage is churned and stage is not `new one`", "(and (is stage churned) (not-is stage new one))"),
    ("(stage as of 180 days ago) is loyal", "(is (asof stage 180-day-ago) loyal)"),
    ("stage as of 2024-12-31 is loyal", "(is (asof stage date:20088) loyal)"),
    ("-f as of today - g as of d", "((- (asof f today)) - (asof g d))"),
    ("if a then b else if c then d else e + 1", "(if a b (if c d (e + 1)))"),
    ("1 + (if a then b else c)", "(1 + (if a b c))"),
    ("today - max(order_date of orders)", "(today - max[order_date of orders])"),
    ("orders.amount + `my table`.`x y`", "(orders.amount + my table.x y)"),
    ("a != b AND c", "(and (!= a b) c)"),
    ("a ≥ 1 and b ≤ 2 and c ≠ 3 × 4 ÷ 5", "(and (>= a 1) (<= b 2) (!= c (3 * 4 / 5)))"),
  ])
  func grouping(_ text: String, _ tree: String) { #expect(parsedExpression(text) == tree) }

  @Test(arguments: [
    ("1_000_000", "1000000"), ("1.5", "1.5"), ("20%", "0.2%"), ("12.5%", "0.125%"), ("0.07%", "0.0007%"),
    ("9223372036854775807", "9223372036854775807"),
    ("1970-01-01", "date:0"), ("1970-01-02T00:00:01.5", "time:86401500000"), ("1970-01-01T01:00", "time:3600000000"),
    ("1970-02", "period:31+1"), ("1970-Q2", "period:90+3"), ("2024 - 12", "(2024 - 12)"), ("2024-123", "(2024 - 123)"),
    ("n days", "n-day"), ("`my n` weeks AGO", "my n-week-ago"), ("today - n days", "(today - n-day)"),
    ("day + month(x) + days", "(day + month[x] + days)"),
    ("90 days", "90-day"), ("1 year", "1-year"), ("3 MONTHS ago", "3-month-ago"),
    ("today", "today"), ("YES", "yes"), ("false", "no"), ("missing", "missing"),
    (#""a\n\t\\\"\'\u{4E2D}""#, "\"a\n\t\\\"'中\""), ("'it''s'", "[\"bad-escape\"]"), ("''", "\"\""), ("“引号”", "\"引号\""),
    ("‘a\"b’", "\"a\"b\""),
  ])
  func literals(_ text: String, _ tree: String) { #expect(parsedExpression(text) == tree) }

  @Test(arguments: [
    ("count()", "count[]"),
    ("count(orders where category = \"tea\" in last 90 days)", "count[orders where (= category \"tea\") last 90-day]"),
    ("sum(amount - cost of orders)", "sum[(amount - cost) of orders]"),
    ("count(orders from 180 days ago to 90 days ago)", "count[orders from 180-day-ago to 90-day-ago]"),
    ("lookalike(loyal, on: (age, income / 2, (city)), seed: (1 + 2))", "lookalike[loyal; on: (list age (income / 2) city); seed: (1 + 2)]"),
    ("lookalike(loyal within adults, on: (age))", "lookalike[loyal within adults; on: age]"),
    (
      "clv(amount of orders, discount: 1% monthly, month: 4.345 weeks)", "clv[amount of orders; discount: 0.01% a-month; month: 4.345-week]"
    ),
    ("f(rate yearly, weekly)", "f[rate a-year; weekly]"),
    ("count(orders in last n days)", "count[orders last n-day]"),
    ("funnel(a within n days)", "funnel[a within n-day]"),
    ("count(orders in 2024-Q1)", "count[orders in period:19723+3]"),
    (
      "count(orders in 2024) + count(orders since a - 1 day)",
      "(count[orders in 2024] + count[orders since (a - 1-day)])"
    ),
    ("count(orders in last 2 weeks where x before today)", "[\"duplicate-clause\"]"),
    ("count(orders before 2024-01-01 where x)", "count[orders where x before date:19723]"),
    ("count(orders where x in (1, 2) in 2024-01)", "count[orders where (in x 1 2) in period:19723+1]"),
    ("ntile(5, recency, best: low)", "ntile[5; recency; best: low]"),
    ("ntile(5, profit per city, upper(r), best: low)", "ntile[5; profit per city,upper[r]; best: low]"),
    ("share(profit per city within loyal)", "share[profit per city within loyal]"),
    ("last(amount of orders) + first(rank of top)", "(last[amount of orders] + first[rank of top])"),
    ("rank(segment) + top + `where` + key", "(rank[segment] + top + where + key)"),
    ("count(loyal and not churned)", "count[(and loyal (not churned))]"),
    ("f(a,\nb\n  as of today)", "f[a; (asof b today)]"),
  ])
  func calls(_ text: String, _ tree: String) { #expect(parsedExpression(text) == tree) }

  @Test func fullWidth() {
    #expect(
      parsedExpression("count（订单 where 数量＞＝５．５　and 客户１！＝＂甲＂）＋２０％×３")
        == "(count[订单 where (and (>= 数量 5.5) (!= 客户1 \"甲\"))] + (0.2% * 3))")
    #expect(parsedExpression("“（，）＞”") == "\"（，）＞\"")
    #expect(parsedExpression("２０２４－１２－３１") == "date:20088")
  }

  @Test func namesCompareCanonically() {
    #expect(parsedExpression("e\u{301}t") == "\u{E9}t")
  }
}
