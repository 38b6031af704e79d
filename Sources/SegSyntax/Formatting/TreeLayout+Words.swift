// The words of a formatted script, in the language that is asked for.

import SegDiagnostics

extension TreeLayout {
  /// The language in which a token is written here.
  func language(of token: Token) -> Language { language ?? (token.isASCII ? .english : .chinese) }

  /// The English spelling of a keyword. Chinese has one word for `day` and `days`.
  func english(_ keyword: Keyword) -> String {
    guard !current.isASCII, let unit = keyword.unit else { return keyword.rawValue }
    return unit.rawValue + (isAfterSeveral ? "s" : "")
  }

  /// Whether what was written before is a number other than 1, or the name of one.
  private var isAfterSeveral: Bool {
    guard index > 0 else { return false }
    let before = peek(-1)
    switch before.kind {
    case .integer(let count): return count != 1
    case .number, .quoted: return true
    case .word(_, let keyword): return keyword == nil && !["this", "previous", "next", "each"].contains { before.isWord($0) }
    case .text, .percent, .date, .timestamp, .period, .symbol, .bad, .end: return false
    }
  }

  /// A unit of time; those of the clock are no keywords.
  mutating func unit() -> Layout {
    guard !isDone, let unit = current.unit else { return keyword() }
    switch language(of: current) {
    case .english:
      if unit.minutes == nil { return keyword() }
      return current.isASCII ? spelled { $0.lowercased() } : consume(unit.rawValue + (isAfterSeveral ? "s" : ""))
    case .chinese:
      if unit.minutes != nil { return consume(unit == .hour ? "小时" : "分钟") }
      return keyword(chinese: isAfterSeveral || isAfterOne ? Keyword(rawValue: unit.rawValue + "s")?.chinese : nil)
    }
  }

  private var isAfterOne: Bool {
    if index > 0, case .integer = peek(-1).kind { true } else { false }
  }

  /// The unit of a definition, `in days`: other units than those of time are names.
  mutating func unitOfDefinition() -> Layout {
    guard !isDone, let unit = current.unit, !current.isASCII || current.isWord(unit.rawValue + "s") else { return name() }
    switch language(of: current) {
    case .english: return consume(unit.rawValue + "s")
    case .chinese: return consume(unit.minutes == nil ? Keyword(rawValue: unit.rawValue)?.chinese ?? "" : unit == .hour ? "小时" : "分钟")
    }
  }

  /// `yes`, `no`, `missing`, `today`: 是 is `yes` as a value.
  mutating func value() -> Layout {
    guard !isDone, current.literalKeyword == .yes else { return keyword() }
    switch language(of: current) {
    case .english: return consume(Keyword.yes.rawValue)
    case .chinese: return consume(Keyword.yes.chinese)
    }
  }

  /// A word that has a meaning only in its place, such as `next`.
  mutating func place() -> Layout {
    guard !isDone, case .word(let word, _) = current.kind else { return name() }
    let english = ChineseWords.twin(ofPlace: word) ?? word
    switch language(of: current) {
    case .english: return english == word ? name() : consume(english)
    case .chinese: return ChineseWords.places[english.lowercased()]?.first.map { consume($0) } ?? name()
    }
  }

  /// The name of a function.
  mutating func functionName() -> Layout { translated(ChineseNames.function, ChineseNames.functions) }

  /// The name of a kind of picture.
  mutating func drawingName() -> Layout { translated(ChineseNames.drawing, ChineseNames.drawings) }

  private mutating func translated(_ english: (String) -> String?, _ chinese: [String: [String]]) -> Layout {
    guard let language, !isDone, case .word(let word, _) = current.kind else { return name() }
    switch language {
    case .english: return english(word).map { consume($0) } ?? name()
    case .chinese: return chinese[english(word) ?? word]?.first.map { consume($0) } ?? name()
    }
  }

  /// `last` of an export, or the name of a segment.
  mutating func exported() -> Layout { at(.last) ? keyword(chinese: "上次") : name() }
}
