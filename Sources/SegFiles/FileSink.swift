// Writes a file completely or not at all.

import SegPlatform

/// Writes bytes to a path. A regular file is written under a temporary name beside
/// it, synced and renamed, so that a reader sees the old or the new content, never a
/// part. Devices and pipes are written directly.
///
/// - Parameter body: receives a function that takes the next bytes.
/// - Throws: `cannot-write`, `file-exists`, `no-folder`, and what `body` throws.
package func writeFile(
  path: String, _ options: WriteOptions = WriteOptions(),
  _ body: ((UnsafeBufferPointer<UInt8>) throws -> Void) throws -> Void
) throws {
  try writeFile(WriteTarget(path: path), options, body)
}

/// The same for a place that is known.
package func writeFile(
  _ target: WriteTarget, _ options: WriteOptions, _ body: ((UnsafeBufferPointer<UInt8>) throws -> Void) throws -> Void
) throws {
  let sink = try FileSink(target, options)
  do {
    try body { try sink.write($0) }
    try sink.finish()
  } catch {
    sink.abandon()
    throw error
  }
}

/// A file that is being written, in blocks.
package final class FileSink {
  private static let blockSize = 1 << 18

  private let path: String
  private let options: WriteOptions
  /// The temporary file until it is complete; nil for devices and pipes.
  private let part: PartFile?
  private let target: String
  private var descriptor: Int32
  private var block: [UInt8] = []
  private var isFinished = false

  package init(_ target: WriteTarget, _ options: WriteOptions) throws(ReadError) {
    path = target.path
    self.options = options
    self.target = target.file
    switch target.kind {
    case .descriptor(let number):
      part = nil
      descriptor = dup(number)
    case .stream:
      part = nil
      descriptor = open(target.file, O_WRONLY | O_CLOEXEC)
    case .file(let mode):
      if mode != nil && !options.replaces { throw .fileExists(path) }
      // A rename would bypass the protection of the file.
      if mode != nil && access(target.file, W_OK) != 0 { throw .cannotWrite(path, SystemError().text) }
      if let folder = target.missingFolder {
        guard options.makesFolders else { throw .noFolder(folder, for: path) }
        try Self.makeFolder(folder, for: path)
      }
      PartFile.removeOld(beside: target.file)
      let made: PartFile
      do {
        made = try PartFile(beside: target.file, mode: mode ?? 0o666)
      } catch {
        throw .cannotWrite(path, error.text)
      }
      part = made
      descriptor = made.descriptor
      if let mode { fchmod(descriptor, mode) }
    }
    if descriptor < 0 { throw .cannotWrite(path, SystemError().text) }
    block.reserveCapacity(Self.blockSize)
  }

  deinit { abandon() }

  package func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(ReadError) {
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
      let (written, error) = Self.withoutSignals { Glibc.write(descriptor, start + done, bytes.count - done) }
      if written < 0 && error == EINTR { continue }
      if written < 0 { throw .cannotWrite(path, SystemError(number: error).text) }
      done += written
    }
  }

  /// Writes; a closed pipe and a limit of the size of files are errors here, not the
  /// end of the process. Their signals are blocked for this thread during the call, and
  /// consumed if they arrive.
  private static func withoutSignals(_ call: () -> Int) -> (Int, Int32) {
    var blocked = sigset_t()
    var before = sigset_t()
    var waiting = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGPIPE)
    sigaddset(&blocked, SIGXFSZ)
    sigpending(&waiting)
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    let result = call()
    let error = errno
    let signal = error == EPIPE ? SIGPIPE : SIGXFSZ
    if result < 0, error == EPIPE || error == EFBIG, sigismember(&waiting, signal) == 0 {
      var arrived = sigset_t()
      sigemptyset(&arrived)
      sigaddset(&arrived, signal)
      var none = timespec()
      while sigtimedwait(&arrived, nil, &none) < 0 && errno == EINTR {}
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return (result, error)
  }

  /// Writes what is left, syncs it where it must last, and puts the file in its place.
  package func finish() throws(ReadError) {
    try flush()
    if options.isLasting && part != nil && fsync(descriptor) != 0 { throw .cannotWrite(path, SystemError().text) }
    if let part { try name(part) }
    isFinished = true
    let closed = close(descriptor)
    descriptor = -1
    if closed != 0 && errno != EINTR { throw .cannotWrite(path, SystemError().text) }
  }

  /// Gives the complete file its name. A file that appeared there meanwhile is replaced
  /// only if that is allowed.
  private func name(_ part: PartFile) throws(ReadError) {
    if !options.replaces {
      if link(part.path, target) == 0 {
        unlink(part.path)
        return part.release()
      }
      if errno == EEXIST { throw .fileExists(path) }
      // A file system without links.
      if access(target, F_OK) == 0 { throw .fileExists(path) }
    }
    if rename(part.path, target) != 0 { throw .cannotWrite(path, SystemError().text) }
    part.release()
  }

  /// Removes the temporary file; does nothing after `finish`.
  package func abandon() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    if isFinished { return }
    isFinished = true
    if let part {
      unlink(part.path)
      part.release()
    }
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
