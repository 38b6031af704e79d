// The form of each statement, for help, completion and the notes of messages.

import SegDiagnostics

/// The description of one statement of the language.
package struct StatementForm: Sendable {
  /// The first word or words: `segment`, `as of`.
  package let keyword: String
  /// The form, with `[…]` around optional parts and `…` for more of the same.
  package let form: String
  /// One line about its purpose.
  package let summary: Message
  /// A complete example.
  package let example: String

  /// The clauses of `show` about its groups, which have topics of their own.
  package static let clauses: [StatementForm] = [
    StatementForm(
      keyword: "having",
      form: "show … by … having CONDITION",
      summary:
        """
        Keeps groups by their measures, which the condition may name as items. All groups have their values before one is left out, so \
        shares and totals are of all of them. `where` chooses the customers or events that are grouped.
        """,
      example: "show count() as customers, avg(profit) as profit by city having customers > 100"),
    StatementForm(
      keyword: "pivot",
      form: "show … by …, DIMENSION pivot DIMENSION",
      summary: "Lays out a dimension: a column for each of its values, in their order, and a row for each group of the other dimensions.",
      example: "show sum(amount of orders) by city, channel pivot channel"),
    StatementForm(
      keyword: "totals",
      form: "show … by … with totals",
      summary:
        """
        Adds a last row of all customers or events together: each measure is computed for them, and is no sum of the rows. Its dimensions \
        are missing, and `is_total` is yes.
        """,
      example: "show count() as customers, avg(profit) as profit by city with totals"),
    StatementForm(
      keyword: "interval",
      form: "show … [by …] with interval",
      summary:
        """
        Gives the figures of purchase models the ends of their 95% intervals, `NAME_low` and `NAME_high`: how far they may be off because \
        the model is fitted to the customers that there are. By the parametric bootstrap of 199 draws, always the same ones.
        """,
      example: "show sum(value) as value by city with interval"),
  ]

  /// Every statement, in the order in which a script uses them.
  package static let all: [StatementForm] = [
    StatementForm(
      keyword: "load",
      form: "load NAME from \"FILE\", … [key COLUMN, …] [of TABLE by COLUMN, …] [at COLUMN] [as segment] [with (OPTION: VALUE, …)]",
      summary:
        """
        Reads a table of customers, of events that belong to them or to other events, or one that is looked up by its key. Several \
        files, a pattern such as `orders-2024-*.csv` or a folder such as `orders/` are one table, with columns by name and one type \
        for each. How a file is written is found out; what cannot be is said by options, such as types, delimiter, encoding, header, \
        skip, missing and file (`help delimiter`). A COLUMN may be an expression over the columns of the file: \
        `key lower(trim(email))`, `at date(day, \"%d%b%y\")`. With `as segment` the file lists customers: \
        those in it are a segment of that name, and `NAME.COLUMN` reads what the file says of them.
        """,
      example: "load orders from \"orders.csv\" of customers by customer_id at order_date"),
    StatementForm(
      keyword: "append",
      form: "append TABLE from \"FILE\", … [with (OPTION: VALUE, …)]",
      summary:
        """
        Adds the rows of further files to a table that is loaded; the other files are not read again. Columns are matched by name, and \
        the types of the table hold. The options of its `load` hold, too, but for those that are given.
        """,
      example: "append orders from \"orders-2025-01.csv\""),
    StatementForm(
      keyword: "link",
      form: "link TABLE to TABLE by COLUMN, … [as ROLE]",
      summary:
        """
        Looks up the row of another table by its key for each row of a table: `products.category` then reads a column of it. A \
        COLUMN may be an expression over the columns of the first table: `by lower(trim(sku))`.
        """,
      example: "link items to products by sku"),
    StatementForm(
      keyword: "column",
      form: "column NAME of TABLE = EXPR [\"DOC\"] [in UNIT]",
      summary: "Gives a table of events a column: one value for each row, made of its other columns.",
      example: "column amount of items = quantity * price * (1 - discount) \"net of discount\""),
    StatementForm(
      keyword: "table",
      form: "table NAME from TABLE [where CONDITION] [distinct|per COLUMN, …] [: COLUMN = EXPR, …]",
      summary: "Makes a table of another: some of its rows, each row once, or one row for each customer and combination.",
      example: "table carts from items per order_id: amount = sum(amount), lines = count(), at = min(time)"),
    StatementForm(
      keyword: "as of",
      form: "as of DATE",
      summary: "Sets the day that is today for the following statements.",
      example: "as of 2024-12-31"),
    StatementForm(
      keyword: "param",
      form: "param NAME = LITERAL",
      summary: "Names a value that `--set NAME=VALUE` or the host may replace.",
      example: "param floor = 5"),
    StatementForm(
      keyword: "metric",
      form: "metric NAME = EXPR [\"DOC\"] [in UNIT]",
      summary: "Defines one value for each customer.",
      example: "metric recency = today - max(order_date of orders) \"days since the last order\" in days"),
    StatementForm(
      keyword: "lifecycle",
      form: "lifecycle NAME: STAGE when CONDITION, …, STAGE otherwise",
      summary: "Puts each customer into exactly one stage: the first whose condition holds.",
      example: "lifecycle stage: new when frequency = 1, loyal when frequency > 5, other otherwise"),
    StatementForm(
      keyword: "segment",
      form:
        """
        segment NAME [from SEGMENT] [where CONDITION] [rank by EXPR [asc|desc], … [per EXPR, …]] [top N|top \
        P%|bottom N|cover P% [of EXPR]|cover AMOUNT of EXPR|spend AMOUNT of EXPR]
        """,
      summary: "Names the customers that meet a condition, or the best of them.",
      example: "segment loyal where frequency > 5 rank by profit top 20%"),
    StatementForm(
      keyword: "split",
      form: "split SEGMENT into NAME P%, … [per EXPR, …] [seed N]",
      summary: "Divides a segment at random into groups, such as test and control.",
      example: "split loyal into control 20%, test 80% per city seed 7"),
    StatementForm(
      keyword: "measure",
      form: "measure NAME = EXPR [\"DOC\"] [in UNIT]",
      summary: "Defines one number for a group of customers.",
      example: "measure arpu = sum(profit) / count()"),
    StatementForm(
      keyword: "function",
      form: "function NAME(PARAMETER, …) = EXPR",
      summary: "Names an expression with parameters.",
      example: "function margin(a, b) = (a - b) / a"),
    StatementForm(
      keyword: "show",
      form:
        """
        show EXPR [as NAME], … [of SEGMENT] [where CONDITION] [by EXPR, …] [having CONDITION] [rank by EXPR] [top N [per EXPR]] \
        [pivot EXPR] [with totals|with interval] [draw KIND]
        """,
      summary: "Answers with numbers: of a segment, of measures by groups, or of an analysis.",
      example: "show count(), sum(profit) as total of loyal by city rank by total top 10 draw bar"),
    StatementForm(
      keyword: "list",
      form: "list *|EXPR [as NAME], … [of SEGMENT|TABLE|TABLE.rejects] [where CONDITION] [rank by EXPR] [top N]",
      summary: "Answers with rows: of customers, or of an event table.",
      example: "list customer_id, profit of loyal rank by profit top 10"),
    StatementForm(
      keyword: "describe",
      form: "describe NAME [of TABLE]",
      summary: "Says what a name means: definition, unit, type, what it uses and what uses it.",
      example: "describe loyal"),
    StatementForm(
      keyword: "explain",
      form: "explain SEGMENT|LIFECYCLE",
      summary: "Says how many customers each condition of a segment keeps, or each stage of a lifecycle takes.",
      example: "explain loyal"),
    StatementForm(
      keyword: "why",
      form: "why KEY in SEGMENT|LIFECYCLE",
      summary: "Says for one customer which conditions of a segment hold, or of each stage of a lifecycle, and what it would take.",
      example: "why \"C0017\" in loyal"),
    StatementForm(
      keyword: "expect",
      form: "expect CONDITION [else \"MESSAGE\"]",
      summary: "Stops the script if a condition does not hold.",
      example: "expect count(loyal) > 0 else \"nobody is loyal\""),
    StatementForm(
      keyword: "export",
      form: "export SEGMENT|last|all to \"FILE\" [columns EXPR [as NAME], …] [with (replace: yes, folders: yes, bom: yes)]",
      summary:
        """
        Writes a segment's customers, the last answer, or all answers so far, to a file. Its ending is the format; only an .xlsx holds \
        several answers. `replace` allows to replace a file and to make folders, `folders` only the latter. \
        `bom` writes a .csv for spreadsheets.
        """,
      example: "export loyal to \"loyal.csv\" columns customer_id, profit with (replace: yes)"),
    StatementForm(
      keyword: "snapshot",
      form: "snapshot SEGMENT as \"FILE\" [with (replace: yes, folders: yes)]",
      summary:
        """
        Keeps a segment as it stands in a .csv file: its members with the values that its definition names, the day and the \
        definition. `load NAME from \"FILE\" as segment` reads it again, and `show changes(SEGMENT, since: \"FILE\")` says who \
        entered and left since, and why.
        """,
      example: "snapshot loyal as \"2024-09.seg.csv\""),
    StatementForm(
      keyword: "report",
      form: "report \"FILE\" [title \"TITLE\"] [with (replace: yes, folders: yes)]",
      summary:
        """
        Collects the notes and answers that follow as a page in HTML: pictures, tables, the definition of each figure, and the \
        receipts of the data. The page is written when the script has ended; a script that fails writes none.
        """,
      example: "report \"q4.html\" title \"The fourth quarter\" with (replace: yes)"),
    StatementForm(
      keyword: "note",
      form: "note \"TEXT\"",
      summary:
        """
        Writes a text between answers: on the page of a `report`, and where answers are tables or Markdown. \
        It may have paragraphs, headings, lists and emphasis in Markdown.
        """,
      example: "note \"## Loyal customers\\nThe best **fifth** of those with more than five orders.\""),
    StatementForm(
      keyword: "use",
      form: "use \"FILE\"|LIBRARY [with (NAME: NAME, …)]",
      summary: """
        Imports the definitions of another script or of the library. `with` says what the script calls the tables, \
        columns and metrics that the library reads; it holds for the libraries that follow, too.
        """,
      example: "use std.kpi with (orders: purchases, amount: paid)"),
  ]

  /// Every keyword of the language, for completion.
  package static let keywords: [String] = Keyword.allCases.map(\.rawValue)

  static let byKeyword: [Keyword: StatementForm] = {
    var forms: [Keyword: StatementForm] = [:]
    for form in all {
      if let keyword = Keyword(word: form.keyword == "as of" ? "as" : form.keyword) { forms[keyword] = form }
    }
    return forms
  }()
}
