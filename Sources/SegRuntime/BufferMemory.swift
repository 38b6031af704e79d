// The memory of buffers.

import SegPlatform
import Synchronization

/// The page size of fresh memory. Loops over large pages are up to a third
/// faster, but a virtual machine may deliver a large page as slowly as 2 MB of
/// small ones. So only the load of customers, whose columns every question
/// reads, asks for large pages. If the first one comes slowly, wide columns take
/// small pages; narrow columns, which questions read fastest, wait for large
/// ones. Questions take the idle memory that a load has left, then small pages.
@usableFromInline
package enum BufferPages: Sendable {
  case large, largeIfSoon, small

  /// For values of so many bytes.
  package func forWidth(_ bytes: Int) -> BufferPages { self == .largeIfSoon && bytes <= 2 ? .large : self }
}

/// The memory of buffers. Larger blocks are kept for a while after they are
/// freed: the system delivers fresh pages one fault at a time and clears them,
/// which takes longer than most kernels need to fill them.
@usableFromInline
package enum BufferMemory {
  /// Smaller buffers are not counted: there are few of them beside the rows.
  private static let chargedFrom = 4 << 10
  /// Smaller pieces are left to the allocator.
  private static let keptFrom = 256 << 10
  /// Blocks of this size or more come from the system in large pages. Smaller
  /// blocks take a part of idle pages, or memory of the allocator: otherwise they
  /// would wait for a whole fresh large page.
  private static let freshFrom = 4 << 20
  /// The limit of idle memory in bytes, or a quarter of what is in use if that is more.
  private static let mostKept = 128 << 20

  private struct Kept {
    /// Bytes that buffers hold.
    var used = 0
    var pages = FreePages()
    /// Buffers with memory of the allocator, by address. These are arrays, because
    /// the first use of a set makes the runtime search all conformances.
    var allocated: [UnsafeMutableRawPointer] = []
    /// Idle memory of the allocator.
    var pieces: [(start: UnsafeMutableRawPointer, size: Int)] = []
    var pieceBytes = 0

    var mostIdle: Int { max(mostKept, used / 4) }

    mutating func take(_ size: Int) -> UnsafeMutableRawPointer? {
      used += size
      if let place = pieces.lastIndex(where: { $0.size == size }) {
        let piece = pieces.remove(at: place).start
        pieceBytes -= size
        addAllocated(piece)
        return piece
      }
      return pages.take(size)
    }

    mutating func addAllocated(_ memory: UnsafeMutableRawPointer) { allocated.insert(memory, at: place(of: memory)) }

    /// Whether it was the allocator's.
    mutating func removeAllocated(_ memory: UnsafeMutableRawPointer) -> Bool {
      let place = place(of: memory)
      guard place < allocated.count, allocated[place] == memory else { return false }
      allocated.remove(at: place)
      return true
    }

    /// The first place of the list that is not below an address.
    private func place(of memory: UnsafeMutableRawPointer) -> Int {
      var (low, high) = (0, allocated.count)
      while low < high {
        let middle = low + (high - low) / 2
        if allocated[middle] < memory { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  private static let kept = PthreadMutex(Kept())

  private static func rounded(_ byteCount: Int) -> Int {
    (byteCount + FreePages.unit - 1) & ~(FreePages.unit - 1)
  }

  /// Memory of the allocator. Where it has none, the idle memory of buffers may
  /// make room.
  private static func allocated(_ size: Int) -> UnsafeMutableRawPointer {
    if let memory = aligned_alloc(64, (size + 63) & ~63) { return memory }
    trim(to: 0)
    if let memory = aligned_alloc(64, (size + 63) & ~63) { return memory }
    AddressSpace.exhausted(size)
  }

  /// 64-byte aligned memory with anything in it.
  ///
  /// - Parameter pages: in which fresh memory is asked for.
  @usableFromInline
  package static func take(_ byteCount: Int, _ pages: BufferPages) -> UnsafeMutableRawPointer {
    if byteCount < keptFrom { return allocated(byteCount) }
    let size = rounded(byteCount)
    if let known = kept.withLock({ $0.take(size) }) { return known }
    if size >= freshFrom, let (fresh, freshSize) = FreePages.fresh(size, pages) {
      if freshSize > size { kept.withLock { $0.pages.add(fresh + size, freshSize - size) } }
      return fresh
    }
    let memory = allocated(size)
    kept.withLock { $0.addAllocated(memory) }
    return memory
  }

  /// Gives idle memory back to the system, but for so many bytes.
  static func trim(to most: Int) {
    let (surplus, pieces) = kept.withLock { kept -> ([FreePages.Stretch], [UnsafeMutableRawPointer]) in
      let pieces = kept.pieces.map(\.start)
      kept.pieces = []
      kept.pieceBytes = 0
      return (kept.pages.surplus(over: most), pieces)
    }
    for piece in pieces { free(piece) }
    for stretch in surplus { munmap(stretch.start, stretch.size) }
  }

  /// Bytes that are kept and that no buffer holds.
  private static var idle: Int { kept.withLock { $0.pieceBytes + $0.pages.idle } }

  /// Counts memory of a buffer.
  @usableFromInline
  package static func charge(_ byteCount: Int) -> MemoryAccount? {
    guard byteCount >= chargedFrom, let account = MemoryAccount.current else { return nil }
    account.charge(byteCount)
    return account
  }

  /// Where there is a limit, idle memory makes room for memory that was charged.
  static func makeRoom(for byteCount: Int, of account: MemoryAccount) {
    guard account.hasLimit, byteCount >= keptFrom else { return }
    let free = max(0, account.limit - account.used)
    if idle > free { trim(to: free) }
  }

  /// - Parameter byteCount: what was asked for.
  @usableFromInline
  package static func giveBack(_ memory: UnsafeMutableRawPointer, _ byteCount: Int) {
    if byteCount < keptFrom { return free(memory) }
    let size = rounded(byteCount)
    let (isDone, surplus) = kept.withLock { kept -> (Bool, [FreePages.Stretch]) in
      kept.used -= size
      if !kept.removeAllocated(memory) {
        kept.pages.add(memory, size)
        return (true, kept.pages.surplus(over: kept.mostIdle))
      }
      guard kept.pieceBytes + size <= kept.mostIdle else { return (false, []) }
      kept.pieceBytes += size
      kept.pieces.append((memory, size))
      return (true, [])
    }
    if !isDone { free(memory) }
    for stretch in surplus { munmap(stretch.start, stretch.size) }
  }
}

/// Ranges of idle pages. A smaller buffer takes a part of one, and adjacent
/// ranges are merged.
struct FreePages {
  typealias Stretch = (start: UnsafeMutableRawPointer, size: Int)

  /// Sizes are multiples of this.
  static let unit = 64 << 10
  private static let largePage = 2 << 20

  /// Sorted by address; no two of them are adjacent.
  private var stretches: [Stretch] = []
  private var byteCount = 0
  /// Bytes in all of them.
  var idle: Int { byteCount }

  /// Takes memory from the smallest range that is large enough.
  mutating func take(_ size: Int) -> UnsafeMutableRawPointer? {
    var best: Int?
    for place in stretches.indices where stretches[place].size >= size {
      if let known = best, stretches[known].size <= stretches[place].size { continue }
      best = place
    }
    guard let best else { return nil }
    let start = stretches[best].start
    byteCount -= size
    if stretches[best].size == size {
      stretches.remove(at: best)
    } else {
      stretches[best] = (start + size, stretches[best].size - size)
    }
    return start
  }

  mutating func add(_ start: UnsafeMutableRawPointer, _ size: Int) {
    byteCount += size
    let next = stretches.firstIndex { $0.start > start } ?? stretches.count
    stretches.insert((start, size), at: next)
    if next + 1 < stretches.count, start + size == stretches[next + 1].start {
      stretches[next].size += stretches.remove(at: next + 1).size
    }
    if next > 0, stretches[next - 1].start + stretches[next - 1].size == start {
      stretches[next - 1].size += stretches.remove(at: next).size
    }
  }

  /// Removes the excess over `most` bytes, to be returned to the system: whole
  /// large pages of the smallest ranges, because the largest ranges serve every
  /// size. Memory in a large page that is partly in use stays.
  mutating func surplus(over most: Int) -> [Stretch] {
    if byteCount <= most { return [] }
    var found: [Stretch] = []
    for (start, size) in stretches.sorted(by: { $0.size < $1.size }) where byteCount > most {
      let first = Self.roundedUp(UInt(bitPattern: start)) - UInt(bitPattern: start)
      let end = Int((UInt(bitPattern: start) + UInt(size)) & ~UInt(Self.largePage - 1)) - Int(bitPattern: start)
      let whole = end - Int(first)
      if whole <= 0 { continue }
      let surplus = min(whole, Int(Self.roundedUp(UInt(byteCount - most))))
      let from = end - surplus
      byteCount -= surplus
      guard let place = stretches.firstIndex(where: { $0.start == start }) else { continue }
      stretches.remove(at: place)
      if end < size { stretches.insert((start + end, size - end), at: place) }
      if from > 0 { stretches.insert((start, from), at: place) }
      found.append((start + from, surplus))
    }
    return found
  }

  private static func nanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }

  private static func roundedUp(_ number: UInt) -> UInt { (number + UInt(largePage) - 1) & ~UInt(largePage - 1) }

  /// Pages from the system, at least `size` bytes; nil if it has none. Only large
  /// pages may be more than `size`: a remainder of small pages would be untouched
  /// idle memory, which is slower than used memory.
  static func fresh(_ size: Int, _ pages: BufferPages) -> Stretch? {
    let whole = Int(roundedUp(UInt(size)))
    // A large page begins at a multiple of its size; the excess on both sides is
    // returned.
    guard let mapped = mmap(nil, whole + largePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      mapped != MAP_FAILED
    else { return nil }
    let start = UnsafeMutableRawPointer(bitPattern: roundedUp(UInt(bitPattern: mapped))) ?? mapped
    let isLarge: Bool
    switch pages {
    // This is advice only: without large pages nothing changes.
    case .large: isLarge = adviseLargePages(true, start, whole)
    case .largeIfSoon: isLarge = askForLargePages(start, whole)
    case .small: isLarge = false
    }
    let kept = isLarge ? whole : size
    if start > mapped { munmap(mapped, start - mapped) }
    if start + kept < mapped + whole + largePage { munmap(start + kept, mapped + whole + largePage - (start + kept)) }
    return (start, kept)
  }

  /// When large pages may be asked for again, in nanoseconds.
  private static let largeFrom = Atomic<UInt64>(0)

  /// Asks for large pages and touches the first. If it comes slowly, the others
  /// and those of the next second would too, and small pages are faster.
  private static func askForLargePages(_ start: UnsafeMutableRawPointer, _ size: Int) -> Bool {
    let asked = nanoseconds()
    if asked < largeFrom.load(ordering: .relaxed) { return false }
    if !adviseLargePages(true, start, size) { return false }
    start.storeBytes(of: 0, as: UInt8.self)
    let given = nanoseconds()
    if given - asked < 600_000 { return true }
    largeFrom.store(given + 1_000_000_000, ordering: .relaxed)
    adviseLargePages(false, start + largePage, size - largePage)
    return false
  }
}
