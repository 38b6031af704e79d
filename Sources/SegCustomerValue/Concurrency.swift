// How work is spread over threads: this target has none of its own.

/// Runs a body once for each of so many pieces, in any order, perhaps at the
/// same time, and returns when all are done.
///
/// Pieces are cut by the data alone and their results joined in their order, so
/// that no result depends on how many threads there are.
package struct Concurrency: Sendable {
  package let perform: @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

  package init(perform: @escaping @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void)
  {
    self.perform = perform
  }

  /// One piece after the other on the calling thread.
  package static let serial = Concurrency { count, body in
    for piece in 0..<max(0, count) { body(piece) }
  }
}
