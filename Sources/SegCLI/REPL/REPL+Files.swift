// What the prompt reads and writes: scripts, the start file, the session, answers, a transcript.

import SegPlatform
import Seg
import SegDiagnostics
import SegFiles
import SegSyntax

extension REPL {
  /// Runs `$XDG_CONFIG_HOME/seg/init.seg`, or `~/.config/seg/init.seg`, if it is there.
  func readStartFile() {
    let base: String
    if let folder = Terminal.environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      base = folder
    } else if let home = Terminal.environment("HOME"), home.hasPrefix("/") {
      base = home + "/.config"
    } else {
      return
    }
    let path = base + "/seg/init.seg"
    guard access(path, F_OK) == 0 else { return }
    note("reading \(path)")
    do { try read(path) } catch { report(error) }
  }

  /// Runs a script, with the commands in it.
  func read(_ path: String) throws {
    guard depth < 32 else { throw ScriptError(Diagnostic("nesting-too-deep", "more than 32 files read one another")) }
    let script = try Script.read(path)
    depth += 1
    defer { depth -= 1 }
    runParts(of: script.text, name: script.name, directory: script.directory)
  }

  /// Runs the statements of a text, and the commands between them, up to the first that fails. Other lines are made blank for each
  /// part, so that places in messages are those in the text.
  func runParts(of text: String, name: String, directory: String?) {
    var part = ""
    var before = ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    for index in 0...lines.count {
      let line = index < lines.count ? lines[index] : nil
      if let line, !PromptCommand.begins(line) {
        part += line + "\n"
        continue
      }
      if !part.allSatisfy(\.isWhitespace), !execute(before + part, name: name, directory: directory) { return }
      before += String(repeating: "\n", count: part.count { $0 == "\n" } + 1)
      part = ""
      if let line { run(command: line) }
    }
  }

  /// Writes the session as a script, and says what would keep it from running.
  func save(_ path: String) throws {
    let text = try journalText()
    try write(path) { try $0.write(text) }
    note("saved \(text.split(separator: "\n").count) lines to \(path)")
    let expanded = HomeFolder.expanded(path)
    let check = Session(capabilities: .ofCommandLine(threads: 1), reports: .ofCommandLine)
    let problems = check.check(text, name: path, directory: nil).filter { $0.severity == .error }
    if !problems.isEmpty { Terminal.report(problems) }
    if ScriptFile.directory(of: expanded) != ScriptFile.directory(of: "x") {
      note("paths in it are relative to the folder in which `seg` runs here: run it from a file there, or write whole paths")
    }
  }

  /// The statements of the session in the usual layout.
  private func journalText() throws -> String {
    if journal.isEmpty { throw ScriptError(Diagnostic("bad-argument", "nothing has run yet that could be saved")) }
    let script = journal.script
    switch Formatter.format(Source(name: "<session>", text: script)) {
    case .formatted(let text): return text
    case .failed: return script
    }
  }

  /// Writes a file completely, after a question where one is there.
  private func write(_ path: String, _ body: (WholeFile) throws -> Void) throws {
    let file = try WholeFile(try allowed(path))
    do {
      try body(file)
      try file.commit()
    } catch {
      file.discard()
      throw error
    }
  }

  /// A path with `~` read, if it may be written.
  private func allowed(_ path: String) throws -> String {
    let expanded = HomeFolder.expanded(path)
    if try WriteTarget(path: expanded).exists, !Terminal.consents(to: "replace `\(path)`?") {
      throw ScriptError(Diagnostic("file-exists", "`\(path)` is there already"))
    }
    return expanded
  }

  /// Opens a statement in the person's editor, and runs what comes of it.
  ///
  /// - Parameter name: a definition; empty: the last statement.
  func edit(_ name: String) throws {
    let names = Arguments.names(name)
    let text = names.first.flatMap { journal.statement(of: $0) } ?? (names.isEmpty ? journal.last ?? "" : nil)
    guard let text else { throw ScriptError(Diagnostic("unknown-name", "nothing is called `\(name)`")) }
    guard let edited = try Self.edited(text + "\n")?.trimmed, !edited.isEmpty else { return note("nothing was changed") }
    history.add(edited)
    try? FileWriter.standardOutput.write(Terminal.visibleLines(edited) + "\n")
    enter(edited)
  }

  /// A text as the editor leaves it; nil if it is as before.
  private static func edited(_ text: String) throws -> String? {
    let folder = Terminal.environment("TMPDIR") ?? "/tmp"
    var path = Array("\(folder)/segXXXXXX.seg".utf8CString)
    let file = mkstemps(&path, 4)
    guard file >= 0 else { throw ScriptError(Diagnostic("cannot-write", "cannot write in \(folder): \(ScriptFile.reason(errno))")) }
    let name = String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(name) }
    defer { close(file) }
    try FileWriter(descriptor: file, name: name).write(text)
    let editor = Terminal.environment("VISUAL") ?? Terminal.environment("EDITOR") ?? "vi"
    // A folder's name may have blanks and quotes.
    let quoted = "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    let status = system("\(editor) \(quoted)")
    guard status == 0 else { throw ScriptError(Diagnostic("bad-argument", "`\(editor)` has failed; `$EDITOR` names the editor")) }
    let changed = try ScriptFile.text(of: name, stops: Interruption.check)
    return changed == text ? nil : changed
  }

  /// Sends answers to a file, or to the terminal again.
  func redirect(_ path: String) throws {
    try finishOutput()
    if path == "-" || path == "off" { return note("answers are shown here") }
    output = (try WholeFile(try allowed(path)), path)
    note("answers go to \(path), which is there when `.output -` ends it")
  }

  /// Gives the file of answers its name.
  func finishOutput() throws {
    guard let (file, path) = output else { return }
    output = nil
    do { try file.commit() } catch {
      file.discard()
      throw error
    }
    note("\(path) is written")
  }

  /// Adds what is typed and answered to a file.
  func log(_ path: String) throws {
    if let transcript { close(transcript.descriptor) }
    transcript = nil
    if path == "off" || path == "-" { return note("no log") }
    let file = open(HomeFolder.expanded(path), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    if file < 0 { throw ScriptError(Diagnostic("cannot-write", "cannot write `\(path)`: \(ScriptFile.reason(errno))")) }
    transcript = FileWriter(descriptor: file, name: path)
    note("logging to \(path)")
  }

  /// Changes the folder that paths are relative to.
  func changeFolder(_ path: String) throws {
    if !path.isEmpty {
      let folder = try Arguments.path(path, "cd", "a folder")
      if chdir(HomeFolder.expanded(folder)) != 0 {
        throw ScriptError(Diagnostic("cannot-read", "cannot go to `\(folder)`: \(ScriptFile.reason(errno))"))
      }
    }
    guard let name = getcwd(nil, 0) else { return }
    defer { free(name) }
    note(Message(verbatim: String(cString: name)))
  }

  /// Runs a command of the system's shell, which writes to the terminal itself. Files that are read run none: they may come from others.
  func shell(_ command: String) throws {
    guard depth == 0 else { throw ScriptError(Diagnostic("bad-argument", "`.shell` runs at the prompt, and not in a file")) }
    let status = system(command)
    // Ctrl-C was for the command.
    Interruption.reset()
    if status == -1 { throw ScriptError(Diagnostic("cannot-read", "no shell can be run: \(ScriptFile.reason(errno))")) }
    let code = status >> 8 & 0xFF
    if code != 0 { note("exit code \(code)") }
  }

  func listHistory(_ wanted: String) throws {
    let count = wanted.isEmpty ? 20 : Int(wanted)
    if let count, count < 1 { throw ScriptError(.badArgument("history", wanted, "a number of lines, or a text")) }
    let found = count == nil ? history.entries.filter { $0.lowercased().contains(wanted.lowercased()) } : history.entries
    print(found.suffix(count ?? 200).joined(separator: "\n"))
  }
}
