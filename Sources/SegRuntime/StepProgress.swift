// How far a running statement is, for those who wait.

import Synchronization

/// How far the step of a statement is that runs now: a pass over rows, groups or draws, of which it has one or many. How many steps
/// follow is not known. May be read from any thread.
public final class StepProgress: Sendable {
  /// Pieces of the step that runs; 0: none runs.
  private let pieces = Atomic<Int>(0)
  private let done = Atomic<Int>(0)
  private let number = Atomic<Int>(0)

  public init() {}

  /// The number of the step that runs, and its share that is done, from 0 to 1; nil between steps.
  public var now: (step: Int, fraction: Double)? {
    let count = pieces.load(ordering: .relaxed)
    guard count > 0 else { return nil }
    return (number.load(ordering: .relaxed), min(1, Double(done.load(ordering: .relaxed)) / Double(count)))
  }

  /// Begins a step of so many pieces. The steps within one are not told.
  ///
  /// - Returns: whether the step is told: then it must be ended.
  @usableFromInline
  package func begin(_ count: Int) -> Bool {
    guard count > 1, pieces.compareExchange(expected: 0, desired: count, ordering: .relaxed).exchanged else { return false }
    done.store(0, ordering: .relaxed)
    number.wrappingAdd(1, ordering: .relaxed)
    return true
  }

  /// A piece is done.
  @usableFromInline
  package func advance() { done.wrappingAdd(1, ordering: .relaxed) }

  @usableFromInline
  package func end() { pieces.store(0, ordering: .relaxed) }
}
