// NDJSON as a format.

import SegPlatform
import SegFiles

extension FileFormat {
  /// One JSON object for each row.
  package static let ndjson = FileFormat.text(
    name: "ndjson", summary: "JSON objects: one a line, in an array, or one after the other", extensions: ["ndjson", "jsonl", "json"],
    options: TextOption.all.filter { !$0.isForCSV && !$0.isForWorkbooksOnly }.map(\.name)
  ) { source, start, end, name, options, work in
    var (input, end) = (try end < source.count ? source.lines(before: end) : source.whole(limit: work.memoryLimit, work.context), end)
    if end < source.count {
      // Only lines can be read in part.
      input.base[input.count] = 0x0A
      var scan = JSONFormScan(input, from: start)
      if !scan.isLinesSurely {
        (input, end) = (try source.whole(limit: work.memoryLimit, work.context), .max)
      }
    }
    var options = options
    input.base[input.count] = 0x0A
    if end >= input.count, let table = JSONTable(input, from: start) ?? byColumns(input, start, name) {
      input = table.lines
      options.types = table.types + options.types
      var result = try NDJSONReader(input, from: 0, name: name, options: options, work: work, areLines: true).read()
      result.hasHeader = table.hasNames
      return result
    }
    return try NDJSONReader(input, from: start, to: end, name: name, options: options, work: work).read()
  }
}

/// A table by its columns. In a file of lines an object is a row, whatever it holds.
private func byColumns(_ input: InputBytes, _ start: Int, _ name: String) -> JSONTable? {
  NDJSONReader.isOfLines(name) ? nil : JSONTable.ofColumns(UnsafePointer(input.base), start..<input.count)
}

extension InputSource {
  /// The lines that start before an offset; a long last line may be left out.
  fileprivate func lines(before end: Int) throws(SystemError) -> InputBytes {
    let bytes = try beginning(end * 2)
    var count = bytes.count
    while count > 0 && bytes.base[count - 1] != 0x0A { count -= 1 }
    if count == 0 { return bytes }
    guard let lines = InputBytes(copying: UnsafeRawBufferPointer(start: bytes.base, count: count)) else {
      throw SystemError(number: ENOMEM)
    }
    return lines
  }
}
