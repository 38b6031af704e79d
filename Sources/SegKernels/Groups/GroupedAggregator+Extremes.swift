// The smallest and the largest value of groups.

import CKernels
import SegColumns
import SegDiagnostics
import SegRuntime

extension GroupedAggregator {
  /// The row with the smallest or largest value in each group: among equals the first
  /// smallest and the last largest; -1 for a group without a value.
  package func extremes(_ argument: Column, takesLarger: Bool) throws(ScriptError) -> [Int32] {
    if ids == nil, let row = try extremeOfAll(argument, takesLarger: takesLarger) { return [row] }
    switch argument.values {
    case .int8(let buffer): return try extremes(takesLarger) { buffer.pointer[$0] }
    case .uint8(let buffer): return try extremes(takesLarger) { buffer.pointer[$0] }
    case .int16(let buffer): return try extremes(takesLarger) { buffer.pointer[$0] }
    case .int32(let buffer): return try extremes(takesLarger) { buffer.pointer[$0] }
    case .int64(let buffer): return try extremes(takesLarger) { buffer.pointer[$0] }
    case .float64(let buffer): return try extremes(takesLarger) { buffer.pointer[$0] }
    case .codes8, .codes16, .codes32:
      guard let ranks = try argument.dictionary?.ranks(context) else { return [Int32](repeating: -1, count: groups) }
      return try extremes(takesLarger) { ranks.pointer[argument.code($0)] }
    case .bits(let bits): return try extremes(takesLarger) { bits[$0] ? 1 : 0 }
    }
  }

  @inline(__always)
  private func extremes<Value: Comparable>(
    _ takesLarger: Bool, _ value: @Sendable (_ row: Int) -> Value
  ) throws(ScriptError) -> [Int32] {
    // Rows and partial results are combined in order.
    @Sendable @inline(__always)
    func isBetter(_ row: Int, _ held: Int32) -> Bool {
      held < 0 || (takesLarger ? value(row) >= value(Int(held)) : value(row) < value(Int(held)))
    }
    let count = groups > Self.groupLimit ? 1 : (rowCount + morselRows - 1) / morselRows
    let slots = MorselResults<Buffer<Int32>>(count)
    try context.run(pieces: count) { _, piece in
      let best = Buffer<Int32>(count: groups)
      best.pointer.update(repeating: -1, count: groups)
      let rows = count == 1 ? 0..<rowCount : piece * morselRows..<min(rowCount, (piece + 1) * morselRows)
      forEach(rows) { row, group in
        if isBetter(row, best.pointer[group]) { best.pointer[group] = Int32(truncatingIfNeeded: row) }
      }
      slots.set(piece, best)
    }
    var best = [Int32](repeating: -1, count: groups)
    for piece in 0..<count {
      guard let own = slots.get(piece) else { continue }
      for group in 0..<groups where own[group] >= 0 && isBetter(Int(own[group]), best[group]) { best[group] = own[group] }
    }
    return best
  }

  /// For one group: the range of each morsel, then the rows of the morsel with the
  /// extreme. nil for columns without a kernel.
  private func extremeOfAll(_ argument: Column, takesLarger: Bool) throws(ScriptError) -> Int32? {
    let morsels = (rowCount + morselRows - 1) / morselRows
    let slots = MorselResults<Double>(morsels)
    let isKnown: Bool =
      switch argument.values {
      case .int8, .uint8, .int16, .int32, .float64: true
      case .int64, .codes8, .codes16, .codes32, .bits: false
      }
    if !isKnown { return nil }
    // All of them are exact as doubles.
    try context.run(rows: rowCount) { _, morsel, rows in
      let words = selection.map { UnsafePointer($0.words.pointer + rows.lowerBound >> 6) }
      var (low, high) = (Int64.max, Int64.min)
      switch argument.values {
      case .int8(let buffer): seg_range_int8(buffer.pointer + rows.lowerBound, rows.count, words, &low, &high)
      case .uint8(let buffer): seg_range_uint8(buffer.pointer + rows.lowerBound, rows.count, words, &low, &high)
      case .int16(let buffer): seg_range_int16(buffer.pointer + rows.lowerBound, rows.count, words, &low, &high)
      case .int32(let buffer): seg_range_int32(buffer.pointer + rows.lowerBound, rows.count, words, &low, &high)
      case .float64(let buffer):
        var (least, greatest) = (Double.infinity, -Double.infinity)
        seg_range_double(buffer.pointer + rows.lowerBound, rows.count, words, &least, &greatest)
        if least <= greatest { slots.set(morsel, takesLarger ? greatest : least) }
        return
      case .int64, .codes8, .codes16, .codes32, .bits: return
      }
      if low <= high { slots.set(morsel, Double(takesLarger ? high : low)) }
    }
    var found: (morsel: Int, value: Double)?
    for morsel in 0..<morsels {
      guard let value = slots.get(morsel) else { continue }
      if found.map({ takesLarger ? value >= $0.value : value < $0.value }) ?? true { found = (morsel, value) }
    }
    guard let found else { return -1 }
    var row: Int32 = -1
    forEach(found.morsel * morselRows..<min(rowCount, (found.morsel + 1) * morselRows)) { candidate, _ in
      let value: Double =
        if case .float64(let buffer) = argument.values { buffer.pointer[candidate] } else { Double(argument.integer(candidate)) }
      if value == found.value, row < 0 || takesLarger { row = Int32(truncatingIfNeeded: candidate) }
    }
    return row
  }
}
