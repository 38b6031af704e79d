// Words that a slip put in the place of keywords.

import SegDiagnostics

extension SyntaxParser {
  /// A word that is not a keyword, but almost one of `keywords`.
  func correctMisspelt(among keywords: [Keyword]) {
    guard case .word(let word, nil) = current.kind else { return }
    var candidates = keywords.map(\.rawValue)
    if keywords.contains(.top) { candidates += ["bottom", "cover", "spend"] }
    // At a line's start it may as well be a statement.
    if current.isFirstOnLine { candidates += Keyword.statements.map(\.rawValue) }
    guard let nearest = nearestKeyword(to: word, among: candidates), let keyword = Keyword(word: nearest),
      !keyword.startsStatement
    else { return }
    // An amount follows these.
    if ClauseSyntax.Kind.cut.keywords.contains(keyword), !peek().isLiteral, !peek().isName { return }
    report(.misspelt(word, nearest, at: placeOfCurrent))
    replaceCurrent(with: keyword)
  }

  func replaceCurrent(with keyword: Keyword) {
    guard !isPanicking else { return }
    let token = tokens[index]
    tokens[index] = Token(
      kind: .word(keyword.rawValue, keyword), range: token.range, isFirstOnLine: token.isFirstOnLine)
  }
}

/// The keyword nearest to a word. A word of one or two letters is near to every short
/// word, so it counts as a name.
func nearestKeyword(to word: String, among candidates: [String]) -> String? {
  word.count < 3 ? nil : Speller.nearest(to: word, among: candidates)
}
