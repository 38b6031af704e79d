// The table that a person reads: framed, aligned, and on a terminal fitted to it.

import SegColumns
import SegDiagnostics

extension ReportFormat {
  /// A framed table and a footer with rows and time. It is complete unless the
  /// style has a width or a limit.
  public static let table = ReportFormat(
    name: "table", summary: "a table for people, with the number of rows and the time below", extensions: ["txt"], separator: "\n"
  ) { report, style, sink in
    try withExtendedLifetime(report.table) {
      let layout = TableLayout(report, style: style)
      var block = ByteBlock()
      var scratch = ByteBlock(capacity: 256)
      if !layout.places.isEmpty {
        block.append(rule: "┌─", "─┬─", "─┐\n", layout)
        block.append(header: layout, color: style.color)
        block.append(rule: "├─", "─┼─", "─┤\n", layout)
        for (index, range) in layout.rows.enumerated() {
          if index > 0 { block.append(gap: layout) }
          for row in range {
            block.append("│ ")
            for (index, place) in layout.places.enumerated() {
              if index > 0 { block.append(" │ ") }
              if let column = place.column {
                column.append(row, width: place.width, color: style.color, scratch: &scratch, to: &block)
              } else {
                block.append("…")
              }
            }
            block.append(" │\n")
            try block.drainIfFull(to: sink)
          }
        }
        block.append(rule: "└─", "─┴─", "─┘\n", layout)
      }
      let footer = footer(report, layout, style)
      block.append(style.color ? "\u{1B}[2m\(footer)\u{1B}[0m\n" : footer + "\n")
      try block.drain(to: sink)
    }
  }

  private static func footer(_ report: Report, _ layout: TableLayout, _ style: ReportStyle) -> String {
    let text = Footer.text(report, shown: layout.rows.reduce(0) { $0 + $1.count }, style)
    if !layout.dropped.isEmpty {
      let names = layout.dropped.prefix(3).joined(separator: ", ") + (layout.dropped.count > 3 ? ", …" : "")
      let note: Message = "\(layout.dropped.count) columns do not fit (\(names))"
      return text + " · " + note.text(in: style.language)
    }
    return text
  }
}

extension ByteBlock {
  fileprivate mutating func append(rule left: String, _ between: String, _ right: String, _ layout: TableLayout) {
    append(left)
    for (index, place) in layout.places.enumerated() {
      if index > 0 { append(between) }
      append("─", times: place.width)
    }
    append(right)
  }

  fileprivate mutating func append(header layout: TableLayout, color: Bool) {
    append("│ ")
    for (index, place) in layout.places.enumerated() {
      if index > 0 { append(" │ ") }
      let (name, width) = PresentedColumn.cut(place.column?.name ?? "…", to: place.width)
      let alignsRight = place.column?.alignsRight ?? false
      if alignsRight { appendSpaces(place.width - width) }
      append(color ? "\u{1B}[1m\(name)\u{1B}[0m" : name)
      if !alignsRight { appendSpaces(place.width - width) }
    }
    append(" │\n")
  }

  /// The line that replaces the rows left out in the middle.
  fileprivate mutating func append(gap layout: TableLayout) {
    append("│ ")
    for (index, place) in layout.places.enumerated() {
      if index > 0 { append(" │ ") }
      let before = place.column?.alignsRight ?? false ? place.width - 1 : 0
      appendSpaces(before)
      append("⋮")
      appendSpaces(place.width - 1 - before)
    }
    append(" │\n")
  }
}
