// Results of pieces of work, each written by the thread that made it.

/// A place for each morsel, or for each worker: written by one thread alone, and
/// read in order when all are done.
package final class MorselResults<Element: Sendable>: @unchecked Sendable {
  @usableFromInline let memory: UnsafeMutablePointer<Element?>
  @usableFromInline let count: Int

  @inlinable
  package init(_ count: Int) {
    self.count = count
    memory = .allocate(capacity: max(1, count))
    memory.initialize(repeating: nil, count: max(1, count))
  }

  @inlinable
  deinit {
    memory.deinitialize(count: max(1, count))
    memory.deallocate()
  }

  /// Writes a result; only the thread of the place may do so.
  @inlinable
  package func set(_ place: Int, _ element: Element) { memory[place] = element }

  /// The result at a place; nil if it was not written.
  @inlinable
  package func get(_ place: Int) -> Element? { memory[place] }
}
