// The records of a JSON text: one a line, or the objects of an array or of a sequence.

import SegDiagnostics
import SegPlatform
import SegFiles

/// Where the records of a JSON text are.
///
/// NDJSON has one on each line, so that threads can begin anywhere. Other forms (an array, objects
/// over several lines, one after the other, behind record separators as in RFC 7464, an array as the one
/// member of an object) are searched for their records once.
struct JSONRecords {
  /// The form of a text.
  enum Form {
    case lines
    /// Any other: its records, and the member of the object whose array they are.
    case values([Range<Int>], member: String?)
  }

  /// Why a text has no records.
  struct Refusal: Error {
    /// What it holds instead of objects.
    let what: Message
  }

  /// The parts that threads read, in bytes.
  let chunks: [Range<Int>]
  /// Of each chunk, its records; nil: its lines.
  private let values: [ArraySlice<Range<Int>>]?
  private let base: UnsafeMutablePointer<UInt8>

  /// - Parameters:
  ///   - chunks: ranges of whole lines.
  init(lines chunks: [Range<Int>], _ base: UnsafeMutablePointer<UInt8>) {
    self.chunks = chunks
    values = nil
    self.base = base
  }

  /// - Parameter size: bytes that one thread reads at a time.
  init(_ records: [Range<Int>], from start: Int, size: Int, _ base: UnsafeMutablePointer<UInt8>) {
    var chunks: [Range<Int>] = []
    var values: [ArraySlice<Range<Int>>] = []
    var (first, from) = (0, start)
    for (index, record) in records.enumerated() where record.upperBound - from >= size || index == records.count - 1 {
      chunks.append(from..<record.upperBound)
      values.append(records[first...index])
      (first, from) = (index + 1, record.upperBound)
    }
    self.chunks = chunks
    self.values = values
    self.base = base
  }

  /// Calls `body` with each record of a chunk and the number of its line, from 0 in the chunk.
  ///
  /// - Returns: the number of line breaks in the chunk.
  @discardableResult
  func each(_ chunk: Int, _ body: (Int, Range<Int>) -> Void) -> Int {
    guard let values else { return NDJSONLines.each(chunks[chunk], base, body) }
    var line = 0
    var place = chunks[chunk].lowerBound
    for record in values[chunk] {
      line += breaks(place..<record.lowerBound)
      body(line, record)
      line += breaks(record)
      place = record.upperBound
    }
    return line + breaks(place..<chunks[chunk].upperBound)
  }

  private func breaks(_ range: Range<Int>) -> Int {
    var (count, index) = (0, range.lowerBound)
    while index < range.upperBound, let found = memchr(base + index, 0x0A, range.upperBound - index) {
      count += 1
      index = found.assumingMemoryBound(to: UInt8.self) - base + 1
    }
    return count
  }
}

/// Finds the form of a JSON text.
struct JSONFormScan {
  private let base: UnsafeMutablePointer<UInt8>
  private let count: Int
  private var index: Int

  init(_ input: InputBytes, from start: Int) {
    base = UnsafeMutablePointer(input.base)
    count = input.count
    index = start
  }

  /// - Parameter isStream: whether the file's name says that each line is a record.
  /// - Throws: what the text holds instead of objects.
  mutating func form(isStream: Bool) throws(JSONRecords.Refusal) -> JSONRecords.Form {
    skipBlanks()
    if index >= count { return .lines }
    switch base[index] {
    case 0x5B:
      if let other = otherArray {
        // A line that is an array, before lines that are objects, is a bad line.
        if let end = end(of: index), isFollowed(end) { return .lines }
        throw JSONRecords.Refusal(what: other)
      }
      return .values(elements(), member: nil)
    case 0x1E: return .values(sequence(), member: nil)
    case 0x7B:
      let start = index
      guard let end = end(of: start), isPretty(start..<end) else { return .lines }
      index = end
      let isOneLine = memchr(base + start, 0x0A, end - start) == nil
      skipBlanks()
      if index >= count {
        if let wrapped = wrapped(start..<end), !isOneLine || !isStream { return wrapped }
        return isOneLine ? .lines : .values([start..<end], member: nil)
      }
      // Another record on the line of the first.
      let isAlone = memchr(base + end, 0x0A, index - end) != nil
      if isOneLine && isAlone { return .lines }
      index = start
      return .values(sequence(), member: nil)
    default: return .lines
    }
  }

  /// Whether the first record is an object that ends on its line.
  var isLinesSurely: Bool {
    mutating get {
      skipBlanks()
      guard index < count, base[index] == 0x7B, let end = end(of: index) else { return false }
      return memchr(base + index, 0x0A, end - index) == nil && end < count && (base[end] == 0x0A || base[end] == 0x0D)
    }
  }

  private mutating func skipBlanks() {
    while index < count, isBlank(base[index]) { index += 1 }
  }

  /// What the array at `index` holds if it does not hold objects.
  private var otherArray: Message? {
    var inner = self
    inner.index += 1
    inner.skipBlanks()
    if inner.index >= count || base[inner.index] == 0x7B || base[inner.index] == 0x5D { return nil }
    return base[inner.index] == 0x5B ? "an array of arrays" : "an array of single values"
  }

  private func isFollowed(_ place: Int) -> Bool {
    var rest = self
    rest.index = place
    rest.skipBlanks()
    return rest.index < count
  }

  /// The elements of the array at `index`.
  private mutating func elements() -> [Range<Int>] {
    index += 1
    skipBlanks()
    var records: [Range<Int>] = []
    while index < count, base[index] != 0x5D {
      if base[index] == 0x2C {
        index += 1
      } else {
        let end = end(of: index) ?? count
        records.append(index..<end)
        index = max(end, index + 1)
      }
      skipBlanks()
    }
    index += 1
    skipBlanks()
    // What follows the array is no object of it, and is shown as rejected.
    if index < count { records.append(index..<count) }
    return records
  }

  /// The values from `index` on, one after the other.
  private mutating func sequence() -> [Range<Int>] {
    var records: [Range<Int>] = []
    while index < count {
      if base[index] == 0x1E {
        index += 1
      } else {
        let end = end(of: index) ?? nextRecord
        records.append(index..<end)
        index = max(end, index + 1)
      }
      skipBlanks()
    }
    return records
  }

  /// After a record that does not end: the next separator, or the end.
  private var nextRecord: Int {
    guard let found = memchr(base + index, 0x1E, count - index) else { return count }
    return found.assumingMemoryBound(to: UInt8.self) - base
  }

  /// The rows of an object that is only the wrapping of one array of objects: `{"data": [{…}, {…}], "total": 2}`.
  private func wrapped(_ object: Range<Int>) -> JSONRecords.Form? {
    var scanner = JSONScanner(base, object)
    var arrays: [(key: Range<Int>, value: Range<Int>)] = []
    while case .member(let key, _, let value) = scanner.next() {
      guard value.kind == .nested, base[value.range.lowerBound] == 0x5B else { continue }
      var first = value.range.lowerBound + 1
      while first < value.range.upperBound, isBlank(base[first]) { first += 1 }
      if base[first] == 0x7B { arrays.append((key, value.range)) }
    }
    guard arrays.count == 1, let array = arrays.first else { return nil }
    var inner = JSONFormScan(base, array.value.upperBound, array.value.lowerBound)
    let name = UnsafeBufferPointer(start: base + array.key.lowerBound, count: array.key.count)
    return .values(inner.elements(), member: String(decoding: name, as: UTF8.self))
  }

  private init(_ base: UnsafeMutablePointer<UInt8>, _ count: Int, _ index: Int) {
    self.base = base
    self.count = count
    self.index = index
  }

  /// The end of the value at an offset; nil if its brackets or quotes are not closed.
  private func end(of start: Int) -> Int? {
    var depth = 0
    var place = start
    while place < count {
      let byte = base[place]
      place += 1
      switch byte {
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D:
        depth -= 1
        if depth <= 0 { return place }
      case 0x22:
        while place < count, base[place] != 0x22 {
          // A line break ends no string, but a broken record.
          if base[place] == 0x0A { return nil }
          place += base[place] == 0x5C ? 2 : 1
        }
        if place >= count { return nil }
        place += 1
        if depth == 0 { return place }
      case 0x2C, 0x20, 0x09, 0x0A, 0x0D, 0x1E: if depth == 0 { return place - 1 }
      default: break
      }
    }
    return depth == 0 ? count : nil
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }

  /// Whether the line breaks of a value are those of a layout, not of a line that is cut off.
  private func isPretty(_ value: Range<Int>) -> Bool {
    var place = value.lowerBound
    while let found = memchr(base + place, 0x0A, value.upperBound - place) {
      let at = found.assumingMemoryBound(to: UInt8.self) - base
      var (before, after) = (at - 1, at + 1)
      while before > value.lowerBound, isBlank(base[before]) { before -= 1 }
      while after < value.upperBound, isBlank(base[after]) { after += 1 }
      let isOpen = [0x7B, 0x5B, 0x2C, 0x3A].contains(base[before])
      guard isOpen || after < value.upperBound && [0x7D, 0x5D, 0x2C, 0x3A].contains(base[after]) else { return false }
      place = max(after, at + 1)
    }
    return true
  }
}
