// `seg help`: the language's help, from the values that define it.

import Seg
import SegDiagnostics
import SegFiles

struct HelpTopicCommand {
  private let topic: String
  /// A folder for the reference pages.
  private let pages: String?

  init(_ arguments: CommandArguments) {
    topic = arguments.operands.joined(separator: " ")
    pages = arguments.texts(of: .pages).last
  }

  func run() -> Int32 {
    if let pages { return Self.write(pages) }
    guard let text = Self.text(topic.isEmpty ? nil : topic) else {
      StandardError.write(Self.unknown(topic) + "\n")
      return 2
    }
    let overview = topic.isEmpty ? CommandHelp().overview + "\n" + text : text
    return ScriptRunner.printed(overview.hasSuffix("\n") ? overview : overview + "\n")
  }

  /// The session's help; formats, drawings and commands are explained here.
  ///
  /// - Parameter session: the one whose functions are explained too.
  static func text(_ topic: String?, in session: Session? = nil) -> String? {
    if let text = session?.help(topic, in: Terminal.language) ?? Session.help(topic, in: Terminal.language) { return text }
    guard let topic else { return "" }
    if topic.lowercased() == "prompt" || topic.lowercased() == "commands" { return PromptCommand.overview }
    if let command = PromptCommand.all.first(where: { "." + $0.name == topic.lowercased() }) {
      return ".\(command.name)\(command.form.isEmpty ? "" : " ")\(command.form)\n\n  \(said(command.summary))"
    }
    if let command = Command(rawValue: topic), command != .seg { return CommandHelp().text(of: command) }
    if let format = ReportFormat.named(topic) { return "--format \(topic): \(said(format.summary))" }
    return ChartKind.all.first { $0.name == topic }.map { "draw \(topic): \(said($0.summary))" }
  }

  /// The topics whose help has a word, one a line with what they are; those that are called so first.
  static func topics(with word: String, in session: Session) -> String {
    if word.isEmpty { return said("`??WORD` lists the topics of help that have the word") }
    let wanted = word.lowercased()
    let commands = PromptCommand.all.filter { $0.name.contains(wanted) || said($0.summary).lowercased().contains(wanted) }
    let all =
      session.helpTopics(with: word, in: Terminal.language).map { ($0.topic, $0.line) } + commands.map { ("." + $0.name, said($0.summary)) }
    if all.isEmpty { return unknown(word, in: session) }
    let width = min(24, all.map(\.0.count).max() ?? 0)
    return all.map { topic, line in topic + String(repeating: " ", count: max(2, width + 2 - topic.count)) + line }.joined(separator: "\n")
  }

  /// Writes the reference pages; returns the exit code.
  private static func write(_ folder: String) -> Int32 {
    do {
      for page in Reference(Terminal.language).pages {
        let bytes = Array(page.text.utf8)
        try writeFile(path: "\(folder)/\(page.name)", WriteOptions(replaces: true, makesFolders: true)) { write in
          try bytes.withUnsafeBufferPointer { try write($0) }
        }
      }
      return 0
    } catch {
      ScriptRunner.report(error)
      return 1
    }
  }

  /// The message for an unknown topic.
  static func unknown(_ topic: String, in session: Session? = nil) -> String {
    let near = Speller.nearest(to: topic, among: session?.helpTopics ?? Session.helpTopics)
    return said(
      near.map { "no help on `\(Diagnostic.visible(topic))`; did you mean `\($0)`?" } ?? "no help on `\(Diagnostic.visible(topic))`")
  }

  private static func said(_ message: Message) -> String { message.text(in: Terminal.language) }
}
