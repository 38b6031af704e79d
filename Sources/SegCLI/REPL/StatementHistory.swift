// The history of the prompt across sessions: the last thousand complete statements.

import CEditline
import SegPlatform

/// The history of the prompt: libedit's list in memory, and a file with one entry per
/// line. A failure of the file is not a failure of the program.
final class StatementHistory {
  private static let limit = 1000
  let list: OpaquePointer?
  /// What was entered, the newest last.
  private(set) var entries: [String] = []
  private let path: String?

  init() {
    list = history_init()
    _ = seg_history_size(list, Int32(Self.limit))
    _ = seg_history_unique(list)
    path = Self.preparedPath()
    load()
  }

  deinit { history_end(list) }

  /// `$XDG_STATE_HOME/seg/history`, or `~/.local/state/seg/history`. The folder is created
  /// for the user alone.
  private static func preparedPath() -> String? {
    let state: String
    if let folder = Terminal.environment("XDG_STATE_HOME"), folder.hasPrefix("/") {
      state = folder
    } else if let home = Terminal.environment("HOME"), home.hasPrefix("/") {
      state = home + "/.local/state"
    } else {
      return nil
    }
    let folder = state + "/seg"
    var part = ""
    for name in folder.split(separator: "/") {
      part += "/" + name
      mkdir(part, 0o700)
    }
    return folder + "/history"
  }

  private func load() {
    guard let path, let file = open(path, O_RDONLY | O_CLOEXEC) as Int32?, file >= 0 else { return }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count <= 0 { break }
      bytes.append(contentsOf: chunk[0..<count])
      // Not our file, or much too large.
      if bytes.count > 1 << 26 { break }
    }
    close(file)
    let lines = bytes.split(separator: 0x0A)
    for line in lines.suffix(Self.limit) {
      enter(Self.unescaped(String(decoding: line, as: UTF8.self)))
    }
    if lines.count > Self.limit * 2 { rewrite(lines.suffix(Self.limit)) }
  }

  private func enter(_ text: String) {
    seg_history_enter(list, text)
    if entries.last != text { entries.append(text) }
    if entries.count > Self.limit { entries.removeFirst() }
  }

  private func rewrite(_ lines: ArraySlice<ArraySlice<UInt8>>) {
    guard let path else { return }
    let temporary = path + ".\(getpid())"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    let bytes = lines.flatMap { $0 + [0x0A] }
    let isWritten = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == bytes.count
    close(file)
    if !isWritten || rename(temporary, path) != 0 { unlink(temporary) }
  }

  /// Adds an entry, also to the file at once, because several prompts may be open.
  func add(_ text: String) {
    guard !text.isEmpty, !text.utf8.contains(0) else { return }
    enter(text)
    guard let path else { return }
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    var line = Self.escaped(text) + "\n"
    line.withUTF8 { _ = write(file, $0.baseAddress, $0.count) }
    close(file)
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func unescaped(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        result.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
