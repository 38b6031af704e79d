// The lines of an NDJSON file.

import SegPlatform
import SegFiles

/// Lines of a range of bytes that ends with a line break or the end.
enum NDJSONLines {
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
  /// The lines of the records of some parts, one for each chunk.
  convenience init(_ parts: [NDJSONPart], _ records: JSONRecords, input: InputBytes) {
    var chunks: [Chunk] = []
    var line = 1
    var row = 0
    for part in parts {
      chunks.append(Chunk(firstRow: row, rows: part.rows, line: line))
      row += part.rows
      line += part.lines
    }
    let rejected = parts.map { Set($0.rejects.map(\.range.lowerBound)) }
    let places = JSONPlaces(records: records, input: input)
    self.init(chunks) { chunk in
      var lines: [Int] = []
      places.records.each(chunk) { line, record in
        if !rejected[chunk].contains(record.lowerBound) { lines.append(line) }
      }
      return lines
    }
  }
}

/// The records, and the bytes in which they are.
private struct JSONPlaces: @unchecked Sendable {
  let records: JSONRecords
  let input: InputBytes
}
