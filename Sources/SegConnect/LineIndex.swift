// Which line of the file a row of the table came from.

import SegColumns
import Synchronization

/// Finds the lines of rows by looking at the text once more, a chunk at a time
/// and only when asked: whoever asks in the order of the rows has the text
/// looked through once at most, and whoever does not ask pays nothing.
///
/// Keeps the file open, or its text in memory where it was unpacked or converted,
/// until it is let go.
package final class LineIndex: @unchecked Sendable {
  /// A stretch of the file.
  struct Chunk {
    var firstRow: Int
    var rows: Int
    /// The line, from 1, on which the stretch starts.
    var line: Int
  }

  private let chunks: [Chunk]
  private let lines: @Sendable (_ chunk: Int) -> [Int]
  private let last = Mutex<(chunk: Int, lines: [Int])>((-1, []))

  /// - Parameter chunks: in the order of the file.
  /// - Parameter lines: the line of each row of a chunk, from 0 for the
  ///   chunk's first line.
  init(_ chunks: [Chunk], lines: @escaping @Sendable (_ chunk: Int) -> [Int]) {
    self.chunks = chunks.filter { $0.rows > 0 }
    let places = chunks.indices.filter { chunks[$0].rows > 0 }
    self.lines = { lines(places[$0]) }
  }

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
      return last.lines.indices.contains(index) ? chunk.line + last.lines[index] : nil
    }
  }
}

/// The memory that an index reads, and where in it to look.
private struct CSVPlaces: @unchecked Sendable {
  let source: InputSource
  /// Of the file's beginning, for its characters.
  let beginning: CSVLayout
  let hasOneColumn: Bool
  /// Start, end and the starts of rejected records of each chunk.
  var chunks: [(start: Int, end: Int, rejected: [Int])] = []

  /// Cuts a chunk into records again, as the parser did; nothing where the file
  /// is no longer what it was.
  func lines(_ index: Int) -> [Int] {
    let (start, end, rejected) = chunks[index]
    let reader = InputReader(source)
    guard let window = try? reader.window(start..<end) else { return [] }
    let layout = beginning.over(window, of: source)
    var lines: [Int] = []
    var fields: [CSVLayout.Field] = []
    var rejects = rejected[...]
    var position = start
    var line = 0
    while position < end {
      if !hasOneColumn, let length = layout.blankLine(at: position) {
        position += length
        line += 1
        continue
      }
      if rejects.first == position { rejects.removeFirst() } else { lines.append(line) }
      let (end, isSound) = layout.record(at: position, limit: layout.count, into: &fields)
      let next = max(position + 1, isSound ? end : layout.nextLine(position))
      for index in position..<min(next, layout.count) where layout.base[index] == layout.newline { line += 1 }
      position = next
    }
    return lines
  }
}

extension LineIndex {
  /// The lines of a pass.
  ///
  /// - Parameter dataStart: where the first record after the header starts.
  convenience init(_ pass: CSVPass, dataStart: Int) {
    var places = CSVPlaces(source: pass.source, beginning: pass.layout, hasOneColumn: pass.plans.count == 1)
    var chunks: [Chunk] = []
    var line = pass.layout.line(of: dataStart)
    var row = 0
    for chunk in pass.chunks {
      chunks.append(Chunk(firstRow: row, rows: chunk.rows, line: line))
      places.chunks.append((chunk.start, chunk.end, chunk.rejects.map(\.range.lowerBound)))
      row += chunk.rows
      line += chunk.lines
    }
    let known = places
    self.init(chunks) { known.lines($0) }
  }

  /// The lines of NDJSON parts, whose stretches are `ranges`.
  convenience init(_ parts: [NDJSONPart], ranges: [Range<Int>], input: InputBytes) {
    var chunks: [Chunk] = []
    var line = 1
    var row = 0
    for part in parts {
      chunks.append(Chunk(firstRow: row, rows: part.rows, line: line))
      row += part.rows
      line += part.lines
    }
    let rejected = parts.map { Set($0.rejects.map(\.line)) }
    self.init(chunks) { chunk in
      var lines: [Int] = []
      NDJSONLines.each(ranges[chunk], input.base) { line, _ in
        if !rejected[chunk].contains(line) { lines.append(line) }
      }
      return lines
    }
  }
}
