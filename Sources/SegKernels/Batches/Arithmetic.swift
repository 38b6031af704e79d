// Arithmetic kernels. Integer overflow is detected, never wrapped; a number that is not
// finite becomes missing.

import CKernels
import SegColumns
import SegDiagnostics

/// Kernels over batches of integers or numbers.
package enum Arithmetic {
  /// `a ± b` in integers; reports the first row that overflows.
  @inline(__always)
  package static func add(
    _ a: UnsafePointer<Int64>, _ b: UnsafePointer<Int64>, negative: Bool, _ batch: Batch,
    into out: UnsafeMutablePointer<Int64>, validity: UnsafePointer<UInt64>?, at span: SourceSpan
  ) {
    var bad: Int64 = 0
    // The sign of a sum is wrong exactly where both signs differ from it.
    if negative {
      for row in 0..<batch.count {
        let x = a[row]
        let y = b[row]
        let result = x &- y
        bad |= (x ^ y) & (x ^ result)
        out[row] = result
      }
    } else {
      for row in 0..<batch.count {
        let x = a[row]
        let y = b[row]
        let result = x &+ y
        bad |= (x ^ result) & (y ^ result)
        out[row] = result
      }
    }
    if bad < 0 {
      // The slow way, to name the row. `out` may be `a`, so the operation is undone to see the
      // operands.
      report(batch, validity, span) { row in
        let x = negative ? out[row] &+ b[row] : out[row] &- b[row]
        return negative ? x.subtractingReportingOverflow(b[row]).overflow : x.addingReportingOverflow(b[row]).overflow
      }
    }
  }

  /// `a · b` in integers. `out` may be `a`.
  package static func multiply(
    _ a: UnsafePointer<Int64>, _ b: UnsafePointer<Int64>, _ batch: Batch, into out: UnsafeMutablePointer<Int64>,
    validity: UnsafePointer<UInt64>?, at span: SourceSpan
  ) {
    var failed = false
    for row in 0..<batch.count {
      let (result, overflow) = a[row].multipliedReportingOverflow(by: b[row])
      if overflow && !failed && isPresent(validity, row) && batch.isAsked(row) {
        batch.fail(row: row, at: span)
        failed = true
      }
      out[row] = result
    }
  }

  /// Whether a row has a value.
  @inlinable
  @inline(__always)
  package static func isPresent(_ validity: UnsafePointer<UInt64>?, _ row: Int) -> Bool {
    validity.map { $0[row >> 6] >> UInt64(row & 63) & 1 == 1 } ?? true
  }

  private static func report(
    _ batch: Batch, _ validity: UnsafePointer<UInt64>?, _ span: SourceSpan, _ overflows: (Int) -> Bool
  ) {
    for row in 0..<batch.count where isPresent(validity, row) && batch.isAsked(row) && overflows(row) {
      batch.fail(row: row, at: span)
      return
    }
  }

  /// `a operation b` in numbers; a result that is not finite becomes missing.
  /// Returns the validity.
  @inline(__always)
  package static func calculate(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ operation: seg_operation, _ batch: Batch,
    into out: UnsafeMutablePointer<Double>, _ validity: UnsafePointer<UInt64>?, own: UnsafeMutablePointer<UInt64>
  ) -> UnsafePointer<UInt64>? {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: batchWords) { finite in
      guard let bits = finite.baseAddress, seg_calculate(a, b, batch.count, operation, out, bits) != 0 else { return validity }
      for word in 0..<batch.wordCount { own[word] = bits[word] & (validity.map { $0[word] } ?? ~0) }
      return UnsafePointer(own)
    }
  }

  /// Makes numbers that are not finite missing. Returns the validity.
  package static func settle(
    _ out: UnsafeMutablePointer<Double>, _ batch: Batch, _ validity: UnsafePointer<UInt64>?,
    own: UnsafeMutablePointer<UInt64>
  ) -> UnsafePointer<UInt64>? {
    var bad: UInt64 = 0
    for row in 0..<batch.count {
      // All exponent bits set: infinite or not a number; the carry tells.
      bad |= (out[row].bitPattern & 0x7FF0_0000_0000_0000) &+ 0x0010_0000_0000_0000
    }
    guard bad >> 63 == 1 else { return validity }
    for word in 0..<batch.wordCount {
      var bits = validity.map { $0[word] } ?? batch.rowMask(word)
      for row in word << 6..<min(batch.count, word << 6 + 64) where !out[row].isFinite {
        bits &= ~(1 << UInt64(row & 63))
        out[row] = 0
      }
      own[word] = bits
    }
    return UnsafePointer(own)
  }
}
