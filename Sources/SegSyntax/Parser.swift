// Tokens to a tree.
//
// Each parser holds the same place among the tokens (``TokenCursor``) and knows those
// below it: statements, clauses, then expressions and their windows.

import SegDiagnostics

/// Turns a script's text into a tree.
///
///     let (script, diagnostics) = Parser.parse(Source(name: "<text>", text: "show loyal"))
package enum Parser {
  /// The tokens of a text that may be no script; the last is its end.
  package static func tokens(of source: Source) -> [Token] { Lexer.lex(source).tokens }

  /// Whether a text is a name that needs no backticks.
  package static func isPlainName(_ text: String) -> Bool { NameSyntax.isPlain(text) }

  /// The script in a source, and what is wrong with it, in the order of the
  /// text. Nothing in the bytes makes it fail: statements with mistakes hold
  /// `.error` expressions or are left out.
  ///
  /// - Parameters:
  ///   - tables: event tables that are loaded already, for messages.
  ///   - isStopped: whether work is to end: the rest of the text is then left out.
  /// - Complexity: linear in the length of the text.
  package static func parse(
    _ source: Source, tables: Set<String> = [], isStopped: @escaping () -> Bool = { false }
  ) -> (script: ScriptSyntax, diagnostics: [Diagnostic]) {
    let (tokens, lexical) = Lexer.lex(source, isStopped)
    let cursor = TokenCursor(source, tokens, lexical, isStopped)
    cursor.loadedTables = tables
    let pieces = StatementParser(cursor: cursor).parseScript()
    return (ScriptSyntax(source: source, pieces: pieces), cursor.sortedDiagnostics)
  }

  /// A column of a load or a link as a host writes it: `lower(email)`.
  ///
  /// - Returns: the column, nil unless the whole text is a call or stands in parentheses; and what is wrong with it.
  package static func fileColumn(_ source: Source) -> (column: FileColumnSyntax?, diagnostics: [Diagnostic]) {
    let (tokens, lexical) = Lexer.lex(source)
    let parser = ClauseParser(cursor: TokenCursor(source, tokens, lexical) { false })
    guard parser.isExpression else { return (nil, []) }
    let column = parser.parseFileColumn("a column")
    let problems = parser.cursor.sortedDiagnostics
    return problems.isEmpty && !parser.current.isEnd ? (nil, []) : (column, problems)
  }
}
