// Each row as lines of names and values: for many columns, and for long texts.

import SegColumns
import SegDiagnostics

extension ReportFormat {
  /// A block for each row: the name of each column, and its value in full. On a terminal a long value goes on in the lines below.
  public static let vertical = ReportFormat(
    name: "vertical", summary: "each row as lines of names and values, for many columns and long texts", separator: "\n"
  ) { report, style, sink in
    try withExtendedLifetime(report.table) {
      let rows = TableLayout.rows(report.table.rowCount, limit: style.rowLimit)
      let columns = report.columns(rows, inMyriads: style.countsInMyriads)
      let names = min(columns.map(\.nameWidth).max() ?? 0, max(8, (style.width ?? 400) / 3))
      let room = style.width.map { max(10, $0 - names - 3) }
      var block = ByteBlock()
      var scratch = ByteBlock(capacity: 256)
      for (index, range) in rows.enumerated() {
        if index > 0 { block.append("⋮\n") }
        for row in range {
          let title = "── \(("row \(row + 1)" as Message).text(in: style.language)) "
          block.append(style.color ? "\u{1B}[2m\(title)──\u{1B}[0m\n" : title + "──\n")
          for column in columns {
            let (name, taken) = PresentedColumn.cut(column.name, to: names)
            block.append(name)
            block.appendSpaces(names - taken)
            block.append(" │ ")
            scratch.removeAll()
            if column.cells.isMissing(row) { scratch.append(column.missing(row)) } else { column.append(row, to: &scratch) }
            block.append(lines: String(decoding: scratch.bytes, as: UTF8.self), of: room, indent: names)
            try block.drainIfFull(to: sink)
          }
        }
      }
      let shown = rows.reduce(0) { $0 + $1.count }
      let footer = Footer.text(report, shown: shown, style)
      block.append(style.color ? "\u{1B}[2m\(footer)\u{1B}[0m\n" : footer + "\n")
      try block.drain(to: sink)
    }
  }
}

extension ByteBlock {
  /// A text in lines of so many columns, behind the names.
  fileprivate mutating func append(lines text: String, of room: Int?, indent: Int) {
    guard let room, DisplayWidth.of(text) > room else {
      append(text)
      append("\n")
      return
    }
    var line = ""
    var taken = 0
    for character in text {
      let own = DisplayWidth.of(character)
      if taken + own > room {
        append(line + "\n" + String(repeating: " ", count: indent) + " │ ")
        (line, taken) = ("", 0)
      }
      line.append(character)
      taken += own
    }
    append(line + "\n")
  }
}
