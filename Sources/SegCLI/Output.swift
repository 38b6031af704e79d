// The output of the program: every write is checked, and a file is complete or absent.

import SegPlatform
import Seg
import SegDiagnostics

/// An open file or stream to which answers go.
struct FileWriter {
  let descriptor: Int32
  /// The name in diagnostics.
  let name: String

  static let standardOutput = FileWriter(descriptor: STDOUT_FILENO, name: "standard output")

  /// - Throws: ``ScriptError`` `cannot-write`; `Interrupted`.
  func write(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    var done = 0
    while done < bytes.count {
      try Interruption.check()
      let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), min(bytes.count - done, 1 << 20))
      if count >= 0 {
        done += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, 1000)
      case let code:
        throw ScriptError(Diagnostic("cannot-write", "cannot write \(name): \(ScriptFile.reason(code))"))
      }
    }
  }

  func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write($0) }
  }
}

/// Standard error. A failure to write there must not hide the message, so it is
/// remembered and leads to exit code 1.
enum StandardError {
  nonisolated(unsafe) static var hasFailed = false

  static func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(STDERR_FILENO, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if count > 0 {
          done += count
        } else if errno != EINTR && errno != EAGAIN {
          hasFailed = true
          return
        }
      }
    }
  }
}

/// A file that appears under its name only when it is complete. A device or a
/// pipe is written as it is.
struct WholeFile {
  let writer: FileWriter
  private let path: String
  private let temporary: String?

  init(_ path: String) throws {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      self.path = path
      temporary = nil
      writer = FileWriter(descriptor: try Self.open(path, O_WRONLY), name: "`\(path)`")
      return
    }
    // Follows a link to the file itself; otherwise the link would be replaced.
    self.path = Self.resolved(path)
    let temporary = self.path + ".\(getpid()).part"
    self.temporary = temporary
    let descriptor = try Self.open(temporary, O_WRONLY | O_CREAT | O_EXCL, shown: path)
    if stat(self.path, &status) == 0 { fchmod(descriptor, status.st_mode & 0o7777) }
    writer = FileWriter(descriptor: descriptor, name: "`\(path)`")
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func open(_ path: String, _ flags: Int32, shown: String? = nil) throws -> Int32 {
    let descriptor = Glibc.open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw ScriptError(
        Diagnostic("cannot-write", "cannot write `\(shown ?? path)`: \(ScriptFile.reason(errno))"))
    }
    return descriptor
  }

  /// Gives the file its name.
  func commit() throws {
    // Some disks report only now that they are full.
    let failed = close(writer.descriptor) != 0 || temporary.map { rename($0, path) != 0 } ?? false
    if failed {
      let code = errno
      if let temporary { unlink(temporary) }
      throw ScriptError(Diagnostic("cannot-write", "cannot write \(writer.name): \(ScriptFile.reason(code))"))
    }
  }

  /// Removes the temporary file.
  func discard() {
    close(writer.descriptor)
    if let temporary { unlink(temporary) }
  }
}
