// Work spread over threads in fixed pieces, so that answers do not depend on
// how many threads there are.

import Dispatch
import SegDiagnostics
import Synchronization

/// Rows that one kernel call takes: small enough for the first-level cache.
let batchRows = 2048
let batchWords = batchRows / 64
/// Rows that one thread takes at a time, always cut at the same places.
let morselRows = 65_536

/// Asks a running evaluation to stop. May be called from any thread and from a
/// signal handler.
public final class Interrupt: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}
  public func request() { flag.store(true, ordering: .relaxed) }
  public func clear() { flag.store(false, ordering: .relaxed) }
  public var isRequested: Bool { flag.load(ordering: .relaxed) }
}

/// How work is run: on how many threads, and until when.
package struct Workers: Sendable {
  package let threads: Int
  package let interrupt: Interrupt

  package init(threads: Int, interrupt: Interrupt) {
    self.threads = max(1, min(threads, 256))
    self.interrupt = interrupt
  }

  /// Calls `body` once for each piece; `worker` is below `threads` and no two
  /// calls with the same worker run at a time.
  ///
  /// - Throws: `interrupted` when the interrupt was requested; pieces that had
  ///   not begun are then left out.
  func run(pieces: Int, _ body: @Sendable (_ worker: Int, _ piece: Int) -> Void) throws(ScriptError) {
    let active = min(threads, pieces)
    if active <= 1 {
      for piece in 0..<pieces {
        if interrupt.isRequested { break }
        body(0, piece)
      }
    } else {
      let next = Atomic<Int>(0)
      let interrupt = self.interrupt
      DispatchQueue.concurrentPerform(iterations: active) { worker in
        while !interrupt.isRequested {
          let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
          if piece >= pieces { return }
          body(worker, piece)
        }
      }
    }
    if interrupt.isRequested { throw ScriptError(EngineDiagnostics.interrupted()) }
  }

  /// Calls `body` for the morsels of `rows` rows.
  func run(
    rows: Int, _ body: @Sendable (_ worker: Int, _ morsel: Int, _ rows: Range<Int>) -> Void
  ) throws(ScriptError) {
    try run(pieces: (rows + morselRows - 1) / morselRows) { worker, morsel in
      body(worker, morsel, morsel * morselRows..<min(rows, (morsel + 1) * morselRows))
    }
  }
}
