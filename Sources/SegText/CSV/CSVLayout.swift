// How a CSV file is split into records and fields.

import SegPlatform
import SegFiles

/// The bytes of a file, or of a range of it, and the characters that structure them.
/// Offsets are those in the file. The byte at `count` is a line feed, and at least 63
/// more may be read after it.
struct CSVLayout {
  private(set) var base: UnsafeMutablePointer<UInt8>
  /// The end of the range.
  private(set) var count: Int
  /// Whether the file continues after the range.
  private(set) var isCut: Bool
  var delimiter: UInt8
  /// The last byte of most line breaks: line feed, or carriage return. Chunks are cut
  /// there, and the fast paths expect it; any line break ends a line.
  var newline: UInt8
  /// Whether lines usually end in CR LF: only a hint for the fast paths.
  var hasReturns = false
  let marks: CSVMarks

  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  /// The delimiter of files with one column: a control character that texts do not
  /// contain.
  static let noDelimiter: UInt8 = 0x1F

  init(_ window: InputWindow, of source: InputSource, delimiter: UInt8, newline: UInt8, marks: CSVMarks = CSVMarks()) {
    base = window.base
    count = window.end
    isCut = window.end < source.count
    self.delimiter = delimiter
    self.newline = newline
    self.marks = marks
    // The sentinel: every scan for the end of a line stops here. It is written before
    // threads share the bytes.
    if base[count] != Self.lineFeed { base[count] = Self.lineFeed }
  }

  /// The same characters for another range of the file.
  func over(_ window: InputWindow, of source: InputSource) -> CSVLayout {
    var layout = CSVLayout(window, of: source, delimiter: delimiter, newline: newline, marks: marks)
    layout.hasReturns = hasReturns
    return layout
  }

  // MARK: Lines

  /// The length of the line break at a place: LF, CR, or one or more CR before LF, which
  /// programs for Windows write; 0 if there is none.
  @inline(__always)
  func lineBreak(at place: Int) -> Int {
    let byte = base[place]
    if byte == Self.lineFeed { return 1 }
    return byte == Self.carriageReturn ? returns(at: place) : 0
  }

  private func returns(at place: Int) -> Int {
    var end = place + 1
    while base[end] == Self.carriageReturn { end += 1 }
    return base[end] == Self.lineFeed ? end + 1 - place : 1
  }

  /// The number of line breaks in a range; one at its end counts.
  func lineBreaks(in range: Range<Int>) -> Int {
    var lines = 0
    var index = range.lowerBound
    while index < min(range.upperBound, count) {
      let length = lineBreak(at: index)
      if length > 0 { lines += 1 }
      index += max(1, length)
    }
    return lines
  }

  /// The line (from 1) of an offset in a range that begins with the file.
  func line(of place: Int) -> Int { 1 + lineBreaks(in: 0..<place) }

  /// The length of a line that is no record, with its line break: a blank line, or a
  /// comment; nil if none is at `start`.
  ///
  /// - Parameter blanks: whether a blank line is no record. It is one in files of one column.
  @inline(__always)
  func skippedLine(at start: Int, blanks: Bool) -> Int? {
    let byte = base[start]
    if byte > Self.carriageReturn && UInt16(byte) != marks.comment { return nil }
    return skipped(start, blanks)
  }

  private func skipped(_ start: Int, _ blanks: Bool) -> Int? {
    if UInt16(base[start]) == marks.comment, marks.beginsComment(base + start) { return nextLine(start) - start }
    let length = lineBreak(at: start)
    return blanks && length > 0 ? length : nil
  }

  /// The start of the line after that of `start`; `limit` (nil: the end) if there is
  /// none before it.
  func nextLine(_ start: Int, limit: Int? = nil) -> Int {
    let limit = min(count, limit ?? count)
    guard start < limit else { return limit }
    var end = limit
    // The more usual byte first: the other one is looked for in one line alone.
    for byte in [newline, newline ^ Self.lineFeed ^ Self.carriageReturn] {
      guard let found = memchr(base + start, Int32(byte), end - start) else { continue }
      end = found.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(base)
    }
    return end == limit ? limit : min(limit, end + lineBreak(at: end))
  }

  /// Where the first field of a record starts: byte order marks stand there in files that
  /// were put together.
  @inline(__always)
  func afterMark(_ start: Int) -> Int {
    base[start] == 0xEF && base[start + 1] == 0xBB && base[start + 2] == 0xBF ? start + 3 : start
  }

  // MARK: Fields

  /// The range of a field, without its quotes.
  struct Field {
    var start: Int
    var end: Int
    var isQuoted = false
    /// Whether it contains `""`, which means one quote, or escaped characters.
    var hasEscapes = false
  }

  /// The end of a quoted field.
  enum QuoteEnd {
    case field(QuotedField)
    case unclosed, textAfter
  }

  struct QuotedField {
    /// The closing quote.
    var end: Int
    /// The delimiter or line break after it.
    var next: Int
    var hasEscapes: Bool
    /// Line breaks inside.
    var lines: Int
  }

  /// The offset of the quote that opens a field at `start`, after any blanks
  /// (`1, "a, b"`); `start` if the field does not begin with a quote.
  func opening(_ start: Int) -> Int {
    var index = start
    while isBlank(base[index]) { index += 1 }
    return base[index] == marks.quote ? index : start
  }

  /// Whether a byte is a blank that is not the delimiter; the sentinel is not one.
  private func isBlank(_ byte: UInt8) -> Bool { (byte == 0x20 || byte == 0x09) && byte != delimiter }

  /// Whether a field or a record ends at a place.
  private func isEnd(_ place: Int) -> Bool {
    let byte = base[place]
    return byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn || place >= count
  }

  /// The quoted field at `start` and the offset of its quote; nil if the field is not
  /// quoted. A quote after blanks that does not close properly is text
  /// (` "so-called" thing`): only a quote at the field's start must close.
  func quotedField(at start: Int, limit: Int) -> (open: Int, end: QuoteEnd)? {
    let open = opening(start)
    guard base[open] == marks.quote, open < count else { return nil }
    let end = quoted(at: open, limit: limit)
    if open > start, case .field = end { return (open, end) }
    return open > start ? nil : (open, end)
  }

  /// Finds the end of the quoted field that opens at `start`. A closing quote
  /// is followed by a delimiter, a line break or the end, perhaps after blanks.
  func quoted(at start: Int, limit: Int) -> QuoteEnd {
    let limit = min(limit, start + TextLimits.longestQuoted)
    let quote = marks.quote
    var index = start + 1
    var hasEscapes = false
    var lines = 0
    while index < limit {
      let byte = base[index]
      if byte == quote {
        if base[index + 1] == quote && index + 1 < count {
          hasEscapes = true
          index += 2
          continue
        }
        var after = index + 1
        while isBlank(base[after]) { after += 1 }
        guard isEnd(after) else { return .textAfter }
        return .field(QuotedField(end: index, next: after, hasEscapes: hasEscapes, lines: lines))
      }
      if byte <= Self.carriageReturn, case let length = lineBreak(at: index), length > 0 {
        lines += 1
        index += length
        continue
      }
      if UInt16(byte) == marks.escape {
        hasEscapes = true
        // An escaped line break is counted like any other.
        if lineBreak(at: index + 1) == 0 { index += 1 }
      }
      index += 1
    }
    return .unclosed
  }

  /// Whether a quote that opens here may close after the range.
  func isOpenEnded(_ quotes: QuoteEnd, at open: Int) -> Bool {
    guard case .unclosed = quotes else { return false }
    return isCut && open + TextLimits.longestQuoted > count
  }

  /// The delimiter or line break that ends the unquoted field at `start`.
  func unquotedEnd(_ start: Int) -> Int {
    var index = start
    while !isEnd(index) {
      // An escaped delimiter or line break belongs to the field.
      index += UInt16(base[index]) == marks.escape && index + 1 < count ? 1 + max(1, lineBreak(at: index + 1)) : 1
    }
    return min(index, count)
  }

  /// Splits the record at `start` into fields; fields beyond the limit of columns are
  /// skipped.
  ///
  /// - Parameter limit: where the search for a closing quote ends.
  /// - Returns: the start of the next record, and whether the quotes are correct. If
  ///   they are not, the record ends with its first line; if the range does not show
  ///   it, the record ends with the range.
  func record(at start: Int, limit: Int, into fields: inout [Field]) -> (next: Int, isSound: Bool) {
    fields.removeAll(keepingCapacity: true)
    var index = afterMark(start)
    while true {
      var end: Int
      if let (open, quotes) = quotedField(at: index, limit: limit) {
        guard case .field(let found) = quotes else {
          return (limit >= count && isOpenEnded(quotes, at: open) ? count : nextLine(start), false)
        }
        if fields.count <= TextLimits.columns {
          fields.append(Field(start: open + 1, end: found.end, isQuoted: true, hasEscapes: found.hasEscapes))
        }
        end = found.next
      } else {
        end = unquotedEnd(index)
        if fields.count <= TextLimits.columns {
          fields.append(Field(start: index, end: end, hasEscapes: marks.hasEscape))
        }
      }
      if end >= count { return (count, true) }
      let length = lineBreak(at: end)
      if length > 0 { return (min(count, end + length), true) }
      index = end + 1
    }
  }

  /// Whether all fields from a place to the end of the record are empty: delimiters at
  /// the end of lines.
  ///
  /// - Returns: the line break or the end.
  func emptyRest(from place: Int) -> Int? {
    var index = place
    while index < count {
      if base[index] == delimiter || isBlank(base[index]) {
        index += 1
      } else if base[index] == marks.quote, index + 1 < count, base[index + 1] == marks.quote,
        index + 2 >= count || base[index + 2] != marks.quote
      {
        index += 2
      } else {
        break
      }
    }
    return index >= count || lineBreak(at: index) > 0 ? index : nil
  }

  /// The field's content with `""` as one quote, and escaped characters as themselves.
  func content(_ field: Field) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: max(0, field.end - field.start)) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      count = unescape(field.start..<field.end, isEscaped: field.hasEscapes, into: start)
    }
  }

  /// Writes the content of a field; returns its length.
  func unescape(_ range: Range<Int>, isEscaped: Bool, into memory: UnsafeMutablePointer<UInt8>) -> Int {
    guard isEscaped else {
      memory.update(from: base + range.lowerBound, count: range.count)
      return range.count
    }
    var count = 0
    var index = range.lowerBound
    while index < range.upperBound {
      var byte = base[index]
      if UInt16(byte) == marks.escape && index + 1 < range.upperBound {
        index += 1
        byte = base[index]
      } else if byte == marks.quote && index + 1 < range.upperBound && base[index + 1] == marks.quote {
        index += 1
      }
      memory[count] = byte
      count += 1
      index += 1
    }
    return count
  }
}

/// The characters of a file that a script gives, other than the delimiter.
struct CSVMarks {
  var quote: UInt8
  /// The character before one that stands for itself, such as a backslash; no byte:
  /// only a doubled quote stands for a quote.
  var escape: UInt16 = CSVMarks.none
  /// The first character of lines that are no records.
  private(set) var comment: UInt16 = CSVMarks.none
  /// All such characters as a word, and the places of them in a word.
  private var (commentWord, commentMask): (UInt64, UInt64) = (0, 0)

  init(quote: UInt8 = 0x22) { self.quote = quote }

  /// - Parameter text: at most eight bytes; none: there are no such lines.
  mutating func setComment(_ text: [UInt8]) {
    comment = text.first.map { UInt16($0) } ?? Self.none
    for (place, byte) in text.prefix(8).enumerated() {
      commentWord |= UInt64(byte) << UInt64(place * 8)
      commentMask |= 0xFF << UInt64(place * 8)
    }
  }

  /// Whether a line that has the first character begins with all of them.
  func beginsComment(_ line: UnsafeMutablePointer<UInt8>) -> Bool {
    UnsafeRawPointer(line).loadUnaligned(as: UInt64.self).littleEndian & commentMask == commentWord
  }

  /// The quote of files without quotes: a byte that no UTF-8 has.
  static let noQuote: UInt8 = 0xFF

  /// No byte has this value.
  static let none: UInt16 = 256

  var hasEscape: Bool { escape != Self.none }
}
