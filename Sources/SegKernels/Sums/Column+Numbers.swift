// The numbers of a column, in any stored form.

import CKernels
import SegColumns
import SegDiagnostics
import SegRuntime

extension Column {
  /// Writes the numbers of some rows of a column of numbers or integers; 0 for other types
  /// and for missing values.
  package func readNumbers(_ rows: Range<Int>, into target: UnsafeMutablePointer<Double>) {
    let unit = scale.map { decimalUnits[$0] } ?? 1
    switch values {
    case .int8(let buffer): seg_decimals_int8(buffer.pointer + rows.lowerBound, rows.count, unit, target)
    case .uint8(let buffer): seg_decimals_uint8(buffer.pointer + rows.lowerBound, rows.count, unit, target)
    case .int16(let buffer): seg_decimals_int16(buffer.pointer + rows.lowerBound, rows.count, unit, target)
    case .int32(let buffer): seg_decimals_int32(buffer.pointer + rows.lowerBound, rows.count, unit, target)
    case .int64(let buffer): for place in 0..<rows.count { target[place] = Double(buffer.pointer[rows.lowerBound + place]) }
    case .float64(let buffer): target.update(from: buffer.pointer + rows.lowerBound, count: rows.count)
    case .codes8, .codes16, .codes32, .bits: target.update(repeating: 0, count: rows.count)
    }
  }

  /// The values as numbers of 64 bits each: a copy if they are stored in another form.
  package func asNumbers(_ context: ExecutionContext) throws(ScriptError) -> Column {
    if case .float64 = values { return self }
    let buffer = try Buffer<Double>(count: count, in: context)
    try context.run(rows: count) { _, _, rows in readNumbers(rows, into: buffer.pointer + rows.lowerBound) }
    return Column(.number, count: count, values: .float64(buffer), validity: validity)
  }

  /// The values, those of timestamps in days as dates are.
  package func inDays(_ context: ExecutionContext) throws(ScriptError) -> Column {
    guard type == .timestamp, case .float64(let buffer) = try asNumbers(context).values else { return self }
    let day = Double(CalendarDate.start(ofDay: 1))
    let days = try Buffer<Double>(count: count, in: context)
    for row in 0..<count { days.pointer[row] = buffer.pointer[row] / day }
    return Column(.number, count: count, values: .float64(days), validity: validity)
  }

  /// The comparison of the column's units that is equivalent to that of its numbers with a
  /// constant; nil if no unit equals it.
  ///
  /// A value is a unit count divided by the unit and rounded, which keeps the order of the
  /// counts.
  package func comparisonOfUnits(_ comparison: Comparison, _ constant: Double) -> (Comparison, Int64)? {
    let unit = decimalUnits[scale ?? 0]
    // Beyond 32 bits all integers compare the same.
    let near = max(-0x1p40, min(0x1p40, (constant * unit).rounded(.down)))
    /// The first count near it whose value is not below the constant, or is
    /// above it.
    func first(isAbove: Bool) -> Int64 {
      var count = Int64(near.isNaN ? 0 : near) - 2
      for _ in 0..<4 {
        let value = Double(count) / unit
        if isAbove ? value > constant : value >= constant { break }
        count += 1
      }
      return count
    }
    switch comparison {
    case .less, .greaterOrEqual: return (comparison, first(isAbove: false))
    case .lessOrEqual: return (.less, first(isAbove: true))
    case .greater: return (.greaterOrEqual, first(isAbove: true))
    case .equal:
      let count = first(isAbove: false)
      return Double(count) / unit == constant ? (.equal, count) : nil
    }
  }
}
