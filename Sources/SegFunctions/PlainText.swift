// Text functions on bytes, for texts whose characters are easy to separate.

import SegColumns

/// A function of one text on UTF-8, for most texts. If `body` gives nil, the
/// kernel on strings is needed. Both give the same result.
package struct ByteKernel: Sendable {
  /// A result has at most so many times the bytes of its text, and `extra` more.
  package let factor: Int
  package let extra: Int
  /// Writes the result and returns its length in bytes, ``none`` if there is none; nil if the text is not plain.
  package let body: @Sendable (_ text: UnsafeBufferPointer<UInt8>, _ target: UnsafeMutablePointer<UInt8>) -> Int?

  /// What stands for a missing result.
  package static let none = -1

  init(
    factor: Int = 1, extra: Int,
    _ body: @escaping @Sendable (_ text: UnsafeBufferPointer<UInt8>, _ target: UnsafeMutablePointer<UInt8>) -> Int?
  ) {
    (self.factor, self.extra, self.body) = (factor, extra, body)
  }

  /// Copies some bytes and returns their number.
  @inline(__always)
  static func copy(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ target: UnsafeMutablePointer<UInt8>) -> Int {
    guard let base = text.baseAddress else { return 0 }
    target.update(from: base + range.lowerBound, count: range.count)
    return range.count
  }
}

/// Texts in which every Unicode scalar is a character of its own: ASCII without
/// the carriage return (which may join a line feed), Latin letters below U+0300
/// and Chinese characters. No rule for grapheme clusters (Unicode Standard
/// Annex #29) joins any of these with each other.
enum PlainText {
  /// The number of bytes of the character at an offset below `count`; 0 if it may
  /// join with others.
  @inline(__always)
  static func width(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    let lead = text[offset]
    if lead < 0x80 { return lead == 0x0D ? 0 : 1 }
    if lead >= 0xC2 && lead <= 0xCB { return offset + 2 <= text.count ? 2 : 0 }
    guard offset + 3 <= text.count else { return 0 }
    // From U+3400 to U+9FFF.
    return lead >= 0xE4 && lead <= 0xE9 || lead == 0xE3 && text[offset + 1] >= 0x90 ? 3 : 0
  }

  /// The number of characters of a text; nil if it is not plain.
  static func length(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var (offset, count) = (0, 0)
    while offset < text.count {
      let width = width(text, offset)
      if width == 0 { return nil }
      offset += width
      count += 1
    }
    return count
  }

  /// The offset of the character with a number, or the text's end.
  private static func offset(_ text: UnsafeBufferPointer<UInt8>, of character: Int) -> Int? {
    var (offset, left) = (0, character)
    while offset < text.count {
      // The character after the last one must be plain too, because it may join it.
      let width = width(text, offset)
      if width == 0 { return nil }
      if left == 0 { break }
      offset += width
      left -= 1
    }
    return offset
  }

  static func left(_ count: Int) -> ByteKernel {
    ByteKernel(extra: 0) { text, target in offset(text, of: count).map { ByteKernel.copy(text, 0..<$0, target) } }
  }

  static func right(_ count: Int) -> ByteKernel {
    ByteKernel(extra: 0) { text, target in
      guard let length = length(text), let start = offset(text, of: max(0, length - count)) else { return nil }
      return ByteKernel.copy(text, start..<text.count, target)
    }
  }

  static func part(skipping skipped: Int, count: Int) -> ByteKernel {
    ByteKernel(extra: 0) { text, target in
      guard let start = offset(text, of: skipped), length(text) != nil else { return nil }
      let (last, overflow) = skipped.addingReportingOverflow(count)
      return offset(text, of: overflow ? .max : last).map { ByteKernel.copy(text, start..<$0, target) }
    }
  }

  static let trimmed = ByteKernel(extra: 0) { text, target in
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }
    // The Latin characters include white space.
    if length(text) == nil || text.contains(0xC2) { return nil }
    var (start, end) = (0, text.count)
    while start < end, isBlank(text[start]) { start += 1 }
    while end > start, isBlank(text[end - 1]) { end -= 1 }
    return ByteKernel.copy(text, start..<end, target)
  }

  static let reversed = ByteKernel(extra: 0) { text, target in
    var offset = 0
    while offset < text.count {
      let width = width(text, offset)
      if width == 0 { return nil }
      for place in 0..<width { target[text.count - offset - width + place] = text[offset + place] }
      offset += width
    }
    return text.count
  }

  /// What stands after the last @, until white space or >.
  static let domain = ByteKernel(extra: 0) { text, target in
    guard let at = text.lastIndex(of: 0x40) else { return ByteKernel.none }
    var (offset, end) = (at + 1, 0)
    var isOver = false
    while offset < text.count {
      let byte = text[offset]
      let width = width(text, offset)
      // Latin letters have another case, and what is not plain may join what is before it.
      if width == 0 || width == 2 { return nil }
      isOver = isOver || byte == 0x20 || byte >= 0x09 && byte <= 0x0D || byte == 0x3E
      if !isOver {
        for place in 0..<width { target[end + place] = text[offset + place] }
        if byte >= 0x41 && byte <= 0x5A { target[end] = byte + 0x20 }
        end += width
      }
      offset += width
    }
    return end == 0 ? ByteKernel.none : end
  }

  /// Brings texts to a width with characters before them; nil for a wide one.
  static func padded(to width: Int64, with filling: String) -> ByteKernel? {
    let characters = filling.map { Array(String($0).utf8) }
    let (most, overflow) = Int(clamping: max(0, width)).multipliedReportingOverflow(by: characters.reduce(0) { max($0, $1.count) })
    guard !overflow, most <= mostFilling else { return nil }
    return ByteKernel(extra: most) { text, target in
      guard let length = length(text) else { return nil }
      var end = 0
      if !characters.isEmpty {
        var place = 0
        for _ in 0..<max(0, Int(clamping: width) - length) {
          for byte in characters[place] {
            target[end] = byte
            end += 1
          }
          place = place + 1 == characters.count ? 0 : place + 1
        }
      }
      return end + ByteKernel.copy(text, 0..<text.count, target + end)
    }
  }

  /// Bytes of memory for what is before a text.
  private static let mostFilling = 64

  static let upper = mapped { $0 >= 0x61 && $0 <= 0x7A ? $0 - 0x20 : $0 }
  static let lower = mapped { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }

  /// Changes the case of ASCII letters; Chinese characters have no case.
  @inline(__always)
  private static func mapped(_ letter: @escaping @Sendable (UInt8) -> UInt8) -> ByteKernel {
    ByteKernel(extra: 0) { text, target in
      var offset = 0
      while offset < text.count {
        let byte = text[offset]
        if byte < 0x80 {
          target[offset] = letter(byte)
          offset += 1
        } else {
          guard width(text, offset) == 3 else { return nil }
          for place in offset..<offset + 3 { target[place] = text[place] }
          offset += 3
        }
      }
      return text.count
    }
  }

  /// Joins a text with constant texts before and after it.
  static func joined(_ values: [Value]) -> ByteKernel? {
    guard values.count == 2 else { return nil }
    switch (values[0], values[1]) {
    case (.text(let first), .missing):
      let bytes = Array(first.utf8)
      return ByteKernel(extra: bytes.count) { text, target in
        for (place, byte) in bytes.enumerated() { target[place] = byte }
        return bytes.count + ByteKernel.copy(text, 0..<text.count, target + bytes.count)
      }
    case (.missing, .text(let second)):
      let bytes = Array(second.utf8)
      return ByteKernel(extra: bytes.count) { text, target in
        let count = ByteKernel.copy(text, 0..<text.count, target)
        for (place, byte) in bytes.enumerated() { target[count + place] = byte }
        return count + bytes.count
      }
    default: return nil
    }
  }
}
