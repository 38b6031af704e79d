// The files that a script loads: read for a run, examined for a check.

import SegColumns
import SegDiagnostics
import SegFiles
import SegPlan
import SegRuntime
import SegSemantics

/// The parts of loaded files that are needed.
enum Loading {
  /// Their rows, because the script will run.
  case rows
  /// Their columns only.
  ///
  /// - Parameter isCautious: columns whose types depend on the first rows have no type, so
  ///   that only mistakes independent of their types are reported.
  case columns(isCautious: Bool)
}

/// An assumption about a file's columns without reading all of it.
enum Assumption {
  /// The types are those of the first rows.
  case rows(Int)
  /// None, because the file can be read only once.
  case stream
}

/// Finds the columns of the file of one load, and keeps what it has read.
final class ScriptSource {
  private let work: Workspace
  private let directory: String?
  let loading: Loading
  private let formats: [FileFormat]
  private let onProgress: ((Progress) -> Void)?
  /// The rows, if they are needed.
  private var reading: TableReading?
  private(set) var readMilliseconds = 0.0
  private(set) var schema: SourceSchema?
  private(set) var assumption: Assumption?
  /// The files that were read.
  private(set) var files: [FileIdentity] = []

  /// - Parameter directory: the folder to which paths are relative.
  init(_ work: Workspace, _ directory: String?, _ loading: Loading, formats: [FileFormat], onProgress: ((Progress) -> Void)?) {
    self.work = work
    self.formats = formats
    self.onProgress = onProgress
    self.directory = directory
    self.loading = loading
  }

  /// The rows; nothing remains here, so that linking can free columns as it goes.
  func takeReading() -> TableReading? {
    defer { reading = nil }
    return reading
  }

  /// What finds the columns of the load's source.
  var schemas: SourceSchemas {
    SourceSchemas(
      columns: { (source) throws(SourceProblem) in try self.columns(source) },
      head: { source in
        guard case .file(let path) = source.place, !FileIdentity.isStream(ScriptPath.resolved(path, self.directory)) else { return nil }
        return try? self.file(source, path).schema()
      })
  }

  private func file(_ source: LoadSource, _ path: String) -> FileSource {
    FileSource(
      path: ScriptPath.resolved(path, directory), formats: formats, format: source.format, request: request(source, label: path))
  }

  /// The columns of a source.
  func columns(_ source: LoadSource) throws(SourceProblem) -> SourceSchema {
    guard case .file(let path) = source.place else { throw SourceProblem(nil) }
    guard work.capabilities.readsFiles else { throw SourceProblem(.filesNotAllowed("read")) }
    let resolved = ScriptPath.resolved(path, directory)
    let file = file(source, path)
    if case .columns = loading, FileIdentity.isStream(resolved) {
      assumption = .stream
      throw SourceProblem(nil)
    }
    do throws(ReadError) {
      let found = try look(file, FileSurvey(source, path: resolved, work.capabilities.surveys))
      schema = found
      files = FileIdentity(path: resolved).map { [$0] } ?? []
      return found
    } catch {
      throw SourceProblem(ScriptPath.asWritten(error.diagnostic, directory), option: error.option)
    }
  }

  private func look(_ file: FileSource, _ survey: FileSurvey?) throws(ReadError) -> SourceSchema {
    switch loading {
    case .rows:
      let clock = ContinuousClock()
      let start = clock.now
      var reading = try file.read()
      reading.warnings = reading.warnings.map { ScriptPath.asWritten($0, directory) }
      readMilliseconds = start.duration(to: clock.now).milliseconds
      self.reading = reading
      let schema = reading.table.schema()
      survey?.keep(schema)
      return schema
    case .columns(let isCautious):
      if let known = survey?.known { return known }
      let schema = try file.schema()
      guard let rows = schema.sampledRows else { return schema }
      assumption = .rows(rows)
      return isCautious ? schema.cautious : SourceSchema(schema.columns, sampledRows: rows)
    }
  }

  private func request(_ source: LoadSource, label: String) -> FileRequest {
    var request = FileRequest()
    request.types = source.types.map { ($0.column, $0.type) }
    request.formats = source.formats.map { ($0.column, $0.format) }
    request.options = source.options.map { ($0.name, $0.value) }
    // The cost of a few rows belongs to no statement.
    switch loading {
    case .rows: request.work.context = work.context
    case .columns: request.work.context = ExecutionContext(interrupt: work.interrupt)
    }
    // Events are sorted by customer.
    if source.isReordered { request.work.pages = .small }
    if let report = onProgress, case .rows = loading {
      request.work.progress = { report(Progress(label: label, fraction: $0)) }
    }
    return request
  }
}

extension SourceSchema {
  /// The columns, without types that depend on the rows read so far.
  fileprivate var cautious: SourceSchema {
    let columns = columns.map { column in
      if column.isCertain { return column }
      // Times stay times: a value that is not a time is reported at run time.
      let type = column.type == .timestamp ? ColumnType.timestamp : .text
      return Column(column.name, type, isEmpty: true, isCertain: false)
    }
    return SourceSchema(columns, sampledRows: sampledRows, mayHaveOtherColumns: mayHaveOtherColumns)
  }
}
