// Scripts as files: read completely, as UTF-8, with a diagnostic if that fails.

import SegPlatform
import SegDiagnostics

/// Reading of scripts for the command line and the test runner.
package enum ScriptFile {
  /// The text of a file, without a byte order mark.
  ///
  /// - Throws: ``ScriptError`` `cannot-read`, `bad-encoding`.
  package static func text(of path: String) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path, errno) }
    defer { close(descriptor) }
    return try text(from: descriptor, name: path)
  }

  /// The text of an open file or pipe, read to its end; nil if a signal interrupted it and
  /// `stops` says to give up.
  package static func text(
    from descriptor: Int32, name: String, stops: () throws -> Void = {}
  ) throws -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { break }
      if count < 0 {
        let code = errno
        guard code == EINTR else { throw unreadable(name, code) }
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

  private static func unreadable(_ path: String, _ code: Int32) -> ScriptError {
    ScriptError(Diagnostic("cannot-read", "cannot read `\(path)`: \(reason(code))"))
  }

  /// The system's message for an error number.
  package static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
