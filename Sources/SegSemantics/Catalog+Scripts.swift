// A segment with all that it uses, as a script.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension Catalog {
  /// A segment with all that it uses, as a script that defines it.
  func script(of segment: String) -> String {
    var names: Set<String> = []
    var waiting = [segment]
    while let name = waiting.popLast() {
      guard let definition = definitions[name], names.insert(name).inserted else { continue }
      waiting += definition.uses.sorted()
    }
    var bodies: [String] = []
    var written: Set<SourceSpan> = []
    for name in program.inOrderOfUse(names.sorted()) {
      guard let statement = statements[name], !statement.isLoad, written.insert(statement.span).inserted else { continue }
      bodies.append(statement.span.text)
    }
    let constants = (definitions[segment]?.parameters ?? []).sorted().compactMap { name in
      parameters[name].map { "param \(Diagnostic.quoted(name)) = \($0.literal)" }
    }
    return (constants + called(by: bodies) + bodies).joined(separator: "\n")
  }

  /// The functions of the script that definitions may call: those whose names are in their texts.
  private func called(by bodies: [String]) -> [String] {
    var found: Set<String> = []
    var texts = bodies
    while let text = texts.popLast() {
      for (name, function) in functions where text.contains(name) && found.insert(name).inserted {
        texts.append(function.body.span.text)
      }
    }
    return found.sorted().compactMap { name in
      functions[name].map { function in
        let parameters = function.parameters.map { Diagnostic.quoted($0) }.joined(separator: ", ")
        return "function \(Diagnostic.quoted(name))(\(parameters)) = \(function.body.span.text)"
      }
    }
  }
}

extension StatementSyntax {
  /// Whether it reads a file.
  package var isLoad: Bool {
    if case .load = kind { true } else { false }
  }
}

extension Parameter {
  /// The value as a literal of a script.
  fileprivate var literal: String {
    guard case .text(let text) = value else { return scriptText }
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    return "\"\(escaped)\""
  }
}
