// Fields in plain notation. Everything here is hot.

import SegColumns

/// The fast paths of a row loop: each takes the plain notation of a column's kind,
/// directly followed by what ends the field, and leaves anything else (units, blanks, a
/// value of another type, an error) to `ChunkParser.slowField`. For short fields a scalar
/// loop by rows is faster than an index of structural characters.
struct FastFields {
  private let delimiter: UInt8
  /// What follows the value of the last column; a line feed after a carriage return is
  /// checked after.
  private let lineEnd: UInt8
  private let quote: UInt8
  /// Whether a carriage return alone ends a line.
  private let endsInReturn: Bool
  /// Whether texts may be words for missing values, or are trimmed or escaped.
  private let isCareful: Bool
  private let delimiters: UInt64
  private let quotes: UInt64
  private let months = MonthTable.days.pointer
  private let powers = PowerTable.powers.pointer
  /// The last date, because files sorted by date repeat the same day many times: its ten
  /// bytes as two words.
  private var (lastHead, lastTail, lastDays): (UInt64, UInt64, Int64) = (0, 0, 0)

  init(_ layout: CSVLayout, isCareful: Bool) {
    delimiter = layout.delimiter
    lineEnd = layout.hasReturns ? CSVLayout.carriageReturn : layout.newline
    endsInReturn = !layout.hasReturns && layout.newline == CSVLayout.carriageReturn
    quote = layout.marks.quote
    self.isCareful = isCareful
    delimiters = UInt64(delimiter) &* 0x0101_0101_0101_0101
    quotes = UInt64(quote) &* 0x0101_0101_0101_0101
  }

  /// Writes the value of the field at `field`, which is not the last of its record.
  ///
  /// This is the usual case of the row loop, inlined into it. The compiler inlines only so much into one function: what is
  /// rarer (quotes, last fields, other kinds) is called.
  ///
  /// - Returns: the start of the next field; nil if the field is not in plain notation.
  @inline(__always)
  mutating func takeInner(
    _ field: UnsafeMutablePointer<UInt8>, _ writer: UnsafeMutablePointer<ColumnWriter>, _ row: Int
  ) -> UnsafeMutablePointer<UInt8>? {
    if field.pointee == quote { return take(field, writer, row, isLast: false) }
    switch writer.pointee.kind {
    case .integer: return Self.integer(field, delimiter, writer, row)
    case .number: return number(field, delimiter, writer, row)
    case .date: return date(field, delimiter, writer, row)
    case .text: return text(field, delimiter, delimiter, false, writer, row)
    case .skip, .survey, .timestamp, .boolean, .markedNumber, .formattedDate, .formattedTimestamp:
      return take(field, writer, row, isLast: false)
    }
  }

  /// Writes the value of any field, like `takeInner`.
  @inline(never)
  mutating func take(
    _ field: UnsafeMutablePointer<UInt8>, _ writer: UnsafeMutablePointer<ColumnWriter>, _ row: Int, isLast: Bool
  ) -> UnsafeMutablePointer<UInt8>? {
    let after = isLast ? lineEnd : delimiter
    // A plain quoted field is the same with another terminator.
    let isQuoted = field.pointee == quote
    let terminator = isQuoted ? quote : after
    let p = isQuoted ? field + 1 : field
    let found: UnsafeMutablePointer<UInt8>?
    switch writer.pointee.kind {
    case .integer: found = Self.integer(p, terminator, writer, row)
    case .number: found = number(p, terminator, writer, row)
    case .date: found = date(p, terminator, writer, row)
    case .text: found = text(p, terminator, after, isQuoted, writer, row)
    case .skip, .survey: found = skip(p, terminator, isQuoted, writer)
    case .timestamp: found = timestamp(p, terminator, writer, row)
    case .boolean, .markedNumber, .formattedDate, .formattedTimestamp: found = Self.missing(p, terminator, writer, row)
    }
    guard var next = found else { return nil }
    if isQuoted {
      if next.pointee != after {
        // A quote inside quotes.
        writer.pointee.forget(row)
        return nil
      }
      next += 1
    }
    if !isLast || lineEnd == CSVLayout.lineFeed { return next }
    if next.pointee == CSVLayout.lineFeed { return next + 1 }
    if endsInReturn && next.pointee != CSVLayout.carriageReturn { return next }
    // Several carriage returns, or one that does not end the line as others do.
    writer.pointee.forget(row)
    return nil
  }

  /// An empty field.
  @inline(__always)
  private static func missing(
    _ p: UnsafeMutablePointer<UInt8>, _ terminator: UInt8, _ writer: UnsafeMutablePointer<ColumnWriter>, _ row: Int
  ) -> UnsafeMutablePointer<UInt8>? {
    guard p.pointee == terminator else { return nil }
    writer.pointee.setMissing(row)
    return p + 1
  }

  @inline(__always)
  private static func integer(
    _ p: UnsafeMutablePointer<UInt8>, _ terminator: UInt8, _ writer: UnsafeMutablePointer<ColumnWriter>, _ row: Int
  ) -> UnsafeMutablePointer<UInt8>? {
    var q = p
    let isNegative = q.pointee == 0x2D
    if isNegative { q += 1 }
    if let short = ShortNumber(q, until: terminator), short.fraction == 0 {
      let value = Int64(truncatingIfNeeded: short.value)
      writer.pointee.values[row] = isNegative ? 0 &- value : value
      return q + (short.length &+ 1)
    }
    let first = q.pointee &- 0x30
    if first > 9 { return isNegative ? nil : missing(p, terminator, writer, row) }
    var value = Int64(truncatingIfNeeded: first)
    q += 1
    var digit = q.pointee &- 0x30
    if first == 0 && digit < 10 { return nil }
    while digit < 10 {
      value = value &* 10 &+ Int64(truncatingIfNeeded: digit)
      q += 1
      digit = q.pointee &- 0x30
    }
    guard q.pointee == terminator, q - p <= 18 else { return nil }
    writer.pointee.values[row] = isNegative ? 0 &- value : value
    return q + 1
  }

  @inline(__always)
  private func number(
    _ p: UnsafeMutablePointer<UInt8>, _ terminator: UInt8, _ writer: UnsafeMutablePointer<ColumnWriter>, _ row: Int
  ) -> UnsafeMutablePointer<UInt8>? {
    var q = p
    let isNegative = q.pointee == 0x2D
    if isNegative { q += 1 }
    if let short = ShortNumber(q, until: terminator) {
      let magnitude = Double(Int64(truncatingIfNeeded: short.value)) / powers[short.fraction]
      let signed = isNegative && short.value != 0 ? -magnitude : magnitude
      writer.pointee.values[row] = Int64(bitPattern: signed.bitPattern)
      if short.fraction > 0 && writer.pointee.firstFraction < 0 { writer.pointee.firstFraction = row }
      return q + (short.length &+ 1)
    }
    let digits = q
    let first = q.pointee &- 0x30
    if first > 9 { return isNegative ? nil : Self.missing(p, terminator, writer, row) }
    var value = UInt64(truncatingIfNeeded: first)
    q += 1
    var digit = q.pointee &- 0x30
    if first == 0 && digit < 10 { return nil }
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
      if fraction == 0 { return nil }
    }
    // At most 19 digits: `value` has not overflowed.
    guard q.pointee == terminator, q - digits <= (fraction > 0 ? 20 : 15) else { return nil }
    let magnitude: Double
    if value < 1 << 53 {
      // One division of exact operands.
      magnitude = Double(Int64(truncatingIfNeeded: value)) / powers[fraction]
    } else {
      guard let rounded = CellNumber.quotient(value, fraction) else { return nil }
      magnitude = rounded
    }
    if fraction > 0 && writer.pointee.firstFraction < 0 { writer.pointee.firstFraction = row }
    let signed = isNegative && value != 0 ? -magnitude : magnitude
    writer.pointee.values[row] = Int64(bitPattern: signed.bitPattern)
    return q + 1
  }

  @inline(__always)
  private mutating func date(
    _ p: UnsafeMutablePointer<UInt8>, _ terminator: UInt8, _ writer: UnsafeMutablePointer<ColumnWriter>, _ row: Int
  ) -> UnsafeMutablePointer<UInt8>? {
    if p.pointee == terminator { return Self.missing(p, terminator, writer, row) }
    let (head, tail) = (word(p), word(p + 2))
    if head != lastHead || tail != lastTail {
      guard let days = days(p) else { return nil }
      (lastHead, lastTail, lastDays) = (head, tail, Int64(days))
    }
    guard p[10] == terminator else { return nil }
    writer.pointee.values[row] = lastDays
    return p + 11
  }

  @inline(__always)
  private func timestamp(
    _ p: UnsafeMutablePointer<UInt8>, _ terminator: UInt8, _ writer: UnsafeMutablePointer<ColumnWriter>, _ row: Int
  ) -> UnsafeMutablePointer<UInt8>? {
    if p.pointee == terminator { return Self.missing(p, terminator, writer, row) }
    guard let days = days(p), let time = Self.time(p + 10), p[19] == terminator else { return nil }
    writer.pointee.values[row] = Int64(days) &* CalendarDate.microsecondsPerDay &+ time
    return p + 20
  }

  @inline(__always)
  private func text(
    _ p: UnsafeMutablePointer<UInt8>, _ terminator: UInt8, _ after: UInt8, _ isQuoted: Bool,
    _ writer: UnsafeMutablePointer<ColumnWriter>, _ row: Int
  ) -> UnsafeMutablePointer<UInt8>? {
    let first = p.pointee
    if first == terminator { return Self.missing(p, terminator, writer, row) }
    // Blank or quoted, perhaps, or after a byte order mark.
    if first <= 0x22 || first == 0xC2 || (first == 0xE3 && p[1] == 0x80) || (first == 0xEF && p[1] == 0xBB) || isCareful {
      return nil
    }
    guard let end = Self.end(p, isQuoted ? quotes : delimiters, terminator) else { return nil }
    // An escaped quote: only values may enter the dictionary.
    if isQuoted && end[1] != after { return nil }
    let code = writer.pointee.texts.pointee.code(p, end - p)
    if code == TextCollector.invalid { return nil }
    writer.pointee.values[row] = Int64(code)
    return end + 1
  }

  @inline(__always)
  private func skip(
    _ p: UnsafeMutablePointer<UInt8>, _ terminator: UInt8, _ isQuoted: Bool, _ writer: UnsafeMutablePointer<ColumnWriter>
  ) -> UnsafeMutablePointer<UInt8>? {
    if p.pointee == terminator { return p + 1 }
    // After blanks a quote may open.
    guard writer.pointee.kind == .skip, p.pointee > 0x20, !isCareful,
      let end = Self.end(p, isQuoted ? quotes : delimiters, terminator)
    else { return nil }
    return end + 1
  }

  /// The first delimiter, quote, line break or other control character from `p` on, if it
  /// is `terminator`.
  ///
  /// - Parameter stops: eight delimiters, or eight quotes.
  @inline(__always)
  private static func end(
    _ p: UnsafeMutablePointer<UInt8>, _ stops: UInt64, _ terminator: UInt8
  ) -> UnsafeMutablePointer<UInt8>? {
    var q = p
    while true {
      let bytes = word(q)
      let a = bytes ^ stops
      // The lowest set bit marks the first zero byte of `a`, or the first byte below 14.
      let found =
        ((a &- 0x0101_0101_0101_0101) & ~a | (bytes &- 0x0E0E_0E0E_0E0E_0E0E) & ~bytes) & 0x8080_8080_8080_8080
      if found != 0 {
        q += found.trailingZeroBitCount >> 3
        return q.pointee == terminator ? q : nil
      }
      q += 8
    }
  }

  /// Days since 1970-01-01 of a plain `YYYY-MM-DD`; nil if `p` is anything else.
  @inline(__always)
  private func days(_ p: UnsafeMutablePointer<UInt8>) -> Int32? {
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
}

/// Days since 1970-01-01 of the first of each month, for the usual years.
enum MonthTable {
  static let firstYear: UInt64 = 1600
  static let endYear: UInt64 = 2400

  /// One entry a month, and one more for the end of the last.
  static let days = Buffer<Int32>(
    (0...Int(endYear - firstYear) * 12).map { CalendarDate.daysFromCivil(Int(firstYear) + $0 / 12, $0 % 12 + 1, 1) })
}
