// NDJSON: rows only, for programs that read line by line.

import SegColumns

extension ReportFormat {
  /// One object for each row; its keys are the names of the columns.
  public static let ndjson = ReportFormat(
    name: "ndjson", summary: "one JSON object per row, each on one line", extensions: ["ndjson", "jsonl"], keepsNames: true
  ) { report, _, sink in
    let columns = report.cells
    let keys: [[UInt8]] = report.table.fields.enumerated().map { index, field in
      var key = ByteBlock(capacity: 64)
      key.append(index > 0 ? ", " : "{")
      key.append(jsonString: field.name)
      key.append(": ")
      return Array(key.bytes)
    }
    var block = ByteBlock()
    try withExtendedLifetime(report.table) {
      for row in 0..<report.table.rowCount {
        for index in columns.indices {
          keys[index].withUnsafeBufferPointer { block.append($0) }
          block.append(json: columns[index], row)
        }
        block.append(columns.isEmpty ? "{}\n" : "}\n")
        try block.drainIfFull(to: sink)
      }
    }
    try block.drain(to: sink)
  }
}
