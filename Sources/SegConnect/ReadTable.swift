// From a path or bytes to a table: open, decompress, decode, parse.

import Glibc
import SegColumns
import SegDiagnostics

/// Reads a file as a table.
///
/// - Throws: `file-not-found`, `not-a-file`, `cannot-read`, and what
///   ``readTable(bytes:name:options:)`` throws.
package func readTable(path: String, options: ReadOptions) throws(ReadError) -> ReadResult {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  if descriptor < 0 {
    let error = SystemError()
    if error.number == ENOENT || error.number == ENOTDIR { throw Folder.notFound(path) }
    throw .cannotRead(path, error.text)
  }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path, SystemError().text) }
  if status.st_mode & S_IFMT == S_IFDIR { throw .notAFile(path, "a folder") }
  if isEndless(descriptor, status) { throw .notAFile(path, "a device") }
  let input: InputBytes
  do {
    input = try InputBytes.read(descriptor: descriptor, status: status, limit: options.memoryLimit)
  } catch {
    throw .cannotRead(path, error.text)
  }
  return try read(input, name: path, options: options)
}

/// Whether an open file is a device other than a terminal or `/dev/null`:
/// `/dev/zero` would be read until no memory is left.
private func isEndless(_ descriptor: Int32, _ status: stat) -> Bool {
  let kind = status.st_mode & S_IFMT
  if kind != S_IFCHR { return kind == S_IFBLK }
  if isatty(descriptor) == 1 { return false }
  var null = stat()
  return stat("/dev/null", &null) != 0 || null.st_rdev != status.st_rdev
}

/// Reads bytes in memory as a table; `name` is what messages call them, and
/// its ending tells the format.
///
/// - Throws: `empty-file`, `binary-file`, `bad-encoding`, `bad-gzip`,
///   `unknown-column`, `bad-option`, `too-many-columns`, `ambiguous-date`,
///   `interrupted`.
package func readTable(bytes: [UInt8], name: String, options: ReadOptions) throws(ReadError) -> ReadResult {
  guard let input = bytes.withUnsafeBytes({ InputBytes(copying: $0) }) else {
    throw .cannotRead(name, SystemError(number: ENOMEM).text)
  }
  return try read(input, name: name, options: options)
}

private func read(_ raw: InputBytes, name: String, options: ReadOptions) throws(ReadError) -> ReadResult {
  if raw.count == 0 { throw .emptyFile(name) }
  var input = raw
  if Gzip.isGzip(raw) {
    do {
      input = try Gzip.decompress(raw, limit: options.memoryLimit, isCancelled: options.isCancelled)
    } catch {
      switch error {
      case .truncated: throw .badGzip(name, "it is cut off")
      case .damaged: throw .badGzip(name, "it is damaged")
      case .trailing: throw .badGzip(name, "something else follows its end")
      case .outOfMemory: throw .badGzip(name, "there is not enough memory for its content")
      }
    }
    if options.isCancelled() { throw .interrupted() }
    if input.count == 0 { throw .emptyFile(name) }
  }
  let format: FileFormat
  if let wanted = options.format {
    guard let named = FileFormat.named(wanted) else {
      throw .badOption("format", wanted, expected: FileFormat.all.map(\.name))
    }
    format = named
  } else {
    format = FileFormat.of(path: name)
  }
  var result = try decodeAndRead(input, format, name: name, options: options)
  result.byteCount = raw.count
  return result
}

/// Finds the encoding: as told, by a byte order mark, UTF-8, else GB18030.
private func decodeAndRead(
  _ input: InputBytes, _ format: FileFormat, name: String, options: ReadOptions
) throws(ReadError) -> ReadResult {
  let mark = TextEncoding.mark(input)
  let isToldUTF8 = ["utf-8", "utf8"].contains(options.encoding?.lowercased())
  if let told = options.encoding, !isToldUTF8 {
    var (encoding, start) = (told.uppercased(), 0)
    if encoding.hasPrefix("UTF-16") || encoding.hasPrefix("UTF16"), let mark, mark.name != "UTF-8" {
      (encoding, start) = (mark.name, mark.count)
    }
    return try convertAndRead(input, from: start, encoding, format, name: name, options: options)
  }
  if let mark, mark.name != "UTF-8", !isToldUTF8 {
    return try convertAndRead(input, from: mark.count, mark.name, format, name: name, options: options)
  }
  let binary = TextEncoding.binaryKind(input)
  if binary.isBinary { throw .binaryFile(name, kind: binary.kind) }
  let start = mark?.count ?? 0
  if start >= input.count { throw .emptyFile(name) }
  if isToldUTF8 || mark != nil || TextEncoding.startsAsUTF8(input) {
    switch try call(format, input, start, name, options) {
    case .read(let result): return result
    case .notUTF8:
      if isToldUTF8 || mark != nil { throw badUTF8(input, name) }
    }
  }
  do {
    return try convertAndRead(input, from: 0, "GB18030", format, name: name, options: options)
  } catch  where error.diagnostic.id == "bad-encoding" {
    // Neither: what is said is about UTF-8, which files ought to be.
    throw badUTF8(input, name)
  }
}

private func badUTF8(_ input: InputBytes, _ name: String) -> ReadError {
  let offset = TextEncoding.firstInvalid(input.base, input.count) ?? 0
  return .badEncoding(name, encoding: "UTF-8", offset: offset, line: TextEncoding.line(of: offset, in: input))
}

private func convertAndRead(
  _ input: InputBytes, from start: Int, _ encoding: String, _ format: FileFormat, name: String, options: ReadOptions
) throws(ReadError) -> ReadResult {
  let text: InputBytes
  do {
    text = try TextEncoding.convert(input, from: start, encoding: encoding, isCancelled: options.isCancelled)
  } catch {
    switch error {
    case .unknown: throw .unknownEncoding(encoding)
    case .cancelled: throw .interrupted()
    case .outOfMemory: throw .cannotRead(name, SystemError(number: ENOMEM).text)
    case .invalid(let offset):
      throw .badEncoding(name, encoding: encoding, offset: offset, line: TextEncoding.line(of: offset, in: input))
    }
  }
  if text.count == 0 { throw .emptyFile(name) }
  let mark = TextEncoding.mark(text)
  guard case .read(var result) = try call(format, text, mark?.count ?? 0, name, options) else {
    throw .badEncoding(name, encoding: encoding, offset: 0, line: 1)
  }
  result.encoding = encoding
  return result
}

private func call(
  _ format: FileFormat, _ input: InputBytes, _ start: Int, _ name: String, _ options: ReadOptions
) throws(ReadError) -> TextOutcome {
  do {
    return try format.read(input, start, name, options)
  } catch let error as ReadError {
    throw error
  } catch {
    throw .cannotRead(name, "\(error)")
  }
}

/// Suggestions for a path that does not exist.
private enum Folder {
  static func notFound(_ path: String) -> ReadError {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let file = String(parts.last ?? "")
    let folder = parts.dropLast().joined(separator: "/")
    let shown = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
    guard let entries = names(in: shown) else { return .folderNotFound(shown, path: path) }
    let nearest = Speller.nearest(to: file, among: entries.sorted())
    return .fileNotFound(path, nearest: nearest.map { folder.isEmpty ? $0 : folder + "/" + $0 })
  }

  private static func names(in folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while names.count < 10_000, let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
