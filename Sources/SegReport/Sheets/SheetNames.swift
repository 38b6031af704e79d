// The names of the sheets of a workbook.

import SegDiagnostics

/// Gives sheets names that spreadsheets take: at most 31 characters of UTF-16, none of `[]:*?/\`, no
/// apostrophe at the ends, not `History`, and no two alike in any case.
package struct SheetNames {
  private var taken: Set<String> = []

  package init() {}

  /// A name for the answer of a statement.
  package mutating func name(for statement: String) -> String {
    let wanted = Self.legal(Self.subject(of: statement))
    var name = wanted
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      let end = " (\(number))"
      name = Self.cut(wanted, to: Self.longest - end.utf16.count) + end
      number += 1
    }
    return name
  }

  private static let longest = 31

  /// What a statement is about: without its first word, and of an export what is exported.
  private static func subject(of statement: String) -> String {
    let words = statement.split { $0.isWhitespace }
    guard let first = words.first?.lowercased() else { return "" }
    switch first {
    case "export": return words.dropFirst().prefix(1).joined()
    case "list":
      let table = words.firstIndex { $0.lowercased() == "of" }.flatMap { words.indices.contains($0 + 1) ? String(words[$0 + 1]) : nil }
      return table ?? words.dropFirst(words.count > 1 && words[1] == "*" ? 2 : 1).joined(separator: " ")
    case "show": return words.dropFirst().joined(separator: " ")
    default: return words.joined(separator: " ")
    }
  }

  private static func legal(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      let isBad = "[]:*?/\\".unicodeScalars.contains(scalar) || scalar.properties.generalCategory == .control
      return isBad ? " " : scalar
    }
    let plain = String(String.UnicodeScalarView(scalars)).split(separator: " ").joined(separator: " ")
    let name = cut(trimmed(plain), to: longest)
    return name.isEmpty || name.lowercased() == "history" ? "answer" : name
  }

  private static func cut(_ text: String, to count: Int) -> String {
    var text = text
    while text.utf16.count > count { text.removeLast() }
    return trimmed(text)
  }

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while let first = rest.first, first == "'" || first == " " { rest.removeFirst() }
    while let last = rest.last, last == "'" || last == " " { rest.removeLast() }
    return String(rest)
  }
}
