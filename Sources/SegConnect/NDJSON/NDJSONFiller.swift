// The columns of an NDJSON file as its rows come.

import Glibc
import SegColumns

/// Writes rows into column writers and cuts pieces as they fill.
final class NDJSONFiller {
  private let plans: [ColumnPlan]
  private let reader: CellReader
  private let writers: UnsafeMutablePointer<ColumnWriter>
  private let capacity: Int
  private var pieces: [[ColumnPiece]]
  private var row = 0
  private(set) var rowCount = 0
  /// The last row (from 1) that has each column.
  private var filled: [Int]
  private var number = 0

  init(_ plans: [ColumnPlan], reader: CellReader, options: ReadOptions) {
    self.plans = plans
    self.reader = reader
    capacity = max(16, min(1 << 14, (1 << 22) / max(1, plans.count)))
    pieces = plans.map { _ in [] }
    filled = plans.map { _ in 0 }
    writers = .allocate(capacity: max(1, plans.count))
    for (index, plan) in plans.enumerated() { (writers + index).initialize(to: ColumnWriter(plan, capacity: capacity)) }
  }

  deinit {
    for index in plans.indices { writers[index].free() }
    writers.deallocate()
  }

  func beginRow() { number += 1 }

  func dropRow() {
    for index in plans.indices { writers[index].forget(row) }
  }

  func endRow() {
    for index in plans.indices where filled[index] != number { writers[index].setMissing(row) }
    row += 1
    rowCount += 1
    if row == capacity { cut() }
  }

  private func cut() {
    for index in plans.indices { pieces[index].append(writers[index].cut(row)) }
    row = 0
  }

  /// All rows as columns; the filler is empty afterwards.
  func columns(mustRenumber: Bool) -> [Column] {
    cut()
    let columns = plans.indices.map { index in
      var merger = PieceMerger(
        pieces: pieces[index], workers: pieces[index].map { _ in 0 }, rowCount: rowCount, mustRenumber: mustRenumber,
        threads: 1)
      return merger.column(plans[index].kind.columnType, collectors: [writers[index].texts])
    }
    pieces = plans.map { _ in [] }
    return columns
  }

  /// Puts a value into the row in hand; or why the row is rejected.
  func put(
    _ value: JSONValue, _ base: UnsafePointer<UInt8>, column: Int, missing: [[UInt8]]
  ) -> RejectReason? {
    guard column < plans.count else { return nil }
    if filled[column] == number { return .duplicateKey }
    filled[column] = number
    if value.kind == .null {
      writers[column].setMissing(row)
      return nil
    }
    let kind = plans[column].kind
    let isStored = Self.withText(value, base) { bytes, count -> Bool in
      if value.kind == .string, count == 0 || Self.isMissing(bytes, count, missing) {
        writers[column].setMissing(row)
        return true
      }
      if kind == .text {
        writers[column].values[row] = Int64(writers[column].texts.pointee.code(bytes, count))
        return true
      }
      return store(reader.read(bytes, count), kind, column)
    }
    return isStored ? nil : .notOfType(kind.columnType)
  }

  private func store(_ reading: CellReading, _ kind: ColumnWriter.Kind, _ column: Int) -> Bool {
    let order = plans[column].order
    switch kind {
    case .integer where reading.readings.contains(.integer): writers[column].values[row] = reading.integer
    case .number where reading.readings.contains(.number):
      writers[column].values[row] = Int64(bitPattern: reading.number.bitPattern)
    case .boolean where reading.readings.contains(.boolean):
      writers[column].values[row] = reading.boolean ? 1 : 0
    case .date where reading.readings.contains(.date(order)):
      writers[column].values[row] = Int64(reading.days(order))
    case .timestamp where reading.readings.contains(.timestamp(order)):
      writers[column].values[row] = reading.timestamp(order)
    case .skip, .survey, .text, .integer, .number, .boolean, .date, .timestamp: return false
    }
    return true
  }

  /// Calls `body` with a value's text: a string's content, else the JSON as it
  /// stands. At least 8 bytes after it may be read.
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
