// `seg help`: the language's help, from the values that define it.

import ArgumentParser
import Seg
import SegDiagnostics
import SegFiles

struct HelpTopicCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explains a statement, a function or a diagnostic's id.")

  @Argument(help: ArgumentHelp("What to explain.", valueName: "TOPIC"))
  var topic: [String] = []

  @Option(help: ArgumentHelp("Writes the reference pages into a folder.", valueName: "FOLDER", visibility: .hidden))
  var pages: String?

  func run() throws {
    if let pages { throw ExitCode(Self.write(pages)) }
    let topic = topic.joined(separator: " ")
    guard let text = Self.text(topic.isEmpty ? nil : topic) else {
      StandardError.write(Self.unknown(topic) + "\n")
      throw ExitCode(2)
    }
    let overview = topic.isEmpty ? Self.commandLine + "\n" + text : text
    throw ExitCode(Program.printed(overview.hasSuffix("\n") ? overview : overview + "\n"))
  }

  private static let commandLine = """
    seg                       a prompt; or a script from standard input, where a
                              name is defined once
    seg run FILE…             runs scripts
    seg -c 'TEXT'             runs a text
    seg check [--json] FILE…  reports every error, runs nothing; --json is for programs
    seg test PATH…            runs scripts against the output they state
    seg fmt [--check] FILE…   writes scripts in the one layout that all have
    seg help [TOPIC]          explains a statement, a function, a diagnostic's id

    """

  /// The session's help; formats, drawings and commands are explained here.
  ///
  /// - Parameter session: the one whose functions are explained too.
  static func text(_ topic: String?, in session: Session? = nil) -> String? {
    if let text = session?.help(topic) ?? Session.help(topic) { return text }
    guard let topic else { return "" }
    if topic.lowercased() == "prompt" || topic.lowercased() == "commands" { return PromptCommand.overview }
    if let command = PromptCommand.all.first(where: { "." + $0.name == topic.lowercased() }) {
      return ".\(command.name)\(command.form.isEmpty ? "" : " ")\(command.form)\n\n  \(command.summary)"
    }
    if let command = SegCommand.configuration.subcommands.first(where: { $0.configuration.commandName == topic }) {
      return SegCommand.helpMessage(for: command)
    }
    if let format = ReportFormat.named(topic) { return "--format \(topic): \(format.summary)" }
    return ChartKind.all.first { $0.name == topic }.map { "draw \(topic): \($0.summary)" }
  }

  /// The topics whose help has a word, one a line with what they are; those that are called so first.
  static func found(_ word: String, in session: Session) -> String {
    if word.isEmpty { return "`??WORD` lists the topics of help that have the word" }
    let wanted = word.lowercased()
    let commands = PromptCommand.all.filter { $0.name.contains(wanted) || $0.summary.lowercased().contains(wanted) }
    let all = session.helpTopics(with: word).map { ($0.topic, $0.line) } + commands.map { ("." + $0.name, $0.summary) }
    if all.isEmpty { return unknown(word, in: session) }
    let width = min(24, all.map(\.0.count).max() ?? 0)
    return all.map { topic, line in topic + String(repeating: " ", count: max(2, width + 2 - topic.count)) + line }.joined(separator: "\n")
  }

  /// Writes the reference pages; returns the exit code.
  private static func write(_ folder: String) -> Int32 {
    do {
      for page in Reference.pages {
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
    return "no help on `\(Diagnostic.visible(topic))`" + (near.map { "; did you mean `\($0)`?" } ?? "")
  }
}
