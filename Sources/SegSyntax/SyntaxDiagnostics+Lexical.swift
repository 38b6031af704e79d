// The messages of the lexer: characters, strings, numbers and dates.

import SegDiagnostics

extension Diagnostic {
  /// `the text is not UTF-8`
  static func notUTF8(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-utf8", "the text is not UTF-8", at: span, label: "the first byte that is not",
      notes: ["a file in GBK, Big5 or Latin-1 has to be saved as UTF-8 first"])
  }

  /// `unexpected character `$``
  static func unexpectedCharacter(_ value: UInt32, at span: SourceSpan) -> Diagnostic {
    let code =
      "U+" + String(repeating: "0", count: max(0, 4 - String(value, radix: 16).count))
      + String(value, radix: 16, uppercase: true)
    let isVisible = value > 0x20 && value != 0x7F && !(0x200B...0x200F).contains(value) && value != 0xFEFF
    let what = isVisible ? "`\(Unicode.Scalar(value).map { String(Character($0)) } ?? code)`" : code
    let note: Message? =
      switch value {
      case 0x5B, 0x5D: "lists are written in parentheses, unusual names in backticks"
      case 0x26, 0x7C: "conditions are joined by `and` and `or`"
      case 0x24, 0xA3, 0xA5, 0x20AC, 0xFFE5: "amounts are plain numbers; a unit is written `in CNY` after a definition"
      case 0x200B...0x200F, 0xFEFF: "it is invisible, and often comes with text copied from a page"
      case 0x5C: "a backslash has a meaning only inside a string"
      default: value >= 0x80 ? "a name with other characters than letters, digits and `_` is written in backticks" : nil
      }
    return Diagnostic(
      "unexpected-character", "unexpected \(isVisible ? "character" : "invisible character") \(what)", at: span,
      notes: note.map { [$0] } ?? [])
  }

  /// `this string is not closed`
  static func unclosedString(at span: SourceSpan, closer: UInt32) -> Diagnostic {
    Diagnostic(
      "unclosed-string", "this string is not closed", at: span, label: "opened here",
      isIncomplete: true)
  }

  /// `this string is not closed on its line`
  static func mispairedString(at span: SourceSpan, closer: UInt32) -> Diagnostic {
    Diagnostic(
      "unclosed-string", "this string is not closed on its line", at: span, label: "opened here",
      notes: ["the next `\(quote(closer))` is on a later line and seems to open another string"])
  }

  private static func quote(_ value: UInt32) -> String {
    Unicode.Scalar(value).map { String(Character($0)) } ?? "\""
  }

  /// `unknown escape `\d` in a string`
  static func badEscape(_ escape: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-escape", "unknown escape `\(escape)` in a string", at: span,
      notes: [#"a backslash itself is written `\\`; the escapes are `\n` `\t` `\\` `\"` `\'` `\u{…}`"#],
      fix: Fix(#"double the backslash: `\\#(escape)`"#, replace: span, with: #"\\#(escape)"#))
  }

  /// `a path has no character NUL`
  static func nulInPath(at span: SourceSpan) -> Diagnostic {
    Diagnostic("bad-path", "a path has no character NUL", at: span, notes: ["the system would end the path there"])
  }

  /// `a quote inside a string is written `\'``
  static func doubledQuote(_ value: UInt32, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-escape", "a quote inside a string is written `\\\(quote(value))`, not twice", at: span,
      fix: Fix("write `\\\(quote(value))`", replace: span, with: "\\" + quote(value)))
  }

  /// `this name has no closing backtick`
  static func unclosedName(at span: SourceSpan, isAtEnd: Bool) -> Diagnostic {
    Diagnostic(
      "unclosed-name", "this name has no closing backtick on its line", at: span, label: "opened here",
      isIncomplete: isAtEnd)
  }

  /// `a name in backticks cannot be empty`
  static func emptyName(at span: SourceSpan) -> Diagnostic {
    Diagnostic("empty-name", "a name in backticks cannot be empty", at: span)
  }

  /// `a param has no sign before its name`
  static func sigil(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-character", "a name has no `\(span.text)` before it", at: span,
      fix: Fix("leave `\(span.text)` out", replace: span, with: ""))
  }

  /// `no statement `\d``
  static func commandOfPrompt(_ word: String, at span: SourceSpan) -> Diagnostic {
    let fix: Message =
      switch word.lowercased() {
      case "q", "quit", "exit": "`quit` is a word of the prompt"
      case "", "?", "h", "help": "`help` is a word of the prompt; in a shell it is `seg help`"
      default: "`describe NAME` shows a table or a definition"
      }
    return Diagnostic("unknown-statement", "no statement `\(span.text)`", at: span, fix: Fix(fix))
  }

  /// `` `==` is written `=` ``
  static func foreignOperator(_ ours: String, at span: SourceSpan, replacement: String) -> Diagnostic {
    Diagnostic(
      "foreign-operator", "`\(span.text)` is written `\(ours)`", at: span,
      fix: Fix("replace it with `\(ours)`", replace: span, with: replacement))
  }

  /// `` `^` is written `power(a, b)` ``
  static func powerOperator(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-operator", "`\(span.text)` is written `power(a, b)`", at: span,
      notes: ["powers have no operator: `power(x, 2)` is the square of `x`"],
      fix: Fix("write `power(a, b)` for `a \(span.text) b`"))
  }

  /// `a comment begins with `#``
  static func foreignComment(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-operator", "a comment begins with `#`", at: span, fix: Fix("write `#`", replace: span, with: "#"))
  }

  /// `numbers have no exponent`
  static func exponent(_ value: String?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-number", "numbers have no exponent", at: span,
      fix: value.map { Fix("write \(Message.script($0))", replace: span, with: $0) })
  }

  /// `this whole number is too large`
  static func numberTooLarge(_ what: Message, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "number-too-large", "this \(what) is too large", at: span,
      notes: what == "whole number"
        ? ["whole numbers reach 9223372036854775807; an identifier is a text, in quotes"] : [])
  }

  /// `expected a space between `90` and `days``
  static func badNumber(_ number: String, letters: String, at span: SourceSpan, gap: SourceSpan) -> Diagnostic {
    let id = "bad-number"
    if letters == "月" {
      return Diagnostic(
        id, "`\(span.text)` may be a month of the calendar, or \(number) months", at: span,
        notes: ["a month of the calendar is written with its year: `2024年\(number)月`"],
        fix: Fix("write `\(number) 个月`", replace: span, with: "\(number) 个月"))
    }
    if Keyword(word: letters)?.unit != nil {
      return Diagnostic(
        id, "expected a space between `\(number)` and `\(letters)`", at: span,
        fix: Fix("write `\(number) \(letters)`", replace: gap, with: " "))
    }
    let isOfClock = ["hour", "hours", "minute", "minutes"].contains(letters.lowercased())
    if let unit = isOfClock ? letters : ForeignUnits.unit(letters).map({ "\($0.rawValue)s" }) {
      return Diagnostic(
        id, "a length of time is written `\(number) \(unit)`", at: span,
        fix: Fix("write `\(number) \(unit)`", replace: span, with: "\(number) \(unit)"))
    }
    if let rest = ForeignUnits.beforeCounter(letters) {
      let ours = number + rest
      return Diagnostic(
        id, "a number stands without what it counts", at: span, fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
    }
    let factors = ["k": "1_000", "m": "1_000_000"]
    if let factor = factors[letters.lowercased()] {
      return Diagnostic(
        id, "numbers have no suffix `\(letters)`", at: span,
        fix: Fix("write `\(number) * \(factor)`", replace: span, with: "(\(number) * \(factor))"))
    }
    return Diagnostic(
      id, "this number runs into `\(letters)`", at: span,
      notes: ["a name that begins with a digit is written in backticks: `` `\(span.text)` ``"])
  }

  /// `thousands are joined by `_``
  static func thousands(_ ours: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-number", "a comma stands between values, not in a number", at: span,
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  /// `a number begins with a digit: `0.5``
  static func bareFraction(_ digits: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-number", "a number begins with a digit: `0.\(digits)`", at: span,
      fix: Fix("write `0.\(digits)`", replace: span, with: "0.\(digits)"))
  }

  /// `there is no month 13`
  static func badMonth(year: String, month: String, at span: SourceSpan) -> Diagnostic {
    let number = Int(month) ?? 0
    let isMonth = (1...12).contains(number) && (Int(year) ?? 0) > 0
    let padded = "\(year)-\(CivilDate.padded(number, 2))"
    return Diagnostic(
      "bad-date", isMonth ? "a month has two digits: `\(padded)`" : "there is no month `\(year)-\(month)`", at: span,
      notes: ["a subtraction has spaces: `\(year) - \(month)`"],
      fix: isMonth
        ? Fix("write \(Message.script(padded))", replace: span, with: padded)
        : Fix("for a subtraction write `\(year) - \(month)`", replace: span, with: "\(year) - \(month)"))
  }

  /// `there is no day `2024-02-30`: February 2024 has 29 days`
  ///
  /// - Parameter isAmbiguous: whether the day and the month may be the other way around.
  static func badDate(year: Int, month: Int, day: Int, isAmbiguous: Bool = false, at span: SourceSpan) -> Diagnostic {
    let id = "bad-date"
    let form: Message = "a date is written year-month-day, as in `2024-12-31`"
    guard (1...9999).contains(year) else {
      return Diagnostic(id, "years reach from 1 to 9999", at: span, notes: [form])
    }
    if !(1...12).contains(month) {
      let isSwapped = CivilDate.days(year: year, month: day, day: month) != nil
      let swapped = CivilDate.text(year: year, month: day, day: month)
      return Diagnostic(
        id, "there is no month \(month)", at: span, notes: [form],
        fix: isSwapped ? Fix("write \(Message.script(swapped))", replace: span, with: swapped) : nil)
    }
    let last = CivilDate.lengthOfMonth(month, year: year)
    if !(1...last).contains(day) {
      let nearest = CivilDate.text(year: year, month: month, day: max(1, min(day, last)))
      return Diagnostic(
        id, "there is no day \(day) in month \(month) of \(year), which has \(last) days", at: span,
        fix: Fix("the nearest day is `\(nearest)`", replace: span, with: nearest))
    }
    let text = CivilDate.text(year: year, month: month, day: day)
    if isAmbiguous, CivilDate.days(year: year, month: day, day: month) != nil {
      let other = CivilDate.text(year: year, month: day, day: month)
      var diagnostic = Diagnostic(
        id, "`\(span.text)` can mean two days", at: span, notes: [form],
        fix: Fix("write \(Message.script(text)), where the day comes first", replace: span, with: text))
      diagnostic.otherFixes = [Fix("write \(Message.script(other)), where the month comes first", replace: span, with: other)]
      return diagnostic
    }
    return Diagnostic(
      id, "a date is written `\(text)`", at: span, notes: [form], fix: Fix("write \(Message.script(text))", replace: span, with: text)
    )
  }

  /// `there is no quarter 5`
  static func badQuarter(year: Int, quarter: String, at span: SourceSpan) -> Diagnostic {
    let number = Int(quarter) ?? 0
    let text = "\(CivilDate.padded(year, 4))-Q\(number)"
    let isGood = (1...4).contains(number) && year > 0
    return Diagnostic(
      "bad-date", isGood ? "a quarter is written `\(text)`" : "there is no quarter `\(span.text)`", at: span,
      notes: isGood ? [] : ["the quarters of a year are `2024-Q1` to `2024-Q4`"],
      fix: isGood ? Fix("write \(Message.script(text))", replace: span, with: text) : nil)
  }

  /// `a week is written `2024-W07``
  static func badWeek(year: Int, week: String, at span: SourceSpan) -> Diagnostic {
    let number = Int(week) ?? 0
    let text = "\(CivilDate.padded(year, 4))-W\(CivilDate.padded(number, 2))"
    let isGood = CivilDate.days(year: year, week: number) != nil
    return Diagnostic(
      "bad-date", isGood ? "a week is written `\(text)`" : "there is no week `\(span.text)`", at: span,
      notes: isGood ? [] : ["the weeks of a year are `2024-W01` to `2024-W52` or `W53`, as ISO 8601 counts them"],
      fix: isGood ? Fix("write \(Message.script(text))", replace: span, with: text) : nil)
  }

  /// `a timestamp is written `2024-12-31T18:00:00``
  static func badTime(date: String, time: String, isTime: Bool, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-date", "a timestamp is written `2024-12-31T18:00:00`", at: span,
      notes: ["hours reach from 00 to 23, and there are no time zones"],
      fix: isTime ? Fix("write `\(date)T\(time)`", replace: span, with: "\(date)T\(time)") : nil)
  }
}
