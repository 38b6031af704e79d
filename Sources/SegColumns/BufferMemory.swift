// Where buffers take their memory from.

import Glibc

/// Memory of buffers. Large pieces are kept for a while when they are given
/// back: a system hands out fresh pages one fault at a time, and clears them,
/// which takes longer than most kernels need to fill them.
@usableFromInline
enum BufferMemory {
  /// Smaller pieces are left to the allocator.
  private static let keptFrom = 256 << 10
  /// From this size on memory is taken from the system in large pages, and may
  /// be used again in other sizes.
  private static let pagesFrom = 4 << 20
  /// Idle memory is never more than this, or a quarter of what is in use.
  private static let mostKept = 128 << 20

  private struct Kept {
    var byteCount = 0
    /// Bytes in large pages that buffers hold.
    var used = 0
    var pieces: [Int: [UnsafeMutableRawPointer]] = [:]
    var pages = FreePages()
    /// Large buffers that the allocator gave where the system had no pages.
    var allocated: Set<UnsafeMutableRawPointer> = []

    func hasRoom(for size: Int) -> Bool { byteCount + size <= max(mostKept, used / 4) }
  }

  private static let kept = Locked(Kept())

  /// Pieces of nearly one size stand in for one another.
  private static func rounded(_ byteCount: Int) -> Int {
    byteCount < pagesFrom ? (byteCount + 0xFFFF) & ~0xFFFF : (byteCount + FreePages.unit - 1) & ~(FreePages.unit - 1)
  }

  /// 64-byte aligned memory with anything in it.
  @usableFromInline
  static func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
    if byteCount < keptFrom { return .allocate(byteCount: byteCount, alignment: 64) }
    let size = rounded(byteCount)
    let isPages = byteCount >= pagesFrom
    let known = kept.withLock { kept -> UnsafeMutableRawPointer? in
      if isPages { kept.used += size }
      guard let piece = isPages ? kept.pages.take(size) : kept.pieces[size]?.popLast() else { return nil }
      kept.byteCount -= size
      return piece
    }
    if let known { return known }
    if isPages, let fresh = FreePages.fresh(size) { return fresh }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    if isPages { kept.withLock { _ = $0.allocated.insert(memory) } }
    return memory
  }

  /// - Parameter byteCount: what was asked for.
  @usableFromInline
  static func giveBack(_ memory: UnsafeMutableRawPointer, _ byteCount: Int) {
    if byteCount < keptFrom { return memory.deallocate() }
    let size = rounded(byteCount)
    let isPages = byteCount >= pagesFrom
    var isPagesOwn = isPages
    let isKept = kept.withLock { kept in
      if isPages {
        kept.used -= size
        if kept.allocated.remove(memory) != nil {
          isPagesOwn = false
          return false
        }
      }
      guard kept.hasRoom(for: size) else { return false }
      kept.byteCount += size
      if isPages { kept.pages.add(memory, size) } else { kept.pieces[size, default: []].append(memory) }
      return true
    }
    if isKept { return }
    if isPagesOwn { munmap(memory, size) } else { memory.deallocate() }
  }
}

/// Stretches of idle pages: a smaller buffer takes a part of one, and neighbours
/// become one again.
private struct FreePages {
  /// Sizes are multiples of a large page.
  static let unit = 2 << 20

  /// By address, no two of them neighbours.
  private var stretches: [(start: UnsafeMutableRawPointer, size: Int)] = []

  /// Of the smallest that is large enough.
  mutating func take(_ size: Int) -> UnsafeMutableRawPointer? {
    let fitting = stretches.indices.filter { stretches[$0].size >= size }
    guard let best = fitting.min(by: { stretches[$0].size < stretches[$1].size }) else { return nil }
    let start = stretches[best].start
    if stretches[best].size == size {
      stretches.remove(at: best)
    } else {
      stretches[best] = (start + size, stretches[best].size - size)
    }
    return start
  }

  mutating func add(_ start: UnsafeMutableRawPointer, _ size: Int) {
    let next = stretches.firstIndex { $0.start > start } ?? stretches.count
    stretches.insert((start, size), at: next)
    if next + 1 < stretches.count, start + size == stretches[next + 1].start {
      stretches[next].size += stretches.remove(at: next + 1).size
    }
    if next > 0, stretches[next - 1].start + stretches[next - 1].size == start {
      stretches[next - 1].size += stretches.remove(at: next).size
    }
  }

  /// Pages from the system; nil where it has none to give in this way.
  static func fresh(_ size: Int) -> UnsafeMutableRawPointer? {
    // A large page begins at a multiple of its size: what is too much is given
    // back on both sides.
    guard let mapped = mmap(nil, size + unit, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), mapped != MAP_FAILED
    else { return nil }
    let start = UnsafeMutableRawPointer(bitPattern: (UInt(bitPattern: mapped) + UInt(unit) - 1) & ~UInt(unit - 1)) ?? mapped
    let before = start - mapped
    if before > 0 { munmap(mapped, before) }
    if before < unit { munmap(start + size, unit - before) }
    // Advice only: where there are no large pages nothing changes.
    _ = madvise(start, size, MADV_HUGEPAGE)
    return start
  }
}
