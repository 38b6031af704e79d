// What `seg help ID` says about the mistakes that checking finds.

import SegDiagnostics

package enum SemanticDiagnostics {
  package static let topics: [DiagnosticTopic] = [
    DiagnosticTopic("unknown-name", "A name is a metric, segment, lifecycle, measure or parameter that is defined earlier, or a column of the customers. Names are case-sensitive."),
    DiagnosticTopic("unavailable", "A definition of the standard library rests on a table or a column that is not loaded. Tables are loaded before `use`; where a column has another name, the metric that reads it is defined before `use`. `help std.NAME` says what a library needs."),
    DiagnosticTopic("unknown-column", "The table has no column of that name. Names are case-sensitive; names that are not letters, digits and `_` stand in backticks."),
    DiagnosticTopic("unknown-table", "Tables are what `load` has brought in."),
    DiagnosticTopic("unknown-function", "No function or aggregate has that name; `help` lists them all."),
    DiagnosticTopic("not-a-segment", "`of` and `from` take a segment, or another yes/no definition."),
    DiagnosticTopic("table-as-value", "A table of events has many rows for each customer. An aggregate makes one value of them: `count(orders)`."),
    DiagnosticTopic("not-aggregated", "There are many values and one is wanted. A metric needs one for each customer (`sum(amount of orders)`), a measure one for each group (`sum(profit)`, `count(loyal)`)."),
    DiagnosticTopic("measure-as-value", "A measure is a number of a group. Where every customer has a value, define a `metric`."),
    DiagnosticTopic("not-constant", "Here stands a literal, a parameter or a day such as `90 days ago`: something that is the same for every customer."),
    DiagnosticTopic("name-taken", "Metrics, segments, lifecycles, measures and the columns of the customers share their names, and a script defines each name once. At the prompt a later definition replaces."),
    DiagnosticTopic("circular", "A definition may use earlier ones, never itself: so every script ends."),
    DiagnosticTopic("unreachable-stage", "The first stage whose condition holds takes a customer; after `otherwise` nobody is left."),
    DiagnosticTopic("open-lifecycle", "Without `otherwise`, customers that meet no condition are in no stage, and `by` shows them as missing."),
    DiagnosticTopic("type-mismatch", "Operators take values of one type: texts are written in quotes, dates as 2024-12-31, yes/no as `yes` and `no`. Integers go with numbers, dates with timestamps."),
    DiagnosticTopic("bad-pattern", "`matches` takes a regular expression: letters, `.`, `[…]`, `(…|…)`, `*`, `+`, `?`, `{m,n}`, `^`, `$`, `\\d`, `\\w`, `\\s`. It matches in linear time; there are no back-references."),
    DiagnosticTopic("compared-with-missing", "A comparison with a missing value is no. Whether a value is there is asked with `is missing` and `is not missing`."),
    DiagnosticTopic("missing-without-type", "`missing` takes the type of the value beside it: `if refunded then missing else amount`."),
    DiagnosticTopic("calendar-duration", "Months, quarters and years differ in their days. They are added to dates (`today - 3 months`); numbers of days are compared with days."),
    DiagnosticTopic("period-as-value", "A month or a quarter is many days. It stands after `in`, or in `from … to …`."),
    DiagnosticTopic("wrong-arguments", "The call does not fit the function: `help NAME` shows how it is called."),
    DiagnosticTopic("unknown-model", "The models of purchases are \"bg/nbd\", \"mbg/nbd\", \"pareto/nbd\" and \"nbd\". BG/NBD gives a customer with one purchase a `p_alive` of 1 by its construction; MBG/NBD and Pareto/NBD do not."),
    DiagnosticTopic("key-as-attribute", "A key is another one for every customer, so that a model would learn each of them by heart and nothing about the next one. Attributes are what several customers share, or numbers that say how much."),
    DiagnosticTopic("attribute-of-segment", "A look-alike score says who is like the members of a segment in other respects. With an attribute that the segment's own definition asks for, the model only finds the definition again: its figures are as good as perfect, and whoever is none of the members scores next to 0. Attributes of other kinds (age, city, first product) say more."),
    DiagnosticTopic("rate-without-pace", "1% a month and 1% a year are far apart, so a rate says how often it applies: `1% monthly`, `10% yearly`; `daily`, `weekly` and `quarterly` there are too."),
    DiagnosticTopic("mixed-rows", "One question is about the rows of one table: where the groups are of events, the measures are of the same events."),
    DiagnosticTopic("as-of-constant", "`as of` belongs to the value right before it: `frequency > 5 as of D` would look at the 5 on another day. Parentheses say what is meant: `(frequency > 5) as of D`, `(frequency as of D) > 5`."),
    DiagnosticTopic("no-time", "Windows, `first` and `last` need to know when an event happened: load the table with `at COLUMN`."),
    DiagnosticTopic("cut-without-ranking", "`top`, `bottom`, `cover` and `spend` take the first rows of an order, which `rank by` gives."),
  ]
}
