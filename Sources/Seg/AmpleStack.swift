// Enough stack for recursion: an expression may be deeply nested, and a host's thread
// may have a small stack.

import CStack
import SegPlatform
import SegRuntime

/// Runs `body` with at least 4 MB of stack: on the calling thread if it has that much
/// left, otherwise on a new thread, while the caller waits.
func withAmpleStack<Result>(_ body: () -> Result) -> Result {
  if seg_remaining_stack() >= 4 << 20 { return body() }
  var result: Result?
  withoutActuallyEscaping(body) { body in
    // Its memory is counted as the calling thread's is, and it is a part of the same call.
    let account = MemoryAccount.current
    let call = CallQueue.current
    let work = Work { result = CallQueue.inside(call) { account.map { $0.charged(body) } ?? body() } }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 16 << 20)
    var thread = pthread_t()
    let started = pthread_create(
      &thread, &attributes,
      { pointer in
        pointer.map { Unmanaged<Work>.fromOpaque($0).takeUnretainedValue().run() }
        return nil
      }, Unmanaged.passUnretained(work).toOpaque())
    pthread_attr_destroy(&attributes)
    if started == 0 {
      pthread_join(thread, nil)
    } else {
      // Without a new thread, the caller's thread must do.
      work.run()
    }
  }
  return result ?? body()
}

/// The same for a body that throws.
func withAmpleStack<Success, Failure: Error>(_ body: () throws(Failure) -> Success) throws(Failure) -> Success {
  let result: Result<Success, Failure> = withAmpleStack {
    do throws(Failure) {
      return .success(try body())
    } catch {
      return .failure(error)
    }
  }
  return try result.get()
}

private final class Work {
  let run: () -> Void
  init(_ run: @escaping () -> Void) { self.run = run }
}
