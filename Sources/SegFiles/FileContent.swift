// The content of a file, for formats.

import SegPlatform

/// The bytes of a file; a .gz file is unpacked.
public final class FileContent {
  /// The file's name in messages: its path in the script.
  public let name: String
  private let raw: InputSource
  private let isPacked: Bool
  private let work: ReadWork
  private var unpacked: InputSource?

  /// - Throws: ``ReadError``: `empty-file`; ``SystemError``.
  package init(_ raw: InputSource, name: String, work: ReadWork) throws {
    if raw.count == 0 { throw ReadError.emptyFile(name) }
    self.name = name
    self.raw = raw
    self.work = work
    isPacked = Gzip.isGzip(try raw.beginning(2))
  }

  /// The first `count` bytes, or fewer if the file is shorter.
  public func beginning(_ count: Int) throws -> [UInt8] {
    let bytes = try head(count).beginning(count)
    return Array(UnsafeBufferPointer(start: bytes.base, count: min(count, bytes.count)))
  }

  /// All bytes.
  public func bytes() throws -> [UInt8] {
    let bytes = try source().whole(limit: work.memoryLimit, work.context)
    return Array(UnsafeBufferPointer(start: bytes.base, count: bytes.count))
  }

  /// The source of the bytes; a packed file is unpacked.
  package func source() throws -> InputSource {
    if !isPacked { return raw }
    if let unpacked { return unpacked }
    let packed = try raw.whole(limit: work.memoryLimit, work.context)
    let source: InputSource
    do {
      source = .bytes(try Gzip.decompress(packed, limit: work.memoryLimit, work.context))
    } catch {
      // If memory was refused, that is the reason.
      if error == .outOfMemory { try work.context.check() }
      throw problem(error)
    }
    try work.context.check()
    if source.count == 0 { throw ReadError.emptyFile(name) }
    unpacked = source
    return source
  }

  /// The same with at least the first `count` bytes; no more of a packed file is unpacked.
  package func head(_ count: Int) throws -> InputSource {
    if !isPacked || unpacked != nil { return try source() }
    // The tables of a member take some hundred bytes, and its name may come before.
    let packed = try raw.beginning(max(count, 1 << 16))
    do {
      let bytes = try Gzip.beginning(of: packed, isWhole: packed.count == raw.count, count)
      return bytes.count == 0 ? try source() : .bytes(bytes)
    } catch let error as Gzip.Failure {
      throw problem(error)
    }
  }

  private func problem(_ failure: Gzip.Failure) -> ReadError {
    switch failure {
    case .truncated: .badGzip(name, "it is cut off")
    case .damaged: .badGzip(name, "it is damaged")
    case .trailing: .badGzip(name, "something else follows its end")
    case .tooDense:
      .badGzip(
        name, "it unpacks to more than \(Gzip.mostTimes) times its size, over \(Gzip.largeCount >> 20) MB",
        fix: "if that is right, unpack it and load the text: gunzip \(name)")
    case .outOfMemory: .badGzip(name, "there is not enough memory for its content")
    }
  }
}
