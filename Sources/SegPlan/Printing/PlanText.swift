// A plan as text: nested lists, with one element per line if a line would be too long.

import SegColumns

/// A part of a plan, to be printed.
package indirect enum PlanTree {
  case atom(String)
  case list([PlanTree])

  /// A list that begins with a word.
  static func node(_ word: String, _ parts: [PlanTree]) -> PlanTree { .list([.atom(word)] + parts) }

  /// A list of a word and a part; nil if there is no part.
  static func node(_ word: String, _ part: PlanTree?) -> PlanTree? { part.map { .list([.atom(word), $0]) } }

  /// A text in quotes.
  static func quoted(_ text: String) -> PlanTree {
    .atom("\"" + text.replacingCharacters { $0 == "\"" || $0 == "\\" ? "\\\($0)" : $0 == "\n" ? "\\n" : String($0) } + "\"")
  }

  private static let width = 100

  /// The lines of the text.
  ///
  /// - Parameter indentation: spaces before each.
  func lines(indentation: Int = 0) -> [String] {
    let margin = String(repeating: " ", count: indentation)
    guard case .list(let parts) = self, let first = parts.first, text.count + indentation > Self.width else { return [margin + text] }
    // Short parts are next to the word, the rest below it.
    var head = first.text
    var rest = parts.dropFirst()
    while let next = rest.first, case .atom(let word) = next, head.count + word.count + indentation < Self.width {
      head += " " + word
      rest = rest.dropFirst()
    }
    var lines = [margin + "(" + head]
    for part in rest { lines += part.lines(indentation: indentation + 2) }
    lines[lines.count - 1] += ")"
    return lines
  }

  private var text: String {
    switch self {
    case .atom(let text): text
    case .list(let parts): "(" + parts.map(\.text).joined(separator: " ") + ")"
    }
  }
}

extension String {
  fileprivate func replacingCharacters(_ body: (Character) -> String) -> String { map(body).joined() }
}

extension Value {
  /// The value in a plan, where numbers differ from integers.
  func planTree(of type: ColumnType) -> PlanTree {
    switch self {
    case .missing: .atom("missing:\(type.rawValue)")
    case .text(let text): .quoted(text)
    case .number(let number) where number == number.rounded() && abs(number) < 1e15: .atom("\(Value.number(number)).0")
    case .integer, .number, .date, .timestamp, .boolean: .atom(description)
    }
  }
}
