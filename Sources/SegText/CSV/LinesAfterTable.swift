// Lines after the last row of a table: totals, remarks, empty rows of a spreadsheet.

import SegPlatform
import SegFiles

/// The end of the table, and the lines after it.
///
/// Only the end of the file is examined. A line belongs to no row if all of its fields are
/// empty, or if it has no delimiter and is a sentence: text with letters that is marked as a
/// remark, or stands after a blank line, or over a first column of numbers or dates. Any other
/// line with too few fields is a record, perhaps one that was cut off, and is rejected. A record
/// that is surely the total of the others (`TotalRow`) is no row either.
struct LinesAfterTable {
  /// Where they start; records start before.
  private(set) var start: Int
  private(set) var lines: [String] = []
  /// The last row, if it may be a total.
  private(set) var perhapsTotal: String?

  /// How many bytes at the end of the file are examined.
  private static let examined = 1 << 16

  private struct Line {
    var range: Range<Int>
    var isBlank: Bool
    /// Whether it has delimiters, and nothing else.
    var isEmptyRow: Bool
  }

  /// - Parameters:
  ///   - types: the likely types of the columns.
  ///   - end: where reading ends; before the file's end nothing is known about its last lines.
  ///   - told: how many lines there are; nil: those found.
  init(
    _ beginning: CSVLayout, of source: InputSource, head: CSVHead, types: [InferredType], end: Int, told: Int?
  ) throws(SystemError) {
    start = end
    guard end >= source.count, head.names.count > 1 || told != nil, end > head.dataStart else { return }
    let from = max(head.dataStart, end - Self.examined)
    let reader = InputReader(source)
    let layout = beginning.over(try reader.window(from..<end), of: source)
    // The window is the reader's memory.
    withExtendedLifetime(reader) {
      let isStart = from == head.dataStart
      let found = Self.lines(layout, from: isStart ? from : layout.nextLine(from), to: end)
      if let told { take(told, of: found, layout) } else { examine(found, layout, isStart: isStart, types) }
    }
  }

  /// The lines of a range. One of which only the end is seen is a row.
  private static func lines(_ layout: CSVLayout, from start: Int, to end: Int) -> [Line] {
    var found: [Line] = []
    var position = start
    while position < end {
      let next = max(layout.nextLine(position), position + 1)
      found.append(line(layout, position..<next))
      position = next
    }
    return found
  }

  /// Leaves out as many lines as an option says, as an editor numbers them; blank ones at the very end do not count.
  private mutating func take(_ count: Int, of found: [Line], _ layout: CSVLayout) {
    guard count > 0, let last = found.lastIndex(where: { !$0.isBlank }) else { return }
    take(found[max(0, last + 1 - count)...], layout)
  }

  private mutating func examine(_ found: [Line], _ layout: CSVLayout, isStart: Bool, _ types: [InferredType]) {
    let total = TotalRow(layout)
    var place = found.count
    var hasTotal = false
    while place > 0, case let line = found[place - 1] {
      if !line.isBlank && !line.isEmptyRow && !Self.isSentence(line.range, layout) {
        let kind = total.kind(of: line.range, above: found[..<(place - 1)].map(\.range)[...], isWhole: isStart)
        if kind == .perhaps { perhapsTotal = layout.text(line.range) }
        guard kind == .certain else { break }
        hasTotal = true
      }
      place -= 1
    }
    let block = found[place...].drop { $0.isBlank }
    // Sentences beside a total stand below the rows, too.
    if hasTotal { return take(block, layout) }
    guard let first = block.first else { return }
    let isApart = place > 0 && block.startIndex > place
    let hasSentence = block.contains { !$0.isBlank && !$0.isEmptyRow }
    if hasSentence && !isApart && !first.isEmptyRow && !Self.isRemark(first.range, layout) && !Self.isOther(types.first) {
      // Rows with one field; empty rows after them are none.
      let last = block.lastIndex { !$0.isBlank && !$0.isEmptyRow } ?? block.startIndex
      take(block[(last + 1)...], layout)
    } else {
      take(block, layout)
    }
  }

  private mutating func take(_ block: ArraySlice<Line>, _ layout: CSVLayout) {
    let lines = block.filter { !$0.isBlank }
    guard let first = lines.first else { return }
    start = first.range.lowerBound
    self.lines = lines.map { layout.text($0.range) }
  }

  private static func line(_ layout: CSVLayout, _ range: Range<Int>) -> Line {
    var hasDelimiter = false
    var isBlank = true
    for index in range {
      let byte = layout.base[index]
      if byte == layout.delimiter {
        hasDelimiter = true
      } else if byte > 0x20 {
        isBlank = false
        break
      }
    }
    return Line(range: range, isBlank: isBlank && !hasDelimiter, isEmptyRow: isBlank && hasDelimiter)
  }

  /// Whether a line has letters, no delimiter and no quotes, and is no value.
  private static func isSentence(_ range: Range<Int>, _ layout: CSVLayout) -> Bool {
    var hasLetter = false
    for index in range {
      let byte = layout.base[index]
      if byte == layout.delimiter || byte == layout.marks.quote { return false }
      hasLetter = hasLetter || byte >= 0x80 || (byte | 0x20) &- 0x61 < 26
    }
    return hasLetter || isRemark(range, layout)
  }

  /// Whether a line begins as a remark or a rule does.
  private static func isRemark(_ range: Range<Int>, _ layout: CSVLayout) -> Bool {
    let first = layout.base[range.lowerBound]
    if first == UInt8(ascii: "#") { return true }
    guard range.count > 3, Array("-=*_".utf8).contains(first) else { return false }
    return layout.base[range.lowerBound + 1] == first && layout.base[range.lowerBound + 2] == first
  }

  /// Whether a sentence is no value of a column.
  private static func isOther(_ type: InferredType?) -> Bool {
    switch type {
    case .type(.integer, _)?, .type(.number, _)?, .type(.date, _)?, .type(.timestamp, _)?, .ambiguousDate?: true
    case .type(.text, _)?, .type(.boolean, _)?, .nothing?, nil: false
    }
  }
}

extension CSVLayout {
  /// The text of a range, without blanks around it.
  func text(_ range: Range<Int>) -> String {
    let bytes = UnsafeBufferPointer(start: UnsafePointer(base + range.lowerBound), count: min(range.count, 400))
    return String(decoding: HeaderText.trimmed(Array(bytes)), as: UTF8.self)
  }

  /// The lines of a range, of which at most a hundred are looked at.
  func lines(from start: Int, to end: Int) -> [String] {
    var lines: [String] = []
    var position = start
    while position < min(end, count) && lines.count < 100 {
      let next = max(nextLine(position), position + 1)
      lines.append(text(position..<next))
      position = next
    }
    return lines
  }
}
