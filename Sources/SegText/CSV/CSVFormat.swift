// CSV, and texts with other separators, as a format.

import SegFiles

extension FileFormat {
  /// Fields separated by comma, semicolon, tab or bar.
  package static let csv = FileFormat.text(
    name: "csv", summary: "one record per line, its fields separated: CSV, TSV and similar",
    extensions: ["csv", "tsv", "tab", "txt", "psv"], options: TextOptions.names
  ) { source, start, end, name, options, work in
    guard options.delimiter == BlankRuns.blank else {
      return try CSVReader(source, from: start, to: end, name: name, options: options, work: work).read()
    }
    let (text, limit) = try BlankRuns(options).joined(source, from: start, to: end, work)
    return try CSVReader(.bytes(text), from: 0, to: limit, name: name, options: options, work: work).read()
  }
}

/// Reads text that another format has made of cells: UTF-8, its fields between tabs.
package enum CellText {
  /// - Parameter end: records that start here or later are not read.
  /// - Throws: as ``TextReader/read()``.
  package static func read(_ text: InputBytes, to end: Int, name: String, options: TextOptions, work: ReadWork) throws -> ReadResult {
    try CSVReader(.bytes(text), from: 0, to: end, name: name, options: options, work: work).read()
  }
}
