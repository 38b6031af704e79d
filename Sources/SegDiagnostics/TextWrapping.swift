// Lines that fit the window.

/// Breaks long lines at blanks.
package enum TextWrapping {
  /// The text with each line broken so that none has more than `width` columns. What follows a break is indented: by as much as the
  /// line, or up to its second column where it has two (a word, two blanks, a text).
  package static func wrapped(_ text: String, to width: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      DisplayWidth.of(line) <= width ? String(line) : broken(line, max(20, width)).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private static func broken(_ line: Substring, _ width: Int) -> [String] {
    var indent = min(hanging(line), width / 2)
    if indent == 0 { indent = 2 }
    var lines: [String] = []
    var current = ""
    var taken = 0
    /// Whether the line has more than its indent.
    var hasText = false
    func end() {
      while current.last == " " { current.removeLast() }
      lines.append(current)
      current = String(repeating: " ", count: indent)
      taken = indent
      hasText = false
    }
    for word in words(line) {
      let own = DisplayWidth.of(word)
      if hasText, taken + own > width {
        if word.allSatisfy({ $0 == " " }) {
          end()
          continue
        }
        end()
      }
      for character in word {
        // A word longer than a line is cut.
        let columns = DisplayWidth.of(character)
        if taken + columns > width { end() }
        current.append(character)
        taken += columns
        if character != " " { hasText = true }
      }
    }
    if hasText { lines.append(current) }
    return lines
  }

  /// Words and the blanks between them; wide characters are words of their own.
  private static func words(_ line: Substring) -> [String] {
    var words: [String] = []
    for character in line {
      let isWide = DisplayWidth.of(character) > 1
      if let last = words.last?.last, !isWide, DisplayWidth.of(last) < 2, (last == " ") == (character == " ") {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
    }
    return words
  }

  /// The columns of the text's indent, or of its second column.
  private static func hanging(_ line: Substring) -> Int {
    let blanks = line.prefix { $0 == " " }
    let rest = line.dropFirst(blanks.count)
    var columns = blanks.count
    var gap = 0
    for character in rest {
      if character == " " {
        gap += 1
      } else {
        if gap >= 2 { return columns + gap }
        columns += gap
        gap = 0
        columns += DisplayWidth.of(character)
        if columns > 40 { break }
      }
    }
    return blanks.count
  }
}
