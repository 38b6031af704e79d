// How much memory a session uses, and when it is refused more.

import SegPlatform
import Synchronization

/// The memory of one session: tables, kept values, and what its statement needs.
///
/// Buffers are charged to the account of the thread that makes them and credited
/// when they are freed, wherever that happens. Memory past the limit is *refused*:
/// the account remembers it, and the work ends where it next looks at its
/// context, between two morsels at the latest. Two doors lead here:
///
/// - ``offer(_:)`` asks before row-sized memory is made; who is refused makes none.
/// - ``charge(_:)`` is for memory that is made in any case, because its maker
///   cannot fail: it is bounded by what a morsel or a chunk needs.
@usableFromInline
package final class MemoryAccount: Sendable {
  /// Memory that was refused.
  package struct Refusal: Sendable, Equatable {
    /// Bytes asked for.
    package let asked: Int
    /// Bytes in use then.
    package let used: Int
    /// Bytes allowed; nil: the system had no more.
    package let limit: Int?
  }

  /// Bytes allowed.
  package let limit: Int
  private let bytes = Atomic<Int>(0)
  private let isRefused = Atomic<Bool>(false)
  private let firstRefusal = PthreadMutex<Refusal?>(nil)

  /// - Parameter limit: nil: as much as the system gives.
  package init(limit: Int? = nil) { self.limit = max(0, limit ?? .max) }

  package var hasLimit: Bool { limit != .max }
  /// Bytes in use.
  package var used: Int { bytes.load(ordering: .relaxed) }

  /// What was refused first since ``begin()``.
  package var refusal: Refusal? {
    isRefused.load(ordering: .relaxed) ? firstRefusal.withLock { $0 } : nil
  }

  /// Forgets what was refused: a statement begins.
  package func begin() {
    firstRefusal.withLock { $0 = nil }
    isRefused.store(false, ordering: .relaxed)
  }

  /// Whether so many bytes more would be within the limit and are to be had from
  /// the system; refused otherwise. Charges nothing.
  package func offer(_ asked: Int) -> Bool {
    // Below 0 where memory is given back that another account was charged for.
    if asked > limit - max(0, min(limit, used)) {
      refuse(asked, limit: limit)
      return false
    }
    if asked >= AddressSpace.probedFrom, !AddressSpace.hasRoom(for: asked) {
      refuse(asked, limit: nil)
      return false
    }
    return true
  }

  /// Counts bytes that were made.
  package func charge(_ made: Int) {
    let used = bytes.add(made, ordering: .relaxed).newValue
    if used > limit { refuse(made, limit: limit, used: used - made) }
    BufferMemory.makeRoom(for: made, of: self)
  }

  /// Gives back bytes that were freed.
  package func credit(_ freed: Int) { bytes.subtract(freed, ordering: .relaxed) }

  /// - Parameter limit: nil: the system had no more.
  package func refuse(_ asked: Int, limit: Int?, used: Int? = nil) {
    firstRefusal.withLock { first in
      if first == nil { first = Refusal(asked: asked, used: used ?? self.used, limit: limit) }
    }
    isRefused.store(true, ordering: .relaxed)
  }

  // MARK: The account of a thread

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// The account that this thread's memory is charged to.
  @usableFromInline package static var current: MemoryAccount? {
    pthread_getspecific(key).map { Unmanaged<MemoryAccount>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Charges what `body` makes on this thread to this account.
  @usableFromInline package func charged<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    let before = pthread_getspecific(Self.key)
    pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
    defer { pthread_setspecific(Self.key, before) }
    return try withExtendedLifetime(self) { () throws(Failure) -> Result in try body() }
  }
}
