// Tokens to a tree.
//
// Each parser holds the same place among the tokens (``TokenCursor``) and knows those
// below it: statements, clauses, then expressions and their windows.

import SegDiagnostics

/// Turns a script's text into a tree.
///
///     let (script, diagnostics) = Parser.parse(Source(name: "<text>", text: "show loyal"))
package enum Parser {
  /// The script in a source, and what is wrong with it, in the order of the
  /// text. Nothing in the bytes makes it fail: statements with mistakes hold
  /// `.error` expressions or are left out.
  ///
  /// - Parameter isStopped: whether work is to end: the rest of the text is then left out.
  /// - Complexity: linear in the length of the text.
  package static func parse(
    _ source: Source, isStopped: @escaping () -> Bool = { false }
  ) -> (script: ScriptSyntax, diagnostics: [Diagnostic]) {
    let (tokens, lexical) = Lexer.lex(source, isStopped)
    let cursor = TokenCursor(source, tokens, lexical, isStopped)
    let statements = StatementParser(cursor: cursor).parseScript()
    return (ScriptSyntax(source: source, statements: statements), cursor.sortedDiagnostics)
  }
}
