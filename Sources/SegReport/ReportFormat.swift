// The list of report formats, which `--format NAME` and `seg help` read.

/// A way to write an answer. To add one: a file in `Formats/`, and its name in
/// ``all``.
public struct ReportFormat: Sendable {
  public let name: String
  /// One line for help.
  public let summary: String
  /// The text between two answers of one run.
  public let separator: String
  /// Writes one report in blocks of bytes; rethrows what the sink throws.
  public let write: @Sendable (Report, ReportStyle, ByteSink) throws -> Void

  public init(
    name: String, summary: String, separator: String = "",
    write: @escaping @Sendable (Report, ReportStyle, ByteSink) throws -> Void
  ) {
    self.name = name
    self.summary = summary
    self.separator = separator
    self.write = write
  }

  public static let all: [ReportFormat] = [table, csv, json, ndjson, markdown]

  /// The format of a name, or nil.
  public static func named(_ name: String) -> ReportFormat? { all.first { $0.name == name } }

  /// The whole report as one text: for tests and small answers.
  public func text(_ report: Report, style: ReportStyle = .plain) -> String {
    var bytes: [UInt8] = []
    // The sink never throws, so neither does the format.
    try? write(report, style) { bytes.append(contentsOf: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
