// A column as row-wise writers read it: raw pointers, so that cells need no reference counting.

import SegColumns

/// A view of a column's memory. Valid only while the column lives: its user
/// wraps the loop in `withExtendedLifetime`.
struct CellColumn {
  private enum Storage: BitwiseCopyable {
    case int8(UnsafePointer<Int8>)
    case uint8(UnsafePointer<UInt8>)
    case int16(UnsafePointer<Int16>)
    case int32(UnsafePointer<Int32>)
    case int64(UnsafePointer<Int64>)
    case float64(UnsafePointer<Double>)
    case codes8(UnsafePointer<UInt8>)
    case codes16(UnsafePointer<UInt16>)
    case codes32(UnsafePointer<UInt32>)
    case bits(UnsafePointer<UInt64>)
  }

  let type: ColumnType
  private let storage: Storage
  private let validity: UnsafePointer<UInt64>?
  private let textBytes: UnsafePointer<UInt8>?
  private let textOffsets: UnsafePointer<Int>?
  private let textCount: Int
  /// The divisor of integers that are units of numbers.
  private let unit: Double
  /// Whether its numbers are computed, and written without the noise of arithmetic.
  let isComputed: Bool

  /// - Parameter isStored: whether its values are those of a table.
  init(_ column: Column, isStored: Bool = true) {
    type = column.type
    isComputed = !isStored
    storage =
      switch column.values {
      case .int8(let buffer): .int8(buffer.pointer)
      case .uint8(let buffer): .uint8(buffer.pointer)
      case .int16(let buffer): .int16(buffer.pointer)
      case .int32(let buffer): .int32(buffer.pointer)
      case .int64(let buffer): .int64(buffer.pointer)
      case .float64(let buffer): .float64(buffer.pointer)
      case .codes8(let buffer): .codes8(buffer.pointer)
      case .codes16(let buffer): .codes16(buffer.pointer)
      case .codes32(let buffer): .codes32(buffer.pointer)
      case .bits(let bits): .bits(bits.words.pointer)
      }
    validity = column.validity.map { UnsafePointer($0.words.pointer) }
    textBytes = column.dictionary.map { UnsafePointer($0.bytes.pointer) }
    textOffsets = column.dictionary.map { UnsafePointer($0.offsets.pointer) }
    textCount = column.dictionary?.count ?? 0
    unit = column.scale.map { decimalUnits[$0] } ?? 1
  }

  @inline(__always)
  func isMissing(_ row: Int) -> Bool {
    guard let validity else { return false }
    return validity[row >> 6] >> UInt64(row & 63) & 1 == 0
  }

  /// The value of an integer, date or timestamp; the units of a number in
  /// integers; 0 for other types.
  @inline(__always)
  func integer(_ row: Int) -> Int64 {
    switch storage {
    case .int8(let pointer): Int64(pointer[row])
    case .uint8(let pointer): Int64(pointer[row])
    case .int16(let pointer): Int64(pointer[row])
    case .int32(let pointer): Int64(pointer[row])
    case .int64(let pointer): pointer[row]
    case .float64, .codes8, .codes16, .codes32, .bits: 0
    }
  }

  /// The value of a number or an integer; 0 for other types.
  @inline(__always)
  func number(_ row: Int) -> Double {
    if case .float64(let pointer) = storage { return pointer[row] }
    return Double(integer(row)) / unit
  }

  @inline(__always)
  func boolean(_ row: Int) -> Bool {
    if case .bits(let words) = storage { return words[row >> 6] >> UInt64(row & 63) & 1 == 1 }
    return false
  }

  @inline(__always)
  func code(_ row: Int) -> Int {
    switch storage {
    case .codes8(let pointer): Int(pointer[row])
    case .codes16(let pointer): Int(pointer[row])
    case .codes32(let pointer): Int(pointer[row])
    case .int8, .uint8, .int16, .int32, .int64, .float64, .bits: 0
    }
  }

  /// The text of a row; empty for other types.
  @inline(__always)
  func utf8(_ row: Int) -> UnsafeBufferPointer<UInt8> {
    let code = code(row)
    guard let textBytes, let textOffsets, code < textCount else { return UnsafeBufferPointer(start: nil, count: 0) }
    let start = textOffsets[code]
    return UnsafeBufferPointer(start: textBytes + start, count: textOffsets[code + 1] - start)
  }

  func text(_ row: Int) -> String { String(decoding: utf8(row), as: UTF8.self) }

  var isNumeric: Bool { type == .integer || type == .number }
}

extension ByteBlock {
  /// A cell that is not missing, exactly as ``Value/description``; texts raw.
  @inline(__always)
  mutating func append(exact column: CellColumn, _ row: Int) {
    switch column.type {
    case .integer: append(integer: column.integer(row))
    case .number: append(number: column.number(row), isComputed: column.isComputed)
    case .text: append(column.utf8(row))
    case .date: append(days: Int32(truncatingIfNeeded: column.integer(row)))
    case .timestamp: append(CalendarDate.timestampText(column.integer(row)))
    case .boolean: append(column.boolean(row) ? "yes" : "no")
    }
  }
}
