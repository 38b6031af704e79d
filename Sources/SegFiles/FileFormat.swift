// The formats that tables are read from: a format is a value.

import SegColumns
import SegDiagnostics

/// A file format: its name, how its files are recognized, and how their bytes become a
/// table. Formats of a host are used like built-in ones:
///
///     let session = Session(formats: .all + [mine])
///     try session.run("load orders from \"orders.bin\" of customers by id with (format: mine)")
public struct FileFormat: Sendable {
  /// The name for `format:` in a script.
  public let name: String
  /// One line for help.
  public let summary: Message
  /// Endings of file names, lower case, without the dot.
  public let extensions: [String]
  /// The options of `with (…)` that it knows, other than `format`; `types` if it uses
  /// declared types.
  public let options: [String]
  /// Whether a file that begins with these bytes has this format, with any ending of its
  /// name.
  package let recognizes: @Sendable (_ beginning: [UInt8]) -> Bool
  package let schema: @Sendable (_ content: FileContent, _ request: FileRequest) throws -> SourceSchema
  package let read: @Sendable (_ content: FileContent, _ request: FileRequest) throws -> TableReading
  /// The columns, and what the rows seen show of their types; nil: the format finds no types.
  package var head: (@Sendable (_ content: FileContent, _ request: FileRequest) throws -> Head)?

  /// The beginning of a file.
  package struct Head {
    package let schema: SourceSchema
    package let evidence: (any FormatEvidence)?

    package init(schema: SourceSchema, evidence: (any FormatEvidence)?) {
      self.schema = schema
      self.evidence = evidence
    }
  }

  /// A format.
  ///
  /// - Parameters:
  ///   - recognizes: receives the first bytes of a file, up to ``beginningCount``. A file
  ///     that no format recognizes, and that is not text, is refused as binary.
  ///   - schema: the columns, if they can be found without the rows; nil: the whole file is
  ///     read for them.
  ///   - read: the table. A ``ScriptError`` that it throws is shown at the path in the
  ///     script; of any other error, its description.
  public init(
    name: String, summary: Message, extensions: [String], options: [String] = [],
    recognizes: @escaping @Sendable (_ beginning: [UInt8]) -> Bool = { _ in false },
    schema: (@Sendable (_ content: FileContent, _ request: FileRequest) throws -> SourceSchema)? = nil,
    read: @escaping @Sendable (_ content: FileContent, _ request: FileRequest) throws -> TableReading
  ) {
    self.name = name
    self.summary = summary
    self.extensions = extensions
    self.options = options
    self.recognizes = recognizes
    self.schema = schema ?? { content, request in try read(content, request).table.schema() }
    self.read = read
  }

  /// The number of bytes needed to recognize a file.
  public static let beginningCount = 64
}

extension [FileFormat] {
  /// The format with a name, in any case; nil if there is none.
  package func named(_ name: String) -> FileFormat? { first { $0.name == name.lowercased() } }

  /// The format of a file: the one that recognizes its first bytes, otherwise that of its
  /// name's ending (ignoring `.gz`), otherwise the first.
  package func format(of content: FileContent) throws -> FileFormat? {
    let beginning = try content.beginning(FileFormat.beginningCount)
    if let claimed = first(where: { $0.recognizes(beginning) }) { return claimed }
    var name = content.name.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    return first { format in format.extensions.contains { name.hasSuffix(".\($0)") } } ?? first
  }
}
