// Sums over rows in fixed chunks, so that results do not depend on the threads.

import SegRuntime

/// Rows of one chunk.
private let chunkRows = 2048

extension ExecutionContext {
  /// Calls `body` for chunks of rows, in any order.
  func chunks(of rows: Int, size: Int = chunkRows, _ body: @Sendable (Range<Int>) -> Void) {
    let count = (max(0, rows) + size - 1) / size
    perform(pieces: count) { _, chunk in body(chunk * size..<min(rows, (chunk + 1) * size)) }
  }

  /// Sums `width` numbers over `rows` rows. `body` adds the sums of a chunk to the
  /// memory that it gets, which is 0 at first. The chunks' sums are combined in
  /// order.
  ///
  /// - Returns: `width` sums; NaN if a chunk was not run, for example because the
  ///   caller stopped the work.
  func sums(
    of rows: Int, width: Int, _ body: @Sendable (Range<Int>, UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    var total = [Double](repeating: 0, count: width)
    let count = (max(0, rows) + chunkRows - 1) / chunkRows
    if count == 0 { return total }
    var partial = [Double](repeating: .nan, count: count * width)
    partial.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      // Each chunk writes to its own places alone.
      nonisolated(unsafe) let places = base
      perform(pieces: count) { _, chunk in
        let place = places + chunk * width
        place.update(repeating: 0, count: width)
        body(chunk * chunkRows..<min(rows, (chunk + 1) * chunkRows), place)
      }
    }
    for chunk in 0..<count {
      for index in 0..<width { total[index] += partial[chunk * width + index] }
    }
    return total
  }

  /// One value for each row; nil if a chunk was not run.
  func values(of rows: Int, _ body: @Sendable (Range<Int>, UnsafeMutablePointer<Double?>) -> Void)
    -> [Double?]
  {
    var values = [Double?](repeating: nil, count: max(0, rows))
    values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      nonisolated(unsafe) let places = base
      chunks(of: rows, size: 256) { body($0, places) }
    }
    return values
  }
}
