// seg watch: runs a script again when its files change, so that its page is as new as the data.

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

struct WatchCommand {
  private let file: String
  private let every: WatchInterval?
  /// The shell's command for a run that fails.
  private let onFail: String?
  /// The number of runs; nil: until it is ended.
  private let times: Int?
  private let options: RunOptions

  /// - Throws: ``UsageError``.
  init(_ arguments: CommandArguments) throws {
    file = arguments.operands.first ?? ""
    every = try arguments.value(of: .every, WatchInterval.init)
    onFail = arguments.texts(of: .onFail).last
    times = try arguments.value(of: .times) { text in
      guard let times = Int(text), times >= 1 else { throw UsageError("`\(text)` is no number from 1") }
      return times
    }
    options = try RunOptions(arguments)
  }

  /// - Throws: what writing to standard output throws, and an interrupt.
  func run() throws -> Int32 {
    // A command that does not read its input must not end the watch.
    signal(SIGPIPE, SIG_IGN)
    let watched = WatchedRun(refresh: max(5, every?.seconds ?? 60))
    var count = 0
    var files = WatchedFiles(script: file)
    while true {
      watched.failure = ""
      let start = ContinuousClock.now
      let code = ScriptRunner(options, watched: watched).run([{ try Script.read(file) }])
      if code == 130 { return code }
      count += 1
      try Self.log(code, start.duration(to: .now))
      if code != 0, let onFail { Self.tell(watched.failure, to: onFail) }
      if let times, count >= times { return code }
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
    guard let pipe = popen(command, "w") else { return Terminal.say("\("error" as Message): cannot run the command of --on-fail") }
    fputs(text, pipe)
    let status = pclose(pipe)
    if status != 0 { Terminal.say("\("warning" as Message): the command of --on-fail failed") }
  }
}

/// `30s`, `10m`, `1h`.
struct WatchInterval {
  let seconds: Int

  /// - Throws: ``UsageError``.
  init(_ text: String) throws {
    let units = ["s": 1, "m": 60, "min": 60, "h": 3600]
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number > 0, number < 1_000_000, let unit = units[String(text.dropFirst(digits.count))] else {
      throw UsageError("`\(text)` is no time; a time is written 30s, 10m or 1h")
    }
    seconds = number * unit
  }
}
