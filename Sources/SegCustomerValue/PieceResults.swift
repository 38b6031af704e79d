// Results of pieces of work, in the order of the pieces.

import SegRuntime

extension ExecutionContext {
  /// The result of `body` for each piece; nil if not every piece was run, for
  /// example because the caller stopped the work.
  ///
  /// - Parameter count: pieces, 0 or more.
  func results<Result: Sendable>(of count: Int, _ body: @Sendable (Int) -> Result) -> [Result]? {
    var results = [Result?](repeating: nil, count: max(0, count))
    results.withUnsafeMutableBufferPointer { buffer in
      // Each piece writes to its own place alone.
      nonisolated(unsafe) let places = buffer
      perform(pieces: places.count) { _, piece in places[piece] = body(piece) }
    }
    let all = results.compactMap { $0 }
    return all.count == results.count ? all : nil
  }

  /// Whether `body` was run for each piece.
  func runs(_ count: Int, _ body: @Sendable (Int) -> Void) -> Bool {
    results(of: count) { piece in
      body(piece)
      return true
    } != nil
  }
}

/// Cuts rows into pieces that depend on the number of rows alone.
struct RowPieces: Sendable {
  let rows: Int
  let count: Int

  /// At most 64 pieces, so that sums per piece stay small, of at least 4,096 rows.
  init(_ rows: Int) {
    self.rows = max(0, rows)
    count = min(64, (self.rows + 4095) / 4096)
  }

  subscript(piece: Int) -> Range<Int> {
    let (size, rest) = rows.quotientAndRemainder(dividingBy: max(1, count))
    // The first `rest` pieces have one row more.
    let start = piece * size + min(piece, rest)
    return start..<start + size + (piece < rest ? 1 : 0)
  }
}
