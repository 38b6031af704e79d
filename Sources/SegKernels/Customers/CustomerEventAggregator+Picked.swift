// A customer's event with the smallest, largest, first or last value.

import SegColumns
import SegDiagnostics

/// Which of a customer's events is picked.
package enum EventChoice: Sendable {
  case smallest, largest, first, last
  /// From 1, or from -1 backwards.
  case nth(Int)
}

extension CustomerEventAggregator {
  /// The values directly, if they are days, instants, numbers or 32 bits; nil for other columns.
  package func extreme(_ argument: Column, _ choice: EventChoice) throws(ScriptError) -> Column? {
    if case .nth = choice { return nil }
    switch argument.values {
    case .int32(let buffer):
      let (values, validity) = try extreme(buffer, choice)
      return Column(argument.type, count: customers, values: .int32(values), validity: validity, scale: argument.scale)
    case .int64(let buffer):
      let (values, validity) = try extreme(buffer, choice)
      return Column(argument.type, count: customers, values: .int64(values), validity: validity, scale: argument.scale)
    case .float64(let buffer):
      let (values, validity) = try extreme(buffer, choice)
      return Column(.number, count: customers, values: .float64(values), validity: validity)
    case .int8, .uint8, .int16, .codes8, .codes16, .codes32, .bits: return nil
    }
  }

  /// - Parameter choice: not `nth`.
  private func extreme<Number: Comparable & Numeric & BitwiseCopyable & Sendable>(
    _ source: Buffer<Number>, _ choice: EventChoice
  ) throws(ScriptError) -> (Buffer<Number>, Bitmap?) {
    switch choice {
    case .first: return try end(source) { $0.first($1) }
    case .last: return try end(source) { $0.last($1) }
    case .smallest, .largest, .nth: break
    }
    let takesLarger = if case .largest = choice { true } else { false }
    let results = try Buffer<Number>(count: customers, in: context)
    let words = try Buffer<UInt64>(count: Bitmap.wordCount(customers), in: context)
    try context.run(rows: customers) { _, _, rows in
      for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 {
        var bits: UInt64 = 0
        for customer in word << 6..<min(rows.upperBound, word << 6 + 64) {
          var best: Number = 0
          var isFound = false
          forEach(customer) { row in
            let value = source.pointer[row]
            if !isFound || (takesLarger ? value > best : value < best) { best = value }
            isFound = true
          }
          results.pointer[customer] = best
          bits |= UInt64(bit(isFound)) << UInt64(customer & 63)
        }
        words.pointer[word] = bits
      }
    }
    return (results, Self.full(words, customers))
  }

  /// The value of one event of each customer who has any.
  @inline(__always)
  private func end<Number: Numeric & BitwiseCopyable & Sendable>(
    _ source: Buffer<Number>, _ place: @Sendable (_ rows: Rows, _ customer: Int) -> Int?
  ) throws(ScriptError) -> (Buffer<Number>, Bitmap?) {
    let results = try Buffer<Number>(count: customers, in: context)
    let words = Buffer<UInt64>(count: Bitmap.wordCount(customers))
    let own = rows
    try context.run(rows: customers) { _, _, range in
      for word in range.lowerBound >> 6..<(range.upperBound + 63) >> 6 {
        var bits: UInt64 = 0
        for customer in word << 6..<min(range.upperBound, word << 6 + 64) {
          let row = place(own, customer)
          results.pointer[customer] = row.map { source.pointer[$0] } ?? 0
          bits |= UInt64(bit(row != nil)) << UInt64(customer & 63)
        }
        words.pointer[word] = bits
      }
    }
    return (results, Self.full(words, customers))
  }

  /// The event that is picked; -1 if there is none.
  package func picked(_ argument: Column, _ choice: EventChoice) throws(ScriptError) -> Buffer<Int32> {
    let rows = try Buffer<Int32>(count: customers, in: context)
    let ranks = argument.dictionary?.ranks
    let takesLarger = if case .largest = choice { true } else { false }
    try context.run(rows: customers) { _, _, range in
      for customer in range {
        var best = -1
        switch choice {
        case .first: forEach(customer) { if best < 0 { best = $0 } }
        case .last: forEach(customer) { best = $0 }
        case .nth(let place):
          var left = place
          // Those that are before the place from the end.
          if place < 0 { forEach(customer) { _ in left += 1 } }
          if place > 0 { left -= 1 }
          if left < 0 { break }
          forEach(customer) { row in
            if left == 0 { best = row }
            left -= 1
          }
        case .smallest, .largest:
          if case .float64(let values) = argument.values {
            forEach(customer) { row in
              if best < 0 || (takesLarger ? values.pointer[row] > values.pointer[best] : values.pointer[row] < values.pointer[best]) {
                best = row
              }
            }
          } else {
            func value(_ row: Int) -> Int64 {
              ranks.map { Int64($0.pointer[argument.code(row)]) } ?? argument.integer(row)
            }
            var held: Int64 = 0
            forEach(customer) { row in
              let candidate = value(row)
              if best < 0 || (takesLarger ? candidate > held : candidate < held) {
                best = row
                held = candidate
              }
            }
          }
        }
        rows.pointer[customer] = Int32(truncatingIfNeeded: best)
      }
    }
    return rows
  }
}
