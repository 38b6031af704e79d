// Scans one JSON object: its keys and values in place.

import SegPlatform

/// A value of a flat object, as written in the line.
struct JSONValue {
  enum Kind { case null, yes, no, number, string, nested }
  var kind: Kind
  /// The value's bytes; a string's without its quotes.
  var range: Range<Int>
  /// Whether a string contains escapes.
  var hasEscapes = false
}

/// A scanner over bytes that end with a line break or the end. Never reads at
/// or past `end`.
struct JSONScanner {
  /// Deeper nesting is rejected.
  static let depthLimit = 100

  let base: UnsafePointer<UInt8>
  let end: Int
  private(set) var index: Int

  init(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) {
    self.base = base
    index = range.lowerBound
    end = range.upperBound
  }

  private var byte: UInt8 { index < end ? base[index] : 0 }

  private mutating func skipBlanks() {
    while byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A { index += 1 }
  }

  /// The next part of a line.
  enum Step {
    /// A key, without its quotes, and its value.
    case member(key: Range<Int>, keyHasEscapes: Bool, value: JSONValue)
    case end
    case failed(RejectReason)
  }

  private enum State { case start, first, later, done }
  private var state = State.start

  /// The next key and value of the line's object. After `.failed`, do not ask for more.
  mutating func next() -> Step {
    skipBlanks()
    switch state {
    case .start:
      guard byte == 0x7B else { return .failed(byte == 0x5B ? .array : .notAnObject) }
      index += 1
      state = .first
      return next()
    case .first:
      if byte == 0x7D { return close() }
    case .later:
      if byte == 0x7D { return close() }
      guard byte == 0x2C else { return .failed(.badJSON("`,` or `}` is expected after a value")) }
      index += 1
      skipBlanks()
    case .done: return .end
    }
    state = .later
    guard byte == 0x22 else { return .failed(.badJSON("a key in quotes is expected")) }
    guard let (key, escapes) = string() else { return .failed(stringFault) }
    skipBlanks()
    guard byte == 0x3A else { return .failed(.badJSON("`:` is expected after a key")) }
    index += 1
    switch value() {
    case .success(let found): return .member(key: key, keyHasEscapes: escapes, value: found)
    case .failure(let failure): return .failed(failure.reason)
    }
  }

  /// The next element of the array that the scanner begins with; nil at its end, or if it is malformed.
  mutating func nextElement() -> JSONValue? {
    skipBlanks()
    if state == .done { return nil }
    guard byte == (state == .start ? 0x5B : 0x2C) else {
      state = .done
      return nil
    }
    index += 1
    skipBlanks()
    guard byte != 0x5D, case .success(let found) = value() else {
      state = .done
      return nil
    }
    state = .later
    return found
  }

  private mutating func close() -> Step {
    index += 1
    state = .done
    skipBlanks()
    return index == end ? .end : .failed(.badJSON("something follows the object"))
  }

  private struct Failure: Error { var reason: RejectReason }

  private mutating func value() -> Result<JSONValue, Failure> {
    skipBlanks()
    let start = index
    switch byte {
    case 0x22:
      guard let (range, escapes) = string() else {
        return .failure(Failure(reason: stringFault))
      }
      return .success(JSONValue(kind: .string, range: range, hasEscapes: escapes))
    case 0x7B, 0x5B:
      if let reason = nested() { return .failure(Failure(reason: reason)) }
      return .success(JSONValue(kind: .nested, range: start..<index))
    case 0x74: return word("true", .yes)
    case 0x66: return word("false", .no)
    case 0x6E: return word("null", .null)
    default:
      guard number() else { return .failure(Failure(reason: .badJSON("a value is expected"))) }
      return .success(JSONValue(kind: .number, range: start..<index))
    }
  }

  private mutating func word(_ text: StaticString, _ kind: JSONValue.Kind) -> Result<JSONValue, Failure> {
    let count = text.utf8CodeUnitCount
    guard end - index >= count, memcmp(base + index, text.utf8Start, count) == 0 else {
      return .failure(Failure(reason: .badJSON("a value is expected")))
    }
    index += count
    return .success(JSONValue(kind: kind, range: index - count..<index))
  }

  /// `-`? digits without leading zeros, fraction, exponent.
  private mutating func number() -> Bool {
    if byte == 0x2D { index += 1 }
    guard byte &- 0x30 < 10 else { return false }
    if byte == 0x30 { index += 1 } else { skipDigits() }
    if byte == 0x2E {
      index += 1
      guard byte &- 0x30 < 10 else { return false }
      skipDigits()
    }
    if byte | 0x20 == 0x65 {
      index += 1
      if byte == 0x2B || byte == 0x2D { index += 1 }
      guard byte &- 0x30 < 10 else { return false }
      skipDigits()
    }
    return byte &- 0x30 > 9
  }

  private mutating func skipDigits() {
    while byte &- 0x30 < 10 { index += 1 }
  }

  /// What is wrong with the string that was read last.
  private var stringFault: RejectReason {
    let byte = self.byte
    if index >= end { return .badJSON("a string is not closed") }
    if byte >= 0x20 { return .badJSON("a string has a bad escape") }
    return .badJSON("a control character in a string, which is written \\u\(Self.hexadecimal(byte))")
  }

  private static func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "000" : "00") + String(byte, radix: 16) }

  /// The string at `index`, without quotes; nil if it is malformed: then the byte at `index` is at fault.
  private mutating func string() -> (Range<Int>, hasEscapes: Bool)? {
    let start = index + 1
    index = start
    var hasEscapes = false
    while index < end {
      let byte = base[index]
      if byte == 0x22 {
        index += 1
        return (start..<index - 1, hasEscapes)
      }
      if byte < 0x20 { return nil }
      if byte == 0x5C {
        hasEscapes = true
        index += 1
        switch self.byte {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: index += 1
        case 0x75:
          guard end - index >= 5, (1...4).allSatisfy({ Self.hex(base[index + $0]) != nil }) else { return nil }
          index += 5
        default: return nil
        }
      } else {
        index += 1
      }
    }
    return nil
  }

  /// Skips an array or object without recursion, and checks that it is well-formed.
  private mutating func nested() -> RejectReason? {
    // For each open bracket, whether it belongs to an object.
    var open: [Bool] = []
    while true {
      skipBlanks()
      // A value, or the end of an empty bracket.
      switch byte {
      case 0x7B, 0x5B:
        if open.count >= Self.depthLimit { return .tooDeep }
        let isObject = byte == 0x7B
        index += 1
        skipBlanks()
        if byte == (isObject ? 0x7D : 0x5D) {
          index += 1
        } else {
          open.append(isObject)
          if isObject, let reason = key() { return reason }
          continue
        }
      default:
        if case .failure(let failure) = value() { return failure.reason }
      }
      // After a value: the next one, or closing brackets.
      while let isObject = open.last {
        skipBlanks()
        if byte == 0x2C {
          index += 1
          if isObject, let reason = key() { return reason }
          break
        }
        guard byte == (isObject ? 0x7D : 0x5D) else { return .badJSON("a bracket is not closed") }
        index += 1
        open.removeLast()
      }
      if open.isEmpty { return nil }
    }
  }

  /// `"key":` inside a nested object.
  private mutating func key() -> RejectReason? {
    skipBlanks()
    guard byte == 0x22 else { return .badJSON("a key in quotes is expected") }
    if string() == nil { return stringFault }
    skipBlanks()
    guard byte == 0x3A else { return .badJSON("`:` is expected after a key") }
    index += 1
    return nil
  }

  static func hex(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }

  /// A string's text. A surrogate without its partner becomes U+FFFD, because no text
  /// can contain it. The string must be well-formed.
  static func unescaped(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = base[index]
      if byte != 0x5C || index + 1 >= range.upperBound {
        result.append(byte)
        index += 1
        continue
      }
      let escape = base[index + 1]
      index += 2
      switch escape {
      case 0x62: result.append(0x08)
      case 0x66: result.append(0x0C)
      case 0x6E: result.append(0x0A)
      case 0x72: result.append(0x0D)
      case 0x74: result.append(0x09)
      case 0x75:
        var unit = codeUnit(base, index, range.upperBound)
        index += 4
        if unit >> 10 == 0x36, index + 1 < range.upperBound, base[index] == 0x5C, base[index + 1] == 0x75 {
          let low = codeUnit(base, index + 2, range.upperBound)
          if low >> 10 == 0x37 {
            unit = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
            index += 6
          }
        }
        let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
        result.append(contentsOf: Array(Character(scalar).utf8))
      default: result.append(escape)
      }
    }
    return result
  }

  /// Whether a string has a surrogate without its partner.
  static func hasHalfCharacter(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index + 5 < range.upperBound {
      guard base[index] == 0x5C else {
        index += 1
        continue
      }
      guard base[index + 1] == 0x75 else {
        index += 2
        continue
      }
      let unit = codeUnit(base, index + 2, range.upperBound)
      index += 6
      guard unit >> 11 == 0x1B else { continue }
      let isPair =
        unit >> 10 == 0x36 && index + 5 < range.upperBound && base[index] == 0x5C && base[index + 1] == 0x75
        && codeUnit(base, index + 2, range.upperBound) >> 10 == 0x37
      if !isPair { return true }
      index += 6
    }
    return false
  }

  private static func codeUnit(_ base: UnsafePointer<UInt8>, _ index: Int, _ end: Int) -> UInt32 {
    guard index + 4 <= end else { return 0xFFFD }
    return (0..<4).reduce(0) { $0 << 4 | (hex(base[index + $1]) ?? 0) }
  }
}
