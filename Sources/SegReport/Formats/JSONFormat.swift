// JSON: one line for each answer, so that a program can read answers as they arrive.

import SegColumns

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
  package static let jsonExplanation = """
    ```json
    {"statement": "show spent by city", "columns": [{"name": "city", "type": "text", "role": "dimension"},
     {"name": "spent", "type": "number", "role": "measure", "unit": "yuan"}], "rows": [["Oslo", 1200.5]], "ms": 1.8}
    ```

    The example is broken into two lines here. Dates are texts, a missing value is `null`, and `ms` is the time of the evaluation.
    Each column has a `role`, and a `unit` where the definitions that it is made of say one (`metric spent = … in yuan`).
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

  /// A JSON string. Control characters are escaped, including DEL and C1, because
  /// a terminal obeys them.
  mutating func append(jsonString text: UnsafeBufferPointer<UInt8>) {
    append(0x22)
    var start = 0
    for index in 0..<text.count {
      let byte = text[index]
      let isC1 = byte == 0xC2 && index + 1 < text.count && (0x80..<0xA0).contains(text[index + 1])
      guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || isC1, index >= start else { continue }
      append(UnsafeBufferPointer(rebasing: text[start..<index]))
      start = index + 1
      switch byte {
      case 0x22: append("\\\"")
      case 0x5C: append("\\\\")
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      default:
        let scalar = isC1 ? text[index + 1] : byte
        if isC1 { start += 1 }
        append("\\u00")
        append(Self.hexadecimal(scalar >> 4))
        append(Self.hexadecimal(scalar & 15))
      }
    }
    append(UnsafeBufferPointer(rebasing: text[start...]))
    append(0x22)
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x57 + digit }
}
