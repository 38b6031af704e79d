// The progress of long work: how far a load is and how long it still takes; for how long a question has run.

import SegPlatform
import Seg
import SegDiagnostics
import Synchronization

/// One line on a terminal's standard error, redrawn in place. It appears only after a
/// second, so that short steps do not flicker.
final class ProgressBar: Sendable {
  private struct State {
    var label = ""
    /// When the work of the label began.
    var begin = 0.0
    var isShown = false
    /// The statement whose time is shown while no load tells more; nil: none runs.
    var statement: String?
    var statementBegin = 0.0
    /// The step of the statement that was seen last, and when it was first seen.
    var step = 0
    var stepBegin = 0.0
    /// When a load last told how far it is.
    var lastUpdate = 0.0
    /// Whether a thread looks at the clock.
    var hasClock = false
  }

  private let isOn: Bool
  private let steps: StepProgress?
  private let state = Mutex(State())

  /// - Parameter steps: how far statements are; nil: not known.
  init(isOn: Bool, of steps: StepProgress? = nil) {
    self.isOn = isOn && Terminal.hasError
    self.steps = steps
  }

  /// Seconds of a monotonic clock.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  func update(_ progress: Progress) {
    guard isOn else { return }
    let now = Self.now
    state.withLock { state in
      if progress.label != state.label {
        Self.erase(&state)
        state.label = progress.label
        state.begin = now
      }
      state.lastUpdate = now
      let elapsed = now - state.begin
      guard elapsed > 1 else { return }
      let fraction = progress.fraction.isFinite ? min(1, max(0, progress.fraction)) : 0
      Self.draw("\(Diagnostic.visible(state.label)) \(Self.share(fraction, width: 24, after: elapsed))", &state)
    }
  }

  /// `███░░░ 50% · 3 s left`
  private static func share(_ fraction: Double, width: Int, after elapsed: Double) -> String {
    let filled = Int(fraction * Double(width))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let rest = duration(elapsed / fraction - elapsed)
    let left = fraction > 0.01 ? " · " + ("\(rest) left" as Message).text(in: Terminal.language) : ""
    return "\(bar) \(Int(fraction * 100))%" + left
  }

  /// A statement begins to run. After a second, the line says for how long it has.
  func begin(_ statement: String) {
    guard isOn else { return }
    let needsClock = state.withLock { state in
      state.statement = statement.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      state.statementBegin = Self.now
      defer { state.hasClock = true }
      return !state.hasClock
    }
    if needsClock { startClock() }
  }

  /// Removes the line, before anything else is printed.
  func clear() {
    state.withLock { state in
      Self.erase(&state)
      state.label = ""
      state.statement = nil
    }
  }

  /// Starts a thread that redraws the line until no statement has run for a while.
  private func startClock() {
    var thread = pthread_t()
    let own = Unmanaged.passRetained(self)
    let started = pthread_create(
      &thread, nil,
      { own in
        guard let own else { return nil }
        Unmanaged<ProgressBar>.fromOpaque(own).takeRetainedValue().tick()
        return nil
      }, own.toOpaque())
    if started == 0 { pthread_detach(thread) } else { own.release() }
  }

  private func tick() {
    // Ctrl-C is for the thread that reads.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    var idle = 0
    while idle < 20 {
      usleep(200_000)
      let now = Self.now
      let isRunning = state.withLock { state in
        guard let statement = state.statement else {
          if idle >= 19 { state.hasClock = false }
          return false
        }
        let elapsed = now - state.statementBegin
        guard elapsed > 1, now - state.lastUpdate > 0.5 else { return true }
        var rest = (" · \(Self.duration(elapsed.rounded(.down))) · Ctrl-C stops" as Message).text(in: Terminal.language)
        // A step that is soon over tells nothing of the statement.
        if let share = share(&state, now) { rest = (" · step \(share)" as Message).text(in: Terminal.language) + rest }
        let room = max(10, Terminal.errorWidth - DisplayWidth.of(rest) - 1)
        Self.draw(Self.cut(Diagnostic.visible(statement), to: room) + rest, &state)
        return true
      }
      idle = isRunning ? 0 : idle + 1
    }
  }

  /// How far the step that runs is, if it has run for a second.
  private func share(_ state: inout State, _ now: Double) -> String? {
    guard let (step, fraction) = steps?.now else { return nil }
    if step != state.step { (state.step, state.stepBegin) = (step, now) }
    let elapsed = now - state.stepBegin
    return elapsed > 1 && fraction > 0 ? Self.share(fraction, width: 12, after: elapsed) : nil
  }

  private static func draw(_ text: String, _ state: inout State) {
    StandardError.write("\r\u{1B}[K" + cut(text, to: max(20, Terminal.errorWidth - 1)))
    state.isShown = true
  }

  /// A text that takes so many columns at most.
  private static func cut(_ text: String, to width: Int) -> String {
    if DisplayWidth.of(text) <= width { return text }
    var shown = ""
    var taken = 1
    for character in text {
      taken += DisplayWidth.of(character)
      if taken > width { break }
      shown.append(character)
    }
    return shown + "…"
  }

  private static func erase(_ state: inout State) {
    if state.isShown { StandardError.write("\r\u{1B}[K") }
    state.isShown = false
  }

  private static func duration(_ seconds: Double) -> String {
    let whole = Int(min(max(0, seconds.rounded(.up)), 360_000))
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }
}
