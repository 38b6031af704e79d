// Memory of arrays.

/// Counts memory that no buffer holds, such as the arrays of a fit, for as long
/// as this lives.
package final class MemoryCharge: Sendable {
  private let byteCount: Int
  private let account = MemoryAccount.current

  package init(_ byteCount: Int) {
    self.byteCount = byteCount
    account?.charge(byteCount)
  }

  deinit { account?.credit(byteCount) }
}
