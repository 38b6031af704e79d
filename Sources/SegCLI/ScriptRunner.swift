// Runs scripts and sends their results to the right output.

import SegPlatform
import Seg
import SegDiagnostics
import SegFiles
import SegSyntax

/// A script to run.
struct Script {
  let text: String
  let name: String
  let directory: String?
}

/// Runs scripts with one set of options: answers to the output, receipts and
/// warnings to standard error.
final class ScriptRunner {
  private let options: RunOptions
  private let progress: ProgressBar
  private let format: ReportFormat
  private var answers = 0
  private var unused: Set<String>?
  /// The params that the scripts define, to suggest what a `--set` may have meant.
  private var parameters: [String] = []

  init(_ options: RunOptions) {
    self.options = options
    progress = ProgressBar(isOn: !options.quiet)
    format = options.format?.format ?? .table
  }

  /// Runs the scripts in turn, up to the first that fails, and returns the
  /// exit code.
  func run(_ scripts: [() throws -> Script]) -> Int32 {
    Interruption.install(prompt: false)
    var file: WholeFile?
    do {
      file = try options.output.map { try WholeFile($0) }
      let writer: any AnswerWriter = file ?? FileWriter.standardOutput
      var style = file == nil ? Terminal.style(moreHint: "--format csv shows all") : .plain
      style.countsInMyriads = options.myriads
      for script in scripts { try run(try script(), to: writer, style) }
      progress.clear()
      try Interruption.check()
      try file?.commit()
      reportUnusedParameters()
      return StandardError.hasFailed ? 1 : 0
    } catch {
      progress.clear()
      file?.discard()
      if Interruption.wasRequested || error is Interrupted {
        StandardError.write("interrupted\n")
        return 130
      }
      Self.report(error)
      return 1
    }
  }

  static func report(_ error: any Error) {
    if let error = error as? ScriptError {
      Terminal.report(error.diagnostics)
    } else if let error = error as? ReadError {
      Terminal.report([error.diagnostic])
    } else {
      StandardError.write("error: \(Terminal.visibleLines("\(error)"))\n")
    }
  }

  private func run(_ script: Script, to writer: some AnswerWriter, _ style: ReportStyle) throws {
    let today = options.day.map { Today.overriding($0.text) } ?? .newestEvent
    let session = Session(
      today: today, capabilities: .ofCommandLine(threads: options.threading.count), limits: options.limits,
      reports: .ofCommandLine)
    for parameter in options.parameters { session.setParameter(parameter.name, to: parameter.value) }
    session.onProgress = { [progress] in progress.update($0) }
    session.onWarning = { [progress] warning in
      progress.clear()
      Terminal.report([warning])
    }
    try Interruption.watching(session.interrupt) {
      try session.run(script.text, name: script.name, directory: script.directory) { outcome, _ in
        progress.clear()
        try show(outcome, to: writer, style)
        try Interruption.check()
      }
    }
    if !session.unusedParameters.isEmpty {
      let (tree, _) = Parser.parse(Source(name: script.name, text: script.text))
      for case .param(let name, _) in tree.statements.map(\.kind) { parameters.append(name.text) }
    }
    let left = Set(session.unusedParameters)
    unused = unused?.intersection(left) ?? left
  }

  private func show(_ outcome: Outcome, to writer: some AnswerWriter, _ style: ReportStyle) throws {
    switch outcome {
    case .answer(let answer):
      var style = style
      if let limit = style.rowLimit { style.rowLimit = max(limit, AskedRows.of(answer.statement) ?? 0) }
      if answers > 0 && !format.separator.isEmpty { try writer.write(format.separator) }
      answers += 1
      if format.name == ReportFormat.table.name {
        try Picture.write(answer.drawing, answer.report, style) { try writer.write($0) }
      } else {
        try format.write(answer.report, style) { try writer.write($0) }
      }
    case .loaded(let receipt):
      if !options.quiet { Self.show(receipt) }
    case .exported(let path, let rows, let notes):
      if !options.quiet {
        StandardError.write("exported \(rows) \(rows == 1 ? "row" : "rows") to \(Diagnostic.visible(path))\n")
        for note in notes { StandardError.write("  note: \(note)\n") }
      }
    case .defined, .done: break
    }
  }

  /// A receipt of a load, dimmed on a terminal.
  static func show(_ receipt: LoadReceipt) {
    for line in receipt.lines {
      let text = Terminal.hasError ? TextWrapping.wrapped(Diagnostic.visible(line), to: Terminal.errorWidth) : Diagnostic.visible(line)
      StandardError.write(Terminal.errorColor ? "\u{1B}[2m\(text)\u{1B}[0m\n" : text + "\n")
    }
  }

  /// Reports a `--set` that no script uses: its name may be misspelled.
  private func reportUnusedParameters() {
    for name in (unused ?? []).sorted() {
      let nearest = Speller.nearest(to: name, among: parameters)
      Terminal.report([
        Diagnostic(
          "unused-parameter", "no script has a parameter `\(name)`, which --set gives",
          fix: nearest.map { Diagnostic.Fix("did you mean `\($0)`?") }, severity: .warning)
      ])
    }
  }
}
