// JSON: one line for each answer, so that a program can read answers as they arrive.

import SegColumns
import SegDiagnostics

extension ReportFormat {
  /// `{"statement": …, "columns": […], "rows": [[…]], "ms": 1.8}`; each column has a
  /// name, a type, a role, and a unit where one is known.
  public static let json = ReportFormat(
    name: "json", summary: "one JSON object per answer, each on one line", extensions: ["json"], keepsNames: true
  ) { report, _, sink in
    let columns = report.cells
    var block = ByteBlock()
    block.append("{\"statement\": ")
    block.append(jsonString: report.statement)
    block.append(", \"columns\": [")
    for (index, field) in report.table.fields.enumerated() {
      block.append(index > 0 ? ", {\"name\": " : "{\"name\": ")
      block.append(jsonString: field.name)
      block.append(", \"type\": \"\(field.column.type.rawValue)\"")
      if index < report.schema.columns.count { block.append(json: report.schema.columns[index]) }
      block.append(0x7D)
    }
    block.append("], \"rows\": [")
    try withExtendedLifetime(report.table) {
      for row in 0..<report.table.rowCount {
        block.append(row > 0 ? ", [" : "[")
        for index in columns.indices {
          if index > 0 { block.append(", ") }
          block.append(json: columns[index], row)
        }
        block.append(0x5D)
        try block.drainIfFull(to: sink)
      }
    }
    block.append("], \"ms\": ")
    let milliseconds = report.milliseconds
    block.append(number: milliseconds.isFinite ? (milliseconds * 1000).rounded() / 1000 : 0)
    block.append("}\n")
    try block.drain(to: sink)
  }
}

extension ReportFormat {
  /// What one object of the format `json` holds, as Markdown.
  package static let jsonExample = """
    ```json
    {"statement": "show spent by city", "columns": [{"name": "city", "type": "text", "role": "dimension"},
     {"name": "spent", "type": "number", "role": "measure", "unit": "yuan"}], "rows": [["Oslo", 1200.5]], "ms": 1.8}
    ```
    """

  package static let jsonExplanation: Message =
    """
    The example is broken into two lines here. Dates are texts, a missing value is `null`, and `ms` is the time of the evaluation. Each \
    column has a `role`, and a `unit` where the definitions that it is made of say one (`metric spent = … in yuan`).
    """
}

extension ByteBlock {
  /// The role and the unit of a column.
  fileprivate mutating func append(json column: AnswerColumn) {
    append(", \"role\": \"\(column.role.rawValue)\"")
    guard let unit = column.unit else { return }
    append(", \"unit\": ")
    append(jsonString: unit)
  }

  /// A cell as a JSON value: dates and timestamps are strings, missing is
  /// null, and so is a number that JSON cannot write.
  mutating func append(json column: CellColumn, _ row: Int) {
    if column.isMissing(row) { return append("null") }
    switch column.type {
    case .integer: append(integer: column.integer(row))
    case .number:
      let value = column.number(row)
      if value.isFinite { append(number: value, isComputed: column.isComputed) } else { append("null") }
    case .text: append(jsonString: column.utf8(row))
    case .boolean: append(column.boolean(row) ? "true" : "false")
    case .date, .timestamp:
      append(0x22)
      append(exact: column, row)
      append(0x22)
    }
  }

  mutating func append(jsonString text: String) {
    var text = text
    text.withUTF8 { append(jsonString: $0) }
  }

  /// A JSON string. Control characters are escaped, DEL and C1 too, because a terminal obeys them, and characters that
  /// turn the direction of text or end lines unseen.
  mutating func append(jsonString text: UnsafeBufferPointer<UInt8>) {
    append(0x22)
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      // Characters that are escaped begin with one of few bytes.
      let isSign = byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
      guard isSign || byte == 0xC2 || byte == 0xD8 || byte == 0xE2 || byte == 0xEF, let (scalar, length) = Self.escaped(text, index) else {
        index += 1
        continue
      }
      append(UnsafeBufferPointer(rebasing: text[start..<index]))
      index += length
      start = index
      switch scalar {
      case 0x22: append("\\\"")
      case 0x5C: append("\\\\")
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      default:
        append("\\u")
        for shift in [12, 8, 4, 0] as [UInt16] { append(Self.hexadecimal(UInt8(truncatingIfNeeded: scalar >> shift & 15))) }
      }
    }
    append(UnsafeBufferPointer(rebasing: text[start...]))
    append(0x22)
  }

  /// The character at a byte, and how many bytes it has, if it is escaped.
  private static func escaped(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> (scalar: UInt16, length: Int)? {
    let byte = text[index]
    if byte < 0x80 { return (UInt16(byte), 1) }
    func next(_ offset: Int) -> UInt16 { index + offset < text.count ? UInt16(text[index + offset] & 0x3F) : 0 }
    let scalar: UInt16
    let length: Int
    switch byte {
    case 0xC2, 0xD8: (scalar, length) = (UInt16(byte & 0x1F) << 6 | next(1), 2)
    case 0xE2, 0xEF: (scalar, length) = (UInt16(byte & 0x0F) << 12 | next(1) << 6 | next(2), 3)
    default: return nil
    }
    switch scalar {
    case 0x80..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x206F, 0xFEFF, 0xFFF9...0xFFFB:
      return index + length <= text.count ? (scalar, length) : nil
    default: return nil
    }
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x57 + digit }
}
