// The formats that tables are read from: a format is a value.

import SegColumns
import SegFiles

/// A file format: its name, and how bytes become a table.
package struct FileFormat: Sendable {
  /// The name for `format:` in a script.
  package let name: String
  /// One line for help.
  package let summary: String
  /// Endings of file names, lower case, without the dot.
  package let extensions: [String]
  /// Reads UTF-8 text from `start` on; `name` is the file's name in messages.
  let read: @Sendable (_ source: InputSource, _ start: Int, _ name: String, _ options: ReadOptions) throws -> TextOutcome

  /// Fields separated by comma, semicolon, tab or bar.
  package static let csv = FileFormat(
    name: "csv", summary: "one record per line, its fields separated: CSV, TSV and similar",
    extensions: ["csv", "tsv", "tab", "txt", "psv"]
  ) { source, start, name, options in
    try CSVReader(source, from: start, name: name, options: options).read()
  }

  /// One flat JSON object per line.
  package static let ndjson = FileFormat(
    name: "ndjson", summary: "one JSON object per line", extensions: ["ndjson", "jsonl", "json"]
  ) { source, start, name, options in
    try NDJSONReader(source.whole(limit: options.memoryLimit), from: start, name: name, options: options).read()
  }

  /// All formats, in the order of the manual.
  package static let all: [FileFormat] = [csv, ndjson]

  /// The format with a name, in any case; nil if there is none.
  package static func named(_ name: String) -> FileFormat? { all.first { $0.name == name.lowercased() } }

  /// The format of a file's name, ignoring `.gz`; CSV if the ending is unknown.
  package static func of(path: String) -> FileFormat {
    var name = path.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    return all.first { format in format.extensions.contains { name.hasSuffix(".\($0)") } } ?? csv
  }
}
