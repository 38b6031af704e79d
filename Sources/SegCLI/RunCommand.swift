// `seg`, `seg -c` and `seg run`: a prompt, or scripts.

import SegPlatform
import Seg
import SegFiles

/// `seg` without a command: texts, a prompt, or a script from standard input.
struct DirectCommand {
  private let texts: [String]
  private let completion: ShellCompletion?
  private let options: RunOptions

  /// - Throws: ``UsageError``.
  init(_ arguments: CommandArguments) throws {
    texts = arguments.texts(of: .text)
    completion = try arguments.value(of: .completion) { try OneOf.read($0, ShellCompletion.init(rawValue:), .completion) }
    options = try RunOptions(arguments)
  }

  func run() -> Int32 {
    if let completion { return ScriptRunner.printed(completion.script) }
    if !texts.isEmpty {
      let script = Script(text: texts.joined(separator: "\n"), name: "<text>", directory: nil)
      return ScriptRunner(options).run([{ script }])
    }
    if Terminal.hasInput && Terminal.hasOutput { return REPL(options).run() }
    return ScriptRunner(options).run([Script.fromStandardInput])
  }
}

struct RunCommand {
  let options: RunOptions
  let files: [String]

  func run() -> Int32 { ScriptRunner(options).run(files.map { path in { try Script.read(path) } }) }
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
