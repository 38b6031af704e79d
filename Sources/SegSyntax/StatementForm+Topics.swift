// Clauses and words that several statements share: topics of help.

extension StatementForm {
  /// What is explained beside the statements and the clauses of `show`.
  package static let topics: [StatementForm] = [
    StatementForm(
      keyword: "where",
      form: "where CONDITION",
      summary:
        """
        Chooses customers, or the rows of a table in an aggregate and in `list`. Conditions are joined by `and`, `or` and `not`: \
        `city = \"Berlin\"`, `amount >= 5`, `city in (\"Berlin\", \"Bonn\")`, `amount between 5 and 10`, `stage is \
        loyal`, `email is missing`.
        """,
      example: "show count() where frequency > 5 and not (city = \"Berlin\")"),
    StatementForm(
      keyword: "by",
      form: "by EXPR [as NAME], …|every PERIOD",
      summary: "Makes a group of the customers, or of the events, for each value of an expression, or for each period of time.",
      example: "show sum(amount of orders) by channel, every month"),
    StatementForm(
      keyword: "rank by",
      form: "rank by EXPR [asc|desc], … [per EXPR, …]",
      summary:
        """
        Puts customers or rows in order, the highest first unless `asc` is written. Ties are in the order of the key, and missing values \
        are last. `per` ranks in each group by itself.
        """,
      example: "segment best where frequency > 1 rank by profit per city top 100"),
    StatementForm(
      keyword: "top",
      form: "top N|top P%|bottom N|bottom P% [per EXPR, …]",
      summary:
        """
        Keeps the first or the last of those that are ranked: a number, or a share, which is rounded up to whole customers. `per` keeps \
        so many in each group. An answer shows all the rows that `top N` asks for.
        """,
      example: "list customer_id, profit rank by profit top 10"),
    StatementForm(
      keyword: "cover",
      form: "cover P% [of EXPR]|cover AMOUNT of EXPR",
      summary: "Keeps the fewest ranked customers who together have a share of the total of the positive values, or an amount.",
      example: "segment pareto rank by profit cover 80%"),
    StatementForm(
      keyword: "spend",
      form: "spend AMOUNT of EXPR",
      summary: "Keeps ranked customers as long as the sum of what each costs stays within a budget.",
      example: "segment mailed rank by profit spend 1000 of acquisition_cost"),
    StatementForm(
      keyword: "per",
      form: "per EXPR, …",
      summary: "Ranks, cuts, splits or compares in each group by itself: `rank by profit per city top 10`, `share(profit per city)`.",
      example: "segment local rank by profit per city top 10"),
    StatementForm(
      keyword: "draw",
      form: "draw KIND",
      summary: "Shows an answer as a picture. `help bar` and so on explain the kinds; `draw table` is the table.",
      example: "show sum(amount of orders) by every month draw bar"),
    StatementForm(
      keyword: "window",
      form: "in last N days|in PERIOD|in this PERIOD|in previous PERIOD|since DATE|before DATE|from DATE to DATE|within N days of DATE",
      summary:
        """
        Chooses events by their time inside an aggregate, or tests a date outside of one. `in last 90 days` ends with \
        today; `from A to B` \
        has A and not B; a PERIOD is 2024, 2024-Q1, 2024-03 or 2024-W07. A duration has a unit: days, weeks, months, \
        quarters, years, hours.
        """,
      example: "metric recent = sum(amount of orders in last 90 days)"),
    StatementForm(
      keyword: "like",
      form: "TEXT [not] like PATTERN|contains TEXT|starts with TEXT|ends with TEXT|matches REGEX",
      summary:
        """
        Tests a text. In a PATTERN of `like`, `%` stands for any characters and `_` for one. `matches` looks for a regular expression \
        anywhere in the text. Case matters; `lower(TEXT)` makes it not matter.
        """,
      example: "segment business where email not like \"%@gmail.com\""),
    StatementForm(
      keyword: "if",
      form: "if CONDITION then EXPR else EXPR",
      summary: "Gives the one or the other value. Inside a larger expression it stands in parentheses.",
      example: "metric size = if frequency > 5 then \"often\" else \"seldom\""),
    StatementForm(
      keyword: "missing",
      form: "EXPR is [not] missing|EXPR ?? EXPR",
      summary:
        """
        A value that is not there. A comparison with it is no; arithmetic with it is missing; aggregates skip it; ranks put it last. `??` \
        gives the next value in its place.
        """,
      example: "segment unknown where city is missing"),
    StatementForm(
      keyword: "with",
      form: "with (OPTION: VALUE, …)|with totals",
      summary:
        """
        Gives options to `load`, `append`, `export` and `use`: how a file is written, whether one may be replaced, \
        what the script calls the \
        names of a library. `show … with totals` adds the row of all.
        """,
      example: "load orders from \"orders.txt\" of customers by id with (delimiter: \";\", encoding: \"gb18030\")"),
    StatementForm(
      keyword: "types",
      form: "with (types: (COLUMN: TYPE, …))",
      summary:
        """
        Says the types of columns where those that are found out are not meant: integer, number, text, date, timestamp, boolean. A value \
        that is not of the type sends its row to the rejects.
        """,
      example: "load customers from \"customers.csv\" key id with (types: (id: text, birthday: date))"),
    StatementForm(
      keyword: "rejects",
      form: "list * of TABLE.rejects",
      summary: "The rows of a file that could not be taken: the line, the column, the reason and the text.",
      example: "list * of orders.rejects"),
    StatementForm(
      keyword: "today",
      form: "today|EXPR as of DATE",
      summary:
        """
        The day that `as of DATE` or `--as-of` sets; without them, the day of the newest event. `METRIC as of DATE` \
        is the metric as it stood on \
        that day.
        """,
      example: "metric recency = today - max(order_date of orders)"),
    StatementForm(
      keyword: "as",
      form: "EXPR as NAME",
      summary: "Names an item of an answer; later items, `having` and `rank by` may use the name.",
      example: "show sum(profit) as profit, count() as customers, profit / customers as each by city rank by each"),
    StatementForm(
      keyword: "of",
      form: "AGGREGATE(EXPR of TABLE [where CONDITION] [WINDOW])|show … of SEGMENT|list … of TABLE",
      summary:
        "Says of which table's rows an aggregate is, or of which customers a question is. `of all TABLE` counts rows of nobody, too.",
      example: "show sum(amount of orders where amount > 5) of loyal"),
  ]

  /// All that help explains with a form and an example.
  package static let explained: [StatementForm] = all + clauses + topics
}
