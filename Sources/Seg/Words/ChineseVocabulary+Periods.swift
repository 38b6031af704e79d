// Periods and quantities in questions in Chinese: 最近90天, 双十一, 注册后7天内, 1000元.

import SegColumns
import SegPlan

extension ChineseVocabulary {
  /// The number at the beginning: digits, or signs that a unit follows.
  static func digits(_ text: ArraySlice<Character>) -> (value: Int, length: Int)? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    if let value = Int(String(digits)) { return (value, digits.count) }
    let signs: [Character: Int] = ["一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10]
    guard let first = text.first, let value = signs[first] else { return nil }
    return (value, 1)
  }

  /// 前10名, 前20%.
  func cut(_ rest: ArraySlice<Character>) -> (ChineseWord, Int)? {
    var head = 0
    for word in ["排名前", "前"] where head == 0 && rest.starts(with: word) { head = word.count }
    guard head > 0, let (count, length) = Self.digits(rest.dropFirst(head)) else { return nil }
    let next = rest.dropFirst(head + length).first
    if next == "%" { return (.cut("\(count)%"), head + length + 1) }
    return (.cut("\(count)"), head + length + (next.map { "名个位".contains($0) } == true ? 1 : 0))
  }

  static let lengths = [
    ("个季度", "quarter"), ("个月", "month"), ("个星期", "week"), ("季度", "quarter"), ("天", "day"), ("日", "day"), ("周", "week"), ("月", "month"),
    ("年", "year"),
  ]

  /// 90天, 半年.
  static func length(_ text: ArraySlice<Character>) -> (count: Int, unit: String, length: Int)? {
    if text.starts(with: "半年") { return (6, "month", 2) }
    guard let (count, width) = digits(text), count < 10_000, let unit = lengths.first(where: { text.dropFirst(width).starts(with: $0.0) })
    else { return nil }
    return (count, unit.1, width + unit.0.count)
  }

  /// 最近90天, 近3个月, 2024年, 2024年3月, 2024年第四季度, 3月.
  func window(_ rest: ArraySlice<Character>) -> (ChineseWord, Int)? {
    if let found = sinceSignup(rest) ?? festival(rest) ?? decade(rest) { return found }
    for word in ["最近", "近", "过去"] where rest.starts(with: word) {
      guard let (count, unit, width) = Self.length(rest.dropFirst(word.count)) else { continue }
      return (.window("in last \(count) \(unit)s"), word.count + width)
    }
    if rest.starts(with: "未来"), let (count, unit, width) = Self.length(rest.dropFirst(2)) { return (.future(count, unit), 2 + width) }
    guard let (number, length) = Self.digits(rest), rest.first?.isASCII == true else { return nil }
    func written(_ year: Int, _ month: Int) -> String { "in \(year)-\(month < 10 ? "0" : "")\(month)" }
    // A month alone is the last one until today.
    if (1...12).contains(number), let today = vocabulary.today?.civil, let after = rest.dropFirst(length).first, after == "月" {
      return (.window(written(number > today.month ? today.year - 1 : today.year, number)), length + 1)
    }
    guard length == 4, rest.dropFirst(4).first == "年" else { return nil }
    let after = rest.dropFirst(5)
    if let (month, width) = Self.digits(after), (1...12).contains(month), after.dropFirst(width).first == "月" {
      return (.window(written(number, month)), 5 + width + 1)
    }
    let prefix = after.first == "第" ? 1 : 0
    if let (quarter, width) = Self.digits(after.dropFirst(prefix)), (1...4).contains(quarter),
      after.dropFirst(prefix + width).starts(with: "季度")
    {
      return (.window("in \(number)-Q\(quarter)"), 5 + prefix + width + 2)
    }
    return (.window("in \(number)"), 5)
  }

  /// 注册后7天内.
  func sinceSignup(_ rest: ArraySlice<Character>) -> (ChineseWord, Int)? {
    for word in ["注册后", "注册之后", "注册", "入会后"] where rest.starts(with: word) {
      guard let (count, unit, width) = Self.length(rest.dropFirst(word.count)) else { continue }
      let end = word.count + width
      for inside in ["以内", "之内", "内"] where rest.dropFirst(end).starts(with: inside) {
        return (.sinceSignup(count, unit), end + inside.count)
      }
    }
    return nil
  }

  /// 80后, 90后: who were born in these years.
  private func decade(_ rest: ArraySlice<Character>) -> (ChineseWord, Int)? {
    guard let birthday = vocabulary.birthday, rest.dropFirst(2).first == "后", rest.prefix(2).allSatisfy({ $0.isASCII && $0.isNumber }),
      let number = Int(String(rest.prefix(2))), number.isMultiple(of: 5)
    else { return nil }
    let first = number < 30 ? 2000 + number : 1900 + number
    let length = number.isMultiple(of: 10) ? 9 : 4
    return (.condition("year(\(spelled(birthday))) between \(first) and \(first + length)"), 3)
  }

  /// 双十一 of the last year that had one; 去年同期.
  func festival(_ rest: ArraySlice<Character>) -> (ChineseWord, Int)? {
    guard let today = vocabulary.today?.civil else { return nil }
    for word in ["去年同期", "上年同期"] where rest.starts(with: word) {
      guard let window = WordVocabulary.samePeriod(today) else { return nil }
      return (.window(window), word.count)
    }
    let days: [(words: [String], month: Int, day: Int)] = [(["双十一", "双11"], 11, 11), (["双十二", "双12"], 12, 12), (["618", "六一八"], 6, 18)]
    for (words, month, day) in days {
      for word in words where rest.starts(with: word) {
        let year = (month, day) > (today.month, today.day) ? today.year - 1 : today.year
        var length = word.count
        for more in ["当天", "当日", "那天"] where rest.dropFirst(length).starts(with: more) { length += more.count }
        return (.window("in \(year)-\(month < 10 ? "0" : "")\(month)-\(day)"), length)
      }
    }
    return nil
  }

  /// 1000元, 3次, 20%, 180天.
  static func quantity(_ rest: ArraySlice<Character>) -> (ChineseWord, Int)? {
    if let (count, unit, width) = length(rest) { return (.length(count, unit), width) }
    guard let (number, length) = digits(rest) else { return nil }
    let next = rest.dropFirst(length).first
    if next == "%" { return (.percent("\(number)%"), length + 1) }
    if next == "万" {
      let (product, isTooLarge) = number.multipliedReportingOverflow(by: 10_000)
      guard !isTooLarge else { return nil }
      return (.amount("\(product)", unit: nil), length + (rest.dropFirst(length + 1).first == "元" ? 2 : 1))
    }
    let unit = next.flatMap { "元块次岁单笔件个位名".contains($0) ? $0 : nil }
    // 一 without a unit may begin a word.
    guard unit != nil || rest.first?.isASCII == true else { return nil }
    return (.amount("\(number)", unit: unit), length + (unit == nil ? 0 : 1))
  }
}
