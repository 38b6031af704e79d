// The spelling of each token in a formatted script. Spellings are not computed from
// values: numbers, dates and escapes keep the author's digits.

import SegDiagnostics

extension Token {
  /// The token's spelling; nil for tokens that no correct script has.
  ///
  /// - Parameter written: the token's text in the source.
  func spelling(_ written: String) -> String? {
    switch kind {
    case .word(let word, _): word
    case .quoted(let name): Self.isPlain(name) ? name : ScriptSpelling.quoted(name)
    case .text: Self.requoted(written)
    case .integer, .number, .percent, .date: Self.ascii(written)
    case .timestamp, .period: Self.ascii(written).uppercased()
    case .symbol(let symbol): symbol.rawValue
    case .bad, .end: nil
    }
  }

  /// Words that the parser would read as those of another language, if they are names.
  static let mistakable: Set<String> = ["null", "case", "distinct"]

  /// Whether a name never needs backticks. Words of the language keep their backticks,
  /// because they are easier to read with them.
  private static func isPlain(_ name: String) -> Bool {
    for (index, scalar) in name.unicodeScalars.enumerated() {
      // Inside backticks a full-width digit is kept, outside it becomes ASCII.
      guard scalar.value < 0x80 || Lexer.twin(scalar.value) == scalar.value,
        index == 0 ? Lexer.startsName(scalar.value) : Lexer.continuesName(scalar.value)
      else { return false }
    }
    return !name.isEmpty && Keyword(word: name) == nil && ChineseWords.pairs[name] == nil && !mistakable.contains(name.lowercased())
  }

  private static func ascii(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(Unicode.Scalar(Lexer.twin(scalar.value)) ?? scalar) }
    return String(result)
  }

  /// A string in double quotes, with the escapes that it needs and those that
  /// the author wrote for characters.
  private static func requoted(_ written: String) -> String {
    var result = String.UnicodeScalarView("\"".unicodeScalars)
    var isEscaped = false
    for scalar in written.unicodeScalars.dropFirst().dropLast() {
      switch scalar.value {
      case 0x5C where !isEscaped:
        isEscaped = true
        continue
      case 0x22: result.append(contentsOf: "\\\"".unicodeScalars)
      case 0x0A: result.append(contentsOf: "\\n".unicodeScalars)
      case 0x09: result.append(contentsOf: "\\t".unicodeScalars)
      case 0..<0x20, 0x7F:
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      // Other quotes are literal between these.
      case 0x27, 0x2018, 0x2019, 0x201C, 0x201D, 0xFF02, 0xFF07: result.append(scalar)
      default:
        if isEscaped { result.append("\\") }
        result.append(scalar)
      }
      isEscaped = false
    }
    result.append("\"")
    return String(result)
  }
}
