// The prompt: reads complete statements, runs them, and survives their errors.

import SegPlatform
import Seg
import SegDiagnostics

final class REPL {
  private let session: Session
  private let options: RunOptions
  private let progress: ProgressBar

  init(_ options: RunOptions) {
    self.options = options
    progress = ProgressBar(isOn: !options.quiet)
    session = Session(
      today: options.day.map { .overriding($0.text) } ?? .newestEvent,
      capabilities: .ofCommandLine(threads: options.threading.count), limits: options.limits)
    for parameter in options.parameters { session.setParameter(parameter.name, to: parameter.value) }
  }

  /// Reads and runs until Ctrl-D or `quit`, and returns the exit code.
  func run() -> Int32 {
    Interruption.install(prompt: true)
    let history = StatementHistory()
    guard let editor = LineEditor(history: history) else {
      StandardError.write("error: the terminal cannot be used\n")
      return 1
    }
    session.onProgress = { [progress] in progress.update($0) }
    session.onWarning = { [progress] warning in
      progress.clear()
      Terminal.report([warning])
    }
    session.onConfirm = { [progress] question in
      progress.clear()
      return Terminal.consents(to: question)
    }
    print(Terminal.dim("seg \(SegCommand.version) · `help` explains, Ctrl-D leaves"))
    var pending = ""
    editor.complete = { [unowned self] line in completion(of: pending + line) }
    while true {
      switch editor.read(isContinuation: !pending.isEmpty) {
      case .interrupted: pending = ""
      case .end:
        if pending.isEmpty { return 0 }
        pending = ""
      case .line(let line):
        if pending.isEmpty {
          let words = line.split(separator: " ")
          if words.isEmpty && !line.contains("\n") { continue }
          if words.count == 1, let word = words.first?.lowercased(), word == "quit" || word == "exit" { return 0 }
          if words.first?.lowercased() == "help" {
            history.add(line)
            help(words.dropFirst().joined(separator: " "))
            continue
          }
        }
        let text = pending + line
        if session.isComplete(text) {
          pending = ""
          history.add(text.trimmedLines)
          execute(text)
        } else {
          pending = text + "\n"
        }
      }
    }
  }

  private func completion(of text: String) -> Completion {
    if let files = FileCompletion.of(text) { return files }
    let (word, candidates) = session.completions(of: text)
    return Completion(wordLength: word.unicodeScalars.count, candidates: candidates)
  }

  private func help(_ topic: String) {
    print(HelpTopicCommand.text(topic.isEmpty ? nil : topic, in: session) ?? HelpTopicCommand.unknown(topic, in: session))
  }

  /// Prints to the terminal; a failure cannot be reported anywhere.
  private func print(_ text: String) {
    try? FileWriter.standardOutput.write(text.hasSuffix("\n") ? text : text + "\n")
  }

  private func execute(_ text: String) {
    do {
      try Interruption.watching(session.interrupt) {
        try session.run(text, name: "<prompt>") { outcome, _ in
          progress.clear()
          try show(outcome)
        }
      }
      progress.clear()
    } catch {
      progress.clear()
      if Interruption.wasRequested || error is Interrupted {
        Interruption.reset()
        StandardError.write("interrupted\n")
      } else {
        ScriptRunner.report(error)
      }
    }
  }

  private func show(_ outcome: Outcome) throws {
    switch outcome {
    case .answer(let answer):
      let style = Terminal.style(moreHint: "`export last to \"rows.csv\"` writes all")
      let output = FileWriter.standardOutput
      if let format = options.format?.format, format.name != ReportFormat.table.name {
        try format.write(answer.report, style) { try output.write($0) }
      } else {
        try Picture.write(answer.drawing, answer.report, style) { try output.write($0) }
      }
    case .defined(let names):
      for name in names { try showCard(name) }
    case .loaded(let receipt): if !options.quiet { ScriptRunner.show(receipt) }
    case .exported(let path, let rows):
      print(Terminal.dim("exported \(rows) \(rows == 1 ? "row" : "rows") to \(Diagnostic.visible(path))"))
    case .done: break
    }
  }
}

extension REPL {
  /// One line about a definition. The definition is kept even if its values cannot be
  /// computed, because a question may use other values.
  private func showCard(_ name: String) throws {
    do {
      let card = Diagnostic.visible(try session.card(name))
      if !card.isEmpty { print(Terminal.dim(card)) }
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
}

extension String {
  /// The text without empty lines and spaces at the end.
  fileprivate var trimmedLines: String {
    var text = self
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
