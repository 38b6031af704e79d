// Writes a file completely or not at all.

import SegPlatform

/// Writes bytes to a path. A regular file is written under a temporary name beside
/// it, synced and renamed, so that a reader sees the old or the new content, never a
/// part. Devices and pipes are written directly. Missing folders are created.
///
/// - Parameters:
///   - isLasting: whether the file must be there after a loss of power.
///   - body: receives a function that takes the next bytes.
/// - Throws: `cannot-write`, and what `body` throws.
package func writeFile(
  path: String, isLasting: Bool = true, _ body: ((UnsafeBufferPointer<UInt8>) throws -> Void) throws -> Void
) throws {
  let sink = try FileSink(path: path)
  do {
    try body { try sink.write($0) }
    try sink.finish(isLasting: isLasting)
  } catch {
    sink.abandon()
    throw error
  }
}

/// A file that is being written, in blocks.
final class FileSink {
  private static let blockSize = 1 << 18

  private let path: String
  /// The temporary file until it is complete; nil for devices and pipes.
  private let temporary: String?
  private let target: String
  private var descriptor: Int32
  private var block: [UInt8] = []

  init(path: String) throws(ReadError) {
    self.path = path
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR { throw .cannotWrite(path, "it is a folder") }
    if exists && status.st_mode & S_IFMT != S_IFREG {
      temporary = nil
      target = path
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      if descriptor < 0 { throw .cannotWrite(path, SystemError().text) }
      return
    }
    // A link is followed, so that the file behind it is replaced, not the link.
    target = exists ? Self.resolved(path) ?? path : path
    if exists && access(target, W_OK) != 0 { throw .cannotWrite(path, SystemError().text) }
    let folder = target.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    if !folder.isEmpty { try Self.makeFolder(folder, for: path) }
    let mode = exists ? status.st_mode & 0o777 : 0o666
    var made: String?
    descriptor = -1
    for attempt in 0..<100 {
      let candidate = "\(target).\(getpid()).\(attempt).part"
      descriptor = open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if descriptor >= 0 {
        made = candidate
        break
      }
      if errno != EEXIST { break }
    }
    if descriptor < 0 { throw .cannotWrite(path, SystemError().text) }
    temporary = made
    block.reserveCapacity(Self.blockSize)
    if exists { fchmod(descriptor, mode) }
  }

  deinit { abandon() }

  func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(ReadError) {
    if block.count + bytes.count < Self.blockSize {
      block.append(contentsOf: bytes)
      return
    }
    try flush()
    if bytes.count < Self.blockSize { block.append(contentsOf: bytes) } else { try put(bytes) }
  }

  private func flush() throws(ReadError) {
    let full = block
    block.removeAll(keepingCapacity: true)
    do {
      try full.withUnsafeBufferPointer { try put($0) }
    } catch let error as ReadError {
      throw error
    } catch {
      throw .cannotWrite(path, "\(error)")
    }
  }

  private func put(_ bytes: UnsafeBufferPointer<UInt8>) throws(ReadError) {
    guard let start = bytes.baseAddress else { return }
    var done = 0
    while done < bytes.count {
      let (written, error) = Self.withoutPipeSignal { Glibc.write(descriptor, start + done, bytes.count - done) }
      if written < 0 && error == EINTR { continue }
      if written < 0 { throw .cannotWrite(path, SystemError(number: error).text) }
      done += written
    }
  }

  /// Writes; a closed pipe is an error here, not the end of the process. The signal
  /// is blocked for this thread during the call, and consumed if it arrives.
  private static func withoutPipeSignal(_ call: () -> Int) -> (Int, Int32) {
    var pipe = sigset_t()
    var before = sigset_t()
    var waiting = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    sigpending(&waiting)
    let wasPending = sigismember(&waiting, SIGPIPE) == 1
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    let result = call()
    let error = errno
    if result < 0 && error == EPIPE && !wasPending {
      var none = timespec()
      while sigtimedwait(&pipe, nil, &none) < 0 && errno == EINTR {}
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return (result, error)
  }

  /// Writes what is left, syncs it where it must last, and puts the file in its place.
  func finish(isLasting: Bool) throws(ReadError) {
    try flush()
    if isLasting && temporary != nil && fsync(descriptor) != 0 { throw .cannotWrite(path, SystemError().text) }
    let closed = close(descriptor)
    descriptor = -1
    if closed != 0 && errno != EINTR { throw .cannotWrite(path, SystemError().text) }
    if let temporary, rename(temporary, target) != 0 { throw .cannotWrite(path, SystemError().text) }
    isFinished = true
  }

  private var isFinished = false

  /// Removes the temporary file; does nothing after `finish`.
  func abandon() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    if !isFinished, let temporary { unlink(temporary) }
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  private static func makeFolder(_ folder: String, for path: String) throws(ReadError) {
    var made = ""
    for (index, part) in folder.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
      made += index == 0 ? String(part) : "/" + part
      if made.isEmpty { continue }
      if mkdir(made, 0o777) != 0 && errno != EEXIST && errno != EISDIR {
        let error = SystemError()
        var status = stat()
        // An existing folder is fine, even if none may be created there.
        if stat(made, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR { continue }
        throw .cannotWrite(path, error.text)
      }
    }
  }
}
