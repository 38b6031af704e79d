// The program `seg`: its arguments, and the exit codes that scripts rely on.

import SegPlatform
import Seg
import SegDiagnostics

@main
enum Program {
  static func main() {
    Terminal.holdStandardDescriptors()
    Termination.install()
    let arguments = CommandArguments(CommandLine.argc, CommandLine.unsafeArgv)
    // Before anything is said.
    if arguments.command != .fmt, let language = arguments.texts(of: .lang).last { setenv("SEG_LANG", language, 1) }
    exit(status(arguments))
  }

  /// Runs a command line. 0: success; 1: the script failed; 2: wrong usage;
  /// 130: interrupted.
  private static func status(_ arguments: CommandArguments) -> Int32 {
    if arguments.has(.help) { return ScriptRunner.printed(CommandHelp(width: min(Terminal.width, 100)).text(of: arguments.command)) }
    if arguments.has(.version) { return ScriptRunner.printed(Command.version + "\n") }
    do {
      try arguments.check()
      return try run(arguments)
    } catch let error as UsageError {
      Terminal.report([error.diagnostic])
      return 2
    } catch is Interrupted {
      return 130
    } catch {
      ScriptRunner.report(error)
      return 1
    }
  }

  private static func run(_ arguments: CommandArguments) throws -> Int32 {
    switch arguments.command {
    case .seg: try DirectCommand(arguments).run()
    case .run: RunCommand(options: try RunOptions(arguments), files: arguments.operands).run()
    case .watch: try WatchCommand(arguments).run()
    case .check: try CheckCommand(files: arguments.operands, json: arguments.has(.json)).run()
    case .test: try TestCommand(arguments).run()
    case .fmt: try FormatCommand(arguments).run()
    case .help: HelpTopicCommand(arguments).run()
    }
  }
}
