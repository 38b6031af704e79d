// The directory of a zip archive, which stands at its end.

import SegFiles
import SegPlatform

/// A file in an archive.
struct ZipEntry {
  let name: String
  /// How its bytes are packed: 0 as they are, 8 deflated.
  let method: Int
  let packedCount: Int
  let count: Int
  let checksum: UInt32
  /// Where its own header begins.
  let header: Int
}

/// An archive: its files by name.
///
/// Source: PKWARE, APPNOTE 6.3.10, sections 4.3 to 4.5.
struct ZipArchive {
  let source: InputSource
  /// The file's name in messages.
  let name: String
  private let entries: [String: ZipEntry]

  /// More files than this have no workbooks.
  private static let mostEntries = 1 << 17

  /// - Throws: `ReadError`: `bad-workbook`; `SystemError`.
  init(_ source: InputSource, name: String) throws {
    self.source = source
    self.name = name
    let end = try Self.end(source, name)
    guard end.count <= Self.mostEntries else { throw ReadError.badWorkbook(name, "it says that it has \(end.count) parts") }
    let bytes = try ZipBytes(source, end.offset..<(end.offset + end.size), name)
    var entries: [String: ZipEntry] = [:]
    var position = 0
    for _ in 0..<end.count {
      let (entry, length) = try Self.entry(bytes, at: position)
      position += length
      // Names differ in case only where a program wrote them carelessly.
      entries[entry.name.lowercased()] = entry
    }
    self.entries = entries
  }

  /// The file of a name, in any case; a slash at its beginning does not count.
  subscript(path: String) -> ZipEntry? {
    let plain = path.hasPrefix("/") ? String(path.dropFirst()) : path
    return entries[plain.lowercased()]
  }

  /// Whether a file has one of some names.
  func hasFile(where matches: (String) -> Bool) -> Bool { entries.keys.contains(where: matches) }

  // MARK: Reading the directory

  private struct End {
    let offset: Int
    let size: Int
    let count: Int
  }

  /// The record at the end, which may be followed by a comment.
  private static func end(_ source: InputSource, _ name: String) throws -> End {
    let tail = min(source.count, 22 + 0xFFFF + 20)
    let from = source.count - tail
    let bytes = try ZipBytes(source, from..<source.count, name)
    var place = tail - 22
    while place >= 0, try bytes.number(at: place, 4) != 0x0605_4B50 { place -= 1 }
    if place < 0 { throw ReadError.badWorkbook(name, "it is cut off") }
    var (size, offset, count) = (
      try bytes.number(at: place + 12, 4), try bytes.number(at: place + 16, 4), try bytes.number(at: place + 10, 2)
    )
    if place >= 20, try bytes.number(at: place - 20, 4) == 0x0706_4B50 {
      let large = try bytes.number(at: place - 12, 8)
      let record = try ZipBytes(source, large..<(large + 56), name)
      guard try record.number(at: 0, 4) == 0x0606_4B50 else { throw ReadError.badWorkbook(name, "its directory is damaged") }
      (count, size, offset) = (try record.number(at: 32, 8), try record.number(at: 40, 8), try record.number(at: 48, 8))
    }
    guard offset <= source.count, size <= source.count - offset else {
      throw ReadError.badWorkbook(name, "its directory is damaged, or it is cut off")
    }
    return End(offset: offset, size: size, count: count)
  }

  /// An entry of the directory, and its length there.
  private static func entry(_ bytes: ZipBytes, at start: Int) throws -> (ZipEntry, length: Int) {
    guard try bytes.number(at: start, 4) == 0x0201_4B50 else { throw bytes.damaged }
    let (nameCount, extraCount, commentCount) = (
      try bytes.number(at: start + 28, 2), try bytes.number(at: start + 30, 2), try bytes.number(at: start + 32, 2)
    )
    let (flags, method) = (try bytes.number(at: start + 8, 2), try bytes.number(at: start + 10, 2))
    var (packed, count, header) = (
      try bytes.number(at: start + 20, 4), try bytes.number(at: start + 24, 4), try bytes.number(at: start + 42, 4)
    )
    let name = try bytes.text(start + 46, nameCount)
    if flags & 1 != 0 { throw ReadError.badWorkbook(bytes.name, "it is protected by a password") }
    // The sizes beyond 32 bits stand in a field of their own, in this order, where they are needed.
    var place = start + 46 + nameCount
    let extraEnd = place + extraCount
    while place + 4 <= extraEnd {
      let (kind, length) = (try bytes.number(at: place, 2), try bytes.number(at: place + 2, 2))
      if kind == 1 {
        var at = place + 4
        func next(_ value: Int) throws -> Int {
          guard value == 0xFFFF_FFFF, at + 8 <= place + 4 + length else { return value }
          defer { at += 8 }
          return try bytes.number(at: at, 8)
        }
        count = try next(count)
        packed = try next(packed)
        header = try next(header)
      }
      place += 4 + length
    }
    let entry = ZipEntry(
      name: name, method: method, packedCount: packed, count: count,
      checksum: UInt32(truncatingIfNeeded: try bytes.number(at: start + 16, 4)),
      header: header)
    return (entry, 46 + nameCount + extraCount + commentCount)
  }
}

/// A range of an archive, of which numbers are read.
struct ZipBytes {
  private let reader: InputReader
  private let base: UnsafeMutablePointer<UInt8>
  private let count: Int
  let name: String

  init(_ source: InputSource, _ range: Range<Int>, _ name: String) throws {
    self.name = name
    guard range.lowerBound >= 0, range.upperBound <= source.count else { throw ReadError.badWorkbook(name, "it is cut off") }
    reader = InputReader(source)
    base = try reader.window(range).base + range.lowerBound
    count = range.count
  }

  var damaged: ReadError { .badWorkbook(name, "its directory is damaged") }

  /// A number of 2, 4 or 8 bytes, the lowest first.
  func number(at place: Int, _ size: Int) throws -> Int {
    guard place >= 0, place <= count - size else { throw damaged }
    let value = withExtendedLifetime(reader) { (0..<size).reduce(UInt64(0)) { $0 | UInt64(base[place + $1]) << UInt64($1 * 8) } }
    guard value <= UInt64(1) << 56 else { throw damaged }
    return Int(value)
  }

  func text(_ place: Int, _ length: Int) throws -> String {
    guard place >= 0, length >= 0, place <= count - length else { throw damaged }
    return withExtendedLifetime(reader) { String(decoding: UnsafeBufferPointer(start: base + place, count: length), as: UTF8.self) }
  }
}
