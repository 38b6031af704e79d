// The memory of texts while a file is read.

import SegRuntime
import Synchronization

/// Counts what the collectors of all threads hold: it grows with each chunk, in
/// memory that is no buffer's.
final class CollectedTexts: @unchecked Sendable {
  private let account = MemoryAccount.current
  private let known: UnsafeMutablePointer<Int>
  private let total = Atomic<Int>(0)

  /// More texts of one column than this must find room to grow into.
  private static let largeFrom = 4 << 20

  init(workers: Int) {
    known = .allocate(capacity: max(1, workers))
    known.initialize(repeating: 0, count: max(1, workers))
  }

  deinit {
    known.deallocate()
    account?.credit(total.load(ordering: .relaxed))
  }

  /// A worker's collectors hold so much now.
  ///
  /// - Parameter largest: bytes of the largest one, which moves when it grows.
  func update(_ worker: Int, bytes: Int, largest: Int) {
    let grown = bytes - known[worker]
    known[worker] = bytes
    total.add(grown, ordering: .relaxed)
    account?.charge(grown)
    if largest >= Self.largeFrom, !AddressSpace.hasRoom(for: 2 * largest) { account?.refuse(2 * largest, limit: nil) }
  }

  /// So much of it becomes a column, which counts for itself.
  func remove(_ bytes: Int) {
    total.subtract(bytes, ordering: .relaxed)
    account?.credit(bytes)
  }
}
