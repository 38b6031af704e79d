// Finds the rows of a table by its key, which may be of several columns.

import SegColumns
import SegDiagnostics
import SegKernels
import SegRuntime

/// The first row of each key. A key of several columns is looked up one column after
/// another: the rows found so far stand for the columns before.
struct KeyIndex: Sendable {
  private let parts: [Part]
  /// For each column after the first: the first row of the pair of what was found before and of this column's value.
  private let pairs: [FirstRows]

  /// One column of a key.
  fileprivate struct Part: Sendable {
    let column: Column
    /// Of integers, days and instants; nil for texts.
    let rows: FirstRows?
  }

  /// - Parameter isUnique: whether no two rows have the same key.
  init(_ columns: [Column], isUnique: Bool, _ context: ExecutionContext) throws(ScriptError) {
    let isOne = isUnique && columns.count == 1
    let parts = try columns.map { (column) throws(ScriptError) in
      Part(column: column, rows: column.type == .text ? nil : try FirstRows(column, isUnique: isOne, context))
    }
    var pairs: [FirstRows] = []
    if var found = try parts.first?.find(in: parts.first?.column, context) {
      for part in parts.dropFirst() {
        let combined = try Self.pairs(found, try part.find(in: part.column, context), context)
        let first = try FirstRows(combined, isUnique: false, context)
        pairs.append(first)
        found = try first.find(combined, context)
      }
    }
    self.parts = parts
    self.pairs = pairs
  }

  /// For each row the row that has its key, -1 if there is none or a part of the key is missing.
  ///
  /// - Parameter columns: as many as the key has, each of the type of its own.
  func find(_ columns: [Column], _ context: ExecutionContext) throws(ScriptError) -> Buffer<Int32> {
    guard let first = parts.first, var found = try first.find(in: columns.first, context) else { return Buffer(count: 0) }
    for (place, part) in parts.enumerated().dropFirst() {
      guard place < columns.count, let own = try part.find(in: columns[place], context) else { return found }
      found = try pairs[place - 1].find(try Self.pairs(found, own, context), context)
    }
    return found
  }

  /// A number for each pair of rows; missing if one of them is.
  private static func pairs(
    _ before: Buffer<Int32>?, _ own: Buffer<Int32>?, _ context: ExecutionContext
  ) throws(ScriptError) -> Column {
    guard let before, let own else { return Column.integers([]) }
    let numbers = try Buffer<Int64>(count: before.count, in: context)
    let present = Bitmap(count: before.count)
    for row in 0..<before.count {
      let (a, b) = (before.pointer[row], own.pointer[row])
      numbers.pointer[row] = a < 0 || b < 0 ? 0 : Int64(a) << 32 | Int64(b)
      if a >= 0, b >= 0 { present.set(row) }
    }
    return Column.integer(numbers, validity: present)
  }
}

extension KeyIndex.Part {
  /// The first row with each value of a column.
  func find(in other: Column?, _ context: ExecutionContext) throws(ScriptError) -> Buffer<Int32>? {
    guard let other else { return nil }
    let found = try Buffer<Int32>(count: other.count, in: context)
    // A column without any value has no type of its own.
    if other.missingCount == other.count || column.missingCount == column.count {
      found.pointer.update(repeating: -1, count: found.count)
      return found
    }
    if let rows {
      try context.run(rows: other.count) { _, _, range in rows.find(other, range, into: found.pointer) }
    } else {
      try Linking.findTexts(other, column, found, context)
    }
    return found
  }
}

/// The first row of each integer, day or instant of a column: a table by distance where they
/// lie close together, else by hash.
struct FirstRows: @unchecked Sendable {
  private let low: Int64
  /// By distance from the lowest; -1: no row.
  private let places: Buffer<Int32>?
  private let hash: IntegerHash?

  /// - Parameter isUnique: whether no two rows have the same value.
  init(_ column: Column, isUnique: Bool, _ context: ExecutionContext) throws(ScriptError) {
    guard let dense = try DenseKeys(column, context) else {
      (low, places) = (0, nil)
      hash = column.missingCount == column.count ? nil : try IntegerHash(column, context)
      return
    }
    (low, hash) = (dense.low, nil)
    places = isUnique ? try dense.rows(of: column, context) : try Self.firstRows(column, dense, context)
  }

  /// The first row of each number of a range, -1 where no row has it.
  private static func firstRows(_ column: Column, _ dense: DenseKeys, _ context: ExecutionContext) throws(ScriptError) -> Buffer<Int32> {
    let lowest = dense.low
    let places = try Buffer<Int32>(count: dense.range, in: context)
    let pieces = column.count < Self.fewOfThreads ? 1 : context.threads
    // Each piece reads all keys and writes those of its own range, so the first row of a key stays.
    try context.run(pieces: pieces) { _, piece in
      let own = places.count * piece / pieces..<places.count * (piece + 1) / pieces
      (places.pointer + own.lowerBound).update(repeating: -1, count: own.count)
      Linking.forEachPresent(column, 0..<column.count) { row, key in
        let place = Int(key &- lowest)
        if own.contains(place), places.pointer[place] < 0 { places.pointer[place] = Int32(truncatingIfNeeded: row) }
      }
    }
    return places
  }

  private static let fewOfThreads = 1 << 16

  func find(_ column: Column, _ context: ExecutionContext) throws(ScriptError) -> Buffer<Int32> {
    let found = try Buffer<Int32>(count: column.count, in: context)
    find(column, 0..<column.count, into: found.pointer)
    return found
  }

  /// Writes the row of each value of some rows, -1 if it is missing or unknown.
  func find(_ column: Column, _ range: Range<Int>, into rows: UnsafeMutablePointer<Int32>) {
    let validity = column.validity
    Linking.forEachBlock(column, range) { start, keys in
      let rows = rows + start
      if let places {
        let (places, width) = (places.pointer, UInt64(places.count))
        for place in 0..<keys.count {
          let distance = UInt64(bitPattern: keys[place] &- low)
          rows[place] = distance < width ? places[Int(truncatingIfNeeded: distance)] : -1
        }
      } else {
        for place in 0..<keys.count { rows[place] = hash?.row(of: keys[place]) ?? -1 }
      }
      guard let validity else { return }
      for place in 0..<keys.count where !validity[start + place] { rows[place] = -1 }
    }
  }
}
