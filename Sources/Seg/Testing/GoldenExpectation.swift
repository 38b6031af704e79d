// The expectations of a script: `#>` and `#!` lines after a statement.

/// Neighboring comment lines that state an answer or diagnostics.
struct GoldenExpectation {
  enum Kind { case answer, diagnostics }

  let kind: Kind
  /// Lines of the file, from 0.
  let lines: Range<Int>
  /// The text after the mark and one space, without spaces at the end.
  let texts: [String]
  /// The text before the mark.
  let indentation: String

  /// `sql postgres` if the first line is `#> [sql postgres]`: a view of the statement other
  /// than its answer.
  var view: String? {
    guard kind == .answer, let first = texts.first, first.hasPrefix("["), first.hasSuffix("]") else { return nil }
    return String(first.dropFirst().dropLast())
  }

  /// All expectations of a script, in order.
  static func all(in text: String) -> [GoldenExpectation] {
    var found: [GoldenExpectation] = []
    for (number, line) in text.linesByBytes.enumerated() {
      let indentation = line.prefix { $0 == " " || $0 == "\t" }
      let comment = line.dropFirst(indentation.count)
      let kind: Kind
      if comment.hasPrefix("#>") {
        kind = .answer
      } else if comment.hasPrefix("#!"), number > 0 {
        kind = .diagnostics
      } else {
        continue
      }
      var rest = comment.dropFirst(2)
      // `#!/usr/bin/env` and `#>>` are comments like any other.
      if let first = rest.first, first != " " && first != "\r" { continue }
      if rest.first == " " { rest = rest.dropFirst() }
      while let last = rest.last, last == " " || last == "\r" { rest = rest.dropLast() }
      if let last = found.last, last.kind == kind, last.lines.upperBound == number, !rest.hasPrefix("[") {
        found[found.count - 1] = GoldenExpectation(
          kind: kind, lines: last.lines.lowerBound..<number + 1, texts: last.texts + [String(rest)],
          indentation: last.indentation)
      } else {
        found.append(
          GoldenExpectation(
            kind: kind, lines: number..<number + 1, texts: [String(rest)], indentation: String(indentation)))
      }
    }
    return found
  }
}
