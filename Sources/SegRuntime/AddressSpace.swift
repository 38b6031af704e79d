// Whether the system would give memory.

import SegPlatform

/// The process's memory as the system sees it.
package enum AddressSpace {
  /// Smaller memory is not asked for beforehand: the room that is always left
  /// serves it.
  package static let probedFrom = 1 << 20
  /// What is left for small memory when row-sized memory is refused: enough to
  /// end the statement and to tell of it.
  private static let left = 48 << 20

  /// Whether so much memory, and some more, can be had. Mapping and unmapping
  /// pages that nobody touches takes some microseconds.
  package static func hasRoom(for byteCount: Int) -> Bool {
    let (size, overflow) = byteCount.addingReportingOverflow(left)
    if overflow { return false }
    guard let pages = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), pages != MAP_FAILED else {
      return false
    }
    munmap(pages, size)
    return true
  }

  /// Ends the process: small memory that cannot fail is refused, which happens
  /// only where the room left for it is used up as well.
  package static func exhausted(_ byteCount: Int) -> Never {
    let text: StaticString = "error: the system has no more memory [out-of-memory]\n"
    write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    _exit(1)
  }
}
