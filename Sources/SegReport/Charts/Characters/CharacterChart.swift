// What all pictures of characters share: their width, colors, and marks.

import SegDiagnostics

/// Draws one chart. Each way of drawing marks is a file of its own.
struct CharacterChart {
  let chart: Chart
  /// Columns of the terminal.
  let width: Int
  let hasColor: Bool

  /// What fills a bar of a period that has not ended.
  static let hatch: Character = "▒"
  static let unfinishedMark = "*"

  func dimmed(_ text: String) -> String { hasColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  /// A text in the color of a series.
  func colored(_ text: String, _ series: Int) -> String {
    hasColor ? "\u{1B}[\(Self.colors[series % Self.colors.count])m\(text)\u{1B}[0m" : text
  }

  /// Blue, yellow, magenta, green, cyan, red: dark and light ones alternate.
  private static let colors = [34, 33, 35, 32, 36, 31]
}

/// A text padded with spaces to a width, or cut to it.
func padded(_ text: String, to width: Int, right: Bool = false) -> String {
  let (cut, taken) = PresentedColumn.cut(text, to: width)
  let spaces = String(repeating: " ", count: max(0, width - taken))
  return right ? spaces + cut : cut + spaces
}

extension String {
  /// The text without spaces at its end.
  var withoutSpacesAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
