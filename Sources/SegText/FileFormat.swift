// The formats that tables are read from: a format is a value.

import SegColumns
import SegFiles

/// A file format: how it is called and how bytes become a table.
package struct FileFormat: Sendable {
  /// What `format:` in a script calls it.
  package let name: String
  /// One line for help.
  package let summary: String
  /// Endings of file names, lower case, without the dot.
  package let extensions: [String]
  /// Reads UTF-8 text; `start` is where it begins, `name` what messages call it.
  let read: @Sendable (_ source: InputSource, _ start: Int, _ name: String, _ options: ReadOptions) throws -> TextOutcome

  /// Comma, semicolon, tab or bar between fields.
  package static let csv = FileFormat(
    name: "csv", summary: "one record per line, its fields separated: CSV, TSV and similar",
    extensions: ["csv", "tsv", "tab", "txt", "psv"]
  ) { source, start, name, options in
    try CSVReader(source, from: start, name: name, options: options).read()
  }

  /// One flat JSON object a line.
  package static let ndjson = FileFormat(
    name: "ndjson", summary: "one JSON object per line", extensions: ["ndjson", "jsonl", "json"]
  ) { source, start, name, options in
    try NDJSONReader(source.whole(limit: options.memoryLimit), from: start, name: name, options: options).read()
  }

  /// All formats, in the order of the manual.
  package static let all: [FileFormat] = [csv, ndjson]

  /// The format of a name, in any case; nil where there is none.
  package static func named(_ name: String) -> FileFormat? { all.first { $0.name == name.lowercased() } }

  /// The format of a file's name, `.gz` left out; CSV where nothing tells.
  package static func of(path: String) -> FileFormat {
    var name = path.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    return all.first { format in format.extensions.contains { name.hasSuffix(".\($0)") } } ?? csv
  }
}
