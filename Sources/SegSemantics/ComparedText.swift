// Texts that conditions compare with columns.

import SegDiagnostics

/// `city = "berlin"`: a text that may be none of the column's values.
package struct ComparedText: Sendable {
  package let column: String
  package let text: String
  package let span: SourceSpan
}

extension Diagnostic {
  /// `warning: no row has the value `berlin` in `city` [unknown-value]`
  package static func unknownValue(_ compared: ComparedText, near: [String]) -> Diagnostic {
    func quoted(_ value: String) -> String {
      "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
    let fixes = near.map { Fix("did you mean \(Message.script(quoted($0)))?", replace: compared.span, with: quoted($0)) }
    var diagnostic = Diagnostic(
      "unknown-value", "no row has the value \(quoted(compared.text)) in `\(compared.column)`", at: compared.span,
      fix: compared.text.isEmpty ? Fix("a value that is not there is tested by `\(compared.column) is missing`") : fixes.first,
      severity: .warning)
    if !compared.text.isEmpty { diagnostic.otherFixes = Array(fixes.dropFirst()) }
    return diagnostic
  }
}
