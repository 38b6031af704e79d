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
  private let writers: UnsafeMutablePointer<ColumnWriter>
  private let memories: [ChunkArena]
  private let units: UnsafeMutablePointer<Int32>
  private let capacity: Int
  /// For each column, the number of the last row that has it.
  private let filled: UnsafeMutablePointer<Int>
  private var number = 0

  /// - Parameter memories: one for each column, shared by the threads.
  init(_ plans: [ColumnPlan], _ memories: [ChunkArena], survey: NDJSONSurvey, reader: CellReader, missing: [[UInt8]]) {
    self.plans = plans
    self.memories = memories
    keys = survey.keys
    columns = survey.columns
    self.reader = reader
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

  /// Reads the lines of a range.
  func fill(_ range: Range<Int>, _ base: UnsafeMutablePointer<UInt8>) -> NDJSONPart {
    var part = NDJSONPart(filler: self)
    var row = 0
    var number = self.number
    part.lines = NDJSONLines.each(range, base) { index, line in
      number += 1
      var blamed = -1
      if let reason = fill(line, base, row: row, number: number, &blamed) {
        part.rejects.append(Reject(line: index, column: blamed, reason: reason, range: line))
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

  private func cut(_ row: inout Int, _ part: inout NDJSONPart) {
    part.pieces.append(plans.indices.map { writers[$0].cut(row, in: memories[$0], units: units) })
    part.rows += row
    row = 0
  }

  /// Fills one row; otherwise gives the reason and the column at fault.
  private func fill(
    _ line: Range<Int>, _ base: UnsafePointer<UInt8>, row: Int, number: Int, _ blamed: inout Int
  ) -> RejectReason? {
    var scanner = JSONScanner(base, line)
    var place = 0
    while true {
      switch scanner.next() {
      case .end: return nil
      case .failed(let reason): return reason
      case .member(let key, let keyHasEscapes, let value):
        guard let column = NDJSONSurvey.find(key, keyHasEscapes, base, place: place, keys, columns) else { continue }
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
    if value.kind == .number && kind != .text {
      let reading = JSONNumber.read(base + value.range.lowerBound, value.range.count, reader)
      return store(reading, kind, column, row)
        || storeCompact(base + value.range.lowerBound, value.range.count, kind, column, row)
    }
    return Self.withText(value, base) { bytes, count in
      if value.kind == .string, count == 0 || Self.isMissing(bytes, count, missing) {
        writer.pointee.setMissing(row)
        return true
      }
      if kind == .text {
        writer.pointee.values[row] = Int64(writer.pointee.texts.pointee.code(bytes, count))
        return true
      }
      return store(reader.read(bytes, count), kind, column, row) || storeCompact(bytes, count, kind, column, row)
    }
  }

  /// Stores `20240105` in a column declared as dates; only there does such a value have
  /// another type than the column.
  private func storeCompact(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ kind: ColumnWriter.Kind, _ column: Int, _ row: Int
  ) -> Bool {
    guard kind == .date || kind == .timestamp, let days = CellDate.compact(bytes, count) else { return false }
    writers[column].values[row] = Int64(days) * (kind == .date ? 1 : CalendarDate.microsecondsPerDay)
    return true
  }

  private func store(_ reading: ParsedCell, _ kind: ColumnWriter.Kind, _ column: Int, _ row: Int) -> Bool {
    let order = plans[column].order
    let values = writers[column].values
    switch kind {
    case .integer where reading.readings.contains(.integer): values[row] = reading.integer
    case .number where reading.readings.contains(.number): values[row] = Int64(bitPattern: reading.number.bitPattern)
    case .boolean where reading.readings.contains(.boolean): values[row] = reading.boolean ? 1 : 0
    case .date where reading.readings.contains(.date(order)): values[row] = Int64(reading.days(order))
    case .timestamp where reading.readings.contains(.timestamp(order)):
      values[row] = reading.timestamp(order)
      if reading.hasOffset { writers[column].hasOffset = true }
    case .skip, .survey, .text, .integer, .number, .boolean, .date, .timestamp: return false
    }
    return true
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

  static func isMissing(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ missing: [[UInt8]]) -> Bool {
    missing.contains { word in word.count == count && memcmp(word, bytes, count) == 0 }
  }
}
