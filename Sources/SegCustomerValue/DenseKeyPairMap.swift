// Numbers distinct keys, in the order of their first appearance.

import SegRuntime

/// An open hash table from two 64-bit words to 0, 1, 2 …; five times faster
/// than `Dictionary` on the million rows that are grouped here. Where it is refused
/// memory to grow, new keys have no number of their own, and the work is to end.
package struct DenseKeyPairMap: Sendable {
  package private(set) var high: [UInt64] = []
  private(set) var low: [UInt64] = []
  private var slots: [Int32]
  private var mask: Int
  private let charge = MemoryCharge(0)
  private var isRefused = false

  /// Distinct keys seen.
  package var count: Int { high.count }

  package init(capacity: Int = 1024) {
    var size = 16
    while size < 2 * max(1, min(capacity, 1 << 26)) { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    mask = size - 1
    high.reserveCapacity(size / 2 + 1)
    low.reserveCapacity(size / 2 + 1)
    charge.change(to: Self.byteCount(size))
  }

  /// What a table of so many slots takes, half of them for keys.
  private static func byteCount(_ slots: Int) -> Int { slots * 4 + slots / 2 * 16 }

  /// Where the search for a key begins.
  @inline(__always)
  private func firstSlot(_ highWord: UInt64, _ lowWord: UInt64) -> Int {
    var hash = (highWord ^ (lowWord << 32 | lowWord >> 32)) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 29
    hash = hash &* 0xBF58_476D_1CE4_E5B9
    return Int(truncatingIfNeeded: hash >> 32) & mask
  }

  /// The key's number; a new number for a new key.
  @inline(__always)
  package mutating func number(_ highWord: UInt64, _ lowWord: UInt64) -> Int {
    var slot = firstSlot(highWord, lowWord)
    while true {
      let number = Int(slots[slot])
      if number < 0 { break }
      if high[number] == highWord && low[number] == lowWord { return number }
      slot = (slot + 1) & mask
    }
    if isRefused { return 0 }
    let number = high.count
    // A number fits its slot: row numbers have 32 bits, and larger tables are
    // refused when they are loaded.
    high.append(highWord)
    low.append(lowWord)
    slots[slot] = Int32(truncatingIfNeeded: number)
    if 2 * high.count > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    let (size, keys) = (2 * slots.count, slots.count)
    // An array of keys is moved while the old one is still there.
    guard MemoryCharge(asking: Self.byteCount(size) - Self.byteCount(slots.count) + 8 * keys) != nil else {
      isRefused = true
      return
    }
    charge.change(to: Self.byteCount(size))
    slots = []
    slots = [Int32](repeating: -1, count: size)
    mask = size - 1
    high.reserveCapacity(keys + 1)
    low.reserveCapacity(keys + 1)
    for index in high.indices {
      var slot = firstSlot(high[index], low[index])
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
  }
}
