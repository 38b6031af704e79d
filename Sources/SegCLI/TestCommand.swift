// `seg test`: the golden runner on the command line.

import Seg

struct TestCommand {
  /// Files and folders.
  private let paths: [String]
  /// Whether the expectations become the output.
  private let update: Bool
  private let threads: Int

  /// - Throws: ``UsageError``.
  init(_ arguments: CommandArguments) throws {
    paths = arguments.operands
    update = arguments.has(.update)
    threads = try ThreadOption.count(arguments)
  }

  func run() -> Int32 {
    let threads = threads
    var runner = GoldenRunner { Session(capabilities: .all(threads: threads), reports: .ofCommandLine) }
    runner.updates = update
    var failure: (any Error)?
    func report(_ line: String) {
      do { try FileWriter.standardOutput.write(line + "\n") } catch { failure = failure ?? error }
    }
    let tally = runner.run(paths, report: report)
    if tally.passed + tally.failed == 0 { Terminal.say("no scripts found") }
    report("\(tally.passed) passed, \(tally.failed) failed")
    if let failure { ScriptRunner.report(failure) }
    return tally.failed > 0 || tally.passed == 0 || failure != nil ? 1 : 0
  }
}
