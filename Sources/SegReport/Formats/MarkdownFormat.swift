// A Markdown table: for a report or a pull request.

import SegColumns
import SegDiagnostics

extension ReportFormat {
  /// A table in GitHub's Markdown, with figures as people read them.
  public static let markdown = ReportFormat(
    name: "markdown", summary: "a Markdown table", extensions: ["md", "markdown"], separator: "\n"
  ) { report, _, sink in
    try withExtendedLifetime(report.table) {
      let columns = report.columns([0..<report.table.rowCount])
      var block = ByteBlock()
      if columns.isEmpty { return }
      for column in columns {
        block.append("| ")
        block.append(markdown: column.name)
        block.append(" ")
      }
      block.append("|\n")
      for column in columns { block.append(column.alignsRight ? "| ---: " : "| --- ") }
      block.append("|\n")
      for row in 0..<report.table.rowCount {
        for column in columns {
          block.append("| ")
          if column.cells.isMissing(row) {
            block.append(column.missing(row))
          } else if column.cells.type == .text {
            block.append(markdown: Diagnostic.visible(column.cells.text(row)))
          } else {
            column.append(row, to: &block)
          }
          block.append(" ")
        }
        block.append("|\n")
        try block.drainIfFull(to: sink)
      }
      try block.drain(to: sink)
    }
  }
}

extension ByteBlock {
  /// A text with the characters escaped that have a meaning in Markdown.
  fileprivate mutating func append(markdown text: String) {
    for byte in text.utf8 {
      switch byte {
      case 0x7C, 0x5C, 0x60, 0x2A, 0x3C: append(0x5C)  // | \ ` * <
      default: break
      }
      append(byte)
    }
  }
}
