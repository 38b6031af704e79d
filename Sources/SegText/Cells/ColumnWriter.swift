// The buffers into which a row loop writes the values of one column, one chunk of rows at a time.

import SegPlatform
import SegColumns

/// The buffers of one column on one thread, for up to `capacity` rows, and the facts
/// about its values. Its memory is managed by hand (`free()`).
struct ColumnWriter {
  /// What happens to a field.
  enum Kind: UInt8 {
    /// It is skipped, because the column is read already or not needed.
    case skip
    /// Only its readings are gathered, because nothing is known about the column.
    case survey
    case integer, number, date, timestamp, boolean, text
    /// In a notation of the column's own, which the fast paths do not know: decimal commas,
    /// percentages, dates of a given format.
    case markedNumber, formattedDate, formattedTimestamp
  }

  var kind: Kind
  /// How the column's values are written.
  let notation: CellNotation
  /// How its dates are written, if values do not show it.
  let format: DateFormat?
  /// Whether a value that does not read as `kind` rejects its row.
  var isDeclared: Bool
  /// One value for each row: Int64, Double bits, or a dictionary code.
  let values: UnsafeMutablePointer<Int64>
  /// One bit for each row, set if the value is missing; 0 beyond the rows written.
  let missing: UnsafeMutablePointer<UInt64>
  let texts: UnsafeMutablePointer<TextCollector>
  /// The shared readings of the values that the fast paths did not take.
  var readings = CandidateTypes.all
  /// Whether a value did not read as `kind`.
  var hasFailed = false
  /// The first row whose number has a fraction; -1 for none.
  var firstFraction = -1
  /// Decimals of the numbers so far; if there are more than units, they are not decimals.
  private var scale = 0
  /// Values that the fast paths did not take, of which each was noted.
  private var notedCount = 0
  /// Texts in the dictionary when the last piece was cut.
  var textCount = 0
  var hasOffset = false
  /// Dates that are only possible with the day first, with the month first, or with either.
  var sawDayFirst = false
  var sawMonthFirst = false
  var sawEitherFirst = false

  /// With more texts than this, a dictionary no longer fits the cache. It then stops
  /// looking for repeated texts if nearly every text is new.
  static let appendLimit = 1 << 14

  init(_ plan: ColumnPlan, capacity: Int) {
    kind = plan.kind
    notation = plan.notation
    format = plan.format
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

  /// Discards what a rejected row wrote.
  mutating func forget(_ row: Int) {
    missing[row >> 6] &= ~(1 << UInt64(truncatingIfNeeded: row & 63))
    if firstFraction == row { firstFraction = -1 }
  }

  mutating func note(_ evidence: CandidateTypes, hasOffset: Bool) {
    readings.formIntersection(evidence)
    self.hasOffset = self.hasOffset || hasOffset
    notedCount += 1
  }

  /// Takes the rows written so far as a piece and starts over; dictionary codes
  /// continue.
  ///
  /// - Parameter units: scratch memory with one number for each row.
  mutating func cut(_ rows: Int, in memory: ChunkArena, units: UnsafeMutablePointer<Int32>) -> ColumnChunk {
    var piece = ColumnChunk(rows: rows)
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
    let hasFastValues = rows - missingCount > notedCount
    switch kind {
    case .skip, .survey: break
    case .integer:
      if hasFastValues { piece.readings.formIntersection(.wholeNumber) }
      piece.storeNarrowed(values, in: memory)
    case .number:
      if hasFastValues { piece.readings.formIntersection(firstFraction >= 0 ? .plainNumber : .wholeNumber) }
      storeNumbers(&piece, units, memory)
    case .markedNumber: storeNumbers(&piece, units, memory)
    case .date:
      if hasFastValues { piece.readings.formIntersection([.anyDate, .clearDate]) }
      piece.store(values, width: 4, in: memory)
    case .timestamp:
      if hasFastValues { piece.readings.formIntersection([.anyTimestamp, .clearDate]) }
      piece.store(values, width: 8, in: memory)
    case .formattedDate: piece.store(values, width: 4, in: memory)
    case .formattedTimestamp: piece.store(values, width: 8, in: memory)
    case .boolean: piece.store(values, width: 1, in: memory)
    case .text:
      let count = texts.pointee.count
      let isAppended = texts.pointee.isAppending && count - textCount == rows - missingCount
      // Nearly all texts of the chunk were new, and there are many: probably keys.
      if count > Self.appendLimit && (count - textCount) * 10 > (rows - missingCount) * 9 { texts.pointee.append() }
      // If every value of the chunk got a new code, the first code is enough.
      if isAppended {
        piece.firstCode = textCount
      } else {
        piece.store(values, width: count <= 1 << 8 ? 1 : count <= 1 << 16 ? 2 : 4, in: memory)
      }
      textCount = count
      piece.textCount = count
    }
    notedCount = 0
    readings = .all
    hasFailed = false
    firstFraction = -1
    hasOffset = false
    sawDayFirst = false
    sawMonthFirst = false
    sawEitherFirst = false
    return piece
  }

  /// Stores units of decimals, if the numbers of all pieces so far are decimals.
  private mutating func storeNumbers(_ piece: inout ColumnChunk, _ units: UnsafeMutablePointer<Int32>, _ memory: ChunkArena) {
    let numbers = UnsafeMutableRawPointer(values).assumingMemoryBound(to: Double.self)
    while scale < decimalUnits.count {
      if piece.store(numbers, scale: scale, through: units, in: memory) { return }
      scale += 1
    }
    piece.store(values, width: 8, in: memory)
  }
}

/// What one pass over the file does with a column.
struct ColumnPlan: Equatable {
  var kind: ColumnWriter.Kind
  var notation = CellNotation()
  /// How its dates are written, if values do not show it.
  var format: DateFormat?
  var isDeclared = false
  /// Whether the type stays whatever is in rows that were not read.
  var isCertain = false
}
