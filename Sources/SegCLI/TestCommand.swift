// `seg test`: the golden runner on the command line.

import ArgumentParser
import Seg

struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Runs scripts and compares their output with what they state.")

  @Argument(help: ArgumentHelp("Files (.seg, .md) or folders.", valueName: "PATH"))
  var paths: [String]

  @Flag(help: "Rewrites the expectations to the actual output.")
  var update = false

  @OptionGroup var threading: ThreadOption

  func run() throws {
    let threads = threading.count
    var runner = GoldenRunner { Session(capabilities: .all(threads: threads), reports: .ofCommandLine) }
    runner.updates = update
    var failure: (any Error)?
    func report(_ line: String) {
      do { try FileWriter.standardOutput.write(line + "\n") } catch { failure = failure ?? error }
    }
    let tally = runner.run(paths, report: report)
    if tally.passed + tally.failed == 0 { StandardError.write("no scripts found\n") }
    report("\(tally.passed) passed, \(tally.failed) failed")
    if let failure { ScriptRunner.report(failure) }
    throw ExitCode(tally.failed > 0 || tally.passed == 0 || failure != nil ? 1 : 0)
  }
}
