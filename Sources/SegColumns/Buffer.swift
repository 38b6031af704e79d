// The memory under every column: aligned, padded, never moved.

import SegPlatform
import SegDiagnostics
import SegRuntime

/// `count` values of one plain type in memory that kernels read through a
/// pointer. The memory is 64-byte aligned and padded, as Arrow requires, so
/// vector loads may read past the end by up to a cache line.
///
/// Written by its maker before it is shared; read-only afterwards. That
/// discipline is why it may cross threads.
///
/// Its memory is counted by the ``MemoryAccount`` of the thread that makes it.
/// Buffers as long as a table come from ``init(count:zeroed:pages:in:)``, which
/// may be refused; the other initializers give memory in any case, and the work
/// ends where it next looks at its context.
public final class Buffer<Element: BitwiseCopyable>: @unchecked Sendable {
  public let count: Int
  public let pointer: UnsafeMutablePointer<Element>
  /// The account that its memory is charged to.
  @usableFromInline let account: MemoryAccount?

  /// - Parameter zeroed: whether the values start as zero bits; the padding
  ///   always starts as zero bits.
  @inlinable
  public convenience init(count: Int, zeroed: Bool = false) {
    self.init(count: count, zeroed: zeroed, pages: .small)
  }

  /// - Parameter pages: in which fresh memory is asked for.
  @inlinable
  package init(count: Int, zeroed: Bool = false, pages: BufferPages) {
    self.count = count
    let bytes = count * MemoryLayout<Element>.stride
    let padded = (bytes + 63) & ~63 + 64
    account = BufferMemory.charge(padded)
    let memory = BufferMemory.take(padded, pages)
    let from = zeroed ? 0 : bytes
    // Without optimization, as in tests, `initializeMemory` writes byte by byte.
    memset(memory.advanced(by: from), 0, padded - from)
    pointer = memory.bindMemory(to: Element.self, capacity: padded / max(1, MemoryLayout<Element>.stride))
  }

  /// Row-sized memory, which may be refused.
  ///
  /// - Throws: where it is.
  package convenience init(
    count: Int, zeroed: Bool = false, pages: BufferPages = .small, in context: ExecutionContext
  ) throws(ScriptError) {
    try context.offer(count * MemoryLayout<Element>.stride)
    self.init(count: count, zeroed: zeroed, pages: pages)
  }

  public convenience init(_ values: [Element]) {
    self.init(count: values.count)
    values.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress { memcpy(pointer, start, bytes.count) }
    }
  }

  deinit {
    let bytes = count * MemoryLayout<Element>.stride
    BufferMemory.giveBack(UnsafeMutableRawPointer(pointer), (bytes + 63) & ~63 + 64)
    account?.credit((bytes + 63) & ~63 + 64)
  }

  /// The value of a row; `index` must be below `count`.
  @inlinable
  public subscript(index: Int) -> Element {
    get { pointer[index] }
    set { pointer[index] = newValue }
  }

  /// The values. Valid only while the buffer lives, so keep a reference to it.
  @inlinable
  public var values: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: pointer, count: count) }

  /// A copy of the values.
  @inlinable
  public var array: [Element] { withExtendedLifetime(self) { Array(values) } }

  @inlinable
  package var byteCount: Int { count * MemoryLayout<Element>.stride }
}
