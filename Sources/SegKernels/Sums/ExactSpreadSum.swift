// What spreads of integers are computed from: sums that are exact, so that one pass in any order gives them.

import SegColumns
import SegDiagnostics
import SegRuntime

/// Sums of at most 2^31 integers of 32 bits and of their squares, which stay below 2^93.
struct ExactSpreadSum: BitwiseCopyable, Sendable {
  private(set) var count = 0
  fileprivate var sum = 0
  private var squares: Int128 = 0

  @inline(__always)
  mutating func add(_ value: Int32) {
    let value = Int(value)
    count &+= 1
    sum &+= value
    squares &+= Int128(truncatingIfNeeded: value &* value)
  }

  mutating func add(_ other: ExactSpreadSum) {
    count &+= other.count
    sum &+= other.sum
    squares &+= other.squares
  }

  /// - Parameter unit: how many of the integers make 1.
  func spread(unit: Double) -> Spread {
    // Below 2^124 each.
    let total = Int128(count) &* squares &- Int128(sum) &* Int128(sum)
    return Spread(count: count, total: total.rounded, unit: unit, differs: total != 0)
  }
}

/// The same of pairs, with the sum of their products.
struct ExactPairSum: BitwiseCopyable, Sendable {
  private var first = ExactSpreadSum()
  private var second = ExactSpreadSum()
  private var products: Int128 = 0

  var count: Int { first.count }

  @inline(__always)
  mutating func add(_ a: Int32, _ b: Int32) {
    first.add(a)
    second.add(b)
    products &+= Int128(truncatingIfNeeded: Int(a) &* Int(b))
  }

  mutating func add(_ other: ExactPairSum) {
    first.add(other.first)
    second.add(other.second)
    products &+= other.products
  }

  /// - Parameter units: how many of the integers make 1.
  func spread(units: (Double, Double)) -> PairSpread {
    let total = Int128(first.count) &* products &- Int128(first.sum) &* Int128(second.sum)
    return PairSpread(first: first.spread(unit: units.0), second: second.spread(unit: units.1), total: total.rounded)
  }
}

extension Int128 {
  /// The number, rounded once below 2^63 and at most twice above.
  fileprivate var rounded: Double {
    if let small = Int64(exactly: self) { return Double(small) }
    return Double(Int64(truncatingIfNeeded: self >> 64)) * 0x1p64 + Double(UInt64(truncatingIfNeeded: self))
  }
}

/// Numbers as integers.
struct WholeNumbers: Sendable {
  let values: Buffer<Int32>
  /// How many of them make 1.
  let unit: Double
}

extension Column {
  /// The numbers as integers in units of their last decimal; nil if they have no such unit, or do not fit 32 bits.
  func wholeNumbers(_ context: ExecutionContext) throws(ScriptError) -> WholeNumbers? {
    let unit = scale.map { decimalUnits[$0] } ?? 1
    switch values {
    case .int8(let buffer): return WholeNumbers(values: try Self.widened(buffer, context), unit: unit)
    case .uint8(let buffer): return WholeNumbers(values: try Self.widened(buffer, context), unit: unit)
    case .int16(let buffer): return WholeNumbers(values: try Self.widened(buffer, context), unit: unit)
    case .int32(let buffer): return WholeNumbers(values: buffer, unit: unit)
    case .float64(let buffer): return try wholeNumbers(buffer, context)
    case .int64, .codes8, .codes16, .codes32, .bits: return nil
    }
  }

  private static func widened<Narrow: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ buffer: Buffer<Narrow>, _ context: ExecutionContext
  ) throws(ScriptError) -> Buffer<Int32> {
    let wide = try Buffer<Int32>(count: buffer.count, in: context)
    try context.run(rows: buffer.count) { _, _, rows in
      for row in rows { wide.pointer[row] = Int32(truncatingIfNeeded: buffer.pointer[row]) }
    }
    return wide
  }

  private func wholeNumbers(_ buffer: Buffer<Double>, _ context: ExecutionContext) throws(ScriptError) -> WholeNumbers? {
    let unit = try decimalUnit(context)
    if unit == 0 { return nil }
    let whole = try Buffer<Int32>(count: count, in: context)
    let tooWide = MorselResults<Bool>((count + morselRows - 1) / morselRows)
    try context.run(rows: count) { _, morsel, rows in
      var excess: Int64 = 0
      for row in rows {
        let value = wholeUnits(buffer.pointer[row] * unit)
        whole.pointer[row] = Int32(truncatingIfNeeded: value)
        excess |= value ^ Int64(Int32(truncatingIfNeeded: value))
      }
      if excess != 0 { tooWide.set(morsel, true) }
    }
    for morsel in 0..<(count + morselRows - 1) / morselRows where tooWide.get(morsel) != nil { return nil }
    return WholeNumbers(values: whole, unit: unit)
  }
}
