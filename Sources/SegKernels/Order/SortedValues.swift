// All values of a column in order: distinct values, extremes and quartiles at once.

import SegColumns
import SegRuntime

/// The values that are present in a column of numbers, dates or timestamps,
/// ascending.
package struct SortedValues {
  private let type: ColumnType
  /// Whether the ordinals of the numbers are those of their units.
  private let unit: Double?
  private let ordinals: Buffer<UInt64>

  package var count: Int { ordinals.count }

  /// nil if the column has another type, or work is to end.
  package init?(_ column: Column, _ context: ExecutionContext) {
    type = column.type
    unit = column.scale.map { decimalUnits[$0] }
    guard let ordinals = try? Buffer<UInt64>(count: column.count - column.missingCount, in: context) else { return nil }
    var place = 0
    switch column.values {
    case .float64(let buffer):
      for row in 0..<column.count where column.isPresent(row) {
        ordinals.pointer[place] = ValueKeys.key(buffer.pointer[row])
        place += 1
      }
    case .int8, .uint8, .int16, .int32, .int64:
      for row in 0..<column.count where column.isPresent(row) {
        ordinals.pointer[place] = ValueKeys.key(column.integer(row))
        place += 1
      }
    case .codes8, .codes16, .codes32, .bits: return nil
    }
    guard let sorted = Self.sorted(ordinals, context) else { return nil }
    self.ordinals = sorted
  }

  /// A radix sort from the lowest byte up; bytes that are equal in all values need no
  /// pass.
  private static func sorted(_ values: Buffer<UInt64>, _ context: ExecutionContext) -> Buffer<UInt64>? {
    let counts = Buffer<Int>(count: 8 * 256, zeroed: true)
    for row in 0..<values.count {
      var bits = values.pointer[row]
      for byte in 0..<8 {
        counts.pointer[byte << 8 | Int(bits & 255)] += 1
        bits >>= 8
      }
    }
    var source = values
    var target: Buffer<UInt64>?
    for byte in 0..<8 {
      if context.isStopped { return nil }
      let own = counts.pointer + byte << 8
      if (0..<256).contains(where: { own[$0] == values.count }) { continue }
      var start = 0
      for bucket in 0..<256 { (own[bucket], start) = (start, start + own[bucket]) }
      guard let sorted = try? target ?? Buffer<UInt64>(count: values.count, in: context) else { return nil }
      let shift = UInt64(byte * 8)
      for row in 0..<source.count {
        let value = source.pointer[row]
        let bucket = Int(value >> shift & 255)
        sorted.pointer[own[bucket]] = value
        own[bucket] += 1
      }
      (source, target) = (sorted, source)
    }
    return source
  }

  private func integer(_ place: Int) -> Int64 { ValueKeys.integer(ordinals.pointer[place]) }

  private func number(_ place: Int) -> Double {
    if type != .number || unit != nil { return Double(integer(place)) / (unit ?? 1) }
    return ValueKeys.number(ordinals.pointer[place])
  }

  /// The value at a place below `count`.
  package subscript(place: Int) -> Value {
    switch type {
    case .integer: .integer(integer(place))
    case .date: .date(Int32(truncatingIfNeeded: integer(place)))
    case .timestamp: .timestamp(integer(place))
    case .number: .number(number(place))
    case .text, .boolean: .missing
    }
  }

  package var distinct: Int {
    var distinct = min(1, count)
    var place = 1
    while place < count {
      if ordinals.pointer[place] != ordinals.pointer[place - 1] { distinct += 1 }
      place += 1
    }
    return distinct
  }

  /// The value below which a share of all values lies, interpolated between the two
  /// nearest (as in numpy and SQL's percentile_cont); nil if there are no values.
  func quantile(_ share: Double) -> Double? {
    if count == 0 { return nil }
    let place = share * Double(count - 1)
    let below = min(count - 1, Int(place))
    let (low, high) = (number(below), number(min(count - 1, below + 1)))
    let part = place - Double(below)
    return low * (1 - part) + high * part
  }

  /// How many numbers are more than three times the distance of the quartiles
  /// below the first or above the third (the outer fences of John Tukey,
  /// Exploratory Data Analysis, 1977, 2D).
  package var outliers: Int {
    guard let first = quantile(0.25), let third = quantile(0.75) else { return 0 }
    let reach = 3 * (third - first)
    return place { $0 >= first - reach } + count - place { $0 > third + reach }
  }

  /// The first place that meets a condition; all later places must meet it too.
  private func place(_ isThere: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if isThere(number(middle)) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
