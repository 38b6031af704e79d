// The row loop: bytes of a chunk into typed buffers. Everything here is hot.
//
// Each field is tried on a fast path for its column's kind, which takes the
// plain notation directly followed by the delimiter. Anything else (quotes, units,
// blanks, a value of another type, an error) goes to `slowField`. This is a scalar
// loop by rows: for short fields it is faster than an index of structural
// characters.

import SegColumns

/// One thread's parser; `parse` may be called for many chunks.
final class ChunkParser {
  private(set) var layout: CSVLayout
  let writers: UnsafeMutablePointer<ColumnWriter>
  let columnCount: Int
  /// One for each column, shared by the threads.
  private let memories: [ChunkArena]
  /// Scratch memory for the numbers of a chunk while they become units.
  private let units: UnsafeMutablePointer<Int32>
  let missing: [[UInt8]]
  let reader: CellReader
  /// Where timestamps that name their zone are shown; nil: UTC.
  let zone: TimeZoneRule?
  /// Unescaped content of a quoted field; padded.
  var unescaped: UnsafeMutablePointer<UInt8>
  var unescapedCapacity = 1 << 12

  // The state of the current row, written by the slow path only.
  var rowLines = 0
  var pending: [(column: Int, evidence: CandidateTypes, hasOffset: Bool)] = []
  var reason: RejectReason?
  var reasonColumn = -1
  /// The offset of bytes that are not UTF-8: the parse is void.
  var invalidOffset: Int?
  /// Whether the parse needed bytes beyond the given range of the file: the parse is
  /// void.
  var hasReachedEnd = false

  init(
    layout: CSVLayout, plans: [ColumnPlan], memories: [ChunkArena], capacity: Int, missing: [[UInt8]], dateOrder: DateOrder?,
    zone: TimeZoneRule?
  ) {
    self.layout = layout
    self.memories = memories
    units = .allocate(capacity: capacity + 8)
    self.missing = missing
    columnCount = plans.count
    reader = CellReader(dateOrder: dateOrder)
    self.zone = zone
    writers = .allocate(capacity: plans.count)
    for (index, plan) in plans.enumerated() {
      (writers + index).initialize(to: ColumnWriter(plan, capacity: capacity))
    }
    unescaped = .allocate(capacity: unescapedCapacity + 8)
  }

  /// Bytes of all texts, and of the column that has the most.
  var textBytes: (all: Int, largest: Int) {
    var (all, largest) = (0, 0)
    for column in 0..<columnCount {
      let used = writers[column].texts.pointee.usedBytes
      all += used
      largest = max(largest, used)
    }
    return (all, largest)
  }

  deinit {
    for index in 0..<columnCount { writers[index].free() }
    writers.deallocate()
    units.deallocate()
    unescaped.deallocate()
  }

  /// Parses the records that start in `start..<limit`; the last one may end
  /// beyond. `start` must be the start of a record.
  func parse(_ stretch: CSVLayout, from start: Int, to limit: Int) -> ParsedChunk {
    layout = stretch
    hasReachedEnd = false
    let result = ParsedChunk(start: start)
    let base = layout.base
    let stop = base + limit
    let delimiter = layout.delimiter
    let newline = layout.newline
    // What follows the value of the last column; the line feed is checked after.
    let lineEnd = layout.hasReturns ? CSVLayout.carriageReturn : newline
    let last = columnCount &- 1
    let delimiters = UInt64(delimiter) &* 0x0101_0101_0101_0101
    let newlines = UInt64(newline) &* 0x0101_0101_0101_0101
    let quotes = UInt64(CSVLayout.quote) &* 0x0101_0101_0101_0101
    let writers = self.writers
    let months = MonthTable.days.pointer
    let powers = PowerTable.powers.pointer
    let hasMissingWords = !missing.isEmpty
    var p = base + start
    var row = 0
    var line = 0
    // The last date: its ten bytes as two words.
    var (lastHead, lastTail, lastDays): (UInt64, UInt64, Int64) = (0, 0, 0)

    while p < stop {
      if last > 0, let length = layout.blankLine(at: p - base) {
        p += length
        line &+= 1
        continue
      }
      let record = p
      var wasSlow = false
      var column = 0
      fields: while true {
        let writer = writers + column
        let after = column == last ? lineEnd : delimiter
        let field = p
        // A plain quoted field is the same with another terminator.
        let isQuoted = p.pointee == CSVLayout.quote
        let terminator = isQuoted ? CSVLayout.quote : after
        if isQuoted { p += 1 }
        fast: do {
          switch writer.pointee.kind {
          case .integer:
            var q = p
            let isNegative = q.pointee == 0x2D
            if isNegative { q += 1 }
            if let short = ShortNumber(q, until: terminator), short.fraction == 0 {
              let value = Int64(truncatingIfNeeded: short.value)
              writer.pointee.values[row] = isNegative ? 0 &- value : value
              p = q + (short.length &+ 1)
              break
            }
            let first = q.pointee &- 0x30
            if first > 9 {
              guard q.pointee == terminator, !isNegative else { break fast }
              writer.pointee.setMissing(row)
              p = q + 1
              break
            }
            var value = Int64(truncatingIfNeeded: first)
            q += 1
            var digit = q.pointee &- 0x30
            if first == 0 && digit < 10 { break fast }
            while digit < 10 {
              value = value &* 10 &+ Int64(truncatingIfNeeded: digit)
              q += 1
              digit = q.pointee &- 0x30
            }
            guard q.pointee == terminator, q - p <= 18 else { break fast }
            writer.pointee.values[row] = isNegative ? 0 &- value : value
            p = q + 1

          case .number:
            var q = p
            let isNegative = q.pointee == 0x2D
            if isNegative { q += 1 }
            if let short = ShortNumber(q, until: terminator) {
              let magnitude = Double(Int64(truncatingIfNeeded: short.value)) / powers[short.fraction]
              let signed = isNegative && short.value != 0 ? -magnitude : magnitude
              writer.pointee.values[row] = Int64(bitPattern: signed.bitPattern)
              if short.fraction > 0 && writer.pointee.firstFraction < 0 { writer.pointee.firstFraction = row }
              p = q + (short.length &+ 1)
              break
            }
            let digits = q
            let first = q.pointee &- 0x30
            if first > 9 {
              guard q.pointee == terminator, !isNegative else { break fast }
              writer.pointee.setMissing(row)
              p = q + 1
              break
            }
            var value = UInt64(truncatingIfNeeded: first)
            q += 1
            var digit = q.pointee &- 0x30
            if first == 0 && digit < 10 { break fast }
            while digit < 10 {
              value = value &* 10 &+ UInt64(truncatingIfNeeded: digit)
              q += 1
              digit = q.pointee &- 0x30
            }
            var fraction = 0
            if q.pointee == 0x2E {
              q += 1
              let point = q
              digit = q.pointee &- 0x30
              while digit < 10 {
                value = value &* 10 &+ UInt64(truncatingIfNeeded: digit)
                q += 1
                digit = q.pointee &- 0x30
              }
              fraction = q - point
              if fraction == 0 { break fast }
            }
            // At most 19 digits: `value` has not overflowed.
            guard q.pointee == terminator, q - digits <= (fraction > 0 ? 20 : 15) else { break fast }
            if fraction > 0 && writer.pointee.firstFraction < 0 { writer.pointee.firstFraction = row }
            let magnitude: Double
            if value < 1 << 53 {
              // One division of exact operands.
              magnitude = Double(Int64(truncatingIfNeeded: value)) / powers[fraction]
            } else {
              guard let rounded = CellNumber.quotient(value, fraction) else { break fast }
              magnitude = rounded
            }
            let signed = isNegative && value != 0 ? -magnitude : magnitude
            writer.pointee.values[row] = Int64(bitPattern: signed.bitPattern)
            p = q + 1

          case .date:
            if p.pointee == terminator {
              writer.pointee.setMissing(row)
              p += 1
              break
            }
            // Files sorted by date repeat the same day many times.
            let (head, tail) = (word(p), word(p + 2))
            if head != lastHead || tail != lastTail {
              guard let days = Self.days(p, months) else { break fast }
              (lastHead, lastTail, lastDays) = (head, tail, Int64(days))
            }
            guard p[10] == terminator else { break fast }
            writer.pointee.values[row] = lastDays
            p += 11

          case .text:
            let first = p.pointee
            if first == terminator {
              writer.pointee.setMissing(row)
              p += 1
              break
            }
            // Blank or quoted, perhaps.
            if first <= 0x22 || first == 0xC2 || (first == 0xE3 && p[1] == 0x80) || hasMissingWords { break fast }
            guard
              let end = isQuoted
                ? Self.end(p, quotes, newlines, terminator)
                : Self.end(p, delimiters, newlines, column == last ? newline : delimiter)
            else { break fast }
            // An escaped quote: only values may enter the dictionary.
            if isQuoted && end[1] != after { break fast }
            var length = end - p
            if column == last && !isQuoted && p[length &- 1] == 0x0D { length &-= 1 }
            let code = writer.pointee.texts.pointee.code(p, length)
            if code == TextCollector.invalid { break fast }
            writer.pointee.values[row] = Int64(code)
            p = end + 1

          case .skip, .survey:
            if p.pointee == terminator {
              p += 1
              break
            }
            // After blanks a quote may open.
            guard writer.pointee.kind == .skip, p.pointee > 0x20,
              let end = isQuoted
                ? Self.end(p, quotes, newlines, terminator)
                : Self.end(p, delimiters, newlines, column == last ? newline : delimiter)
            else { break fast }
            p = end + 1

          case .timestamp:
            if p.pointee == terminator {
              writer.pointee.setMissing(row)
              p += 1
              break
            }
            guard let days = Self.days(p, months), let time = Self.time(p + 10), p[19] == terminator
            else { break fast }
            writer.pointee.values[row] = Int64(days) &* CalendarDate.microsecondsPerDay &+ time
            p += 20

          case .boolean, .markedNumber, .formattedDate, .formattedTimestamp:
            guard p.pointee == terminator else { break fast }
            writer.pointee.setMissing(row)
            p += 1
          }
          var isSound = true
          if isQuoted {
            isSound = p.pointee == after
            p += 1
          }
          if isSound {
            if column < last {
              column &+= 1
              continue fields
            }
            if p[-1] == newline { break fields }
            if p.pointee == newline {
              p += 1
              break fields
            }
          }
          // A quote inside quotes, or a carriage return that does not end a line.
          writer.pointee.forget(row)
        }
        wasSlow = true
        guard let next = slowField(at: field - base, column: column, row: row) else { break fields }
        p = base + next
        if column == last { break fields }
        column &+= 1
      }

      if wasSlow {
        if let reason {
          p = base + reject(reason, record: record - base, row: row, line: &line, into: result)
          continue
        }
        if invalidOffset != nil { break }
        for (column, evidence, hasOffset) in pending { writers[column].note(evidence, hasOffset: hasOffset) }
        pending.removeAll(keepingCapacity: true)
        line &+= rowLines
        rowLines = 0
      }
      row &+= 1
      line &+= 1
    }
    hasReachedEnd = layout.isCut && (hasReachedEnd || p - base >= layout.count)
    if hasReachedEnd { forgetRecord(row) }
    result.end = min(p - base, layout.count)
    result.rows = row
    result.lines = line
    result.pieces.reserveCapacity(columnCount)
    for column in 0..<columnCount {
      result.pieces.append(writers[column].cut(row, in: memories[column], units: units))
    }
    return result
  }

  /// Days since 1970-01-01 of a plain `YYYY-MM-DD`; nil if `p` is anything else.
  @inline(__always)
  private static func days(_ p: UnsafeMutablePointer<UInt8>, _ months: UnsafeMutablePointer<Int32>) -> Int32? {
    // Eight bytes of `YYYY-MM-`: digits become 0…9, dashes 0.
    let head = word(p) ^ 0x2D30_302D_3030_3030
    let isOff = (head &+ 0x7F76_767F_7676_7676 | head) & 0x8080_8080_8080_8080
    let tens = p[8] &- 0x30
    let ones = p[9] &- 0x30
    guard isOff == 0, tens < 4, ones < 10 else { return nil }
    let century = (head & 0xFF) &* 10 &+ (head >> 8 & 0xFF)
    let year = century &* 100 &+ (head >> 16 & 0xFF) &* 10 &+ (head >> 24 & 0xFF)
    let month = (head >> 40 & 0xFF) &* 10 &+ (head >> 48 & 0xFF)
    let day = Int32(truncatingIfNeeded: tens &* 10 &+ ones)
    guard year >= MonthTable.firstYear, year < MonthTable.endYear, month &- 1 < 12, day > 0 else { return nil }
    let index = Int(truncatingIfNeeded: (year &- MonthTable.firstYear) &* 12 &+ month &- 1)
    let days = months[index] &+ day &- 1
    return days < months[index &+ 1] ? days : nil
  }

  /// Microseconds since midnight of ` HH:MM:SS` or `THH:MM:SS`.
  @inline(__always)
  private static func time(_ p: UnsafeMutablePointer<UInt8>) -> Int64? {
    // Eight bytes of `HH:MM:SS`: digits become 0…9, colons 0.
    let clock = word(p + 1) ^ 0x3030_3A30_303A_3030
    let isOff = (clock &+ 0x7676_7F76_767F_7676 | clock) & 0x8080_8080_8080_8080
    let hour = (clock & 0xFF) &* 10 &+ (clock >> 8 & 0xFF)
    let minute = (clock >> 24 & 0xFF) &* 10 &+ (clock >> 32 & 0xFF)
    let second = (clock >> 48 & 0xFF) &* 10 &+ (clock >> 56 & 0xFF)
    guard isOff == 0, hour < 24, minute < 60, second < 60, p[0] == 0x20 || p[0] == 0x54 else { return nil }
    return Int64(truncatingIfNeeded: (hour &* 3600 &+ minute &* 60 &+ second) &* 1_000_000)
  }

  /// The first delimiter or newline from `p` on, if it is `terminator`.
  @inline(__always)
  private static func end(
    _ p: UnsafeMutablePointer<UInt8>, _ delimiters: UInt64, _ newlines: UInt64, _ terminator: UInt8
  ) -> UnsafeMutablePointer<UInt8>? {
    var q = p
    while true {
      let bytes = word(q)
      let a = bytes ^ delimiters
      let b = bytes ^ newlines
      // The lowest set bit marks the first zero byte of either.
      let found =
        ((a &- 0x0101_0101_0101_0101) & ~a | (b &- 0x0101_0101_0101_0101) & ~b) & 0x8080_8080_8080_8080
      if found != 0 {
        q += found.trailingZeroBitCount >> 3
        return q.pointee == terminator ? q : nil
      }
      q += 8
    }
  }
}

/// Days since 1970-01-01 of the first of each month, for the usual years.
enum MonthTable {
  static let firstYear: UInt64 = 1600
  static let endYear: UInt64 = 2400

  /// One entry a month, and one more for the end of the last.
  static let days = Buffer<Int32>(
    (0...Int(endYear - firstYear) * 12).map { CalendarDate.daysFromCivil(Int(firstYear) + $0 / 12, $0 % 12 + 1, 1) })
}
