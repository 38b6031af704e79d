// Gathers rows of a column: some of them, or all in another order.

import SegDiagnostics
import SegRuntime

extension Column {
  /// The column's values at `rows`, in that order; a negative row is missing.
  /// Text keeps its dictionary. Complexity: O(rows.count).
  package func gathered(_ rows: UnsafeBufferPointer<Int32>) -> Column {
    var valid: Bitmap?
    let hasOutside = rows.contains { $0 < 0 }
    if validity != nil || hasOutside {
      let bits = Bitmap(count: rows.count)
      for (index, row) in rows.enumerated() where row >= 0 && isPresent(Int(row)) { bits.set(index) }
      valid = bits
    }
    let taken: Values =
      switch values {
      case .int8(let buffer): .int8(Self.take(buffer, rows))
      case .uint8(let buffer): .uint8(Self.take(buffer, rows))
      case .int16(let buffer): .int16(Self.take(buffer, rows))
      case .int32(let buffer): .int32(Self.take(buffer, rows))
      case .int64(let buffer): .int64(Self.take(buffer, rows))
      case .float64(let buffer): .float64(Self.take(buffer, rows))
      case .codes8(let buffer): .codes8(Self.take(buffer, rows))
      case .codes16(let buffer): .codes16(Self.take(buffer, rows))
      case .codes32(let buffer): .codes32(Self.take(buffer, rows))
      case .bits(let bits):
        .bits(
          {
            let result = Bitmap(count: rows.count)
            for (index, row) in rows.enumerated() where row >= 0 && bits[Int(row)] { result.set(index) }
            return result
          }())
      }
    let column = Column(type, count: rows.count, values: taken, validity: valid, dictionary: dictionary, scale: scale)
    return messages.map { messages in column.saying(rows.map { $0 < 0 ? nil : messages[Int($0)] }) } ?? column
  }

  /// The same for as many rows as a table has, whose memory may be refused.
  ///
  /// - Throws: where it is.
  package func gathered(_ rows: UnsafeBufferPointer<Int32>, in context: ExecutionContext) throws(ScriptError) -> Column {
    try context.offer(rows.count * bytesPerRow)
    return gathered(rows)
  }

  /// Of its values, without the bits of those that are missing.
  private var bytesPerRow: Int {
    switch values {
    case .bits, .int8, .uint8, .codes8: 1
    case .int16, .codes16: 2
    case .int32, .codes32: 4
    case .int64, .float64: 8
    }
  }

  /// The same for an array of rows.
  package func gathered(_ rows: [Int32]) -> Column { rows.withUnsafeBufferPointer { gathered($0) } }

  private static func take<Element: BitwiseCopyable>(
    _ buffer: Buffer<Element>, _ rows: UnsafeBufferPointer<Int32>
  ) -> Buffer<Element> where Element: Numeric {
    let result = Buffer<Element>(count: rows.count)
    let source = buffer.pointer
    for index in 0..<rows.count {
      let row = Int(rows[index])
      result.pointer[index] = row < 0 ? 0 : source[row]
    }
    return result
  }
}

/// A column's values in another order, gathered part by part on any threads.
package struct ColumnTaking: Sendable {
  private let source: Column
  private let rows: Buffer<Int32>
  private let values: Column.Values
  private let validity: Bitmap?
  /// Whether rows may be negative: their values are missing.
  private let mayLack: Bool

  /// - Parameters:
  ///   - rows: row numbers.
  ///   - mayLack: whether some may be negative: their values are missing.
  package init(_ source: Column, _ rows: Buffer<Int32>, mayLack: Bool = false) {
    self.source = source
    self.rows = rows
    self.mayLack = mayLack
    let count = rows.count
    values =
      switch source.values {
      case .int8: .int8(Buffer(count: count))
      case .uint8: .uint8(Buffer(count: count))
      case .int16: .int16(Buffer(count: count))
      case .int32: .int32(Buffer(count: count))
      case .int64: .int64(Buffer(count: count))
      case .float64: .float64(Buffer(count: count))
      case .codes8: .codes8(Buffer(count: count))
      case .codes16: .codes16(Buffer(count: count))
      case .codes32: .codes32(Buffer(count: count))
      case .bits: .bits(Bitmap(count: count))
      }
    validity = source.validity == nil && !mayLack ? nil : Bitmap(count: count)
  }

  /// Gathers the values of some places; the first is a multiple of 64.
  package func take(_ places: Range<Int>) {
    @inline(__always)
    func copy<Element: BitwiseCopyable & Numeric>(_ from: Buffer<Element>, _ to: Buffer<Element>) {
      let (from, to, rows) = (from.pointer, to.pointer, rows.pointer)
      if mayLack {
        for place in places { to[place] = rows[place] < 0 ? 0 : from[Int(rows[place])] }
      } else {
        for place in places { to[place] = from[Int(rows[place])] }
      }
    }
    /// - Parameter from: nil: yes for every row that is there.
    func copy(_ from: Bitmap?, _ to: Bitmap) {
      for word in places.lowerBound >> 6..<(places.upperBound + 63) >> 6 {
        var bits: UInt64 = 0
        for place in word << 6..<min(places.upperBound, word << 6 + 64) {
          let row = Int(rows.pointer[place])
          if row >= 0, from?[row] ?? true { bits |= 1 << UInt64(place & 63) }
        }
        to.words.pointer[word] = bits
      }
    }
    switch (source.values, values) {
    case (.int8(let from), .int8(let to)): copy(from, to)
    case (.uint8(let from), .uint8(let to)): copy(from, to)
    case (.int16(let from), .int16(let to)): copy(from, to)
    case (.int32(let from), .int32(let to)): copy(from, to)
    case (.int64(let from), .int64(let to)): copy(from, to)
    case (.float64(let from), .float64(let to)): copy(from, to)
    case (.codes8(let from), .codes8(let to)): copy(from, to)
    case (.codes16(let from), .codes16(let to)): copy(from, to)
    case (.codes32(let from), .codes32(let to)): copy(from, to)
    case (.bits(let from), .bits(let to)): copy(from, to)
    default: break
    }
    if let validity { copy(source.validity, validity) }
  }

  /// The column, once all places are gathered.
  package func column() -> Column {
    Column(
      source.type, count: rows.count, values: values, validity: validity, dictionary: source.dictionary, scale: source.scale)
  }
}
