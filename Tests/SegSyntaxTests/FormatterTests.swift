// The canonical layout, case by case.

import SegDiagnostics
import Testing

@testable import SegSyntax

@Suite struct FormatterTests {
  private func formatted(_ text: String) -> String {
    switch Formatter.format(Source(name: "<text>", text: text)) {
    case .formatted(let text): text
    case .failed(let diagnostics): "\(diagnostics.map(\.id))"
    }
  }

  @Test(arguments: [
    // Keywords, signs, numbers.
    ("SHOW COUNT( )OF Loyal BY City ;", "show COUNT() of Loyal by City"),
    ("metric a＝（b＋１_０００）×５％", "metric a = (b + 1_000) * 5%"),
    ("metric a=b≥2024-q4", "metric a = b >= 2024-Q4"),
    ("metric t = d>2024-12-31t18:00", "metric t = d > 2024-12-31T18:00"),
    ("param x = - 5", "param x = -5"), ("param x = 90 DAYS Ago", "param x = 90 days ago"),
    ("metric x = COUNT(orders IN LAST n DAYS)", "metric x = COUNT(orders in last n days)"),
    ("list x AS OF `n` Days  AGO, today - n weeks", "list x as of n days ago, today - n weeks"),
    ("show f(a WITHIN n Days), f(a within 5 days)", "show f(a within n days), f(a within 5 days)"),
    ("list * of orders . rejects", "list * of orders.rejects"),
    (
      "list x between 1 AND 2 , y NOT IN(1,2) , z IS NOT Missing",
      "list x between 1 and 2, y not in (1, 2), z is not missing"
    ),
    ("use std . lifecycle", "use std.lifecycle"),
    // Texts and names.
    ("expect a else 'it\\'s \"so\"'", "expect a else \"it's \\\"so\\\"\""),
    ("show  １．２亿  as a,1万2千 as b", "show 1.2亿 as a, 1万2千 as b"),
    ("as of 2024年12月31日", "as of 2024年12月31日"),
    ("list 编号 where 日期 in 2024年3月 and 名 = 「茶\"杯」", "list 编号 where 日期 in 2024年3月 and 名 = \"茶\\\"杯\""),
    ("list id where a in LAST 24 HOURS or b in next 30 days EACH YEAR", "list id where a in last 24 hours or b in next 30 days EACH year"),
    ("expect a else “茶\\“\\u{41}\\\\\\n”", "expect a else \"茶“\\u{41}\\\\\\n\""),
    ("expect a else \"b\n\tc\"", "expect a else \"b\\n\\tc\""),
    (
      "list `amount`, `消费`, `two words`, `rank`, `where`, `1a`, `null`",
      "list amount, 消费, `two words`, `rank`, `where`, `1a`, `null`"
    ),
    ("metric a = b in \"€\"", "metric a = b in \"€\""),
    // Parentheses: what is needed, and what helps.
    ("metric a = ((b))", "metric a = b"), ("metric a = (b * c) + (d)", "metric a = b * c + d"),
    ("metric a = b - (c - d) / (e)", "metric a = b - (c - d) / e"),
    ("metric a = (b - c) - d", "metric a = (b - c) - d"),
    ("segment a where (b > 1) and (c or d)", "segment a where b > 1 and (c or d)"),
    ("segment a where b or (c and d)", "segment a where b or (c and d)"),
    ("segment a where not ((b = 1))", "segment a where not (b = 1)"),
    ("segment a where ((s as of today)) is new", "segment a where (s as of today) is new"),
    ("list (s as of (today))", "list s as of today"),
    ("expect if a then b else c else \"d\"", "expect (if a then b else c) else \"d\""),
    (
      "list if a then (if b then c else d) else (if e then f else g)",
      "list if a then (if b then c else d) else if e then f else g"
    ),
    ("list count((distinct) since today)", "list count((distinct) since today)"),
    ("list (a\n as of today)", "list a as of today"),
  ])
  func spelling(_ written: String, _ canonical: String) { #expect(formatted(written) == canonical + "\n") }

  @Test func commentsKeepAnExpressionTogether() {
    #expect(formatted("list (a # b\n as of today)") == "list (a  # b\n    as of today)\n")
  }

  @Test func statementsAndComments() {
    let written = """


      #!/usr/bin/env seg
      as of 2024-12-31;param x=5   # five\t


      ;

      # two
      metric m = x show m
      #> m

         #> [csv]
      segment a # why
        # here
        where b and# so
        c
        # and not d
      # last


      """
    let canonical = """
      #!/usr/bin/env seg
      as of 2024-12-31
      param x = 5  # five

      # two
      metric m = x
      show m
      #> m

      #> [csv]
      segment a  # why
        # here
        where b
            and  # so
            c
        # and not d
      # last

      """
    #expect(formatted(written) == canonical)
  }

  @Test func longStatements() {
    let written = """
      segment winback where stage is churned and (stage as of 180 days ago) is loyal rank by profit per city top 100
      lifecycle stage: new when frequency = 1, # first
      loyal when frequency > 5, other otherwise
      show count() as customers, sum(frequency) as orders, sum(revenue) as revenue, min(recency) as latest_order of active draw bar
      segment comeback from quiet where any(orders since 1998-04-01) and count(orders from 1997-10-01 to 1998-04-01) = 0 and (a or b)
      metric tier = if revenue > 1000 then "gold" else if revenue > 500 then "silver" else "bronze" "by revenue" in tiers
      metric spent = sum(amount * quantity of orders where category = "tea" and channel = "web" in last 90 days) - acquisition_cost
      """
    let canonical = """
      segment winback
        where stage is churned and (stage as of 180 days ago) is loyal
        rank by profit per city top 100
      lifecycle stage:
        new when frequency = 1,  # first
        loyal when frequency > 5,
        other otherwise
      show count() as customers, sum(frequency) as orders, sum(revenue) as revenue,
          min(recency) as latest_order
        of active
        draw bar
      segment comeback from quiet
        where any(orders since 1998-04-01)
            and count(orders from 1997-10-01 to 1998-04-01) = 0
            and (a or b)
      metric tier = if revenue > 1000 then "gold" else if revenue > 500 then "silver" else "bronze"
        "by revenue" in tiers
      metric spent = sum(amount * quantity of orders where category = "tea" and channel = "web"
              in last 90 days)
          - acquisition_cost

      """
    #expect(formatted(written) == canonical)
  }

  /// A column that is named like a statement must not begin a line as one.
  @Test func namesLikeStatements() {
    let long = String(repeating: "a", count: 90)
    #expect(formatted("list \(long)aaa, show") == "list \(long)aaa,\n    show\n")
    #expect(formatted("list \(long)aaa, show list b") == "list \(long)aaa,\n    `show`\nlist b\n")
    #expect(formatted("list \(long)aaa, list * 2") == "list \(long)aaa,\n    `list` * 2\n")
    #expect(formatted("list \(long)aaa, show, b") == "list \(long)aaa,\n    show, b\n")
  }

  /// Exactly 100 columns fit; wide characters are two.
  @Test func width() {
    let wide = String(repeating: "金", count: 44)
    #expect(formatted("list \(wide) as bc") == "list \(wide) as bc\n")
    #expect(formatted("list \(wide), b") == "list \(wide), b\n")
    #expect(formatted("list \(wide)金 of b") == "list \(wide)金 of b\n")
    #expect(formatted("list \(wide)金 of bc") == "list \(wide)金\n  of bc\n")
  }

  @Test func endings() {
    #expect(formatted("") == "")
    #expect(formatted(";;\n\n") == "")
    #expect(formatted("# a") == "# a\n")
    #expect(formatted("show a\r\n# b\r\n\r\n\r\n# c\r\n") == "show a\n# b\n\n# c\n")
  }

  @Test func mistakesAreReported() {
    #expect(formatted("show a ==") == "[\"foreign-operator\", \"unfinished-statement\"]")
  }
}
