// Keys that are integers close together: whether they repeat, and their order, without comparing them.

import SegColumns
import SegDiagnostics
import SegKernels
import SegRuntime

/// The range of the integers, days or instants of a column, where it is short enough for a table of all of its numbers.
struct DenseKeys: Sendable {
  let low: Int64
  /// How many numbers lie from the lowest to the highest.
  let range: Int

  /// - Returns: nil where a row has no key, or they lie too far apart, or are no integers.
  init?(unique column: Column, _ context: ExecutionContext) throws(ScriptError) {
    guard column.validity == nil, column.count > 0 else { return nil }
    try self.init(column, context)
    // One of them must repeat in a shorter range.
    if range < column.count { return nil }
  }

  /// - Returns: nil where no row has a key, or they lie too far apart, or are no integers.
  init?(_ column: Column, _ context: ExecutionContext) throws(ScriptError) {
    switch column.type {
    case .integer, .date, .timestamp: break
    case .number, .text, .boolean: return nil
    }
    let morsels = (column.count + morselRows - 1) / morselRows
    let slots = MorselResults<(low: Int64, high: Int64)>(morsels)
    try context.run(rows: column.count) { _, morsel, rows in
      var (low, high) = (Int64.max, Int64.min)
      Linking.forEachPresent(column, rows) { _, key in
        low = min(low, key)
        high = max(high, key)
      }
      slots.set(morsel, (low, high))
    }
    var (low, high) = (Int64.max, Int64.min)
    for morsel in 0..<morsels {
      guard let part = slots.get(morsel) else { continue }
      low = min(low, part.low)
      high = max(high, part.high)
    }
    guard low <= high else { return nil }
    let (distance, overflow) = high.subtractingReportingOverflow(low)
    guard !overflow, distance < Int64(column.count) * 8 + 1_000_000 else { return nil }
    (self.low, range) = (low, Int(distance) + 1)
  }

  /// Whether no two rows have the same key: each thread marks the keys of its rows, one bit for each number.
  func areUnique(_ column: Column, _ context: ExecutionContext) throws(ScriptError) -> Bool {
    let pieces = Self.pieces(column.count, context)
    let seen = MorselResults<Buffer<UInt64>>(pieces)
    let words = Bitmap.wordCount(range)
    try context.offer(pieces * words * 8)
    let low = self.low
    try context.run(pieces: pieces) { _, piece in
      let own = Buffer<UInt64>(count: words, zeroed: true)
      let bits = own.pointer
      Linking.forEachBlock(column, column.count * piece / pieces..<column.count * (piece + 1) / pieces) { _, keys in
        for key in keys {
          let place = Int(truncatingIfNeeded: key &- low)
          bits[place >> 6] |= 1 << UInt64(truncatingIfNeeded: place & 63)
        }
      }
      seen.set(piece, own)
    }
    guard let all = seen.get(0) else { return false }
    for piece in 1..<pieces {
      guard let other = seen.get(piece) else { return false }
      for word in 0..<words { all.pointer[word] |= other.pointer[word] }
    }
    return Bitmap.population(all.pointer, words) == column.count
  }

  /// The row of each number of the range, -1 where no row has it.
  ///
  /// - Parameter column: no two of its rows have the same key.
  func rows(of column: Column, _ context: ExecutionContext) throws(ScriptError) -> Buffer<Int32> {
    let places = try Buffer<Int32>(count: range, in: context)
    try context.run(rows: range) { _, _, numbers in
      (places.pointer + numbers.lowerBound).update(repeating: -1, count: numbers.count)
    }
    let low = self.low
    // Each row writes a place of its own.
    try context.run(rows: column.count) { _, _, rows in
      Linking.forEachPresent(column, rows) { row, key in
        places.pointer[Int(truncatingIfNeeded: key &- low)] = Int32(truncatingIfNeeded: row)
      }
    }
    return places
  }

  /// Each has bits for the whole range, so they are few.
  private static func pieces(_ rows: Int, _ context: ExecutionContext) -> Int {
    max(1, min(context.threads, 8, rows / morselRows))
  }
}

extension Column {
  /// Whether each row has a key, and no two the same, where that is quick to tell; false where it is not.
  func hasUniqueKeys(_ context: ExecutionContext) throws(ScriptError) -> Bool {
    guard validity == nil else { return false }
    if let dictionary {
      guard dictionary.count >= count else { return false }
      let seen = Bitmap(count: dictionary.count)
      for row in 0..<count { seen.set(code(row)) }
      return seen.population == count
    }
    return try DenseKeys(unique: self, context)?.areUnique(self, context) ?? false
  }

  /// The rows in the order of their keys, where no two are the same and that is quick to tell; else nil.
  func orderOfUniqueKeys(_ context: ExecutionContext) throws(ScriptError) -> Buffer<Int32>? {
    guard let dense = try DenseKeys(unique: self, context), try dense.areUnique(self, context) else { return nil }
    let places = try dense.rows(of: self, context)
    if dense.range == count { return places }
    let order = try Buffer<Int32>(count: count, in: context)
    var next = 0
    for place in 0..<places.count where places.pointer[place] >= 0 {
      order.pointer[next] = places.pointer[place]
      next += 1
    }
    return order
  }
}
