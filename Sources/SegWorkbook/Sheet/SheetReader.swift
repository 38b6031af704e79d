// Reads the cells of a sheet from its XML.

import SegFiles
import SegPlatform
import SegRuntime

/// Goes through the XML of a sheet once.
///
/// Source: ECMA-376 part 1, 18.3.1.
struct SheetReader {
  private let reader: XMLReader
  private let work: ReadWork
  private let dates: SerialDates
  private let styles: [NumberKind]
  private let decimal: UInt8
  private let mostRows: Int
  private(set) var sheet: SheetCells
  private var row: Int32 = 0
  private var isHidden = false

  static let (mostRowNumber, mostColumns) = (1_048_576, 16_384)

  /// - Parameters:
  ///   - decimal: the decimal mark to write numbers with.
  ///   - mostRows: of more rows only so many are read.
  init(_ workbook: Workbook, _ entry: ZipEntry, decimal: UInt8, mostRows: Int, _ work: ReadWork) throws {
    reader = try XMLReader(workbook.archive, entry, work)
    self.work = work
    dates = workbook.dates
    styles = workbook.styles
    self.decimal = decimal
    self.mostRows = mostRows
    sheet = SheetCells(bytes: ByteArena(work))
  }

  /// Reads the sheet.
  ///
  /// - Throws: `ReadError`: `bad-workbook`; why reading is to end.
  mutating func read() throws -> SheetCells {
    var isInData = false
    while true {
      switch try reader.next() {
      case .finished: return sheet
      case .end: if reader.isNamed("sheetData") { isInData = false }
      case .text: continue
      case .start:
        if isInData, reader.isNamed("row") {
          if sheet.rows.count < mostRows {
            try takeRow()
            continue
          }
          sheet.isWhole = false
          // Merged cells are told after the rows.
          guard HeaderRows.mayBe(in: sheet) else { return sheet }
          isInData = false
          try reader.skipElement()
        } else if reader.isNamed("sheetData") {
          isInData = true
        } else if reader.isNamed("mergeCell"), let range = reader.attribute("ref"), let merge = Self.merge(range) {
          sheet.merges.append(merge)
        } else if reader.isNamed("mergeCells") || reader.isNamed("worksheet") {
          continue
        } else if !isInData {
          try reader.skipElement()
        }
      }
    }
  }

  // MARK: Rows

  private mutating func takeRow() throws {
    var number = Int(row) + 1
    var isHidden = false
    reader.attributes { name, value in
      if reader.isEqual(name, "r") { number = Self.integer(reader.memory, value) ?? -1 }
      if reader.isEqual(name, "hidden") { isHidden = reader.isEqual(value, "1") || reader.isEqual(value, "true") }
    }
    guard number > row, number <= Self.mostRowNumber else { throw reader.damaged("has rows that are not in order") }
    row = Int32(truncatingIfNeeded: number)
    let (first, start) = (sheet.cells.count, sheet.bytes.count)
    let outside = reader.depth - 1
    var column = -1
    while reader.depth > outside {
      switch try reader.next() {
      case .finished: return
      case .start where reader.isNamed("c"): try takeCell(&column)
      case .start: try reader.skipElement()
      case .end, .text: continue
      }
    }
    guard sheet.cells.count > first else { return }
    if isHidden { sheet.hiddenRows += 1 }
    sheet.rows.append(SheetCells.Row(number: row, cells: first..<sheet.cells.count, start: start))
    if sheet.rows.count & 0x1FFF == 0 {
      let bytes = (sheet.cells.capacity * MemoryLayout<SheetCell>.stride) + sheet.rows.capacity * MemoryLayout<SheetCells.Row>.stride
      try work.context.offer(bytes)
      sheet.charge.change(to: bytes)
      work.progress?(min(0.6, Double(row) / 200_000))
    }
  }

  // MARK: Cells

  private enum ValueKind { case number, shared, text, boolean, error, date }

  private mutating func takeCell(_ column: inout Int) throws {
    var place = column + 1
    var (style, kind) = (0, ValueKind.number)
    reader.attributes { name, value in
      guard name.count == 1 else { return }
      switch reader.memory[name.lowerBound] {
      case UInt8(ascii: "r"): place = Self.column(reader.memory, value) ?? -1
      case UInt8(ascii: "s"): style = Self.integer(reader.memory, value) ?? 0
      case UInt8(ascii: "t"): kind = valueKind(value)
      default: return
      }
    }
    guard place > column, place < Self.mostColumns else { throw reader.damaged("has cells that are not in order") }
    column = place
    let start = sheet.bytes.count
    let outside = reader.depth - 1
    var isValue = false
    while reader.depth > outside {
      switch try reader.next() {
      case .finished: return
      case .start:
        if reader.isNamed("v") {
          isValue = true
        } else if reader.isNamed("is") {
          try SharedTexts.text(reader, into: sheet.bytes)
        } else {
          try reader.skipElement()
        }
      case .end: isValue = false
      case .text: if isValue { try takeValue(kind) }
      }
    }
    if sheet.bytes.count > start { try keep(column, start, kind, style) }
  }

  private func takeValue(_ kind: ValueKind) throws {
    if kind == .text { return try SharedTexts.add(reader, to: sheet.bytes) }
    try sheet.bytes.append(reader.memory + reader.text.lowerBound, reader.text.count)
  }

  private func valueKind(_ value: Range<Int>) -> ValueKind {
    let memory = reader.memory
    if value.count == 1 {
      switch memory[value.lowerBound] {
      case UInt8(ascii: "s"): return .shared
      case UInt8(ascii: "b"): return .boolean
      case UInt8(ascii: "e"): return .error
      case UInt8(ascii: "d"): return .date
      default: return .number
      }
    }
    return .text
  }

  /// Keeps a cell whose value stands at the end of the bytes.
  private mutating func keep(_ column: Int, _ start: Int, _ kind: ValueKind, _ style: Int) throws {
    let bytes = sheet.bytes
    switch kind {
    case .shared:
      guard let number = Self.integer(bytes.pointer, start..<bytes.count), number < 1 << 31 else {
        throw reader.damaged("names a shared text that there is not")
      }
      bytes.cut(to: start)
      sheet.sharedCount = max(sheet.sharedCount, number + 1)
      return add(column, .shared, UInt32(truncatingIfNeeded: number))
    case .error:
      let text = String(decoding: UnsafeBufferPointer(start: bytes.pointer + start, count: min(20, bytes.count - start)), as: UTF8.self)
      bytes.cut(to: start)
      sheet.errors[column, default: SheetCells.Loss()].add(text, row: row)
      return
    case .boolean:
      let isTrue = bytes.pointer[start] == UInt8(ascii: "1") || bytes.pointer[start] == UInt8(ascii: "t")
      bytes.cut(to: start)
      try bytes.append(Array((isTrue ? "true" : "false").utf8))
    case .number: if try !number(column, start, style) { return }
    case .text, .date: break
    }
    add(column, kind == .text ? .text : .plain, UInt32(truncatingIfNeeded: bytes.count - start))
  }

  private mutating func add(_ column: Int, _ kind: SheetCell.Kind, _ value: UInt32) {
    if column >= sheet.counts.count { sheet.counts += [Int](repeating: 0, count: column + 1 - sheet.counts.count) }
    sheet.counts[column] += 1
    sheet.cells.append(SheetCell(column: UInt16(truncatingIfNeeded: column), kind: kind, value: value))
  }

  /// Writes a number as texts have it.
  ///
  /// - Returns: whether it is a value.
  private mutating func number(_ column: Int, _ start: Int, _ style: Int) throws -> Bool {
    let bytes = sheet.bytes
    let kind = style < styles.count ? styles[style] : .number
    let isNumber = kind == .number || kind == .span
    if kind == .span { sheet.spans.insert(column) }
    if isNumber, PlainNumber.isPlain(bytes.pointer + start, bytes.count - start) {
      if decimal != UInt8(ascii: ".") {
        for place in start..<bytes.count where bytes.pointer[place] == UInt8(ascii: ".") { bytes.pointer[place] = decimal }
      }
      return true
    }
    let written = String(decoding: UnsafeBufferPointer(start: bytes.pointer + start, count: bytes.count - start), as: UTF8.self)
    guard let value = Double(written.filter { $0 > " " }), value.isFinite else { return true }
    bytes.cut(to: start)
    if isNumber {
      try bytes.append(Array(PlainNumber.text(value).utf8).map { $0 == UInt8(ascii: ".") ? decimal : $0 })
      return true
    }
    guard let text = dates.text(value, kind) else {
      sheet.notDays[column, default: SheetCells.Loss()].add(PlainNumber.text(value), row: row)
      return false
    }
    try bytes.append(Array(text.utf8))
    return true
  }

  // MARK: References

  /// A number without a sign; nil if it is none.
  private static func integer(_ memory: UnsafeMutablePointer<UInt8>, _ range: Range<Int>) -> Int? {
    guard !range.isEmpty, range.count <= 12 else { return nil }
    var number = 0
    for place in range {
      let digit = memory[place] &- 0x30
      guard digit < 10 else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }

  /// The column of `AB12`, from 0; nil if there are no letters.
  private static func column(_ memory: UnsafeMutablePointer<UInt8>, _ range: Range<Int>) -> Int? {
    var number = 0
    for place in range.prefix(4) {
      let letter = (memory[place] | 0x20) &- 0x61
      guard letter < 26 else { break }
      number = number * 26 + Int(letter) + 1
    }
    return number == 0 ? nil : number - 1
  }

  /// `A1:C2`
  private static func merge(_ text: String) -> SheetCells.Merge? {
    let corners = text.split(separator: ":").compactMap { corner -> (column: Int, row: Int32)? in
      let letters = corner.prefix { $0.isLetter }
      var bytes = Array(letters.utf8)
      guard let row = Int32(corner.dropFirst(letters.count)), row > 0, !bytes.isEmpty else { return nil }
      let column = bytes.withUnsafeMutableBufferPointer { buffer in buffer.baseAddress.flatMap { Self.column($0, 0..<buffer.count) } }
      return column.map { ($0, row) }
    }
    guard corners.count == 2, corners[0].column <= corners[1].column, corners[0].row <= corners[1].row else { return nil }
    return SheetCells.Merge(columns: corners[0].column..<(corners[1].column + 1), rows: corners[0].row...corners[1].row)
  }
}
