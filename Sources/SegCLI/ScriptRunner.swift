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
  /// All answers of a run, where they are written as a page.
  private var page: Page?
  private var unused: Set<String>?
  /// The params that the scripts define, to suggest what a `--set` may have meant.
  private var parameters: [String] = []

  /// What a script that is watched leaves from run to run; nil: it runs once.
  private let watched: WatchedRun?

  init(_ options: RunOptions, watched: WatchedRun? = nil) {
    self.options = options
    self.watched = watched
    progress = ProgressBar(isOn: !options.quiet)
    format = options.format ?? .table
    if format.name == ReportFormat.html.name {
      page = Page(
        title: options.output ?? ("Answers" as Message).text(in: Terminal.language), language: Terminal.language, tableBudget: 60_000)
    }
  }

  /// Runs the scripts in turn, up to the first that fails, and returns the
  /// exit code.
  func run(_ scripts: [() throws -> Script]) -> Int32 {
    Interruption.install(prompt: false)
    var file: WholeFile?
    do {
      file = try options.output.map { try WholeFile($0) }
      let elsewhere: any AnswerWriter = watched == nil ? FileWriter.standardOutput : NoWriter()
      let writer: any AnswerWriter = file ?? elsewhere
      var style = file == nil ? Terminal.style(moreHint: "--format csv shows all") : .plain
      style.language = Terminal.language
      style.countsInMyriads = options.myriads
      for script in scripts { try run(try script(), to: writer, style) }
      if let page { try writer.write(page.html) }
      progress.clear()
      try Interruption.check()
      try file?.commit()
      reportUnusedParameters()
      return StandardError.hasFailed ? 1 : 0
    } catch {
      progress.clear()
      file?.discard()
      if Interruption.wasRequested || error is Interrupted {
        Terminal.say("interrupted")
        return 130
      }
      Self.report(error)
      watched?.failure = Self.text(of: error)
      return 1
    }
  }

  private static func text(of error: any Error) -> String {
    if let error = error as? ScriptError { return error.description + "\n" }
    if let error = error as? ReadError { return error.diagnostic.rendered() + "\n" }
    return "error: \(Terminal.visibleLines("\(error)"))\n"
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

  /// Prints to standard output and returns the exit code.
  static func printed(_ text: String) -> Int32 {
    do {
      try FileWriter.standardOutput.write(text)
      return 0
    } catch {
      report(error)
      return 1
    }
  }

  private func run(_ script: Script, to writer: some AnswerWriter, _ style: ReportStyle) throws {
    let today = options.day.map { Today.overriding($0) } ?? .newestEvent
    let session = Session(
      today: today, capabilities: .ofCommandLine(threads: options.threads), limits: options.limits,
      reports: .ofCommandLine, language: Terminal.language)
    for parameter in options.parameters { session.setParameter(parameter.name, to: parameter.value) }
    session.onProgress = { [progress] in progress.update($0) }
    session.onWarning = { [progress] warning in
      progress.clear()
      Terminal.report([warning])
    }
    watched?.begin(session)
    defer { watched?.end(session) }
    try Interruption.watching(session.interrupt) {
      try session.run(script.text, name: script.name, directory: script.directory) { outcome, _ in
        progress.clear()
        if case .answer(let answer) = outcome { page?.add(answer.report, session.definitions(in: answer.statement)) }
        try show(outcome, to: writer, style)
        try Interruption.check()
      }
    }
    page = page.map { session.complete($0) }
    if !session.unusedParameters.isEmpty {
      let (tree, _) = Parser.parse(Source(name: script.name, text: script.text))
      for case .param(let name, _) in tree.statements.map(\.kind) { parameters.append(name.text) }
    }
    let left = Set(session.unusedParameters)
    unused = unused?.intersection(left) ?? left
  }

  private func show(_ outcome: Outcome, to writer: some AnswerWriter, _ style: ReportStyle) throws {
    switch outcome {
    // The page is written when all answers are known.
    case .answer where page != nil: answers += 1
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
        Terminal.say(rows == 1 ? "exported 1 row to \(Diagnostic.visible(path))" : "exported \(rows) rows to \(Diagnostic.visible(path))")
        for note in notes { Terminal.say("  \("note: \(note)" as Message)") }
      }
    case .reported(let path, let answers):
      if !options.quiet { Terminal.say(Self.reported(path, answers)) }
    case .noted(let text):
      page?.add(note: text)
      guard [ReportFormat.table.name, ReportFormat.markdown.name].contains(format.name) else { return }
      try writer.write((answers > 0 ? "\n" : "") + Terminal.visibleLines(text) + "\n\n")
    case .defined, .done: break
    }
  }

  /// `wrote q4.html: 12 answers`.
  static func reported(_ path: String, _ answers: Int) -> Message {
    answers == 1 ? "wrote \(Diagnostic.visible(path)): 1 answer" : "wrote \(Diagnostic.visible(path)): \(answers) answers"
  }

  /// A receipt of a load, dimmed on a terminal.
  static func show(_ receipt: LoadReceipt) {
    for line in receipt.lines {
      let line = Diagnostic.visible(line.text(in: Terminal.language))
      let text = Terminal.hasError ? TextWrapping.wrapped(line, to: Terminal.errorWidth) : line
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
