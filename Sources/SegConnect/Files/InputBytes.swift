// The bytes of a file in memory, with room to read past their end.

import Glibc

/// `count` bytes, followed by at least 64 readable ones of which the first is
/// writable: parsers put a line break there as a sentinel, and read whole words.
///
/// A regular file is mapped privately, so the sentinel never reaches the file.
final class InputBytes: @unchecked Sendable {
  let base: UnsafeMutablePointer<UInt8>
  let count: Int
  /// Bytes to unmap; nil where the memory was allocated.
  private let mappedCount: Int?

  /// Takes over memory from malloc, which has room for `count` + 64 bytes.
  init(owning base: UnsafeMutablePointer<UInt8>, count: Int) {
    self.base = base
    self.count = count
    mappedCount = nil
    (base + count).initialize(repeating: 0, count: 64)
  }

  private init(mapped base: UnsafeMutablePointer<UInt8>, count: Int, mappedCount: Int) {
    self.base = base
    self.count = count
    self.mappedCount = mappedCount
  }

  /// A copy of bytes; nil where there is no memory for it.
  convenience init?(copying bytes: UnsafeRawBufferPointer) {
    guard let memory = Self.allocate(bytes.count) else { return nil }
    if let start = bytes.baseAddress { memcpy(memory, start, bytes.count) }
    self.init(owning: memory, count: bytes.count)
  }

  /// Room for `count` bytes and their padding, to be given to `init(owning:)`
  /// or `free`; nil where there is none.
  static func allocate(_ count: Int) -> UnsafeMutablePointer<UInt8>? {
    malloc(count + 64)?.assumingMemoryBound(to: UInt8.self)
  }

  deinit {
    if let mappedCount { munmap(base, mappedCount) } else { free(base) }
  }

  /// The bytes of an open file. Throws the system's error number.
  static func read(descriptor: Int32, status: stat, limit: Int) throws(SystemError) -> InputBytes {
    if status.st_mode & S_IFMT == S_IFREG, status.st_size > 0,
      let mapped = map(descriptor, count: Int(status.st_size))
    {
      return mapped
    }
    return try readAll(descriptor, limit: limit)
  }

  /// Reserves the file's size and a page more, then lays the file over the
  /// beginning: what follows the file is always readable.
  private static func map(_ descriptor: Int32, count: Int) -> InputBytes? {
    let page = 4096
    let total = (count + page) / page * page + page
    let failed = UnsafeMutableRawPointer(bitPattern: -1)
    let protection = PROT_READ | PROT_WRITE
    guard let base = mmap(nil, total, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
      base != failed
    else { return nil }
    guard mmap(base, count, protection, MAP_PRIVATE | MAP_FIXED, descriptor, 0) != failed else {
      munmap(base, total)
      return nil
    }
    madvise(base, count, MADV_SEQUENTIAL)
    return InputBytes(mapped: base.assumingMemoryBound(to: UInt8.self), count: count, mappedCount: total)
  }

  /// How much text of unknown size to take: half of the machine's memory, or of
  /// what its container may have. The system itself refuses nothing before it
  /// ends the process.
  static let memoryLimit: Int = {
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

  /// Pipes and terminals, whose size is not known.
  private static func readAll(_ descriptor: Int32, limit: Int) throws(SystemError) -> InputBytes {
    var capacity = 1 << 16
    var count = 0
    guard var memory = allocate(capacity) else { throw SystemError(number: ENOMEM) }
    while true {
      if count == capacity {
        capacity *= 2
        guard let larger = realloc(memory, capacity + 64) else {
          free(memory)
          throw SystemError(number: ENOMEM)
        }
        memory = larger.assumingMemoryBound(to: UInt8.self)
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

  /// Tells the system that a stretch of a mapped file has been parsed, so that
  /// it no longer counts as memory of the process. It can still be read again.
  func release(_ range: Range<Int>) {
    guard mappedCount != nil else { return }
    let page = 4096
    // The last two pages hold the sentinel, which exists only in memory.
    let from = (range.lowerBound + page - 1) / page * page
    let to = min(range.upperBound, count - 2 * page) / page * page
    if to > from { madvise(base + from, to - from, MADV_DONTNEED) }
  }
}

/// A failed system call.
struct SystemError: Error {
  let number: Int32

  init(number: Int32 = errno) { self.number = number }

  /// `permission denied`, in the C locale's words.
  var text: String {
    let words = String(cString: strerror(number))
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
