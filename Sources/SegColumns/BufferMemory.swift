// Where buffers take their memory from.

import Glibc

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

  private struct Kept {
    var byteCount = 0
    var pieces: [Int: [UnsafeMutableRawPointer]] = [:]
  }

  /// Behind the system's own lock: the thread sanitizer sees nothing of
  /// `Mutex`, whose library is not built with it.
  private final class Guarded: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private var kept = Kept()

    init() {
      lock = .allocate(capacity: 1)
      lock.initialize(to: pthread_mutex_t())
      pthread_mutex_init(lock, nil)
    }

    deinit {
      pthread_mutex_destroy(lock)
      lock.deallocate()
    }

    func withLock<Result>(_ body: (inout Kept) -> Result) -> Result {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      return body(&kept)
    }
  }

  private static let kept = Guarded()

  /// Pieces of nearly one size stand in for one another.
  private static func rounded(_ byteCount: Int) -> Int { (byteCount + 0xFFFF) & ~0xFFFF }

  /// 64-byte aligned memory with anything in it.
  @usableFromInline
  static func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
    if byteCount < keptFrom { return .allocate(byteCount: byteCount, alignment: 64) }
    let size = rounded(byteCount)
    let known = kept.withLock { kept -> UnsafeMutableRawPointer? in
      guard let piece = kept.pieces[size]?.popLast() else { return nil }
      kept.byteCount -= size
      return piece
    }
    if let known { return known }
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
      let isKept = kept.withLock { kept in
        guard kept.byteCount + size <= mostKept else { return false }
        kept.byteCount += size
        kept.pieces[size, default: []].append(memory)
        return true
      }
      if isKept { return }
    }
    memory.deallocate()
  }
}
