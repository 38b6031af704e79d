// Numbers the distinct texts of a column as they come.

import Glibc

/// A hash table from text to code, codes in the order of first appearance.
///
/// Lives in memory that its owner manages by hand (`free()`), because the row
/// loop reaches it through a pointer: a class would be retained per value.
/// Open addressing; a slot is the hash's 32 bits and the code + 1.
///
/// Where nearly every text is new (keys, notes) looking them up costs a cache
/// miss each and finds nothing: the collector then only appends, the same text
/// may have several codes, and `TextMerger` finds out once for all threads.
struct TextCollector {
  private(set) var count = 0
  /// Whether a text may have more than one code.
  private(set) var isAppending = false
  /// `count + 1` offsets into `bytes`.
  private(set) var offsets: UnsafeMutablePointer<Int>
  /// The hash of each text.
  private(set) var hashes: UnsafeMutablePointer<UInt32>
  /// All texts, one after the other; 8 bytes more may be read.
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int
  private var capacity: Int
  private var byteCapacity: Int

  /// The code of a text that is not UTF-8.
  static let invalid = UInt32.max

  init() {
    // Small: a file may have thousands of columns.
    mask = 63
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    capacity = 32
    offsets = .allocate(capacity: capacity + 1)
    offsets[0] = 0
    hashes = .allocate(capacity: capacity)
    byteCapacity = 256
    bytes = .allocate(capacity: byteCapacity)
  }

  func free() {
    slots.deallocate()
    offsets.deallocate()
    hashes.deallocate()
    bytes.deallocate()
  }

  var byteCount: Int { offsets[count] }

  func text(_ code: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + offsets[code], count: offsets[code + 1] - offsets[code])
  }

  /// From now on every text gets a new code.
  mutating func append() {
    if isAppending { return }
    isAppending = true
    dropSlots()
  }

  /// Gives back the memory that only `code(_:_:)` needs; it is not called again.
  mutating func dropSlots() {
    slots.deallocate()
    slots = .allocate(capacity: 1)
    slots[0] = 0
    mask = 0
  }

  /// The text's hash. Reads up to 7 bytes past its end.
  @inline(__always)
  static func hash(_ text: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
    var hash = UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index + 8 <= length {
      hash = (hash ^ word(text + index)) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
      index += 8
    }
    if index < length {
      hash = (hash ^ tail(text + index, length - index)) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
    }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 15)
  }

  /// The last 1 to 7 bytes of a text as a word.
  @inline(__always)
  private static func tail(_ text: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    word(text) & (~0 >> UInt64(truncatingIfNeeded: 64 &- length &* 8))
  }

  /// The code of a text, new where it was not seen before; ``invalid`` where
  /// it is not UTF-8. Reads up to 7 bytes past the text's end.
  @inline(__always)
  mutating func code(_ text: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
    let hash = Self.hash(text, length)
    if isAppending { return insert(text, length, hash, nil) }
    var slot = Int(hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return insert(text, length, hash, slot) }
      if UInt32(truncatingIfNeeded: entry >> 32) == hash {
        let code = Int(entry & 0xFFFF_FFFF) &- 1
        let start = offsets[code]
        if offsets[code &+ 1] &- start == length && Self.equal(bytes + start, text, length) {
          return UInt32(truncatingIfNeeded: code)
        }
      }
      slot = (slot &+ 1) & mask
    }
  }

  /// Whether two texts of one length are the same. Reads up to 7 bytes past them.
  @inline(__always)
  static func equal(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    var index = 0
    while index + 8 <= length {
      if word(a + index) != word(b + index) { return false }
      index += 8
    }
    return index == length || tail(a + index, length - index) == tail(b + index, length - index)
  }

  @inline(never)
  private mutating func insert(_ text: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt32, _ slot: Int?) -> UInt32 {
    if TextEncoding.firstInvalid(text, length) != nil || count >= Int(UInt32.max) - 1 { return Self.invalid }
    let start = offsets[count]
    if start + length + 8 > byteCapacity {
      let larger = max(byteCapacity * 2, start + length + 8)
      bytes = Self.grown(bytes, start, to: larger)
      byteCapacity = larger
    }
    memcpy(bytes + start, text, length)
    if count == capacity {
      offsets = Self.grown(offsets, count + 1, to: capacity * 2 + 1)
      hashes = Self.grown(hashes, count, to: capacity * 2)
      capacity *= 2
    }
    hashes[count] = hash
    count += 1
    offsets[count] = start + length
    if let slot {
      slots[slot] = UInt64(hash) << 32 | UInt64(count)
      if count * 3 > mask * 2 { rehash() }
    }
    return UInt32(truncatingIfNeeded: count - 1)
  }

  private static func grown<T: BitwiseCopyable>(
    _ old: UnsafeMutablePointer<T>, _ count: Int, to capacity: Int
  ) -> UnsafeMutablePointer<T> {
    let larger = UnsafeMutablePointer<T>.allocate(capacity: capacity)
    memcpy(larger, old, count * MemoryLayout<T>.stride)
    old.deallocate()
    return larger
  }

  private mutating func rehash() {
    let newMask = mask * 2 + 1
    let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: newMask + 1)
    larger.initialize(repeating: 0, count: newMask + 1)
    for index in 0...mask where slots[index] != 0 {
      var slot = Int(slots[index] >> 32) & newMask
      while larger[slot] != 0 { slot = (slot + 1) & newMask }
      larger[slot] = slots[index]
    }
    slots.deallocate()
    slots = larger
    mask = newMask
  }
}
