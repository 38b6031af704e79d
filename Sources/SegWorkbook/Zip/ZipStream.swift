// The bytes of a file in an archive, unpacked block by block.

import CZlib
import SegFiles
import SegPlatform
import SegRuntime

/// Reads a file of an archive from its beginning to its end.
///
/// A file that unpacks to far more than tables do is refused while it is unpacked: what the
/// archive says of sizes is not relied on.
final class ZipStream {
  private let source: InputSource
  private let name: String
  private let entry: ZipEntry
  private let work: ReadWork
  private let reader: InputReader
  private var stream = z_stream()
  private var isInflating = false
  /// Where the next packed bytes stand, and where they end.
  private var position: Int
  private let end: Int
  private var window: InputWindow?
  private var windowEnd: Int
  private(set) var given = 0
  private var checksum: UInt = 0
  private(set) var isFinished = false

  private static let blockCount = 1 << 18
  /// Texts that unpack to more than so many bytes, and to more than so many times their size, are
  /// taken for files made to fill memory. Sheets of equal cells unpack to 20 to 150 times.
  private static let (largeCount, mostTimes) = (1 << 26, 400)

  /// - Throws: `ReadError`: `bad-workbook`; `SystemError`.
  init(_ archive: ZipArchive, _ entry: ZipEntry, _ work: ReadWork) throws {
    source = archive.source
    name = archive.name
    self.entry = entry
    self.work = work
    reader = InputReader(source)
    let (start, headerEnd) = (entry.header, entry.header.addingReportingOverflow(30))
    guard start >= 0, !headerEnd.overflow, headerEnd.partialValue <= source.count else {
      throw ReadError.badWorkbook(name, "it is cut off")
    }
    let header = try ZipBytes(source, start..<headerEnd.partialValue, name)
    guard try header.number(at: 0, 4) == 0x0403_4B50 else { throw header.damaged }
    position = headerEnd.partialValue + (try header.number(at: 26, 2)) + (try header.number(at: 28, 2))
    guard entry.packedCount >= 0, position <= source.count, entry.packedCount <= source.count - position else {
      throw ReadError.badWorkbook(name, "it is cut off")
    }
    end = position + entry.packedCount
    windowEnd = position
    guard entry.method == 0 || entry.method == 8 else {
      throw ReadError.badWorkbook(name, "`\(entry.name)` in it is packed in a way that workbooks do not use (method \(entry.method))")
    }
    if entry.method == 8 {
      guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
        throw SystemError(number: ENOMEM)
      }
      isInflating = true
    }
  }

  deinit { if isInflating { inflateEnd(&stream) } }

  /// Writes the next bytes to `memory`.
  ///
  /// - Returns: how many, at most `room`; 0 at the end.
  /// - Throws: `ReadError`: `bad-workbook`; why reading is to end.
  func read(into memory: UnsafeMutablePointer<UInt8>, room: Int) throws -> Int {
    try work.context.check()
    let room = min(room, 1 << 24)
    let count = isFinished || room == 0 ? 0 : isInflating ? try inflate(into: memory, room) : try copy(into: memory, room)
    given += count
    checksum = UInt(crc32(uLong(checksum), memory, uInt(count)))
    if given > Self.largeCount, given / Self.mostTimes > max(1, position - entry.header) {
      throw ReadError.badWorkbook(
        name, "`\(entry.name)` in it unpacks to more than \(Self.mostTimes) times its size",
        fix: "if that is right, save the sheet as CSV and load that")
    }
    if isFinished, UInt32(truncatingIfNeeded: checksum) != entry.checksum {
      throw ReadError.badWorkbook(name, "`\(entry.name)` in it is damaged")
    }
    return count
  }

  private func copy(into memory: UnsafeMutablePointer<UInt8>, _ room: Int) throws -> Int {
    let count = min(room, end - position)
    if count > 0 {
      let window = try reader.window(position..<(position + count))
      memory.update(from: window.base + position, count: count)
      position += count
    }
    isFinished = position == end
    return count
  }

  private func inflate(into memory: UnsafeMutablePointer<UInt8>, _ room: Int) throws -> Int {
    stream.next_out = memory
    stream.avail_out = UInt32(room)
    while stream.avail_out > 0 {
      if position == windowEnd, position < end {
        windowEnd = min(end, position + Self.blockCount)
        window = try reader.window(position..<windowEnd)
      }
      let packed = windowEnd - position
      stream.next_in = window.map { $0.base + position }
      stream.avail_in = UInt32(packed)
      let status = CZlib.inflate(&stream, Z_NO_FLUSH)
      position += packed - Int(stream.avail_in)
      switch status {
      case Z_OK: continue
      case Z_STREAM_END:
        isFinished = true
        return room - Int(stream.avail_out)
      case Z_BUF_ERROR:
        if position == end { throw ReadError.badWorkbook(name, "`\(entry.name)` in it is cut off") }
      case Z_MEM_ERROR: throw SystemError(number: ENOMEM)
      default: throw ReadError.badWorkbook(name, "`\(entry.name)` in it is damaged")
      }
    }
    return room
  }
}
