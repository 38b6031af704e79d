// `seg fmt`: writes scripts in the canonical layout.

import ArgumentParser
import SegPlatform
import Seg
import SegDiagnostics
import SegFiles
import SegSyntax

struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Formats scripts in the one standard layout.",
    discussion: """
      Each file is rewritten in place, completely or not at all. Without files, or with -, standard \
      input is formatted to standard output. Comments and the meaning of a script do not change. A \
      script with mistakes is not changed, and its mistakes are reported.
      """)

  @Argument(help: ArgumentHelp("Scripts.", valueName: "FILE"))
  var files: [String] = []

  @Flag(help: "Changes nothing; lists the files that would change, and exits with 1 if there are any.")
  var check = false

  @Option(
    help: ArgumentHelp(
      "Writes the words of the language in English (en) or Chinese (zh); without it, each stays as it is.", valueName: "en|zh"))
  var lang: Language?

  func run() throws {
    Interruption.install(prompt: false)
    var isWell = true
    for path in files.isEmpty ? ["-"] : files {
      do {
        isWell = try format(path) && isWell
        try Interruption.check()
      } catch is Interrupted {
        throw ExitCode(130)
      } catch {
        ScriptRunner.report(error)
        isWell = false
      }
    }
    throw ExitCode(isWell && !StandardError.hasFailed ? 0 : 1)
  }

  /// Whether the file has (or, in a check, had) the canonical layout.
  private func format(_ path: String) throws -> Bool {
    if path.hasSuffix(".md") {
      throw ScriptError(Diagnostic("not-a-script", "`\(path)` is no script: Markdown files are not formatted"))
    }
    let script = try Script.read(path)
    let formatted: String
    switch Formatter.format(Source(name: script.name, text: script.text), in: lang) {
    case .formatted(let text): formatted = text
    case .failed(let diagnostics): throw ScriptError(diagnostics)
    }
    // Compares bytes: strings are equal even if their normalization differs.
    let isSame = formatted.utf8.elementsEqual(script.text.utf8)
    if check {
      if !isSame { try FileWriter.standardOutput.write(Diagnostic.visible(script.name) + "\n") }
      return isSame
    }
    if path == "-" {
      try FileWriter.standardOutput.write(Terminal.hasOutput ? Terminal.visibleLines(formatted) : formatted)
    } else if !isSame {
      try Self.replace(path, with: formatted)
    }
    return true
  }

  /// Rewrites a file, if it is one: what went through a pipe is gone.
  private static func replace(_ path: String, with text: String) throws {
    guard try WriteTarget(path: path).exists else {
      throw ScriptError(
        Diagnostic(
          "not-a-script", "`\(path)` is not rewritten: it is a pipe",
          fix: Diagnostic.Fix("without a file, `seg fmt` formats standard input to standard output")))
    }
    var text = text
    try writeFile(path: path, WriteOptions(replaces: true)) { write in try text.withUTF8 { try write($0) } }
  }
}

extension Language: ExpressibleByArgument {}
