// Where a row loop puts the values of one column, one chunk of rows at a time.

import Glibc
import SegColumns

/// The buffers of one column on one thread, for up to `capacity` rows, and what
/// was learnt about its values. Lives in memory managed by hand (`free()`).
struct ColumnWriter {
  /// What is done with a field.
  enum Kind: UInt8 {
    /// Passed over: the column is read already.
    case skip
    /// Only its readings are gathered: nothing is known about the column.
    case survey
    case integer, number, date, timestamp, boolean, text
  }

  var kind: Kind
  /// The order of the dates that the column holds.
  var order: DateOrder
  /// Whether a value that does not read as `kind` rejects its row.
  var isDeclared: Bool
  /// One value a row: Int64, Double bits, or a dictionary code.
  let values: UnsafeMutablePointer<Int64>
  /// One bit a row, set where the value is missing; 0 beyond the rows written.
  let missing: UnsafeMutablePointer<UInt64>
  let texts: UnsafeMutablePointer<TextCollector>
  /// The shared readings of the values that the fast paths did not take.
  var readings = Readings.all
  /// Whether a value did not read as `kind`.
  var hasFailed = false
  /// The first row whose number has a fraction; -1 for none.
  var firstFraction = -1
  /// Texts in the dictionary when the last piece was cut.
  var textCount = 0
  var hasOffset = false
  /// Dates that are only possible with the day, the month, either first.
  var sawDayFirst = false
  var sawMonthFirst = false
  var sawEitherFirst = false

  /// A dictionary of more texts than this stops looking for repeated ones
  /// where nearly every text is new: it no longer fits the cache.
  static let appendLimit = 1 << 14

  init(_ plan: ColumnPlan, capacity: Int) {
    kind = plan.kind
    order = plan.order
    isDeclared = plan.isDeclared
    let rows = plan.kind == .skip || plan.kind == .survey ? 0 : capacity
    values = .allocate(capacity: rows + 8)
    let words = (capacity + 127) / 64
    missing = .allocate(capacity: words)
    missing.initialize(repeating: 0, count: words)
    texts = .allocate(capacity: 1)
    texts.initialize(to: TextCollector())
  }

  func free() {
    values.deallocate()
    missing.deallocate()
    texts.pointee.free()
    texts.deallocate()
  }

  @inline(__always)
  func setMissing(_ row: Int) {
    if kind == .skip || kind == .survey { return }
    values[row] = 0
    missing[row >> 6] |= 1 << UInt64(truncatingIfNeeded: row & 63)
  }

  /// Forgets what a row wrote that is rejected after all.
  mutating func forget(_ row: Int) {
    missing[row >> 6] &= ~(1 << UInt64(truncatingIfNeeded: row & 63))
    if firstFraction == row { firstFraction = -1 }
  }

  mutating func note(_ reading: CellReading) {
    readings.formIntersection(reading.readings)
    hasOffset = hasOffset || reading.hasOffset
  }

  /// Takes the rows written so far as a piece and starts over; dictionary codes
  /// go on counting.
  mutating func cut(_ rows: Int) -> ColumnPiece {
    var piece = ColumnPiece(rows: rows)
    let words = (rows + 63) / 64
    var missingCount = 0
    for index in 0..<words { missingCount += missing[index].nonzeroBitCount }
    if missingCount > 0 && kind != .skip {
      let copy = UnsafeMutablePointer<UInt64>.allocate(capacity: words)
      memcpy(copy, missing, words * 8)
      memset(missing, 0, words * 8)
      piece.missing = copy
    }
    piece.readings = readings
    piece.hasFailed = hasFailed
    piece.hasOffset = hasOffset
    piece.sawDayFirst = sawDayFirst
    piece.sawMonthFirst = sawMonthFirst
    piece.sawEitherFirst = sawEitherFirst
    let hasValues = missingCount < rows
    switch kind {
    case .skip, .survey: break
    case .integer:
      if hasValues { piece.readings.formIntersection(.wholeNumber) }
      var bits: Int64 = 0
      for row in 0..<rows { bits |= values[row] ^ (values[row] >> 63) }
      piece.store(values, width: bits < 1 << 7 ? 1 : bits < 1 << 15 ? 2 : bits < 1 << 31 ? 4 : 8)
    case .number:
      if hasValues { piece.readings.formIntersection(firstFraction >= 0 ? .number : .wholeNumber) }
      piece.store(values, width: 8)
    case .date:
      if hasValues { piece.readings.formIntersection(.anyDate) }
      piece.store(values, width: 4)
    case .timestamp:
      if hasValues { piece.readings.formIntersection(.anyTimestamp) }
      piece.store(values, width: 8)
    case .boolean:
      if hasValues { piece.readings.formIntersection(.boolean) }
      piece.store(values, width: 1)
    case .text:
      let count = texts.pointee.count
      let isAppended = texts.pointee.isAppending && count - textCount == rows - missingCount
      // Nearly all texts of the chunk were new, and there are many: keys.
      if count > Self.appendLimit && (count - textCount) * 10 > (rows - missingCount) * 9 { texts.pointee.append() }
      // Where every value of the chunk got a new code they are told by the first.
      if isAppended {
        piece.firstCode = textCount
      } else {
        piece.store(values, width: count <= 1 << 8 ? 1 : count <= 1 << 16 ? 2 : 4)
      }
      textCount = count
      piece.textCount = count
    }
    readings = .all
    hasFailed = false
    firstFraction = -1
    hasOffset = false
    sawDayFirst = false
    sawMonthFirst = false
    sawEitherFirst = false
    return piece
  }
}

/// What one pass over the file does with a column.
struct ColumnPlan: Equatable {
  var kind: ColumnWriter.Kind
  var order: DateOrder = .ymd
  var isDeclared = false
}

/// One column's values of one chunk of rows, as narrow as they may be.
struct ColumnPiece {
  let rows: Int
  /// Bytes of a value: 1, 2, 4 or 8; codes are unsigned, integers signed.
  private(set) var width = 0
  private(set) var values: UnsafeMutableRawPointer?
  /// Set where a value is missing; nil where none is.
  var missing: UnsafeMutablePointer<UInt64>?
  var readings = Readings.all
  var hasFailed = false
  var hasOffset = false
  var sawDayFirst = false
  var sawMonthFirst = false
  var sawEitherFirst = false
  /// The code of the first value that is not missing, where each has the next
  /// one and `values` holds none.
  var firstCode: Int?
  /// Texts that the thread's dictionary had when the piece was cut.
  var textCount = 0

  init(rows: Int) { self.rows = rows }

  /// Copies `rows` values, keeping the low `width` bytes of each.
  mutating func store(_ source: UnsafeMutablePointer<Int64>, width: Int) {
    self.width = width
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, rows * width), alignment: 8)
    values = memory
    switch width {
    case 1: Self.narrow(source, memory.bindMemory(to: Int8.self, capacity: rows), rows)
    case 2: Self.narrow(source, memory.bindMemory(to: Int16.self, capacity: rows), rows)
    case 4: Self.narrow(source, memory.bindMemory(to: Int32.self, capacity: rows), rows)
    default: memcpy(memory, source, rows * 8)
    }
  }

  @inline(__always)
  private static func narrow<T: FixedWidthInteger>(
    _ source: UnsafeMutablePointer<Int64>, _ target: UnsafeMutablePointer<T>, _ rows: Int
  ) {
    for row in 0..<rows { target[row] = T(truncatingIfNeeded: source[row]) }
  }

  /// Drops pointers to memory that somebody else has given back.
  mutating func forget() {
    values = nil
    missing = nil
  }

  /// Gives the memory back.
  mutating func free() {
    values?.deallocate()
    missing?.deallocate()
    values = nil
    missing = nil
  }
}
