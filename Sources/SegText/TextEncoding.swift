// Finds the encoding of a file, and converts its text to UTF-8.
//
// A file without a byte order mark is UTF-8 if its bytes are valid; otherwise
// GB18030, if it decodes strictly. No character is ever replaced.

import SegPlatform
import SegFiles
import SegRuntime

enum TextEncoding {
  /// The byte order mark at the start of the bytes.
  static func mark(_ input: InputBytes) -> (name: String, count: Int)? {
    let base = input.base
    if input.count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { return ("UTF-8", 3) }
    if input.count >= 2, base[0] == 0xFF, base[1] == 0xFE { return ("UTF-16LE", 2) }
    if input.count >= 2, base[0] == 0xFE, base[1] == 0xFF { return ("UTF-16BE", 2) }
    return nil
  }

  /// The kind of a file that is not text, by its first bytes.
  static func binaryKind(_ input: InputBytes) -> (isBinary: Bool, kind: String?) {
    let signatures: [(bytes: [UInt8], kind: String)] = [
      ([0x50, 0x4B, 0x03, 0x04], "a zip archive or an Excel workbook, not a text file"),
      ([0xD0, 0xCF, 0x11, 0xE0], "an Excel workbook, not a text file"),
      (Array("PAR1".utf8), "a Parquet file, not a text file"),
      (Array("SQLite format 3".utf8), "an SQLite database, not a text file"),
      (Array("%PDF-".utf8), "a PDF document, not a text file"),
      (Array("ARROW1".utf8), "an Arrow file, not a text file"),
    ]
    for signature in signatures where input.count >= signature.bytes.count {
      if signature.bytes.indices.allSatisfy({ input.base[$0] == signature.bytes[$0] }) { return (true, signature.kind) }
    }
    let seen = min(input.count, 1 << 16)
    return (memchr(input.base, 0, seen) != nil, nil)
  }

  /// Whether the beginning of the bytes is valid UTF-8: a cheap first answer.
  static func startsAsUTF8(_ input: InputBytes) -> Bool {
    let seen = min(input.count, 1 << 16)
    guard let bad = firstInvalid(input.base, seen) else { return true }
    return seen < input.count && bad > seen - 4
  }

  /// The offset of the first byte that is not UTF-8, or nil.
  static func firstInvalid(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    var index = 0
    while index < count {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        while index + 8 <= count, word(bytes + index) & 0x8080_8080_8080_8080 == 0 { index += 8 }
        continue
      }
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
      default: return index
      }
      if index + length > count { return index }
      let second = bytes[index + 1]
      if second < low || second > high { return index }
      for offset in 2..<max(2, length) where bytes[index + offset] & 0xC0 != 0x80 { return index }
      index += length
    }
    return nil
  }

  enum Failure: Error {
    case unknown, cancelled, outOfMemory
    case invalid(offset: Int)
  }

  /// The text as UTF-8, from an encoding that iconv knows; strict.
  ///
  /// - Parameter isPart: whether the text goes on, so that the last character may
  ///   be cut.
  static func convert(
    _ input: InputBytes, from start: Int, encoding: String, isPart: Bool, _ context: ExecutionContext
  ) throws(Failure) -> InputBytes {
    let converter = iconv_open("UTF-8", encoding)
    guard converter != iconv_t(bitPattern: -1), let converter else { throw .unknown }
    defer { iconv_close(converter) }
    var capacity = max(1 << 12, (input.count - start) / 2 * 3)
    guard var memory = InputBytes.allocate(capacity) else { throw .outOfMemory }
    var count = 0
    var position = start
    do throws(Failure) {
      while position < input.count {
        if context.isStopped { throw .cancelled }
        if capacity - count < 64 {
          capacity *= 2
          guard MemoryAccount.current?.offer(capacity) ?? true, let larger = realloc(memory, capacity + 64) else { throw .outOfMemory }
          memory = larger.assumingMemoryBound(to: UInt8.self)
        }
        var from: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(input.base + position)
          .assumingMemoryBound(to: CChar.self)
        let given = min(1 << 22, input.count - position)
        var left = given
        var to: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(memory + count)
          .assumingMemoryBound(to: CChar.self)
        var room = capacity - count
        let full = room
        let status = iconv(converter, &from, &left, &to, &room)
        let number = errno
        position += given - left
        count += full - room
        if status == -1 {
          // A character cut by the block's end is completed by the next block.
          let isCut = number == EINVAL && position + left < input.count && left < given
          if isPart && number == EINVAL && position + left >= input.count { break }
          if number != E2BIG && !isCut { throw .invalid(offset: position) }
        }
      }
      return InputBytes(owning: memory, count: count)
    } catch {
      free(memory)
      throw error
    }
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
