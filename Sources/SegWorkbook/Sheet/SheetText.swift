// A sheet as the text that the reader of CSV takes: what is a header, a type, a footer is found
// once, for texts and for sheets.

import SegFiles
import SegPlatform

/// The text of a sheet's table: fields between tabs, a line for each row.
struct SheetText {
  private let sheet: SheetCells
  private let shared: SharedTexts
  private let work: ReadWork
  private let text: ByteArena
  /// The row of the sheet of each line.
  private(set) var rowsOfLines: [Int32] = []
  /// How many rows stand before the table, and the first of them.
  private(set) var before: (count: Int, first: String)?
  /// How the names of two rows read together, where the header has two, and the number of the first of these rows.
  private(set) var header: (example: String, row: Int32)?
  /// How many cells were filled from the merged cell above.
  private(set) var filledCells = 0
  private var fills: [Int: ColumnFills] = [:]
  /// The columns that the table has, in order, from 0.
  private(set) var columns: [Int] = []

  /// - Parameters:
  ///   - skip: how many rows of the sheet to leave out; nil: those that are no part of the
  ///     table.
  ///   - hasHeader: nil: unknown.
  init(_ sheet: SheetCells, _ shared: SharedTexts, skip: Int?, hasHeader: Bool?, _ work: ReadWork) throws {
    self.sheet = sheet
    self.shared = shared
    self.work = work
    text = ByteArena(work)
    var first = skip.map { skip in sheet.rows.firstIndex { $0.number > skip } ?? sheet.rows.count } ?? firstTableRow
    let header = hasHeader == false ? nil : skip == nil ? firstHeader : HeaderRows(sheet, top: first)
    if let header { first = header.top }
    if skip == nil, first > 0 { before = (first, try line(of: sheet.rows[0])) }
    columns = columnsFrom(first)
    fills = ColumnFills.of(sheet.merges, columns: Set(columns))
    if let header { try write(header) }
    try write(from: header == nil ? first : first + 2)
  }

  /// The text; none remains here.
  func take() throws -> InputBytes { try text.take() }

  // MARK: Where the table begins

  /// A row has so many values at most to stand before a table with some columns.
  private static func mostBefore(_ width: Int) -> Int { max(1, min(width - 2, width / 2)) }
  /// How many rows may stand before a table.
  static let mostLines = 40

  /// The first row that fills most of the table's columns, if those before it fill few.
  private var firstTableRow: Int {
    let width = sheet.rows.prefix(1000).reduce(0) { max($0, $1.cells.count) }
    guard width > 1, let place = sheet.rows.prefix(Self.mostLines + 1).firstIndex(where: { $0.cells.count * 4 >= width * 3 }),
      sheet.rows[..<place].allSatisfy({ $0.cells.count <= Self.mostBefore(width) })
    else { return 0 }
    return place
  }

  /// The first header over two rows, if those before it fill few columns.
  private var firstHeader: HeaderRows? {
    let most = Self.mostBefore(sheet.rows.prefix(1000).reduce(0) { max($0, $1.cells.count) })
    for (place, row) in sheet.rows.prefix(Self.mostLines + 1).enumerated() {
      if let header = HeaderRows(sheet, top: place) { return header }
      if row.cells.count > most { return nil }
    }
    return nil
  }

  /// Columns with a value in the table.
  private func columnsFrom(_ first: Int) -> [Int] {
    var counts = sheet.counts
    for row in sheet.rows[..<first] { for cell in sheet.cells[row.cells] { counts[Int(cell.column)] -= 1 } }
    return counts.indices.filter { counts[$0] > 0 }
  }

  /// The values of a row, for a message.
  private func line(of row: SheetCells.Row) throws -> String {
    var parts: [String] = []
    var place = row.start
    for cell in sheet.cells[row.cells] {
      parts.append(String(decoding: try value(cell, &place), as: UTF8.self))
    }
    return parts.joined(separator: " ")
  }

  // MARK: Writing

  /// The rows at the end that have one value in the first column: remarks, perhaps.
  private func firstOfLastRemarks(_ first: Int) -> Int {
    var place = sheet.rows.count
    while place > first + 1, case let row = sheet.rows[place - 1], row.cells.count == 1,
      Int(sheet.cells[row.cells.lowerBound].column) == columns.first
    { place -= 1 }
    return place
  }

  /// Writes the two rows of a header as one line.
  private mutating func write(_ header: HeaderRows) throws {
    let rows = [sheet.rows[header.top], sheet.rows[header.top + 1]]
    let values = try rows.map { row in
      var place = row.start
      var values: [Int: String] = [:]
      for cell in sheet.cells[row.cells] { values[Int(cell.column)] = String(decoding: try value(cell, &place), as: UTF8.self) }
      return values
    }
    var lines = 1
    for (place, column) in columns.enumerated() {
      if place > 0 { try text.append(UInt8(ascii: "\t")) }
      let name = header.name(of: column, values[0], values[1])
      lines += try Array(name.utf8).withUnsafeBufferPointer { try field($0) }
      if self.header == nil, values[0][column] != nil, values[1][column] != nil { self.header = (name, rows[0].number) }
    }
    try text.append(0x0A)
    for _ in 0..<lines { rowsOfLines.append(rows[1].number) }
  }

  private mutating func write(from first: Int) throws {
    var places = [Int](repeating: -1, count: sheet.counts.count)
    for (place, column) in columns.enumerated() { places[column] = place }
    // A row of one value without delimiters is what remarks after a table look like.
    let remarks = columns.count > 1 ? firstOfLastRemarks(first) : sheet.rows.count
    var before: Int32?
    for (index, row) in sheet.rows.enumerated().dropFirst(first) {
      if let before, row.number > before + 1, columns.count > 1 {
        try text.append(0x0A)
        rowsOfLines.append(before + 1)
      }
      before = row.number
      if index & 0xFFF == 0 {
        try work.context.check()
        try work.context.offer(rowsOfLines.count * 4)
      }
      try write(row, places, isRemark: index >= remarks)
    }
  }

  private mutating func write(_ row: SheetCells.Row, _ places: [Int], isRemark: Bool) throws {
    var (place, start, lines) = (0, row.start, 1)
    func separate(until wanted: Int) throws {
      while place < wanted {
        try text.append(UInt8(ascii: "\t"))
        place += 1
      }
    }
    var filled = fills.isEmpty ? [] : try filling(row)
    for cell in sheet.cells[row.cells] {
      let bytes = try value(cell, &start)
      let wanted = places[Int(cell.column)]
      if wanted < 0 { continue }
      while let fill = filled.first, fill.place < wanted {
        try separate(until: fill.place)
        lines += try field(fill.bytes)
        filled.removeFirst()
      }
      try separate(until: wanted)
      if cell.kind == .plain { try append(bytes) } else { lines += try field(bytes) }
    }
    for fill in filled {
      try separate(until: fill.place)
      lines += try field(fill.bytes)
    }
    if !isRemark { try separate(until: columns.count - 1) }
    try text.append(0x0A)
    for _ in 0..<lines { rowsOfLines.append(row.number) }
  }

  /// The values of merged cells that a row takes from above, by place.
  private mutating func filling(_ row: SheetCells.Row) throws -> [(place: Int, bytes: UnsafeBufferPointer<UInt8>)] {
    var start = row.start
    for cell in sheet.cells[row.cells] {
      let bytes = try value(cell, &start)
      fills[Int(cell.column)]?.see(bytes, row: row.number)
    }
    var found: [(place: Int, bytes: UnsafeBufferPointer<UInt8>)] = []
    for (place, column) in columns.enumerated() {
      if let bytes = fills[column]?.value(row: row.number) { found.append((place, bytes)) }
    }
    filledCells += found.count
    return found
  }

  /// The bytes of a cell's value; `start` is where those of the row's next one begin.
  private func value(_ cell: SheetCell, _ start: inout Int) throws -> UnsafeBufferPointer<UInt8> {
    if cell.kind == .shared {
      guard cell.value < shared.count else { throw ReadError.badWorkbook(name, "a cell in it names a shared text that there is not") }
      return shared[Int(cell.value)]
    }
    defer { start += Int(cell.value) }
    return UnsafeBufferPointer(start: sheet.bytes.pointer + start, count: Int(cell.value))
  }

  /// The file's name in messages.
  var name = ""

  private func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    if let start = bytes.baseAddress { try text.append(start, bytes.count) }
  }

  /// Writes a text, in quotes where it needs them.
  ///
  /// - Returns: how many line breaks it has.
  private func field(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Int {
    guard let start = bytes.baseAddress, bytes.contains(where: { $0 == 0x22 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) else {
      try append(bytes)
      return 0
    }
    var lines = 0
    try text.append(0x22)
    for place in 0..<bytes.count {
      var byte = start[place]
      // A line break is one character, as in the cell.
      if byte == 0x0D {
        if place + 1 < bytes.count, start[place + 1] == 0x0A { continue }
        byte = 0x0A
      }
      if byte == 0x0A { lines += 1 }
      if byte == 0x22 { try text.append(0x22) }
      try text.append(byte)
    }
    try text.append(0x22)
    return lines
  }
}

/// The merged cells of a column that reach over several rows: their value is that of each row.
struct ColumnFills {
  private var ranges: ArraySlice<ClosedRange<Int32>>
  private var value: UnsafeBufferPointer<UInt8>?
  private var seen: Int32 = 0

  /// By column. Those that overlap others are left out.
  static func of(_ merges: [SheetCells.Merge], columns: Set<Int>) -> [Int: ColumnFills] {
    var found: [Int: [ClosedRange<Int32>]] = [:]
    for merge in merges where merge.rows.count > 1 && columns.contains(merge.columns.lowerBound) {
      found[merge.columns.lowerBound, default: []].append(merge.rows)
    }
    return found.mapValues { ranges in
      var kept: [ClosedRange<Int32>] = []
      for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        if let last = kept.last, last.upperBound >= range.lowerBound { continue }
        kept.append(range)
      }
      return ColumnFills(ranges: kept[...], value: nil)
    }
  }

  private init(ranges: ArraySlice<ClosedRange<Int32>>, value: UnsafeBufferPointer<UInt8>?) {
    self.ranges = ranges
    self.value = value
  }

  /// Looks at a value of a row: that of the first row is that of all.
  mutating func see(_ bytes: UnsafeBufferPointer<UInt8>, row: Int32) {
    seen = row
    drop(before: row)
    if let range = ranges.first, range.lowerBound == row { value = bytes }
  }

  /// The value that a row takes from above.
  mutating func value(row: Int32) -> UnsafeBufferPointer<UInt8>? {
    drop(before: row)
    guard seen != row, let range = ranges.first, range.lowerBound < row else { return nil }
    return value
  }

  private mutating func drop(before row: Int32) {
    while let range = ranges.first, range.upperBound < row {
      ranges.removeFirst()
      value = nil
    }
  }
}
