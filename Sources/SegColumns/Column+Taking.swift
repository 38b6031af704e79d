// Rows of a column in another order, or some of them.

extension Column {
  /// The column's values at `rows`, in that order; a negative row is missing.
  /// Text keeps its dictionary. Complexity: O(rows.count).
  package func taking(_ rows: UnsafeBufferPointer<Int32>) -> Column {
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
      case .int16(let buffer): .int16(Self.take(buffer, rows))
      case .int32(let buffer): .int32(Self.take(buffer, rows))
      case .int64(let buffer): .int64(Self.take(buffer, rows))
      case .float64(let buffer): .float64(Self.take(buffer, rows))
      case .uint8(let buffer): .uint8(Self.take(buffer, rows))
      case .uint16(let buffer): .uint16(Self.take(buffer, rows))
      case .uint32(let buffer): .uint32(Self.take(buffer, rows))
      case .bits(let bits):
        .bits(
          {
            let result = Bitmap(count: rows.count)
            for (index, row) in rows.enumerated() where bits[Int(row)] { result.set(index) }
            return result
          }())
      }
    return Column(type, count: rows.count, values: taken, validity: valid, dictionary: dictionary)
  }

  package func taking(_ rows: [Int32]) -> Column { rows.withUnsafeBufferPointer { taking($0) } }

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
