// Tables of a page: as many rows as its size allows, which a reader can sort and filter.

import SegDiagnostics

/// A table of an answer in HTML.
struct PageTable {
  let html: String

  /// Columns that are written at most.
  private static let columnLimit = 40
  /// Characters of a cell that are written at most.
  private static let cellLimit = 160
  /// Rows from which on a field to filter them helps.
  private static let filterRows = 8

  /// - Parameter budget: bytes at which no further row is begun.
  init(_ report: Report, _ language: Language, budget: Int) {
    let rowCount = report.table.rowCount
    // Widths do not matter here, so only as many rows are measured as can be written.
    let measured = min(rowCount, budget / 8)
    let total = report.totalRow
    let columns = report.columns([0..<measured]).prefix(Self.columnLimit)
    let leftOut = report.table.fields.count - (total == nil ? 0 : 1) - columns.count
    var body = ""
    var written = 0
    withExtendedLifetime(report.table) {
      for row in 0..<measured where row != total {
        if body.utf8.count > budget { break }
        body += Self.row(columns, row, isTotal: false)
        written += 1
      }
      if let total { body += Self.row(report.columns([total..<rowCount]).prefix(Self.columnLimit), total, isTotal: true) }
    }
    let all = rowCount - (total == nil ? 0 : 1)
    var html = ""
    if written >= Self.filterRows {
      let filter = SVGCanvas.escaped(("Filter rows" as Message).text(in: language))
      html += "<p class=\"tools\"><input type=\"search\" placeholder=\"\(filter)\" aria-label=\"\(filter)\" hidden>"
      // The script puts the numbers in.
      let count = SVGCanvas.escaped(("\("#") of \("#")" as Message).text(in: language))
      html += "<span class=\"count\" data-of=\"\(count)\"></span></p>\n"
    }
    html += "<div class=\"tw\"><table><thead><tr>"
    for column in columns { html += "<th scope=\"col\"\(column.alignsRight ? " class=\"r\"" : "")>\(SVGCanvas.escaped(column.name))</th>" }
    html += "</tr></thead>\n<tbody>\n\(body)</tbody></table></div>\n"
    var notes: [Message] = []
    if written < all {
      notes.append("\(Footer.count(written)) of \(Footer.rows(all)) are shown; `export last to \"rows.csv\"` writes all.")
    }
    if leftOut > 0 { notes.append("\(leftOut) columns are left out.") }
    if !notes.isEmpty { html += "<p class=\"note\">\(SVGCanvas.escaped(notes.joined(separator: " ").text(in: language)))</p>\n" }
    self.html = html
  }

  private static func row(_ columns: some Sequence<PresentedColumn>, _ row: Int, isTotal: Bool) -> String {
    var text = isTotal ? "<tr class=\"total\">" : "<tr>"
    for column in columns {
      text += column.alignsRight ? "<td class=\"r\">" : column.cells.type == .text ? "<td>" : "<td class=\"d\">"
      text += SVGCanvas.escaped(Self.cell(column, row)) + "</td>"
    }
    return text + "</tr>\n"
  }

  /// A cell as people read it, cut if it is long.
  static func cell(_ column: PresentedColumn, _ row: Int) -> String {
    if column.cells.isMissing(row) { return column.missing(row) }
    if column.cells.type == .text {
      // Only as much of a long text as is shown.
      let text = Diagnostic.visible(String(column.cells.text(row).prefix(cellLimit + 1)))
      return text.count > cellLimit ? String(text.prefix(cellLimit)) + "…" : text
    }
    var block = ByteBlock(capacity: 64)
    column.append(row, to: &block)
    return String(decoding: block.bytes, as: UTF8.self)
  }
}
