// The second pass over NDJSON: values into columns.

import SegPlatform
import SegColumns

/// The rows of one range of lines.
struct NDJSONPart {
  /// The thread whose dictionaries the codes belong to.
  let filler: NDJSONFiller
  /// Pieces of all columns, one group after the other.
  var pieces: [[ColumnChunk]] = []
  var rows = 0
  var lines = 0
  var rejects: [Reject] = []
}

/// One thread's column writers.
final class NDJSONFiller {
  private let plans: [ColumnPlan]
  private let keys: [[UInt8]]
  private let columns: [[UInt8]: Int]
  private let reader: CellReader
  private let missing: [[UInt8]]
  private let zone: TimeZoneRule?
  private let writers: UnsafeMutablePointer<ColumnWriter>
  private let memories: [ChunkArena]
  private let units: UnsafeMutablePointer<Int32>
  private let capacity: Int
  /// For each column, the number of the last row that has it.
  private let filled: UnsafeMutablePointer<Int>
  private var number = 0
  /// Columns with texts that have half of a surrogate pair.
  private(set) var halfCharacters: Set<Int> = []
  /// The encoding, if some lines have bytes that are none of its texts.
  var brokenEncoding: String?

  /// - Parameter memories: one for each column, shared by the threads.
  init(_ plans: [ColumnPlan], _ memories: [ChunkArena], survey: NDJSONSurvey, options: TextOptions, missing: [[UInt8]]) {
    self.plans = plans
    self.memories = memories
    keys = survey.keys
    columns = survey.columns
    reader = CellReader(dateOrder: options.dateOrder)
    zone = options.timeZone
    self.missing = missing
    capacity = Self.pieceRows(plans.count)
    units = .allocate(capacity: capacity)
    filled = .allocate(capacity: plans.count + 1)
    filled.initialize(repeating: 0, count: plans.count + 1)
    writers = .allocate(capacity: max(1, plans.count))
    for (index, plan) in plans.enumerated() { (writers + index).initialize(to: ColumnWriter(plan, capacity: capacity)) }
  }

  deinit {
    for index in plans.indices { writers[index].free() }
    writers.deallocate()
    units.deallocate()
    filled.deallocate()
  }

  /// Rows of a piece, for so many columns.
  static func pieceRows(_ columns: Int) -> Int { max(16, min(1 << 14, (1 << 22) / max(1, columns))) }

  /// The dictionary of a column.
  func texts(_ column: Int) -> UnsafeMutablePointer<TextCollector> { writers[column].texts }

  /// Reads the records of a chunk.
  func fill(_ records: JSONRecords, _ chunk: Int, _ base: UnsafeMutablePointer<UInt8>) -> NDJSONPart {
    var part = NDJSONPart(filler: self)
    var row = 0
    var number = self.number
    part.lines = records.each(chunk) { index, record in
      number += 1
      var blamed = -1
      var place = 0
      if let reason = badBytes(record, base) ?? fill(record, [], base, row: row, number: number, &place, &blamed) {
        part.rejects.append(Reject(line: index, column: blamed, reason: reason, range: record, next: record.upperBound))
        for column in plans.indices { writers[column].forget(row) }
        return
      }
      for column in plans.indices where filled[column] != number { writers[column].setMissing(row) }
      row += 1
      if row == capacity { cut(&row, &part) }
    }
    if row > 0 { cut(&row, &part) }
    self.number = number
    return part
  }

  private func badBytes(_ line: Range<Int>, _ base: UnsafePointer<UInt8>) -> RejectReason? {
    guard let brokenEncoding, TextEncoding.firstInvalid(base + line.lowerBound, line.count) != nil else { return nil }
    return .badBytes(brokenEncoding)
  }

  private func cut(_ row: inout Int, _ part: inout NDJSONPart) {
    part.pieces.append(plans.indices.map { writers[$0].cut(row, in: memories[$0], units: units) })
    part.rows += row
    row = 0
  }

  /// Fills one row from an object; otherwise gives the reason and the column at fault.
  ///
  /// - Parameters:
  ///   - path: of the object, with a point at its end: `address.`
  ///   - place: the number of members before.
  private func fill(
    _ object: Range<Int>, _ path: [UInt8], _ base: UnsafePointer<UInt8>, row: Int, number: Int, _ place: inout Int,
    _ blamed: inout Int
  ) -> RejectReason? {
    var scanner = JSONScanner(base, object)
    while true {
      switch scanner.next() {
      case .end: return nil
      case .failed(let reason): return reason
      case .member(let key, let keyHasEscapes, let value):
        let key = JSONKey(key, hasEscapes: keyHasEscapes, path)
        if value.isObject(base) {
          let inner = key.bytes(base) + [0x2E]
          if let reason = fill(value.range, inner, base, row: row, number: number, &place, &blamed) { return reason }
          continue
        }
        guard let column = key.find(base, place: place, keys, columns) else { continue }
        place += 1
        blamed = column
        if filled[column] == number { return .duplicateKey }
        filled[column] = number
        if !put(value, base, column: column, row: row) { return .notOfType(plans[column].kind.columnType) }
        blamed = -1
      }
    }
  }

  /// Puts a value into a row; false if it does not have the column's type.
  private func put(_ value: JSONValue, _ base: UnsafePointer<UInt8>, column: Int, row: Int) -> Bool {
    let kind = plans[column].kind
    let writer = writers + column
    if kind == .skip { return true }
    if value.kind == .null {
      writer.pointee.setMissing(row)
      return true
    }
    let isDeclared = plans[column].isDeclared
    if value.kind == .number && kind != .text && !isDeclared {
      let reading = JSONNumber.read(base + value.range.lowerBound, value.range.count, reader)
      return writer.pointee.store(reading, row: row, zone: zone)
    }
    return Self.withText(value, base) { bytes, count in
      if value.hasEscapes, JSONScanner.hasHalfCharacter(base, value.range) { halfCharacters.insert(column) }
      if value.kind == .string, count == 0 || MissingWords.contain(missing, bytes, count) {
        writer.pointee.setMissing(row)
        return true
      }
      if kind == .text {
        writer.pointee.values[row] = Int64(writer.pointee.texts.pointee.code(bytes, count))
        return true
      }
      let reading =
        isDeclared
        ? reader.readDeclared(bytes, count, as: kind.columnType, format: plans[column].format) : reader.read(bytes, count)
      if reading.hasOffset { writer.pointee.hasOffset = true }
      if isDeclared, kind.isNumber { writer.pointee.note(reading.evidence, hasOffset: false) }
      return writer.pointee.store(reading, row: row, zone: zone)
    }
  }

  /// Calls `body` with a value's text: a string's content, otherwise the JSON as
  /// written. At least 8 bytes after it may be read.
  static func withText<Result>(
    _ value: JSONValue, _ base: UnsafePointer<UInt8>, _ body: (UnsafePointer<UInt8>, Int) -> Result
  ) -> Result {
    if !value.hasEscapes { return body(base + value.range.lowerBound, value.range.count) }
    let text = JSONScanner.unescaped(base, value.range)
    let padded = text + [0, 0, 0, 0, 0, 0, 0, 0]
    return padded.withUnsafeBufferPointer { buffer in
      body(buffer.baseAddress ?? base, text.count)
    }
  }
}
