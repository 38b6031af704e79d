// From a path or bytes to a table: open, decompress, decode, parse.

import Glibc
import SegColumns
import SegDiagnostics
import SegFiles
import SegRuntime

/// Reads a file as a table.
///
/// - Throws: `file-not-found`, `not-a-file`, `cannot-read`, and what
///   ``readTable(bytes:name:options:)`` throws.
package func readTable(path: String, options: ReadOptions) throws(ReadError) -> ReadResult {
  return try systemErrors(path) {
    let source = try InputSource.opened(path: path, limit: options.memoryLimit)
    let result = try read(source, name: path, options: options)
    if case .file(let file) = source { try file.checkUnchanged() }
    return result
  }
}

/// Reads bytes in memory as a table. `name` is their name in messages, and its ending
/// determines the format.
///
/// - Throws: `empty-file`, `binary-file`, `bad-encoding`, `bad-gzip`,
///   `unknown-column`, `bad-option`, `too-many-columns`, `ambiguous-date`,
///   `interrupted`.
package func readTable(bytes: [UInt8], name: String, options: ReadOptions) throws(ReadError) -> ReadResult {
  guard let input = bytes.withUnsafeBytes({ InputBytes(copying: $0) }) else {
    throw .cannotRead(name, SystemError(number: ENOMEM).text)
  }
  return try systemErrors(name) { try read(.bytes(input), name: name, options: options) }
}

/// The number of bytes needed to recognize a file.
private let beginningCount = 1 << 16 + 8

/// Reads the bytes of a source.
func read(_ raw: InputSource, name: String, options: ReadOptions) throws -> ReadResult {
  if raw.count == 0 { throw ReadError.emptyFile(name) }
  var source = raw
  if Gzip.isGzip(try raw.beginning(beginningCount)) {
    let packed = try raw.whole(limit: options.memoryLimit)
    do {
      source = .bytes(
        try Gzip.decompress(packed, limit: options.memoryLimit, options.context))
    } catch {
      switch error {
      case .truncated: throw ReadError.badGzip(name, "it is cut off")
      case .damaged: throw ReadError.badGzip(name, "it is damaged")
      case .trailing: throw ReadError.badGzip(name, "something else follows its end")
      case .outOfMemory:
        try options.context.check()
        throw ReadError.badGzip(name, "there is not enough memory for its content")
      }
    }
    try options.context.check()
    if source.count == 0 { throw ReadError.emptyFile(name) }
  }
  let format: FileFormat
  if let wanted = options.format {
    guard let named = FileFormat.named(wanted) else {
      throw ReadError.badOption("format", wanted, expected: FileFormat.all.map(\.name))
    }
    format = named
  } else {
    format = FileFormat.of(path: name)
  }
  var result = try decodeAndRead(source, format, name: name, options: options)
  result.byteCount = raw.count
  return result
}

/// Finds the encoding: the one given, that of a byte order mark, UTF-8, or GB18030.
private func decodeAndRead(
  _ source: InputSource, _ format: FileFormat, name: String, options: ReadOptions
) throws -> ReadResult {
  let beginning = try source.beginning(beginningCount)
  let mark = TextEncoding.mark(beginning)
  let isToldUTF8 = ["utf-8", "utf8"].contains(options.encoding?.lowercased())
  if let told = options.encoding, !isToldUTF8 {
    var (encoding, start) = (told.uppercased(), 0)
    if encoding.hasPrefix("UTF-16") || encoding.hasPrefix("UTF16"), let mark, mark.name != "UTF-8" {
      (encoding, start) = (mark.name, mark.count)
    }
    return try convertAndRead(source, from: start, encoding, format, name: name, options: options)
  }
  if let mark, mark.name != "UTF-8", !isToldUTF8 {
    return try convertAndRead(source, from: mark.count, mark.name, format, name: name, options: options)
  }
  let binary = TextEncoding.binaryKind(beginning)
  if binary.isBinary { throw ReadError.binaryFile(name, kind: binary.kind) }
  let start = mark?.count ?? 0
  if start >= source.count { throw ReadError.emptyFile(name) }
  if isToldUTF8 || mark != nil || TextEncoding.startsAsUTF8(beginning) {
    switch try format.read(source, start, name, options) {
    case .read(let result): return result
    case .notUTF8:
      if isToldUTF8 || mark != nil { throw try badUTF8(source, name, options) }
    }
  }
  do {
    return try convertAndRead(source, from: 0, "GB18030", format, name: name, options: options)
  } catch let error as ReadError where error.diagnostic.id == "bad-encoding" {
    // Neither: the message is about UTF-8, which files should be.
    throw try badUTF8(source, name, options)
  }
}

private func badUTF8(_ source: InputSource, _ name: String, _ options: ReadOptions) throws(SystemError) -> ReadError {
  let input = try source.whole(limit: options.memoryLimit)
  let offset = TextEncoding.firstInvalid(input.base, input.count) ?? 0
  return .badEncoding(name, encoding: "UTF-8", offset: offset, line: TextEncoding.line(of: offset, in: input))
}

private func convertAndRead(
  _ source: InputSource, from start: Int, _ encoding: String, _ format: FileFormat, name: String, options: ReadOptions
) throws -> ReadResult {
  let text = try converted(source, from: start, encoding, name, options)
  if text.count == 0 { throw ReadError.emptyFile(name) }
  let mark = TextEncoding.mark(text)
  guard case .read(var result) = try format.read(.bytes(text), mark?.count ?? 0, name, options) else {
    throw ReadError.badEncoding(name, encoding: encoding, offset: 0, line: 1)
  }
  result.encoding = encoding
  return result
}

/// The text as UTF-8. The file's own bytes are freed.
private func converted(
  _ source: InputSource, from start: Int, _ encoding: String, _ name: String, _ options: ReadOptions
) throws -> InputBytes {
  let input = try source.whole(limit: options.memoryLimit)
  do {
    return try TextEncoding.convert(input, from: start, encoding: encoding, options.context)
  } catch {
    switch error {
    case .unknown: throw ReadError.unknownEncoding(encoding)
    case .cancelled:
      try options.context.check()
      throw ReadError(RuntimeDiagnostics.interrupted())
    case .outOfMemory: throw SystemError(number: ENOMEM)
    case .invalid(let offset):
      throw ReadError.badEncoding(name, encoding: encoding, offset: offset, line: TextEncoding.line(of: offset, in: input))
    }
  }
}
