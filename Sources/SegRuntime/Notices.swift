// Warnings of work that goes on.

import SegDiagnostics

/// Gathers what work has to say beside its result, from any thread. Each is
/// kept once.
package final class Notices: Sendable {
  private struct Gathered {
    var all: [Diagnostic] = []
    /// Sets make the runtime look through all conformances when first used: a
    /// question that has nothing to say has none.
    var known: Set<Diagnostic> = []
  }

  private let gathered = PthreadMutex(Gathered())

  package init() {}

  /// Adds a notice, unless it is there already.
  package func add(_ notice: Diagnostic) {
    gathered.withLock { gathered in
      // What is said more often than that is not looked for.
      if gathered.known.count > 10_000 || gathered.known.insert(notice).inserted { gathered.all.append(notice) }
    }
  }

  /// Adds a notice, unless one of its kind is there already about the same place.
  package func addOnce(_ notice: Diagnostic) {
    let isKnown = gathered.withLock { $0.all.contains { $0.id == notice.id && $0.span == notice.span } }
    if !isKnown { add(notice) }
  }

  /// Takes over what other work had to say. Work for many days says much the
  /// same at the same place: the first is enough.
  package func add(from other: Notices) {
    for notice in other.take() {
      let isKnown = gathered.withLock { $0.all.contains { $0.id == notice.id && $0.span == notice.span } }
      if !isKnown { add(notice) }
    }
  }

  /// What was added since the last call, in the order in which it came.
  package func take() -> [Diagnostic] {
    gathered.withLock { gathered in
      defer { gathered.all = [] }
      return gathered.all
    }
  }
}
