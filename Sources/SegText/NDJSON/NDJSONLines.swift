// The lines of an NDJSON file.

import SegPlatform
import SegFiles

/// Lines of a range of bytes that ends with a line break or the end.
enum NDJSONLines {
  /// The kind of JSON, if the start of the first line shows that it is not NDJSON; nil if
  /// it may be NDJSON. Read line by line, most of an array would be rejected, and its
  /// last object perhaps taken.
  static func otherForm(_ input: InputBytes, from start: Int) -> String? {
    var index = start
    /// Skips blanks; returns whether a line ended, or the text.
    func endsLine() -> Bool {
      var ended = false
      while index < input.count, [0x20, 0x09, 0x0D, 0x0A].contains(input.base[index]) {
        if input.base[index] == 0x0A { ended = true }
        index += 1
      }
      return ended || index >= input.count
    }
    _ = endsLine()
    let first = input.base[index]
    if index >= input.count || first != 0x5B && first != 0x7B { return nil }
    index += 1
    let isAlone = endsLine()
    if first == 0x7B { return isAlone ? "an object over several lines" : nil }
    return isAlone || input.base[index] == 0x7B || input.base[index] == 0x5D ? "one array" : nil
  }

  /// Calls `body` with each line that is not blank and its number from 0.
  ///
  /// - Returns: the number of lines.
  @discardableResult
  static func each(
    _ range: Range<Int>, _ base: UnsafeMutablePointer<UInt8>, _ body: (Int, Range<Int>) -> Void
  ) -> Int {
    var index = range.lowerBound
    var line = 0
    while index < range.upperBound {
      var end = range.upperBound
      if let found = memchr(base + index, 0x0A, end - index) {
        end = found.assumingMemoryBound(to: UInt8.self) - base
      }
      let next = end + 1
      if end > index && base[end - 1] == 0x0D { end -= 1 }
      if !CellReader.isBlank(base + index, end - index) { body(line, index..<end) }
      line += 1
      index = next
    }
    return line
  }
}

extension LineIndex {
  /// The lines of NDJSON parts, whose byte ranges are `ranges`.
  convenience init(_ parts: [NDJSONPart], ranges: [Range<Int>], input: InputBytes) {
    var chunks: [Chunk] = []
    var line = 1
    var row = 0
    for part in parts {
      chunks.append(Chunk(firstRow: row, rows: part.rows, line: line))
      row += part.rows
      line += part.lines
    }
    let rejected = parts.map { Set($0.rejects.map(\.line)) }
    self.init(chunks) { chunk in
      var lines: [Int] = []
      NDJSONLines.each(ranges[chunk], input.base) { line, _ in
        if !rejected[chunk].contains(line) { lines.append(line) }
      }
      return lines
    }
  }
}
