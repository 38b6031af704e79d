// The output of the lexer: words, literals and signs, each with its place.

/// A sign of the language, as its ASCII text.
package enum Symbol: String, Sendable, CaseIterable {
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case comma = ","
  case colon = ":"
  case semicolon = ";"
  case dot = "."
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case percent = "%"
  case coalesce = "??"
}

/// One word, literal or sign of a script.
package struct Token: Sendable {
  package enum Kind: Sendable {
    /// A bare word, with its keyword if it is one.
    case word(String, Keyword?)
    /// A name in backticks, never a keyword.
    case quoted(String)
    case text(String)
    case integer(Int64)
    case number(Double)
    /// `20%` is 0.2.
    case percent(Double)
    /// Days since 1970-01-01.
    case date(Int32)
    /// Microseconds since then.
    case timestamp(Int64)
    /// `2024-12`, `2024-Q4`, `2024-W07`: the first day and the length.
    case period(Int32, PeriodLength)
    case symbol(Symbol)
    /// Text that the lexer has reported; the parser does not report it again.
    case bad
    case end
  }

  package let kind: Kind
  /// Bytes of the source.
  package let range: Range<Int>
  /// Whether only spaces come before it on its line.
  package let isFirstOnLine: Bool

  /// The unit of a length of time. Those of the clock are no keywords.
  var unit: TimeUnit? {
    guard case .word(let word, let keyword) = kind else { return nil }
    if let unit = keyword?.unit { return unit }
    switch ChineseWords.twin(ofPlace: word) ?? word.lowercased() {
    case "hour", "hours": return .hour
    case "minute", "minutes": return .minute
    default: return nil
    }
  }

  /// The unit after the name of a param, which for the clock is said of several: `n hours`.
  var unitOfName: TimeUnit? {
    guard let unit else { return nil }
    return unit.minutes == nil || isWord(unit.rawValue + "s") ? unit : nil
  }

  /// Whether it is a unit of the clock, in any spelling.
  var isClockUnit: Bool {
    guard case .word(let word, _) = kind else { return false }
    return ["hour", "hours", "minute", "minutes", "second", "seconds", "hrs", "mins", "小时", "分钟"].contains(word.lowercased())
  }

  /// The keyword of a bare word; nil if it is not one.
  var keyword: Keyword? {
    if case .word(_, let keyword) = kind { keyword } else { nil }
  }

  /// The keyword where a value stands: 是 is `yes` there, and `is` after a value.
  var literalKeyword: Keyword? {
    if case .word("是", .is) = kind { .yes } else { keyword }
  }

  var isNumber: Bool {
    switch kind {
    case .integer, .number: true
    case .word, .quoted, .text, .percent, .date, .timestamp, .period, .symbol, .bad, .end: false
    }
  }

  /// Whether it is a word of English letters.
  var isASCII: Bool {
    if case .word(let text, _) = kind { text.utf8.allSatisfy { $0 < 0x80 } } else { false }
  }

  var isPercent: Bool {
    if case .percent = kind { true } else { false }
  }

  func isWord(_ word: String) -> Bool {
    if case .word(let text, _) = kind { text.lowercased() == word || ChineseWords.twin(ofPlace: text) == word } else { false }
  }

  func isSymbol(_ symbol: Symbol) -> Bool {
    if case .symbol(symbol) = kind { true } else { false }
  }

  package var isEnd: Bool {
    if case .end = kind { true } else { false }
  }

  /// Whether it is a bare word that may be a name, or a name in backticks.
  package var isName: Bool {
    switch kind {
    case .word(_, let keyword): !(keyword?.isReserved ?? false)
    case .quoted: true
    case .text, .integer, .number, .percent, .date, .timestamp, .period, .symbol, .bad, .end: false
    }
  }

  /// Whether it is a literal: a number, text, date or other value.
  var isLiteral: Bool {
    switch kind {
    case .text, .integer, .number, .percent, .date, .timestamp, .period: true
    case .word, .quoted, .symbol, .bad, .end: false
    }
  }
}
