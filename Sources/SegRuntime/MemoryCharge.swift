// Memory of arrays.

import SegDiagnostics
import Synchronization

/// Counts memory that no buffer holds, such as the arrays of a fit, for as long
/// as this lives.
package final class MemoryCharge: Sendable {
  private let bytes: Atomic<Int>
  private let account = MemoryAccount.current

  /// Counts memory that is made in any case.
  package init(_ byteCount: Int) {
    bytes = Atomic(byteCount)
    account?.charge(byteCount)
  }

  /// Asks for memory before it is made; nil if it is refused. Then the work ends
  /// where it next looks at its context.
  package convenience init?(asking byteCount: Int) {
    guard MemoryAccount.current?.offer(byteCount) ?? true else { return nil }
    self.init(byteCount)
  }

  /// Counts so many bytes from now on.
  package func change(to byteCount: Int) {
    let before = bytes.exchange(byteCount, ordering: .relaxed)
    if byteCount > before { account?.charge(byteCount - before) } else { account?.credit(before - byteCount) }
  }

  deinit { account?.credit(bytes.load(ordering: .relaxed)) }
}

extension ExecutionContext {
  /// Asks for memory of arrays, and counts it as long as the result lives.
  ///
  /// - Throws: where it is refused.
  package func charge(_ byteCount: Int) throws(ScriptError) -> MemoryCharge {
    try offer(byteCount)
    return MemoryCharge(byteCount)
  }
}
