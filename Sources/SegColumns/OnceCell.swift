// A value that is made once, on first use, by the first thread that needs it.

import Synchronization

/// A value that is made once, on first use. Other threads wait meanwhile.
package final class OnceCell<Made: Sendable>: Sendable {
  private let storage = Mutex<Made?>(nil)

  package init() {}

  /// The value; the first call makes it. A failure is thrown and not kept.
  package func value<Failure: Error>(_ make: () throws(Failure) -> Made) throws(Failure) -> Made {
    try storage.withLock { (stored) throws(Failure) -> Made in
      if let stored { return stored }
      let made = try make()
      stored = made
      return made
    }
  }
}
