// The output of the program: every write is checked, and a file is complete or absent.

import SegPlatform
import Seg
import SegDiagnostics
import SegFiles

/// Where answers go.
protocol AnswerWriter {
  func write(_ bytes: UnsafeBufferPointer<UInt8>) throws
}

extension AnswerWriter {
  func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write($0) }
  }
}

/// An open stream.
struct FileWriter: AnswerWriter {
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
}

/// No place: answers that nobody reads.
struct NoWriter: AnswerWriter {
  func write(_ bytes: UnsafeBufferPointer<UInt8>) throws {}
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

/// A file that appears under its name only when it is complete.
struct WholeFile: AnswerWriter {
  private let sink: FileSink

  /// Replaces a file that exists: the command line says so.
  init(_ path: String) throws {
    sink = try FileSink(WriteTarget(path: path), WriteOptions(replaces: true))
  }

  func write(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    try Interruption.check()
    try sink.write(bytes)
  }

  /// Gives the file its name.
  func commit() throws { try sink.finish() }

  /// Removes what was written.
  func discard() { sink.abandon() }
}
