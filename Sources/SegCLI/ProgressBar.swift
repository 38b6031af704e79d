// The progress of a long load: how far it is and how long it still takes.

import SegPlatform
import Seg
import SegDiagnostics

/// One line on a terminal's standard error, redrawn in place. It appears only after a
/// second, so that short steps do not flicker.
final class ProgressBar {
  private let isOn: Bool
  private var label = ""
  private var begin = 0.0
  private var isShown = false

  init(isOn: Bool) { self.isOn = isOn && Terminal.hasError }

  /// Seconds of a monotonic clock.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  func update(_ progress: Progress) {
    guard isOn else { return }
    let now = Self.now
    if progress.label != label {
      clear()
      label = progress.label
      begin = now
    }
    let elapsed = now - begin
    guard elapsed > 1 else { return }
    let fraction = progress.fraction.isFinite ? min(1, max(0, progress.fraction)) : 0
    let filled = Int(fraction * 24)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    var text = "\(Diagnostic.visible(label)) \(bar) \(Int(fraction * 100))%"
    if fraction > 0.01 { text += " · " + Self.duration(elapsed / fraction - elapsed) + " left" }
    StandardError.write("\r\u{1B}[K" + String(text.prefix(max(20, Terminal.width - 1))))
    isShown = true
  }

  /// Removes the line, before anything else is printed.
  func clear() {
    if isShown { StandardError.write("\r\u{1B}[K") }
    isShown = false
    label = ""
  }

  private static func duration(_ seconds: Double) -> String {
    let whole = Int(min(max(0, seconds.rounded(.up)), 360_000))
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }
}
