// `--limit time=10s,memory=2GB,rows=1000000`.

import Seg

/// The value of `--limit`: one or several of time, memory and rows.
struct LimitSetting {
  private(set) var limits = Limits()

  /// - Throws: ``UsageError``.
  init(_ text: String) throws {
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2 else {
        throw UsageError("`\(part)` is no limit; limits are written `time=10s`, `memory=2GB`, `rows=1000000`")
      }
      switch sides[0] {
      case "time": limits.time = try Self.time(sides[1])
      case "memory": limits.memory = try Self.memory(sides[1])
      case "rows": limits.rows = try Self.rows(sides[1])
      case let name: throw UsageError("no limit `\(name)`; there are time, memory and rows")
      }
    }
  }

  /// The limits of several options: the last one of a name holds.
  static func limits(_ settings: [LimitSetting]) -> Limits {
    settings.reduce(into: Limits()) { all, setting in
      if let time = setting.limits.time { all.time = time }
      if let memory = setting.limits.memory { all.memory = memory }
      if let rows = setting.limits.rows { all.rows = rows }
    }
  }

  private static func time(_ text: String) throws -> Duration {
    guard let milliseconds = amount(text, ["ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000]), milliseconds >= 1 else {
      throw UsageError("`\(text)` is no time; a time is written 500ms, 10s, 5min or 1h")
    }
    return .milliseconds(Int64(milliseconds))
  }

  private static func memory(_ text: String) throws -> Int {
    let units: [String: Double] = [
      "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "KiB": 1024, "MiB": 1_048_576, "GiB": 1_073_741_824,
    ]
    guard let bytes = amount(text, units), bytes >= 1 else {
      throw UsageError("`\(text)` is no size of memory; a size is written 500MB, 2GB or 2GiB")
    }
    return Int(bytes)
  }

  private static func rows(_ text: String) throws -> Int {
    let digits = text.filter { $0 != "_" }
    guard let rows = Int(digits), rows >= 1 else {
      throw UsageError("`\(text)` is no number of rows; it is written 1000000 or 1_000_000")
    }
    return rows
  }

  /// A number of at least 0 with a unit right after it, in the smallest unit; up to 10^15.
  private static func amount(_ text: String, _ units: [String: Double]) -> Double? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let number = Double(digits), let unit = units[String(text.dropFirst(digits.count))] else { return nil }
    let amount = number * unit
    return amount <= 1e15 ? amount : nil
  }
}
