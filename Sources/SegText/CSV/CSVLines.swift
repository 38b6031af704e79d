// The lines on which the records of a CSV file start.

import SegFiles

/// The source of a line index, and the chunks in it.
private struct CSVPlaces: @unchecked Sendable {
  let source: InputSource
  /// The layout of the file's beginning, for its characters.
  let beginning: CSVLayout
  let hasOneColumn: Bool
  /// Start, end and the starts of rejected records of each chunk.
  var chunks: [(start: Int, end: Int, rejected: [Int])] = []

  /// Splits a chunk into records again, as the parser did; gives nothing if the file
  /// has changed.
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
      if let length = layout.skippedLine(at: position, blanks: !hasOneColumn) {
        position += length
        line += 1
        continue
      }
      if rejects.first == position { rejects.removeFirst() } else { lines.append(line) }
      let (end, isSound) = layout.record(at: position, limit: layout.count, into: &fields)
      let next = max(position + 1, isSound ? end : layout.nextLine(position))
      line += layout.lineBreaks(in: position..<next)
      position = next
    }
    return lines
  }
}

extension LineIndex {
  /// The lines of a pass.
  ///
  /// - Parameters:
  ///   - dataStart: where the first record after the header starts.
  ///   - rows: the row of a sheet that each line was made of.
  convenience init(_ pass: CSVPass, dataStart: Int, rows: [Int32]?) {
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
    self.init(chunks, rows: rows) { known.lines($0) }
  }
}
