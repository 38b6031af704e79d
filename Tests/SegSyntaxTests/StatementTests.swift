// Every statement and its clauses, and where statements end.

import SegDiagnostics
import Testing

@testable import SegSyntax

@Suite struct StatementTests {
  @Test(arguments: [
    ("load customers from \"c.csv\" key id", "load customers \"c.csv\" key id"),
    (
      "load orders from \"o.csv\" at d of customers by id with (delimiter: \";\", types: (phone: text, at: date))",
      "load orders \"o.csv\" of customers by id at d with (delimiter: \";\", types: (phone: text, at: date))"
    ),
    ("as of 2024-12-31", "asof date:20088"),
    ("as of today - 1 month", "asof (today - 1-month)"),
    ("param floor = 5", "param floor 5"), ("param x = -1.5", "param x (- 1.5)"),
    ("param since = 90 days ago", "param since 90-day-ago"),
    ("metric m = a in (1) \"doc\" in days", "metric m (in a 1) \"doc\" in days"),
    ("measure arpu = sum(profit) / count() in \"€\"", "measure arpu (sum[profit] / count[]) in €"),
    ("function margin(a, b) = (a - b) / a", "function margin(a,b) ((a - b) / a)"),
    (
      "lifecycle stage: new when f = 1, loyal when f > 5, other otherwise",
      "lifecycle stage new:(= f 1) loyal:(> f 5) other:*"
    ),
    (
      "segment loyal where frequency > 5 rank by profit top 20%",
      "segment loyal where (> frequency 5) rank profit top 0.2%"
    ),
    ("segment a rank by profit cover 80%", "segment a rank profit cover 0.8%"),
    (
      "segment a top n where x from b rank by p asc, q desc per city, r",
      "segment a from b where x rank p asc, q per city,r top n"
    ),
    ("segment a rank by roi spend 1_000 of cost", "segment a rank roi spend 1000 of cost"),
    ("segment a rank by roi cover 0.8 of share(profit)", "segment a rank roi cover 0.8 of share[profit]"),
    ("segment top where rank > 5 top 5", "segment top where (> rank 5) top 5"),
    ("split loyal into control 20%, test 80% per city seed 7", "split loyal control 0.2%, test 0.8% per city seed 7"),
    ("show loyal", "show loyal"),
    (
      "show count() as n, sum(profit), arpu of loyal where x by city as c, stage rank by n top 3 draw bar",
      "show count[] as n, sum[profit], arpu of loyal where x by city as c, stage rank n top 3 draw bar"
    ),
    ("show migration(stage, 180 days ago, today)", "show migration[stage; 180-day-ago; today]"),
    ("show loyal as of 2024-12-31", "show (asof loyal date:20088)"),
    ("list *", "list *"), ("list customer_id, date of orders.rejects", "list customer_id, date of orders.rejects"),
    ("list a as b of loyal where c rank by d bottom 5", "list a as b of loyal where c rank d bottom 5"),
    ("explain loyal", "explain loyal"), ("why \"C1\" in loyal", "why \"C1\" in loyal"),
    ("why 17 in loyal", "why 17 in loyal"),
    ("expect count(loyal) > 0 else \"nobody\"", "expect (> count[loyal] 0) else \"nobody\""),
    ("report \"q.html\" title \"Q\" with (replace: yes)", "report \"q.html\" title \"Q\" with (replace: yes)"),
    ("note \"# a\"", "note \"# a\""),
    ("export last to \"x.csv\" columns a, b as c", "export last \"x.csv\" columns a, b as c"),
    ("use \"a.seg\"", "use \"a.seg\""), ("use std.lifecycle", "use std.lifecycle"),
    ("show a show b;;list c\nmetric x = 1 ; show d", "show a\nshow b\nlist c\nmetric x 1\nshow d"),
    ("show a\nas of 2024-12-31\nshow b", "show a\nasof date:20088\nshow b"),
    ("#!/usr/bin/env seg\n# c\nshow a # b\n", "show a"), ("", ""), ("\u{FEFF}show a", "show a"),
    ("SEGMENT x WHERE Y > 1 RANK BY z TOP 5", "segment x where (> Y 1) rank z top 5"),
    ("list segment, show, list\nwhere show", "list segment, show, list where show"),
  ])
  func accepted(_ text: String, _ tree: String) {
    let result = parsed(text)
    #expect(result.ids == [])
    #expect(result.tree == tree)
  }

  @Test(arguments: StatementForm.all.map(\.example)) func examplesOfForms(_ example: String) {
    #expect(parsed(example).ids == [])
  }

  @Test func formsCoverEveryStatement() {
    #expect(Set(StatementForm.all.map(\.keyword)) == Set(Keyword.statements.map(\.rawValue) + ["as of"]))
  }

  @Test func spans() throws {
    let text = "  segment 金 where (a + b) * c > 5 rank by p top 20%  # end\nshow 金"
    let script = Parser.parse(Source(name: "<text>", text: text)).script
    let first = try #require(script.statements.first)
    #expect(first.span.text == "segment 金 where (a + b) * c > 5 rank by p top 20%")
    guard case .segment(let segment) = first.kind else { throw Wrong() }
    #expect(segment.name.span.text == "金")
    #expect(segment.clauses.map(\.kind) == [.condition, .ranking, .cut])
    guard case .condition(let condition)? = segment.clauses.first, case .cut(let cut)? = segment.clauses.last,
      case .comparison(let operands, _) = condition.kind
    else { throw Wrong() }
    #expect(condition.span.text == "(a + b) * c > 5")
    #expect(cut.span.text == "top 20%")
    #expect(operands.map(\.span.text) == ["(a + b) * c", "5"])
    #expect(script.statements.last?.span.position.line == 2)
  }

  @Test func calendarAgreesWithColumns() {
    for year in [1, 4, 1900, 1970, 2000, 2023, 2024, 9999] {
      for month in 0...13 {
        for day in 0...32 {
          #expect(CivilDate.days(year: year, month: month, day: day) == columnsDay(year, month, day))
        }
      }
    }
  }

  struct Wrong: Error {}
}
