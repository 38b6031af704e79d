// How work is run: on which threads, until when, and where what it has to say goes.

import SegDiagnostics
import Synchronization

/// Rows that one thread takes at a time, always cut at the same places.
@inlinable package var morselRows: Int { 65_536 }

/// What loading, evaluation and fitting need to run: threads, the interrupt, a
/// budget and a place for notices. One for each statement.
///
/// Work is cut into pieces by the data alone, and results are combined in the
/// order of the pieces: they are the same for any number of threads. The
/// interrupt and the budget are looked at between pieces.
@usableFromInline
package final class ExecutionContext: Sendable {
  /// From 1 to 256.
  @usableFromInline package let threads: Int
  package let interrupt: Interrupt
  @usableFromInline package let budget: Budget
  package let notices: Notices
  /// Told of the pieces that are done.
  @usableFromInline let progress: StepProgress
  @usableFromInline let takesLastFirst: Bool

  /// - Parameter takesLastFirst: whether the last piece begins first: for tests
  ///   that hold results to be the same in any order.
  package init(
    threads: Int = 1, interrupt: Interrupt = Interrupt(), budget: Budget = Budget(), notices: Notices = Notices(),
    progress: StepProgress = StepProgress(), takesLastFirst: Bool = false
  ) {
    self.threads = max(1, min(threads, 256))
    self.interrupt = interrupt
    self.budget = budget
    self.notices = notices
    self.progress = progress
    self.takesLastFirst = takesLastFirst
  }

  /// The same with another place for notices.
  package func saying(to notices: Notices) -> ExecutionContext {
    ExecutionContext(
      threads: threads, interrupt: interrupt, budget: budget, notices: notices, progress: progress, takesLastFirst: takesLastFirst)
  }

  /// One thread, never interrupted, any memory.
  package static let serial = ExecutionContext()

  /// Whether work is to end: pieces that have not begun are left out, and a long
  /// piece may end early.
  @usableFromInline package var isStopped: Bool { interrupt.isRequested || budget.isSpent }

  /// - Throws: why work is to end, where it is.
  @usableFromInline package func check() throws(ScriptError) {
    if interrupt.isRequested { throw ScriptError(RuntimeDiagnostics.interrupted()) }
    if let diagnostic = budget.diagnostic { throw ScriptError(diagnostic) }
  }

  /// Asks for row-sized memory before it is made.
  ///
  /// - Throws: where it is refused.
  package func offer(_ byteCount: Int) throws(ScriptError) {
    if !budget.memory.offer(byteCount) { try check() }
  }

  /// Calls `body` once for each worker, from 0 below `workers`, and returns when
  /// all calls have. One of them runs on the calling thread.
  @inlinable
  package func perform(workers: Int, _ body: @Sendable (_ worker: Int) -> Void) {
    if workers <= 1 { return body(0) }
    spread(workers, body)
  }

  @usableFromInline
  func spread(_ workers: Int, _ body: @Sendable (_ worker: Int) -> Void) {
    let memory = MemoryAccount.current ?? budget.memory
    WorkerPool.perform(workers) { worker in memory.charged { body(worker) } }
  }

  /// Calls `body` once for each piece, on the thread that is free next; `worker`
  /// is below `threads` and no two calls with the same worker run at a time.
  ///
  /// - Returns: whether all pieces were run: those that had not begun when work
  ///   was stopped are left out.
  @inlinable
  @discardableResult
  package func perform(pieces: Int, _ body: @Sendable (_ worker: Int, _ piece: Int) -> Void) -> Bool {
    let next = Atomic<Int>(0)
    let isTold = progress.begin(pieces)
    defer { if isTold { progress.end() } }
    perform(workers: min(threads, pieces)) { worker in
      while !isStopped {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if piece >= pieces { return }
        body(worker, takesLastFirst ? pieces - 1 - piece : piece)
        if isTold { progress.advance() }
      }
    }
    return next.load(ordering: .relaxed) >= pieces
  }

  /// The same for work that may not go on where pieces are left out.
  ///
  /// - Throws: why work is to end.
  @inlinable
  package func run(pieces: Int, _ body: @Sendable (_ worker: Int, _ piece: Int) -> Void) throws(ScriptError) {
    perform(pieces: pieces, body)
    try check()
  }

  /// Calls `body` for the morsels of `rows` rows.
  @inlinable
  package func run(
    rows: Int, _ body: @Sendable (_ worker: Int, _ morsel: Int, _ rows: Range<Int>) -> Void
  ) throws(ScriptError) {
    try run(pieces: (rows + morselRows - 1) / morselRows) { worker, morsel in
      body(worker, morsel, morsel * morselRows..<min(rows, (morsel + 1) * morselRows))
    }
  }

  /// Calls `body` for the elements of a list, one after the other: a step of as many pieces, for those who wait.
  ///
  /// - Throws: what `body` throws; why work is to end.
  package func each<List: RandomAccessCollection>(_ list: List, _ body: (List.Element) throws(ScriptError) -> Void) throws(ScriptError) {
    let isTold = progress.begin(list.count)
    defer { if isTold { progress.end() } }
    for element in list {
      try body(element)
      if isTold { progress.advance() }
      try check()
    }
  }
}
