// The statements of pages: report and note.

import SegDiagnostics

extension StatementParser {
  /// Report = "report" text [ "title" text ] [ "with" Options ] ;
  func parseReport() -> StatementSyntax.Kind? {
    advance()
    let (path, span) = parsePath("a file in quotes after `report`")
    var title: String?
    if !current.isFirstOnLine { correctWord(.title, from: [.as]) }
    if case .word(_, let keyword) = current.kind, keyword == .title || keyword == nil && !current.isFirstOnLine {
      expectWord(.title, "`title` or the end of the statement")
      title = parseText("a title in quotes").text
    }
    return .report(ReportSyntax(path: path, pathSpan: span, title: title, clauses: clauses.parseClauses([.options])))
  }

  /// Note = "note" text ;
  func parseNote() -> StatementSyntax.Kind? {
    advance()
    return .note(parseText("a text in quotes after `note`").text)
  }
}
