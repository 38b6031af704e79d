// How names and texts are written in a script: for the ways out that messages offer.

/// Writes what a file or a table holds as a script writes it.
package enum ScriptSpelling {
  /// A name, in backticks unless it is a plain word: `` `order day` ``. A backtick inside is
  /// written twice.
  package static func name(_ name: String) -> String { isPlain(name) ? name : quoted(name) }

  /// A name in backticks.
  package static func quoted(_ name: String) -> String { "`" + name.replacing("`", with: "``") + "`" }

  /// A text in quotes.
  package static func text(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func isPlain(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first == "_" || first.properties.isXIDStart, first.value < 0xFF00 else { return false }
    return name.unicodeScalars.allSatisfy { ($0 == "_" || $0.properties.isXIDContinue) && $0.value < 0xFF00 }
  }
}
