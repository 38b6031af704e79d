// What may follow a text, for completion.

import SegDiagnostics

extension Parser {
  /// What may stand at the end of a text, such as that before the cursor.
  package static func expected(after text: String) -> ExpectedWords {
    let source = Source(name: "", text: text)
    let (tokens, lexical) = Lexer.lex(source)
    let cursor = TokenCursor(source, tokens, lexical)
    _ = StatementParser(cursor: cursor).parseScript()
    var expected = cursor.expected
    expected.statement = cursor.form?.keyword
    let known = mistakes(of: cursor)
    var seen: Set<String> = []
    // A parser also looks for words that belong elsewhere, to say so: those are mistakes where they stand.
    expected.keywords = cursor.expectedKeywords.map(spelling).filter { word in
      seen.insert(word).inserted && mistakes(in: text + " " + word).isSubset(of: known)
    }
    return expected
  }

  private static func mistakes(in text: String) -> Set<Int> {
    let source = Source(name: "", text: text)
    let (tokens, lexical) = Lexer.lex(source)
    let cursor = TokenCursor(source, tokens, lexical)
    _ = StatementParser(cursor: cursor).parseScript()
    return mistakes(of: cursor)
  }

  /// The places of mistakes that more text does not mend.
  private static func mistakes(of cursor: TokenCursor) -> Set<Int> {
    Set(cursor.diagnostics.filter { !$0.isIncomplete && $0.severity == .error }.map { $0.span?.range.lowerBound ?? 0 })
  }

  /// A keyword with the one that always follows it.
  private static func spelling(_ keyword: Keyword) -> String {
    if keyword == .rank { return "rank by" }
    return keyword == .starts || keyword == .ends ? "\(keyword.rawValue) with" : keyword.rawValue
  }
}
