// Work over memory that is managed by hand.

import Synchronization

extension ExecutionContext {
  /// As ``perform(workers:_:)`` for a closure that is not checked: the caller makes sure that
  /// no two calls write to the same place.
  package func performUnchecked(workers: Int, _ work: (_ worker: Int) -> Void) {
    if workers <= 1 { return work(0) }
    withoutActuallyEscaping(work) { work in
      let shared = Shared(work: work)
      perform(workers: workers) { shared.work($0) }
    }
  }

  /// Calls `work` for each piece, on the thread that is free next, and for all
  /// of them even where work is to end: what they leave half made could not be
  /// given back.
  ///
  /// - Parameter most: threads to use at most.
  package func finishUnchecked(pieces: Int, most: Int = .max, _ work: (_ piece: Int) -> Void) {
    let next = Atomic<Int>(0)
    performUnchecked(workers: min(threads, most, pieces)) { _ in
      while true {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if piece >= pieces { return }
        work(piece)
      }
    }
  }

  private struct Shared: @unchecked Sendable {
    let work: (Int) -> Void
  }
}
