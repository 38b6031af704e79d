// The messages about expressions, windows and calls.

import SegDiagnostics

extension Diagnostic {
  /// `this parenthesis is not closed`
  static func unclosedBracket(at span: SourceSpan, isAtEnd: Bool) -> Diagnostic {
    Diagnostic(
      "unclosed-bracket", "this parenthesis is not closed", at: span, label: "opened here", isIncomplete: isAtEnd)
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
      notes: token.isEnd ? [] : ["a time window belongs inside an aggregate: `count(orders in 2024-Q1)`"],
      isIncomplete: token.isEnd)
  }

  /// `` `null` is written `missing` ``
  static func nullForMissing(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-keyword", "`\(span.text)` is written `missing`", at: span,
      notes: ["`x is missing` tests for it; a comparison with a missing value is no"],
      fix: Fix("write `missing`", replace: span, with: "missing"))
  }

  /// `` `case` is written `if … then … else …` ``
  static func caseForIf(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-keyword", "`\(span.text) when` is written `if CONDITION then VALUE else VALUE`", at: span,
      notes: ["named stages with conditions are a `lifecycle`"])
  }

  /// `` `is` compares with a stage; values are compared with `=` ``
  static func isForEqual(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "is-for-equal", "`is` is for stages and `missing`, found `\(span.text)`", at: span,
      fix: Fix("compare values with `=` or `!=`"))
  }

  /// `` `startswith` is written `starts with` ``
  static func foreignTest(_ test: TextTest, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-keyword", "`\(span.text)` is written `\(test.rawValue)`", at: span,
      fix: Fix("write `\(test.rawValue)`", replace: span, with: test.rawValue))
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
    Diagnostic("bad-number", "expected a whole number of \(unit.rawValue)s, found `\(span.text)`", at: span)
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
  static func distinctIsFunction(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-keyword", "`distinct` is a function of its own", at: span,
      fix: Fix("write `distinct(COLUMN of TABLE)` instead of `count(distinct COLUMN)`"))
  }

  /// `arguments by position come before those by name`
  static func positionalAfterNamed(at span: SourceSpan) -> Diagnostic {
    Diagnostic("unnamed-argument", "arguments by position come before those by name", at: span)
  }
}
