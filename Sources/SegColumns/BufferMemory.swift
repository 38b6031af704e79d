// Where buffers take their memory from.

import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Memory of buffers. Large pieces are kept for a while when they are given
/// back: a system hands out fresh pages one fault at a time, and clears them,
/// which takes longer than most kernels need to fill them.
@usableFromInline
enum BufferMemory {
  /// Smaller pieces are left to the allocator.
  private static let keptFrom = 256 << 10
  /// Idle memory is never more than this.
  private static let mostKept = 128 << 20
  /// From this size on memory is asked for in large pages.
  private static let largePagesFrom = 4 << 20

  private struct Kept: @unchecked Sendable {
    var byteCount = 0
    var pieces: [Int: [UnsafeMutableRawPointer]] = [:]
  }

  private static let kept = Mutex(Kept())

  /// Pieces of nearly one size stand in for one another.
  private static func rounded(_ byteCount: Int) -> Int { (byteCount + 0xFFFF) & ~0xFFFF }

  /// 64-byte aligned memory with anything in it.
  @usableFromInline
  static func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
    if byteCount < keptFrom { return .allocate(byteCount: byteCount, alignment: 64) }
    let size = rounded(byteCount)
    let known = kept.withLock { kept -> Address? in
      guard let piece = kept.pieces[size]?.popLast() else { return nil }
      kept.byteCount -= size
      return Address(piece)
    }
    if let known { return known.pointer }
    #if os(Linux)
      if size >= largePagesFrom {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 2 << 20)
        // Advice only: where there are no large pages nothing changes.
        _ = madvise(memory, size, MADV_HUGEPAGE)
        return memory
      }
    #endif
    return .allocate(byteCount: size, alignment: 64)
  }

  /// - Parameter byteCount: what was asked for.
  @usableFromInline
  static func giveBack(_ memory: UnsafeMutableRawPointer, _ byteCount: Int) {
    let size = rounded(byteCount)
    if byteCount >= keptFrom, size <= mostKept {
      let piece = Address(memory)
      let isKept = kept.withLock { kept in
        guard kept.byteCount + size <= mostKept else { return false }
        kept.byteCount += size
        kept.pieces[size, default: []].append(piece.pointer)
        return true
      }
      if isKept { return }
    }
    memory.deallocate()
  }

  private struct Address: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
    init(_ pointer: UnsafeMutableRawPointer) { self.pointer = pointer }
  }
}
