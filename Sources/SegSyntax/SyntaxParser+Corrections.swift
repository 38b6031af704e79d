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

extension SyntaxParser {
  /// The name of a function; a Chinese one means its English twin, which no script can define.
  func parseFunctionName() -> NameSyntax {
    let isWord = if case .word = current.kind { true } else { false }
    let name = parseName("a function")
    return isWord ? ChineseNames.function(name.text).map { NameSyntax($0, name.span) } ?? name : name
  }
}

/// The keyword nearest to a word. A word of one or two letters is near to every short
/// word, so it counts as a name.
///
/// - Parameter strictly: whether a name may stand here, too, so that of two Chinese characters both must be there.
func nearestKeyword(to word: String, among candidates: [String], strictly: Bool = false) -> String? {
  if let first = word.utf8.first, first >= 0x80 { return nearestChinese(to: word, among: candidates, strictly) }
  return word.count < 3 ? nil : Speller.nearest(to: word, among: candidates)
}

/// The Chinese twin of one of the candidates that is nearest to a word of two or more characters.
private func nearestChinese(to word: String, among candidates: [String], _ strictly: Bool) -> String? {
  guard word.count >= 2 else { return nil }
  let keywords = candidates.compactMap { Keyword(rawValue: $0) }
  let twins = keywords.flatMap { ChineseWords.keywords[$0] ?? [] }
  guard let nearest = Speller.nearest(to: word, among: twins.filter { $0.count >= 2 }) else { return nil }
  return strictly && word.count == 2 && Set(word) != Set(nearest) ? nil : nearest
}
