// Threads that help the calling one. The system may refuse to give any: then the calling
// thread does all the work.

import SegPlatform
import Synchronization

/// Threads that are kept between pieces of work. Dispatch has such threads, too, but waits for
/// ever where the system gives none.
final class WorkerPool: @unchecked Sendable {
  /// Work that threads take parts of.
  private final class Job {
    let body: (Int) -> Void
    let count: Int
    private let next = Atomic<Int>(0)
    /// Threads that may still join.
    var wanted: Int
    /// Threads that have joined and are not done.
    var helpers = 0

    init(_ count: Int, _ body: @escaping (Int) -> Void) {
      self.body = body
      self.count = count
      wanted = count - 1
    }

    /// Does parts until none is left.
    func work() {
      while true {
        let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if part >= count { return }
        body(part)
      }
    }
  }

  private static let mostThreads = 255
  /// Stack of a thread: what the system gives a program's own.
  private static let stackSize = 8 << 20

  /// The address of the pool, or 0. It is never freed.
  private static let address = Atomic<UInt>(0)

  /// The pool of this process. A fork has none of its parent's threads, so it needs a pool of
  /// its own.
  private static var shared: WorkerPool {
    let process = getpid()
    while true {
      let known = address.load(ordering: .acquiring)
      if let pointer = UnsafeRawPointer(bitPattern: known) {
        let pool = Unmanaged<WorkerPool>.fromOpaque(pointer).takeUnretainedValue()
        if pool.process == process { return pool }
      }
      let made = Unmanaged.passRetained(WorkerPool(process))
      let desired = UInt(bitPattern: made.toOpaque())
      if !address.compareExchange(expected: known, desired: desired, ordering: .acquiringAndReleasing).exchanged { made.release() }
    }
  }

  private let process: pid_t
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  /// Signaled where a job wants helpers.
  private let wanted: UnsafeMutablePointer<pthread_cond_t>
  /// Signaled where the last helper of a job is done.
  private let done: UnsafeMutablePointer<pthread_cond_t>
  /// Those that want helpers, the oldest first.
  private var jobs: [Job] = []
  private var threads = 0
  private var idle = 0

  private init(_ process: pid_t) {
    self.process = process
    lock = .allocate(capacity: 1)
    lock.initialize(to: pthread_mutex_t())
    pthread_mutex_init(lock, nil)
    wanted = .allocate(capacity: 1)
    wanted.initialize(to: pthread_cond_t())
    pthread_cond_init(wanted, nil)
    done = .allocate(capacity: 1)
    done.initialize(to: pthread_cond_t())
    pthread_cond_init(done, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    pthread_cond_destroy(wanted)
    pthread_cond_destroy(done)
    lock.deallocate()
    wanted.deallocate()
    done.deallocate()
  }

  /// Calls `body` once for each part, from 0 below `count`, on the calling thread and on those
  /// that are free, and returns when all calls have.
  static func perform(_ count: Int, _ body: (_ part: Int) -> Void) {
    withoutActuallyEscaping(body) { body in shared.perform(Job(count, body)) }
  }

  private func perform(_ job: Job) {
    pthread_mutex_lock(lock)
    jobs.append(job)
    let missing = min(job.wanted - idle, Self.mostThreads - threads)
    for _ in 0..<max(0, missing) where startThread() { threads += 1 }
    for _ in 0..<min(job.wanted, idle) { pthread_cond_signal(wanted) }
    pthread_mutex_unlock(lock)
    job.work()
    pthread_mutex_lock(lock)
    jobs.removeAll { $0 === job }
    while job.helpers > 0 { pthread_cond_wait(done, lock) }
    pthread_mutex_unlock(lock)
  }

  /// Whether the system has given a thread.
  private func startThread() -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackSize)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    // Signals are for the threads of the host.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    return pthread_create(
      &thread, &attributes,
      { pointer in
        pointer.map { Unmanaged<WorkerPool>.fromOpaque($0).takeUnretainedValue().help() }
        return nil
      }, Unmanaged.passUnretained(self).toOpaque()) == 0
  }

  /// The life of a thread.
  private func help() {
    pthread_mutex_lock(lock)
    while true {
      guard let job = jobs.first else {
        idle += 1
        pthread_cond_wait(wanted, lock)
        idle -= 1
        continue
      }
      job.wanted -= 1
      if job.wanted == 0 { jobs.removeFirst() }
      job.helpers += 1
      pthread_mutex_unlock(lock)
      job.work()
      pthread_mutex_lock(lock)
      job.helpers -= 1
      if job.helpers == 0 { pthread_cond_broadcast(done) }
    }
  }
}
