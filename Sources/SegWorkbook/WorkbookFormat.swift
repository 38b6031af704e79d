// Excel workbooks as a format.

import SegColumns
import SegFiles
import SegText

extension FileFormat {
  /// A sheet of an Excel workbook.
  package static let xlsx: FileFormat = {
    var format = FileFormat(
      name: "xlsx", summary: "a sheet of an Excel workbook", extensions: ["xlsx", "xlsm"],
      options: TextOption.all.filter(\.isForWorkbooks).map(\.name),
      recognizes: { $0.starts(with: [0x50, 0x4B, 0x03, 0x04]) },
      schema: { content, request in try SheetTable(content, request).head().schema },
      read: { content, request in try SheetTable(content, request).read() })
    format.head = { content, request in try SheetTable(content, request).head() }
    return format
  }()
}

/// Reads the table of one sheet.
private struct SheetTable {
  private let content: FileContent
  private let work: ReadWork
  private var options: TextOptions
  /// The sheet that the script names.
  private var wanted: Value?

  /// - Throws: `bad-option`.
  init(_ content: FileContent, _ request: FileRequest) throws {
    self.content = content
    work = request.work
    var rest = request
    wanted = request.options.last { $0.name == "sheet" }?.value
    rest.options.removeAll { $0.name == "sheet" }
    options = try TextOptions(rest)
  }

  /// How many rows a check looks at.
  private static let headRows = 2000

  /// The columns, from the first rows.
  func head() throws -> FileFormat.Head {
    let (result, _, isWhole) = try result(mostRows: Self.headRows)
    return result.head(isWhole: isWhole)
  }

  /// The table of all rows.
  func read() throws -> TableReading {
    let (result, notes, _) = try result(mostRows: .max)
    var reading = result.reading
    reading.facts = notes.facts + (result.hasHeader ? [] : ["no header"])
    reading.notes = notes.notes + reading.notes
    return reading
  }

  private func result(mostRows: Int) throws -> (ReadResult, SheetNotes, isWhole: Bool) {
    let workbook = try Workbook(content, work)
    let (sheet, cells) = try chosen(workbook, mostRows)
    let shared = try SharedTexts(workbook, needed: cells.sharedCount, work)
    guard shared.count >= cells.sharedCount else {
      throw ReadError.badWorkbook(content.name, "a cell in it names a shared text that there is not")
    }
    let text = try SheetText(cells, shared, skip: options.skip, hasHeader: options.header, work)
    guard !text.columns.isEmpty else { throw ReadError.emptySheet(content.name, sheet.name, known: workbook.sheets.map(\.name)) }
    var options = options
    // The lines before the table are left out already.
    options.delimiter = UInt8(ascii: "\t")
    options.isPadded = true
    if options.skip != nil || text.before != nil || text.header != nil { options.skip = 0 }
    // Cells of numbers have a decimal point, so a comma elsewhere tells nothing of them.
    options.decimal = options.decimal ?? .point
    options.rowsOfLines = text.rowsOfLines
    let bytes = try text.take()
    let end = cells.isWhole ? bytes.count : max(1, bytes.count - 1)
    let result = try CellText.read(bytes, to: end, name: content.name, options: options, work: work)
    return (result, SheetNotes(workbook, sheet, cells, text, result, isChosen: wanted != nil), cells.isWhole)
  }

  /// The sheet to read, and its cells: the one that the script names, otherwise the first visible
  /// one that has any.
  private func chosen(_ workbook: Workbook, _ mostRows: Int) throws -> (Workbook.Sheet, SheetCells) {
    let names = workbook.sheets.map(\.name)
    func cells(_ sheet: Workbook.Sheet) throws -> SheetCells {
      let decimal = UInt8(ascii: options.decimal == .comma ? "," : ".")
      var reader = try SheetReader(workbook, try workbook.entry(of: sheet), decimal: decimal, mostRows: mostRows, work)
      return try reader.read()
    }
    if let wanted {
      guard let sheet = named(wanted, workbook.sheets) else { throw ReadError.noSheet(content.name, wanted.description, known: names) }
      let found = try cells(sheet)
      if found.rows.isEmpty { throw ReadError.emptySheet(content.name, sheet.name, known: names) }
      return (sheet, found)
    }
    for sheet in workbook.sheets where !sheet.isHidden {
      let found = try cells(sheet)
      if !found.rows.isEmpty { return (sheet, found) }
    }
    throw ReadError.emptySheet(content.name, nil, known: names)
  }

  /// The sheet of a name or a number.
  private func named(_ wanted: Value, _ sheets: [Workbook.Sheet]) -> Workbook.Sheet? {
    switch wanted {
    case .integer(let number): number >= 1 && number <= sheets.count ? sheets[Int(number) - 1] : nil
    case .text(let name):
      sheets.first { $0.name == name } ?? sheets.first { $0.name.lowercased() == name.lowercased() }
    case .missing, .number, .date, .timestamp, .boolean: nil
    }
  }
}
