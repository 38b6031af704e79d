// The help of a command, laid out from the table.

import SegDiagnostics

enum CommandHelp {
  /// The column in which texts begin.
  private static let column = 24

  /// `seg run --help`
  static func text(of command: Command, width: Int = 80) -> String {
    var usage = "\(CommandTexts.usage) \(command.words) \(CommandTexts.anyOptions)"
    if let operand = command.operand { usage += " \(operand.form)" }
    if command == .seg { usage += " \(CommandTexts.anyCommand)" }
    var parts = [command.discussion ?? command.summary, usage]
    if let operand = command.operand { parts.append(row(operand.form, command.operandSummary)) }
    let options = command.options.filter { !$0.isHidden }.map { row($0.form, summary(of: $0)) }
    parts.append(([CommandTexts.options] + options).joined(separator: "\n"))
    if command == .seg {
      let commands = Command.named.map { row($0.rawValue, $0.summary) }
      parts.append(([CommandTexts.commands] + commands).joined(separator: "\n"))
      parts.append(CommandTexts.moreHelp)
    }
    return parts.map { TextWrapping.wrapped($0, to: width) }.joined(separator: "\n\n") + "\n"
  }

  /// What `seg help` begins with: how the program is called.
  static func overview(width: Int = 80) -> String {
    let rows =
      [(Command.seg.form, Command.seg.summary), ("seg \(CommandOption.text.form)", CommandOption.text.summary)]
      + Command.named.map { ($0.form, $0.summary) }
    return rows.map { TextWrapping.wrapped(filled($0, to: column) + "  " + $1, to: width) }.joined(separator: "\n") + "\n"
  }

  private static func summary(of option: CommandOption) -> String {
    switch option.value {
    case .oneOf(_, let values): "\(option.summary) \(CommandTexts.values) \(values.joined(separator: ", "))."
    case .none, .any, .file: option.summary
    }
  }

  private static func row(_ left: String, _ text: String) -> String {
    // A left side that is too long has a line of its own.
    left.count > column - 4 ? "  \(left)\n\(filled("", to: column))\(text)" : "\(filled("  " + left, to: column))\(text)"
  }

  private static func filled(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - DisplayWidth.of(text)))
  }
}
