// The options that `seg run` and `seg -c` share.

import SegPlatform
import Seg
import SegColumns
import SegDiagnostics

struct RunOptions {
  /// The values of `--set`.
  let parameters: [Setting]
  /// The day of `--as-of`, such as `2024-12-31`.
  let day: String?
  let format: ReportFormat?
  /// The file of `--output`.
  let output: String?
  let threads: Int
  /// What the statements may spend.
  let limits: Limits
  /// Whether tables for people show 万 and 亿.
  let myriads: Bool
  /// Whether receipts and progress are left out.
  let quiet: Bool

  /// - Throws: ``UsageError``.
  init(_ arguments: CommandArguments) throws {
    parameters = try arguments.values(of: .set, Setting.init)
    day = try arguments.value(of: .asOf) { text in
      if CalendarDate(text) == nil { throw UsageError("`\(text)` is no day; a day is written 2024-12-31") }
      return text
    }
    format = try arguments.value(of: .format) { try OneOf.read($0, ReportFormat.named, .format) }
    output = arguments.texts(of: .output).last
    threads = try ThreadOption.count(arguments)
    limits = LimitSetting.limits(try arguments.values(of: .limit, LimitSetting.init))
    myriads = arguments.has(.myriads)
    quiet = arguments.has(.quiet)
  }
}

enum ThreadOption {
  /// The number of threads; by default the number of processors.
  ///
  /// - Throws: ``UsageError``.
  static func count(_ arguments: CommandArguments) throws -> Int {
    try arguments.value(of: .threads) { text in
      guard let threads = Int(text), (1...1024).contains(threads) else { throw UsageError("`\(text)` is no number from 1 to 1024") }
      return threads
    } ?? processors
  }

  static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}

/// `NAME=VALUE`.
struct Setting {
  let name: String
  let value: String

  /// - Throws: ``UsageError``.
  init(_ text: String) throws {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw UsageError("`\(text)` is no parameter with its value; write `--set NAME=VALUE`")
    }
    name = String(text[..<equals])
    value = String(text[text.index(after: equals)...])
  }
}

/// The value of an option that takes one of several words.
enum OneOf {
  /// - Throws: ``UsageError`` with the words.
  static func read<Value>(_ text: String, _ named: (String) -> Value?, _ option: CommandOption) throws -> Value {
    if let value = named(text) { return value }
    guard case .oneOf(_, let words) = option.value else { throw UsageError("`\(text)` is not among its values") }
    let near = Speller.nearest(to: text, among: words)
    throw UsageError("`\(text)` is not one of \(words.joined(separator: ", "))", fix: near.map { "did you mean `\($0)`?" })
  }
}
