// Whether bytes are UTF-8, and samples of those that are not.

import SegFiles
import SegRuntime

/// What the bytes of a text show about its encoding.
///
/// Hardly any text of another encoding has characters of UTF-8, and hardly any text in UTF-8
/// is without them if it has bytes above 127. So a few other bytes are mistakes in it.
struct EncodingEvidence {
  /// Characters of more than one byte that are UTF-8.
  private(set) var characters = 0
  /// Bytes that are not.
  private(set) var badBytes = 0
  private(set) var firstBad: Int?
  /// Lines with such bytes, up to a limit.
  private(set) var sample: [UInt8] = []

  private static let sampleCount = 1 << 16
  private static let lineCount = 1 << 12
  private static let window = 1 << 20

  var isUTF8: Bool { badBytes == 0 || characters > badBytes }

  /// The beginning of a text.
  init(beginning input: InputBytes, _ count: Int) {
    let count = min(count, input.count)
    _ = add(UnsafePointer(input.base), 0..<count, isEnd: count == input.count)
  }

  /// All of a text.
  ///
  /// - Throws: `SystemError`, and why reading is to end.
  init(_ source: InputSource, _ context: ExecutionContext) throws {
    let reader = InputReader(source)
    var start = 0
    while start < source.count {
      try context.check()
      let end = min(source.count, start + Self.window)
      let window = try reader.window(start..<end)
      start = add(UnsafePointer(window.base), start..<end, isEnd: end == source.count)
    }
  }

  /// - Returns: where to go on: before a character that the range cuts.
  private mutating func add(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>, isEnd: Bool) -> Int {
    var index = range.lowerBound
    var sampled = index
    while index < range.upperBound {
      if bytes[index] < 0x80 {
        index = TextEncoding.afterASCII(bytes, index, range.upperBound)
        continue
      }
      let length = TextEncoding.character(bytes + index, range.upperBound - index)
      if length > 0 {
        characters += 1
        index += length
        continue
      }
      if !isEnd && range.upperBound - index < 4 && index > range.lowerBound { return index }
      badBytes += 1
      if firstBad == nil { firstBad = index }
      if index >= sampled && sample.count < Self.sampleCount { sampled = addLine(bytes, around: index, range) }
      index += 1
    }
    return index
  }

  /// - Returns: the end of the line.
  private mutating func addLine(_ bytes: UnsafePointer<UInt8>, around place: Int, _ range: Range<Int>) -> Int {
    // A line break is no part of a character of more bytes in any encoding that is known.
    var (start, end) = (place, place)
    while start > range.lowerBound && bytes[start - 1] != 0x0A && bytes[start - 1] != 0x0D && place - start < Self.lineCount { start -= 1 }
    while end < range.upperBound && bytes[end] != 0x0A && bytes[end] != 0x0D && end - place < Self.lineCount { end += 1 }
    sample += UnsafeBufferPointer(start: bytes + start, count: end - start)
    sample.append(0x0A)
    return end
  }
}
