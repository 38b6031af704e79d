// The sentences of one language, by the English ones.

/// What a language says for each English sentence.
///
/// A catalogue is written as lines: the English sentence, with `{1}`, `{2}`, … for what differs, and below it, indented by two
/// blanks, the sentence in the language, which names the places it uses, in its own order. `Tests/catalogue_test.py` sees
/// that no sentence is missing.
package struct MessageCatalogue: Sendable {
  private let sentences: [String: String]

  package init(_ parts: [String]) {
    var sentences: [String: String] = [:]
    for part in parts {
      var english: Substring?
      for line in part.split(separator: "\n") {
        if line.hasPrefix("  ") {
          if let key = english { sentences[String(key)] = String(line.dropFirst(2)) }
          english = nil
        } else {
          english = line
        }
      }
    }
    self.sentences = sentences
  }

  /// The catalogue of a language; nil for English, which the sources are written in.
  package static func of(_ language: Language) -> MessageCatalogue? {
    switch language {
    case .english: nil
    case .chinese: chinese
    }
  }

  private static let chinese = MessageCatalogue(ChineseMessages.all)

  /// Whether the language says a sentence; what has no word needs none.
  package func has(_ key: String) -> Bool { sentences[key] != nil || !Self.hasWords(key) }

  /// The sentence of a key with its arguments put in; the English one where the language has none.
  package func filled(_ key: String, with arguments: [String]) -> String {
    let sentence = sentences[key] ?? key
    var result = ""
    var rest = sentence[...]
    while let start = rest.firstIndex(of: "{") {
      result += rest[..<start]
      rest = rest[start...]
      let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      if digits.endIndex < rest.endIndex, rest[digits.endIndex] == "}", let place = Int(digits), place >= 1, place <= arguments.count {
        result += arguments[place - 1]
        rest = rest[digits.endIndex...].dropFirst()
      } else {
        result.append("{")
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  /// Whether a key says anything besides its places and what stands in backticks.
  private static func hasWords(_ key: String) -> Bool {
    var isCode = false
    for character in key {
      if character == "`" { isCode.toggle() } else if !isCode, character.isLetter { return true }
    }
    return false
  }
}
