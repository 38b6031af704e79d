// What grew and what shrank, from one period to the next: `which city grew the most`, `customers whose spending declined`.

import SegColumns

/// A figure now, and the same before.
struct WordedChange {
  let now: WordedMeasure
  let before: WordedMeasure

  /// In a period and in the one before it; nil if the period is none that has one before.
  ///
  /// - Parameter window: `in this year`; nil: the last 90 days.
  init?(_ measure: WordedMeasure, _ window: String?, _ vocabulary: WordVocabulary) {
    guard let window, window != "in last 90 days" else {
      self.init(measure, "in last 90 days", "in the 90 days before")
      return
    }
    let words = window.split(separator: " ").map(String.init)
    if words.count == 4, words[1] == "last" {
      self.init(measure, window, "in the \(words[2]) \(words[3]) before")
    } else if let (now, before) = Self.periods(words, vocabulary.today) {
      self.init(measure, now, before)
    } else {
      return nil
    }
  }

  init(_ measure: WordedMeasure, _ now: String, _ before: String) {
    var measures = (now: measure, before: measure)
    measures.now.window = now
    measures.before.window = before
    (self.now, self.before) = measures
  }

  /// `in this year`, `in previous quarter`, `in 2024`, `in 2024-Q3`, `in 2024-11` with the one before it.
  static func periods(_ words: [String], _ today: CalendarDate?) -> (now: String, before: String)? {
    if words.count == 3, words[1] == "this" { return (words.joined(separator: " "), "in previous \(words[2])") }
    if words.count == 3, words[1] == "previous", let now = period(words[2], back: 1, today), let before = period(words[2], back: 2, today) {
      return ("in \(now)", "in \(before)")
    }
    guard words.count == 2, words[0] == "in" else { return nil }
    let parts = words[1].split(separator: "-")
    guard let year = parts.first.flatMap({ Int($0) }), (1900...2100).contains(year) else { return nil }
    if parts.count == 1 { return (words.joined(separator: " "), "in \(year - 1)") }
    guard parts.count == 2 else { return nil }
    if parts[1].hasPrefix("Q"), let quarter = Int(parts[1].dropFirst()), (1...4).contains(quarter) {
      return (words.joined(separator: " "), "in " + (quarter == 1 ? "\(year - 1)-Q4" : "\(year)-Q\(quarter - 1)"))
    }
    guard let month = Int(parts[1]), (1...12).contains(month) else { return nil }
    return (words.joined(separator: " "), "in " + ofMonth(year * 12 + month - 2))
  }

  private static func ofMonth(_ index: Int) -> String {
    let month = index % 12 + 1
    return "\(index / 12)-\(month < 10 ? "0" : "")\(month)"
  }

  /// A period before that of today.
  static func period(_ unit: String, back: Int, _ today: CalendarDate?) -> String? {
    guard let today = today?.civil else { return nil }
    switch unit {
    case "year": return "\(today.year - back)"
    case "month": return ofMonth(today.year * 12 + today.month - 1 - back)
    case "quarter":
      let index = today.year * 4 + (today.month - 1) / 3 - back
      return "\(index / 4)-Q\(index % 4 + 1)"
    default: return nil
    }
  }
}
