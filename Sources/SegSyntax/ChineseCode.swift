// Code in messages, with the words of Chinese scripts.

import SegDiagnostics

extension Message {
  /// Code of a script in backticks, in Chinese with the words of Chinese scripts: `count(orders where x > 5)` is
  /// `计数(orders 其中 x > 5)`. A single word may be a name, and stays.
  package static func script(_ code: some CustomStringConvertible) -> Message {
    let code = code.description
    return Message(verbatim: Diagnostic.code(code), chinese: Diagnostic.code(ChineseCode.translated(code)))
  }
}

/// Puts Chinese words for the English ones of a piece of code. It may be no whole statement: `… as of 2024-12-31`.
enum ChineseCode {
  private enum Part {
    case word(String)
    case number(String)
    case space(String)
    /// Texts and names in quotes, and signs.
    case other(String)

    var text: String {
      switch self {
      case .word(let text), .number(let text), .space(let text), .other(let text): text
      }
    }
  }

  /// Words that are never names where code that is offered has them. Statements begin it.
  private static let inner: Set<Keyword> = [
    .as, .of, .from, .key, .by, .at, .with, .when, .otherwise, .where, .rank, .asc, .desc, .per, .top, .bottom, .cover, .spend, .into,
    .to, .having, .pivot, .or, .and, .not, .in, .between, .like, .contains, .starts, .ends, .matches, .is, .mod, .if, .then, .else,
    .missing, .yes, .no, .today, .ago, .last, .since, .before, .within, .every,
  ]

  static func translated(_ code: String) -> String {
    let parts = parts(of: code)
    if parts.count < 2 { return code }
    var result = ""
    var place = 0
    while place < parts.count {
      if case .word(let word) = parts[place] {
        let (chinese, count) = words(word, at: place, in: parts)
        result += chinese
        place += count
      } else {
        result += parts[place].text
        place += 1
      }
    }
    return result
  }

  /// The Chinese for the word at a place, and how many parts it stands for.
  private static func words(_ word: String, at place: Int, in parts: [Part]) -> (String, Int) {
    let next = place + 1 < parts.count ? parts[place + 1].text : ""
    let following = place + 2 < parts.count ? parts[place + 2].text : ""
    // The name of an argument, a column of a table, a column that is made.
    if next == ":" || next == "." || following == "=" && next == " " || place > 0 && parts[place - 1].text == "." { return (word, 1) }
    if next == "(", let name = ChineseNames.functions[word]?.first { return (name, 1) }
    let first = Keyword(word: word)
    if let first, next == " ", let second = Keyword(word: following), let pair = ChineseWords.pair(first, second) { return (pair, 3) }
    if let unit = unit(word, at: place, in: parts) { return (unit, 1) }
    // The unit of a definition, `in days`, is no window.
    if first == .in, Keyword(word: following)?.unit != nil { return ("单位为", 1) }
    if let first, inner.contains(first) || place == 0 && Keyword.statements.contains(first) { return (first.chinese, 1) }
    let isWindow = if place + 2 < parts.count, case .number = parts[place + 2] { true } else { Keyword(word: following)?.unit != nil }
    if isWindow, let window = ChineseWords.places[word]?.first { return (window, 1) }
    return (word, 1)
  }

  /// A unit of time behind a number, or behind a word such as `this`.
  private static func unit(_ word: String, at place: Int, in parts: [Part]) -> String? {
    guard place > 1 else { return nil }
    if case .number = parts[place - 2] {
      if let clock = ChineseWords.places[word]?.first, word == "hours" || word == "minutes" { return clock }
      guard let unit = Keyword(word: word)?.unit else { return nil }
      return Keyword(rawValue: unit.rawValue + "s")?.chinese
    }
    guard ["this", "previous", "each", "every"].contains(parts[place - 2].text), let keyword = Keyword(word: word), keyword.unit != nil
    else {
      return nil
    }
    return keyword.chinese
  }

  private static func parts(of code: String) -> [Part] {
    var parts: [Part] = []
    var rest = code[...]
    while let first = rest.first {
      let taken: Substring
      if first == "\"" || first == "`" {
        let end = rest.dropFirst().firstIndex(of: first).map { rest.index(after: $0) } ?? rest.endIndex
        taken = rest[..<end]
        parts.append(.other(String(taken)))
      } else if first.isLetter || first == "_" {
        taken = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        parts.append(.word(String(taken)))
      } else if first.isNumber {
        taken = rest.prefix { $0.isNumber || $0.isLetter || $0 == "-" || $0 == "_" || $0 == "%" }
        parts.append(.number(String(taken)))
      } else if first == " " {
        taken = rest.prefix { $0 == " " }
        parts.append(.space(String(taken)))
      } else {
        taken = rest.prefix(1)
        parts.append(.other(String(taken)))
      }
      rest = rest[taken.endIndex...]
    }
    return parts
  }
}
