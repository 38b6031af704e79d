// What a report format is.

import SegDiagnostics

/// A way to write an answer. To add one: a file in `Formats/`, and its name in
/// ``all`` (`ReportFormats.swift`).
public struct ReportFormat: Sendable {
  public let name: String
  /// One line for help.
  public let summary: Message
  /// The endings of files that are written in it, without the dot; the first is
  /// the usual one.
  public let extensions: [String]
  /// What stands between two answers of one run.
  public let separator: String
  /// Writes one report in blocks of bytes; rethrows what the sink throws.
  public let write: @Sendable (Report, ReportStyle, ByteSink) throws -> Void

  /// Writes several answers as one file; nil: a file has one answer.
  public let writeAll: (@Sendable ([Report], ReportStyle, ByteSink) throws -> Void)?

  /// - Parameter keepsNames: whether columns have their own names in every language, since programs read them.
  public init(
    name: String, summary: Message, extensions: [String] = [], separator: String = "", keepsNames: Bool = false,
    write: @escaping @Sendable (Report, ReportStyle, ByteSink) throws -> Void
  ) {
    self.name = name
    self.summary = summary
    self.extensions = extensions
    self.separator = separator
    self.write = { report, style, sink in try write(keepsNames ? report : report.said(in: style.language), style, sink) }
    writeAll = nil
  }

  /// A format whose files hold several answers.
  public init(
    name: String, summary: Message, extensions: [String],
    writeAll: @escaping @Sendable ([Report], ReportStyle, ByteSink) throws -> Void
  ) {
    self.name = name
    self.summary = summary
    self.extensions = extensions
    separator = ""
    write = { report, style, sink in try writeAll([report.said(in: style.language)], style, sink) }
    self.writeAll = { reports, style, sink in try writeAll(reports.map { $0.said(in: style.language) }, style, sink) }
  }

  /// The whole report as one text: for tests and small answers.
  public func text(_ report: Report, style: ReportStyle = .plain) -> String {
    var bytes: [UInt8] = []
    // The sink never throws, so neither does the format.
    try? write(report, style) { bytes.append(contentsOf: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
