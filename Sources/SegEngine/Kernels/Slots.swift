// Results of pieces of work, kept apart until all are there.

/// Results of pieces of work, each written by the thread that made it.
final class Slots<Element: Sendable>: @unchecked Sendable {
  private let memory: UnsafeMutablePointer<Element?>
  private let count: Int

  init(_ count: Int) {
    self.count = count
    memory = .allocate(capacity: max(1, count))
    memory.initialize(repeating: nil, count: max(1, count))
  }

  deinit {
    memory.deinitialize(count: max(1, count))
    memory.deallocate()
  }

  func set(_ place: Int, _ element: Element) { memory[place] = element }
  func get(_ place: Int) -> Element? { memory[place] }
}
