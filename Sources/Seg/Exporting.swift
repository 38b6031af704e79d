// export: answers as files. A file is replaced and a folder made only if that is allowed.

import SegDiagnostics
import SegFiles
import SegReport
import SegSemantics

/// Writes answers to files.
struct Exporting {
  let capabilities: Capabilities
  /// The formats that `export` finds by the ending of a file.
  let reports: [ReportFormat]
  let language: Language
  /// Asks the person whether something may be done that the statement does not allow.
  let onConfirm: ((String) -> Bool)?
  /// The paths of pages that may be replaced, because they were written before.
  let renewed: Set<String>

  /// - Parameters:
  ///   - files: those that tables were loaded from.
  ///   - rows: what is written; none if there was no answer yet.
  func export(
    _ plan: ExportPlan, directory: String?, _ files: LoadedFiles, _ rows: () throws(ScriptError) -> [Answer]
  ) throws(ScriptError) -> Outcome {
    let format = try format(of: plan)
    // Before the rows are computed, which may take long.
    let (target, options) = try agreed(plan, directory, files)
    let reports = try rows().map(\.report)
    guard let report = reports.last else { throw ScriptError(.noLastAnswer(at: plan.span)) }
    var style = ReportStyle.plain
    style.language = language
    style.isForSpreadsheet = plan.options.isForSpreadsheet
    do {
      try writeFile(target, options) { write in
        if case .all = plan.rows, let writeAll = format.writeAll {
          try writeAll(reports, style) { try write($0) }
        } else {
          try format.write(report, style) { try write($0) }
        }
      }
    } catch let error as ReadError {
      throw refusal(error, plan, directory, files)
    } catch let error as ScriptError {
      throw ScriptError(error.diagnostics.map { $0.labels.isEmpty ? $0.at(plan.pathSpan) : $0 })
    } catch {
      throw ScriptError(Diagnostic("cannot-write", "\(error)", at: plan.pathSpan))
    }
    let disarmed = plan.options.isForSpreadsheet ? report.formulaCount : 0
    var notes: [Message] = []
    if disarmed > 0 {
      notes.append(
        disarmed == 1
          ? "1 text that begins like a formula has an apostrophe before"
          : "\(grouped(disarmed)) texts that begin like a formula have an apostrophe before")
    }
    let count: Int
    if case .all = plan.rows { count = reports.reduce(0) { $0 + $1.table.rowCount } } else { count = report.table.rowCount }
    return .exported(path: plan.path, rows: count, notes: notes)
  }

  /// Writes a page.
  ///
  /// - Parameter isRenewed: whether the file is a page of this session, which may be replaced.
  func write(_ html: String, _ draft: PageDraft, isRenewed: Bool, _ files: LoadedFiles) throws(ScriptError) {
    var (target, options) = try agreed(draft.plan, draft.directory, files, isRenewed: isRenewed)
    options.replaces = options.replaces || isRenewed
    do {
      var html = html
      try writeFile(target, options) { write in try html.withUTF8 { try write($0) } }
    } catch let error as ReadError {
      throw refusal(error, draft.plan, draft.directory, files)
    } catch {
      throw ScriptError(Diagnostic("cannot-write", "\(error)", at: draft.plan.pathSpan))
    }
  }

  /// Why an export cannot succeed, as far as that is known before the script runs; nil if it
  /// may.
  func problem(of plan: ExportPlan, directory: String?, _ files: LoadedFiles) -> Diagnostic? {
    do throws(ScriptError) {
      _ = try format(of: plan)
      // The person is asked when it is time to write.
      if onConfirm == nil, capabilities.writesFiles { _ = try agreed(plan, directory, files) }
      return nil
    } catch {
      return error.diagnostics.first
    }
  }

  /// The place to write to and what is allowed there, by the statement or by the person.
  ///
  /// - Throws: what is not allowed.
  private func agreed(
    _ plan: ExportPlan, _ directory: String?, _ files: LoadedFiles, isRenewed: Bool = false
  ) throws(ScriptError) -> (WriteTarget, WriteOptions) {
    guard capabilities.writesFiles else { throw ScriptError(.filesNotAllowed("write", at: plan.pathSpan)) }
    let path = ScriptPath.resolved(plan.path, directory)
    do throws(ReadError) {
      let target = try WriteTarget(path: path)
      var options = WriteOptions(
        replaces: plan.options.replaces, makesFolders: plan.options.replaces || plan.options.makesFolders)
      if target.exists && !options.replaces && !isRenewed && !renewed.contains(path) {
        let table = files.table(of: path)
        let what = table.map { "`\(plan.path)` is the file that `\($0)` was loaded from." } ?? "`\(plan.path)` exists."
        guard onConfirm?(what + " Replace it?") == true else { throw .fileExists(path) }
        options.replaces = true
      }
      if let folder = target.missingFolder, !options.makesFolders {
        guard onConfirm?("There is no folder `\(folder)`. Make it?") == true else { throw .noFolder(folder, for: path) }
        options.makesFolders = true
      }
      return (target, options)
    } catch {
      throw refusal(error, plan, directory, files)
    }
  }

  /// An error of writing, with its place in the script and the way out.
  private func refusal(_ error: ReadError, _ plan: ExportPlan, _ directory: String?, _ files: LoadedFiles) -> ScriptError {
    var diagnostic = ScriptPath.asWritten(error.diagnostic, directory)
    if diagnostic.id == "file-exists" {
      if let table = files.table(of: ScriptPath.resolved(plan.path, directory)) {
        diagnostic.notes.append("`\(table)` was loaded from it")
      }
      diagnostic.fix = Diagnostic.Fix("`with (replace: yes)` replaces it")
    } else if diagnostic.id == "no-folder" {
      diagnostic.fix = Diagnostic.Fix("`with (folders: yes)` makes it")
    }
    diagnostic.labels.insert(Diagnostic.Label(plan.pathSpan), at: 0)
    return ScriptError(diagnostic)
  }

  /// The format of a file's ending; CSV if the name has none.
  func format(of plan: ExportPlan) throws(ScriptError) -> ReportFormat {
    if let format = ReportFormat.ofFile(plan.path, among: reports) {
      if case .all = plan.rows, format.writeAll == nil {
        throw ScriptError(.oneAnswer(format, several: reports.filter { $0.writeAll != nil }, at: plan.pathSpan))
      }
      if plan.options.isForSpreadsheet, !format.isForSpreadsheets { throw ScriptError(.notForSpreadsheets(format, at: plan.pathSpan)) }
      return format
    }
    throw ScriptError(.unknownEnding(of: plan.path, reports, at: plan.pathSpan))
  }
}

/// The files that tables were loaded from.
struct LoadedFiles {
  private var files: [String: [FileIdentity]] = [:]

  mutating func set(_ table: String, _ files: [FileIdentity]) { self.files[table] = files }

  mutating func remove(_ table: String) { files[table] = nil }

  mutating func add(_ table: String, _ files: [FileIdentity]) { self.files[table, default: []] += files }

  /// The table that was loaded from a file, whatever its path.
  func table(of path: String) -> String? {
    guard let file = FileIdentity(path: path) else { return nil }
    return files.filter { $0.value.contains { $0.isSameFile(as: file) } }.keys.min()
  }
}
