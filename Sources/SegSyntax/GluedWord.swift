// Words in Chinese, between which people write no spaces: 前20%, 最近90天, 排名按.
//
// Only what cannot be a name is taken apart: a word that is in the list of words as a
// whole, or one with its number where the token before it ends a value. So 最近90天 is
// a name after 指标, and 最近90天消费 is one everywhere.

import SegDiagnostics

/// A run of letters and digits that may be several Chinese words, or one with a number.
struct GluedWord {
  /// A word of it, with its keyword if it is one.
  typealias Piece = (text: String, keyword: Keyword?)

  let text: String
  /// The tokens before it.
  let tokens: [Token]
  let isAtLineStart: Bool
  /// Whether a digit comes next, perhaps after spaces.
  let isBeforeDigit: Bool

  /// The words at its beginning; what follows them is read as if a space were there.
  var pieces: [Piece] {
    guard let first = text.utf8.first, first >= 0x80 else { return [(text, Keyword(word: text))] }
    if text == "前" { return [(text, endsLength && !isBeforeDigit ? .ago : .top)] }
    if let pair = ChineseWords.pairs[text] { return Self.parts(of: text, pair) }
    if text == "至今" { return [("至", .to), ("今", nil)] }
    if let (unit, ago) = Self.lengthAgo(text), let keyword = Keyword(word: unit), case .integer? = tokens.last?.kind {
      return [(unit, keyword), (ago, .ago)]
    }
    return beforeNumber ?? [(text, Keyword(word: text))]
  }

  /// Two words of one; the second has one character.
  private static func parts(of text: String, _ pair: [Keyword]) -> [Piece] {
    guard let last = text.last, let first = pair.first, let second = pair.last else { return [] }
    return [(String(text.dropLast()), first), (String(last), second)]
  }

  private static let wordsForAgo = ["前", "以前", "之前"]

  /// 天前: the unit, and the word for `ago`.
  private static func lengthAgo(_ text: String) -> (unit: String, ago: String)? {
    for ago in wordsForAgo where text.hasSuffix(ago) {
      let word = String(text.dropLast(ago.count))
      if unit(word) != nil { return (word, ago) }
    }
    return nil
  }

  /// Whether the tokens before are a number, or the name of one, and a unit of time.
  private var endsLength: Bool {
    guard tokens.count > 1, tokens.last?.unit != nil else { return false }
    switch tokens[tokens.count - 2].kind {
    case .integer, .number, .quoted: return true
    case .word(_, let keyword): return keyword.map { !$0.isReserved && $0 != .every && $0 != .last } ?? true
    case .text, .percent, .date, .timestamp, .period, .symbol, .bad, .end: return false
    }
  }

  /// 前 of 前20, 最近 of 最近90天, 自 of 自2024年3月; nil if it is an ordinary word.
  private var beforeNumber: [Piece]? {
    guard let digit = text.firstIndex(where: { $0.isASCII && $0.isNumber }), digit != text.startIndex else { return nil }
    let word = String(text[..<digit])
    let rest = text[digit...].drop { $0.isASCII && $0.isNumber || $0 == "_" }
    guard ChineseWords.beforeNumbers.contains(word), mayFollow(word), Self.isAfterNumber(String(rest)) else { return nil }
    return ChineseWords.pairs[word].map { Self.parts(of: word, $0) } ?? [(word, Keyword(word: word))]
  }

  /// Whether what comes after the digits belongs to the number or the date: 天, 天前, 年3月, 万.
  private static func isAfterNumber(_ text: String) -> Bool {
    text.isEmpty || text.hasPrefix("年") || DecimalText.chinese("1", text) != nil || unit(text) != nil || lengthAgo(text) != nil
  }

  /// The unit of time that a word means.
  private static func unit(_ text: String) -> TimeUnit? {
    Token(kind: .word(text, Keyword(word: text)), range: 0..<0, isFirstOnLine: false).unit
  }

  /// Whether the tokens before leave no room for a name.
  private func mayFollow(_ word: String) -> Bool {
    if word == "截至", isAtLineStart { return true }
    guard let last = tokens.last else { return word == "截至" }
    switch last.kind {
    case .quoted, .text, .integer, .number, .percent, .date, .timestamp, .period, .bad: return true
    case .symbol(let symbol): return symbol == .rightParenthesis || symbol == .semicolon && word == "截至"
    case .end: return false
    case .word(_, let keyword?):
      return [.in, .not, .missing, .yes, .no, .true, .false, .today, .asc, .desc, .ago, .totals].contains(keyword) || keyword.unit != nil
    case .word(_, nil): return true
    }
  }

  /// Whether letters that touch a number are a unit of its own: 90天, 90天前, 3个月. A month by itself could be one of the
  /// calendar: 3月.
  static func isLength(_ number: String, _ letters: String, after tokens: [Token]) -> Bool {
    guard let first = letters.utf8.first, first >= 0x80 else { return false }
    // A year: 2024年, 2024年3月.
    if number.utf8.count == 4, letters.hasPrefix("年") { return false }
    if lengthAgo(letters) != nil { return true }
    let isCounted = [.last, .every].contains(tokens.last?.keyword) || tokens.last?.isWord("next") == true
    return unit(letters) != nil && (letters != "月" || isCounted)
  }
}
