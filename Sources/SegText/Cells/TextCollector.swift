// Numbers the distinct texts of a column as they appear.

import SegPlatform

/// A hash table from text to code, codes in the order of first appearance.
///
/// Its owner manages the memory by hand (`free()`), because the row loop reaches it
/// through a pointer: a class would be retained for each value. Open addressing; a
/// slot is the hash's 32 bits and the code + 1.
///
/// If nearly every text is new (keys, notes), each lookup costs a cache miss and finds
/// nothing. The collector then only appends, so a text may have several codes;
/// `TextMerger` merges them once for all threads.
struct TextCollector {
  private(set) var count = 0
  /// Whether a text may have more than one code.
  private(set) var isAppending = false
  private var offsetMemory: GrowingMemory<Int>
  private var hashMemory: GrowingMemory<UInt32>
  private var byteMemory: GrowingMemory<UInt8>
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int
  /// A cache of short texts that were looked up recently, indexed by their bytes, so
  /// that the table and the texts need not be read.
  private var recent: UnsafeMutablePointer<Recent>
  /// The length of all texts, if it is one: their places are known without looking. -1: they differ.
  private var commonLength = 0
  /// The entries of the cache; none before the first text, because most columns have no
  /// text.
  private var recentCount = 0
  /// The codes of many texts that end in a number; nil where they are few, or others.
  private var numbered: NumberedTexts?

  private struct Recent {
    var first: UInt64 = 0
    var last: UInt64 = 0
    /// 0 if empty.
    var length: UInt32 = 0
    var code: UInt32 = 0

    static let count = 256
    static let longest = 16
  }

  /// The code of a text that is not UTF-8.
  static let invalid = UInt32.max

  init() {
    // Small: a file may have thousands of columns.
    mask = 63
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    offsetMemory = GrowingMemory(capacity: 33)
    offsetMemory.pointer[0] = 0
    recent = .allocate(capacity: 1)
    hashMemory = GrowingMemory(capacity: 32)
    byteMemory = GrowingMemory(capacity: 256)
  }

  func free() {
    slots.deallocate()
    recent.deallocate()
    numbered?.free()
    offsetMemory.free()
    hashMemory.free()
    byteMemory.free()
  }

  /// `count + 1` offsets into `bytes`.
  var offsets: UnsafeMutablePointer<Int> { offsetMemory.pointer }
  /// The hash of each text.
  var hashes: UnsafeMutablePointer<UInt32> { hashMemory.pointer }
  /// All texts, one after the other; 8 bytes more may be read.
  var bytes: UnsafeMutablePointer<UInt8> { byteMemory.pointer }
  var byteCount: Int { offsets[count] }
  /// Bytes of memory in use.
  var usedBytes: Int {
    (mask + 1) * 8 + (numbered?.capacity ?? 0) * 4 + Self.pages(byteCount) + Self.pages(count * MemoryLayout<Int>.stride)
      + Self.pages(count * MemoryLayout<UInt32>.stride)
  }

  /// Large memory lies in large pages, of which the last is filled only in part.
  private static func pages(_ byteCount: Int) -> Int {
    byteCount < 4 << 20 ? byteCount : (byteCount + 1 << 20) & ~(1 << 20 - 1)
  }

  func text(_ code: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + offsets[code], count: offsets[code + 1] - offsets[code])
  }

  /// Appends only: from now on every text gets a new code.
  mutating func append() {
    if isAppending { return }
    isAppending = true
    dropSlots()
  }

  /// Frees the memory that only `code(_:_:)` needs; it is not called again.
  mutating func dropSlots() {
    slots.deallocate()
    slots = .allocate(capacity: 1)
    slots[0] = 0
    mask = 0
    numbered?.free()
    numbered = nil
  }

  /// Frees the hashes; nothing is looked up or added from now on.
  mutating func dropHashes() {
    hashMemory.free()
    hashMemory = GrowingMemory(capacity: 1)
  }

  /// Frees the memory of texts that will not be read again. Threads may do so for
  /// adjacent ranges: a page that two ranges share stays.
  func release(_ codes: Range<Int>) {
    guard !codes.isEmpty else { return }
    byteMemory.release(offsets[codes.lowerBound]..<offsets[codes.upperBound])
    offsetMemory.release(codes.lowerBound + 1..<codes.upperBound)
  }

  /// The text's hash, and a word with a highest bit set if a byte is not ASCII. Reads
  /// up to 7 bytes past the text's end.
  @inline(__always)
  private static func hash(_ text: UnsafePointer<UInt8>, _ length: Int) -> (UInt32, highBits: UInt64) {
    var hash = UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15
    var seen: UInt64 = 0
    var index = 0
    while index + 8 <= length {
      let part = word(text + index)
      seen |= part
      hash = (hash ^ part) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
      index += 8
    }
    if index < length {
      let part = tail(text + index, length - index)
      seen |= part
      hash = (hash ^ part) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
    }
    return (UInt32(truncatingIfNeeded: hash ^ hash >> 15), seen & 0x8080_8080_8080_8080)
  }

  /// The last 1 to 7 bytes of a text as a word.
  @inline(__always)
  private static func tail(_ text: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    word(text) & (~0 >> UInt64(truncatingIfNeeded: 64 &- length &* 8))
  }

  /// The code of a text, a new one for a new text; ``invalid`` if it is not UTF-8.
  /// Reads up to 7 bytes past the text's end.
  @inline(__always)
  mutating func code(_ text: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
    // More texts would only evict each other; appending begins far beyond.
    guard count < recentCount, length &- 1 < Recent.longest, length > 0 else { return numberedCode(text, length) }
    // Both ends of the text, which overlap in a short text.
    let mask: UInt64 = ~0 >> UInt64(truncatingIfNeeded: 64 &- min(length, 8) &* 8)
    let first = word(text) & mask
    let size = UInt32(truncatingIfNeeded: length)
    let last = word(text + max(length &- 8, 0)) & mask
    let mixed = (first ^ (last &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    let place = recent + Int(truncatingIfNeeded: mixed >> 56)
    if place.pointee.first == first, place.pointee.last == last, place.pointee.length == size { return place.pointee.code }
    let code = search(text, length)
    if code != Self.invalid { place.pointee = Recent(first: first, last: last, length: size, code: code) }
    return code
  }

  /// As ``code(_:_:)``, without the cache: by the number in the text, if it has one as others have.
  @inline(__always)
  private mutating func numberedCode(_ text: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
    guard let number = numbered?.number(of: text, length) else { return search(text, length) }
    let known = numbered?.code(of: number) ?? 0
    if known != 0 { return known &- 1 }
    let code = search(text, length)
    numbered?.note(code, of: number, among: count)
    return code
  }

  /// As ``code(_:_:)``, by the text's hash.
  @inline(never)
  private mutating func search(_ text: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
    let (hash, highBits) = Self.hash(text, length)
    if isAppending { return append(text, length, hash, highBits) }
    var slot = Int(hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return insert(text, length, hash, highBits, slot) }
      if UInt32(truncatingIfNeeded: entry >> 32) == hash {
        let code = Int(entry & 0xFFFF_FFFF) &- 1
        if length == commonLength {
          if Self.equal(bytes + code &* length, text, length) { return UInt32(truncatingIfNeeded: code) }
        } else {
          let start = offsets[code]
          if offsets[code &+ 1] &- start == length && Self.equal(bytes + start, text, length) {
            return UInt32(truncatingIfNeeded: code)
          }
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

  /// The code of a text that was not there before. Reads up to 7 bytes past it.
  @inline(__always)
  private mutating func append(
    _ text: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt32, _ highBits: UInt64
  ) -> UInt32 {
    if highBits != 0 && TextEncoding.firstInvalid(text, length) != nil { return Self.invalid }
    if count >= Int(UInt32.max) - 1 { return Self.invalid }
    let start = offsets[count]
    if start + length + 8 > byteMemory.capacity { byteMemory.grow(keeping: start, to: start + length + 8) }
    if count + 2 > offsetMemory.capacity { offsetMemory.grow(keeping: count + 1, to: count + 2) }
    if count + 1 > hashMemory.capacity { hashMemory.grow(keeping: count, to: count + 1) }
    let target = UnsafeMutableRawPointer(bytes + start)
    var index = 0
    // The last word runs past the text, into what the next one will overwrite.
    while index < length {
      target.storeBytes(of: word(text + index), toByteOffset: index, as: UInt64.self)
      index += 8
    }
    hashes[count] = hash
    if length != commonLength { commonLength = count == 0 ? length : -1 }
    count &+= 1
    offsets[count] = start &+ length
    return UInt32(truncatingIfNeeded: count &- 1)
  }

  @inline(never)
  private mutating func insert(
    _ text: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt32, _ highBits: UInt64, _ slot: Int
  ) -> UInt32 {
    let code = append(text, length, hash, highBits)
    if code == Self.invalid { return code }
    if recentCount == 0 {
      recent.deallocate()
      recent = .allocate(capacity: Recent.count)
      recent.initialize(repeating: Recent(), count: Recent.count)
      recentCount = Recent.count
    }
    slots[slot] = UInt64(hash) << 32 | UInt64(count)
    if count == recentCount { numbered = NumberedTexts({ self.text($0) }, count: count) }
    if count * 3 > mask * 2 { rehash() }
    return code
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
