// The diagnostics of a check for programs: editors, and the test that tries every fix.

import Seg
import SegDiagnostics

/// One line of JSON for each diagnostic of a script: `seg check --json FILE`.
///
///     {"file": "a.seg", "severity": "error", "id": "unknown-name", "message": "…", "line": 3, "column": 6, "start": 42, "end": 48,
///      "statement": {"start": 37, "end": 60}, "notes": [], "fixes": [{"message": "…", "start": 42, "end": 48, "replacement": "loyal"}]}
///
/// Offsets are of UTF-8 bytes from 0, lines and columns from 1. What a diagnostic does not know is left out: one about no place has no
/// `line`, and a fix for which only a person can tell has no `replacement`.
struct CheckReport {
  /// The statements of the script, in order.
  let statements: [SourceSpan]
  let scriptName: String
  /// The language of messages.
  var language = Terminal.language

  func line(_ diagnostic: Diagnostic) -> String {
    var members: [(String, String)] = []
    let span = diagnostic.labels.first?.span
    members.append(("file", Self.text(span?.source.name ?? scriptName)))
    members.append(("severity", Self.text(diagnostic.severity.rawValue)))
    members.append(("id", Self.text(diagnostic.id)))
    members.append(("message", Self.text(said(diagnostic.message))))
    if let span {
      let (line, column) = span.position
      members += [("line", "\(line)"), ("column", "\(column)")] + Self.offsets(span)
      let place = span.range.lowerBound
      if span.source.name == scriptName, let own = statements.last(where: { $0.range.lowerBound <= place }) {
        members.append(("statement", Self.object(Self.offsets(own))))
      }
    }
    members.append(("notes", "[" + diagnostic.notes.map { Self.text(said($0)) }.joined(separator: ", ") + "]"))
    let fixes = (diagnostic.fix.map { [$0] } ?? []) + diagnostic.otherFixes
    members.append(("fixes", "[" + fixes.map(fix).joined(separator: ", ") + "]"))
    return Self.object(members)
  }

  private func fix(_ fix: Diagnostic.Fix) -> String {
    var members = [("message", Self.text(said(fix.message)))]
    if let span = fix.span, let replacement = fix.replacement { members += Self.offsets(span) + [("replacement", Self.text(replacement))] }
    return Self.object(members)
  }

  private func said(_ message: Message) -> String { message.text(in: language) }

  private static func offsets(_ span: SourceSpan) -> [(String, String)] {
    [("start", "\(span.range.lowerBound)"), ("end", "\(span.range.upperBound)")]
  }

  private static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
  }

  /// A string of JSON.
  private static func text(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
