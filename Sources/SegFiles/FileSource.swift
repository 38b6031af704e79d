// A file as the source of a table.

import SegPlatform
import SegColumns
import SegDiagnostics

/// The file of a path, or bytes in memory, read by one of several formats.
package struct FileSource: TableSource {
  private enum Place {
    case path(String)
    case bytes(InputSource)
  }

  private let place: Place
  /// The name in messages; its ending determines the format.
  private let name: String
  private let formats: [FileFormat]
  /// The name of the format; nil: determined by the file.
  private let format: String?
  private let request: FileRequest

  /// The file of a path.
  package init(path: String, formats: [FileFormat], format: String? = nil, request: FileRequest = FileRequest()) {
    self.init(.path(path), path, formats, format, request)
  }

  /// Bytes in memory.
  package init(
    _ source: InputSource, name: String, formats: [FileFormat], format: String? = nil,
    request: FileRequest = FileRequest()
  ) {
    self.init(.bytes(source), name, formats, format, request)
  }

  private init(_ place: Place, _ name: String, _ formats: [FileFormat], _ format: String?, _ request: FileRequest) {
    self.place = place
    self.name = name
    self.formats = formats
    self.format = format
    self.request = request
  }

  /// - Throws: ``ReadError``: `file-not-found`, `not-a-file`, `cannot-read`, and
  ///   what the format throws.
  package func schema() throws(ReadError) -> SourceSchema {
    try opened { content, format, request in try format.schema(content, request) }
  }

  /// The columns, and what the rows seen show of their types.
  ///
  /// - Throws: ``ReadError``, as ``schema()``.
  package func head() throws(ReadError) -> FileFormat.Head {
    try opened { content, format, request in
      try format.head?(content, request) ?? FileFormat.Head(schema: try format.schema(content, request), evidence: nil)
    }
  }

  /// - Throws: ``ReadError``, as ``schema()``.
  package func read(columns: [String]? = nil) throws(ReadError) -> TableReading {
    try opened { content, format, request in
      var request = request
      request.columns = columns
      return try format.read(content, request)
    }
  }

  private func opened<Result>(
    _ body: (FileContent, FileFormat, FileRequest) throws -> Result
  ) throws(ReadError) -> Result {
    try systemErrors(name) {
      let source: InputSource
      switch place {
      case .path(let path): source = try InputSource.opened(path: path, limit: request.work.memoryLimit, request.work.context)
      case .bytes(let bytes): source = bytes
      }
      let content = try FileContent(source, name: name, work: request.work)
      let result = try body(content, try chosen(for: content), request)
      if case .file(let file) = source { try file.checkUnchanged() }
      return result
    }
  }

  private func chosen(for content: FileContent) throws -> FileFormat {
    let chosen: FileFormat?
    if let format {
      chosen = formats.named(format)
    } else {
      chosen = try formats.format(of: content)
    }
    guard let chosen else { throw ReadError.badOption("format", format ?? "", expected: formats.map { Message(verbatim: $0.name) }) }
    let known = ["format"] + chosen.options
    let given =
      request.options.map(\.name) + (request.types.isEmpty ? [] : ["types"])
      + (request.formats.isEmpty ? [] : ["date_format"])
    if let unknown = given.first(where: { !known.contains($0) }) { throw ReadError.unknownOption(unknown, known) }
    return chosen
  }
}
