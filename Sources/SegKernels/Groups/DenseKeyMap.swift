// A hash table from 64-bit keys to small numbers.

import SegColumns
import SegRuntime

/// Numbers distinct keys from 0, in the order of their first use.
@usableFromInline
package struct DenseKeyMap {
  @usableFromInline package internal(set) var keys: [UInt64] = []
  /// Numbers, -1 if the slot is free; at most half of the slots are taken.
  @usableFromInline var slots = [Int32](repeating: -1, count: 64)

  package init() {}

  var count: Int { keys.count }

  /// The number of a key; a new number for a new key.
  @inlinable
  package mutating func number(of key: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Self.place(key) & mask
    while slots[slot] >= 0 {
      if keys[Int(slots[slot])] == key { return Int(slots[slot]) }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(truncatingIfNeeded: keys.count)
    keys.append(key)
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
  }

  @usableFromInline
  mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = [Int32](repeating: -1, count: mask + 1)
    for (number, key) in keys.enumerated() {
      var slot = Self.place(key) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: number)
    }
  }

  @inlinable
  static func place(_ key: UInt64) -> Int { Int(truncatingIfNeeded: splitMix64(key) >> 1) }
}
