// Sums of groups, with a loop for each stored width.

import CKernels
import SegColumns
import SegDiagnostics
import SegRuntime

extension GroupedAggregator {
  /// A finished sum.
  package struct GroupSum {
    let sum: NumberSum
    let unit: Double

    /// The sum of nothing.
    package static var zero: GroupSum { GroupSum(sum: NumberSum(), unit: 0) }

    package var count: Int { sum.count }
    package var total: Double { sum.total(unit: unit) }
    /// Not a number of nothing.
    package var mean: Double { sum.mean(unit: unit) }
  }

  /// The sums of each group with their counts, of numbers or integers.
  package func sums(_ argument: Column) throws(ScriptError) -> [GroupSum] {
    // The values are so large that their sum may overflow.
    if case .int64 = argument.values { return try sums(try argument.asNumbers(context)) }
    let unit = try argument.decimalUnit(context)
    let sums: [NumberSum] =
      switch argument.values {
      case .int8(let buffer): try unitSums(buffer, seg_sum_int8)
      case .uint8(let buffer): try unitSums(buffer, seg_sum_uint8)
      case .int16(let buffer): try unitSums(buffer, seg_sum_int16)
      case .int32(let buffer): try unitSums(buffer, seg_sum_int32)
      case .float64(let values):
        if ids == nil {
          [try wholeSum(values, unit: unit)]
        } else if unit == 0 {
          try accumulate(from: NumberSum(), { $0.add(values.pointer[$1], unit: 0) }, join: { $0.add($1) })
        } else {
          try accumulate(from: NumberSum(), { $0.addUnits(of: values.pointer[$1], unit: unit) }, join: { $0.add($1) })
        }
      case .int64, .codes8, .codes16, .codes32, .bits: [NumberSum](repeating: NumberSum(), count: groups)
      }
    return sums.map { GroupSum(sum: $0, unit: unit) }
  }

  /// Sums of integers that are units of decimals already.
  @inline(__always)
  private func unitSums<Narrow: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ buffer: Buffer<Narrow>, _ whole: @Sendable (UnsafePointer<Narrow>?, Int, UnsafePointer<UInt64>?) -> Int64
  ) throws(ScriptError) -> [NumberSum] {
    if ids != nil { return try narrowSums(buffer) }
    let morsels = (rowCount + morselRows - 1) / morselRows
    let slots = MorselResults<NumberSum>(morsels)
    try context.run(rows: rowCount) { _, morsel, rows in
      var sum = NumberSum()
      let words = selectedWords(rows)
      sum.add(units: whole(buffer.pointer + rows.lowerBound, rows.count, words), count: population(words, rows))
      slots.set(morsel, sum)
    }
    var total = NumberSum()
    for morsel in 0..<morsels { if let sum = slots.get(morsel) { total.add(sum) } }
    return [total]
  }

  /// Sum and count of integers: at most 2^31 rows of at most 2^31, which cannot overflow.
  private struct UnitSum: BitwiseCopyable, Sendable {
    var units: Int64 = 0
    var count = 0
  }

  private func narrowSums<Narrow: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ buffer: Buffer<Narrow>
  ) throws(ScriptError) -> [NumberSum] {
    nonisolated(unsafe) let values = buffer.pointer
    let sums = try accumulateExactly(
      UnitSum(),
      { sum, row in
        sum.units &+= Int64(truncatingIfNeeded: values[row])
        sum.count &+= 1
      },
      join: { sum, other in
        sum.units &+= other.units
        sum.count &+= other.count
      })
    return sums.map { own in
      var sum = NumberSum()
      sum.add(units: own.units, count: own.count)
      return sum
    }
  }

  private func population(_ words: UnsafeMutablePointer<UInt64>?, _ rows: Range<Int>) -> Int {
    words.map { Bitmap.population($0, (rows.count + 63) >> 6) } ?? rows.count
  }

  /// The sum of one group. Decimals are counted in units, whose sums of a
  /// morsel cannot overflow.
  private func wholeSum(_ values: Buffer<Double>, unit: Double) throws(ScriptError) -> NumberSum {
    let morsels = (rowCount + morselRows - 1) / morselRows
    let slots = MorselResults<NumberSum>(morsels)
    try context.run(rows: rowCount) { _, morsel, rows in
      var sum = NumberSum()
      if unit == 0 {
        forEach(rows) { row, _ in sum.add(values.pointer[row], unit: 0) }
      } else {
        let words = selectedWords(rows)
        sum.add(
          units: seg_sum_units(values.pointer + rows.lowerBound, rows.count, words, unit),
          count: population(words, rows))
      }
      slots.set(morsel, sum)
    }
    var total = NumberSum()
    for morsel in 0..<morsels { if let sum = slots.get(morsel) { total.add(sum) } }
    return total
  }

  /// The bits of a morsel's rows; nil: all.
  private func selectedWords(_ rows: Range<Int>) -> UnsafeMutablePointer<UInt64>? {
    selection.map { $0.words.pointer + rows.lowerBound >> 6 }
  }

  /// nil if a sum overflows.
  package func integerSums(_ argument: Column) throws(ScriptError) -> [Int64]? {
    if ids == nil, let distances = argument.distances {
      let sum = try wholeSum { distances.sum($0, $1) }
      return sum.isBeyond ? nil : [sum.sum]
    }
    let sums: [IntegerSum] =
      switch argument.values {
      case .int8(let buffer): try sums(buffer, whole: seg_sum_int8)
      case .uint8(let buffer): try sums(buffer, whole: seg_sum_uint8)
      case .int16(let buffer): try sums(buffer, whole: seg_sum_int16)
      case .int32(let buffer): try sums(buffer, whole: seg_sum_int32)
      case .int64(let buffer): try sums(buffer, whole: nil)
      case .float64, .codes8, .codes16, .codes32, .bits: [IntegerSum](repeating: IntegerSum(), count: groups)
      }
    return sums.contains { $0.isBeyond } ? nil : sums.map(\.sum)
  }

  /// - Parameter whole: sums a morsel of one group; nil if that might overflow.
  @inline(__always)
  private func sums<Narrow: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ buffer: Buffer<Narrow>, whole: (@Sendable (UnsafePointer<Narrow>?, Int, UnsafePointer<UInt64>?) -> Int64)?
  ) throws(ScriptError) -> [IntegerSum] {
    guard ids == nil, let whole else {
      return try accumulate(
        from: IntegerSum(), { $0.add(Int64(truncatingIfNeeded: buffer.pointer[$1])) }, join: { $0.add($1) })
    }
    return [try wholeSum { whole(buffer.pointer + $0.lowerBound, $0.count, $1) }]
  }

  /// The sum of one group from those of morsels, none of which overflows.
  private func wholeSum(
    _ sum: @Sendable (_ rows: Range<Int>, _ words: UnsafePointer<UInt64>?) -> Int64
  ) throws(ScriptError) -> IntegerSum {
    let morsels = (rowCount + morselRows - 1) / morselRows
    let slots = MorselResults<Int64>(morsels)
    try context.run(rows: rowCount) { _, morsel, rows in slots.set(morsel, sum(rows, selectedWords(rows).map { UnsafePointer($0) })) }
    var total = IntegerSum()
    for morsel in 0..<morsels { total.add(slots.get(morsel) ?? 0) }
    return total
  }
}
