// The prompt: reads complete statements and commands, runs them, and survives their errors.

import SegPlatform
import Seg
import SegDiagnostics
import SegSyntax

final class REPL: PromptActions {
  let session: Session
  let options: RunOptions
  let progress: ProgressBar
  let history = StatementHistory()
  var settings: PromptSettings
  /// What has run, for `.save` and `.edit`.
  var journal = Journal()
  /// Where answers go instead of to the terminal.
  var output: (file: WholeFile, path: String)?
  /// Receives what is typed and answered.
  var transcript: FileWriter?
  /// The question that a line of clauses continues.
  private var question: String?
  /// What is written on the next line as if it had been typed.
  var typed: String?
  /// What the last question in plain words may mean.
  var readings: [String] = []
  private var hasLeft = false
  /// Scripts that are being read, one inside the other.
  var depth = 0

  init(_ options: RunOptions) {
    self.options = options
    settings = PromptSettings(format: options.format)
    settings.countsInMyriads = options.myriads
    session = Session(
      today: options.day.map { .overriding($0) } ?? .newestEvent,
      capabilities: .ofCommandLine(threads: options.threads), limits: options.limits, reports: .ofCommandLine, language: Terminal.language)
    session.keepsAnswers = true
    progress = ProgressBar(isOn: !options.quiet, of: session.stepProgress)
    for parameter in options.parameters { session.setParameter(parameter.name, to: parameter.value) }
  }

  /// Reads and runs until Ctrl-D or `quit`, and returns the exit code.
  func run() -> Int32 {
    Interruption.install(prompt: true)
    guard let editor = LineEditor(history: history) else {
      Terminal.say("\("error" as Message): the terminal cannot be used")
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
    note("seg \(Command.version) · `help` explains, `.help` lists the commands, Ctrl-D leaves")
    readStartFile()
    var pending = ""
    editor.complete = { [unowned self] line in completion(of: pending + line) }
    editor.styles = { StatementColors.codes(of: $0, after: pending) }
    while !hasLeft {
      if let text = typed {
        editor.push(text)
        typed = nil
      }
      switch editor.read(isContinuation: !pending.isEmpty) {
      case .interrupted: pending = ""
      case .end:
        if pending.isEmpty { return ended() }
        pending = ""
      case .line(let line): take(line, &pending)
      }
    }
    return ended()
  }

  func leave() { hasLeft = true }

  /// Gives the file of `.output` its name.
  private func ended() -> Int32 {
    do { try finishOutput() } catch {
      ScriptRunner.report(error)
      return 1
    }
    return 0
  }

  /// Takes a line that was entered: runs what is complete, and keeps the rest for the next line.
  private func take(_ line: String, _ pending: inout String) {
    if pending.isEmpty {
      let text = line.trimmed
      if text.isEmpty { return }
      if !text.contains("\n"), command(text) { return }
    }
    var text = pending + line
    var isOpen = false
    if let end = text.lastIndex(where: { $0 != " " }), text[end] == "\\" {
      text = String(text[..<end])
      isOpen = true
    }
    // An empty line runs what could stand alone, and would be told why it does not.
    let awaitsGroups = !line.trimmed.isEmpty && Parser.awaitsGroups(text)
    if isOpen || awaitsGroups || Parser.isOpen(text) || !session.isComplete(text) {
      pending = text + "\n"
      return
    }
    pending = ""
    history.add(text.trimmed)
    enter(text)
  }

  /// Runs what was entered: a statement, or a line that continues the last question.
  func enter(_ text: String) {
    if text.split(separator: "\n").contains(where: { PromptCommand.begins(String($0)) }) {
      // A pasted script with commands in it.
      return runParts(of: text, name: "<prompt>", directory: nil)
    }
    if let question, let whole = Parser.continuing(question, with: text.trimmed) {
      note("→ \(whole.split(whereSeparator: \.isWhitespace).joined(separator: " "))")
      if execute(whole) { self.question = whole }
      return
    }
    execute(text)
    question = Parser.lastStatement(of: text)
  }

  /// Runs a line that is no statement: `help`, `quit`, `??word`, `.tables`. False if it is none of them.
  private func command(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    let first = words.first?.lowercased() ?? ""
    if words.count == 1, first == "quit" || first == "exit" {
      hasLeft = true
      return true
    }
    if words.count == 1, first == "clear" || first == "cls" {
      if Terminal.hasOutput, Terminal.environment("TERM") != "dumb" { try? FileWriter.standardOutput.write("\u{1B}[H\u{1B}[2J") }
      return true
    }
    // As in IPython: `loyal?` says what it is.
    if words.count == 1, let mark = line.last, mark == "?" || mark == "？", isDescribed(String(line.dropLast())) {
      history.add(line)
      execute("describe \(line.dropLast())")
      return true
    }
    if first == "help" {
      history.add(line)
      print(help(on: words.dropFirst().joined(separator: " ")))
      return true
    }
    if line.hasPrefix("??") {
      history.add(line)
      print(HelpTopicCommand.topics(with: String(line.dropFirst(2)).trimmed, in: session))
      return true
    }
    if let first = line.first, first == "?" || first == "？" {
      history.add(line)
      ask(String(line.dropFirst()).trimmed)
      return true
    }
    guard PromptCommand.begins(line) else { return false }
    history.add(line)
    run(command: line)
    return true
  }

  /// Whether a name is one of the session.
  private func isDescribed(_ name: String) -> Bool {
    let plain = name.hasPrefix("`") && name.hasSuffix("`") ? String(name.dropFirst().dropLast()) : name
    return session.forgettableNames.contains(plain)
  }

  /// Runs a command and reports what is wrong with it.
  func run(command line: String) {
    transcribe("seg> \(line)\n")
    do {
      let (command, arguments) = try PromptCommand.parsed(line)
      try command.run(self, arguments)
    } catch {
      report(error)
    }
  }

  private func completion(of text: String) -> Completion {
    if let command = CommandCompletion.of(text, in: session) { return command }
    if let files = FileCompletion.of(text) { return files }
    let (word, candidates) = session.candidates(after: text)
    return Completion(
      wordLength: word.unicodeScalars.count, candidates: candidates.map(\.text),
      kinds: candidates.map { $0.kind.text(in: Terminal.language) })
  }

  func help(on topic: String) -> String {
    HelpTopicCommand.text(topic.isEmpty ? nil : topic, in: session) ?? HelpTopicCommand.unknown(topic, in: session)
  }
}
