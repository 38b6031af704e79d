// Work spread over threads by index.

import Dispatch

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

  /// Vouches that the closure may run on other threads.
  private struct Shared: @unchecked Sendable {
    let work: (Int) -> Void
  }
}
