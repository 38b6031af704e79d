// The options that `seg run` and `seg -c` share.

import ArgumentParser
import Glibc
import Seg
import SegColumns

struct RunOptions: ParsableArguments {
  @Option(name: .customLong("set"), help: ArgumentHelp("A parameter's value.", valueName: "NAME=VALUE"))
  var parameters: [Setting] = []

  @Option(name: .customLong("as-of"), help: ArgumentHelp("What `today` is, whatever `as of` says in a script.", valueName: "DATE"))
  var day: Day?

  @Option(help: ArgumentHelp("How answers are written.", valueName: "FORMAT"))
  var format: FormatName?

  @Option(help: ArgumentHelp("A file for the answers, whole or absent.", valueName: "FILE"))
  var output: String?

  @OptionGroup var threading: ThreadOption

  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(
      "What a statement may spend, and how many rows an answer may have: time=10s,memory=2GB,rows=1000000.",
      valueName: "NAME=AMOUNT"),
    transform: LimitSetting.init)
  var limitSettings: [LimitSetting] = []

  /// What the statements may spend.
  var limits: Limits { LimitSetting.limits(limitSettings) }

  @Flag(help: "No receipts of loads, no progress.")
  var quiet = false

  /// Whether none of these options was given.
  var isEmpty: Bool {
    parameters.isEmpty && day == nil && format == nil && output == nil && threading.threads == nil && limitSettings.isEmpty
      && !quiet
  }
}

struct ThreadOption: ParsableArguments {
  @Option(help: ArgumentHelp("How many threads to use.", valueName: "N"))
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads takes 1 to 1024") }
  }

  /// The number of threads; by default the number of processors.
  var count: Int { threads ?? Self.processors }

  static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}

/// `NAME=VALUE`.
struct Setting: ExpressibleByArgument {
  let name: String
  let value: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
    name = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
  }
}

/// `2024-12-31`.
struct Day: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    guard CalendarDate(argument) != nil else { return nil }
    text = argument
  }
}

struct FormatName: ExpressibleByArgument {
  let format: ReportFormat

  init?(argument: String) {
    guard let format = ReportFormat.named(argument) else { return nil }
    self.format = format
  }

  static var allValueStrings: [String] { ReportFormat.all.map(\.name) }
}
