// Rows to groups: by the values of one or more columns, groups in their order.

import SegColumns
import SegDiagnostics
import SegRuntime

/// Groups of rows with equal values (missing is a value of its own, the last).
package struct Grouping {
  /// The rows of the only group, if there is only one by construction.
  package let whole: Bitmap?
  private let made: OnceCell<GroupIDs>
  package let count: Int
  /// A row of each group.
  package let representatives: [Int32]
  /// The number of rows of each group, if it is known.
  package private(set) var sizes: Buffer<Int64>?
  /// Whether each group is known to have just one row, its representative.
  package let areSingle: Bool

  /// Each row's group; rows that are not needed have none. Groups are numbered in the order
  /// of their values, the first column first.
  package var ids: GroupIDs {
    made.value {
      // Needed if a single group needs group numbers after all.
      let ids = Buffer<UInt8>(count: whole?.count ?? 0)
      for row in 0..<ids.count { ids.pointer[row] = whole?[row] == true ? 0 : .max }
      return .narrow(ids)
    }
  }

  package init(
    ids: GroupIDs, count: Int, representatives: [Int32], sizes: Buffer<Int64>? = nil, areSingle: Bool = false
  ) {
    self.sizes = sizes
    self.areSingle = areSingle
    made = OnceCell()
    whole = nil
    _ = made.value { ids }
    self.count = count
    self.representatives = representatives
  }

  /// One group of all needed rows.
  package init(all rows: Bitmap) {
    made = OnceCell()
    areSingle = false
    whole = rows
    count = 1
    representatives = []
  }

  /// - Parameter columns: at least one, all of `rows.count` values.
  package init(_ columns: [Column], among rows: Bitmap, _ context: ExecutionContext) throws(ScriptError) {
    if let small = try Self.small(columns, among: rows, context) {
      self = small
      return
    }
    if columns.count == 1, let dictionary = columns[0].dictionary, dictionary.count >= Self.manyTexts {
      self = try Grouping(texts: columns[0], dictionary, among: rows, inOrder: true, context)
      return
    }
    var ids = try Buffer<Int32>(count: rows.count, in: context)
    var count = 1
    for (place, column) in columns.enumerated() {
      let (places, cardinality) = try Self.places(column, among: rows, context)
      if place == 0 {
        // Groups without rows are removed below.
        (ids, count) = try Self.dense(places, below: UInt64(cardinality), among: rows, context)
      } else {
        let former = ids
        let joined = try Buffer<UInt64>(count: rows.count, in: context)
        try context.run(rows: rows.count) { _, _, range in
          for row in range {
            joined.pointer[row] = UInt64(UInt32(bitPattern: former.pointer[row])) &* UInt64(cardinality) &+ places.pointer[row]
          }
        }
        (ids, count) = try Self.dense(joined, below: UInt64(count) * UInt64(cardinality), among: rows, context)
      }
    }
    let numbers = ids
    made = OnceCell()
    _ = made.value { .wide(numbers) }
    whole = nil
    areSingle = false
    self.count = count
    representatives = Self.representatives(numbers, count)
  }

  /// Each row's place in the order of the column's values, below the
  /// cardinality; missing values have the last place.
  private static func places(
    _ column: Column, among rows: Bitmap, _ context: ExecutionContext
  ) throws(ScriptError) -> (Buffer<UInt64>, cardinality: Int) {
    let places = try Buffer<UInt64>(count: column.count, in: context)
    func fill(_ cardinality: Int, _ place: @Sendable (Int) -> UInt64) throws(ScriptError) -> (Buffer<UInt64>, Int) {
      try context.run(rows: column.count) { _, _, range in
        for row in range {
          places.pointer[row] = rows[row] && column.isPresent(row) ? place(row) : UInt64(cardinality)
        }
      }
      return (places, cardinality + 1)
    }
    switch column.values {
    case .bits(let bits): return try fill(2) { bits[$0] ? 1 : 0 }
    case .codes8, .codes16, .codes32:
      let ranks = try column.dictionary?.ranks(context) ?? Buffer(count: 1, zeroed: true)
      return try fill(column.dictionary?.count ?? 0) { UInt64(ranks.pointer[column.code($0)]) }
    case .int8, .uint8, .int16, .int32, .int64:
      var low = Int64.max
      var high = Int64.min
      for row in 0..<column.count where rows[row] && column.isPresent(row) {
        low = min(low, column.integer(row))
        high = max(high, column.integer(row))
      }
      if low > high { return try fill(0) { _ in 0 } }
      let (distance, overflow) = high.subtractingReportingOverflow(low)
      if !overflow, distance < 4_000_000 {
        let lowest = low
        return try fill(Int(distance) + 1) { UInt64(column.integer($0) &- lowest) }
      }
    case .float64: break
    }
    // Any values: by their order among the distinct ones.
    let key = RankKey(column, ascending: true, context)
    let asked = column.validity.map { rows.intersection($0) } ?? rows
    try context.run(rows: column.count) { _, _, range in
      for row in range { places.pointer[row] = key.ordinal(row) }
    }
    let (ids, count) = try dense(places, below: .max, among: asked, context)
    return try fill(count) { UInt64(UInt32(bitPattern: ids.pointer[$0])) }
  }

  /// Numbers values from 0 in their order, without gaps.
  private static func dense(
    _ values: Buffer<UInt64>, below limit: UInt64, among rows: Bitmap, _ context: ExecutionContext
  ) throws(ScriptError) -> (Buffer<Int32>, Int) {
    let ids = try Buffer<Int32>(count: values.count, in: context)
    if limit <= 16_000_000 {
      let numbers = Buffer<Int32>(count: Int(limit) + 1, zeroed: true)
      rows.forEachRow { numbers.pointer[Int(values.pointer[$0])] = 1 }
      var count: Int32 = 0
      for value in 0..<Int(limit) where numbers.pointer[value] == 1 {
        numbers.pointer[value] = count
        count += 1
      }
      try context.run(rows: values.count) { _, _, range in
        for row in range { ids.pointer[row] = rows[row] ? numbers.pointer[Int(values.pointer[row])] : -1 }
      }
      return (ids, Int(count))
    }
    var table: [UInt64: Int32] = [:]
    rows.forEachRow { table[values.pointer[$0]] = 0 }
    for (number, value) in table.keys.sorted().enumerated() { table[value] = Int32(truncatingIfNeeded: number) }
    for row in 0..<values.count { ids.pointer[row] = rows[row] ? table[values.pointer[row]] ?? -1 : -1 }
    return (ids, table.count)
  }
}
