// Where the parsers are in the tokens, and what they have found wrong.

import SegDiagnostics

/// The place among a script's tokens, which all parsers of the script share, and
/// what is open at that place.
final class TokenCursor {
  let source: Source
  /// The tokens. A misspelled keyword is replaced in place by the right one.
  var tokens: [Token]
  var index = 0
  var diagnostics: [Diagnostic] = []
  /// Whether a mistake in this statement was fatal to it.
  var isPanicking = false
  /// Nested expressions at this point, at most `depthLimit`.
  var depth = 0
  /// The index of the parenthesis that may open a list.
  var listStart: Int?
  /// Open parentheses at this point.
  var brackets = 0
  /// Calls that are open at this point.
  var calls = 0
  /// Whether a window after a value tests it; in the arguments of a call it chooses events.
  var testsWindows = true
  /// Conditions of the statement that are open at this point.
  var conditions = 0
  /// Tables that the script has loaded so far.
  var loadedTables: Set<String> = []
  /// The end of the last token consumed.
  var lastEnd = 0
  /// The form of the current statement, for the notes of messages.
  var form: StatementForm?
  /// The clauses of the text and where each is, in the order in which they begin.
  var clauses: [(kind: ClauseSyntax.Kind, range: Range<Int>)] = []
  /// What was looked for where the text ends.
  var expected = ExpectedWords()
  var expectedKeywords: [Keyword] = []
  /// The tables of the arguments that are open, and the one of the statement.
  var tables: [String] = []
  var table: String?
  var openCalls: [ExpectedWords.Call] = []
  /// What the expression at hand is compared with.
  var compared: ExpressionSyntax?
  /// Whether the expression at hand is the key of a customer.
  var isKey = false
  /// The option whose value is read.
  var option: String?
  /// The clauses that could follow where the text ends.
  var clausesAtEnd: [ClauseSyntax.Kind] = []

  /// Whether work is to end.
  let isStopped: () -> Bool

  init(_ source: Source, _ tokens: [Token], _ diagnostics: [Diagnostic], _ isStopped: @escaping () -> Bool = { false }) {
    self.isStopped = isStopped
    self.source = source
    self.tokens = tokens
    self.diagnostics = diagnostics
  }

  /// The diagnostics in the order of the text, as many as a person reads.
  var sortedDiagnostics: [Diagnostic] {
    let sorted = diagnostics.enumerated().sorted { a, b in
      let x = a.element.span?.range.lowerBound ?? 0
      let y = b.element.span?.range.lowerBound ?? 0
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
    guard sorted.count > Lexer.reportLimit else { return sorted }
    return Array(sorted.prefix(Lexer.reportLimit)) + [.tooManyMistakes(Lexer.reportLimit)]
  }
}
