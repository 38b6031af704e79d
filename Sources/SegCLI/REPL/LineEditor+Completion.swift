// Tab: inserts the common beginning of the candidates, then lists them.

import CEditline
import SegDiagnostics
import SegSyntax

/// The candidates at the cursor.
struct Completion {
  /// Scalars before the cursor that a candidate replaces.
  let wordLength: Int
  let candidates: [String]
  /// What each candidate is; empty: nothing is said.
  var kinds: [String] = []
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
    // A word that is no beginning of them, such as `bj` of 北京, gives way to what they have in common.
    let isBeginning = completion.candidates.allSatisfy { $0.lowercased().drop { $0 == "`" }.hasPrefix(word.lowercased()) }
    if common.count > completion.wordLength || completion.candidates.count == 1 || !isBeginning && !common.isEmpty {
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
    list(completion)
    return UInt8(CC_REDISPLAY)
  }

  /// Whether a space certainly follows; a name inside parentheses may be the last one
  /// there.
  private static func wantsSpace(after word: String, in text: String) -> Bool {
    guard let last = word.last, last != "/" && last != "(" && last != "\"" && last != ":" else { return false }
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

  /// Prints candidates under the line, behind what they are: the kinds in the order in which they fit.
  private func list(_ completion: Completion) {
    let hasKinds = completion.kinds.count == completion.candidates.count
    var kinds: [String] = []
    var names: [String: [String]] = [:]
    for (index, candidate) in completion.candidates.prefix(300).enumerated() {
      let kind = hasKinds ? completion.kinds[index] : ""
      if names[kind] == nil { kinds.append(kind) }
      // The quote that ends a value is written, and not listed.
      let endsText =
        kind == ("value" as Message).text(in: Terminal.language) && candidate.count > 1 && (candidate.last == "\"" || candidate.last == "'")
        && candidate.first != candidate.last
      names[kind, default: []].append(Diagnostic.visible(endsText ? String(candidate.dropLast()) : candidate))
    }
    // Before a first letter, the many functions would bury what else there is.
    for kind in kinds where completion.wordLength == 0 && kinds.count > 1 && (names[kind]?.count ?? 0) > 40 {
      names[kind] = Array((names[kind] ?? []).prefix(20)) + ["…"]
    }
    let indent = kinds.map { DisplayWidth.of($0) }.max().map { $0 > 0 ? min($0, 24) + 2 : 0 } ?? 0
    var text = "\n"
    for kind in kinds {
      let label = Diagnostic.visible(kind)
      text += Terminal.dim(label) + String(repeating: " ", count: max(0, indent - DisplayWidth.of(label)))
      text += Self.inColumns(names[kind] ?? [], indent: indent)
    }
    if completion.candidates.count > 300 {
      text += ("… and \(completion.candidates.count - 300) more" as Message).text(in: Terminal.language) + "\n"
    }
    writeToTerminal(text)
  }

  /// Names in columns of one width.
  private static func inColumns(_ names: [String], indent: Int) -> String {
    let column = (names.map { DisplayWidth.of($0) }.max() ?? 1) + 2
    let perLine = max(1, (Terminal.width - indent) / column)
    var text = ""
    for (index, name) in names.enumerated() {
      if index > 0, index % perLine == 0 { text += String(repeating: " ", count: indent) }
      text += name
      let isLast = index % perLine == perLine - 1 || index == names.count - 1
      text += isLast ? "\n" : String(repeating: " ", count: max(1, column - DisplayWidth.of(name)))
    }
    return text
  }
}
