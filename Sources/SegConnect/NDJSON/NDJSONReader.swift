// Reads NDJSON in two passes: what the columns are, then their values.

import Glibc
import SegColumns

/// One flat object a line. The columns are all keys of the file, in the order
/// in which they first stand; a key that a line lacks is missing there.
///
/// A column of `true` and `false` is yes/no, of JSON numbers integer or number,
/// of strings text, a date or a timestamp where every one reads as such. Strings
/// that look like numbers stay text, and so does a column of mixed kinds;
/// nested values are kept as their JSON text.
final class NDJSONReader {
  private let input: InputBytes
  private let start: Int
  private let name: String
  private let options: ReadOptions
  private let reader: CellReader
  private let missing: [[UInt8]]
  private var names: [String] = []
  private var keys: [[UInt8]] = []
  private var indexes: [[UInt8]: Int] = [:]
  /// The readings of the line in hand.
  private var seen: [(column: Int, readings: Readings)] = []
  private var readings: [Readings] = []
  private var rejects = RejectsBuilder()
  private var declared: [Int: ColumnType] = [:]

  init(_ input: InputBytes, from start: Int, name: String, options: ReadOptions) {
    self.input = input
    self.start = start
    self.name = name
    self.options = options
    reader = CellReader(dateOrder: options.dateOrder)
    missing = options.missing.map { Array($0.utf8) }
  }

  func read() throws(ReadError) -> TextOutcome {
    if let bad = TextEncoding.firstInvalid(input.base + start, input.count - start) {
      return .notUTF8(offset: start + bad)
    }
    input.base[input.count] = 0x0A
    var lineCount = 0
    try eachLine(progress: 0...0.5) { _, range in
      lineCount += 1
      self.survey(range)
    }
    if lineCount == 0 { throw .emptyFile(name) }
    if names.count > CSVReader.columnLimit {
      throw .tooManyColumns(name, limit: CSVReader.columnLimit)
    }
    for (column, type) in options.types {
      guard let index = names.firstIndex(of: column) else {
        throw .unknownColumn(column, file: name, columns: names)
      }
      declared[index] = type
    }
    var notes: [String] = []
    let plans = names.indices.map { plan($0, &notes) }
    let filler = NDJSONFiller(plans, reader: reader, options: options)
    try eachLine(progress: 0.5...1) { line, range in
      if let (reason, column) = self.fill(filler, range) {
        let raw = UnsafeBufferPointer(start: UnsafePointer(self.input.base + range.lowerBound), count: range.count)
        self.rejects.add(line: line, column: column.map { self.names[$0] }, reason: reason, raw: raw)
      }
    }
    let columns = filler.columns(mustRenumber: true)
    let fields = zip(names, columns).map { Table.Field($0, $1) }
    return .read(
      ReadResult(
        table: Table(fields: fields, rowCount: filler.rowCount), rejects: rejects.table, encoding: "UTF-8",
        delimiter: nil, hasHeader: true, columnNotes: notes, byteCount: input.count))
  }

  /// Calls `body` with each line that is not blank, and its number from 1.
  private func eachLine(
    progress: ClosedRange<Double>, _ body: (Int64, Range<Int>) -> Void
  ) throws(ReadError) {
    var index = start
    var line: Int64 = 0
    var nextCheck = start
    while index < input.count {
      if index >= nextCheck {
        if options.isCancelled() { throw .interrupted() }
        let share = Double(index) / Double(input.count)
        options.progress?(progress.lowerBound + share * (progress.upperBound - progress.lowerBound))
        nextCheck = index + options.chunkSize
      }
      line += 1
      var end = input.count
      if let found = memchr(input.base + index, 0x0A, input.count - index) {
        end = found.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(input.base)
      }
      let next = end + 1
      if end > index && input.base[end - 1] == 0x0D { end -= 1 }
      if !CellReader.isBlank(input.base + index, end - index) { body(line, index..<end) }
      index = next
    }
  }

  // MARK: First pass

  private func survey(_ range: Range<Int>) {
    var scanner = JSONScanner(input.base, range)
    seen.removeAll(keepingCapacity: true)
    var place = 0
    let reason = scanner.object { key, keyHasEscapes, value in
      let column = self.column(key, keyHasEscapes, place: place)
      place += 1
      // What is text already cannot become anything else.
      if !self.readings[column].isEmpty, let found = self.readings(value) { self.seen.append((column, found)) }
      return nil
    }
    // A bad line has no say in the types, only in which keys there are.
    if reason != nil { return }
    for (column, found) in seen { readings[column].formIntersection(found) }
  }

  /// The column of a key, new where it was not seen before.
  ///
  /// - Parameter place: where the key stands in its line: mostly that is its column.
  private func column(_ key: Range<Int>, _ hasEscapes: Bool, place: Int) -> Int {
    let start = UnsafePointer(input.base + key.lowerBound)
    if !hasEscapes, place < keys.count, keys[place].count == key.count, memcmp(keys[place], start, key.count) == 0 {
      return place
    }
    let bytes =
      hasEscapes
      ? JSONScanner.unescaped(input.base, key) : Array(UnsafeBufferPointer(start: start, count: key.count))
    if let known = indexes[bytes] { return known }
    indexes[bytes] = names.count
    keys.append(bytes)
    names.append(String(decoding: bytes, as: UTF8.self))
    readings.append(.all)
    return names.count - 1
  }

  /// As what a value reads; nil where it is missing.
  private func readings(_ value: JSONValue) -> Readings? {
    switch value.kind {
    case .null: return nil
    case .yes, .no: return .boolean
    case .nested: return []
    case .number:
      return reader.read(input.base + value.range.lowerBound, value.range.count).readings
    case .string:
      return NDJSONFiller.withText(value, input.base) { bytes, count in
        if count == 0 || NDJSONFiller.isMissing(bytes, count, self.missing) { return nil }
        return self.reader.read(bytes, count).readings.intersection(.anyDate)
      }
    }
  }

  private func plan(_ column: Int, _ notes: inout [String]) -> ColumnPlan {
    let resolution = readings[column].resolved
    if let type = declared[column] {
      var order = options.dateOrder ?? .ymd
      if options.dateOrder == nil, case .type(_, let told) = resolution { order = told }
      return ColumnPlan(kind: .init(type), order: order, isDeclared: true)
    }
    switch resolution {
    case .nothing: return ColumnPlan(kind: .text)
    case .ambiguousDate(let type):
      notes.append(ColumnNote.ambiguousDate(names[column], type.rawValue))
      return ColumnPlan(kind: .text)
    case .type(let type, let order):
      if order != .ymd && options.dateOrder == nil { notes.append(ColumnNote.dateOrder(names[column], order)) }
      return ColumnPlan(kind: .init(type), order: order)
    }
  }

  // MARK: Second pass

  /// Fills one row; or why not, and which column is to blame.
  private func fill(_ filler: NDJSONFiller, _ range: Range<Int>) -> (RejectReason, Int?)? {
    var scanner = JSONScanner(input.base, range)
    var blamed: Int?
    var place = 0
    filler.beginRow()
    let reason = scanner.object { key, keyHasEscapes, value in
      let column = self.column(key, keyHasEscapes, place: place)
      place += 1
      if let reason = filler.put(value, self.input.base, column: column, missing: self.missing) {
        blamed = column
        return reason
      }
      return nil
    }
    if let reason {
      filler.dropRow()
      return (reason, blamed)
    }
    filler.endRow()
    return nil
  }
}
