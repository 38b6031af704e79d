// The explanations of `seg help ID` for the mistakes that checking finds.

import SegDiagnostics

/// The messages of the binder.
package enum SemanticDiagnostics {
  package static let topics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "unknown-name",
      """
      A name is a metric, segment, lifecycle, measure or parameter that is defined earlier, or a column of the \
      customers. Names are case-sensitive.
      """
    ),
    DiagnosticTopic(
      "unavailable",
      """
      A definition of the standard library uses a table or a column that is not loaded. Load tables before `use`. If a \
      column has another name, define the metric that reads it before `use`. `help std.NAME` says what a library needs.
      """),
    DiagnosticTopic(
      "unknown-column",
      """
      The table has no column of that name. Names are case-sensitive. Names with other characters than letters, digits \
      and `_` are written in backticks.
      """),
    DiagnosticTopic("unknown-table", "No table of that name is loaded. `load` reads tables."),
    DiagnosticTopic("unknown-function", "No function or aggregate has that name; `help` lists them all."),
    DiagnosticTopic("not-a-segment", "`of` and `from` take a segment, or another yes/no definition."),
    DiagnosticTopic(
      "table-as-value", "A table of events has many rows for each customer. An aggregate makes one value of them: `count(orders)`."),
    DiagnosticTopic(
      "not-aggregated",
      """
      There are many values where one is expected. A metric needs one value for each customer (`sum(amount of orders)`), \
      a measure one for each group (`sum(profit)`, `count(loyal)`).
      """),
    DiagnosticTopic("measure-as-value", "A measure is one number for a group. For one value for each customer, define a `metric`."),
    DiagnosticTopic(
      "not-constant",
      "This place takes a value that is the same for all customers: a literal, a parameter or a day such as `90 days ago`."),
    DiagnosticTopic(
      "name-taken",
      """
      Metrics, segments, lifecycles, measures and customer columns share one set of names, and a script defines each name \
      once. At the prompt a later definition replaces an earlier one.
      """),
    DiagnosticTopic(
      "ambiguous-name",
      "Customers and events both have a name. In `by` and in `list` it is not clear which is meant; `TABLE.NAME` says it."),
    DiagnosticTopic(
      "unknown-value",
      "A condition compares a column of texts with a text that no row has. Upper and lower case count: `Berlin` is not `berlin`."),
    DiagnosticTopic(
      "no-interval",
      """
      `with interval` says how far figures that follow from a model of purchases may be off. What is counted has no such interval. \
      Models of periods (`bg/bb`, `sbg`) and scores have none either.
      """),
    DiagnosticTopic(
      "bad-snapshot",
      """
      `snapshot SEGMENT as \"FILE.csv\"` keeps a segment with its definition, `load NAME from \"FILE.csv\" as segment` reads its members \
      again, and `changes(SEGMENT, since: \"FILE.csv\")` compares it with today. A list of customers without a definition can be \
      loaded as a segment, but nobody knows why it changed.
      """),
    DiagnosticTopic("circular", "A definition may use earlier definitions, never itself. So every script ends."),
    DiagnosticTopic("unreachable-stage", "The first stage whose condition holds takes a customer; after `otherwise` nobody is left."),
    DiagnosticTopic(
      "open-lifecycle",
      "Without `otherwise`, customers who meet no condition are in no stage, and `by` shows them as missing."),
    DiagnosticTopic(
      "type-mismatch",
      """
      Operators take values of one type: texts are written in quotes, dates as 2024-12-31, yes/no as `yes` and \
      `no`. Integers go with numbers, dates with timestamps.
      """
    ),
    DiagnosticTopic(
      "bad-pattern",
      """
      `matches` takes a regular expression: letters, `.`, `[…]`, `(…|…)`, `*`, `+`, `?`, `{m,n}`, `^`, `$`, \
      `\\d`, `\\w`, `\\s`. It matches in linear time; there are no back-references.
      """
    ),
    DiagnosticTopic(
      "own-time",
      """
      A border of a window is a day for all events, or one of the customer: `since signup`. The time of the event itself is \
      neither: every event would be compared with its own time. To count events before those of another table, define \
      the day as a metric: `metric answered = max(day of answers)`, then `count(orders before answered)`.
      """),
    DiagnosticTopic(
      "window-gap",
      """
      `in last 90 days` is the 90 days that end with today. `from A to 90 days ago` ends before the day that is 90 days ago. \
      So that day is in neither. The window that adjoins `in last 90 days` is `in the 90 days before`.
      """),
    DiagnosticTopic(
      "compared-with-missing",
      "A comparison with a missing value is always no. `is missing` and `is not missing` test whether a value is missing."),
    DiagnosticTopic("missing-without-type", "`missing` takes the type of the value beside it: `if refunded then missing else amount`."),
    DiagnosticTopic(
      "calendar-duration",
      """
      Months, quarters and years have no fixed number of days. Add them to dates (`today - 3 months`); compare numbers of \
      days with days.
      """),
    DiagnosticTopic(
      "other-unit",
      """
      A definition states the unit of its values after `in`. Days are converted to weeks, weeks to days, months to years. \
      Days are no fixed part of a month or a year, so the definition says what is meant: whole years from one day to the \
      other, or years of 365.25 days.
      """),
    DiagnosticTopic("period-as-value", "A month or a quarter is many days, not one. Write it after `in`, or in `from … to …`."),
    DiagnosticTopic(
      "value-of-customer",
      """
      Inside an aggregate over events a name may also be a metric or a column of the customer who had the event: \
      `sum(profit of referrals)` is the profit of the customer who referred, added once for each referral, not that of those \
      referred. Write `profit * count(referrals)` if that is meant, and `profit` alone if the customer's own value is.
      """),
    DiagnosticTopic(
      "value-of-owner",
      """
      A row may read the columns of the row that owns it. Summed over the rows, a value of the owner counts as often as the owner has \
      rows: the freight of an order with three items three times. Sum it over the owners: `sum(freight of orders)`.
      """),
    DiagnosticTopic(
      "segment-as-column",
      """
      `list` names columns, and `of` says of which customers. A segment alone could be either: `list * of loyal` lists its customers, \
      `list id, loyal` says of each customer whether they are in it.
      """),
    DiagnosticTopic("wrong-arguments", "The call does not fit the function: `help NAME` shows how it is called."),
    DiagnosticTopic(
      "unknown-model",
      """
      The models of purchases are \"bg/nbd\", \"mbg/nbd\", \"pareto/nbd\" and \"nbd\". By its construction, BG/NBD gives \
      a customer with one purchase a `p_alive` of 1; MBG/NBD and Pareto/NBD do not.
      """),
    DiagnosticTopic(
      "key-as-attribute",
      """
      Every customer has a different key, so a model would memorize the customers and learn nothing about new ones. Use \
      attributes that several customers share, or numbers.
      """),
    DiagnosticTopic(
      "attribute-of-segment",
      """
      A look-alike score says which customers resemble the members of a segment in other attributes. With an attribute \
      that the segment's definition uses, the model only learns the definition: its validation is almost perfect, and all \
      non-members score near 0. Other attributes (age, city, first product) say more.
      """),
    DiagnosticTopic(
      "attribute-of-today",
      """
      `propensity` learns from the attributes of an earlier day and the outcome since, and so does `lookalike` of members `as of` \
      an earlier day. Events say how things stood on that day; a column of customers has only its value of today, perhaps set \
      because of the outcome (`status` = lapsed). Then the validation is almost perfect and the score useless for the future. \
      Make the attribute of events, state with `fixed` that the column does not change (a birthday, the first channel), or leave \
      it out.
      """),
    DiagnosticTopic(
      "rate-without-pace",
      """
      1% a month is far more than 1% a year, so a rate must state its period: `daily`, `weekly`, `monthly`, `quarterly` \
      or `yearly`, as in `1% monthly`.
      """),
    DiagnosticTopic(
      "no-effect",
      """
      What varies does not occur in the measure, nor in the choice of the customers, so that all rows would say the same. Use it \
      in a definition that the measure depends on, or vary another one.
      """),
    DiagnosticTopic("mixed-rows", "A question uses the rows of one table: if it groups by events, its measures must use the same events."),
    DiagnosticTopic(
      "as-of-constant",
      """
      `as of` applies to the value right before it: in `frequency > 5 as of D` that is the 5. Use parentheses: \
      `(frequency > 5) as of D`, `(frequency as of D) > 5`.
      """),
    DiagnosticTopic("no-time", "Windows, `first` and `last` need to know when an event happened: load the table with `at COLUMN`."),
    DiagnosticTopic(
      "cut-without-ranking",
      "`top`, `bottom`, `cover` and `spend` take the first rows of a ranking, so they need `rank by`."),
    DiagnosticTopic(
      "second-customers",
      """
      There can be only one customer table. Other tables hold events of the customers: `load … of customers by COLUMN at \
      COLUMN`.
      """),
    DiagnosticTopic(
      "wrong-load",
      """
      A load reads customers (`key COLUMN`), their events (`of customers by COLUMN at COLUMN`), rows of such events (`of orders by \
      COLUMN`), or, after the customers, a table that is looked up by its key (`key COLUMN`).
      """),
    DiagnosticTopic(
      "bad-link",
      "`link TABLE to TABLE by COLUMN` looks up one row by the key of the other table: it has a key, and the columns have its types."),
  ]
}
