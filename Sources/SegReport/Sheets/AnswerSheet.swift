// An answer as a sheet of a workbook: what each cell is, and how it is shown.

import SegColumns
import SegDiagnostics

/// A sheet, independent of what writes it.
///
/// Numbers stay numbers and days become the numbers that spreadsheets count days in, with a format
/// that shows them as days. Texts are texts: none is a formula or a link. An integer of more than 15
/// digits is a text, because spreadsheets keep only 15; so is a day before 1900.
package struct AnswerSheet {
  /// A column and how its cells are shown.
  package struct Column: Sendable {
    package let name: String
    package let type: ColumnType
    package let role: ColumnRole
    /// The number format; nil: the usual one.
    package let format: String?
    /// In characters of a usual digit.
    package let width: Int
    package let unit: String?
  }

  package enum Cell {
    case empty
    case number(Double)
    case text(UnsafeBufferPointer<UInt8>)
    /// A text that is made for the sheet.
    case made(String)
    case truth(Bool)
  }

  /// The name of the sheet, which fits the rules of spreadsheets.
  package let name: String
  /// The statement that the sheet answers.
  package let statement: String
  package let columns: [Column]
  package let rowCount: Int
  /// The row of all other rows.
  package let totalRow: Int?
  /// Drawn by the spreadsheet; and the columns that they need beside the table, one column apart.
  package let charts: [SheetChart]
  package let chartColumns: [SheetChartColumn]
  private let totalName: String
  private let cells: [CellColumn]
  private let table: Table

  /// What a sheet holds at most: rows with the header, columns, and the length of a text in UTF-16.
  package static let (mostRows, mostColumns, longestText) = (1_048_576, 16_384, 32_767)

  /// - Parameter names: gives each sheet a name of its own.
  /// - Throws: `sheet-limit` if the answer does not fit.
  package init(_ report: Report, _ names: inout SheetNames) throws(ScriptError) {
    let shown = report.totalRow == nil ? report.table.fields.count : report.table.fields.count - 1
    name = names.name(for: report.statement)
    statement = report.statement
    table = report.table
    totalRow = report.totalRow
    totalName = PresentedColumn.total.text(in: report.language)
    cells = Array(report.cells.prefix(shown))
    let pictures = SheetCharts(report, width: shown)
    (charts, chartColumns) = (pictures.charts, pictures.columns)
    rowCount = report.table.rowCount
    if rowCount >= Self.mostRows {
      throw ScriptError(.sheetLimit("\(rowCount) rows do not fit in a sheet of a workbook", most: "\(Self.mostRows - 1) rows and a header"))
    }
    if shown > Self.mostColumns {
      throw ScriptError(.sheetLimit("\(shown) columns do not fit in a sheet of a workbook", most: "\(Self.mostColumns) columns"))
    }
    for (field, cells) in zip(report.table.fields, cells) where cells.type == .text {
      for row in 0..<rowCount where !cells.isMissing(row) && cells.utf8(row).count > Self.longestText {
        let count = cells.text(row).utf16.count
        if count <= Self.longestText { continue }
        throw ScriptError(
          .sheetLimit(
            "a text of \(count) characters in `\(field.name)` does not fit in a sheet of a workbook",
            most: "\(Self.longestText) characters in a cell"))
      }
    }
    columns = cells.enumerated().map { index, cells in Self.column(index, cells, report) }
  }

  /// A cell. Its text lives as long as the sheet.
  package func cell(_ row: Int, _ column: Int) -> Cell {
    let cells = cells[column]
    if cells.isMissing(row) {
      return row == totalRow && column == 0 && [.dimension, .period].contains(columns[0].role) ? .made(totalName) : .empty
    }
    switch cells.type {
    case .text: return .text(cells.utf8(row))
    case .boolean: return .truth(cells.boolean(row))
    case .integer:
      let value = cells.integer(row)
      return value.magnitude < 1_000_000_000_000_000 ? .number(Double(value)) : .made("\(value)")
    case .number:
      let value = cells.isComputed ? Value.withoutNoise(cells.number(row)) : cells.number(row)
      return value.isFinite ? .number(value) : .empty
    case .date:
      let days = cells.integer(row)
      return Self.serial(days).map { .number(Double($0)) } ?? .made(CalendarDate(days: Int32(truncatingIfNeeded: days)).description)
    case .timestamp:
      let (days, time) = cells.integer(row).quotientAndRemainder(of: 86_400_000_000)
      guard let serial = Self.serial(days) else { return .made(CalendarDate.timestampText(cells.integer(row))) }
      return .number(Double(serial) + Double(time) / 86_400_000_000)
    }
  }

  /// The number of a day since 1970 in spreadsheets, for which 1900 has a 29 February; nil for days
  /// that they do not have.
  private static func serial(_ days: Int64) -> Int64? {
    let serial = days + 25_569
    if serial >= 61 { return serial < 2_958_466 ? serial : nil }
    return serial >= 2 ? serial - 1 : nil
  }

  // MARK: How a column is shown

  private static let (leastWidth, mostWidth, looked) = (7, 60, 5000)

  private static func column(_ index: Int, _ cells: CellColumn, _ report: Report) -> Column {
    let field = report.table.fields[index]
    let schema = index < report.schema.columns.count ? report.schema.columns[index] : nil
    var (format, width): (String?, Int)
    switch cells.type {
    case .text: (format, width) = (nil, textWidth(cells, report.table.rowCount))
    case .boolean: (format, width) = (nil, 6)
    case .date: (format, width) = ("yyyy-mm-dd", 11)
    case .timestamp:
      let hasParts = (0..<report.table.rowCount).contains { !cells.isMissing($0) && cells.integer($0) % 1_000_000 != 0 }
      (format, width) = hasParts ? ("yyyy-mm-dd hh:mm:ss.000", 24) : ("yyyy-mm-dd hh:mm:ss", 20)
    case .integer, .number: (format, width) = numbers(cells, report.style(index), report.table.rowCount)
    }
    // Room for the arrow of the filter.
    width = max(width + 1, DisplayWidth.of(field.name) + 3)
    return Column(
      name: field.name, type: cells.type, role: schema?.role ?? .note, format: format, width: min(max(width, leastWidth), mostWidth),
      unit: schema?.unit)
  }

  private static func textWidth(_ cells: CellColumn, _ rowCount: Int) -> Int {
    var widest = 0
    for row in 0..<min(rowCount, looked) where !cells.isMissing(row) && cells.utf8(row).count > widest {
      let lines = cells.text(row).split(separator: "\n")
      widest = max(widest, lines.reduce(0) { max($0, DisplayWidth.of($1)) })
    }
    return widest
  }

  private static func numbers(_ cells: CellColumn, _ style: ColumnStyle, _ rowCount: Int) -> (format: String?, width: Int) {
    var decimals = Decimals()
    for row in 0..<rowCount where !cells.isMissing(row) {
      let value = cells.type == .number ? cells.number(row) : Double(cells.integer(row))
      if value.isFinite { decimals.add(style == .share ? value * 100 : value) }
    }
    let whole = String(Int64(min(decimals.largest, 9e17))).count
    let places = cells.type == .integer ? 0 : decimals.most
    let fraction = places > 0 ? "." + String(repeating: "0", count: places) : ""
    let width = whole + (places > 0 ? places + 1 : 0) + 1
    switch style {
    case .share: return ("0" + (places > 0 ? ".0" : "") + "%", 8)
    case .figure, .group: return ("#,##0" + fraction, width + (whole - 1) / 3)
    case .plain: return (cells.type == .integer ? "0" : nil, width)
    case .estimate: return decimals.largest >= 1000 ? ("#,##0", width + (whole - 1) / 3) : (nil, 12)
    }
  }
}

extension Int64 {
  /// Rounded towards the past, so that the rest is not negative.
  fileprivate func quotientAndRemainder(of divisor: Int64) -> (Int64, Int64) {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }
}

extension Diagnostic {
  /// an answer with 2000000 rows does not fit in a sheet [sheet-limit]
  fileprivate static func sheetLimit(_ what: Message, most: Message) -> Diagnostic {
    Diagnostic(
      "sheet-limit", what,
      notes: ["a sheet has at most \(most)"],
      fix: Fix("export to a .csv file, or `top` fewer rows"))
  }

  /// What `seg help sheet-limit` says.
  package static let sheetLimitTopic = DiagnosticTopic(
    "sheet-limit",
    """
    A sheet of a workbook has at most 1,048,576 rows and 16,384 columns, and a cell 32,767 characters. An answer that does not fit is not \
    cut: nothing is written. A .csv file has no such limits.
    """)
}
