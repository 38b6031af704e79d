// Units of time and of counting as they are written elsewhere: 90天, 2 hrs, 5个.

/// Words after numbers that are no words of the language.
enum ForeignUnits {
  private static let units: [String: TimeUnit] = [
    "hrs": .hour, "hr": .hour, "小时": .hour, "个小时": .hour, "mins": .minute, "min": .minute, "分钟": .minute,
    "天": .day, "日": .day, "周": .week, "星期": .week, "个星期": .week, "月": .month, "个月": .month, "季度": .quarter, "个季度": .quarter, "年": .year,
  ]

  /// Words that only say what is counted: 5个, 1万元.
  private static let counters: Set<Character> = ["元", "个", "人", "次", "件", "笔", "单", "位", "名"]

  /// The unit that a word means; nil if it means none.
  static func unit(_ word: String) -> TimeUnit? { units[word.lowercased()] }

  /// What stands before a word for what is counted: nothing, or a power of ten.
  static func beforeCounter(_ letters: String) -> Substring? {
    guard let last = letters.last, counters.contains(last) else { return nil }
    let rest = letters.dropLast()
    return rest.isEmpty || DecimalText.chinese("1", String(rest)) != nil ? rest : nil
  }
}
