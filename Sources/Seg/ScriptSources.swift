// The files that a script loads: read for a run, examined for a check.

import SegColumns
import SegDiagnostics
import SegFiles
import SegPlan
import SegRuntime
import SegSemantics
import SegText

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
  /// The table that the rows are added to; nil: they are a table of their own.
  var known: KnownTable?
  /// The rows, if they are needed.
  private var reading: TableReading?
  private(set) var readMilliseconds = 0.0
  private(set) var schema: SourceSchema?
  private(set) var assumption: Assumption?
  /// What is said about files of folders that were not read.
  private var leftOut: [Message] = []
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
        guard let files = try? self.files(source), !files.contains(where: { FileIdentity.isStream($0.path) }) else { return nil }
        return try? self.source(source, files).schema()
      })
  }

  /// The files that a load names.
  private func files(_ source: LoadSource) throws(SourceProblem) -> [NamedFile] {
    guard case .files(let paths) = source.place else { throw SourceProblem(nil) }
    do throws(FileMatches.Problem) {
      let endings = source.format == nil ? formats.flatMap(\.extensions) : nil
      let matches = try FileMatches(paths, in: directory, endings: endings)
      leftOut = matches.notes
      return matches.files
    } catch {
      throw SourceProblem(ScriptPath.asWritten(error.error.diagnostic, directory), path: error.path)
    }
  }

  private func source(_ source: LoadSource, _ files: [NamedFile]) -> any TableSource {
    let label = files.count == 1 ? files.first?.name : nil
    let request = request(source, label: label ?? "\(files.count) files")
    if !source.isOfSeveral, !source.isNamingFiles, known == nil, let file = files.first {
      return FileSource(path: file.path, formats: formats, format: source.format, request: request)
    }
    return SeveralFiles(files, formats: formats, format: source.format, request: request, isNaming: source.isNamingFiles)
  }

  /// The columns of a source.
  func columns(_ source: LoadSource) throws(SourceProblem) -> SourceSchema {
    guard case .files = source.place else { throw SourceProblem(nil) }
    guard work.capabilities.readsFiles else { throw SourceProblem(.filesNotAllowed("read")) }
    let named = try files(source)
    if case .columns = loading, named.contains(where: { FileIdentity.isStream($0.path) }) {
      assumption = .stream
      throw SourceProblem(nil)
    }
    // The columns of one file are kept from one run to the next.
    let only = source.isOfSeveral || source.isNamingFiles || known != nil ? nil : named.first
    do {
      let found = try look(self.source(source, named), only.flatMap { FileSurvey(source, path: $0.path, work.capabilities.surveys) })
      schema = found
      files = named.compactMap { FileIdentity(path: $0.path) }
      return found
    } catch let error as ReadError {
      let shown = ScriptPath.asWritten(error.diagnostic, directory)
      throw SourceProblem(shown, option: error.option, path: named.count > 1 ? place(of: shown, named, source) : nil)
    } catch {
      throw SourceProblem(Diagnostic("failed", "\(error)"))
    }
  }

  /// Which path of a load has the file that a message is about.
  private func place(of diagnostic: Diagnostic, _ files: [NamedFile], _ source: LoadSource) -> Int? {
    guard case .files(let paths) = source.place else { return nil }
    let found = paths.indices.compactMap { place in
      diagnostic.message.description.firstRange(of: "`\(paths[place])`").map { (place: place, at: $0.lowerBound) }
    }
    return found.min { $0.at < $1.at }?.place
  }

  private func look(_ source: any TableSource, _ survey: FileSurvey?) throws -> SourceSchema {
    switch loading {
    case .rows:
      let clock = ContinuousClock()
      let start = clock.now
      var reading = try read(source)
      reading.notes += leftOut
      reading.warnings = reading.warnings.map { ScriptPath.asWritten($0, directory) }
      readMilliseconds = start.duration(to: clock.now).milliseconds
      self.reading = reading
      let schema = reading.table.schema()
      survey?.keep(reading.table)
      return schema
    case .columns(let isCautious):
      if let known = survey?.known { return known }
      if let known, let files = source as? SeveralFiles {
        try files.check(addedTo: known)
        return SourceSchema([])
      }
      let schema = try source.schema()
      guard let rows = schema.sampledRows else { return schema }
      assumption = .rows(rows)
      return isCautious ? schema.cautious : SourceSchema(schema.columns, sampledRows: rows)
    }
  }

  private func read(_ source: any TableSource) throws -> TableReading {
    guard let known, let files = source as? SeveralFiles else { return try source.read(columns: nil) }
    return try files.read(addedTo: known)
  }

  private func request(_ source: LoadSource, label: String) -> FileRequest {
    var request = FileRequest()
    let declared = (known?.declared ?? []).filter { column in !source.types.contains { $0.column == column.name } }
    request.types = source.types.map { ($0.column, $0.type) } + declared
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
