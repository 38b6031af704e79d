// The program `seg`: its arguments, and the exit codes that scripts rely on.

import ArgumentParser
import SegPlatform
import Seg
import SegDiagnostics
import SegFiles

@main
enum Program {
  static func main() {
    Terminal.holdStandardDescriptors()
    Termination.install()
    exit(status(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs a command line. 0: success; 1: the script failed; 2: wrong usage;
  /// 130: interrupted.
  private static func status(_ arguments: [String]) -> Int32 {
    do {
      var command = try SegCommand.parseAsRoot(arguments)
      try command.run()
      return 0
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      var text = SegCommand.fullMessage(for: error)
      if !text.hasSuffix("\n") { text += "\n" }
      if SegCommand.exitCode(for: error) == .success { return printed(text) }
      // As in all our errors.
      if text.hasPrefix("Error:") { text = "error:" + text.dropFirst(6) }
      if let path = misplacedScript(arguments, text) {
        text = "error: unexpected argument `\(path)`: a script is run by `seg run \(path)`\n"
      }
      StandardError.write(Terminal.visibleLines(text))
      return 2
    }
  }

  /// A script given without `run`, which the parser reports as unexpected.
  private static func misplacedScript(_ arguments: [String], _ message: String) -> String? {
    guard message.lowercased().contains("unexpected argument") else { return nil }
    return arguments.first { message.contains("'\($0)'") && access($0, F_OK) == 0 }.map(Diagnostic.visible)
  }

  /// Prints to standard output and returns the exit code.
  static func printed(_ text: String) -> Int32 {
    do {
      try FileWriter.standardOutput.write(text)
      return 0
    } catch {
      ScriptRunner.report(error)
      return 1
    }
  }
}

struct SegCommand: ParsableCommand {
  static let version = "0.2.0"

  static let configuration = CommandConfiguration(
    commandName: "seg",
    abstract: "Which customers, and what are they worth?",
    discussion: """
      Without arguments, seg starts a prompt on a terminal; otherwise it runs a script from standard \
      input. At the prompt a name may be defined again; in a script it is defined once.
      `seg help` explains the language.
      """,
    version: version,
    subcommands: [RunCommand.self, WatchCommand.self, CheckCommand.self, TestCommand.self, FormatCommand.self, HelpTopicCommand.self])

  @Option(name: .customShort("c"), help: ArgumentHelp("Runs a text; several texts are one script.", valueName: "TEXT"))
  var texts: [String] = []

  @OptionGroup var options: RunOptions

  func run() throws {
    if !texts.isEmpty {
      let script = Script(text: texts.joined(separator: "\n"), name: "<text>", directory: nil)
      throw ExitCode(ScriptRunner(options).run([{ script }]))
    }
    if Terminal.hasInput && Terminal.hasOutput {
      throw ExitCode(REPL(options).run())
    }
    throw ExitCode(ScriptRunner(options).run([Script.fromStandardInput]))
  }
}

extension Script {
  static func fromStandardInput() throws -> Script {
    let text = try ScriptFile.text(from: STDIN_FILENO, name: "standard input", stops: Interruption.check)
    return Script(text: text, name: "<stdin>", directory: nil)
  }

  /// A file's script; `-` is standard input.
  static func read(_ path: String) throws -> Script {
    if path == "-" { return try fromStandardInput() }
    let text = try ScriptFile.text(of: HomeFolder.expanded(path), stops: Interruption.check)
    return Script(text: text, name: path, directory: ScriptFile.directory(of: HomeFolder.expanded(path)))
  }
}

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "run", abstract: "Runs scripts.")

  @Argument(help: ArgumentHelp("Scripts; paths inside are relative to the script's folder.", valueName: "FILE"))
  var files: [String]

  @OptionGroup var options: RunOptions

  func run() throws {
    throw ExitCode(ScriptRunner(options).run(files.map { path in { try Script.read(path) } }))
  }
}

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Reports every mistake in scripts, without running them or reading rows.")

  @Argument(help: ArgumentHelp("Scripts.", valueName: "FILE"))
  var files: [String]

  @Flag(help: "Writes an object of JSON a line for each mistake, with its place and its fixes.")
  var json = false

  func run() throws {
    Interruption.install(prompt: false)
    var hasErrors = false
    for path in files {
      do {
        let script = try Script.read(path)
        let session = Session(capabilities: .ofCommandLine(threads: ThreadOption.processors), reports: .ofCommandLine)
        let diagnostics = Interruption.watching(session.interrupt) {
          session.check(script.text, name: script.name, directory: script.directory)
        }
        if json {
          let report = CheckReport(statements: session.statements(in: script.text, name: script.name), scriptName: script.name)
          for diagnostic in diagnostics { try FileWriter.standardOutput.write(report.line(diagnostic) + "\n") }
        } else {
          Terminal.report(diagnostics)
        }
        if diagnostics.contains(where: { $0.severity == .error }) { hasErrors = true }
      } catch is Interrupted {
        throw ExitCode(130)
      } catch {
        ScriptRunner.report(error)
        hasErrors = true
      }
      if Interruption.wasRequested { throw ExitCode(130) }
    }
    throw ExitCode(hasErrors || StandardError.hasFailed ? 1 : 0)
  }
}
