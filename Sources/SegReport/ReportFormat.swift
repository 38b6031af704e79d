// The list of report formats, which `--format NAME` and `seg help` read.

/// A way to write an answer. To add one: a file in `Formats/`, and its name in
/// ``all``.
public struct ReportFormat: Sendable {
  public let name: String
  /// One line for help.
  public let summary: String
  /// The endings of files that are written in it, without the dot; the first is
  /// the usual one.
  public let extensions: [String]
  /// What stands between two answers of one run.
  public let separator: String
  /// Writes one report in blocks of bytes; rethrows what the sink throws.
  public let write: @Sendable (Report, ReportStyle, ByteSink) throws -> Void

  /// Writes several answers as one file; nil: a file has one answer.
  public let writeAll: (@Sendable ([Report], ReportStyle, ByteSink) throws -> Void)?

  public init(
    name: String, summary: String, extensions: [String] = [], separator: String = "",
    write: @escaping @Sendable (Report, ReportStyle, ByteSink) throws -> Void
  ) {
    self.name = name
    self.summary = summary
    self.extensions = extensions
    self.separator = separator
    self.write = write
    writeAll = nil
  }

  /// A format whose files hold several answers.
  public init(
    name: String, summary: String, extensions: [String],
    writeAll: @escaping @Sendable ([Report], ReportStyle, ByteSink) throws -> Void
  ) {
    self.name = name
    self.summary = summary
    self.extensions = extensions
    separator = ""
    write = { report, style, sink in try writeAll([report], style, sink) }
    self.writeAll = writeAll
  }

  /// Whether it is a text that spreadsheets open.
  package var isForSpreadsheets: Bool { name == ReportFormat.csv.name || name == ReportFormat.tsv.name }

  public static let all: [ReportFormat] = [table, vertical, csv, tsv, json, ndjson, markdown, svg]

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

  /// The whole report as one text: for tests and small answers.
  public func text(_ report: Report, style: ReportStyle = .plain) -> String {
    var bytes: [UInt8] = []
    // The sink never throws, so neither does the format.
    try? write(report, style) { bytes.append(contentsOf: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
