// What statements run with: threads, memory, and values kept for the next one.

import SegDiagnostics
import SegEngine
import SegModels
import SegRuntime
import SegSyntax

/// The means of a session's statements. Used by one thread at a time, but for the
/// interrupt.
final class Workspace {
  let interrupt: Interrupt
  let progress: StepProgress
  /// What a statement may spend.
  let limits: Limits
  let capabilities: Capabilities
  /// Of tables, kept values and the statement that runs.
  let memory: MemoryAccount
  let cache = ValueCache()
  /// Histories of purchases and the models fitted to them.
  let models = ModelStore()
  /// Kept for the session, so that a metric which is computed again stays silent.
  let notices = Notices()
  /// What the statement that runs is run with.
  private(set) var context = ExecutionContext()

  init(_ capabilities: Capabilities, _ limits: Limits, _ interrupt: Interrupt, _ progress: StepProgress) {
    self.capabilities = capabilities
    self.limits = limits
    self.interrupt = interrupt
    self.progress = progress
    memory = MemoryAccount(limit: limits.memory)
  }

  /// - Throws: where work is to end, such as the reading of a pipe that nobody writes.
  func checkInterrupt() throws(ScriptError) {
    if interrupt.isRequested { throw ScriptError(RuntimeDiagnostics.interrupted()) }
  }

  /// Parses a text until the interrupt is requested.
  func parse(_ source: Source) -> (script: ScriptSyntax, diagnostics: [Diagnostic]) {
    Parser.parse(source) { [interrupt] in interrupt.isRequested }
  }

  /// Runs a statement with a budget of its own. Where memory is refused, values
  /// that are kept for later questions are given up, and it is run once more.
  ///
  /// - Parameter span: the statement, for the diagnostic of a limit.
  func run<Result>(
    at span: SourceSpan? = nil, _ body: () throws(ScriptError) -> Result
  ) throws(ScriptError) -> Result {
    memory.begin()
    context = ExecutionContext(
      threads: capabilities.threads, interrupt: interrupt, budget: Budget(limits, memory: memory), notices: notices,
      progress: progress)
    do throws(ScriptError) {
      return try memory.charged { () throws(ScriptError) -> Result in try withAmpleStack(body) }
    } catch {
      let used = memory.used
      guard memory.refusal != nil, !interrupt.isRequested else { throw error.placed(at: span) }
      cache.removeAll()
      models.removeAll()
      guard memory.used < used else { throw error.placed(at: span) }
    }
    memory.begin()
    do throws(ScriptError) {
      return try memory.charged { () throws(ScriptError) -> Result in try withAmpleStack(body) }
    } catch {
      throw error.placed(at: span)
    }
  }
}

extension ScriptError {
  /// The same, where limits and what ends work from outside have their place.
  fileprivate func placed(at span: SourceSpan?) -> ScriptError {
    guard let span else { return self }
    return ScriptError(
      diagnostics.map { diagnostic in
        var diagnostic = diagnostic
        if diagnostic.labels.isEmpty, RuntimeDiagnostics.limits.contains(diagnostic.id) {
          diagnostic.labels = [Diagnostic.Label(span)]
        }
        return diagnostic.outOfLibrary(at: span)
      })
  }
}
