// The first pass over NDJSON: the keys, and the types that their values can have.

import SegPlatform
import SegColumns

/// The keys of some lines in the order of first appearance, and the readings that
/// their values share.
struct NDJSONSurvey {
  private(set) var keys: [[UInt8]] = []
  private(set) var readings: [CandidateTypes] = []
  private(set) var lineCount = 0
  /// Lines whose bytes are no text.
  private(set) var badLines = 0
  private var indexes: [[UInt8]: Int] = [:]
  /// The readings of the current line.
  private var seen: [(column: Int, readings: CandidateTypes)] = []

  /// Surveys one record. A bad one adds its keys, but does not influence the types.
  mutating func record(_ range: Range<Int>, _ base: UnsafePointer<UInt8>, _ reader: CellReader, _ missing: [[UInt8]]) {
    lineCount += 1
    if TextEncoding.firstInvalid(base + range.lowerBound, range.count) != nil {
      badLines += 1
      return
    }
    seen.removeAll(keepingCapacity: true)
    var place = 0
    guard members(of: range, [], base, &place, reader, missing) else { return }
    for (column, found) in seen { readings[column].formIntersection(found) }
  }

  /// Surveys the members of an object; false if it is malformed.
  ///
  /// - Parameters:
  ///   - path: of the object, with a point at its end: `address.`
  ///   - place: the number of members before, which is usually the next one's column.
  private mutating func members(
    of object: Range<Int>, _ path: [UInt8], _ base: UnsafePointer<UInt8>, _ place: inout Int, _ reader: CellReader,
    _ missing: [[UInt8]]
  ) -> Bool {
    var scanner = JSONScanner(base, object)
    while true {
      switch scanner.next() {
      case .failed: return false
      case .end: return true
      case .member(let key, let keyHasEscapes, let value):
        let key = JSONKey(key, hasEscapes: keyHasEscapes, path)
        if value.isObject(base) {
          if !members(of: value.range, key.bytes(base) + [0x2E], base, &place, reader, missing) { return false }
          continue
        }
        let column = column(key, base, place: place)
        place += 1
        // A text column cannot become anything else.
        if !readings[column].isText, let found = Self.readings(value, base, reader, missing) {
          seen.append((column, found))
        }
      }
    }
  }

  /// The column of a key, a new one for a new key.
  private mutating func column(_ key: JSONKey, _ base: UnsafePointer<UInt8>, place: Int) -> Int {
    if let known = key.find(base, place: place, keys, indexes) { return known }
    let bytes = key.bytes(base)
    indexes[bytes] = keys.count
    keys.append(bytes)
    readings.append(.all)
    return keys.count - 1
  }

  /// The types that a value can have; nil if it is missing.
  private static func readings(
    _ value: JSONValue, _ base: UnsafePointer<UInt8>, _ reader: CellReader, _ missing: [[UInt8]]
  ) -> CandidateTypes? {
    switch value.kind {
    case .null: return nil
    case .yes, .no: return .boolean
    case .nested: return []
    case .number: return JSONNumber.read(base + value.range.lowerBound, value.range.count, reader).evidence
    case .string:
      return NDJSONFiller.withText(value, base) { bytes, count in
        if count == 0 || MissingWords.contain(missing, bytes, count) { return nil }
        return reader.read(bytes, count).evidence.intersection([.anyDate, .dateFacts])
      }
    }
  }

  /// Adds the results of another survey, of later lines.
  mutating func add(_ later: NDJSONSurvey) {
    lineCount += later.lineCount
    badLines += later.badLines
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

/// The key of a member, with the path of the object that it is in.
struct JSONKey {
  private let range: Range<Int>
  private let hasEscapes: Bool
  private let path: [UInt8]

  init(_ range: Range<Int>, hasEscapes: Bool, _ path: [UInt8]) {
    self.range = range
    self.hasEscapes = hasEscapes
    self.path = path
  }

  /// The column of the key; nil if it is not among `keys`.
  ///
  /// - Parameter place: the number of members before it, which is usually its column.
  func find(_ base: UnsafePointer<UInt8>, place: Int, _ keys: [[UInt8]], _ indexes: [[UInt8]: Int]) -> Int? {
    if !hasEscapes, place < keys.count, keys[place].count == path.count + range.count {
      let isSame = keys[place].withUnsafeBufferPointer { known in
        guard let known = known.baseAddress else { return range.isEmpty && path.isEmpty }
        return memcmp(known, path, path.count) == 0 && memcmp(known + path.count, base + range.lowerBound, range.count) == 0
      }
      if isSame { return place }
    }
    return indexes[bytes(base)]
  }

  func bytes(_ base: UnsafePointer<UInt8>) -> [UInt8] {
    if hasEscapes { return path + JSONScanner.unescaped(base, range) }
    return path + UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
  }
}

extension JSONValue {
  func isObject(_ base: UnsafePointer<UInt8>) -> Bool { kind == .nested && base[range.lowerBound] == 0x7B }
}

/// Reads JSON's plain numbers without the general notation.
enum JSONNumber {
  /// Reads a number of JSON's grammar.
  static func read(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ reader: CellReader) -> ParsedCell {
    if count > 16 { return general(bytes, count, reader) }
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
        return general(bytes, count, reader)
      }
      index += 1
    }
    var reading = ParsedCell()
    let value = bytes[0] == 0x2D ? -mantissa : mantissa
    if let point {
      // At most 15 digits: one division of exact operands.
      let number = Double(value) / PowerTable.exact[count - 1 - point]
      reading.number = number == 0 ? 0 : number
      reading.evidence = .plainNumber
    } else {
      reading.integer = value
      reading.number = Double(value)
      reading.evidence = .wholeNumber
    }
    return reading
  }

  /// A number of JSON is none of a code: `1e5` is no text.
  private static func general(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ reader: CellReader) -> ParsedCell {
    var reading = reader.read(bytes, count)
    let isNumber = reading.evidence.contains(.number)
    reading.evidence = reading.evidence.contains(.integer) ? .wholeNumber : isNumber ? .plainNumber : []
    return reading
  }
}
