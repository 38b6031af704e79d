// report: where a page is written to.

import SegDiagnostics
import SegSyntax

extension QuestionBinder {
  func bindReport(_ syntax: ReportSyntax, _ statement: StatementSyntax) -> BoundStatement? {
    // The parser has reported such a path.
    if syntax.path.utf8.contains(0) { return nil }
    // A device or a pipe takes whatever is written.
    guard syntax.path.hasPrefix("/dev/") || [".html", ".htm"].contains(where: syntax.path.lowercased().hasSuffix) else {
      report(.notAPage(at: syntax.pathSpan))
      return nil
    }
    guard let options = exportOptions(StatementClauses(syntax.clauses).options, ["replace", "folders"]) else { return nil }
    let output = ExportPlan(rows: .last, path: syntax.path, options: options, pathSpan: syntax.pathSpan, span: statement.span)
    return .report(ReportPlan(output: output, title: syntax.title))
  }
}

extension Diagnostic {
  /// A report whose file is no page.
  fileprivate static func notAPage(at span: SourceSpan) -> Diagnostic {
    Diagnostic("not-a-page", "a report is a page: its file ends in .html", at: span, notes: ["a browser prints it to a PDF"])
  }
}
