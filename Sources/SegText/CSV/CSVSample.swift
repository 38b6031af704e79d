// A first guess at the columns' types, from records spread over the file.
//
// The guess decides only how fast the first pass is: the final types are those of
// all values.

import SegFiles

struct CSVSample {
  /// The readings of each column over the sample.
  private(set) var readings: [CandidateTypes]
  /// Columns with a value that only a decimal comma reads, and with one that only a point reads:
  /// for declared columns, of which any value may be wrong.
  private(set) var commas: Set<Int> = []
  private(set) var points: Set<Int> = []

  /// Reads records from the beginning and from places spread over the file. A place
  /// inside a quoted field gives nonsense, which usually shows as a wrong number of
  /// fields; otherwise a second pass corrects it.
  init(
    _ beginning: CSVLayout, of source: InputSource, from start: Int, to end: Int, columns: Int, reader: CellReader,
    missing: [[UInt8]], declared: Set<Int> = [], lookAhead: Int
  ) throws(SystemError) {
    readings = Array(repeating: .all, count: columns)
    var fields: [CSVLayout.Field] = []
    let places = 16
    let length = min(source.count, end) - start
    let input = InputReader(source)
    for place in 0..<places {
      var layout = beginning
      var position = start
      if place > 0 {
        if length < 1 << 18 { break }
        let from = start + length / places * place
        layout = layout.over(try input.window(from..<min(source.count, from + 2 * lookAhead)), of: source)
        position = layout.nextLine(from, limit: min(layout.count, from + 1 << 16))
      }
      var records = 0
      let end = min(layout.count, position + 1 << (length < 1 << 18 ? 18 : 14))
      while position < end && records < 1000 {
        if columns > 1, let length = layout.blankLine(at: position) {
          position += length
          continue
        }
        let (next, isSound) = layout.record(at: position, limit: min(layout.count, position + 1 << 16), into: &fields)
        if layout.isCut && next >= layout.count { break }
        if isSound && fields.count == columns {
          for (column, field) in fields.enumerated() where !readings[column].isText || declared.contains(column) {
            if field.end - field.start > CellReader.limit * 2 {
              readings[column] = []
              continue
            }
            let text = layout.content(field)
            if text.isEmpty || missing.contains(text) { continue }
            text.withUnsafeBufferPointer { buffer in
              guard let bytes = buffer.baseAddress, !CellReader.isBlank(bytes, buffer.count) else { return }
              note(reader.read(bytes, buffer.count).evidence, column)
            }
          }
        }
        records += 1
        position = max(next, position + 1)
      }
    }
  }

  private mutating func note(_ found: CandidateTypes, _ column: Int) {
    readings[column].formIntersection(found)
    if found.shows(.comma) { commas.insert(column) }
    if found.shows(.point) { points.insert(column) }
  }

  /// The likely types.
  ///
  /// - Parameter names: of the columns, if they are known.
  func types(_ names: [String], _ decimal: FileDecimal) -> [InferredType] {
    readings.enumerated().map { $1.resolved($0 < names.count ? names[$0] : "", decimal) }
  }
}
