// Compares an answer or diagnostics with the expectation of a script, and shows the difference.

import SegColumns
import SegDiagnostics
import SegReport

/// Lines of expected and actual output, with `-` and `+` where they differ.
struct GoldenDifference {
  private(set) var lines: [String] = []
  private(set) var isEmpty = true

  mutating func same(_ text: String) { lines.append("    " + text) }

  mutating func differs(expected: String?, actual: String?) {
    isEmpty = false
    if let expected { lines.append("  - " + expected) }
    if let actual { lines.append("  + " + actual) }
  }

  /// The lines, without long equal parts.
  var excerpt: [String] {
    var shown: [String] = []
    var skipped = 0
    for (index, line) in lines.enumerated() {
      let isNear = lines[max(0, index - 2)...min(lines.count - 1, index + 2)].contains { !$0.hasPrefix("    ") }
      if isNear || index == 0 {
        if skipped > 0 { shown.append("    …") }
        skipped = 0
        shown.append(line)
      } else {
        skipped += 1
      }
      if shown.count > 60 { return shown + ["    …"] }
    }
    return shown
  }
}

enum GoldenComparison {
  /// An answer as expectation lines: a header and rows, columns two spaces
  /// apart, numbers to the right.
  static func lines(of table: Table, in language: Language = .english) -> [String] {
    let cells = table.fields.map { field in
      [Diagnostic.visible(field.name)] + (0..<table.rowCount).map { GoldenCell.text(field.column[$0], in: language) }
    }
    let widths = cells.map { $0.map { DisplayWidth.of($0) }.max() ?? 0 }
    return (0...table.rowCount).map { row in
      var line = ""
      for (index, field) in table.fields.enumerated() {
        let text = cells[index][row]
        let spaces = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(text)))
        let isNumeric = field.column.type == .integer || field.column.type == .number
        line += (index > 0 ? "  " : "") + (isNumeric ? spaces + text : text + spaces)
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }

  /// Compares an answer in the language in which it is stated.
  static func compare(_ expected: [String], with report: Report) -> GoldenDifference {
    let language = language(of: expected, report)
    return compare(expected, with: report.said(in: language).table, in: language)
  }

  /// The language in which a script states an answer: that of its headings, where they are not the same in all languages.
  static func language(of expected: [String], _ report: Report) -> Language {
    guard let header = expected.first else { return .english }
    func isStated(in language: Language) -> Bool {
      collapsed(header) == collapsed(report.said(in: language).table.fields.map { Diagnostic.visible($0.name) }.joined(separator: " "))
    }
    return isStated(in: .english) ? .english : Language.allCases.first(where: isStated) ?? .english
  }

  static func compare(_ expected: [String], with table: Table, in language: Language = .english) -> GoldenDifference {
    let actual = lines(of: table, in: language)
    var difference = GoldenDifference()
    for index in 0..<max(expected.count, actual.count) {
      guard index < expected.count, index < actual.count else {
        difference.differs(
          expected: index < expected.count ? expected[index] : nil,
          actual: index < actual.count ? actual[index] : nil)
        continue
      }
      let isSame =
        collapsed(expected[index]) == collapsed(actual[index])
        || (index == 0
          ? split(expected[index], into: table.fields.count) == table.fields.map { Diagnostic.visible($0.name) }
          : matches(expected[index], table, row: index - 1, in: language))
      if isSame {
        difference.same(actual[index])
      } else {
        difference.differs(expected: expected[index], actual: actual[index])
      }
    }
    return difference
  }

  private static func matches(_ line: String, _ table: Table, row: Int, in language: Language) -> Bool {
    let cells = split(line, into: table.fields.count)
    return cells.count == table.fields.count
      && zip(cells, table.fields).allSatisfy { GoldenCell.matches($0, $1.column[row], in: language) }
  }

  /// A line's cells, separated by two or more spaces.
  private static func split(_ line: String, into count: Int) -> [String] {
    if count == 1 { return [trimmed(line)] }
    var cells: [String] = []
    var cell = ""
    var spaces = 0
    for character in line {
      if character == " " {
        spaces += 1
        continue
      }
      if spaces > 1 && !cell.isEmpty {
        cells.append(cell)
        cell = ""
      } else if spaces == 1 && !cell.isEmpty {
        cell.append(" ")
      }
      spaces = 0
      cell.append(character)
    }
    return cell.isEmpty ? cells : cells + [cell]
  }

  private static func collapsed(_ line: String) -> String {
    line.split(separator: " ").joined(separator: " ")
  }

  private static func trimmed(_ line: String) -> String {
    String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Expected lines against rendered diagnostics. Each `error:` or `warning:`
  /// line begins one; it must be a diagnostic's first line, and the lines
  /// under it must occur in that diagnostic. All diagnostics must be expected,
  /// warnings too. They are said in the language of the expected lines.
  static func compare(_ expected: [String], with diagnostics: [Diagnostic]) -> GoldenDifference {
    let language = language(of: expected)
    let starts = [Diagnostic.Severity.error, .warning].map { "\($0.word.text(in: language)):" }
    var groups: [[String]] = []
    for line in expected.map(trimmed) where !line.isEmpty {
      if starts.contains(where: line.hasPrefix) || groups.isEmpty {
        groups.append([line])
      } else {
        groups[groups.count - 1].append(line)
      }
    }
    var left = diagnostics
    var difference = GoldenDifference()
    for group in groups {
      let rendered = left.map { lines(of: $0, in: language).map(trimmed) }
      if let index = rendered.firstIndex(where: { $0.first == group.first && group.allSatisfy($0.contains) }) {
        for line in group { difference.same(line) }
        left.remove(at: index)
      } else {
        for line in group { difference.differs(expected: line, actual: nil) }
      }
    }
    for diagnostic in left {
      for line in lines(of: diagnostic, in: language) { difference.differs(expected: nil, actual: line) }
    }
    return difference
  }

  /// The language in which a script states diagnostics, by the words that begin them: `#! 错误: …` is Chinese.
  static func language(of expected: [String]) -> Language {
    Language.allCases.first { language in
      let starts = [Diagnostic.Severity.error, .warning, .note].map { "\($0.word.text(in: language)):" }
      return expected.contains { line in starts.contains { trimmed(line).hasPrefix($0) } }
    } ?? .english
  }

  static func lines(of diagnostic: Diagnostic, in language: Language) -> [String] {
    diagnostic.rendered(language: language).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
