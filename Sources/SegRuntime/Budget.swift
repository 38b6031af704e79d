// What one statement may still spend.

import SegPlatform
import SegDiagnostics

/// The limits of one statement: its end in time, and the session's memory.
package final class Budget: Sendable {
  package let limits: Limits
  package let memory: MemoryAccount
  /// In nanoseconds of the system's clock that never goes back.
  private let start: UInt64
  private let end: UInt64

  /// Begins now.
  package init(_ limits: Limits = Limits(), memory: MemoryAccount = MemoryAccount()) {
    self.limits = limits
    self.memory = memory
    let now = Self.now
    start = now
    end = limits.time.map { now &+ UInt64(max(0, Self.nanoseconds($0))) } ?? .max
  }

  private static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }

  private static func nanoseconds(_ duration: Duration) -> Int64 {
    let (seconds, rest) = duration.components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max / 2 : min(.max / 2, whole) + rest / 1_000_000_000
  }

  /// Whether the time is over or memory was refused.
  package var isSpent: Bool { memory.refusal != nil || end != .max && Self.now > end }

  /// What there is to say where the budget is spent.
  package var diagnostic: Diagnostic? {
    if let refusal = memory.refusal { return RuntimeDiagnostics.memory(refusal) }
    guard end != .max, let allowed = limits.time else { return nil }
    let now = Self.now
    return now > end ? RuntimeDiagnostics.time(allowed, spent: .nanoseconds(Int64(now &- start))) : nil
  }

  /// - Throws: where an answer has more rows than are allowed.
  package func check(rows: Int) throws(ScriptError) {
    guard let allowed = limits.rows, rows > allowed else { return }
    throw ScriptError(RuntimeDiagnostics.rows(rows, allowed: allowed))
  }
}
