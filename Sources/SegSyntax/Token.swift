// What the lexer hands to the parser: words, literals and signs, each with
// its place.

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
    /// A bare word, with the keyword that it may be.
    case word(String, Keyword?)
    /// A name in backticks, never a keyword.
    case quoted(String)
    case text(String)
    case integer(Int64)
    case number(Double)
    /// `20%` holds 0.2.
    case percent(Double)
    /// Days since 1970-01-01.
    case date(Int32)
    /// Microseconds since then.
    case timestamp(Int64)
    /// `2024-12`, `2024-Q4`: the first day and the number of months.
    case period(Int32, Int64)
    case symbol(Symbol)
    /// Something that the lexer has reported; the parser stays silent.
    case bad
    case end
  }

  package let kind: Kind
  /// Bytes of the source.
  package let range: Range<Int>
  /// Whether nothing but space stands before it on its line.
  package let isFirstOnLine: Bool

  /// The keyword that a bare word may be.
  var keyword: Keyword? {
    if case .word(_, let keyword) = kind { keyword } else { nil }
  }

  func isWord(_ word: String) -> Bool {
    if case .word(let text, _) = kind { text.lowercased() == word } else { false }
  }

  func isSymbol(_ symbol: Symbol) -> Bool {
    if case .symbol(symbol) = kind { true } else { false }
  }

  var isEnd: Bool {
    if case .end = kind { true } else { false }
  }

  /// A bare word that is free to be a name, or a name in backticks.
  var isName: Bool {
    switch kind {
    case .word(_, let keyword): !(keyword?.isReserved ?? false)
    case .quoted: true
    case .text, .integer, .number, .percent, .date, .timestamp, .period, .symbol, .bad, .end: false
    }
  }

  /// A number, text, date or other value written out.
  var isLiteral: Bool {
    switch kind {
    case .text, .integer, .number, .percent, .date, .timestamp, .period: true
    case .word, .quoted, .symbol, .bad, .end: false
    }
  }
}
