// The options that `seg run` and `seg -c` share.

import ArgumentParser
import SegPlatform
import Seg
import SegColumns

struct RunOptions: ParsableArguments {
  @Option(name: .customLong("set"), help: ArgumentHelp("A parameter's value.", valueName: "NAME=VALUE"))
  var parameters: [Setting] = []

  @Option(name: .customLong("as-of"), help: ArgumentHelp("The day that is `today`; overrides `as of` in scripts.", valueName: "DATE"))
  var day: Day?

  @Option(help: ArgumentHelp("The format of answers.", valueName: "FORMAT"))
  var format: FormatName?

  @Option(help: ArgumentHelp("A file for the answers; it is written completely or not at all.", valueName: "FILE"))
  var output: String?

  @OptionGroup var threading: ThreadOption

  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(
      "Limits of a statement and of its answer: time=10s,memory=2GB,rows=1000000.",
      valueName: "NAME=AMOUNT"),
    transform: LimitSetting.init)
  var limitSettings: [LimitSetting] = []

  /// What the statements may spend.
  var limits: Limits { LimitSetting.limits(limitSettings) }

  @Flag(help: "Shows figures of 10,000 and more in 万 and 亿, in tables for people.")
  var myriads = false

  @Flag(help: "Prints no load receipts and no progress.")
  var quiet = false

  /// Whether none of these options was given.
  var isEmpty: Bool {
    parameters.isEmpty && day == nil && format == nil && output == nil && threading.threads == nil && limitSettings.isEmpty
      && !quiet && !myriads
  }
}

struct ThreadOption: ParsableArguments {
  @Option(help: ArgumentHelp("The number of threads.", valueName: "N"))
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
