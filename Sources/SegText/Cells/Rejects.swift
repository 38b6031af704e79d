// Rejected records: the reasons, and the table of rejects.

import SegColumns
import SegDiagnostics

/// The reason why a record was rejected; the wording is ``text``.
enum RejectReason: Error, Equatable {
  case tooFewFields(found: Int, expected: Int)
  case tooManyFields(found: Int, expected: Int)
  case unclosedQuote
  case longQuote
  case textAfterQuote
  case notOfType(ColumnType)
  /// Bytes that are no text of the file's encoding.
  case badBytes(String)
  case nulByte
  case repeatedHeader
  case notAnObject
  case array
  case badJSON(String)
  case tooDeep
  case duplicateKey

  /// The text of the column `reason` of the rejects: data, in English.
  var text: String { message.description }

  var message: Message {
    switch self {
    case .tooFewFields(let found, let expected), .tooManyFields(let found, let expected):
      "\(found) \(found == 1 ? "field" : "fields") where \(expected) \(expected == 1 ? "is" : "are") expected"
    case .unclosedQuote: "a quote opens here and is never closed"
    case .longQuote: "a quote opens here and is not closed within \(TextLimits.longestQuoted >> 20) MB"
    case .textAfterQuote: "text after a closing quote (a quote inside quotes is written twice)"
    case .notOfType(let type): "not \(Self.article(type)) \(type.word)"
    case .badBytes(let encoding): "bytes that are not \(encoding)"
    case .nulByte: "a NUL byte, which no text has (remove them: tr -d '\\000' < FILE)"
    case .repeatedHeader: "the header again"
    case .notAnObject: "not an object `{…}`"
    case .array: "an array; a row is an object `{…}`, or an array as long as the first of its file"
    case .badJSON(let what): "not valid JSON: \(what)"
    case .tooDeep: "nested more than 100 deep"
    case .duplicateKey: "a key is repeated"
    }
  }

  /// Whether quotes are at fault, so that only the end of the line is known.
  var isAboutQuotes: Bool { self == .unclosedQuote || self == .longQuote || self == .textAfterQuote }

  private static func article(_ type: ColumnType) -> String { type == .integer ? "an" : "a" }
}

/// Gathers rejected records of any format; there may be millions.
struct RejectsBuilder {
  private var lines: [Int64] = []
  private let columns = CodedTexts()
  private let reasons = CodedTexts()
  private let texts = CodedTexts()
  /// The wording of the last reason; the next one is usually the same.
  private var last: (reason: RejectReason, text: String)?

  var count: Int { lines.count }

  /// - Parameter raw: the record's bytes; 7 more may be read.
  mutating func add(line: Int64, column: String?, reason: RejectReason, raw: UnsafeBufferPointer<UInt8>) {
    lines.append(line)
    columns.add(column)
    let text = if let last, last.reason == reason { last.text } else { reason.text }
    last = (reason, text)
    reasons.add(text)
    texts.add(raw)
  }

  var table: Table {
    Table(
      fields: [
        .init("line", .integer(Buffer(lines), validity: nil)), .init("column", columns.column),
        .init("reason", reasons.column), .init("text", texts.column),
      ], rowCount: lines.count)
  }
}

/// Collects the texts of a column as codes of the distinct ones.
private final class CodedTexts {
  private var codes: [UInt32] = []
  private var collector = TextCollector()
  private var isMissing: [Bool] = []
  private var last: (text: String, code: UInt32)?

  deinit { collector.free() }

  /// Adds a text that is often the same as the one before.
  func add(_ text: String?) {
    isMissing.append(text == nil)
    guard let text else { return codes.append(0) }
    if let last, last.text == text { return codes.append(last.code) }
    let code = code(of: text)
    last = (text, code)
    codes.append(code)
  }

  /// - Parameter bytes: 7 more may be read.
  func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    isMissing.append(false)
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return codes.append(code(of: "")) }
    let code = collector.code(start, bytes.count)
    codes.append(code == TextCollector.invalid ? self.code(of: String(decoding: bytes, as: UTF8.self)) : code)
  }

  private func code(of text: String) -> UInt32 {
    let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: 8)
    return bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { collector.code($0, buffer.count - 8) } ?? 0
    }
  }

  var column: Column {
    var validity: Bitmap?
    if isMissing.contains(true) {
      let bits = Bitmap(count: codes.count)
      for row in isMissing.indices where !isMissing[row] { bits.set(row) }
      validity = bits
      // Every code needs a text, even under a missing value.
      if collector.count == 0 { _ = code(of: "") }
    }
    let bytes = Buffer<UInt8>(count: collector.byteCount)
    bytes.pointer.update(from: collector.bytes, count: collector.byteCount)
    let offsets = Buffer<Int>(count: collector.count + 1)
    offsets.pointer.update(from: collector.offsets, count: collector.count + 1)
    return Column.text(Buffer(codes), dictionary: TextDictionary(bytes: bytes, offsets: offsets), validity: validity)
  }
}
