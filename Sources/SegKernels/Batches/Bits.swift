// Kernels that make and combine bits, 64 rows in a word.

/// A Bool as 0 or 1 without a branch, so that loops over it vectorise.
@inlinable
@inline(__always)
package func bit(_ condition: Bool) -> UInt8 { unsafeBitCast(condition, to: UInt8.self) }

/// Kernels over words of bits.
package enum Bits {
  /// Packs one byte per row (0 or 1) into bits; rows past `count` become 0.
  @inline(__always)
  static func pack(_ bytes: UnsafeMutablePointer<UInt8>, count: Int, into words: UnsafeMutablePointer<UInt64>) {
    let wordCount = (count + 63) >> 6
    for index in count..<(wordCount << 6) { bytes[index] = 0 }
    let eights = UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt64.self)
    for word in 0..<wordCount {
      var bits: UInt64 = 0
      for part in 0..<8 {
        // Eight bytes of 0 or 1 become eight bits by one multiplication.
        bits |= ((eights[word << 3 + part] &* 0x0102_0408_1020_4080) >> 56) << UInt64(part << 3)
      }
      words[word] = bits
    }
  }

  /// Packs `condition(row)` of each row.
  @inline(__always)
  static func make(
    _ batch: Batch, into words: UnsafeMutablePointer<UInt64>, _ condition: (Int) -> Bool
  ) {
    let bytes = batch.bytes
    for row in 0..<batch.count { bytes[row] = bit(condition(row)) }
    pack(bytes, count: batch.count, into: words)
  }

  @inline(__always)
  static func and(
    _ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>, _ count: Int, into words: UnsafeMutablePointer<UInt64>
  ) {
    for index in 0..<count { words[index] = a[index] & b[index] }
  }

  /// Makes the validity of a result from those of its operands; returns nil if both are
  /// full.
  @inline(__always)
  package static func validity(
    _ a: UnsafePointer<UInt64>?, _ b: UnsafePointer<UInt64>?, _ count: Int, into own: UnsafeMutablePointer<UInt64>
  ) -> UnsafePointer<UInt64>? {
    switch (a, b) {
    case (nil, nil): return nil
    case (let one?, nil), (nil, let one?):
      for index in 0..<count { own[index] = one[index] }
    case (let one?, let other?):
      and(one, other, count, into: own)
    }
    return UnsafePointer(own)
  }

  /// Sets the bits of the first `count` rows; the rest of the last word becomes 0.
  package static func fill(_ words: UnsafeMutablePointer<UInt64>, _ count: Int) {
    words.update(repeating: ~0, count: count >> 6)
    if count & 63 != 0 { words[count >> 6] = 1 << UInt64(count & 63) &- 1 }
  }

  /// Whether any bit is set.
  package static func hasAny(_ words: UnsafePointer<UInt64>, _ count: Int) -> Bool {
    var any: UInt64 = 0
    for index in 0..<count { any |= words[index] }
    return any != 0
  }

  /// Clears the bits of missing rows: a comparison with them is no.
  @inline(__always)
  package static func clear(_ words: UnsafeMutablePointer<UInt64>, whereMissing validity: UnsafePointer<UInt64>?, _ count: Int) {
    guard let validity else { return }
    for index in 0..<count { words[index] &= validity[index] }
  }
}
