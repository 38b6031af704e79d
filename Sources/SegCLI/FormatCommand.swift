// `seg fmt`: writes scripts in the canonical layout.

import SegPlatform
import Seg
import SegDiagnostics
import SegFiles
import SegSyntax

struct FormatCommand {
  private let files: [String]
  /// Whether nothing is changed.
  private let check: Bool
  /// The language of the words of the language; nil: each stays as it is.
  private let lang: Language?

  /// - Throws: ``UsageError``.
  init(_ arguments: CommandArguments) throws {
    files = arguments.operands
    check = arguments.has(.check)
    lang = try arguments.value(of: .lang) { try OneOf.read($0, Language.init(rawValue:), .lang) }
  }

  func run() -> Int32 {
    Interruption.install(prompt: false)
    var isWell = true
    for path in files.isEmpty ? ["-"] : files {
      do {
        isWell = try format(path) && isWell
        try Interruption.check()
      } catch is Interrupted {
        return 130
      } catch {
        ScriptRunner.report(error)
        isWell = false
      }
    }
    return isWell && !StandardError.hasFailed ? 0 : 1
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
