// Formats of text: bytes are decoded first, then parsed.

import SegDiagnostics
import SegPlatform
import SegColumns
import SegFiles
import SegRuntime

extension FileFormat {
  /// A format of text.
  ///
  /// - Parameter parse: reads UTF-8.
  static func text(
    name: String, summary: Message, extensions: [String], options: [String], parse: @escaping TextReader.Parse
  ) -> FileFormat {
    var format = FileFormat(
      name: name, summary: summary, extensions: extensions, options: options,
      schema: { content, request in try TextReader(content, request, parse).head().schema },
      read: { content, request in try TextReader(content, request, parse).read().reading })
    format.head = { content, request in try TextReader(content, request, parse).head() }
    return format
  }
}

/// Reads one text: finds its encoding, decodes, parses.
package struct TextReader {
  /// Reads UTF-8 text, which starts at `start`: the records that start before
  /// `end`.
  package typealias Parse =
    @Sendable (
      _ source: InputSource, _ start: Int, _ end: Int, _ name: String, _ options: TextOptions, _ work: ReadWork
    ) throws -> ReadResult

  private let content: FileContent
  private let options: TextOptions
  private let work: ReadWork
  private let parse: Parse

  /// - Throws: `bad-option`.
  package init(_ content: FileContent, _ request: FileRequest, _ parse: @escaping Parse) throws {
    self.content = content
    options = try TextOptions(request)
    work = request.work
    self.parse = parse
  }

  /// - Throws: `empty-file`, `binary-file`, `bad-encoding`, `bad-gzip`,
  ///   `unknown-column`, `bad-option`, `too-many-columns`, `ambiguous-date`,
  ///   `interrupted`.
  package func read() throws -> ReadResult { try decoded(try content.source(), to: .max) }

  /// The number of bytes from which the columns are inferred.
  private static let headCount = 1 << 18

  /// The columns, from the text's beginning.
  ///
  /// - Throws: as ``read()``.
  package func head() throws -> FileFormat.Head {
    let source = try content.head(Self.headCount * 2)
    let isWhole = source.count <= Self.headCount
    let result = try decoded(source, to: isWhole ? .max : Self.headCount)
    return result.head(isWhole: isWhole)
  }

  /// The number of bytes needed to recognize an encoding.
  private static let beginningCount = 1 << 16 + 8

  /// Finds the encoding: the one given, that of a byte order mark, or that which the bytes show.
  private func decoded(_ source: InputSource, to end: Int) throws -> ReadResult {
    let name = content.name
    let beginning = try source.beginning(Self.beginningCount)
    let mark = TextEncoding.mark(beginning)
    let isToldUTF8 = ["utf-8", "utf8"].contains(options.encoding?.lowercased())
    if let told = options.encoding, !isToldUTF8 {
      var (encoding, start) = (told.uppercased(), 0)
      if encoding.hasPrefix("UTF-16") || encoding.hasPrefix("UTF16"), let mark, mark.name != "UTF-8" {
        (encoding, start) = (mark.name, mark.count)
      }
      return try converted(source, from: start, to: end, encoding)
    }
    if let mark, mark.name != "UTF-8", !isToldUTF8 {
      return try converted(source, from: mark.count, to: end, mark.name)
    }
    let seen = min(Self.beginningCount, beginning.count)
    if !isToldUTF8, mark == nil, let wide = EncodingGuess.utf16(beginning.base, min(seen, 1 << 16)) {
      return try guessed(source, to: end, wide)
    }
    if let binary = FileKind.form(of: beginning) { throw ReadError.binaryFile(name, binary) }
    let start = mark?.count ?? 0
    if start >= source.count { throw ReadError.emptyFile(name) }
    // Bytes above 127 that the beginning does not have show as records that are rejected.
    let isUndecided = mark == nil && !isToldUTF8
    if EncodingEvidence(beginning: beginning, seen).badBytes == 0 {
      let result = try parse(source, start, end, name, options, work)
      if result.badLines == 0 { return result }
      let evidence = try EncodingEvidence(source, work.context)
      if evidence.isUTF8 || mark != nil { return result }
      if isToldUTF8, result.badLines * 10 > result.table.rowCount { throw try badUTF8(evidence, source) }
      if isToldUTF8 { return result }
      return try guessed(source, to: end, by: evidence, orUTF8From: start)
    }
    let evidence = try EncodingEvidence(source, work.context)
    if evidence.isUTF8 { return try parse(source, start, end, name, options, work) }
    guard isUndecided else {
      // A few lines that are not in UTF-8 are rejected; many are no mistakes.
      let result = try? parse(source, start, end, name, options, work)
      try work.context.check()
      if let result, result.badLines * 10 <= result.table.rowCount { return result }
      throw try badUTF8(evidence, source)
    }
    return try guessed(source, to: end, by: evidence, orUTF8From: start)
  }

  private func badUTF8(_ evidence: EncodingEvidence, _ source: InputSource) throws -> ReadError {
    let input = try source.whole(limit: work.memoryLimit, work.context)
    let offset = evidence.firstBad ?? 0
    return .badEncoding(
      content.name, encoding: "UTF-8", offset: offset, line: TextEncoding.line(of: offset, in: input),
      guess: EncodingGuess.likeliest(for: evidence.sample))
  }

  /// The result in the encoding that the bytes which are not UTF-8 have most likely. If some others are UTF-8, they may have
  /// no characters in that encoding: then those bytes are mistakes in a text of UTF-8.
  private func guessed(
    _ source: InputSource, to end: Int, by evidence: EncodingEvidence, orUTF8From start: Int
  ) throws -> ReadResult {
    do {
      return try guessed(source, to: end, EncodingGuess.likeliest(for: evidence.sample))
    } catch let error as ReadError where error.diagnostic.id == "bad-encoding" && evidence.characters > 0 {
      return try parse(source, start, end, content.name, options, work)
    }
  }

  /// The result in an encoding that nobody has given, with a warning.
  private func guessed(_ source: InputSource, to end: Int, _ encoding: String) throws -> ReadResult {
    var result = try converted(source, from: 0, to: end, encoding)
    result.warnings.append(.guessedEncoding(content.name, encoding, example: result.table.foreignText))
    return result
  }

  private func converted(_ source: InputSource, from start: Int, to end: Int, _ encoding: String) throws -> ReadResult {
    let isPart = end < source.count
    let text = try utf8(source, from: start, encoding, isPart: isPart)
    // Four bytes may have become one, so the last examined record is complete.
    let end = isPart ? Self.headCount / 4 : end
    if text.count == 0 { throw ReadError.emptyFile(content.name) }
    var options = options
    options.decodedFrom = encoding
    var result = try parse(.bytes(text), TextEncoding.mark(text)?.count ?? 0, end, content.name, options, work)
    result.encoding = encoding
    return result
  }

  /// The text as UTF-8, or its beginning. The file's own bytes are freed.
  private func utf8(
    _ source: InputSource, from start: Int, _ encoding: String, isPart: Bool
  ) throws -> InputBytes {
    let input =
      isPart ? try source.beginning(Self.headCount * 2) : try source.whole(limit: work.memoryLimit, work.context)
    do {
      return try TextEncoding.convert(input, from: start, encoding: encoding, isPart: isPart, work.context)
    } catch {
      switch error {
      case .unknown: throw ReadError.unknownEncoding(encoding)
      case .cancelled:
        try work.context.check()
        throw ReadError(RuntimeDiagnostics.interrupted())
      case .outOfMemory: throw SystemError(number: ENOMEM)
      case .invalid(let offset):
        throw ReadError.badEncoding(
          content.name, encoding: encoding, offset: offset, line: TextEncoding.line(of: offset, in: input), guess: nil)
      }
    }
  }
}

extension Column {
  /// The first and the last day of a date or a timestamp.
  fileprivate var daysSeen: ClosedRange<Int32>? {
    guard type == .date || type == .timestamp else { return nil }
    let days = (0..<count).filter(isPresent).map { row in
      type == .date ? Int32(clamping: integer(row)) : Int32(clamping: CalendarDate.day(of: integer(row)))
    }
    guard let first = days.min(), let last = days.max() else { return nil }
    return first...last
  }
}

extension ReadResult {
  /// The most values of a text column that are kept of the first rows: more are names, not groups.
  private static let mostValuesSeen = 200

  /// What the first rows of a file show.
  ///
  /// - Parameter isWhole: whether they are all rows.
  package func head(isWhole: Bool) -> FileFormat.Head {
    let columns = table.schema().columns.map { column in
      var found = SourceSchema.Column(
        column.name, column.type, isEmpty: column.isEmpty,
        isCertain: isWhole || certainColumns.contains(column.name))
      found.days = table[column.name]?.daysSeen
      if !column.isEmpty, let texts = table[column.name]?.dictionary, texts.count <= Self.mostValuesSeen {
        found.values = texts.texts
        found.hasAllValues = isWhole
      }
      return found
    }
    var schema = SourceSchema(
      columns, sampledRows: isWhole ? nil : table.rowCount,
      mayHaveOtherColumns: !isWhole && !hasCertainNames)
    schema.rowCount = table.rowCount
    schema.rejectCount = rejects.rowCount
    if rejects.rowCount > 0, case .integer(let line)? = rejects["line"]?[0],
      case .text(let text)? = rejects["text"]?[0]
    {
      schema.firstReject = SourceSchema.Reject(line: Int(line), text: ColumnNote.shown(text))
    }
    return FileFormat.Head(schema: schema, evidence: evidence)
  }

  /// The result in the form of all sources.
  package var reading: TableReading {
    var facts: [Message] = ["\(encoding)"]
    switch delimiter {
    case UInt8(ascii: ",")?: facts.append("comma")
    case UInt8(ascii: ";")?: facts.append("semicolon")
    case UInt8(ascii: "\t")?: facts.append("tab")
    case UInt8(ascii: "|")?: facts.append("bar")
    case BlankRuns.blank?: facts.append("blanks")
    case let other?: facts.append("`\(String(decoding: [other], as: UTF8.self))`")
    case nil: break
    }
    if !hasHeader { facts.append("no header") }
    if hasDecimalComma { facts.append("decimal comma") }
    var reading = TableReading(table, rejects: rejects, facts: facts, notes: columnNotes)
    reading.warnings = warnings
    reading.evidence = evidence
    let lines = lineIndex
    reading.place = { lines?.place(of: $0) }
    return reading
  }
}

extension Table {
  /// A text with a character outside ASCII, to judge an encoding by; nil if the first rows have
  /// none.
  fileprivate var foreignText: String? {
    let names = fields.lazy.map(\.name)
    let values = fields.lazy.compactMap { field -> String? in
      guard let dictionary = field.column.dictionary, field.column.type == .text else { return nil }
      return (0..<min(1000, dictionary.count)).lazy.map { dictionary[$0] }.first { $0.utf8.contains { $0 >= 0x80 } }
    }
    return values.first ?? names.first { $0.utf8.contains { $0 >= 0x80 } }
  }
}
