// The part of one column that a thread read: the values of one chunk of rows.

import CKernels
import SegPlatform
import SegColumns

/// One column's values in one chunk of rows, in the narrowest width.
struct ColumnChunk {
  let rows: Int
  /// Bytes of a value: 1, 2, 4 or 8; codes are unsigned, integers signed.
  private(set) var width = 0
  /// Whether all integers are from 0 to 255.
  private(set) var fitsByte = true
  /// Decimals of numbers that are stored as integers.
  private(set) var scale: Int?
  /// In the column's `ChunkArena`.
  private(set) var values: UnsafeMutableRawPointer?
  /// Bits set for missing values; nil if none is missing.
  var missing: UnsafeMutablePointer<UInt64>?
  var readings = CandidateTypes.all
  var hasFailed = false
  var hasOffset = false
  var sawDayFirst = false
  var sawMonthFirst = false
  var sawEitherFirst = false
  /// If the values that are not missing have consecutive codes, the first one; then
  /// `values` is empty.
  var firstCode: Int?
  /// The number of texts in the thread's dictionary when the piece was cut.
  var textCount = 0

  init(rows: Int) { self.rows = rows }

  /// Copies `rows` values, keeping the low `width` bytes of each.
  mutating func store(_ source: UnsafeMutablePointer<Int64>, width: Int, in memory: ChunkArena) {
    let values = take(width, in: memory)
    switch width {
    case 1: Self.narrow(source, values.bindMemory(to: Int8.self, capacity: rows), rows)
    case 2: Self.narrow(source, values.bindMemory(to: Int16.self, capacity: rows), rows)
    case 4: Self.narrow(source, values.bindMemory(to: Int32.self, capacity: rows), rows)
    default: memcpy(values, source, rows * 8)
    }
  }

  private mutating func take(_ width: Int, in memory: ChunkArena) -> UnsafeMutableRawPointer {
    self.width = width
    let values = memory.take(rows, width: width)
    self.values = values
    return values
  }

  /// Stores numbers as units of decimals; false if they are not decimals of that
  /// scale.
  ///
  /// - Parameter units: scratch memory with one entry for each row.
  mutating func store(
    _ source: UnsafeMutablePointer<Double>, scale: Int, through units: UnsafeMutablePointer<Int32>, in memory: ChunkArena
  ) -> Bool {
    guard seg_units(source, rows, decimalUnits[scale], units) != 0 else { return false }
    self.scale = scale
    storeNarrowed(units, in: memory)
    return true
  }

  /// Changes to units of a finer decimal; false if they would be too large.
  mutating func rescale(to finer: Int, in memory: ChunkArena) -> Bool {
    guard let scale, let values, scale < finer else { return self.scale == finer || values == nil }
    let factor = Int64(decimalUnits[finer] / decimalUnits[scale])
    let units = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, rows))
    defer { units.deallocate() }
    for row in 0..<rows {
      guard let unit = Int32(exactly: integer(values, row) * factor) else { return false }
      units[row] = unit
    }
    self.scale = finer
    storeNarrowed(units, in: memory)
    return true
  }

  /// The number of a row.
  func number(_ row: Int) -> Double {
    guard let values else { return 0 }
    guard let scale else { return values.assumingMemoryBound(to: Double.self)[row] }
    return Double(integer(values, row)) / decimalUnits[scale]
  }

  /// An integer of at most 32 bits.
  private func integer(_ values: UnsafeMutableRawPointer, _ row: Int) -> Int64 {
    switch width {
    case 1: Int64(values.assumingMemoryBound(to: Int8.self)[row])
    case 2: Int64(values.assumingMemoryBound(to: Int16.self)[row])
    default: Int64(values.assumingMemoryBound(to: Int32.self)[row])
    }
  }

  /// Stores integers as narrow as they may be.
  mutating func storeNarrowed<Wide: FixedWidthInteger & SignedInteger>(_ source: UnsafeMutablePointer<Wide>, in memory: ChunkArena) {
    var bits: Wide = 0
    var signs: Wide = 0
    for row in 0..<rows {
      bits |= source[row] ^ (source[row] &>> Wide(Wide.bitWidth - 1))
      signs |= source[row]
    }
    fitsByte = signs &>> 8 == 0
    let values = take(bits &>> 7 == 0 ? 1 : bits &>> 15 == 0 ? 2 : bits &>> 31 == 0 ? 4 : 8, in: memory)
    switch width {
    case 1: Self.narrow(source, values.bindMemory(to: Int8.self, capacity: rows), rows)
    case 2: Self.narrow(source, values.bindMemory(to: Int16.self, capacity: rows), rows)
    case 4: Self.narrow(source, values.bindMemory(to: Int32.self, capacity: rows), rows)
    default: Self.narrow(source, values.bindMemory(to: Int64.self, capacity: rows), rows)
    }
  }

  @inline(__always)
  private static func narrow<S: FixedWidthInteger, T: FixedWidthInteger>(
    _ source: UnsafeMutablePointer<S>, _ target: UnsafeMutablePointer<T>, _ rows: Int
  ) {
    for row in 0..<rows { target[row] = T(truncatingIfNeeded: source[row]) }
  }

  /// Drops pointers to memory that was freed elsewhere.
  mutating func forget() {
    values = nil
    missing = nil
  }

  /// Frees what the piece owns; the values belong to the column.
  mutating func free() {
    missing?.deallocate()
    forget()
  }
}
