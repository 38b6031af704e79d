// What `seg help ID` says about each mistake of this phase.

import SegDiagnostics

/// The messages of the lexer and the parser, as a whole.
package enum SyntaxDiagnostics {
  /// One explanation for each id, in alphabetical order.
  package static let topics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "bad-date",
      "A date is written year-month-day (2024-12-31), a month 2024-12, a quarter 2024-Q4 and a timestamp 2024-12-31T18:00:00, and it must exist in the calendar. A subtraction of whole numbers has spaces around its sign: 2024 - 12."
    ),
    DiagnosticTopic(
      "bad-escape",
      "Inside a string a backslash begins one of the escapes \\n \\t \\\\ \\\" \\' and \\u{…}. A backslash that means itself, as in patterns and Windows paths, is written twice."
    ),
    DiagnosticTopic(
      "bad-number",
      "A number is written 1000, 1_000 or 1.5, a percentage 20%. It begins with a digit, and no letter may touch it: 90 days, not 90days."
    ),
    DiagnosticTopic(
      "bad-window",
      "A window says which days of the events count, and stands inside the parentheses of an aggregate: count(orders in last 90 days). The forms are in last N days, in 2024-Q1 (or 2024, 2024-12, 2024-12-31), from A to B, since D and before D."
    ),
    DiagnosticTopic(
      "duplicate-clause",
      "A clause stands once in a statement. Two conditions are joined by `and`; of top, bottom, cover and spend only one can be meant."
    ),
    DiagnosticTopic(
      "empty-name",
      "Backticks hold a name that is no plain word, such as `order date`; between them must be at least one character."),
    DiagnosticTopic("expected-text", "Files and messages are texts and stand in quotes."),
    DiagnosticTopic(
      "foreign-keyword", "The word belongs to another language, such as SQL; the message says what it is called here."),
    DiagnosticTopic(
      "foreign-operator",
      "The sign belongs to another language; the message says how it is written here. Equal is =, unequal is !=, and conditions are joined by the words and, or, not."
    ),
    DiagnosticTopic(
      "format-failed",
      "The formatter holds its work to the script: the same statements, the same comments. Where they differ it has a mistake, and the script is left as it is."
    ),
    DiagnosticTopic(
      "if-needs-parentheses",
      "`if C then A else B` reaches as far to the right as it can. Where it is a part of a larger expression, parentheses show where it ends: 2 * (if vip then 3 else 1)."
    ),
    DiagnosticTopic(
      "in-wants-list",
      "Membership is written with a list in parentheses: city in (\"Paris\", \"Rome\"). Windows of time, such as in 2024-Q1, stand inside an aggregate: count(orders in 2024-Q1)."
    ),
    DiagnosticTopic(
      "is-for-equal", "`is` tests for a stage of a lifecycle or for missing. Values are compared with = and !=."),
    DiagnosticTopic("missing-comma", "The parts of a list are separated by commas."),
    DiagnosticTopic(
      "missing-else", "Every `if` has an `else`, because every customer needs a value; `else missing` leaves it out."),
    DiagnosticTopic("missing-equal", "A definition has a = between its name and its expression."),
    DiagnosticTopic("misspelt-keyword", "The word is no keyword that can stand here, but nearly one."),
    DiagnosticTopic(
      "nesting-too-deep",
      "Expressions may be nested 200 levels deep. Parts of a long one can be metrics or segments of their own. Chains of and, or and + are not nested and have no limit."
    ),
    DiagnosticTopic(
      "not-a-literal",
      "A param holds a value that is written out, such as 5, \"tea\" or 2024-12-31, so that --set can replace it."),
    DiagnosticTopic(
      "not-utf8", "Scripts are UTF-8. An editor's \"save with encoding\" or iconv turns other encodings into it."),
    DiagnosticTopic(
      "number-too-large",
      "Whole numbers reach 9223372036854775807. Longer digits are usually identifiers and belong in quotes."),
    DiagnosticTopic(
      "reserved-word",
      "The word is part of the language's own expressions. A column or table of that name stands in backticks."),
    DiagnosticTopic(
      "text-for-name", "Quotes are for texts. A name stands as it is, or in backticks where it is no plain word."),
    DiagnosticTopic("too-many-mistakes", "The text has so many mistakes that it is probably no script."),
    DiagnosticTopic(
      "trailing-as-of",
      "`as of DAY` after a value looks at that value on another day; as a statement, first on its line or after `;`, it sets the day from there on. After a clause it would be read as a statement by mistake."
    ),
    DiagnosticTopic("unclosed-bracket", "Every opening parenthesis needs a closing one before the statement ends."),
    DiagnosticTopic("unclosed-name", "A name in backticks ends with a backtick on the same line."),
    DiagnosticTopic(
      "unclosed-string",
      "A string ends with the quote that began it; a quote inside it is written with a backslash or with the other kind of quote around it."
    ),
    DiagnosticTopic(
      "unexpected-character",
      "No word, number or sign begins with this character. Unusual names stand in backticks, texts in quotes."),
    DiagnosticTopic(
      "unexpected-token",
      "Something else was expected at this place; the message says what, and a note gives the form of the statement."),
    DiagnosticTopic(
      "unfinished-lifecycle",
      "Only the last stage of a lifecycle may be `STAGE otherwise`: it takes all customers that are left."
    ),
    DiagnosticTopic("unfinished-statement", "The text ends before the statement is complete."),
    DiagnosticTopic(
      "unknown-statement", "A statement begins with its keyword, such as load, metric, segment, show or list."),
    DiagnosticTopic(
      "unnamed-argument",
      "In a call, arguments without a name come first, then those with one: ntile(5, recency, best: low)."),
  ]
}
