// The help of a command, laid out from the table.

import SegDiagnostics

/// The help of the command line in one language, in lines of so many columns.
struct CommandHelp {
  var width = 80
  var language = Terminal.language

  /// The column in which texts begin.
  private static let column = 24

  /// `seg run --help`
  func text(of command: Command) -> String {
    var usage = "\(said(CommandTexts.usage)) \(command.words) \(said(CommandTexts.anyOptions))"
    if let operand = command.operand { usage += " \(operand.form)" }
    if command == .seg { usage += " \(said(CommandTexts.anyCommand))" }
    var parts = command.discussion.map { paragraph(said($0)) } + [usage]
    if let operand = command.operand { parts.append(row(operand.form, said(command.operandSummary))) }
    let options = command.options.filter { !$0.isHidden }.map { row($0.form, summary(of: $0)) }
    parts.append(([said(CommandTexts.options)] + options).joined(separator: "\n"))
    if command == .seg {
      let commands = Command.named.map { row($0.rawValue, said($0.summary)) }
      parts.append(([said(CommandTexts.commands)] + commands).joined(separator: "\n"))
      parts.append(paragraph(said(CommandTexts.moreHelp)))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// What `seg help` begins with: how the program is called.
  var overview: String {
    let rows =
      [(Command.seg.form, Command.seg.summary), ("seg \(CommandOption.text.form)", CommandOption.text.summary)]
      + Command.named.map { ($0.form, $0.summary) }
    return rows.map { TextWrapping.wrapped(filled($0) + "  " + said($1), to: width) }.joined(separator: "\n") + "\n"
  }

  private func said(_ message: Message) -> String { message.text(in: language) }

  private func summary(of option: CommandOption) -> String {
    switch option.value {
    case .oneOf(_, let values): "\(said(option.summary)) \(said(CommandTexts.values)) \(values.joined(separator: ", "))."
    case .none, .any, .file: said(option.summary)
    }
  }

  /// Lines without the indent that breaking gives those after the first.
  private func paragraph(_ text: String) -> String { TextWrapping.wrapped(text, to: width).replacing("\n  ", with: "\n") }

  private func row(_ left: String, _ text: String) -> String {
    // A left side that is too long has a line of its own.
    let line = left.count > Self.column - 4 ? "  \(left)\n\(filled(""))\(text)" : "\(filled("  " + left))\(text)"
    return TextWrapping.wrapped(line, to: width)
  }

  private func filled(_ text: String) -> String {
    text + String(repeating: " ", count: max(0, Self.column - DisplayWidth.of(text)))
  }
}
