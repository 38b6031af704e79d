// libedit as a Swift value: one line (or one paste) at a time, with Ctrl-C and Ctrl-D as separate outcomes.

import CEditline
import SegPlatform
import Synchronization

/// A line editor on the terminal. The program has only one: libedit's callbacks find it
/// through the pointer that they receive.
final class LineEditor {
  enum Reading {
    case line(String)
    /// Ctrl-C: the line is dropped.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal is gone.
    case end
  }

  /// Set when the window changes its size; read while waiting for a key.
  private static let hasResized = Atomic<Bool>(false)
  /// Set when the program continues after Ctrl-Z: the shell has changed the terminal's
  /// mode meanwhile.
  private static let hasContinued = Atomic<Bool>(false)

  let editor: OpaquePointer
  var keys = KeyState()
  /// Completes the text before the cursor; see ``Completion``.
  var complete: (String) -> Completion = { _ in Completion(wordLength: 0, candidates: []) }
  /// The terminal's code for each scalar of a line that was entered; nil: the line has no colors.
  var styles: (String) -> [String?]? = { _ in nil }
  /// Prompts as C strings, which libedit keeps pointers to.
  private let prompt = strdup("seg> ")
  private let continuation = strdup("  …> ")
  private var isContinuation = false
  private var isVi = false
  /// The key that stands for the beginning of a paste with the keys of vi: a control character that no keyboard sends.
  private static let pasteKey: wchar_t = 0x9D
  private static let pasteKeyName = "\\235"
  private var wasInterrupted = false
  /// Bytes that were read to see whether a paste begins, and were something else.
  private var bytesAhead: [UInt8] = []
  private var hasBracketedPaste = Terminal.environment("TERM") != "dumb"
  /// The text before the cursor after a Tab that left several candidates: the
  /// next Tab there lists them.
  var lastTabText: String?

  init?(history: StatementHistory) {
    Self.useUTF8()
    guard let editor = seg_el_init() else { return nil }
    self.editor = editor
    seg_el_set_client(editor, Unmanaged.passUnretained(self).toOpaque())
    seg_el_set_editor(editor)
    seg_el_set_int(editor, EL_SIGNAL, 0)
    seg_el_set_prompt(editor) { editor in
      guard let reader = LineEditor.of(editor) else { return nil }
      return reader.isContinuation ? reader.continuation : reader.prompt
    }
    seg_el_set_getc(editor) { editor, character in LineEditor.of(editor)?.readCharacter(into: character) ?? -1 }
    seg_el_set_history(editor, history.list)
    // The person's own settings, such as the keys of vi: `bind -v`.
    if let home = Terminal.environment("HOME"), access(home + "/.editrc", R_OK) == 0 { el_source(editor, home + "/.editrc") }
    bindKeys()
    // With tab stops, and when it inserts or deletes on the screen, libedit moves into
    // the middle of wide characters that wrap. Without, it rewrites the rest of the line.
    seg_el_set_capability(editor, "pt", "no")
    for name in ["ic", "IC", "im", "dc", "DC", "dm"] { seg_el_set_capability(editor, name, "") }
    // Initializes lazy globals now, not in a handler.
    Self.hasResized.store(false, ordering: .relaxed)
    Self.hasContinued.store(false, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in LineEditor.hasResized.store(true, ordering: .relaxed) }
    sigaction(SIGWINCH, &action, nil)
    action.__sigaction_handler.sa_handler = { _ in LineEditor.hasContinued.store(true, ordering: .relaxed) }
    sigaction(SIGCONT, &action, nil)
  }

  deinit {
    el_end(editor)
    free(prompt)
    free(continuation)
  }

  /// The editor that a callback of libedit belongs to.
  static func of(_ editor: OpaquePointer?) -> LineEditor? {
    guard let data = seg_el_client(editor) else { return nil }
    return Unmanaged<LineEditor>.fromOpaque(data).takeUnretainedValue()
  }

  /// Without a UTF-8 locale libedit would drop everything beyond ASCII.
  private static func useUTF8() {
    setlocale(LC_CTYPE, "")
    let codeset = nl_langinfo(nl_item(CODESET)).map { String(cString: $0) }
    if codeset != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
  }

  private func bindKeys() {
    seg_el_add_function(editor, "seg-complete", "complete the word") { editor, _ in
      LineEditor.of(editor)?.completeWord() ?? UInt8(CC_ERROR)
    }
    seg_el_add_function(editor, "seg-paste", "insert a paste") { editor, _ in
      LineEditor.of(editor)?.insertPaste() ?? UInt8(CC_ERROR)
    }
    seg_el_add_function(editor, "seg-newline", "open a new line") { editor, _ in
      LineEditor.of(editor)?.insert("\n")
      return UInt8(CC_REFRESH)
    }
    let always = [("^I", "seg-complete"), ("^O", "seg-newline"), ("^R", "em-inc-search-prev")]
    for (key, command) in always { seg_el_bind(editor, key, command) }
    // With the keys of vi, Escape is a key of its own and begins none of these; a paste arrives as a key that nobody has.
    isVi = seg_el_is_vi(editor) != 0
    if isVi {
      seg_el_bind(editor, Self.pasteKeyName, "seg-paste")
      seg_el_bind_command(editor, Self.pasteKeyName, "seg-paste")
      return
    }
    let bindings = [
      ("\\e^M", "seg-newline"), ("\\e^J", "seg-newline"), ("\\e[200~", "seg-paste"),
      ("\\e[H", "ed-move-to-beg"), ("\\e[1~", "ed-move-to-beg"), ("\\eOH", "ed-move-to-beg"),
      ("\\e[7~", "ed-move-to-beg"), ("\\e[F", "ed-move-to-end"), ("\\e[4~", "ed-move-to-end"),
      ("\\eOF", "ed-move-to-end"), ("\\e[8~", "ed-move-to-end"), ("\\e[3~", "ed-delete-next-char"),
      ("\\e[1;5D", "ed-prev-word"), ("\\e[1;5C", "em-next-word"), ("\\e[1;3D", "ed-prev-word"),
      ("\\e[1;3C", "em-next-word"), ("\\eOd", "ed-prev-word"), ("\\eOc", "em-next-word"),
      ("\\e[5~", "ed-prev-history"), ("\\e[6~", "ed-next-history"),
      // The arrows go to the lines that begin with what was typed.
      ("\\e[A", "ed-search-prev-history"), ("\\e[B", "ed-search-next-history"),
      ("\\eOA", "ed-search-prev-history"), ("\\eOB", "ed-search-next-history"),
    ]
    for (key, command) in bindings { seg_el_bind(editor, key, command) }
  }

  /// Reads a line, without its line break. It may contain line breaks if it was pasted or
  /// comes from the history.
  func read(isContinuation: Bool) -> Reading {
    self.isContinuation = isContinuation
    wasInterrupted = false
    lastTabText = nil
    keys = KeyState()
    Interruption.reset()
    if hasBracketedPaste { writeToTerminal("\u{1B}[?2004h") }
    var count: Int32 = 0
    let text = el_gets(editor, &count)
    wasInterrupted = wasInterrupted || (text == nil && Interruption.wasRequested)
    // Before anything is written, because a pending Ctrl-C stops output.
    Interruption.reset()
    if hasBracketedPaste { writeToTerminal("\u{1B}[?2004l") }
    if wasInterrupted {
      writeToTerminal("^C\n")
      return .interrupted
    }
    guard let text, count > 0 else {
      writeToTerminal("\n")
      return .end
    }
    var line = String(cString: text)
    if line.hasSuffix("\n") { line.removeLast() }
    color(line)
    return .line(line)
  }

  func writeToTerminal(_ text: String) {
    seg_flush_output()
    try? FileWriter.standardOutput.write(text)
  }

  // MARK: keys

  /// Our own source of characters for libedit, which notices Ctrl-C and a new window size
  /// while it waits. 1: a character; 0: the end; -1: interrupted.
  private func readCharacter(into character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    var need = 0
    var value: UInt32 = 0
    while true {
      if Interruption.wasRequested {
        if !wasInterrupted {
          // First to the end of the line, so that further output is below it.
          wasInterrupted = true
          character?.pointee = 5  // ^E
          return 1
        }
        errno = EINTR
        return -1
      }
      if Self.hasContinued.exchange(false, ordering: .relaxed) {
        // libedit believes that its mode still holds: leave it and enter again.
        seg_el_set_int(editor, EL_PREP_TERM, 0)
        seg_el_set_int(editor, EL_PREP_TERM, 1)
        if hasBracketedPaste { writeToTerminal("\u{1B}[?2004h") }
        seg_el_refresh(editor)
      }
      if Self.hasResized.exchange(false, ordering: .relaxed) { redrawResized() }
      if need == 0, keys.hasNewKey, keys.isBetweenKeys, !hasInputWaiting {
        keys.takePaint()
        repaint()
      }
      var byte: UInt8 = 0
      let count = nextByte(&byte)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return Int32(count) }
      if isVi, byte == 0x1B, !keys.isInPaste, takesPasteMark() {
        character?.pointee = Self.pasteKey
        return 1
      }
      if need > 0 && byte & 0xC0 == 0x80 {
        value = value << 6 | UInt32(byte & 0x3F)
        need -= 1
      } else {
        // A stray byte is skipped; a new character may begin here.
        switch byte {
        case 0..<0x80: (value, need) = (UInt32(byte), 0)
        case 0xC2..<0xE0: (value, need) = (UInt32(byte & 0x1F), 1)
        case 0xE0..<0xF0: (value, need) = (UInt32(byte & 0x0F), 2)
        case 0xF0..<0xF5: (value, need) = (UInt32(byte & 0x07), 3)
        default: continue
        }
      }
      if need == 0, let scalar = Unicode.Scalar(value) {
        keys.take(scalar)
        character?.pointee = wchar_t(bitPattern: scalar.value)
        return 1
      }
    }
  }

  /// Reads a byte: 1; 0: the end; -1: `errno` says why not.
  private func nextByte(_ byte: inout UInt8) -> Int {
    if bytesAhead.isEmpty { return Glibc.read(STDIN_FILENO, &byte, 1) }
    byte = bytesAhead.removeFirst()
    return 1
  }

  /// Whether the mark of a paste follows an Escape. Keys that a terminal sends for one stroke arrive together; other bytes are kept.
  private func takesPasteMark() -> Bool {
    let mark = Array("[200~".utf8)
    var taken: [UInt8] = []
    while taken.count < mark.count {
      var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      var byte: UInt8 = 0
      guard bytesAhead.isEmpty, poll(&waiting, 1, 20) > 0, Glibc.read(STDIN_FILENO, &byte, 1) == 1 else { break }
      taken.append(byte)
      if byte != mark[taken.count - 1] { break }
    }
    if taken == mark { return true }
    bytesAhead = taken + bytesAhead
    return false
  }

  /// Draws the line again after the window has changed its size: the terminal has wrapped what was there anew.
  private func redrawResized() {
    let columns = Terminal.width
    let (characters, cursor) = lineAndCursor
    var (row, width) = (0, promptWidth)
    for scalar in characters.prefix(cursor) {
      let own = scalar == "\n" ? 0 : max(0, Int(seg_width(wchar_t(bitPattern: scalar.value))))
      if scalar == "\n" || width + own > columns { (row, width) = (row + 1, 0) }
      width += own
    }
    writeToTerminal("\r" + (row > 0 ? "\u{1B}[\(row)A" : "") + "\u{1B}[J")
    el_resize(editor)
    seg_el_refresh(editor)
  }

  /// Whether a read would not wait.
  private var hasInputWaiting: Bool {
    if !bytesAhead.isEmpty { return true }
    var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) > 0
  }

  var promptText: String { isContinuation ? "  …> " : "seg> " }
  let promptWidth = 5

  /// The line's scalars, and the number before the cursor.
  var lineAndCursor: (line: [Unicode.Scalar], cursor: Int) {
    guard let line = el_wline(editor) else { return ([], 0) }
    let count = max(0, line.pointee.lastchar - line.pointee.buffer)
    let scalars = (0..<count).map { index in
      Unicode.Scalar(UInt32(bitPattern: line.pointee.buffer[index])) ?? "\u{FFFD}"
    }
    return (scalars, min(count, max(0, line.pointee.cursor - line.pointee.buffer)))
  }

  var textBeforeCursor: String {
    let (line, cursor) = lineAndCursor
    return String(String.UnicodeScalarView(line.prefix(cursor)))
  }

  /// The next character from the terminal, or nil at its end.
  func nextCharacter() -> Unicode.Scalar? {
    var character: wchar_t = 0
    guard el_wgetc(editor, &character) == 1 else { return nil }
    return Unicode.Scalar(UInt32(bitPattern: character))
  }

  func insert(_ text: String) { el_insertstr(editor, text) }

  /// Deletes scalars before the cursor.
  func deleteBackwards(_ count: Int) { if count > 0 { el_deletestr(editor, Int32(count)) } }

  /// Acts as if the text had been typed next.
  func push(_ text: String) { el_push(editor, text) }
}
