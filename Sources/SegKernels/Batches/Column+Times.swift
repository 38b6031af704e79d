// The rows of a column of times within a range of time.

import CKernels
import SegColumns
import SegDiagnostics
import SegRuntime

extension Column {
  /// The rows of a column of dates or timestamps that are not before `low` and
  /// before `high`, in days or microseconds since 1970-01-01. Under a missing time: anything.
  package func rows(from low: Int64, before high: Int64, _ context: ExecutionContext) throws(ScriptError) -> Bitmap {
    let words = try Buffer<UInt64>(count: Bitmap.wordCount(count), in: context)
    try context.run(rows: count) { _, _, rows in
      let target = words.pointer + rows.lowerBound >> 6
      switch values {
      case .int32(let days): Self.mark(days.pointer + rows.lowerBound, rows.count, from: low, before: high, into: target)
      case .int64(let instants): Self.mark(instants.pointer + rows.lowerBound, rows.count, from: low, before: high, into: target)
      case .int8, .uint8, .int16, .float64, .codes8, .codes16, .codes32, .bits:
        target.update(repeating: 0, count: (rows.count + 63) >> 6)
      }
    }
    return Bitmap(count: count, words: words)
  }

  /// Bits of the instants of a morsel that are in a range.
  private static func mark<Instant: FixedWidthInteger & ComparedValue>(
    _ instants: UnsafePointer<Instant>, _ count: Int, from low: Int64, before high: Int64, into words: UnsafeMutablePointer<UInt64>
  ) {
    if low > Int64(Instant.max) || high <= Int64(Instant.min) {
      words.update(repeating: 0, count: (count + 63) >> 6)
      return
    }
    Bits.fill(words, count)
    if low > Int64(Instant.min) { Instant.compare(instants, count, seg_greater_or_equal, Instant(clamping: low), words) }
    // No instant is at or past an end outside of the type's range.
    if high <= Int64(Instant.max) { Instant.compare(instants, count, seg_less, Instant(clamping: high), words) }
  }
}
