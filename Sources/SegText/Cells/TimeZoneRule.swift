// The option `time_zone`: the zone in which timestamps that name their own are shown.

import SegPlatform

/// The offset of a time zone from UTC at each moment.
package struct TimeZoneRule: Sendable, Equatable {
  /// Seconds since 1970-01-01 UTC at which an offset begins, ascending.
  private let starts: [Int64]
  /// Seconds east of UTC, one for each start, and before the first.
  private let offsets: [Int64]
  private let before: Int64
  /// The rule after the last start.
  private let after: YearlyZoneRule?

  /// - Parameter text: `UTC`, `+08:00`, or a name of the system's zones: `Europe/Berlin`.
  package init?(_ text: String) {
    if let offset = Self.fixed(text) {
      (starts, offsets, before, after) = ([], [], offset, nil)
    } else if let bytes = Self.file(text), let rules = Self.parse(bytes) {
      (starts, offsets, before) = rules
      // The last line.
      let line = bytes.dropLast(bytes.last == 0x0A ? 1 : 0).split(separator: 0x0A, omittingEmptySubsequences: false).last ?? []
      after = YearlyZoneRule(line)
    } else {
      return nil
    }
  }

  /// Microseconds on the clocks of the zone at a moment of UTC.
  func local(_ microseconds: Int64) -> Int64 {
    let second = microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= second { low = middle + 1 } else { high = middle }
    }
    if low == starts.count, let after { return microseconds + after.offset(at: second) * 1_000_000 }
    return microseconds + (low == 0 ? before : offsets[low - 1]) * 1_000_000
  }

  private static func fixed(_ text: String) -> Int64? {
    let bytes = Array((["utc", "gmt", "z"].contains(text.lowercased()) ? "+00" : text).utf8)
    guard bytes.first == 0x2B || bytes.first == 0x2D else { return nil }
    return bytes.withUnsafeBufferPointer { buffer in
      var scan = DateScan(buffer)
      guard let found = scan.zone(), scan.isAtEnd else { return nil }
      return Int64(found.seconds)
    }
  }

  /// The system's file of a zone.
  private static func file(_ name: String) -> [UInt8]? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isNamePart: (Substring) -> Bool = { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte &- 0x30 < 10 || [0x5F, 0x2B, 0x2D].contains(byte)
        }
    }
    guard !parts.isEmpty, parts.allSatisfy(isNamePart) else { return nil }
    guard let file = fopen("/usr/share/zoneinfo/" + name, "rb") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return count > 44 ? Array(bytes[..<count]) : nil
  }

  /// Reads the changes of RFC 8536's format.
  private static func parse(_ bytes: [UInt8]) -> ([Int64], [Int64], Int64)? {
    func number(_ at: Int, _ width: Int) -> Int64? {
      guard at >= 0, at + width <= bytes.count else { return nil }
      let value = bytes[at..<at + width].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return width == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }
    guard bytes.starts(with: "TZif".utf8) else { return nil }
    func counts(_ at: Int) -> [Int]? {
      let found = (0..<6).compactMap { number(at + 20 + $0 * 4, 4).map { Int($0) } }
      return found.count == 6 && found.allSatisfy { $0 >= 0 && $0 < 1 << 16 } ? found : nil
    }
    guard let first = counts(0) else { return nil }
    // isutc, isstd, leap, time, type, char
    var (start, width, sizes) = (44, 4, first)
    if bytes[4] >= 0x32 {
      let second = 44 + first[3] * 5 + first[4] * 6 + first[5] + first[2] * 8 + first[1] + first[0]
      guard let found = counts(second) else { return nil }
      (start, width, sizes) = (second + 44, 8, found)
    }
    let types = start + sizes[3] * (width + 1)
    var (starts, offsets): ([Int64], [Int64]) = ([], [])
    for index in 0..<sizes[3] {
      guard let moment = number(start + index * width, width), start + sizes[3] * width + index < bytes.count,
        let offset = number(types + Int(bytes[start + sizes[3] * width + index]) * 6, 4)
      else { return nil }
      starts.append(moment)
      offsets.append(offset)
    }
    guard let before = number(types, 4) else { return nil }
    return (starts, offsets, before)
  }
}
