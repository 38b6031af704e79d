// Running statements at the prompt, and showing what they bring.

import SegPlatform
import Seg
import SegDiagnostics
import SegSyntax

extension REPL {
  @discardableResult
  func execute(_ text: String) -> Bool { execute(text, name: "<prompt>", directory: nil) }

  func show(_ report: Report) throws { try show(report, drawing: nil) }

  /// Runs statements and reports what is wrong with them.
  ///
  /// - Parameters:
  ///   - name: the name of the text in messages.
  ///   - directory: the folder of relative paths; nil: the current one.
  /// - Returns: whether all of them ran.
  @discardableResult
  func execute(_ text: String, name: String, directory: String?) -> Bool {
    transcribe("seg> \(text.trimmed)\n")
    let clock = ContinuousClock()
    let start = clock.now
    defer { if settings.isTimed { note("\(Self.seconds(start.duration(to: clock.now))) s") } }
    do {
      try Interruption.watching(session.interrupt) {
        progress.begin(text)
        defer { progress.clear() }
        try session.run(text, name: name, directory: directory) { outcome, span in
          progress.clear()
          try show(outcome, span)
          journal.add(span.text)
          progress.begin(text)
        }
      }
      return true
    } catch {
      progress.clear()
      report(error)
      return false
    }
  }

  /// `0.012`
  private static func seconds(_ duration: Duration) -> String {
    let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    let fraction = String(milliseconds % 1000 + 1000).dropFirst()
    return "\(milliseconds / 1000).\(fraction)"
  }

  func report(_ error: any Error) {
    if Interruption.wasRequested || error is Interrupted {
      Interruption.reset()
      Terminal.say("interrupted")
    } else {
      ScriptRunner.report(error)
      if let error = error as? ScriptError { transcribe(error.description + "\n") }
    }
  }

  private func show(_ outcome: Outcome, _ span: SourceSpan) throws {
    switch outcome {
    case .answer(let answer): try show(answer.report, drawing: answer.drawing)
    case .defined(let names):
      for name in names { try showCard(name) }
    case .loaded(let receipt):
      if !options.quiet { ScriptRunner.show(receipt) }
      transcribe(receipt.lines.map { $0.text(in: Terminal.language) }.joined(separator: "\n") + "\n")
    case .exported(let path, let rows, let notes):
      note(rows == 1 ? "exported 1 row to \(path)" : "exported \(rows) rows to \(path)")
      for sentence in notes { note("  \("note: \(sentence)" as Message)") }
    case .reported(let path, let answers): note(ScriptRunner.reported(path, answers))
    case .noted(let text): print(Terminal.visibleLines(text))
    case .done(let card): if !card.isEmpty { note(card) }
    }
  }

  /// One line about a definition. The definition is kept even if its values cannot be
  /// computed, because a question may use other values.
  private func showCard(_ name: String) throws {
    do {
      let card = try session.card(name)
      if !card.isEmpty { note(card) }
    } catch {
      if Interruption.wasRequested { throw error }
      Terminal.report(
        error.diagnostics.map {
          var warning = $0
          warning.severity = .warning
          warning.notes.append("`\(name)` is defined")
          return warning
        })
    }
  }

  /// Shows an answer: in the file of `.output`, or on the terminal, in a pager where it has more lines than the window.
  func show(_ report: Report, drawing: String?) throws {
    func write(_ style: ReportStyle, _ writer: some AnswerWriter) throws {
      if settings.format.name == ReportFormat.table.name {
        try Picture.write(drawing, report, style) { try writer.write($0) }
      } else {
        try settings.format.write(report, style) { try writer.write($0) }
      }
    }
    if let transcript {
      var plain = ReportStyle.plain
      plain.rowLimit = settings.style(for: report.statement).rowLimit
      try write(plain, transcript)
    }
    if let output { return try write(.plain, output.file) }
    let style = settings.style(for: report.statement)
    if fits(report, style) { return try write(style, FileWriter.standardOutput) }
    if let command = Pager.command, try Pager.show(command, { try write(style, $0) }) { return }
    try write(style, FileWriter.standardOutput)
  }

  /// Whether the window holds an answer and the next prompt.
  private func fits(_ report: Report, _ style: ReportStyle) -> Bool {
    let rows = min(report.table.rowCount, style.rowLimit ?? report.table.rowCount)
    let isVertical = settings.format.name == "vertical"
    let lines = isVertical ? rows * (report.table.fields.count + 1) : rows + 6
    return lines < Terminal.height && (settings.width ?? 0) <= Terminal.width
  }

  /// Prints to the terminal; a failure cannot be reported anywhere.
  func print(_ text: String) {
    let wrapped = TextWrapping.wrapped(Terminal.visibleLines(text), to: Terminal.width)
    let lines = wrapped.split(separator: "\n", omittingEmptySubsequences: false).count
    transcribe(text.hasSuffix("\n") ? text : text + "\n")
    let whole = wrapped.hasSuffix("\n") ? wrapped : wrapped + "\n"
    if lines >= Terminal.height, let command = Pager.command, (try? Pager.show(command, { try $0.write(whole) })) == true { return }
    try? FileWriter.standardOutput.write(whole)
  }

  /// One dimmed line: what a statement or a command has done.
  func note(_ message: Message) {
    let text = message.text(in: Terminal.language)
    transcribe(text + "\n")
    try? FileWriter.standardOutput.write(Terminal.dim(TextWrapping.wrapped(Diagnostic.visible(text), to: Terminal.width)) + "\n")
  }

  /// Adds to the file of `.log`; one that cannot be written any more is left.
  func transcribe(_ text: String) {
    guard let transcript else { return }
    do { try transcript.write(Terminal.visibleLines(text)) } catch {
      self.transcript = nil
      ScriptRunner.report(error)
    }
  }
}
