// Where a text ends: in a word, in backticks, in quotes, or after a dot.

/// The end of what was typed before the cursor.
struct TextEnd {
  enum Form: Equatable {
    case word
    /// In a name in backticks.
    case quoted
    /// In a text that this quote has opened.
    case text(quote: Character)
    /// After the dot behind a name.
    case member(of: String)
  }

  let form: Form
  /// What was typed of the word.
  let word: String
  /// The text before the word, and before a quote or backtick that opens it.
  let before: Substring
  /// Whether a backtick that is typed already begins the name.
  let isInBackticks: Bool

  init(of text: String) {
    if let (quote, place) = Self.openQuote(text) {
      let inside = text[text.index(after: place)...]
      guard quote == "`" else {
        (form, word, before, isInBackticks) = (.text(quote: quote), String(inside), text[..<place], false)
        return
      }
      let outside = text[..<place]
      (form, word, before, isInBackticks) = (Self.member(outside) ?? .quoted, String(inside), outside, true)
      return
    }
    let word = String(text.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
    let outside = text.dropLast(word.count)
    (form, self.word, before, isInBackticks) = (Self.member(outside) ?? .word, word, outside, false)
  }

  /// The quote or backtick that is open at the end, and where it stands. A comment has none.
  private static func openQuote(_ text: String) -> (Character, String.Index)? {
    var open: (Character, String.Index)?
    var isEscaped = false
    var isComment = false
    for index in text.indices {
      let character = text[index]
      if isComment {
        isComment = character != "\n"
      } else if let (quote, _) = open {
        if isEscaped {
          isEscaped = false
        } else if character == "\\", quote != "`" {
          isEscaped = true
        } else if character == quote {
          open = nil
        }
      } else if character == "\"" || character == "'" || character == "`" {
        open = (character, index)
      } else if character == "#" {
        isComment = true
      }
    }
    return open
  }

  /// The name before a dot at the end.
  private static func member(_ text: Substring) -> Form? {
    guard text.last == "." else { return nil }
    let path = text.dropLast()
    let isQuoted = path.last == "`"
    let inside = isQuoted ? path.dropLast() : path
    return .member(of: String(inside.reversed().prefix { isQuoted ? $0 != "`" : $0.isLetter || $0.isNumber || $0 == "_" }.reversed()))
  }
}
