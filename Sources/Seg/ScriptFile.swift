// Scripts as files: read completely, as UTF-8, with a diagnostic if that fails.

import SegPlatform
import SegDiagnostics
import SegFiles

/// Reading of scripts for the command line and the test runner.
package enum ScriptFile {
  /// The bytes of the longest script. What is longer is data, and not meant to be run.
  package static let limit = 64 << 20

  /// The text of a file, without a byte order mark.
  ///
  /// - Parameter stops: called where a signal interrupts the reading; throws if it is to end.
  /// - Throws: ``ScriptError`` `cannot-read`, `not-a-script`, `bad-encoding`.
  package static func text(of path: String, stops: () throws -> Void = {}) throws -> String {
    if path.utf8.contains(0) { throw unreadable(path, "a path has no character NUL") }
    var descriptor: Int32
    repeat {
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      // A pipe may wait for its writer.
      if descriptor < 0 && errno == EINTR { try stops() }
    } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw unreadable(path, reason(errno)) }
    defer { close(descriptor) }
    return try text(from: descriptor, name: path, stops: stops)
  }

  /// The text of an open file or pipe, read to its end.
  package static func text(
    from descriptor: Int32, name: String, stops: () throws -> Void = {}
  ) throws -> String {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(name, reason(errno)) }
    if status.st_mode & S_IFMT == S_IFDIR { throw notAScript(name, "it is a folder") }
    if isEndless(descriptor, status) { throw notAScript(name, "it is a device") }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if bytes.count > limit || Int(status.st_size) > limit { throw notAScript(name, "it has more than \(limit >> 20) MB") }
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { break }
      if count < 0 {
        let code = errno
        guard code == EINTR else { throw unreadable(name, reason(code)) }
        try stops()
        continue
      }
      bytes.append(contentsOf: chunk[0..<count])
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ScriptError(Diagnostic("bad-encoding", "`\(name)` is not UTF-8 text"))
    }
    return text
  }

  /// The folder to which a script's paths are relative.
  package static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func unreadable(_ path: String, _ reason: Message) -> ScriptError {
    ScriptError(Diagnostic("cannot-read", "cannot read `\(path)`: \(reason)"))
  }

  private static func notAScript(_ path: String, _ reason: Message) -> ScriptError {
    ScriptError(Diagnostic("not-a-script", "`\(path)` is no script: \(reason)"))
  }

  /// The system's message for an error number.
  package static func reason(_ code: Int32) -> Message { Message(stringLiteral: String(cString: strerror(code))) }
}
