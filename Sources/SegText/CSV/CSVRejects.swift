// The records that were not taken, as a table.

import SegColumns
import SegFiles

struct CSVRejects {
  let table: Table
  /// How many have bytes that are no text.
  let badLines: Int

  /// - Throws: `ScriptError` where reading is to end, `SystemError`.
  init(_ pass: CSVPass, head: CSVHead, rows: [Int32]?) throws {
    // Lines before the data: the header, and blank lines.
    var line = Int64(pass.layout.line(of: head.dataStart))
    let reader = InputReader(pass.source)
    var builder = RejectsBuilder()
    var badLines = 0
    for chunk in pass.chunks {
      if let first = chunk.rejects.first, let last = chunk.rejects.last {
        try pass.work.context.check()
        let window = try reader.window(first.range.lowerBound..<last.range.upperBound)
        for reject in chunk.rejects {
          let bytes = UnsafeBufferPointer(
            start: UnsafePointer(window.base + reject.range.lowerBound), count: reject.range.count)
          if TextEncoding.firstInvalid(window.base + reject.range.lowerBound, reject.range.count) != nil { badLines += 1 }
          let name = head.names.indices.contains(reject.column) ? head.names[reject.column] : nil
          builder.add(line: Int64(rows.row(ofLine: Int(line) + Int(reject.line))), column: name, reason: reject.reason, raw: bytes)
        }
      }
      line += Int64(chunk.lines)
    }
    table = builder.table
    self.badLines = badLines
  }
}
