// seg watch: runs a script again when its files change, so that its page is as new as the data.

import ArgumentParser
import SegPlatform
import Seg
import SegDiagnostics
import SegReport

/// What a script that is watched leaves from run to run.
final class WatchedRun {
  /// The pages that it wrote, which the next run may replace.
  private var pages: Set<String> = []
  /// Seconds after which a browser reads its page anew.
  let refresh: Int
  /// What the last run failed with; empty if it did not.
  var failure = ""

  init(refresh: Int) { self.refresh = refresh }

  func begin(_ session: Session) {
    session.writtenPages = pages
    session.pageRefresh = refresh
  }

  func end(_ session: Session) { pages = session.writtenPages }
}

struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Runs a script again when it or a file that it loads changes.",
    discussion: """
      The pages of its `report` are renewed, and a browser that shows one reads it anew. Each run is a line on standard output. \
      A run that fails, because an `expect` does not hold, say, leaves the page as it was. Ctrl-C ends it.
      """)

  @Argument(help: ArgumentHelp("A script.", valueName: "FILE"))
  var file: String

  @Option(help: ArgumentHelp("Runs it also after so much time: 30s, 10m, 1h.", valueName: "TIME"), transform: WatchInterval.init)
  var every: WatchInterval?

  @Option(
    name: .customLong("on-fail"),
    help: ArgumentHelp(
      "A command of the shell for each run that fails; it gets the diagnostics on its standard input.", valueName: "COMMAND"))
  var onFail: String?

  @Option(help: ArgumentHelp("Ends after so many runs, with the exit code of the last.", valueName: "N"))
  var times: Int?

  @OptionGroup var options: RunOptions

  func validate() throws {
    if let times, times < 1 { throw ValidationError("--times takes a number from 1") }
  }

  func run() throws {
    // A command that does not read its input must not end the watch.
    signal(SIGPIPE, SIG_IGN)
    let watched = WatchedRun(refresh: max(5, every?.seconds ?? 60))
    var count = 0
    var files = WatchedFiles(script: file)
    while true {
      watched.failure = ""
      let start = ContinuousClock.now
      let code = ScriptRunner(options, watched: watched).run([{ try Script.read(file) }])
      if code == 130 { throw ExitCode(130) }
      count += 1
      try Self.log(code, start.duration(to: .now))
      if code != 0, let onFail { Self.tell(watched.failure, to: onFail) }
      if let times, count >= times { throw ExitCode(code) }
      try files.waitForChange(atMost: every?.seconds)
      files = WatchedFiles(script: file)
    }
  }

  /// `2024-11-30 08:12:03  exit 1  1.2 s`
  private static func log(_ code: Int32, _ duration: Duration) throws {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = "\(Int(local.tm_year) + 1900)-\(two(local.tm_mon + 1))-\(two(local.tm_mday))"
    let clock = "\(two(local.tm_hour)):\(two(local.tm_min)):\(two(local.tm_sec))"
    let tenths = duration.components.seconds * 10 + duration.components.attoseconds / 100_000_000_000_000_000
    let state = code == 0 ? "ok" : "failed, exit \(code)"
    try FileWriter.standardOutput.write("\(day) \(clock)  \(state)  \(tenths / 10).\(tenths % 10) s\n")
  }

  /// Runs a command of the shell with a text as its standard input.
  private static func tell(_ text: String, to command: String) {
    guard let pipe = popen(command, "w") else { return StandardError.write("error: cannot run the command of --on-fail\n") }
    fputs(text, pipe)
    let status = pclose(pipe)
    if status != 0 { StandardError.write("warning: the command of --on-fail failed\n") }
  }
}

/// `30s`, `10m`, `1h`.
struct WatchInterval {
  let seconds: Int

  init(_ text: String) throws {
    let units = ["s": 1, "m": 60, "min": 60, "h": 3600]
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number > 0, number < 1_000_000, let unit = units[String(text.dropFirst(digits.count))] else {
      throw ValidationError("`\(text)` is no time; a time is written 30s, 10m or 1h")
    }
    seconds = number * unit
  }
}
