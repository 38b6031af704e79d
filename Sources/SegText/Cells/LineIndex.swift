// Which line of the file a row of the table came from.

import SegColumns
import Synchronization

/// Finds the lines of rows by scanning the text again, one chunk at a time and only on
/// request. Requests in the order of the rows scan the text once at most.
///
/// The index keeps the file open, or its text in memory if it was unpacked or
/// converted, until it is released.
package final class LineIndex: @unchecked Sendable {
  /// A range of the file.
  struct Chunk {
    var firstRow: Int
    var rows: Int
    /// The line, from 1, on which the range starts.
    var line: Int
  }

  private let chunks: [Chunk]
  private let lines: @Sendable (_ chunk: Int) -> [Int]
  /// The row of a sheet that each line was made of; nil: the lines are those of the file.
  private let rows: [Int32]?
  private let last = Mutex<(chunk: Int, lines: [Int])>((-1, []))

  /// - Parameter chunks: in the order of the file.
  /// - Parameter lines: the line of each row of a chunk, from 0 for the
  ///   chunk's first line.
  init(_ chunks: [Chunk], rows: [Int32]? = nil, lines: @escaping @Sendable (_ chunk: Int) -> [Int]) {
    self.chunks = chunks.filter { $0.rows > 0 }
    let places = chunks.indices.filter { chunks[$0].rows > 0 }
    self.rows = rows
    self.lines = { lines(places[$0]) }
  }

  /// Where a row's record starts.
  func place(of row: Int) -> RowPlace? { line(of: row).map { RowPlace(line: $0) } }

  /// The line, from 1, on which a row's record starts; nil for rows that the
  /// table does not have.
  func line(of row: Int) -> Int? {
    var low = 0
    var high = chunks.count
    while low < high {
      let middle = (low + high) / 2
      if chunks[middle].firstRow + chunks[middle].rows > row { high = middle } else { low = middle + 1 }
    }
    guard low < chunks.count, row >= chunks[low].firstRow else { return nil }
    let chunk = chunks[low]
    return last.withLock { last in
      if last.chunk != low { last = (low, lines(low)) }
      let index = row - chunk.firstRow
      return last.lines.indices.contains(index) ? rows.row(ofLine: chunk.line + last.lines[index]) : nil
    }
  }
}

extension Optional where Wrapped == [Int32] {
  /// The number of a line from 1 for people: where lines were made of rows, the row.
  func row(ofLine line: Int) -> Int {
    guard let rows = self, rows.indices.contains(line - 1) else { return line }
    return Int(rows[line - 1])
  }
}
