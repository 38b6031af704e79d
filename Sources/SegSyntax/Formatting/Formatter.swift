// The canonical layout of a script, which `seg fmt` writes.
//
// The formatter checks its own result: it must parse to the same tree and have the
// same comments, otherwise it is not returned.

import SegDiagnostics

/// Writes scripts in one standard layout.
package enum Formatter {
  /// A formatted script, or the reason why it is not formatted.
  package enum Result: Sendable {
    case formatted(String)
    /// The script has mistakes, or (`format-failed`) the formatter has a bug.
    case failed([Diagnostic])
  }

  /// The script in its canonical layout. Formatting it again changes nothing.
  ///
  ///     Formatter.format(Source(name: "<text>", text: "SHOW COUNT( )OF loyal ;"))
  ///     // show COUNT() of loyal
  ///
  /// A statement is on one line of at most 100 columns, or has one clause per line.
  /// Comments stay in their places, and several empty lines become one.
  ///
  /// - Parameter language: the language of the words; nil leaves each in its own.
  /// - Complexity: linear in the length of the text, for expressions of
  ///   bounded depth.
  package static func format(_ source: Source, in language: Language? = nil) -> Result {
    let (tree, diagnostics) = Parser.parse(source)
    guard diagnostics.isEmpty else { return .failed(diagnostics) }
    let script = ScriptTokens(source)
    guard let text = text(of: script, tree, language), holds(text, tree, script.comments) else {
      return .failed([.formatFailed(at: SourceSpan(source, 0..<0))])
    }
    return .formatted(text)
  }

  /// Whether a text has a tree and comments.
  private static func holds(_ text: String, _ tree: ScriptSyntax, _ comments: [String]) -> Bool {
    let source = Source(name: tree.source.name, text: text)
    let (formatted, diagnostics) = Parser.parse(source)
    return diagnostics.isEmpty && SyntaxOutline.of(formatted) == SyntaxOutline.of(tree)
      && ScriptTokens(source).comments == comments
  }

  /// The statements and the comments between them; nil if the tokens do not match the
  /// tree.
  private static func text(of script: ScriptTokens, _ tree: ScriptSyntax, _ language: Language?) -> String? {
    var layouts = TreeLayout(script, language)
    var page = Page()
    var next = 0
    for statement in tree.statements {
      var gaps: [Gap] = []
      while script.tokens[next].range.lowerBound < statement.span.range.lowerBound {
        gaps.append(script.gaps[next])
        next += 1
      }
      let start = next
      gaps.append(script.gaps[start])
      while !script.tokens[next].isEnd, script.tokens[next].range.lowerBound < statement.span.range.upperBound {
        next += 1
      }
      page.add(gaps)
      page.add(
        LayoutPrinter.text(of: layouts.layout(of: statement, tokens: start..<next)),
        column: column(of: statement))
      if layouts.isLost { return nil }
    }
    page.add(Array(script.gaps[next...]))
    return page.finished
  }

  /// Bytes before a statement on its line.
  private static func column(of statement: StatementSyntax) -> Int {
    let source = statement.span.source
    let start = statement.span.range.lowerBound
    return start - source.lineStarts[source.line(at: start)]
  }
}

/// The formatted script so far: statements and the comments between them.
private struct Page {
  private var text = ""
  /// Whether an empty line comes before the next addition.
  private var needsBlankLine = false
  private var endsInComment = false
  /// Where the last statement began in the source, as long as comments may belong to
  /// it.
  private var statementColumn: Int?

  /// Adds the comments of the gaps around `;`, up to a statement or the end.
  mutating func add(_ gaps: [Gap]) {
    for gap in gaps {
      for comment in gap.comments { add(comment) }
      needsBlankLine = needsBlankLine || gap.endsWithBlankLine
    }
  }

  private mutating func add(_ comment: Comment) {
    if comment.isTrailing && !text.isEmpty && !endsInComment {
      text += "  " + comment.text
      endsInComment = true
      return
    }
    needsBlankLine = needsBlankLine || comment.followsBlankLine
    // A comment below a statement and further right belongs to its last clause.
    let isOfStatement =
      !needsBlankLine && !comment.isExpectation && (statementColumn.map { comment.column > $0 } ?? false)
    if !isOfStatement { statementColumn = nil }
    beginLine()
    text += (isOfStatement ? "  " : "") + comment.text
    endsInComment = true
  }

  mutating func add(_ statement: String, column: Int) {
    beginLine()
    text += statement
    endsInComment = false
    statementColumn = column
  }

  private mutating func beginLine() {
    if !text.isEmpty { text += needsBlankLine ? "\n\n" : "\n" }
    needsBlankLine = false
  }

  var finished: String { text.isEmpty ? "" : text + "\n" }
}

extension Diagnostic {
  /// `the formatter would change what the script says`
  static func formatFailed(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "format-failed", "the formatter would change what the script says", at: span,
      notes: ["this is a mistake of the formatter, not of the script, which is left as it is"])
  }
}
