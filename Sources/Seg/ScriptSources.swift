// The files that a script loads: read for a run, looked at for a check.

import SegColumns
import SegDiagnostics
import SegFiles
import SegPlan
import SegRuntime
import SegSemantics

/// What is wanted of the files that a script loads.
enum Loading {
  /// Their rows: the script is going to run.
  case rows
  /// Their columns alone.
  ///
  /// - Parameter isCautious: columns whose types rest on the first rows have none,
  ///   so that only what is wrong whatever their types are is reported.
  case columns(isCautious: Bool)
}

/// What is taken for true of a file's columns without looking at all of it.
enum Assumption {
  /// The types are those of the first rows.
  case rows(Int)
  /// Nothing: what is read from it is gone.
  case stream
}

/// Tells the columns of the file of one load, and keeps what it read for them.
final class ScriptSource {
  private let session: Session
  private let directory: String?
  let loading: Loading
  /// The rows, where they are wanted.
  private var reading: TableReading?
  private(set) var readMilliseconds = 0.0
  private(set) var schema: SourceSchema?
  private(set) var assumption: Assumption?

  /// - Parameter directory: what relative paths start from.
  init(_ session: Session, _ directory: String?, _ loading: Loading) {
    self.session = session
    self.directory = directory
    self.loading = loading
  }

  /// The rows, of which nothing stays here: linking frees columns as it goes.
  func takeReading() -> TableReading? {
    defer { reading = nil }
    return reading
  }

  /// The columns of a source.
  func columns(_ source: LoadSource) throws(SourceProblem) -> SourceSchema {
    guard case .file(let path) = source.place else { throw SourceProblem(nil) }
    guard session.capabilities.readsFiles else { throw SourceProblem(.filesNotAllowed("read")) }
    let resolved = Session.resolved(path, directory)
    let file = FileSource(
      path: resolved, formats: session.formats, format: source.format, request: request(source, label: path))
    if case .columns = loading, FileIdentity.isStream(resolved) {
      assumption = .stream
      throw SourceProblem(nil)
    }
    do throws(ReadError) {
      let found = try look(file, FileSurvey(source, path: resolved, session.capabilities.surveys))
      schema = found
      return found
    } catch {
      throw SourceProblem(Session.asWritten(error.diagnostic, directory), option: error.option)
    }
  }

  private func look(_ file: FileSource, _ survey: FileSurvey?) throws(ReadError) -> SourceSchema {
    switch loading {
    case .rows:
      let clock = ContinuousClock()
      let start = clock.now
      let reading = try file.read()
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
    request.options = source.options.map { ($0.name, $0.value) }
    // What is spent on a few rows is no statement's.
    switch loading {
    case .rows: request.work.context = session.context
    case .columns: request.work.context = ExecutionContext(interrupt: session.interrupt)
    }
    // Events are put in the order of their customers.
    if source.isReordered { request.work.pages = .small }
    if let report = session.onProgress, case .rows = loading {
      request.work.progress = { report(Progress(label: label, fraction: $0)) }
    }
    return request
  }
}

extension SourceSchema {
  /// The columns with no type where it rests on the rows that were seen.
  fileprivate var cautious: SourceSchema {
    let columns = columns.map { column in
      if column.isCertain { return column }
      // Times stay times: what is no time is told when it runs.
      let type = column.type == .timestamp ? ColumnType.timestamp : .text
      return Column(column.name, type, isEmpty: true, isCertain: false)
    }
    return SourceSchema(columns, sampledRows: sampledRows, mayHaveOtherColumns: mayHaveOtherColumns)
  }
}

extension Session {
  /// A path of a script: relative ones start from the script's folder.
  static func resolved(_ path: String, _ directory: String?) -> String {
    guard let directory, !path.hasPrefix("/") else { return path }
    return directory.hasSuffix("/") ? directory + path : directory + "/" + path
  }

  /// A message that names paths as the script does, and says where they start.
  static func asWritten(_ diagnostic: Diagnostic, _ directory: String?) -> Diagnostic {
    guard let directory, directory != ".", directory != "" else { return diagnostic }
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    func cut(_ text: String) -> String { text.replacing(prefix, with: "") }
    var result = diagnostic
    result.message = cut(result.message)
    result.notes = result.notes.map(cut)
    if let fix = result.fix {
      result.fix = Diagnostic.Fix(cut(fix.message), replace: fix.span, with: fix.replacement.map(cut))
    }
    if result.id == "file-not-found" { result.notes.append("paths start from the script's folder, `\(directory)`") }
    return result
  }
}
