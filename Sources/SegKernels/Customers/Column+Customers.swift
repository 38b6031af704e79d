// A number for each customer.

import SegColumns
import SegDiagnostics
import SegRuntime

extension Column {
  /// A number for each customer; nil, and what is not finite, is missing.
  package static func ofCustomers(
    _ count: Int, _ context: ExecutionContext, _ value: @Sendable (_ customer: Int) -> Double?
  ) throws(ScriptError) -> Column {
    let results = try Buffer<Double>(count: count, in: context)
    let words = try Buffer<UInt64>(count: Bitmap.wordCount(count), in: context)
    try context.run(rows: count) { _, _, rows in
      for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 {
        var bits: UInt64 = 0
        for customer in word << 6..<min(rows.upperBound, word << 6 + 64) {
          if let value = value(customer), value.isFinite {
            results.pointer[customer] = value
            bits |= 1 << UInt64(customer & 63)
          } else {
            results.pointer[customer] = 0
          }
        }
        words.pointer[word] = bits
      }
    }
    let validity = Bitmap(count: count, words: words)
    return Column(.number, count: count, values: .float64(results), validity: validity.isFull ? nil : validity)
  }
}
