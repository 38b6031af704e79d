// Bytes in memory that may be read past their end.

import SegPlatform
import SegRuntime

/// `count` bytes, followed by at least 64 readable ones of which the first is
/// writable: parsers put a line break there as a sentinel, and read whole words.
package final class InputBytes: @unchecked Sendable {
  package let base: UnsafeMutablePointer<UInt8>
  package let count: Int
  /// The account that the memory is charged to.
  private let account = MemoryAccount.current

  /// Takes ownership of memory from malloc with room for `count` + 64 bytes.
  package init(owning base: UnsafeMutablePointer<UInt8>, count: Int) {
    self.base = base
    self.count = count
    account?.charge(count)
    (base + count).initialize(repeating: 0, count: 64)
  }

  /// A copy of bytes; nil if there is no memory for it.
  package convenience init?(copying bytes: UnsafeRawBufferPointer) {
    guard let memory = Self.allocate(bytes.count) else { return nil }
    if let start = bytes.baseAddress { memcpy(memory, start, bytes.count) }
    self.init(owning: memory, count: bytes.count)
  }

  /// Memory for `count` bytes and their padding, to be passed to `init(owning:)` or
  /// `free`; nil if there is none.
  package static func allocate(_ count: Int) -> UnsafeMutablePointer<UInt8>? {
    guard count < AddressSpace.probedFrom || MemoryAccount.current?.offer(count) ?? true else { return nil }
    return malloc(count + 64)?.assumingMemoryBound(to: UInt8.self)
  }

  deinit {
    free(base)
    account?.credit(count)
  }

  /// The limit for text of unknown size: half of the memory of the machine, or of
  /// its container. The system itself would refuse nothing and end the process.
  package static let memoryLimit: Int = {
    var memory = max(1 << 30, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)))
    if let file = fopen("/sys/fs/cgroup/memory.max", "re") {
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 32)
      // `max` where there is no limit.
      if fgets(&line, Int32(line.count), file) != nil, case let limit = strtol(line, nil, 10), limit > 0 {
        memory = min(memory, limit)
      }
    }
    return memory / 2
  }()

  /// The content of an open file, read until its end: for pipes and terminals, whose
  /// size is not known, and small files. A pipe in which nothing comes can be interrupted.
  package static func readAll(_ descriptor: Int32, limit: Int, _ context: ExecutionContext = .serial) throws -> InputBytes {
    var capacity = 1 << 16
    var count = 0
    guard var memory = allocate(capacity) else { throw SystemError(number: ENOMEM) }
    while true {
      if count == capacity {
        capacity *= 2
        guard MemoryAccount.current?.offer(capacity) ?? true, let larger = realloc(memory, capacity + 64) else {
          free(memory)
          throw SystemError(number: ENOMEM)
        }
        memory = larger.assumingMemoryBound(to: UInt8.self)
      }
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&waiting, 1, 50) <= 0 {
        if context.isStopped {
          free(memory)
          try context.check()
          throw SystemError(number: EINTR)
        }
        continue
      }
      let got = Glibc.read(descriptor, memory + count, capacity - count)
      if got < 0 && errno == EINTR { continue }
      if got < 0 {
        let error = SystemError()
        free(memory)
        throw error
      }
      if got == 0 { break }
      count += got
      if count > limit {
        free(memory)
        throw SystemError(number: ENOMEM)
      }
    }
    return InputBytes(owning: memory, count: count)
  }
}
