// Puts columns of several files one below the other.

import SegColumns
import SegDiagnostics
import SegRuntime

/// The parts of one column, in the order of the rows.
struct ColumnJoin {
  /// A column's values in one file; nil: the file has no such column.
  struct Part {
    let column: Column?
    let rows: Int

    /// The values; nil: all are missing.
    var values: Column? { column.flatMap { $0.missingCount == $0.count ? nil : $0 } }
  }

  private let parts: [Part]
  private let rows: Int

  init(_ parts: [Part]) {
    self.parts = parts
    rows = parts.reduce(0) { $0 + $1.rows }
  }

  /// The column of all parts: the type of the parts, or a wider one.
  ///
  /// - Returns: nil where the types of the parts cannot be one.
  func column(_ context: ExecutionContext) throws(ScriptError) -> Column? {
    let types = Set(parts.compactMap { $0.values?.type })
    guard let type = types.count > 1 ? Self.wider(types) : types.first ?? parts.lazy.compactMap(\.column?.type).first ?? .text else {
      return nil
    }
    try context.offer(rows * 8)
    let validity = validity()
    switch type {
    case .integer: return Column.integer(integers(), validity: validity)
    case .number: return numbers(validity)
    case .date:
      let days: Buffer<Int32> = narrowed()
      return Column(.date, count: rows, values: .int32(days), validity: validity)
    case .timestamp: return Column(.timestamp, count: rows, values: .int64(timestamps()), validity: validity)
    case .boolean: return Column(.boolean, count: rows, values: .bits(bits { $0.truths }), validity: validity)
    case .text: return texts(validity)
    }
  }

  /// The type whose values all those of some types are.
  private static func wider(_ types: Set<ColumnType>) -> ColumnType? {
    if types == [.integer, .number] { return .number }
    return types == [.date, .timestamp] ? .timestamp : nil
  }

  /// Calls `body` with each part that has values, and its first row.
  private func each(_ body: (Column, Int) -> Void) {
    var row = 0
    for part in parts {
      if let column = part.values { body(column, row) }
      row += part.rows
    }
  }

  // MARK: Bits

  private func validity() -> Bitmap? {
    let isWhole = parts.allSatisfy { $0.rows == 0 || $0.column.map { $0.validity == nil } ?? false }
    return isWhole ? nil : bits { $0.validity ?? Bitmap(count: $0.count, repeating: true) }
  }

  /// The bits of the parts; those of parts without values are 0.
  private func bits(_ own: (Column) -> Bitmap?) -> Bitmap {
    let words = Buffer<UInt64>(count: Bitmap.wordCount(rows), zeroed: true)
    each { column, first in
      guard let bits = own(column) else { return }
      let shift = UInt64(first & 63)
      for (index, word) in bits.words.values.enumerated() where word != 0 {
        let place = first >> 6 + index
        words.pointer[place] |= word << shift
        if shift > 0, case let carry = word >> (64 - shift), carry != 0 { words.pointer[place + 1] |= carry }
      }
    }
    return Bitmap(count: rows, words: words)
  }

  // MARK: Numbers

  private func integers() -> Buffer<Int64> {
    let result = Buffer<Int64>(count: rows, zeroed: true)
    each { column, row in column.readIntegers(0..<column.count, into: result.pointer + row) }
    return result
  }

  private func narrowed<Narrow: FixedWidthInteger & BitwiseCopyable>() -> Buffer<Narrow> {
    let result = Buffer<Narrow>(count: rows, zeroed: true)
    each { column, first in
      for row in 0..<column.count { result.pointer[first + row] = Narrow(truncatingIfNeeded: column.integer(row)) }
    }
    return result
  }

  /// Microseconds; a date is its midnight.
  private func timestamps() -> Buffer<Int64> {
    let result = integers()
    each { column, first in
      guard column.type == .date else { return }
      for row in first..<first + column.count { result.pointer[row] = result.pointer[row] &* CalendarDate.microsecondsPerDay }
    }
    return result
  }

  private func numbers(_ validity: Bitmap?) -> Column {
    if let units = units(validity) { return units }
    let result = Buffer<Double>(count: rows, zeroed: true)
    each { column, first in for row in 0..<column.count { result.pointer[first + row] = column.number(at: row) } }
    return Column(.number, count: rows, values: .float64(result), validity: validity)
  }

  /// Numbers in units of the finest decimal of the parts; nil if they have none or do not fit.
  private func units(_ validity: Bitmap?) -> Column? {
    var finest = 0
    for column in parts.compactMap(\.values) {
      guard let scale = column.type == .integer ? 0 : column.scale else { return nil }
      finest = max(finest, scale)
    }
    let result = integers()
    var isFitting = true
    each { column, first in
      let factor = Int64(decimalUnits[finest] / decimalUnits[column.scale ?? 0])
      for row in first..<first + column.count {
        let (units, isOver) = result.pointer[row].multipliedReportingOverflow(by: factor)
        if isOver || Int32(exactly: units) == nil { isFitting = false }
        result.pointer[row] = units
      }
    }
    if !isFitting { return nil }
    let narrow = Column.integer(result, validity: validity)
    return Column(.number, count: rows, values: narrow.values, validity: validity, scale: finest)
  }

  // MARK: Texts

  private func texts(_ validity: Bitmap?) -> Column {
    let codes = Buffer<UInt32>(count: rows, zeroed: true)
    let dictionaries = parts.compactMap { $0.values?.dictionary }
    let (union, maps) = TextDictionary.union(dictionaries)
    var part = 0
    each { column, first in
      guard column.dictionary != nil else { return }
      let map = maps[part]
      part += 1
      for row in 0..<column.count where column.isPresent(row) { codes.pointer[first + row] = map.pointer[column.code(row)] }
    }
    return Column.text(codes, dictionary: union.count == 0 ? TextDictionary([""]) : union, validity: validity)
  }
}

extension Column {
  /// The values of a yes/no column.
  fileprivate var truths: Bitmap? {
    if case .bits(let bits) = values { return bits }
    return nil
  }
}
