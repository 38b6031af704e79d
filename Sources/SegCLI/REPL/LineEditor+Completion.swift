// Tab: inserts the common beginning of the candidates, then lists them.

import CEditline
import SegDiagnostics
import SegSyntax

/// The candidates at the cursor.
struct Completion {
  /// Scalars before the cursor that a candidate replaces.
  let wordLength: Int
  let candidates: [String]
}

extension LineEditor {
  /// Inserts the candidates' common beginning; a second Tab lists them.
  func completeWord() -> UInt8 {
    let before = textBeforeCursor
    let completion = complete(before)
    guard let first = completion.candidates.first else {
      lastTabText = nil
      return UInt8(CC_ERROR)
    }
    let word = String(String.UnicodeScalarView(before.unicodeScalars.suffix(completion.wordLength)))
    var common = Array(first.unicodeScalars)
    for candidate in completion.candidates.dropFirst() {
      let shared = zip(common, candidate.unicodeScalars).prefix { $0 == $1 }.count
      common.removeLast(common.count - shared)
    }
    if common.count > completion.wordLength || completion.candidates.count == 1 {
      var text = String(String.UnicodeScalarView(common))
      if completion.candidates.count == 1, Self.wantsSpace(after: text, in: before) { text += " " }
      if text == word { return UInt8(CC_ERROR) }
      deleteBackwards(completion.wordLength)
      insert(text)
      lastTabText = completion.candidates.count > 1 ? textBeforeCursor : nil
      return UInt8(CC_REFRESH)
    }
    if lastTabText != before {
      lastTabText = before
      return UInt8(CC_REFRESH_BEEP)
    }
    list(completion.candidates)
    return UInt8(CC_REDISPLAY)
  }

  /// Whether a space certainly follows; a name inside parentheses may be the last one
  /// there.
  private static func wantsSpace(after word: String, in text: String) -> Bool {
    guard let last = word.last, last != "/" && last != "(" && last != "\"" else { return false }
    return !endsInParentheses(text) || StatementForm.keywords.contains(word)
  }

  /// Whether a parenthesis outside of texts is open at the end.
  private static func endsInParentheses(_ text: String) -> Bool {
    var open = 0
    var quote: Character?
    for character in text {
      if let closing = quote {
        if character == closing { quote = nil }
      } else if character == "\"" || character == "'" || character == "`" {
        quote = character
      } else if character == "(" || character == "（" {
        open += 1
      } else if character == ")" || character == "）" {
        open = max(0, open - 1)
      }
    }
    return open > 0 && quote == nil
  }

  /// Prints candidates in columns under the line.
  private func list(_ candidates: [String]) {
    let shown = candidates.prefix(200).map(Diagnostic.visible)
    let column = (shown.map { DisplayWidth.of($0) }.max() ?? 1) + 2
    let perLine = max(1, Terminal.width / column)
    var text = "\n"
    for (index, candidate) in shown.enumerated() {
      let isLast = index % perLine == perLine - 1 || index == shown.count - 1
      text += candidate
      text += isLast ? "\n" : String(repeating: " ", count: max(1, column - DisplayWidth.of(candidate)))
    }
    if candidates.count > shown.count { text += "… and \(candidates.count - shown.count) more\n" }
    writeToTerminal(text)
  }
}
