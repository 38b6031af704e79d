// How a CSV file is split into records and fields.

import SegPlatform
import SegFiles

/// The bytes of a file, or of a range of it, and the characters that structure them.
/// Offsets are those in the file. The byte at `count` is `newline`, and at least 63
/// more may be read after it.
struct CSVLayout {
  private(set) var base: UnsafeMutablePointer<UInt8>
  /// The end of the range.
  private(set) var count: Int
  /// Whether the file continues after the range.
  private(set) var isCut: Bool
  var delimiter: UInt8
  /// Line feed, or carriage return in files that have no line feed.
  var newline: UInt8
  /// Whether lines usually end in CR LF: only a hint for the fast paths.
  var hasReturns = false

  static let quote: UInt8 = 0x22
  static let carriageReturn: UInt8 = 0x0D
  /// The delimiter of files with one column: a control character that texts do not
  /// contain.
  static let noDelimiter: UInt8 = 0x1F

  init(_ window: InputWindow, of source: InputSource, delimiter: UInt8, newline: UInt8) {
    base = window.base
    count = window.end
    isCut = window.end < source.count
    self.delimiter = delimiter
    self.newline = newline
    // The sentinel: every scan for the end of a line stops here. It is written before
    // threads share the bytes.
    if base[count] != newline { base[count] = newline }
  }

  /// The same characters for another range of the file.
  func over(_ window: InputWindow, of source: InputSource) -> CSVLayout {
    var layout = CSVLayout(window, of: source, delimiter: delimiter, newline: newline)
    layout.hasReturns = hasReturns
    return layout
  }

  /// The line (from 1) of an offset in a range that begins with the file.
  func line(of place: Int) -> Int {
    var line = 1
    for index in 0..<min(place, count) where base[index] == newline { line += 1 }
    return line
  }

  /// The range of a field, without its quotes.
  struct Field {
    var start: Int
    var end: Int
    var isQuoted = false
    /// Whether it contains `""`, which means one quote.
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
    return base[index] == Self.quote ? index : start
  }

  /// Whether a byte is a blank that is not the delimiter; the sentinel is not one.
  private func isBlank(_ byte: UInt8) -> Bool { (byte == 0x20 || byte == 0x09) && byte != delimiter }

  /// The quoted field at `start` and the offset of its quote; nil if the field is not
  /// quoted. A quote after blanks that does not close properly is text
  /// (` "so-called" thing`): only a quote at the field's start must close.
  func quotedField(at start: Int, limit: Int) -> (open: Int, end: QuoteEnd)? {
    let open = opening(start)
    guard base[open] == Self.quote, open < count else { return nil }
    let end = quoted(at: open, limit: limit)
    if open > start, case .field = end { return (open, end) }
    return open > start ? nil : (open, end)
  }

  /// Finds the end of the quoted field that opens at `start`. A closing quote
  /// is followed by a delimiter, a line break or the end, perhaps after blanks.
  func quoted(at start: Int, limit: Int) -> QuoteEnd {
    let limit = min(limit, start + TextLimits.longestQuoted)
    var index = start + 1
    var hasEscapes = false
    var lines = 0
    while index < limit {
      let byte = base[index]
      if byte == Self.quote {
        if base[index + 1] == Self.quote && index + 1 < count {
          hasEscapes = true
          index += 2
          continue
        }
        var after = index + 1
        while isBlank(base[after]) { after += 1 }
        let next = base[after]
        if next == delimiter || next == newline || after >= count {
          return .field(QuotedField(end: index, next: after, hasEscapes: hasEscapes, lines: lines))
        }
        if next == Self.carriageReturn && base[after + 1] == newline {
          return .field(QuotedField(end: index, next: after + 1, hasEscapes: hasEscapes, lines: lines))
        }
        return .textAfter
      }
      if byte == newline { lines += 1 }
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
    while base[index] != delimiter && base[index] != newline { index += 1 }
    return index
  }

  /// The start of the line after that of `start`; `limit` (nil: the end) if there is
  /// none before it.
  func nextLine(_ start: Int, limit: Int? = nil) -> Int {
    let limit = min(count, limit ?? count)
    guard start < limit, let found = memchr(base + start, Int32(newline), limit - start) else { return limit }
    return found.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(base) + 1
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
    var index = start
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
        let isLast = base[end] == newline
        let stop = isLast && end > index && base[end - 1] == Self.carriageReturn ? end - 1 : end
        if fields.count <= TextLimits.columns { fields.append(Field(start: index, end: stop)) }
      }
      if end >= count { return (count, true) }
      if base[end] == newline { return (end + 1, true) }
      index = end + 1
    }
  }

  /// The field's content with `""` as one quote.
  func content(_ field: Field) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(max(0, field.end - field.start))
    var index = field.start
    while index < field.end {
      result.append(base[index])
      index += field.hasEscapes && base[index] == Self.quote ? 2 : 1
    }
    return result
  }

  /// The length of a blank line with its line break; nil if none is at `start`.
  @inline(__always)
  func blankLine(at start: Int) -> Int? {
    if base[start] == newline { return 1 }
    if base[start] == Self.carriageReturn && base[start + 1] == newline { return 2 }
    return nil
  }
}
