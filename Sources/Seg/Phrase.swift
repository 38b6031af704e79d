// A text as words and signs, to say it differently.

import SegDiagnostics
import SegSyntax

/// The tokens of a text that is no statement.
struct Phrase {
  /// A word, a literal or a sign.
  struct Word {
    /// As written.
    let text: String
    let lower: String
    /// Bytes of the phrase.
    let range: Range<Int>
    /// Open parentheses before it.
    let depth: Int
    let isName: Bool
    let isText: Bool
  }

  let text: String
  let words: [Word]

  init(_ text: String) {
    self.text = text
    let source = Source(name: "", text: text)
    var depth = 0
    words = Parser.tokens(of: source).compactMap { token in
      if token.isEnd { return nil }
      let written = source.text(token.range)
      if written == ")" || written == "）" || written == "]" { depth -= 1 }
      defer { if written == "(" || written == "（" || written == "[" { depth += 1 } }
      var isText = false
      if case .text = token.kind { isText = true }
      return Word(
        text: written, lower: written.lowercased(), range: token.range, depth: depth, isName: token.isName, isText: isText)
    }
  }

  var count: Int { words.count }

  /// The lower-case text of a word; empty if there is none.
  func word(_ index: Int) -> String { words.indices.contains(index) ? words[index].lower : "" }

  /// The first word at depth 0 that is one of some, from a place on.
  func first(_ wanted: Set<String>, from start: Int = 0) -> Int? {
    words.indices.first { $0 >= start && words[$0].depth == 0 && wanted.contains(words[$0].lower) }
  }

  /// The text of some words, as written.
  func text(_ range: Range<Int>) -> String {
    guard range.lowerBound < range.upperBound, words.indices.contains(range.lowerBound), range.upperBound <= words.count else { return "" }
    let bytes = words[range.lowerBound].range.lowerBound..<words[range.upperBound - 1].range.upperBound
    return String(decoding: Array(text.utf8)[bytes], as: UTF8.self)
  }

  /// The text with some words replaced.
  func replacing(_ range: Range<Int>, with replacement: String) -> String {
    let parts = [text(0..<range.lowerBound), replacement, text(range.upperBound..<count)].filter { !$0.isEmpty }
    return parts.dropFirst().reduce(parts.first ?? "") { before, part in
      let isTight = before.hasSuffix("(") || part.hasPrefix(")") || part.hasPrefix(",")
      return before + (isTight ? "" : " ") + part
    }
  }

  /// Two or three names side by side, joined as one name: `churn rate` as `churn_rate`.
  func runs(from start: Int) -> [(range: Range<Int>, joined: String)] {
    words.indices.flatMap { index in
      [3, 2].compactMap { length -> (Range<Int>, String)? in
        let range = index..<index + length
        guard index >= start, range.upperBound <= count, words[range].allSatisfy({ $0.isName && $0.depth == words[index].depth }) else {
          return nil
        }
        return (range, words[range].map(\.lower).joined(separator: "_"))
      }
    }
  }

  /// Some words cut at their commas.
  func parts(_ range: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    let depth = words.indices.contains(start) ? words[start].depth : 0
    for index in range where words[index].lower == "," && words[index].depth == depth {
      parts.append(start..<index)
      start = index + 1
    }
    if start < range.upperBound { parts.append(start..<range.upperBound) }
    return parts.filter { !$0.isEmpty }
  }

  /// The index of the parenthesis that closes the one at an index.
  func closing(_ opening: Int) -> Int? {
    words.indices.first { $0 > opening && words[$0].depth == words[opening].depth && [")", "）", "]"].contains(words[$0].lower) }
  }

  /// `count(orders) by city`: a call without `show`, whole, so that the mistakes in it are mended.
  var asCall: [String] {
    words.first?.isName == true && ["(", "（"].contains(word(1)) && closing(1) != nil && word(2) != "*" ? ["show \(text)"] : []
  }

  /// Words that begin a clause.
  static let clauses: Set<String> = [
    "of", "from", "where", "by", "per", "group", "order", "sort", "rank", "having", "limit", "top", "bottom", "draw", "as", "pivot", "with",
  ]
}
