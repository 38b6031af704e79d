// CSV and TSV: for spreadsheets and other programs, so values are exact and never prettified.

import SegColumns
import SegDiagnostics

extension ReportFormat {
  /// RFC 4180 quoting, a header, line feeds; a missing value is empty.
  public static let csv = ReportFormat(
    name: "csv", summary: "comma-separated values, exact, with a header", extensions: ["csv"], separator: "\n", keepsNames: true
  ) { report, style, sink in try write(report, style, delimiter: 0x2C, sink) }

  /// As CSV, with tabs.
  public static let tsv = ReportFormat(
    name: "tsv", summary: "tab-separated values, exact, with a header", extensions: ["tsv"], separator: "\n", keepsNames: true
  ) { report, style, sink in try write(report, style, delimiter: 0x09, sink) }

  private static func write(_ report: Report, _ style: ReportStyle, delimiter: UInt8, _ sink: ByteSink) throws {
    let columns = report.cells
    var block = ByteBlock()
    if style.isForSpreadsheet { for byte in [0xEF, 0xBB, 0xBF] as [UInt8] { block.append(byte) } }
    for (index, field) in report.table.fields.enumerated() {
      if index > 0 { block.append(delimiter) }
      var name = style.isTerminal ? Diagnostic.visible(field.name) : field.name
      if style.isForSpreadsheet, Formulas.begin(name) { name = "'" + name }
      name.withUTF8 { block.append(field: $0, before: delimiter) }
    }
    block.append(0x0A)
    try withExtendedLifetime(report.table) {
      for row in 0..<report.table.rowCount {
        for index in columns.indices {
          if index > 0 { block.append(delimiter) }
          let column = columns[index]
          if column.isMissing(row) {
            // Some readers skip an empty line.
            if columns.count == 1 { block.append("\"\"") }
          } else if column.type == .text {
            if style.isForSpreadsheet, Formulas.begin(column.utf8(row)) {
              var text = "'" + column.text(row)
              text.withUTF8 { block.append(field: $0, before: delimiter) }
            } else if style.isTerminal {
              var text = Diagnostic.visible(column.text(row))
              text.withUTF8 { block.append(field: $0, before: delimiter) }
            } else {
              block.append(field: column.utf8(row), before: delimiter)
            }
          } else {
            block.append(exact: column, row)
          }
        }
        block.append(0x0A)
        try block.drainIfFull(to: sink)
      }
    }
    try block.drain(to: sink)
  }
}

extension ByteBlock {
  /// A text, in quotes if it has a delimiter, a quote, a line break or spaces at its
  /// ends.
  mutating func append(field text: UnsafeBufferPointer<UInt8>, before delimiter: UInt8) {
    var isPlain = !text.isEmpty && text[0] != 0x20 && text[text.count - 1] != 0x20
    var index = 0
    while isPlain && index < text.count {
      let byte = text[index]
      isPlain = byte != delimiter && byte != 0x22 && byte != 0x0A && byte != 0x0D
      index &+= 1
    }
    if isPlain { return append(text) }
    append(0x22)
    for byte in text {
      if byte == 0x22 { append(0x22) }
      append(byte)
    }
    append(0x22)
  }
}

/// What spreadsheets take for a formula, which may read other cells, open addresses and run programs.
///
/// Source: OWASP, CSV Injection.
enum Formulas {
  /// Whether a text is taken for one. Where people write Chinese or Japanese, the wide forms of the signs mean the same.
  static func begin(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch text.first {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true  // = + - @ tab return
    case 0xEF: text.count > 2 && text[1] == 0xBC && [0x9D, 0x8B, 0x8D, 0xA0].contains(text[2])  // ＝ ＋ － ＠
    default: false
    }
  }

  static func begin(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { begin($0) }
  }
}

extension Report {
  /// How many texts of the rows and the header a spreadsheet would take for formulas.
  package var formulaCount: Int {
    let names = table.fields.reduce(0) { $0 + (Formulas.begin($1.name) ? 1 : 0) }
    return cells.reduce(names) { count, column in
      guard column.type == .text else { return count }
      return (0..<table.rowCount).reduce(count) { count, row in
        count + (!column.isMissing(row) && Formulas.begin(column.utf8(row)) ? 1 : 0)
      }
    }
  }
}
