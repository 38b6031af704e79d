// The formats that tables are read from: a format is a value.

import SegColumns

/// A file format: how it is called, how its files are told, and how their bytes
/// become a table. Formats of a host are loaded as ours are:
///
///     let session = Session(formats: .all + [mine])
///     try session.run("load orders from \"orders.bin\" of customers by id with (format: mine)")
public struct FileFormat: Sendable {
  /// What `format:` in a script calls it.
  public let name: String
  /// One line for help.
  public let summary: String
  /// Endings of file names, lower case, without the dot.
  public let extensions: [String]
  /// The options of `with (…)` that it knows, beside `format`; `types` where it
  /// heeds declared types.
  public let options: [String]
  /// Whether a file that begins with these bytes is of this format, whatever
  /// its name ends in.
  package let recognizes: @Sendable (_ beginning: [UInt8]) -> Bool
  package let schema: @Sendable (_ content: FileContent, _ request: FileRequest) throws -> SourceSchema
  package let read: @Sendable (_ content: FileContent, _ request: FileRequest) throws -> TableReading

  /// A format.
  ///
  /// - Parameters:
  ///   - recognizes: is handed the first bytes of a file, up to ``beginningCount``.
  ///     What no format claims, and what is no text, is refused as binary.
  ///   - schema: the columns, where they can be had without the rows; nil: the
  ///     whole file is read for them.
  ///   - read: the table. A ``ScriptError`` that it throws is shown at the path
  ///     in the script, and of any other error its description.
  public init(
    name: String, summary: String, extensions: [String], options: [String] = [],
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

  /// Enough bytes to tell what a file is.
  public static let beginningCount = 64
}

extension [FileFormat] {
  /// The format of a name, in any case; nil where there is none.
  package func named(_ name: String) -> FileFormat? { first { $0.name == name.lowercased() } }

  /// The format of a file: the one that its first bytes belong to, else that of
  /// its name's ending (`.gz` left out), else the first.
  package func format(of content: FileContent) throws -> FileFormat? {
    let beginning = try content.beginning(FileFormat.beginningCount)
    if let claimed = first(where: { $0.recognizes(beginning) }) { return claimed }
    var name = content.name.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    return first { format in format.extensions.contains { name.hasSuffix(".\($0)") } } ?? first
  }
}
