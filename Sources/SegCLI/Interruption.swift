// Ctrl-C: stops the running statement, then the script; at the prompt it only clears the line.

import SegPlatform
import Seg
import Synchronization

/// Thrown when work ends because of Ctrl-C.
struct Interrupted: Error {}

/// The process's handler of SIGINT. It touches only atomics.
enum Interruption {
  /// The address of the running session's interrupt, or 0. It is not retained, because
  /// it is set only during `watching`.
  private static let target = Atomic<UInt>(0)
  private static let requests = Atomic<Int>(0)
  private static let isPrompt = Atomic<Bool>(false)

  /// - Parameter prompt: whether the program outlives every Ctrl-C; a script
  ///   ends at once with the second.
  static func install(prompt: Bool) {
    // Lazy globals are made now, not in the handler.
    isPrompt.store(prompt, ordering: .relaxed)
    reset()
    target.store(0, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in Interruption.request() }
    sigaction(SIGINT, &action, nil)
  }

  private static func request() {
    let before = requests.add(1, ordering: .relaxed).oldValue
    if before > 0 && !isPrompt.load(ordering: .relaxed) { _exit(130) }
    if let target = UnsafeRawPointer(bitPattern: target.load(ordering: .relaxed)) {
      Unmanaged<Interrupt>.fromOpaque(target)._withUnsafeGuaranteedRef { $0.request() }
    }
  }

  static var wasRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  static func reset() { requests.store(0, ordering: .relaxed) }

  static func check() throws { if wasRequested { throw Interrupted() } }

  /// Lets Ctrl-C stop a session while `body` runs.
  static func watching<Result>(_ interrupt: Interrupt, _ body: () throws -> Result) rethrows -> Result {
    interrupt.clear()
    target.store(UInt(bitPattern: Unmanaged.passUnretained(interrupt).toOpaque()), ordering: .relaxed)
    if wasRequested { interrupt.request() }
    defer { target.store(0, ordering: .relaxed) }
    return try withExtendedLifetime(interrupt) { try body() }
  }
}
