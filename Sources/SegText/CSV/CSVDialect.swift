// Finds the characters that structure a CSV file, from its own records.

import SegPlatform
import SegFiles

enum CSVDialect {
  static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]  // , ; tab |

  /// Line feed; carriage return only if the whole file has no line feed.
  static func newline(_ reader: InputReader) throws(SystemError) -> UInt8 {
    let count = reader.source.count
    var hasReturn = false
    var start = 0
    while start < count {
      let window = try reader.window(start..<min(count, start + 1 << 20))
      if memchr(window.base + start, 0x0A, window.end - start) != nil { return 0x0A }
      hasReturn = hasReturn || memchr(window.base + start, 0x0D, window.end - start) != nil
      start = window.end
    }
    return hasReturn ? 0x0D : 0x0A
  }

  /// The delimiter given by a first line `sep=;`, and where the next line starts.
  /// Excel writes and reads such a line.
  static func told(_ layout: CSVLayout, at start: Int) -> (delimiter: UInt8, next: Int)? {
    if start >= layout.count { return nil }
    let next = layout.nextLine(start)
    var end = next
    while end > start, [layout.newline, CSVLayout.carriageReturn].contains(layout.base[end - 1]) { end -= 1 }
    var line = UnsafeBufferPointer(start: layout.base + start, count: end - start)[...]
    if line.first == CSVLayout.quote, line.last == CSVLayout.quote, line.count > 2 {
      line = line.dropFirst().dropLast()
    }
    guard line.count == 5, ["sep=", "SEP="].contains(String(decoding: line.prefix(4), as: UTF8.self)),
      let delimiter = line.last, TextOptions.isDelimiter(delimiter)
    else { return nil }
    return (delimiter, next)
  }

  /// The delimiter with which the records agree best with the first one.
  ///
  /// The candidates are the characters in the first record. The best one gives the
  /// largest share of records with as many fields as the first; among equals, the one
  /// with more fields. None: ``CSVLayout/noDelimiter``.
  ///
  /// - Parameter bytes: how much of the file to examine.
  static func delimiter(_ layout: CSVLayout, from start: Int, bytes: Int) -> UInt8 {
    var best: (delimiter: UInt8, agreeing: Double, fields: Int) = (CSVLayout.noDelimiter, 0, 1)
    for delimiter in delimiters {
      var candidate = layout
      candidate.delimiter = delimiter
      let (fields, agreeing) = agreement(candidate, from: start, bytes: bytes)
      guard fields > 1 else { continue }
      if agreeing > best.agreeing + 0.001 || (agreeing > best.agreeing - 0.001 && fields > best.fields) {
        best = (delimiter, agreeing, fields)
      }
    }
    // If few records agree with the first, the character is text.
    return best.agreeing > 0.1 ? best.delimiter : CSVLayout.noDelimiter
  }

  /// The number of fields of the first record, and the share of the others with as many.
  private static func agreement(_ layout: CSVLayout, from start: Int, bytes: Int) -> (fields: Int, share: Double) {
    var fields: [CSVLayout.Field] = []
    var position = start
    var first: Int?
    var records = 0
    var agreeing = 0
    // Searches for the ends of long quoted fields, but not for those of many stray
    // quotes.
    var patience = 8
    let end = min(layout.count, start + bytes)
    while position < end {
      if let length = layout.blankLine(at: position) {
        position += length
        continue
      }
      let limit = patience > 0 ? layout.count : min(layout.count, position + 1 << 16)
      let (next, isSound) = layout.record(at: position, limit: limit, into: &fields)
      if !isSound { patience -= 1 }
      // A record at the end of the examined part says nothing.
      if next >= end && (next < layout.count || layout.isCut) && first != nil { break }
      if let first {
        records += 1
        if isSound && fields.count == first { agreeing += 1 }
      } else {
        // A record that cannot be split has at least the faulty field.
        first = isSound ? fields.count : fields.count + 1
      }
      position = max(next, position + 1)
    }
    return (first ?? 0, records == 0 ? 1 : Double(agreeing) / Double(records))
  }
}
