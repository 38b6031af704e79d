// The explanations of `seg help ID` for each mistake of this phase.

import SegDiagnostics

/// The messages of the lexer and the parser, as a whole.
package enum SyntaxDiagnostics {
  /// One explanation for each id, in alphabetical order.
  package static let topics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "bad-date",
      """
      A date is written year-month-day (2024-12-31), a month 2024-12, a quarter 2024-Q4 and a timestamp \
      2024-12-31T18:00:00, and it must exist in the calendar. For a subtraction, put spaces around the sign: 2024 - 12.
      """
    ),
    DiagnosticTopic(
      "bad-escape",
      """
      Inside a string a backslash begins one of the escapes \\n \\t \\\\ \\\" \\' and \\u{…}. To write a backslash \
      itself, as in patterns and Windows paths, write it twice.
      """
    ),
    DiagnosticTopic(
      "bad-number",
      """
      A number is written 1000, 1_000 or 1.5, a percentage 20%. It begins with a digit, and a space separates it from a \
      word: 90 days, not 90days.
      """
    ),
    DiagnosticTopic(
      "bad-path", "The system ends a path at the character NUL (`\\u{0}`), so that it would name another file than the one written."),
    DiagnosticTopic(
      "bad-window",
      """
      A window says on which days events count, inside the parentheses of an aggregate: `count(orders in last 90 days)`. After a \
      date it tests that date: `signup in last 90 days`; inside an aggregate such a test stands in parentheses. The forms are \
      `in last N days` (or hours), `in 2024-Q1` (or 2024, 2024-12, 2024-W07, 2024-12-31), `in this month`, `in previous quarter`, \
      `in this year to date`, `from A to B`, `since D` and `before D`; for dates also `in next N days`, and `each year` after a \
      window for anniversaries.
      """
    ),
    DiagnosticTopic(
      "duplicate-clause",
      "A statement may have each clause only once. Join two conditions with `and`. Of top, bottom, cover and spend only one is allowed."
    ),
    DiagnosticTopic(
      "empty-name",
      "Backticks enclose a name that is not a plain word, such as `order date`. The name has at least one character."),
    DiagnosticTopic("expected-text", "Files and messages are texts, so they are written in quotes."),
    DiagnosticTopic(
      "foreign-keyword", "The word belongs to another language, such as SQL; the message says what it is called here."),
    DiagnosticTopic(
      "foreign-operator",
      """
      The sign belongs to another language; the message says how it is written here. Equal is =, unequal is !=, \
      and conditions are joined by the words and, or, not.
      """
    ),
    DiagnosticTopic(
      "format-failed",
      """
      The formatter compares its result with the script: the statements and comments must be the same. If they differ, \
      the formatter has a bug, and the script is left unchanged.
      """
    ),
    DiagnosticTopic(
      "if-needs-parentheses",
      """
      `if C then A else B` extends as far to the right as possible. Inside a larger expression, parentheses show where \
      it ends: 2 * (if vip then 3 else 1).
      """
    ),
    DiagnosticTopic(
      "in-wants-list",
      """
      Membership takes a list in parentheses: city in (\"Paris\", \"Rome\"). A time window, such as in 2024-Q1, belongs \
      inside an aggregate: count(orders in 2024-Q1).
      """
    ),
    DiagnosticTopic(
      "is-for-equal", "`is` tests for a stage of a lifecycle or for missing. Values are compared with = and !=."),
    DiagnosticTopic("missing-comma", "The parts of a list are separated by commas."),
    DiagnosticTopic(
      "missing-else", "Every `if` needs an `else`, because every customer needs a value; `else missing` gives none."),
    DiagnosticTopic("missing-equal", "A definition has a = between its name and its expression."),
    DiagnosticTopic("misspelt-keyword", "The word is almost a keyword that is allowed here."),
    DiagnosticTopic(
      "nesting-too-deep",
      """
      Expressions may be nested 200 levels deep. Define parts of a longer one as metrics or segments. Chains of and, or \
      and + are not nested and have no limit.
      """
    ),
    DiagnosticTopic(
      "no-hours",
      """
      Hours and minutes are counted where a column has times: `in last 24 hours`, `moment + 90 minutes`, `within 2 hours`. Days have \
      none, and neither has `today`: `in last 1 day` is today, and `timestamp(day)` the beginning of a day. Seconds are not counted, \
      and periods (`every month`) are whole days or longer. `hour(TIME)` and `minute(TIME)` read a time, for conditions and groups.
      """),
    DiagnosticTopic(
      "not-a-literal",
      "A param holds a value that is written out, such as 5, \"tea\" or 2024-12-31, so that --set can replace it."),
    DiagnosticTopic(
      "not-utf8", "Scripts are UTF-8. An editor's \"save with encoding\" or iconv turns other encodings into it."),
    DiagnosticTopic(
      "number-too-large",
      "The largest whole number is 9223372036854775807. Longer numbers are usually identifiers and belong in quotes."),
    DiagnosticTopic(
      "reserved-word",
      "The word is a keyword of expressions. Write a column or table of that name in backticks."),
    DiagnosticTopic(
      "text-for-name", "Quotes are for texts. Write a name as it is, or in backticks if it is not a plain word."),
    DiagnosticTopic("too-many-mistakes", "The text has so many mistakes that it is probably no script."),
    DiagnosticTopic(
      "trailing-as-of",
      """
      After a value, `as of DAY` gives the value on another day. As a statement, first on its line or after `;`, it \
      sets the day for what follows. After a clause it would be read as a statement by mistake.
      """
    ),
    DiagnosticTopic("unclosed-bracket", "Every opening parenthesis needs a closing one in the same statement."),
    DiagnosticTopic("unclosed-name", "A name in backticks ends with a backtick on the same line."),
    DiagnosticTopic(
      "unclosed-string",
      """
      A string ends with the quote that began it. For a quote inside it, write a backslash before the quote or use the \
      other kind of quote around the string.
      """
    ),
    DiagnosticTopic(
      "unexpected-character",
      "No word, number or sign begins with this character. Write unusual names in backticks, texts in quotes."),
    DiagnosticTopic(
      "unexpected-token",
      "Something else was expected at this place; the message says what, and a note gives the form of the statement."),
    DiagnosticTopic(
      "unfinished-lifecycle",
      "Only the last stage of a lifecycle may be `STAGE otherwise`: it takes all remaining customers."
    ),
    DiagnosticTopic("unfinished-statement", "The text ends before the statement is complete."),
    DiagnosticTopic(
      "unknown-statement", "A statement begins with its keyword, such as load, metric, segment, show or list."),
    DiagnosticTopic(
      "unnamed-argument",
      "In a call, arguments without a name come first, then named ones: ntile(5, recency, best: low)."),
  ]
}
