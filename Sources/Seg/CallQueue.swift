// One call of a session at a time, from whatever thread.

import SegPlatform

/// Lets the calls of threads into a session one after the other. A call that a callback makes
/// belongs to the call that it is in.
final class CallQueue: @unchecked Sendable {
  /// The calls that a thread is in, the innermost first.
  final class Entry {
    fileprivate let queue: CallQueue
    fileprivate let outer: Entry?

    fileprivate init(_ queue: CallQueue, _ outer: Entry?) {
      self.queue = queue
      self.outer = outer
    }
  }

  private let lock: UnsafeMutablePointer<pthread_mutex_t>

  init() {
    lock = .allocate(capacity: 1)
    lock.initialize(to: pthread_mutex_t())
    pthread_mutex_init(lock, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// Runs a call when those before it have returned.
  func alone<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    let outer = Self.current
    var entry = outer
    while let known = entry {
      if known.queue === self { return try body() }
      entry = known.outer
    }
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return try Self.inside(Entry(self, outer), body)
  }

  // MARK: The calls of a thread

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  static var current: Entry? {
    pthread_getspecific(key).map { Unmanaged<Entry>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Runs `body` as a part of a call: also on another thread, while the caller waits.
  static func inside<Result, Failure: Error>(_ entry: Entry?, _ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    let before = pthread_getspecific(key)
    pthread_setspecific(key, entry.map { UnsafeRawPointer(Unmanaged.passUnretained($0).toOpaque()) })
    defer { pthread_setspecific(key, before) }
    return try withExtendedLifetime(entry) { () throws(Failure) -> Result in try body() }
  }
}
