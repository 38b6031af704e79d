// A statement that goes on after it was complete: `show count()`, then `by city`.

import SegDiagnostics

extension Parser {
  /// A statement with a further line of clauses. A clause of the line takes the place of the one of its kind, so that `by city`
  /// followed by `by stage` groups by stage.
  ///
  /// - Parameters:
  ///   - statement: one complete statement.
  ///   - line: what was typed next.
  /// - Returns: the whole statement; nil where the line begins with no clause that could follow the statement.
  package static func continuing(_ statement: String, with line: String) -> String? {
    guard let first = Lexer.lex(Source(name: "", text: line)).tokens.first?.keyword else { return nil }
    let before = read(statement)
    guard before.pieces.count == 1, let kind = before.pieces.first?.statement?.kind, kind.isContinued,
      before.cursor.clausesAtEnd.contains(where: { $0.keywords.contains(first) })
    else { return nil }
    let head = statement.utf8.count
    // Indented, so that the line begins no sentence of its own.
    let whole = statement + "\n  " + line
    let clauses = read(whole).cursor.clauses
    let added = Set(clauses.filter { $0.range.lowerBound >= head }.map(\.kind))
    let bytes = Array(statement.utf8)
    var kept: [UInt8] = []
    var copied = 0
    for clause in clauses where clause.range.upperBound <= head && added.contains(clause.kind) && clause.range.lowerBound >= copied {
      kept += bytes[copied..<clause.range.lowerBound]
      copied = clause.range.upperBound
    }
    kept += bytes[copied...]
    while kept.last == 0x20 || kept.last == 0x0A { kept.removeLast() }
    return String(decoding: kept, as: UTF8.self) + "\n  " + line
  }

  /// Parses a text and keeps what the parsers found.
  private static func read(_ text: String) -> (pieces: [ScriptSyntax.Piece], cursor: TokenCursor) {
    let source = Source(name: "", text: text)
    let (tokens, lexical) = Lexer.lex(source)
    let cursor = TokenCursor(source, tokens, lexical)
    return (StatementParser(cursor: cursor).parseScript(), cursor)
  }

  /// The text of a complete statement that a further line may continue: the last one of a text.
  package static func lastStatement(of text: String) -> String? {
    let (pieces, cursor) = read(text)
    guard let last = pieces.last, !last.isBroken, let statement = last.statement, statement.kind.isContinued, cursor.diagnostics.isEmpty
    else { return nil }
    return last.span.text
  }

  /// Whether the last statement of a text is a question that cannot stand without groups, and has none yet: `show count() as n,
  /// growth(n)` compares the rows of an answer, and `having` chooses groups.
  package static func awaitsGroups(_ text: String) -> Bool {
    guard let statement = read(text).pieces.last?.statement, case .show(let show) = statement.kind else { return false }
    let kinds = show.clauses.map(\.kind)
    if kinds.contains(.dimensions) { return false }
    let choosesGroups = kinds.contains(.having) || kinds.contains(.totals)
    return choosesGroups || show.items.contains { comparesRows($0.expression.span.text) }
  }

  /// Whether an item calls a function over the rows of an answer outside of an aggregate.
  private static func comparesRows(_ item: String) -> Bool {
    let tokens = Lexer.lex(Source(name: "", text: item)).tokens
    // For each open parenthesis whether it is that of a call.
    var calls: [Bool] = []
    for (place, token) in tokens.enumerated() {
      if token.isSymbol(.rightParenthesis) {
        _ = calls.popLast()
        continue
      }
      guard token.isSymbol(.leftParenthesis) else { continue }
      var called: String?
      if place > 0, case .word(let word, _) = tokens[place - 1].kind { called = ChineseNames.function(word) ?? word.lowercased() }
      if let called, rowFunctions.contains(called), !calls.contains(true) { return true }
      calls.append(called != nil)
    }
    return false
  }

  private static let rowFunctions: Set<String> = ["previous", "change", "growth", "running", "moving", "share", "rank", "total"]

  /// Whether a line asks for another one: it ends in a comma or in `\`.
  package static func isOpen(_ text: String) -> Bool {
    let tokens = Lexer.lex(Source(name: "", text: text)).tokens
    return tokens.dropLast().last?.isSymbol(.comma) == true
  }
}

extension StatementSyntax.Kind {
  /// Whether the prompt lets a line of clauses continue it: running it once more changes nothing outside of the session.
  fileprivate var isContinued: Bool {
    switch self {
    case .show, .list, .segment, .load, .split: true
    case .append, .link, .column, .table, .asOf, .param, .metric, .measure, .function, .lifecycle, .describe, .explain, .why, .expect,
      .export, .snapshot, .report, .note, .use:
      false
    }
  }
}
