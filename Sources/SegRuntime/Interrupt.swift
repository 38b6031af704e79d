// Asking work to stop.

import Synchronization

/// Asks a running statement to stop. May be called from any thread and from a
/// signal handler.
public final class Interrupt: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}
  /// Asks the running statement to stop.
  public func request() { flag.store(true, ordering: .relaxed) }

  /// Withdraws the request, for the next statement.
  public func clear() { flag.store(false, ordering: .relaxed) }
  public var isRequested: Bool { flag.load(ordering: .relaxed) }
}
