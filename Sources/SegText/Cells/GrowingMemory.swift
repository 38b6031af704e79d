// Memory for values that are appended, and freed part by part.

import SegPlatform
import SegRuntime

/// Memory for values of one plain type, managed by hand (`free()`).
///
/// Larger memory is mapped: it reserves address space for eight times the values, of
/// which only the written part takes memory. So growing rarely moves anything, and a
/// range that is no longer needed can be freed while the rest is in use, which an
/// allocator does not offer.
struct GrowingMemory<Element: BitwiseCopyable> {
  private(set) var pointer: UnsafeMutablePointer<Element>
  private(set) var capacity: Int
  /// Bytes to unmap; 0 if the memory comes from the allocator.
  private var mappedBytes: Int

  /// Smaller memory comes from the allocator.
  private static var mappedFrom: Int { 1 << 16 }
  private static var largePagesFrom: Int { 4 << 20 }
  private static var page: Int { 4096 }

  init(capacity: Int) {
    let (memory, room, mapped) = Self.take(max(1, capacity), atLeast: max(1, capacity))
    pointer = memory
    self.capacity = room
    mappedBytes = mapped
  }

  /// Makes room for `needed` values; the first `count` stay.
  @inline(never)
  mutating func grow(keeping count: Int, to needed: Int) {
    if needed <= capacity { return }
    let isLarge = needed * MemoryLayout<Element>.stride >= Self.mappedFrom
    let (larger, room, mapped) = Self.take(isLarge ? needed * 8 : max(needed, capacity * 2), atLeast: needed)
    memcpy(larger, pointer, count * MemoryLayout<Element>.stride)
    free()
    pointer = larger
    capacity = room
    mappedBytes = mapped
  }

  /// Frees the memory; it is not used again.
  func free() {
    if mappedBytes > 0 { munmap(pointer, mappedBytes) } else { Glibc.free(pointer) }
  }

  /// Frees the memory of values that will not be read again: the whole pages between
  /// them.
  func release(_ range: Range<Int>) {
    guard mappedBytes > 0 else { return }
    let base = UnsafeMutableRawPointer(pointer)
    let from = (range.lowerBound * MemoryLayout<Element>.stride + Self.page - 1) / Self.page * Self.page
    let to = range.upperBound * MemoryLayout<Element>.stride / Self.page * Self.page
    if to > from { madvise(base + from, to - from, MADV_DONTNEED) }
  }

  /// Memory for `wanted` values, or for `atLeast` if there is not enough address
  /// space.
  private static func take(
    _ wanted: Int, atLeast needed: Int
  ) -> (UnsafeMutablePointer<Element>, capacity: Int, mappedBytes: Int) {
    let stride = MemoryLayout<Element>.stride
    if needed * stride >= mappedFrom {
      for count in [wanted, needed] {
        let bytes = (count * stride + page - 1) / page * page
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        if let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, flags, -1, 0),
          memory != UnsafeMutableRawPointer(bitPattern: -1)
        {
          // A fault less for every 4 KB of memory that will surely be filled.
          if needed * stride >= largePagesFrom { adviseLargePages(true, memory, bytes) }
          return (memory.bindMemory(to: Element.self, capacity: bytes / stride), bytes / stride, bytes)
        }
      }
    }
    let count = needed * stride >= mappedFrom ? needed : wanted
    guard let memory = malloc(count * stride) else { AddressSpace.exhausted(count * stride) }
    return (memory.bindMemory(to: Element.self, capacity: count), count, 0)
  }
}
