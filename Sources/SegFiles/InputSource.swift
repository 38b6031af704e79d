// Where bytes come from: memory, or a file that is read a stretch at a time.

import Glibc

/// What a table is read from.
package enum InputSource: Sendable {
  case bytes(InputBytes)
  case file(InputFile)

  /// An open file, which is closed when it is no longer needed; what is small or
  /// of unknown size is read at once.
  ///
  /// - Parameter limit: how much to take of what has no known size.
  package static func opened(_ descriptor: Int32, _ status: stat, limit: Int) throws(SystemError) -> InputSource {
    if status.st_mode & S_IFMT == S_IFREG, status.st_size > 1 << 20 {
      return .file(InputFile(descriptor, status))
    }
    defer { close(descriptor) }
    return .bytes(try InputBytes.readAll(descriptor, limit: limit))
  }

  package var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .file(let file): file.count
    }
  }

  /// The first bytes, at least as many as `count` where there are so many.
  package func beginning(_ count: Int) throws(SystemError) -> InputBytes {
    switch self {
    case .bytes(let bytes): bytes
    case .file(let file): try file.bytes(0..<min(count, file.count))
    }
  }

  /// All bytes in memory.
  ///
  /// - Throws: `ENOMEM` where they are more than `limit`.
  package func whole(limit: Int) throws(SystemError) -> InputBytes {
    if case .file(let file) = self, file.count > limit { throw SystemError(number: ENOMEM) }
    return try beginning(count)
  }
}

/// A regular file, of which stretches are read when they are looked at. It is
/// not mapped: what another program cuts off meanwhile would end the process.
package final class InputFile: Sendable {
  private let descriptor: Int32
  /// Its size when it was opened: what is appended later is not read.
  package let count: Int
  private let changed: timespec

  package init(_ descriptor: Int32, _ status: stat) {
    self.descriptor = descriptor
    count = Int(status.st_size)
    changed = status.st_mtim
  }

  /// - Throws: `SystemError.changed` where what was read is no longer what the
  ///   file holds; that something was appended does no harm.
  package func checkUnchanged() throws(SystemError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError() }
    let isSame = status.st_mtim.tv_sec == changed.tv_sec && status.st_mtim.tv_nsec == changed.tv_nsec
    if !isSame && status.st_size <= count { throw .changed }
  }

  deinit { close(descriptor) }

  /// Reads a stretch of the file.
  ///
  /// - Throws: `SystemError.cut` where the file has become shorter.
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

/// A stretch of the bytes, addressed by their places in the whole.
package struct InputWindow {
  /// What would be the first byte of all; those of the stretch may be read, and
  /// 64 more.
  package let base: UnsafeMutablePointer<UInt8>
  /// Where the stretch ends.
  package let end: Int
}

/// Looks at one stretch after another, on one thread.
package final class InputReader {
  package let source: InputSource
  private var memory: InputBytes?
  private var capacity = 0

  package init(_ source: InputSource) { self.source = source }

  /// The bytes of a stretch, which may be more of them: valid until the next
  /// call, and as long as the reader lives.
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

  /// `permission denied`, in the C locale's words.
  package var text: String {
    if number == Self.cut.number { return "it became shorter while it was read" }
    if number == Self.changed.number { return "it was changed while it was read" }
    let words = String(cString: strerror(number))
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
