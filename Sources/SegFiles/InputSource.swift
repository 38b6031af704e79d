// The source of bytes: memory, or a file that is read range by range.

import SegDiagnostics
import SegPlatform
import SegRuntime

/// The bytes from which a table is read.
package enum InputSource: Sendable {
  case bytes(InputBytes)
  case file(InputFile)

  /// An open file, which is closed when it is no longer needed. A file that is small
  /// or of unknown size is read at once.
  ///
  /// - Parameter limit: the most bytes to read from a file of unknown size.
  package static func opened(
    _ descriptor: Int32, _ status: stat, limit: Int, _ context: ExecutionContext
  ) throws -> InputSource {
    if status.st_mode & S_IFMT == S_IFREG, status.st_size > 1 << 20 {
      return .file(InputFile(descriptor, status))
    }
    defer { close(descriptor) }
    return .bytes(try InputBytes.readAll(descriptor, limit: limit, context))
  }

  package var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .file(let file): file.count
    }
  }

  /// The first bytes: at least `count`, if there are that many.
  package func beginning(_ count: Int) throws(SystemError) -> InputBytes {
    switch self {
    case .bytes(let bytes): bytes
    case .file(let file): try file.bytes(0..<min(count, file.count))
    }
  }

  /// All bytes in memory.
  ///
  /// - Throws: `SystemError`: `ENOMEM` if there are more than `limit`; and why reading is to end.
  package func whole(limit: Int, _ context: ExecutionContext) throws -> InputBytes {
    guard case .file(let file) = self else { return try beginning(count) }
    if file.count > limit { throw SystemError(number: ENOMEM) }
    return try file.bytes(0..<file.count) { try context.check() }
  }
}

/// A regular file, of which ranges are read on demand. It is not mapped: if another
/// program truncated a mapped file, the process would end.
package final class InputFile: Sendable {
  private let descriptor: Int32
  /// The size when the file was opened; bytes appended later are not read.
  package let count: Int
  private let changed: timespec

  package init(_ descriptor: Int32, _ status: stat) {
    self.descriptor = descriptor
    count = Int(status.st_size)
    changed = status.modificationTime
  }

  /// - Throws: `SystemError.changed` if the file no longer holds what was read.
  ///   Appended bytes do no harm.
  package func checkUnchanged() throws(SystemError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError() }
    let isSame = status.modificationTime.tv_sec == changed.tv_sec && status.modificationTime.tv_nsec == changed.tv_nsec
    if !isSame && status.st_size <= count { throw .changed }
  }

  deinit { close(descriptor) }

  /// Reads a range of the file.
  ///
  /// - Throws: `SystemError.cut` if the file has become shorter.
  package func read(_ range: Range<Int>, into memory: UnsafeMutablePointer<UInt8>) throws(SystemError) {
    var done = 0
    while done < range.count {
      let got = pread(descriptor, memory + done, range.count - done, range.lowerBound + done)
      if got < 0 && errno == EINTR { continue }
      if got < 0 { throw SystemError() }
      if got == 0 { throw .cut }
      done += got
    }
  }

  /// The bytes of a range, read now.
  ///
  /// - Parameter check: called between blocks; throws why reading is to end.
  package func bytes(_ range: Range<Int>, check: () throws -> Void) throws -> InputBytes {
    guard let memory = InputBytes.allocate(range.count) else { throw SystemError(number: ENOMEM) }
    do {
      for start in stride(from: range.lowerBound, to: range.upperBound, by: 1 << 24) {
        try check()
        try read(start..<min(range.upperBound, start + 1 << 24), into: memory + (start - range.lowerBound))
      }
    } catch {
      free(memory)
      throw error
    }
    return InputBytes(owning: memory, count: range.count)
  }

  /// The bytes of a short range, read now.
  package func bytes(_ range: Range<Int>) throws(SystemError) -> InputBytes {
    guard let memory = InputBytes.allocate(range.count) else { throw SystemError(number: ENOMEM) }
    do {
      try read(range, into: memory)
    } catch {
      free(memory)
      throw error
    }
    return InputBytes(owning: memory, count: range.count)
  }
}

/// A range of the bytes, addressed by their offsets in the whole.
package struct InputWindow {
  /// The address of offset 0. Only the bytes of the range may be read, and 64 more.
  package let base: UnsafeMutablePointer<UInt8>
  /// The end of the range.
  package let end: Int
}

/// Reads one range after another, on one thread.
package final class InputReader {
  package let source: InputSource
  private var memory: InputBytes?
  private var capacity = 0

  package init(_ source: InputSource) { self.source = source }

  /// The bytes of a range, and perhaps more: valid until the next call, and as long
  /// as the reader lives.
  package func window(_ range: Range<Int>) throws(SystemError) -> InputWindow {
    switch source {
    case .bytes(let bytes): return InputWindow(base: bytes.base, end: bytes.count)
    case .file(let file):
      if capacity < range.count {
        memory = nil
        guard let room = InputBytes.allocate(range.count) else { throw SystemError(number: ENOMEM) }
        memory = InputBytes(owning: room, count: range.count)
        capacity = range.count
      }
      guard let base = memory?.base else { throw SystemError(number: ENOMEM) }
      try file.read(range, into: base)
      (base + range.count).update(repeating: 0, count: 64)
      return InputWindow(base: base - range.lowerBound, end: range.upperBound)
    }
  }
}

/// A failed system call.
package struct SystemError: Error {
  package let number: Int32

  package init(number: Int32 = errno) { self.number = number }

  /// The file ends before its size when it was opened.
  package static let cut = SystemError(number: 0)
  /// The file was written to.
  package static let changed = SystemError(number: -1)

  /// The system's words: `permission denied`.
  package var text: Message {
    if number == Self.cut.number { return "it became shorter while it was read" }
    if number == Self.changed.number { return "it was changed while it was read" }
    let words = String(cString: strerror(number))
    return Message(stringLiteral: words.prefix(1).lowercased() + words.dropFirst())
  }
}
