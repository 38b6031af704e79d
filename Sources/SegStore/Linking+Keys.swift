// Looks up keys: integers by range or hash, texts by dictionary.

import CKernels
import SegColumns
import SegDiagnostics
import SegKernels
import SegRuntime

extension Linking {
  /// Writes each event's customer row, -1 if the key is missing or unknown.
  static func findIntegers(_ eventKeys: Column, _ customerKeys: Column, _ rows: Buffer<Int32>, _ context: ExecutionContext)
    throws(ScriptError)
  {
    let count = customerKeys.count
    // Customers are in key order, so the first and last key give the range.
    let low = count > 0 ? customerKeys.integer(0) : 0
    let high = count > 0 ? customerKeys.integer(count - 1) : -1
    let (distance, overflow) = high.subtractingReportingOverflow(low)
    if !overflow, distance < Int64(count) * 64 + 1_000_000 {
      // One bit for each number of the range fits the cache when a table would not; the
      // number of bits before a key's bit is its customer.
      let (seen, before) = try bits(of: customerKeys, from: low, Int(distance) + 1, context)
      try context.run(rows: eventKeys.count) { _, _, range in
        forEachBlock(eventKeys, range) { start, keys in
          seg_find_keys(
            keys.baseAddress, keys.count, low, UInt64(distance + 1), seen.pointer, before.pointer, rows.pointer + start)
        }
        if let validity = eventKeys.validity { for row in range where !validity[row] { rows.pointer[row] = -1 } }
      }
      return
    }
    let table = try IntegerHash(customerKeys, context)
    try context.run(rows: eventKeys.count) { _, _, range in
      forEachBlock(eventKeys, range) { start, keys in
        for place in 0..<keys.count {
          rows.pointer[start + place] = eventKeys.isPresent(start + place) ? table.row(of: keys[place]) : -1
        }
      }
    }
  }

  /// One bit for each number of a range, set if it is a key, and the number of keys below
  /// each word.
  ///
  /// - Parameter keys: ascending, each once, all in the range.
  private static func bits(
    of keys: Column, from low: Int64, _ range: Int, _ context: ExecutionContext
  ) throws(ScriptError) -> (Buffer<UInt64>, before: Buffer<Int32>) {
    let words = try Buffer<UInt64>(count: Bitmap.wordCount(range), in: context)
    let before = try Buffer<Int32>(count: words.count, in: context)
    let pieces = 64
    try context.run(pieces: pieces) { _, number in
      let piece = words.count * number / pieces..<words.count * (number + 1) / pieces
      for word in piece { words.pointer[word] = 0 }
      // The keys of these words are adjacent.
      let first = row(of: low &+ Int64(piece.lowerBound) << 6, in: keys)
      let end = number == pieces - 1 ? keys.count : row(of: low &+ Int64(piece.upperBound) << 6, in: keys)
      forEachBlock(keys, first..<end) { _, keys in
        for key in keys {
          let place = Int(key &- low)
          words.pointer[place >> 6] |= 1 << UInt64(place & 63)
        }
      }
      var total = Int32(truncatingIfNeeded: first)
      for word in piece {
        before.pointer[word] = total
        total &+= Int32(truncatingIfNeeded: words.pointer[word].nonzeroBitCount)
      }
    }
    return (words, before)
  }

  /// The first row of ascending keys that is not below a number.
  private static func row(of number: Int64, in keys: Column) -> Int {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = low + (high - low) / 2
      if keys.integer(middle) < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Calls `body` with the integers of some rows, a batch at a time, and the row
  /// that each begins at.
  @inline(__always)
  static func forEachBlock(
    _ column: Column, _ rows: Range<Int>, _ body: (_ start: Int, _ integers: UnsafeBufferPointer<Int64>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: batchRows) { buffer in
      guard let block = buffer.baseAddress else { return }
      var start = rows.lowerBound
      while start < rows.upperBound {
        let part = start..<min(rows.upperBound, start + batchRows)
        column.readIntegers(part, into: block)
        body(start, UnsafeBufferPointer(start: block, count: part.count))
        start = part.upperBound
      }
    }
  }

  /// Writes the first row with the text of each event's key, -1 if it is missing or unknown.
  static func findTexts(_ eventKeys: Column, _ customerKeys: Column, _ rows: Buffer<Int32>, _ context: ExecutionContext) throws(ScriptError)
  {
    guard let dictionary = eventKeys.dictionary, let customerDictionary = customerKeys.dictionary else { return }
    let (ranks, customerRanks) = try TextDictionary.commonRanks(dictionary, customerDictionary, context)
    let rowOfRank = try Buffer<Int32>(count: dictionary.count + customerDictionary.count + 1, in: context)
    rowOfRank.pointer.update(repeating: -1, count: rowOfRank.count)
    for row in (0..<customerKeys.count).reversed() where customerKeys.isPresent(row) {
      rowOfRank[Int(customerRanks[customerKeys.code(row)])] = Int32(truncatingIfNeeded: row)
    }
    let rowOfCode = try Buffer<Int32>(count: dictionary.count, in: context)
    for code in 0..<dictionary.count { rowOfCode.pointer[code] = rowOfRank.pointer[Int(ranks.pointer[code])] }
    try context.run(rows: eventKeys.count) { _, _, range in
      func take<Code: FixedWidthInteger & BitwiseCopyable>(_ codes: Buffer<Code>) {
        let (codes, found) = (codes.pointer, rowOfCode.pointer)
        for row in range { rows.pointer[row] = found[Int(truncatingIfNeeded: codes[row])] }
      }
      switch eventKeys.values {
      case .codes8(let codes): take(codes)
      case .codes16(let codes): take(codes)
      case .codes32(let codes): take(codes)
      case .int8, .uint8, .int16, .int32, .int64, .float64, .bits: for row in range { rows.pointer[row] = -1 }
      }
      if let validity = eventKeys.validity { for row in range where !validity[row] { rows.pointer[row] = -1 } }
    }
  }

  /// The column with the key of each row's owner, in the order of the rows: owners lie in order, so that it is read from
  /// places near one another. nil where it must be gathered as others are.
  ///
  /// - Parameters:
  ///   - ownerRows: the owner of the row at each place, -1 if there is none.
  ///   - order: the row at each place.
  static func keysOfOwners(
    _ events: EventTable, _ owner: EventTable, _ ownerRows: Buffer<Int32>, _ order: Buffer<Int32>, _ context: ExecutionContext
  ) throws(ScriptError) -> Table.Field? {
    guard events.by.count == 1, owner.keys.count == 1, let own = events.table[events.key],
      let keys = owner.keys.first.flatMap({ owner.table[$0] }), own.type == .integer, keys.type == .integer, own.validity == nil,
      keys.validity == nil
    else { return nil }
    func take<Number: FixedWidthInteger & BitwiseCopyable & Sendable>(
      _ own: Buffer<Number>, _ keys: Buffer<Number>
    ) throws(ScriptError) -> Buffer<Number> {
      let taken = try Buffer<Number>(count: order.count, in: context)
      try context.run(rows: order.count) { _, _, places in
        let (own, keys, owners, order) = (own.pointer, keys.pointer, ownerRows.pointer, order.pointer)
        for place in places {
          taken.pointer[place] = owners[place] < 0 ? own[Int(order[place])] : keys[Int(owners[place])]
        }
      }
      return taken
    }
    let values: Column.Values
    if case .int32(let a) = own.values, case .int32(let b) = keys.values {
      values = .int32(try take(a, b))
    } else if case .int64(let a) = own.values, case .int64(let b) = keys.values {
      values = .int64(try take(a, b))
    } else {
      return nil
    }
    return Table.Field(events.key, Column(.integer, count: order.count, values: values, validity: nil))
  }

  /// Integer keys as text, for a file whose ids are all digits and another whose ids are
  /// not.
  static func asText(_ column: Column) -> Column {
    column.type == .text
      ? column
      : Column.texts((0..<column.count).map { column.isPresent($0) ? String(column.integer($0)) : nil })
  }

  /// Calls `body` with each row whose key is not missing, and its key.
  @inline(__always)
  static func forEachPresent(_ column: Column, _ body: (_ row: Int, _ key: Int64) -> Void) {
    forEachPresent(column, 0..<column.count, body)
  }

  /// The same for some rows.
  @inline(__always)
  static func forEachPresent(_ column: Column, _ rows: Range<Int>, _ body: (_ row: Int, _ key: Int64) -> Void) {
    if let validity = column.validity {
      forEachBlock(column, rows) { start, keys in
        for place in 0..<keys.count where validity[start + place] { body(start + place, keys[place]) }
      }
    } else {
      forEachBlock(column, rows) { start, keys in
        for place in 0..<keys.count { body(start + place, keys[place]) }
      }
    }
  }

  /// The distinct values of the columns, ascending.
  static func distinctIntegers(_ columns: [Column]) -> Column {
    var low = Int64.max
    var high = Int64.min
    var total = 0
    for column in columns {
      total += column.count
      forEachPresent(column) { _, key in
        low = min(low, key)
        high = max(high, key)
      }
    }
    guard low <= high else { return Column.integers([]) }
    let (distance, overflow) = high.subtractingReportingOverflow(low)
    var distinct: [Int64] = []
    if !overflow, distance < Int64(total) * 64 + 1_000_000 {
      let seen = Bitmap(count: Int(distance) + 1)
      for column in columns {
        forEachPresent(column) { _, key in seen.set(Int(key &- low)) }
      }
      distinct.reserveCapacity(seen.population)
      seen.forEachRow { distinct.append(low + Int64($0)) }
    } else {
      distinct.reserveCapacity(total)
      for column in columns {
        forEachPresent(column) { _, key in distinct.append(key) }
      }
      distinct.sort()
      var kept = 0
      for value in distinct where kept == 0 || distinct[kept - 1] != value {
        distinct[kept] = value
        kept += 1
      }
      distinct.removeLast(distinct.count - kept)
    }
    return Column.integer(Buffer(distinct), validity: nil)
  }

  /// The distinct texts that occur in a row of the columns, in byte order.
  static func distinctTexts(_ columns: [Column]) -> Column {
    let texts = columns.map(asText)
    let (union, maps) = TextDictionary.union(texts.compactMap(\.dictionary))
    let used = Bitmap(count: union.count)
    for (column, map) in zip(texts, maps) {
      for row in 0..<column.count where column.isPresent(row) { used.set(Int(map[column.code(row)])) }
    }
    let codes = union.codesInOrder.filter { used[Int($0)] }
    return Column.text(Buffer(codes), dictionary: union, validity: nil)
  }
}

/// The first row of each integer key: open addressing, a power of two of slots.
struct IntegerHash: @unchecked Sendable {
  private let slots: Buffer<Int32>
  private let keys: Buffer<Int64>
  private let mask: Int

  /// - Throws: where its memory is refused.
  init(_ column: Column, _ context: ExecutionContext) throws(ScriptError) {
    var size = 16
    while size < column.count * 2 { size *= 2 }
    mask = size - 1
    slots = try Buffer(count: size, in: context)
    keys = try Buffer(count: size, in: context)
    slots.pointer.update(repeating: -1, count: size)
    for row in 0..<column.count where column.isPresent(row) {
      let key = column.integer(row)
      var slot = Self.hash(key) & mask
      // The first row of a repeated key stays.
      while slots.pointer[slot] >= 0, keys.pointer[slot] != key { slot = (slot + 1) & mask }
      if slots.pointer[slot] >= 0 { continue }
      slots.pointer[slot] = Int32(truncatingIfNeeded: row)
      keys.pointer[slot] = key
    }
  }

  /// Fibonacci hashing with the high bits folded in.
  @inline(__always)
  private static func hash(_ key: Int64) -> Int {
    let mixed = UInt64(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: (mixed ^ mixed >> 32) & 0x7FFF_FFFF_FFFF_FFFF)
  }

  /// The row of a key, or -1.
  @inline(__always)
  func row(of key: Int64) -> Int32 {
    var slot = Self.hash(key) & mask
    while slots.pointer[slot] >= 0 {
      if keys.pointer[slot] == key { return slots.pointer[slot] }
      slot = (slot + 1) & mask
    }
    return -1
  }
}
