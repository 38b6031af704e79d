// The time of day of a timestamp, and its zone.

/// Microseconds since midnight, the zone's offset subtracted.
struct CellTime {
  var microseconds: Int64
  var hasOffset: Bool
}

extension DateScan {
  /// The time at `index`, with its zone; nil if it is none.
  mutating func time() -> CellTime? {
    guard let clock = clock() else { return nil }
    guard let offset = zone() else { return nil }
    return CellTime(microseconds: clock - Int64(offset.seconds) * 1_000_000, hasOffset: offset.isThere)
  }

  /// The time of the clock.
  mutating func clock() -> Int64? {
    var half = halfMark()
    skipBlanks()
    guard let first = digits(2) else { return nil }
    var hour = first.value
    var (minute, seconds) = (0, 0)
    var fraction: Int64 = 0
    let separator = next
    if separator == 0x3A || separator == 0x2E || separator == CellReader.Mark.hour {
      index += 1
      let isWritten = separator == CellReader.Mark.hour
      if let found = digits(2) {
        guard isWritten || found.count == 2, found.value < 60 else { return nil }
        minute = found.value
        if isWritten {
          _ = take(CellReader.Mark.minute)
          if let found = digits(2) {
            guard found.value < 60 else { return nil }
            seconds = found.value
            _ = take(CellReader.Mark.second)
          }
        } else if take(separator) {
          guard let found = digits(2), found.count == 2, found.value <= 60 else { return nil }
          seconds = found.value
          guard let part = fractionOfSecond() else { return nil }
          fraction = part
        } else if separator == 0x2E {
          // `10.30` may be a number.
          return nil
        }
      } else if !isWritten {
        return nil
      }
    } else if first.count < 2 && half == nil {
      // `2014-12-06 02` has an hour, `2014-12-06 2` hardly.
      guard isBeforeHalf else { return nil }
    }
    if half == nil { half = halfWord() }
    if let half {
      guard hour >= 1 && hour <= 12 else { return nil }
      hour = hour % 12 + (half ? 12 : 0)
    }
    // The end of a day, and a leap second, are a moment of the next.
    if hour == 24 { guard minute == 0, seconds == 0, fraction == 0, separator == 0x3A else { return nil } }
    if seconds == 60 { guard minute == 59 else { return nil } }
    guard hour <= 24 else { return nil }
    return Int64(hour * 3600 + minute * 60 + seconds) * 1_000_000 + fraction
  }

  /// The microseconds after a point; 0 if there is none.
  private mutating func fractionOfSecond() -> Int64? {
    guard next == 0x2E || next == 0x2C || next == 0x3A, peek(1) &- 0x30 < 10 else { return 0 }
    index += 1
    guard let part = digits(6) else { return nil }
    var fraction = Int64(part.value)
    for _ in part.count..<6 { fraction *= 10 }
    while !isAtEnd, next &- 0x30 < 10 { index += 1 }
    return fraction
  }

  /// 上午: false, 下午: true, which stand before the time.
  private mutating func halfMark() -> Bool? {
    if take(CellReader.Mark.morning) { return false }
    if take(CellReader.Mark.afternoon) { return true }
    return nil
  }

  private var isBeforeHalf: Bool {
    var ahead = self
    return ahead.halfWord() != nil
  }

  /// `AM`, ` pm`, ` a.m.`; nil if none follows.
  mutating func halfWord() -> Bool? {
    let start = index
    skipBlanks()
    let letter = next | 0x20
    guard letter == 0x61 || letter == 0x70 else {
      index = start
      return nil
    }
    index += 1
    _ = take(0x2E)
    guard next | 0x20 == 0x6D else {
      index = start
      return nil
    }
    index += 1
    _ = take(0x2E)
    return letter == 0x70
  }

  /// The zone's offset from UTC in seconds; nil if something else follows.
  mutating func zone() -> (seconds: Int, isThere: Bool)? {
    let start = index
    skipBlanks()
    if isAtEnd { return (0, false) }
    if next | 0x20 >= 0x61, next | 0x20 <= 0x7A {
      let letters = word()
      guard let hours = TimeZoneNames.hours(letters) else { return nil }
      // `UTC+8`, `GMT-0500 (…)`
      if hours == 0, next == 0x2B || next == 0x2D { return signedOffset() }
      return (Int(hours * 3600), true)
    }
    if next == 0x2B || next == 0x2D { return signedOffset() }
    // A year may follow.
    index = start
    return next == 0x20 ? (0, false) : nil
  }

  private mutating func signedOffset() -> (seconds: Int, isThere: Bool)? {
    let sign = next
    index += 1
    guard let hours = digits(2), hours.value <= 14 else { return nil }
    var minutes = 0
    if next == 0x3A || next &- 0x30 < 10 {
      _ = take(0x3A)
      guard let part = digits(2), part.count == 2, part.value < 60 else { return nil }
      minutes = part.value
    }
    // `+01:00[Europe/Berlin]`, `-0500 (EST)`: the name says it again.
    if isAtEnd || next == 0x20 && peek(1) &- 0x30 < 10 { return ((hours.value * 3600 + minutes * 60) * (sign == 0x2D ? -1 : 1), true) }
    skipBlanks()
    guard next == 0x5B || next == 0x28, cell[cell.count - 1] == 0x5D || cell[cell.count - 1] == 0x29 else { return nil }
    index = cell.count
    return ((hours.value * 3600 + minutes * 60) * (sign == 0x2D ? -1 : 1), true)
  }

  /// The letters at `index`, in lower case.
  mutating func word() -> String {
    let start = index
    while index < cell.count, cell[index] | 0x20 >= 0x61, cell[index] | 0x20 <= 0x7A { index += 1 }
    return String(decoding: cell[start..<index].map { $0 | 0x20 }, as: UTF8.self)
  }
}

/// Abbreviations of time zones that mean one offset. `CST`, `IST` and `BST` mean several.
enum TimeZoneNames {
  private static let offsets: [String: Double] = [
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "akst": -9, "akdt": -8, "hst": -10, "wet": 0, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "jst": 9,
    "kst": 9, "hkt": 8, "sgt": 8, "awst": 8, "acst": 9.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
  ]

  /// Hours east of UTC.
  static func hours(_ word: String) -> Double? { offsets[word] }
}
