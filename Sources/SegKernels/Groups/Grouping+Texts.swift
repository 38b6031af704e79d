// Groups by one column of very many texts: its codes are almost the groups.

import SegColumns
import SegDiagnostics
import SegRuntime

extension Grouping {
  /// With this many texts or more, a column's codes are used as groups.
  package static let manyTexts = 65_536

  /// The groups of one text column.
  ///
  /// - Parameter inOrder: whether groups are numbered in the order of the texts, which
  ///   requires sorting them, or of their codes; missing is last.
  package init(
    texts column: Column, _ dictionary: TextDictionary, among rows: Bitmap, inOrder: Bool, _ context: ExecutionContext
  ) throws(ScriptError) {
    let ranks = inOrder ? try dictionary.ranks(context) : nil
    let places = dictionary.count
    // First each row's place in the order of all texts.
    let ids = try Buffer<Int32>(count: rows.count, in: context)
    try context.run(rows: rows.count) { _, _, range in
      switch column.values {
      case .codes8(let buffer): Self.write(buffer, ranks, into: ids, range)
      case .codes16(let buffer): Self.write(buffer, ranks, into: ids, range)
      case .codes32(let buffer): Self.write(buffer, ranks, into: ids, range)
      case .int8, .uint8, .int16, .int32, .int64, .float64, .bits: for row in range { ids.pointer[row] = -1 }
      }
      if let validity = column.validity {
        for row in range where !validity[row] { ids.pointer[row] = Int32(truncatingIfNeeded: places) }
      }
      if !rows.isFull { for row in range where !rows[row] { ids.pointer[row] = -1 } }
    }
    let firsts = Buffer<Int32>(count: places + 1)
    firsts.pointer.update(repeating: -1, count: places + 1)
    var counted = 0
    for row in 0..<rows.count {
      let place = Int(ids.pointer[row])
      if place < 0 { continue }
      counted += 1
      if firsts.pointer[place] < 0 { firsts.pointer[place] = Int32(truncatingIfNeeded: row) }
    }
    // Places without a row are removed.
    let numbers = Buffer<Int32>(count: places + 1)
    var found: [Int32] = []
    found.reserveCapacity(places + 1)
    for place in 0...places {
      numbers.pointer[place] = Int32(truncatingIfNeeded: found.count)
      if firsts.pointer[place] >= 0 { found.append(firsts.pointer[place]) }
    }
    if found.count < places + (firsts.pointer[places] >= 0 ? 1 : 0) {
      try context.run(rows: rows.count) { _, _, range in
        for row in range where ids.pointer[row] >= 0 { ids.pointer[row] = numbers.pointer[Int(ids.pointer[row])] }
      }
    }
    self.init(ids: .wide(ids), count: found.count, representatives: found, areSingle: counted == found.count)
  }

  @inline(__always)
  private static func write<Code: FixedWidthInteger & BitwiseCopyable>(
    _ codes: Buffer<Code>, _ ranks: Buffer<UInt32>?, into ids: Buffer<Int32>, _ range: Range<Int>
  ) {
    let (codes, ids) = (codes.pointer, ids.pointer)
    if let ranks = ranks?.pointer {
      for row in range { ids[row] = Int32(truncatingIfNeeded: ranks[Int(truncatingIfNeeded: codes[row])]) }
    } else {
      for row in range { ids[row] = Int32(truncatingIfNeeded: codes[row]) }
    }
  }
}
