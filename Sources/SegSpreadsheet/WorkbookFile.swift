// A workbook that is being written.

import CXlsxWriter
import SegDiagnostics
import SegPlatform
import SegReport

/// Writes sheets to a temporary file row by row, so that a large answer takes little memory, and
/// hands over its bytes.
final class WorkbookFile {
  private let path: String
  private(set) var book: UnsafeMutablePointer<lxw_workbook>?
  private var formats: [Style: UnsafeMutablePointer<lxw_format>] = [:]

  /// How a cell is shown.
  struct Style: Hashable {
    var code: String?
    var isBold = false
    var isHeader = false
    var isRight = false
  }

  /// - Throws: `cannot-write`.
  init() throws(ScriptError) {
    path = try Self.temporaryFile()
    var options = lxw_workbook_options()
    options.constant_memory = 1
    book = path.withCString { workbook_new_opt($0, &options) }
    guard book != nil else { throw Self.problem("there is not enough memory") }
  }

  deinit {
    if let book { lxw_workbook_free(book) }
    unlink(path)
  }

  /// A file that nobody else sees.
  private static func temporaryFile() throws(ScriptError) -> String {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array("\(folder)/seg-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw problem("no temporary file can be made in `\(folder)`: \(String(cString: strerror(errno)))") }
    close(descriptor)
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func problem(_ what: String) -> ScriptError { ScriptError(Diagnostic("cannot-write", "cannot write the workbook: \(what)")) }

  private static func problem(_ error: lxw_error) -> ScriptError {
    problem(lxw_strerror(error).map { String(cString: $0) } ?? "error \(error.rawValue)")
  }

  /// A format of the workbook; each is made once.
  private func format(_ style: Style) -> UnsafeMutablePointer<lxw_format>? {
    if style == Style() { return nil }
    if let known = formats[style] { return known }
    guard let made = workbook_add_format(book) else { return nil }
    if let code = style.code { code.withCString { format_set_num_format(made, $0) } }
    if style.isBold || style.isHeader { format_set_bold(made) }
    if style.isHeader { format_set_bottom(made, UInt8(LXW_BORDER_THIN.rawValue)) }
    if style.isRight { format_set_align(made, UInt8(LXW_ALIGN_RIGHT.rawValue)) }
    formats[style] = made
    return made
  }

  // MARK: Sheets

  /// Adds a sheet: a header that stays in view, filters, and the rows.
  ///
  /// - Throws: `cannot-write`.
  func add(_ sheet: AnswerSheet) throws(ScriptError) {
    guard let page = sheet.name.withCString({ workbook_add_worksheet(book, $0) }) else {
      throw Self.problem("no sheet `\(sheet.name)` can be made")
    }
    for (index, column) in sheet.columns.enumerated() {
      let place = lxw_col_t(truncatingIfNeeded: index)
      worksheet_set_column(page, place, place, Double(column.width), format(Style(code: column.format)))
    }
    worksheet_freeze_panes(page, 1, 0)
    let lastRow = lxw_row_t(truncatingIfNeeded: sheet.rowCount - (sheet.totalRow == nil ? 0 : 1))
    if !sheet.columns.isEmpty { worksheet_autofilter(page, 0, 0, max(lastRow, 1), lxw_col_t(truncatingIfNeeded: sheet.columns.count - 1)) }
    // The printed page says what it answers; `&` begins a code there.
    let title = String(sheet.statement.split { $0.isWhitespace }.joined(separator: " ").prefix(100)).split(separator: "&").joined(
      separator: "&&")
    title.withCString { _ = worksheet_set_header(page, "&L\(String(cString: $0))") }
    worksheet_repeat_rows(page, 0, 0)
    worksheet_set_landscape(page)
    worksheet_fit_to_pages(page, 1, 0)
    try write(sheet, to: page)
    try addCharts(of: sheet, to: page)
  }

  private func write(_ sheet: AnswerSheet, to page: UnsafeMutablePointer<lxw_worksheet>) throws(ScriptError) {
    for (index, column) in sheet.columns.enumerated() {
      try text(column.name, page, 0, index, Style(isHeader: true, isRight: column.type != .text && column.type != .boolean))
    }
    for (index, column) in sheet.chartColumns.enumerated() {
      try text(column.name, page, 0, sheet.columns.count + 1 + index, Style(isHeader: true))
    }
    // The rows must come in order.
    let places = sheet.chartColumns.reduce(0) { max($0, $1.numbers.count, $1.texts?.count ?? 0) }
    for row in 0..<max(sheet.rowCount, places) {
      if row < sheet.rowCount { try write(row, of: sheet, to: page) }
      if row < places { try write(chartRow: row, of: sheet, to: page) }
    }
  }

  private func write(_ row: Int, of sheet: AnswerSheet, to page: UnsafeMutablePointer<lxw_worksheet>) throws(ScriptError) {
    for (index, column) in sheet.columns.enumerated() {
      let style = Style(code: column.format, isBold: row == sheet.totalRow)
      let (line, place) = (lxw_row_t(truncatingIfNeeded: row + 1), lxw_col_t(truncatingIfNeeded: index))
      switch sheet.cell(row, index) {
      case .empty: continue
      case .number(let value): try check(worksheet_write_number(page, line, place, value, format(style)))
      case .truth(let flag): try check(worksheet_write_boolean(page, line, place, flag ? 1 : 0, format(style)))
      case .text(let bytes): try text(String(decoding: bytes, as: UTF8.self), page, row + 1, index, Style(isBold: style.isBold))
      case .made(let made): try text(made, page, row + 1, index, Style(isBold: style.isBold))
      }
    }
  }

  private func write(chartRow row: Int, of sheet: AnswerSheet, to page: UnsafeMutablePointer<lxw_worksheet>) throws(ScriptError) {
    for (index, column) in sheet.chartColumns.enumerated() {
      let place = sheet.columns.count + 1 + index
      if let texts = column.texts {
        if row < texts.count { try text(texts[row], page, row + 1, place, Style()) }
      } else if row < column.numbers.count, let value = column.numbers[row], value.isFinite {
        try check(worksheet_write_number(page, lxw_row_t(truncatingIfNeeded: row + 1), lxw_col_t(truncatingIfNeeded: place), value, nil))
      }
    }
  }

  /// Writes a text as a text: it is no formula and no link, whatever it begins with.
  private func text(_ text: String, _ page: UnsafeMutablePointer<lxw_worksheet>, _ row: Int, _ column: Int, _ style: Style)
    throws(ScriptError)
  {
    // XML has no character NUL.
    var plain = text.utf8.contains(0) ? String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value == 0 ? "\u{2400}" : $0 })) : text
    if plain.utf8.contains(UInt8(ascii: "_")) { plain = Self.escaped(plain) }
    let error = plain.withCString {
      worksheet_write_string(page, lxw_row_t(truncatingIfNeeded: row), lxw_col_t(truncatingIfNeeded: column), $0, format(style))
    }
    try check(error)
  }

  /// A text that reads as `_x0041_`, which spreadsheets take for a character, with its first sign written so.
  private static func escaped(_ text: String) -> String {
    let bytes = Array(text.utf8)
    func isEscape(_ place: Int) -> Bool {
      place + 7 <= bytes.count && bytes[place + 1] == UInt8(ascii: "x") && bytes[place + 6] == UInt8(ascii: "_")
        && bytes[(place + 2)..<(place + 6)].allSatisfy { UnicodeScalar($0).properties.isASCIIHexDigit }
    }
    var result: [UInt8] = []
    for place in bytes.indices {
      if bytes[place] == UInt8(ascii: "_"), isEscape(place) { result += Array("_x005F".utf8) }
      result.append(bytes[place])
    }
    return String(decoding: result, as: UTF8.self)
  }

  func check(_ error: lxw_error) throws(ScriptError) {
    if error != LXW_NO_ERROR { throw Self.problem(error) }
  }

  // MARK: The finished file

  /// Finishes the workbook and hands over its bytes, block by block.
  ///
  /// - Throws: `cannot-write`, and what the sink throws.
  func finish(_ sink: ByteSink) throws {
    let error = workbook_close(book)
    book = nil
    try check(error)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.problem(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = block.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Self.problem(String(cString: strerror(errno))) }
      if count == 0 { return }
      try block.withUnsafeBufferPointer { try sink(UnsafeBufferPointer(rebasing: $0[..<count])) }
    }
  }
}
