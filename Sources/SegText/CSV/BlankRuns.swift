// Texts whose fields are parted by blanks, as in reports that line their columns up.

import SegPlatform
import SegFiles

/// Makes one blank of several, so that each is the end of a field.
///
/// Blanks at the beginning and the end of a line, and those in quotes on one line, part nothing. No line
/// begins elsewhere, so that lines have the numbers that they have in the file.
struct BlankRuns {
  static let blank: UInt8 = 0x20
  private let marks: CSVMarks

  init(_ options: TextOptions) { marks = options.marks }

  /// The text with one blank between fields, and where the records end that start before `end`.
  ///
  /// - Throws: `SystemError`; `ScriptError` where reading is to end.
  func joined(_ source: InputSource, from start: Int, to end: Int, _ work: ReadWork) throws -> (InputBytes, end: Int) {
    let input = try source.whole(limit: work.memoryLimit, work.context)
    let base = UnsafePointer(input.base)
    // The text only becomes shorter.
    guard let memory = InputBytes.allocate(input.count - start) else { throw SystemError(number: ENOMEM) }
    var (index, count, limit) = (start, 0, Int.max)
    var lines = 0
    while index < input.count, lines & 0xFFFF != 0xFFFF || !work.context.isStopped {
      if index >= end && limit == .max { limit = count }
      index = line(from: index, to: input.count, base, into: memory, &count)
      lines += 1
    }
    let joined = InputBytes(owning: memory, count: count)
    try work.context.check()
    return (joined, limit)
  }

  /// Copies a line; returns where the next one starts.
  private func line(
    from start: Int, to end: Int, _ base: UnsafePointer<UInt8>, into text: UnsafeMutablePointer<UInt8>, _ count: inout Int
  ) -> Int {
    var index = start
    // Whether a blank was seen that is not yet written, and whether the line has a field.
    var (isParted, hasField) = (false, false)
    while index < end {
      let byte = base[index]
      if byte == CSVLayout.lineFeed || byte == CSVLayout.carriageReturn {
        text[count] = byte
        count += 1
        return index + 1
      }
      if byte == Self.blank || byte == 0x09 {
        isParted = hasField
        index += 1
        continue
      }
      let isStart = isParted || !hasField
      if isParted {
        text[count] = Self.blank
        count += 1
      }
      (isParted, hasField) = (false, true)
      var next = index + 1
      if byte == marks.quote, isStart, let close = closing(index, end, base) {
        next = close
      } else if UInt16(byte) == marks.escape, next < end {
        next += 1
      }
      (text + count).update(from: base + index, count: next - index)
      count += next - index
      index = next
    }
    return end
  }

  /// The place after the quote that closes the one at a place, on the same line.
  private func closing(_ open: Int, _ end: Int, _ base: UnsafePointer<UInt8>) -> Int? {
    var index = open + 1
    while index < end, base[index] != CSVLayout.lineFeed, base[index] != CSVLayout.carriageReturn {
      if base[index] != marks.quote {
        index += UInt16(base[index]) == marks.escape ? 2 : 1
      } else if index + 1 < end, base[index + 1] == marks.quote {
        index += 2
      } else {
        return index + 1
      }
    }
    return nil
  }
}
