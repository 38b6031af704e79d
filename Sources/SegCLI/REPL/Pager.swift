// A pager for answers that the window does not hold.

import SegPlatform
import Seg

enum Pager {
  /// The command that shows long answers; nil where there is none: `PAGER=` turns it off.
  static var command: String? {
    guard Terminal.hasInput, Terminal.hasOutput, Terminal.environment("TERM") != "dumb" else { return nil }
    if let own = getenv("PAGER").map({ String(cString: $0) }) { return own.isEmpty || own == "cat" ? nil : own }
    return hasLess ? "less -SRFX" : nil
  }

  private static let hasLess: Bool = {
    let folders = (getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin").split(separator: ":")
    return folders.contains { access("\($0)/less", X_OK) == 0 }
  }()

  /// Lets `body` write to the pager, and returns when the person leaves it.
  ///
  /// - Returns: false if the pager cannot be started; nothing is written then.
  static func show(_ command: String, _ body: (FileWriter) throws -> Void) throws -> Bool {
    // A pager that is left early takes no more; that is no reason to end.
    let former = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, former) }
    guard let pipe = popen(command, "w") else { return false }
    defer {
      pclose(pipe)
      // Ctrl-C in the pager was for the pager.
      Interruption.reset()
    }
    do {
      try body(FileWriter(descriptor: fileno(pipe), name: "the pager"))
    } catch is ScriptError {
      // The person has left it.
    }
    return true
  }
}
