// Work spread over threads by index.

import Dispatch
import Synchronization

/// Runs work on several threads; what each one does is the caller's business,
/// and so is that they do not write to the same place.
enum Parallel {
  /// Calls `work` with 0..<workers and returns when all calls have. One of them
  /// runs on the calling thread.
  static func perform(workers: Int, _ work: (Int) -> Void) {
    if workers <= 1 { return work(0) }
    withoutActuallyEscaping(work) { work in
      let shared = Shared(work: work)
      DispatchQueue.concurrentPerform(iterations: workers) { shared.work($0) }
    }
  }

  /// Calls `work` with 0..<count, each on the thread that is free next.
  static func perform(_ count: Int, _ threads: Int, _ work: (Int) -> Void) {
    let next = Atomic<Int>(0)
    perform(workers: min(threads, count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= count { return }
        work(index)
      }
    }
  }

  /// Vouches that the closure may run on other threads.
  private struct Shared: @unchecked Sendable {
    let work: (Int) -> Void
  }
}
