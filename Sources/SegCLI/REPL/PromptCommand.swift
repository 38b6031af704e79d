// The commands of the prompt: one list, which help, completion and the speller read.

import Seg
import SegDiagnostics

/// A command of the prompt: a line that begins with a dot. It is about the session or the terminal, and no part of the language.
/// To add one: a value in ``all``.
struct PromptCommand: Sendable {
  /// What the command is followed by, for completion.
  enum Argument: Sendable {
    case nothing, file, folder, name, names, words([String])
  }

  let name: String
  /// Its arguments, as help writes them.
  let form: String
  let argument: Argument
  /// One line for help.
  let summary: Message
  /// Runs it with what stands behind its name.
  let run: @Sendable (any PromptActions, String) throws -> Void

  init(
    _ name: String, _ form: String = "", _ argument: Argument = .nothing, _ summary: Message,
    run: @escaping @Sendable (any PromptActions, String) throws -> Void
  ) {
    self.name = name
    self.form = form
    self.argument = argument
    self.summary = summary
    self.run = run
  }

  static let all: [PromptCommand] =
    session + files + display + [
      PromptCommand("help", "[TOPIC]", .nothing, "explains the commands, or a topic") { prompt, topic in
        prompt.print(topic.isEmpty ? overview : prompt.help(on: topic))
      },
      PromptCommand("quit", "", .nothing, "leaves; so do Ctrl-D, `quit` and `exit`") { prompt, _ in prompt.leave() },
    ]

  private static let session: [PromptCommand] = [
    PromptCommand("tables", "", .nothing, "lists the loaded tables: rows, columns, days, files") { prompt, _ in
      try prompt.show(prompt.session.tablesOverview)
    },
    PromptCommand("defs", "", .nothing, "lists what is defined, and what uses it") { prompt, _ in
      try prompt.show(prompt.session.definitionsOverview)
    },
    PromptCommand("describe", "[NAME]", .name, "says what a name is: `describe NAME`; without one: the tables") { prompt, name in
      if name.isEmpty { try prompt.show(prompt.session.tablesOverview) } else { prompt.execute("describe \(name)") }
    },
    PromptCommand("forget", "NAME …", .names, "removes definitions and tables that nothing uses") { prompt, names in
      let names = Arguments.names(names)
      if names.isEmpty { throw ScriptError(.missingArgument("forget", "a name")) }
      try prompt.session.forget(names)
      prompt.journal.forget(names)
      prompt.note("forgotten: \(names.joined(separator: ", "))")
    },
    PromptCommand("history", "[N|TEXT]", .nothing, "lists what was entered last: 20 lines, N, or those with a text in them") {
      try $0.listHistory($1)
    },
    PromptCommand("reset", "", .nothing, "forgets everything") { prompt, _ in
      prompt.session.reset()
      prompt.journal = Journal()
      prompt.note("nothing is loaded or defined any more")
    },
  ]

  private static let display: [PromptCommand] = [
    PromptCommand("rows", "N|all", .words(["all", "auto"]), "shows so many rows of an answer; `auto`: 40, or as many as `top N` asks for") {
      try $0.settings.set(rows: $1)
      $0.note("rows: \($0.settings.rows)")
    },
    PromptCommand("width", "N|auto", .words(["auto"]), "shows tables in so many columns; `auto`: those of the window") {
      try $0.settings.set(width: $1)
      $0.note("width: \($0.settings.width.map { "\($0)" } ?? "auto")")
    },
    PromptCommand("format", "NAME", .words(ReportFormat.all.map(\.name)), "writes answers in a format") {
      if !$1.isEmpty { try $0.settings.set(format: $1) }
      $0.note("format: \($0.settings.format.name)")
    },
    PromptCommand("vertical", "[on|off]", .words(["on", "off"]), "writes each row as lines of names and values") {
      let isOn = try Arguments.isOn($1, "vertical", now: $0.settings.format.name == "vertical")
      try $0.settings.set(format: isOn ? "vertical" : "table")
      $0.note("format: \($0.settings.format.name)")
    },
    PromptCommand("myriads", "[on|off]", .words(["on", "off"]), "shows figures of 10,000 and more in 万 and 亿") {
      $0.settings.countsInMyriads = try Arguments.isOn($1, "myriads", now: $0.settings.countsInMyriads)
      $0.note("myriads: \($0.settings.countsInMyriads ? "on" : "off")")
    },
    PromptCommand("timer", "[on|off]", .words(["on", "off"]), "says how long each statement took") {
      $0.settings.isTimed = try Arguments.isOn($1, "timer", now: $0.settings.isTimed)
      $0.note("timer: \($0.settings.isTimed ? "on" : "off")")
    },
  ]

  private static let files: [PromptCommand] = [
    PromptCommand("read", "FILE", .file, "runs a script, with the commands in it") { try $0.read(Arguments.path($1, "read", "a file")) },
    PromptCommand("save", "FILE", .file, "writes the session as a script: tables, definitions, questions") {
      try $0.save(Arguments.path($1, "save", "a file"))
    },
    PromptCommand("edit", "[NAME]", .name, "opens the last statement, or a definition, in `$EDITOR` and runs it") { try $0.edit($1) },
    PromptCommand("output", "FILE|-", .file, "writes answers to a file; `-`: to the terminal again") {
      try $0.redirect(Arguments.path($1, "output", "a file, or `-`"))
    },
    PromptCommand("log", "FILE|off", .file, "adds what is typed and answered to a file") {
      try $0.log(Arguments.path($1, "log", "a file, or `off`"))
    },
    PromptCommand("shell", "COMMAND", .file, "runs a command of the system's shell") { prompt, command in
      if command.isEmpty { throw ScriptError(.missingArgument("shell", "a command")) }
      try prompt.shell(command)
    },
    PromptCommand("cd", "[FOLDER]", .folder, "changes the folder of paths, or says which it is") { try $0.changeFolder($1) },
  ]

  /// Whether a line is a command, or one of another shell.
  static func begins(_ line: String) -> Bool {
    let text = line.drop { $0 == " " }
    guard let first = text.first else { return false }
    if first == "." { return text.dropFirst().first?.isLetter == true }
    if first == "!" { return text.dropFirst().first?.isLetter == true }
    return elsewhere[String(text.prefix { !$0.isWhitespace }).lowercased()] != nil
  }

  /// The command of a line and what stands behind it.
  ///
  /// - Throws: `unknown-command`, with the nearest one.
  static func parsed(_ line: String) throws -> (command: PromptCommand, arguments: String) {
    let text = line.trimmed
    let word = String(text.prefix { !$0.isWhitespace })
    let name = String(word.dropFirst()).lowercased()
    if word.hasPrefix("."), let command = all.first(where: { $0.name == name }) {
      return (command, String(text.dropFirst(word.count)).trimmed)
    }
    if word.hasPrefix("!") {
      let fix = Diagnostic.Fix("it is `.shell \(String(text.dropFirst()))` here")
      throw ScriptError(Diagnostic("unknown-command", "no command `\(word)`", fix: fix))
    }
    let near = elsewhere[word.lowercased()] ?? Speller.nearest(to: name, among: all.map(\.name)).map { "." + $0 }
    throw ScriptError(
      Diagnostic(
        "unknown-command", "no command `\(word)`",
        fix: Diagnostic.Fix(
          near.map { word.hasPrefix(".") ? "did you mean `\($0)`?" : "it is `\($0)` here" } ?? "`.help` lists the commands")))
  }

  /// The commands, for `.help`.
  static var overview: String {
    let width = all.map { $0.name.count + $0.form.count + 2 }.max() ?? 0
    func row(_ left: String, _ summary: Message) -> String {
      left + String(repeating: " ", count: max(0, width - left.count)) + "  " + said(summary)
    }
    let lines = all.map { "  " + row(".\($0.name)\($0.form.isEmpty ? "" : " ")\($0.form)", $0.summary) }
    return """
      \(said("Commands"))
      \(lines.joined(separator: "\n"))

      \(said("Questions"))
        \(row("? QUESTION", "writes the statement that it means: `? how many customers by city`"))
        \(row("? N", "writes the Nth of its readings, where it has several"))
        \(row("??WORD", "searches help"))

      \(said("Keys"))
        Enter             \(said("runs what is complete, unless the line ends in a comma, an operator or `\\`"))
        Alt-Enter, Ctrl-O \(said("opens a new line"))
        Tab               \(said("completes; twice: lists what fits"))
        Up, Down          \(said("go to what was entered before; with a beginning typed, to what begins so"))
        Ctrl-R            \(said("searches what was typed before"))
        Ctrl-C            \(said("drops the line, or stops what runs"))

      \(said("A line that begins with a clause (`by city`, `where …`, `top 10`, `draw bar`) continues the last question."))
      \(said("`~/.config/seg/init.seg` is run when the prompt starts. `help` explains the language."))
      """
  }

  private static func said(_ message: Message) -> String { message.text(in: Terminal.language) }
}

/// What stands behind the name of a command.
enum Arguments {
  /// `on`, `off`, or the other one.
  static func isOn(_ text: String, _ command: String, now: Bool) throws -> Bool {
    switch text.lowercased() {
    case "": return !now
    case "on", "yes": return true
    case "off", "no": return false
    default: throw ScriptError(.badArgument(command, text, "on or off"))
    }
  }

  /// A path, also in quotes, with `~` read.
  static func path(_ text: String, _ command: String, _ what: String) throws -> String {
    var path = text
    if let quote = path.first, quote == "\"" || quote == "'", path.last == quote, path.count > 1 {
      path = String(path.dropFirst().dropLast())
    }
    if path.isEmpty { throw ScriptError(.missingArgument(command, what)) }
    return path
  }

  /// Names, those with blanks in backticks; commas may stand between them.
  static func names(_ text: String) -> [String] {
    var names: [String] = []
    var name = ""
    var isQuoted = false
    for character in text {
      if character == "`" {
        isQuoted.toggle()
      } else if !isQuoted, character.isWhitespace || character == "," {
        if !name.isEmpty { names.append(name) }
        name = ""
      } else {
        name.append(character)
      }
    }
    return name.isEmpty ? names : names + [name]
  }
}

extension Diagnostic {
  static func missingArgument(_ command: String, _ what: String) -> Diagnostic {
    Diagnostic("bad-argument", "`.\(command)` wants \(what)", fix: Fix("`.help` lists the commands"))
  }

  static func badArgument(_ command: String, _ text: String, _ wanted: String) -> Diagnostic {
    Diagnostic("bad-argument", "`.\(command)` does not take `\(text)`", fix: Fix("it takes \(wanted)"))
  }
}

extension String {
  /// The text without blanks around it.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
