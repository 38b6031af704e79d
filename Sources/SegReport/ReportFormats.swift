// The list of report formats, which `--format NAME` and `seg help` read.

extension ReportFormat {
  /// Whether it is a text that spreadsheets open.
  package var isForSpreadsheets: Bool { name == ReportFormat.csv.name || name == ReportFormat.tsv.name }

  public static let all: [ReportFormat] = [table, vertical, csv, tsv, json, ndjson, markdown, html, svg]

  /// The format of a name, or nil.
  public static func named(_ name: String) -> ReportFormat? { all.first { $0.name == name } }

  /// The format of a file's name: that of its ending, CSV where it has none; nil
  /// where no format has the ending.
  package static func ofFile(_ name: String, among formats: [ReportFormat]) -> ReportFormat? {
    guard let ending = ending(of: name) else { return .csv }
    return formats.first { $0.extensions.contains(ending) }
  }

  /// What follows the last dot of a file's name, in small letters; a dot at the
  /// front begins no ending.
  package static func ending(of path: String) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The usual endings as a text: `.csv, .json and .md`.
  package static func endings(of formats: [ReportFormat]) -> String {
    let usual = formats.compactMap { $0.extensions.first.map { ".\($0)" } }
    return usual.dropLast().joined(separator: ", ") + " and " + (usual.last ?? "")
  }
}
