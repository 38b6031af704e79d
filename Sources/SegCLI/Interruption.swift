// Ctrl-C: stops the running statement, then the script; at the prompt it only clears the line.

import SegFiles
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
    action.__sigaction_handler.sa_handler = { _ in Interruption.end() }
    if !prompt { sigaction(SIGALRM, &action, nil) }
  }

  /// How long a script may take to end after Ctrl-C, in microseconds. Its work looks at the
  /// interrupt between pieces; what has no pieces, such as the reading of a huge script, does not.
  private static let patience = 80_000

  private static func request() {
    let before = requests.add(1, ordering: .relaxed).oldValue
    if !isPrompt.load(ordering: .relaxed) {
      if before > 0 { end() }
      var timer = itimerval()
      timer.it_value.tv_usec = patience
      // ITIMER_REAL, whose type differs between systems.
      setitimer(0, &timer, nil)
    }
    if let target = UnsafeRawPointer(bitPattern: target.load(ordering: .relaxed)) {
      Unmanaged<Interrupt>.fromOpaque(target)._withUnsafeGuaranteedRef { $0.request() }
    }
  }

  /// Ends the program at once, from a handler.
  private static func end() -> Never {
    PartFiles.removeAll()
    let text: StaticString = "interrupted\n"
    write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    _exit(130)
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

/// The handler of the signals that end the program: what is half-written is removed.
enum Termination {
  static func install() {
    PartFiles.prepare()
    // Past a limit of the size of files, a write fails instead.
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGXCPU, SIGUSR1, SIGUSR2] {
      var action = sigaction()
      // `nohup` has it ignored.
      guard sigaction(number, nil, &action) == 0, !isIgnored(action) else { continue }
      action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        PartFiles.removeAll()
        signal(number, SIG_DFL)
        // It comes when the handler has returned.
        raise(number)
      }
      sigaction(number, &action, nil)
    }
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
