// export: answers as files.

import SegDiagnostics
import SegFiles
import SegReport
import SegSemantics

/// Writes answers to files.
struct Exporting {
  let capabilities: Capabilities
  /// The formats that `export` finds by the ending of a file.
  let reports: [ReportFormat]

  /// - Parameter rows: what is written; nil if there was no answer yet.
  func export(
    _ plan: ExportPlan, directory: String?, _ rows: () throws(ScriptError) -> Answer?
  ) throws(ScriptError) -> Outcome {
    guard capabilities.writesFiles else { throw ScriptError(.filesNotAllowed("write", at: plan.pathSpan)) }
    guard let answer = try rows() else { throw ScriptError(.noLastAnswer(at: plan.span)) }
    let path = ScriptPath.resolved(plan.path, directory)
    let format = try format(of: plan)
    do {
      try writeFile(path: path) { write in try format.write(answer.report, .plain) { try write($0) } }
    } catch var error as ReadError {
      error.diagnostic = ScriptPath.asWritten(error.diagnostic, directory)
      throw error.scriptError(at: plan.pathSpan)
    } catch let error as ScriptError {
      throw error
    } catch {
      throw ScriptError(Diagnostic("cannot-write", "\(error)", at: plan.pathSpan))
    }
    return .exported(path: plan.path, rows: answer.table.rowCount)
  }

  /// The format of a file's ending; CSV if the name has none.
  func format(of plan: ExportPlan) throws(ScriptError) -> ReportFormat {
    if let format = ReportFormat.ofFile(plan.path, among: reports) { return format }
    throw ScriptError(.unknownEnding(ReportFormat.ending(of: plan.path) ?? "", of: reports, at: plan.pathSpan))
  }
}
