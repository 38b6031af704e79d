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
  /// The first records.
  private var first: [[[UInt8]]] = []
  /// Records at the beginning, and those of them that begin with `#`, as comments do.
  private(set) var records = 0
  private(set) var hashLines: [String] = []
  /// Columns with blanks around a value that has no quotes.
  private(set) var blankColumns: Set<Int> = []

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
        if let length = layout.skippedLine(at: position, blanks: columns > 1) {
          position += length
          continue
        }
        let (next, isSound) = layout.record(at: position, limit: min(layout.count, position + 1 << 16), into: &fields)
        if layout.isCut && next >= layout.count { break }
        if place == 0 {
          self.records += 1
          if layout.base[position] == UInt8(ascii: "#") { hashLines.append(layout.text(position..<next)) }
        }
        if isSound && fields.count >= columns && fields.dropFirst(columns).allSatisfy({ $0.start == $0.end }) {
          if first.count < 20 { add(fields.prefix(columns), layout) }
          for (column, field) in fields.prefix(columns).enumerated()
          where !readings[column].isText || declared.contains(column) {
            if field.end - field.start > CellReader.limit * 2 {
              readings[column] = []
              continue
            }
            read(field, layout, missing, reader, column)
          }
        }
        records += 1
        position = max(next, position + 1)
      }
    }
  }

  private mutating func read(_ field: CSVLayout.Field, _ layout: CSVLayout, _ missing: [[UInt8]], _ reader: CellReader, _ column: Int) {
    func note(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
      if !CellReader.isBlank(bytes, count) { self.note(reader.read(bytes, count).evidence, column) }
    }
    if field.start >= field.end { return }
    if missing.isEmpty, !field.hasEscapes { return note(layout.base + field.start, field.end - field.start) }
    let text = layout.content(field)
    if text.isEmpty || missing.contains(text) || missing.contains(HeaderText.trimmed(text)) { return }
    text.withUnsafeBufferPointer { buffer in
      if let bytes = buffer.baseAddress { note(bytes, buffer.count) }
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

  private mutating func add(_ fields: ArraySlice<CSVLayout.Field>, _ layout: CSVLayout) {
    first.append(fields.map { layout.content($0) })
    for (column, field) in fields.enumerated() where !field.isQuoted && field.end > field.start {
      let hasBlank = layout.base[field.start] == 0x20 || layout.base[field.end - 1] == 0x20
      if hasBlank && !CellReader.isBlank(layout.base + field.start, field.end - field.start) { blankColumns.insert(column) }
    }
  }

  /// The first values of a column that are not empty.
  func examples(_ column: Int) -> [[UInt8]] {
    first.compactMap { record in record.indices.contains(column) && !record[column].isEmpty ? record[column] : nil }
  }
}
