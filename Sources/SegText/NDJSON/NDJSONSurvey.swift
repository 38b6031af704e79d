// The first pass over NDJSON: the keys, and the types that their values can have.

import SegPlatform
import SegColumns

/// The keys of some lines in the order of first appearance, and the readings that
/// their values share.
struct NDJSONSurvey {
  private(set) var keys: [[UInt8]] = []
  private(set) var readings: [CandidateTypes] = []
  private(set) var lineCount = 0
  private var indexes: [[UInt8]: Int] = [:]
  /// The readings of the current line.
  private var seen: [(column: Int, readings: CandidateTypes)] = []

  /// Surveys one line. A bad line adds its keys, but does not influence the types.
  mutating func line(_ range: Range<Int>, _ base: UnsafePointer<UInt8>, _ reader: CellReader, _ missing: [[UInt8]]) {
    lineCount += 1
    seen.removeAll(keepingCapacity: true)
    var scanner = JSONScanner(base, range)
    var place = 0
    while true {
      switch scanner.next() {
      case .failed: return
      case .end:
        for (column, found) in seen { readings[column].formIntersection(found) }
        return
      case .member(let key, let keyHasEscapes, let value):
        let column = column(key, keyHasEscapes, base, place: place)
        place += 1
        // A text column cannot become anything else.
        if !readings[column].isEmpty, let found = Self.readings(value, base, reader, missing) {
          seen.append((column, found))
        }
      }
    }
  }

  /// The column of a key, a new one for a new key.
  ///
  /// - Parameter place: the index of the key in its line, which is usually its column.
  private mutating func column(
    _ key: Range<Int>, _ hasEscapes: Bool, _ base: UnsafePointer<UInt8>, place: Int
  ) -> Int {
    if let known = Self.find(key, hasEscapes, base, place: place, keys, indexes) { return known }
    let bytes = Self.bytes(key, hasEscapes, base)
    indexes[bytes] = keys.count
    keys.append(bytes)
    readings.append(.all)
    return keys.count - 1
  }

  /// The column of a key that may be among `keys`.
  static func find(
    _ key: Range<Int>, _ hasEscapes: Bool, _ base: UnsafePointer<UInt8>, place: Int, _ keys: [[UInt8]],
    _ indexes: [[UInt8]: Int]
  ) -> Int? {
    if !hasEscapes, place < keys.count, keys[place].count == key.count,
      memcmp(keys[place], base + key.lowerBound, key.count) == 0
    {
      return place
    }
    return indexes[bytes(key, hasEscapes, base)]
  }

  private static func bytes(_ key: Range<Int>, _ hasEscapes: Bool, _ base: UnsafePointer<UInt8>) -> [UInt8] {
    if hasEscapes { return JSONScanner.unescaped(base, key) }
    return Array(UnsafeBufferPointer(start: base + key.lowerBound, count: key.count))
  }

  /// The types that a value can have; nil if it is missing.
  private static func readings(
    _ value: JSONValue, _ base: UnsafePointer<UInt8>, _ reader: CellReader, _ missing: [[UInt8]]
  ) -> CandidateTypes? {
    switch value.kind {
    case .null: return nil
    case .yes, .no: return .boolean
    case .nested: return []
    case .number: return JSONNumber.read(base + value.range.lowerBound, value.range.count, reader).readings
    case .string:
      return NDJSONFiller.withText(value, base) { bytes, count in
        if count == 0 || NDJSONFiller.isMissing(bytes, count, missing) { return nil }
        return reader.read(bytes, count).readings.intersection(.anyDate)
      }
    }
  }

  /// Adds the results of another survey, of later lines.
  mutating func add(_ later: NDJSONSurvey) {
    lineCount += later.lineCount
    for (key, found) in zip(later.keys, later.readings) {
      if let known = indexes[key] {
        readings[known].formIntersection(found)
      } else {
        indexes[key] = keys.count
        keys.append(key)
        readings.append(found)
      }
    }
  }

  /// The index of each key in `keys`.
  var columns: [[UInt8]: Int] { indexes }
}

/// Reads JSON's plain numbers without the general notation.
enum JSONNumber {
  /// Reads a number of JSON's grammar.
  static func read(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ reader: CellReader) -> ParsedCell {
    if count > 16 { return reader.read(bytes, count) }
    var mantissa: Int64 = 0
    var index = bytes[0] == 0x2D ? 1 : 0
    var point: Int?
    while index < count {
      let digit = bytes[index] &- 0x30
      if digit < 10 {
        mantissa = mantissa * 10 + Int64(digit)
      } else if bytes[index] == 0x2E {
        point = index
      } else {
        return reader.read(bytes, count)
      }
      index += 1
    }
    var reading = ParsedCell()
    let value = bytes[0] == 0x2D ? -mantissa : mantissa
    if let point {
      // At most 15 digits: one division of exact operands.
      let number = Double(value) / PowerTable.exact[count - 1 - point]
      reading.number = number == 0 ? 0 : number
      reading.readings = .number
    } else {
      reading.integer = value
      reading.number = Double(value)
      reading.readings = .wholeNumber
    }
    return reading
  }
}
