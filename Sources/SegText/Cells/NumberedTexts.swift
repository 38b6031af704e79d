// Texts that end in a number after the same letters, as most made keys do: the number finds the code.

import SegPlatform

/// A table from the numbers of texts such as `SKU-000123` to their codes, which needs neither a hash nor a comparison.
///
/// All its texts begin with the same bytes, at most eight, and go on with one to eight digits. Either all have one length,
/// or none has a zero before another digit: two texts with the same number are then the same text. Its owner manages the
/// memory by hand (`free()`).
struct NumberedTexts {
  private let start: Int
  private let startWord: UInt64
  private let startMask: UInt64
  /// The fewest digits, and how many more there may be.
  private let fewest: Int
  private let more: UInt
  /// Whether zeros may come before other digits: then all texts have one length.
  private let canBeginWithZero: Bool
  /// By the number: the code and 1; 0 for a number that was not seen.
  private var codes: UnsafeMutablePointer<UInt32>
  private(set) var capacity: Int

  private static let longest = 8
  /// So many numbers for each text may lie unused, and these for few texts.
  private static let numbersPerText = 16
  private static let fewNumbers = 1 << 16

  /// - Parameters:
  ///   - texts: all so far; 8 bytes more than their bytes may be read.
  ///   - count: how many there are, above 0.
  /// - Returns: nil where the texts are not of this kind.
  init?(_ texts: (Int) -> UnsafeBufferPointer<UInt8>, count: Int) {
    let first = texts(0)
    guard let base = first.baseAddress else { return nil }
    var start = first.count
    while start > 0, first[start - 1] &- 0x30 < 10, first.count - start < Self.longest { start -= 1 }
    guard start <= Self.longest, start < first.count else { return nil }
    let mask: UInt64 = start == 0 ? 0 : ~0 >> UInt64(truncatingIfNeeded: 64 &- start &* 8)
    let startWord = word(base) & mask
    var hasOneLength = true
    var hasZero = false
    for code in 0..<count {
      let text = texts(code)
      let digits = text.count - start
      guard digits > 0, digits <= Self.longest, let bytes = text.baseAddress, word(bytes) & mask == startWord,
        Self.number(bytes + start, digits) != nil
      else { return nil }
      hasOneLength = hasOneLength && text.count == first.count
      hasZero = hasZero || digits > 1 && text[start] == 0x30
    }
    if hasZero && !hasOneLength { return nil }
    (self.start, self.startWord, startMask) = (start, startWord, mask)
    (fewest, more) = hasZero ? (first.count - start, 0) : (1, UInt(Self.longest - 1))
    canBeginWithZero = hasZero
    capacity = 1 << 10
    codes = .allocate(capacity: capacity)
    codes.initialize(repeating: 0, count: capacity)
  }

  func free() { codes.deallocate() }

  /// The number of one to eight digits; nil if one is none. Reads eight bytes.
  @inline(__always)
  private static func number(_ text: UnsafePointer<UInt8>, _ digits: Int) -> Int? {
    // The last digit goes to the highest byte, zeros before the first.
    let empty = UInt64(truncatingIfNeeded: 64 &- digits &* 8)
    let zeros: UInt64 = 0x3030_3030_3030_3030
    let bytes = word(text) &<< empty | (zeros & ~(~0 &<< empty))
    let isOff = ((bytes ^ zeros) | ((bytes &+ 0x0606_0606_0606_0606) ^ zeros)) & 0xF0F0_F0F0_F0F0_F0F0
    if isOff != 0 { return nil }
    // Pairs, fours, all eight.
    var value = bytes &- zeros
    value = value &* 10 &+ (value &>> 8)
    let odd: UInt64 = 0x0000_00FF_0000_00FF
    return Int(
      truncatingIfNeeded: ((value & odd) &* 0x000F_4240_0000_0064 &+ (value &>> 16 & odd) &* 0x0000_2710_0000_0001) >> 32)
  }

  /// The number of a text of this kind; nil for others.
  @inline(__always)
  func number(of text: UnsafePointer<UInt8>, _ length: Int) -> Int? {
    let digits = length &- start
    guard UInt(bitPattern: digits &- fewest) <= more, word(text) & startMask == startWord,
      canBeginWithZero || digits == 1 || text[start] != 0x30
    else { return nil }
    return Self.number(text + start, digits)
  }

  /// The code of a number and 1; 0 if it was not seen.
  @inline(__always)
  func code(of number: Int) -> UInt32 { number < capacity ? codes[number] : 0 }

  /// Notes the code of a number, if not too much memory lies unused then.
  ///
  /// - Parameter count: of all texts.
  mutating func note(_ code: UInt32, of number: Int, among count: Int) {
    if number >= capacity {
      guard number < max(Self.fewNumbers, count &* Self.numbersPerText) else { return }
      var larger = capacity
      while larger <= number { larger *= 2 }
      let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: larger)
      memcpy(memory, codes, capacity * MemoryLayout<UInt32>.stride)
      (memory + capacity).initialize(repeating: 0, count: larger - capacity)
      codes.deallocate()
      (codes, capacity) = (memory, larger)
    }
    codes[number] = code &+ 1
  }
}
