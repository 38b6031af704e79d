// `seg check`: the mistakes of scripts, which are not run.

import Seg
import SegDiagnostics

struct CheckCommand {
  let files: [String]
  /// Whether mistakes are written as JSON.
  let json: Bool

  /// - Throws: what writing to standard output throws.
  func run() throws -> Int32 {
    Interruption.install(prompt: false)
    var hasErrors = false
    for path in files {
      do {
        let script = try Script.read(path)
        let session = Session(capabilities: .ofCommandLine(threads: ThreadOption.processors), reports: .ofCommandLine)
        let diagnostics = Interruption.watching(session.interrupt) {
          session.check(script.text, name: script.name, directory: script.directory)
        }
        if json {
          let report = CheckReport(statements: session.statements(in: script.text, name: script.name), scriptName: script.name)
          for diagnostic in diagnostics { try FileWriter.standardOutput.write(report.line(diagnostic) + "\n") }
        } else {
          Terminal.report(diagnostics)
        }
        if diagnostics.contains(where: { $0.severity == .error }) { hasErrors = true }
      } catch is Interrupted {
        return 130
      } catch {
        ScriptRunner.report(error)
        hasErrors = true
      }
      if Interruption.wasRequested { return 130 }
    }
    return hasErrors || StandardError.hasFailed ? 1 : 0
  }
}
