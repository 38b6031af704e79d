// The records that were not taken, as a table.

import SegColumns

struct CSVRejects {
  let table: Table

  init(_ pass: CSVPass, head: CSVHead) throws(SystemError) {
    // Lines before the data: the header's, and blank ones.
    var line = Int64(pass.layout.line(of: head.dataStart))
    let reader = InputReader(pass.source)
    var builder = RejectsBuilder()
    for chunk in pass.chunks {
      for reject in chunk.rejects {
        let window = try reader.window(reject.range)
        let bytes = UnsafeBufferPointer(
          start: UnsafePointer(window.base + reject.range.lowerBound), count: reject.range.count)
        let name = head.names.indices.contains(reject.column) ? head.names[reject.column] : nil
        builder.add(line: line + Int64(reject.line), column: name, reason: reject.reason, raw: bytes)
      }
      line += Int64(chunk.lines)
    }
    table = builder.table
  }
}

/// Gathers rejected records of any format.
struct RejectsBuilder {
  private var lines: [Int64?] = []
  private var columns: [String?] = []
  private var reasons: [String?] = []
  private var texts: [String?] = []

  var count: Int { lines.count }

  mutating func add(line: Int64, column: String?, reason: RejectReason, raw: UnsafeBufferPointer<UInt8>) {
    lines.append(line)
    columns.append(column)
    reasons.append(reason.text)
    texts.append(String(decoding: raw, as: UTF8.self))
  }

  var table: Table {
    Table(
      fields: [
        .init("line", .integers(lines)), .init("column", .texts(columns)), .init("reason", .texts(reasons)),
        .init("text", .texts(texts)),
      ], rowCount: lines.count)
  }
}
