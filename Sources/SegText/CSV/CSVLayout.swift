// How a CSV file is cut into records and fields.

import Glibc
import SegFiles

/// The bytes of a file, or of a stretch of it, and the characters that structure
/// them. Places are those in the file. The byte at `count` is `newline` and at
/// least 63 more may be read after it.
struct CSVLayout {
  private(set) var base: UnsafeMutablePointer<UInt8>
  /// Where the stretch ends.
  private(set) var count: Int
  /// Whether the file goes on after it.
  private(set) var isCut: Bool
  var delimiter: UInt8
  /// Line feed, or carriage return in files that have no line feed.
  var newline: UInt8
  /// Whether lines usually end in CR LF: only a hint for the fast paths.
  var hasReturns = false

  static let quote: UInt8 = 0x22
  static let carriageReturn: UInt8 = 0x0D
  /// Stands for the delimiter in files of one column: a control character
  /// that texts do not contain.
  static let noDelimiter: UInt8 = 0x1F

  init(_ window: InputWindow, of source: InputSource, delimiter: UInt8, newline: UInt8) {
    base = window.base
    count = window.end
    isCut = window.end < source.count
    self.delimiter = delimiter
    self.newline = newline
    // The sentinel: every scan for the end of a line stops here. Threads that
    // share the bytes find it written.
    if base[count] != newline { base[count] = newline }
  }

  /// The same characters in another stretch of the file.
  func over(_ window: InputWindow, of source: InputSource) -> CSVLayout {
    var layout = CSVLayout(window, of: source, delimiter: delimiter, newline: newline)
    layout.hasReturns = hasReturns
    return layout
  }

  /// The line (from 1) of a place of the stretch, which begins with the file.
  func line(of place: Int) -> Int {
    var line = 1
    for index in 0..<min(place, count) where base[index] == newline { line += 1 }
    return line
  }

  /// Where a field lies, its quotes left out.
  struct Field {
    var start: Int
    var end: Int
    var isQuoted = false
    /// Whether it contains `""`, which means one quote.
    var hasEscapes = false
  }

  /// What ends a quoted field.
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

  /// Where the quote of a field at `start` opens, blanks before it passed over
  /// (`1, "a, b"`); `start` where the field does not begin with one.
  func opening(_ start: Int) -> Int {
    var index = start
    while isBlank(base[index]) { index += 1 }
    return base[index] == Self.quote ? index : start
  }

  /// A blank that delimits nothing; the sentinel is none.
  private func isBlank(_ byte: UInt8) -> Bool { (byte == 0x20 || byte == 0x09) && byte != delimiter }

  /// The quoted field at `start` and where its quote opens; nil where the field
  /// is not quoted. A quote after blanks that does not close well is text
  /// (` "so-called" thing`): only at the field's start does it promise quotes.
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

  /// Whether a quote that opens here may close after the stretch.
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

  /// The start of the line after the one that holds `start`; `limit` (nil: the
  /// end) where there is none before it.
  func nextLine(_ start: Int, limit: Int? = nil) -> Int {
    let limit = min(count, limit ?? count)
    guard start < limit, let found = memchr(base + start, Int32(newline), limit - start) else { return limit }
    return found.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(base) + 1
  }

  /// Cuts the record at `start` into fields; those beyond the limit of columns
  /// are passed over.
  ///
  /// - Parameter limit: where looking for a closing quote ends.
  /// - Returns: the start of the next record, and whether the quotes are in
  ///   order; where they are not, the record ends with its first line, and where
  ///   the stretch does not tell, with the stretch.
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

  /// A blank line's length with its line break, or nil where none is at `start`.
  @inline(__always)
  func blankLine(at start: Int) -> Int? {
    if base[start] == newline { return 1 }
    if base[start] == Self.carriageReturn && base[start + 1] == newline { return 2 }
    return nil
  }
}
