// The messages about expressions, windows and calls.

import SegDiagnostics

extension Diagnostic {
  /// `this parenthesis is not closed`
  ///
  /// - Parameters:
  ///   - missing: the parentheses that are open.
  ///   - end: where they may be closed.
  static func unclosedBracket(at span: SourceSpan, isAtEnd: Bool, missing: Int, end: SourceSpan) -> Diagnostic {
    let closing = String(repeating: ")", count: missing)
    return Diagnostic(
      "unclosed-bracket", "this parenthesis is not closed", at: span, label: "opened here",
      fix: Fix("write \(Message.script(closing)) at the end", replace: end, with: closing), isIncomplete: isAtEnd)
  }

  /// `more than 200 levels of nesting`
  static func nestingTooDeep(_ limit: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "nesting-too-deep", "more than \(limit) levels of nesting", at: span,
      notes: ["parts of a long condition can be metrics or segments of their own"])
  }

  /// `` `and` stands between two conditions ``
  static func functionForOperator(_ keyword: Keyword, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "expected an expression, found `\(span.text)`", at: span,
      notes: ["`\(keyword.rawValue)` is not a function: it is written between two conditions, `a \(keyword.rawValue) b`"])
  }

  /// `` `not` belongs before the whole comparison ``
  static func notInside(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "expected an expression, found `\(span.text)`", at: span,
      notes: ["`not` goes before a whole comparison: `not (a = b)`, or `a != b`"])
  }

  /// `` `in` needs a list in parentheses ``
  static func inWantsList(_ token: Token, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "in-wants-list", "`in` needs a list in parentheses: `city in (\"Paris\", \"Rome\")`", at: span,
      notes: token.isEnd
        ? []
        : token.keyword?.unit != nil || token.isClockUnit
          ? ["a unit stands at the end of a definition: `metric NAME = … in \(token.isClockUnit ? "days" : "weeks")`"]
          : ["a time window belongs inside an aggregate: `count(orders in 2024-Q1)`"],
      isIncomplete: token.isEnd)
  }

  /// `error: a unit stands at the end of a definition, and this is an item [in-wants-list]`
  static func unitAfterItem(_ value: ExpressionSyntax, _ unit: TimeUnit, isNamed: Bool, at span: SourceSpan) -> Diagnostic {
    let isPlain = if case .name = value.kind { true } else if case .call = value.kind { true } else { false }
    let text = isPlain || unit == .day ? value.span.text : "(\(value.span.text))"
    let factor =
      switch unit {
      case .minute: " * 1440"
      case .hour: " * 24"
      case .day: ""
      case .week: " / 7"
      case .month: " / 30.4375"
      case .quarter: " / 91.3125"
      case .year: " / 365.25"
      }
    let ours = text + factor + (isNamed ? "" : " as \(ScriptSpelling.name(unit.rawValue + "s"))")
    return Diagnostic(
      "in-wants-list", "a unit stands at the end of a definition, and this is an item", at: span,
      notes: ["days are divided here; `metric NAME = … in \(unit.rawValue)s` converts and remembers the unit"],
      fix: Fix("of days, write `\(ours)`", replace: span, with: ours))
  }

  /// `` `null` is written `missing` ``
  static func nullForMissing(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-keyword", "`\(span.text)` is written `missing`", at: span,
      notes: ["`x is missing` tests for it; a comparison with a missing value is no"],
      fix: Fix("write `missing`", replace: span, with: "missing"))
  }

  /// `` `case` is written `if … then … else …` ``
  static func caseForIf(_ ours: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-keyword", "`case when` is written `if CONDITION then VALUE else VALUE`", at: span,
      notes: ["named stages with conditions are a `lifecycle`"], fix: Fix("write `(\(ours))`", replace: span, with: "(\(ours))"))
  }

  /// `a choice is written `if … then … else …``
  static func spreadsheetIf(_ parts: [String], at span: SourceSpan) -> Diagnostic {
    let ours = "(if \(parts[0]) then \(parts[1]) else \(parts[2]))"
    return Diagnostic(
      "foreign-keyword", "a choice is written `if CONDITION then VALUE else VALUE`", at: span,
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  /// `` `is greater than` is written `>` ``
  static func wordedOperator(_ operation: ComparisonOperator, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-operator", "`\(span.text)` is written `\(operation.rawValue)`", at: span,
      fix: Fix("write \(Message.script(operation.rawValue))", replace: span, with: operation.rawValue))
  }

  /// `a length of time is written `90 days``
  static func interval(_ ours: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "a length of time is written `\(ours)`", at: span,
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  /// `a condition does not begin with `is``
  static func bareTest(at span: SourceSpan, word: String) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "a condition does not begin with `\(word)`", at: span,
      fix: Fix("leave `\(word)` out", replace: span, with: ""))
  }

  /// `` `in` needs a list in parentheses ``
  static func listWithoutParentheses(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "in-wants-list", "`in` needs a list in parentheses", at: span,
      fix: Fix("write `(\(span.text))`", replace: span, with: "(\(span.text))"))
  }

  /// `` `is` is for stages; values are compared with `=` ``
  static func isForEqual(_ found: SourceSpan, negated: Bool, at place: SourceSpan) -> Diagnostic {
    let sign = negated ? "!=" : "="
    return Diagnostic(
      "is-for-equal", "`is` is for stages and `missing`, found `\(found.text)`", at: found,
      fix: Fix("write `\(sign) \(found.text)`", replace: place, with: " \(sign)"))
  }

  /// `` `startswith` is written `starts with` ``
  static func foreignTest(_ test: TextTest, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-keyword", "`\(span.text)` is written `\(test.rawValue)`", at: span,
      fix: Fix("write \(Message.script(test.rawValue))", replace: span, with: test.rawValue))
  }

  /// `a number needs no `+``
  static func plusSign(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "expected an expression, found `+`", at: span,
      fix: Fix("leave the sign out", replace: span, with: ""))
  }

  /// `the rest of a division is written `mod``
  static func percentForModulo(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-operator", "the rest of a division is written `mod`", at: span,
      fix: Fix("replace `%` with `mod`", replace: span, with: " mod "))
  }

  /// `expected no space between `20` and `%``
  static func spaceBeforePercent(_ number: Int64, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-number", "expected no space between `\(number)` and `%`", at: span,
      fix: Fix("write `\(number)%`", replace: span, with: "%"))
  }

  /// `a duration is a whole number of days`
  package static func brokenDuration(_ unit: TimeUnit, at span: SourceSpan) -> Diagnostic {
    Diagnostic("bad-number", "expected a whole number of \(unit.word)s, found `\(span.text)`", at: span)
  }

  /// `an `if` inside a larger expression needs parentheses`
  static func ifNeedsParentheses(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "if-needs-parentheses", "an `if` inside a larger expression needs parentheses", at: span,
      fix: Fix("write `(if … then … else …)`"))
  }

  /// `an `if` needs an `else``
  static func missingElse(at span: SourceSpan, isAtEnd: Bool) -> Diagnostic {
    Diagnostic(
      "missing-else", "an `if` needs an `else`", at: span, notes: ["for no value, write `missing`"],
      fix: Fix("add `else missing`", replace: span, with: " else missing"), isIncomplete: isAtEnd)
  }

  // MARK: Calls

  /// `` `today` has no parentheses ``
  static func todayIsNoFunction(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "`today` has no parentheses", at: span, fix: Fix("write `today`", replace: span, with: ""))
  }

  /// `` `count(*)` is written `count()` ``
  static func starArgument(of name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-operator", "`\(name)(*)` is written `\(name)()`", at: span,
      fix: Fix("write `\(name)()`", replace: span, with: ""))
  }

  /// `` `distinct` is a function ``
  static func distinctIsFunction(_ argument: Token, at span: SourceSpan) -> Diagnostic {
    let next = span.source.text(argument.range)
    return Diagnostic(
      "foreign-keyword", "`distinct` is a function of its own", at: span,
      fix: Fix("write `distinct(\(next) …)`", replace: span, with: "distinct("))
  }

  /// `arguments by position come before those by name`
  static func positionalAfterNamed(at span: SourceSpan) -> Diagnostic {
    Diagnostic("unnamed-argument", "arguments by position come before those by name", at: span)
  }
}
