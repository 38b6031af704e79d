// Finds the encoding of a file, and converts its text to UTF-8.
//
// A file without a byte order mark is UTF-8 if most of its bytes above 127 are; otherwise it
// has the encoding in which it reads most like a language (`EncodingGuess`). No character is
// ever replaced: a record with bytes that are no text is rejected.

import SegPlatform
import SegFiles
import SegRuntime

enum TextEncoding {
  /// The byte order mark at the start of the bytes.
  static func mark(_ input: InputBytes) -> (name: String, count: Int)? {
    let base = input.base
    if input.count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { return ("UTF-8", 3) }
    if input.count >= 4, base[0] == 0xFF, base[1] == 0xFE, base[2] == 0, base[3] == 0 { return ("UTF-32LE", 4) }
    if input.count >= 4, base[0] == 0, base[1] == 0, base[2] == 0xFE, base[3] == 0xFF { return ("UTF-32BE", 4) }
    if input.count >= 2, base[0] == 0xFF, base[1] == 0xFE { return ("UTF-16LE", 2) }
    if input.count >= 2, base[0] == 0xFE, base[1] == 0xFF { return ("UTF-16BE", 2) }
    return nil
  }

  /// The offset of the first byte that is not UTF-8, or nil.
  static func firstInvalid(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    var index = 0
    while index < count {
      if bytes[index] < 0x80 {
        index = afterASCII(bytes, index, count)
        continue
      }
      let length = character(bytes + index, count - index)
      if length == 0 { return index }
      index += length
    }
    return nil
  }

  /// The place of the first byte above 127 from `start` on; `end` if there is none.
  @inline(__always)
  static func afterASCII(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    let high: UInt64 = 0x8080_8080_8080_8080
    var index = start
    while index + 32 <= end {
      let p = bytes + index
      if (word(p) | word(p + 8) | word(p + 16) | word(p + 24)) & high != 0 { break }
      index += 32
    }
    while index + 8 <= end {
      let found = word(bytes + index) & high
      if found != 0 { return index + found.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < end && bytes[index] < 0x80 { index += 1 }
    return index
  }

  /// The length of the character of several bytes at the start of some; 0 if there is none.
  @inline(__always)
  static func character(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let lead = bytes[0]
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if lead == 0xE0 { low = 0xA0 }
      if lead == 0xED { high = 0x9F }
    case 0xF0...0xF4:
      length = 4
      if lead == 0xF0 { low = 0x90 }
      if lead == 0xF4 { high = 0x8F }
    default: return 0
    }
    if length > count { return 0 }
    let second = bytes[1]
    if second < low || second > high { return 0 }
    for offset in 2..<max(2, length) where bytes[offset] & 0xC0 != 0x80 { return 0 }
    return length
  }

  enum Failure: Error {
    case unknown, cancelled, outOfMemory
    case invalid(offset: Int)
  }

  /// The encodings that files with an older name are in, as the Encoding Standard of the WHATWG has
  /// them. Each has all characters of the older one. Shift_JIS of 1997 lacks 髙 and reads a backslash
  /// as a yen sign, EUC-KR lacks most syllables, and ISO 8859-1 has control characters for `€`.
  private static let extensions = [
    "SHIFT_JIS": "CP932", "SHIFT-JIS": "CP932", "SJIS": "CP932", "X-SJIS": "CP932", "MS_KANJI": "CP932",
    "EUC-KR": "CP949", "EUCKR": "CP949", "KS_C_5601-1987": "CP949", "KSC5601": "CP949",
    "GB2312": "GB18030", "GBK": "GB18030", "EUC-CN": "GB18030", "CP936": "GB18030",
    "ISO-8859-1": "WINDOWS-1252", "ISO8859-1": "WINDOWS-1252", "ISO_8859-1": "WINDOWS-1252", "LATIN1": "WINDOWS-1252",
    "LATIN-1": "WINDOWS-1252", "ISO-8859-9": "WINDOWS-1254", "LATIN5": "WINDOWS-1254", "TIS-620": "WINDOWS-874",
  ]

  /// The name with which iconv converts an encoding.
  private static func extended(_ name: String) -> String { extensions[name.uppercased()] ?? name }

  /// A byte that no UTF-8 has. It stands for bytes that the encoding does not know, so that
  /// their record is rejected.
  private static let unknownByte: UInt8 = 0xFF

  /// Whether so many of the characters outside ASCII are none of an encoding that a text is not in it.
  static func isWrong(_ others: Int, of characters: Int) -> Bool { others * 20 > characters }

  /// The text as UTF-8, from an encoding that iconv knows.
  ///
  /// - Parameter isPart: whether the text goes on, so that the last character may
  ///   be cut.
  /// - Throws: `invalid` if more than one of 20 characters outside ASCII are not of the encoding.
  static func convert(
    _ input: InputBytes, from start: Int, encoding: String, isPart: Bool, _ context: ExecutionContext
  ) throws(Failure) -> InputBytes {
    let converter = iconv_open("UTF-8", Self.extended(encoding))
    guard converter != iconv_t(bitPattern: -1), let converter else { throw .unknown }
    defer { iconv_close(converter) }
    let width = unitWidth(encoding)
    var capacity = max(1 << 12, (input.count - start) / 2 * 3)
    guard var memory = InputBytes.allocate(capacity) else { throw .outOfMemory }
    var count = 0
    var position = start
    var bad: (count: Int, first: Int) = (0, 0)
    do throws(Failure) {
      while position < input.count {
        if context.isStopped { throw .cancelled }
        if capacity - count < 64 {
          capacity *= 2
          guard MemoryAccount.current?.offer(capacity) ?? true, let larger = realloc(memory, capacity + 64) else { throw .outOfMemory }
          memory = larger.assumingMemoryBound(to: UInt8.self)
        }
        let block = convert(converter, input, position, into: memory + count, room: capacity - count)
        let (given, number) = (block.given, block.error)
        position += block.taken
        count += block.written
        if number == 0 || number == E2BIG { continue }
        // A character cut by the block's end is completed by the next block.
        if number == EINVAL && block.taken > 0 && position + (given - block.taken) < input.count { continue }
        if isPart && number == EINVAL { break }
        if bad.count == 0 { bad.first = position }
        bad.count += 1
        count += held(by: converter, into: memory + count)
        memory[count] = unknownByte
        count += 1
        position += width
      }
      count += held(by: converter, into: memory + count)
      if isWrong(bad.count, of: highBytes(memory, count)) { throw .invalid(offset: bad.first) }
      return InputBytes(owning: memory, count: count)
    } catch {
      free(memory)
      throw error
    }
  }

  /// Whether a text may be in an encoding.
  static func isText(_ sample: [UInt8], in encoding: String) -> Bool {
    guard let input = sample.withUnsafeBytes({ InputBytes(copying: $0) }) else { return true }
    do throws(Failure) {
      _ = try convert(input, from: 0, encoding: encoding, isPart: false, .serial)
      return true
    } catch {
      if case .invalid = error { return false }
      return true
    }
  }

  /// The bytes of the smallest unit of an encoding, which are left out if they are none of it.
  private static func unitWidth(_ encoding: String) -> Int {
    let name = encoding.uppercased()
    if name.hasPrefix("UTF-16") || name.hasPrefix("UTF16") { return 2 }
    return name.hasPrefix("UTF-32") || name.hasPrefix("UTF32") ? 4 : 1
  }

  /// Writes the character that a converter holds back, because a mark might follow it as in Hebrew, and resets it.
  ///
  /// - Parameter memory: with room for a few bytes.
  /// - Returns: the number of bytes.
  private static func held(by converter: iconv_t, into memory: UnsafeMutablePointer<UInt8>) -> Int {
    var to: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(memory).assumingMemoryBound(to: CChar.self)
    var rest = 16
    iconv(converter, nil, nil, &to, &rest)
    return 16 - rest
  }

  /// Converts a block.
  ///
  /// - Returns: the bytes that were given, taken and written, and the error; 0 if there is none.
  private static func convert(
    _ converter: iconv_t, _ input: InputBytes, _ position: Int, into memory: UnsafeMutablePointer<UInt8>, room: Int
  ) -> (given: Int, taken: Int, written: Int, error: Int32) {
    var from: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(input.base + position).assumingMemoryBound(to: CChar.self)
    let given = min(1 << 21, input.count - position)
    var left = given
    var to: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(memory).assumingMemoryBound(to: CChar.self)
    var rest = room
    let status = iconv(converter, &from, &left, &to, &rest)
    return (given, given - left, room - rest, status == -1 ? errno : 0)
  }

  /// Characters outside ASCII, roughly.
  private static func highBytes(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    var found = 0
    for index in 0..<count where bytes[index] >= 0xC0 { found += 1 }
    return found
  }

  /// A text in an encoding; empty if it is not known. Characters that it lacks are left out.
  static func encoded(_ text: String, as encoding: String) -> [UInt8] {
    text.unicodeScalars.flatMap { converted(Array(String($0).utf8), from: "UTF-8", to: encoding) }
  }

  /// The characters of the bytes from 128 on; U+FFFD for bytes without one. Empty if the encoding
  /// is not known.
  static func highCharacters(of encoding: String) -> [UInt32] {
    if converted([0x41], from: encoding, to: "UTF-8").isEmpty { return [] }
    return (UInt8(0x80)...0xFF).map { byte in
      String(decoding: converted([byte], from: encoding, to: "UTF-8"), as: UTF8.self).unicodeScalars.first?.value ?? 0xFFFD
    }
  }

  private static func converted(_ bytes: [UInt8], from: String, to: String) -> [UInt8] {
    let converter = iconv_open(extended(to), extended(from))
    guard converter != iconv_t(bitPattern: -1), let converter else { return [] }
    defer { iconv_close(converter) }
    var source = bytes.map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: bytes.count * 4 + 16)
    let room = target.count
    let written = source.withUnsafeMutableBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        var (from, to) = (source.baseAddress, target.baseAddress)
        var (left, rest) = (source.count, room)
        if iconv(converter, &from, &left, &to, &rest) == -1 { return 0 }
        iconv(converter, nil, nil, &to, &rest)
        return room - rest
      }
    }
    return target[..<written].map { UInt8(bitPattern: $0) }
  }

  /// The line (from 1) of a byte offset.
  static func line(of offset: Int, in input: InputBytes, newline: UInt8 = 0x0A) -> Int {
    var line = 1
    for index in 0..<min(offset, input.count) where input.base[index] == newline { line += 1 }
    return line
  }
}

/// Eight bytes in memory order, first byte lowest.
@inline(__always)
func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
  UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
}
