// Bytes that are appended, in memory that the budget of a statement grants.

import SegFiles
import SegPlatform
import SegRuntime

/// Growing memory for text.
final class ByteArena {
  private(set) var pointer: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity = 0
  private let limit: Int
  private let context: ExecutionContext
  private let account = MemoryAccount.current

  init(_ work: ReadWork) {
    limit = work.memoryLimit
    context = work.context
    // No memory yet: the pointer is not read before something is appended.
    pointer = UnsafeMutablePointer(bitPattern: 64) ?? .allocate(capacity: 1)
  }

  deinit { drop() }

  private func drop() {
    if capacity > 0 {
      free(pointer)
      account?.credit(capacity)
    }
    capacity = 0
  }

  /// Makes room for more bytes.
  ///
  /// - Throws: where memory is refused.
  @inline(never)
  private func grow(_ more: Int) throws {
    let wanted = max(1 << 12, capacity * 2, count + more)
    guard wanted <= limit else { throw SystemError(number: ENOMEM) }
    try context.offer(wanted)
    guard let larger = realloc(capacity > 0 ? pointer : nil, wanted + 64) else { throw SystemError(number: ENOMEM) }
    account?.charge(wanted - capacity)
    pointer = larger.assumingMemoryBound(to: UInt8.self)
    capacity = wanted
  }

  @inline(__always)
  func append(_ start: UnsafePointer<UInt8>, _ length: Int) throws {
    if count + length > capacity { try grow(length) }
    memcpy(pointer + count, start, length)
    count += length
  }

  @inline(__always)
  func append(_ byte: UInt8) throws {
    if count == capacity { try grow(1) }
    pointer[count] = byte
    count += 1
  }

  /// Drops all bytes after the first ones.
  func cut(to count: Int) { self.count = min(self.count, count) }

  func append(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBufferPointer { buffer in
      if let start = buffer.baseAddress { try append(start, buffer.count) }
    }
  }

  /// The bytes; none remain here.
  func take() throws -> InputBytes {
    if capacity == 0 { try grow(1) }
    let bytes = InputBytes(owning: pointer, count: count)
    account?.credit(capacity)
    capacity = 0
    count = 0
    return bytes
  }
}
