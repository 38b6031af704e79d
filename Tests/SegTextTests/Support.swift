// What the tests of this target share: reading texts, showing columns.

import SegPlatform
import SegColumns
import SegDiagnostics
import SegFiles
import Testing

@testable import SegText

/// All options of reading a text.
@dynamicMemberLookup
struct ReadOptions {
  var text = TextOptions()
  var work = ReadWork()
  var format: String?

  subscript<Part>(dynamicMember path: WritableKeyPath<TextOptions, Part>) -> Part {
    get { text[keyPath: path] }
    set { text[keyPath: path] = newValue }
  }

  subscript<Part>(dynamicMember path: WritableKeyPath<ReadWork, Part>) -> Part {
    get { work[keyPath: path] }
    set { work[keyPath: path] = newValue }
  }
}

/// Reads the contents of a source.
func read(_ source: InputSource, name: String, options: ReadOptions) throws -> ReadResult {
  var request = FileRequest()
  request.types = options.text.types
  request.columns = options.text.columns
  request.work = options.work
  func add(_ name: String, _ value: Value?) { if let value { request.options.append((name, value)) } }
  add("delimiter", options.text.delimiter.map { .text(String(decoding: [$0], as: UTF8.self)) })
  add("encoding", options.text.encoding.map { .text($0) })
  add("header", options.text.header.map { .boolean($0) })
  add("date_order", options.text.dateOrder.map { .text($0.rawValue) })
  for word in options.text.missing { add("missing", .text(word)) }
  func character(_ byte: UInt8?) -> Value? { byte.map { .text(String(decoding: [$0], as: UTF8.self)) } }
  add("skip", options.text.skip.map { .integer(Int64($0)) })
  if !options.text.comment.isEmpty { add("comment", .text(String(decoding: options.text.comment, as: UTF8.self))) }
  add("quote", character(options.text.quote))
  add("escape", character(options.text.escape))
  if options.text.isPadded { add("pad", .boolean(true)) }
  if options.text.isTrimmed { add("trim", .boolean(true)) }
  let content = try FileContent(source, name: name, work: options.work)
  let isNDJSON = (options.format ?? name).contains("json")
  return try TextReader(content, request) { source, start, end, name, options, work in
    if isNDJSON {
      let bytes = try source.whole(limit: work.memoryLimit, work.context)
      return try NDJSONReader(bytes, from: start, to: end, name: name, options: options, work: work).read()
    }
    return try CSVReader(source, from: start, to: end, name: name, options: options, work: work).read()
  }.read()
}

/// Reads bytes in memory.
func readTable(bytes: [UInt8], name: String, options: ReadOptions) throws -> ReadResult {
  let input = try #require(bytes.withUnsafeBytes { InputBytes(copying: $0) })
  return try systemErrors(name) { try read(.bytes(input), name: name, options: options) }
}

/// Reads the file of a path.
func readTable(path: String, options: ReadOptions) throws -> ReadResult {
  try systemErrors(path) {
    let source = try InputSource.opened(path: path, limit: options.work.memoryLimit)
    let result = try read(source, name: path, options: options)
    if case .file(let file) = source { try file.checkUnchanged() }
    return result
  }
}

/// Reads a text as CSV.
func csv(_ text: String, name: String = "t.csv", _ set: (inout ReadOptions) -> Void = { _ in }) throws -> ReadResult {
  try readBytes(Array(text.utf8), name: name, set)
}

func readBytes(_ bytes: [UInt8], name: String = "t.csv", _ set: (inout ReadOptions) -> Void = { _ in }) throws
  -> ReadResult
{
  var options = ReadOptions()
  set(&options)
  if options.chunkSize == ReadOptions().chunkSize { return try readTable(bytes: bytes, name: name, options: options) }
  // In chunks, from a file of which only a part is seen at a time.
  options.lookAhead = [1, 13, 100][bytes.count % 3]
  return try read(.file(file(bytes)), name: name, options: options)
}

/// A file without a name that holds some bytes.
func file(_ bytes: [UInt8]) throws -> InputFile {
  var path = Array("/tmp/seg-test-XXXXXX".utf8CString)
  let descriptor = mkstemp(&path)
  unlink(path)
  #expect(write(descriptor, bytes, bytes.count) == bytes.count)
  var status = stat()
  #expect(fstat(descriptor, &status) == 0)
  return InputFile(descriptor, status)
}

/// The id and message of the diagnostic that `body` throws.
func diagnostic(_ body: () throws -> Void) -> Diagnostic? {
  do {
    try body()
    return nil
  } catch let error as ReadError {
    return error.diagnostic
  } catch {
    return nil
  }
}

/// A column's type and its values as text, missing ones as `·`.
func shown(_ column: Column?) -> String {
  guard let column else { return "no column" }
  let values = (0..<column.count).map { row -> String in
    let value = column[row]
    return value == .missing ? "·" : value.description
  }
  return "\(column.type.rawValue): \(values.joined(separator: " | "))"
}

/// A whole table as text, for comparing: physical widths, values, dictionaries.
func dump(_ table: Table) -> String {
  table.fields.map { field in
    let width: String =
      switch field.column.values {
      case .int8: "int8"
      case .uint8: "uint8"
      case .int16: "int16"
      case .int32: "int32"
      case .int64: "int64"
      case .float64: "float64"
      case .codes8: "codes8"
      case .codes16: "codes16"
      case .codes32: "codes32"
      case .bits: "bits"
      }
    let texts = field.column.dictionary?.texts.joined(separator: "/") ?? ""
    return "\(field.name) \(width) \(shown(field.column)) {\(texts)} \(field.column.missingCount)"
  }.joined(separator: "\n")
}

/// Rejects as `line column reason`.
func rejects(_ result: ReadResult) -> [String] {
  (0..<result.rejects.rowCount).map { row in
    let values = result.rejects.row(row).map { $0 == .missing ? "·" : $0.description }
    return values.joined(separator: " | ")
  }
}

/// A seeded generator, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A folder that is deleted afterwards.
func withFolder(_ body: (String) throws -> Void) throws {
  var template = Array("/tmp/segconnectXXXXXX".utf8CString)
  guard let made = mkdtemp(&template) else { return }
  let folder = String(cString: made)
  defer { _ = system("rm -rf '\(folder)'") }
  try body(folder)
}

func save(_ bytes: [UInt8], to path: String) {
  guard let file = fopen(path, "w") else { return }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}
