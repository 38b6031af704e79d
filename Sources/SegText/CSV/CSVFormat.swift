// CSV and its relatives as a format.

import SegFiles

extension FileFormat {
  /// Fields separated by comma, semicolon, tab or bar.
  package static let csv = FileFormat.text(
    name: "csv", summary: "one record per line, its fields separated: CSV, TSV and similar",
    extensions: ["csv", "tsv", "tab", "txt", "psv"], options: TextOptions.names
  ) { source, start, end, name, options, work in
    try CSVReader(source, from: start, to: end, name: name, options: options, work: work).read()
  }
}
