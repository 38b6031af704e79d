// The words of a question, one after another: numbers, comparisons, periods.

import SegColumns
import SegDiagnostics

/// Reads words from left to right.
struct WordReader {
  let words: [String]
  /// As they were written, with capitals.
  let written: [String]
  /// Never after the end, so that what is left can always be taken.
  var place = 0 {
    didSet { place = min(max(place, 0), words.count) }
  }
  /// The as-of day, until which a month without a year is.
  private let today: CalendarDate?

  /// The most words of a question: longer texts are not questions.
  static let mostWords = 40

  /// - Parameters:
  ///   - kinds: the kinds of events, each of which is one word.
  ///   - customers: the noun for a customer, if it is none of the usual ones.
  init(_ text: String, _ kinds: [WordVocabulary.Events], customers: String?, today: CalendarDate?) {
    self.today = today
    var written: [String] = []
    var current = ""
    func flush() {
      if !current.isEmpty { written.append(current) }
      current = ""
    }
    let characters = Array(text.replacing("->", with: " → "))
    for (index, character) in characters.enumerated() {
      let isInNumber = index > 0 && index + 1 < characters.count && characters[index - 1].isNumber && characters[index + 1].isNumber
      switch character {
      case "’", "'":
        // `'Berlin'` is quoted, `don't` is not.
        if current.last?.isLetter == true, characters.indices.contains(index + 1), characters[index + 1].isLetter || current.last == "s" {
          current.append("'")
        } else {
          flush()
        }
      case "_": flush()
      case "-" where Self.isInWord(characters, index): flush()
      case ",", "，":
        // `10,000`
        if isInNumber { continue }
        flush()
        written.append(",")
      case "!" where characters.indices.contains(index + 1) && characters[index + 1] == "=":
        flush()
        current = "!"
      case "?", "!", ";", ":", "：", "\"", "“", "”", "？", "。": flush()
      case ".": if isInNumber { current.append(character) } else { flush() }
      case ">", "<", "=":
        if let last = current.last, "<>=!".contains(last) {
          current.append(character)
        } else {
          flush()
          current.append(character)
        }
      case "%":
        flush()
        written.append("%")
      default:
        if character.isWhitespace {
          flush()
        } else {
          if let last = current.last, "<>=".contains(last) { flush() }
          current.append(character)
        }
      }
    }
    flush()
    let joined = EventKinds.joined(written.flatMap(Self.spelledOut), kinds)
    self.written = joined.written
    // `players`, where the table of customers is called so.
    words = joined.words.map { word in
      WordVocabulary.stem(word) == customers ? word == customers ? "customer" : "customers" : word
    }
  }

  /// Whether a hyphen joins words: `first-time`, `30-day`.
  private static func isInWord(_ characters: [Character], _ index: Int) -> Bool {
    guard index > 0, index + 1 < characters.count, characters[index + 1].isLetter else { return false }
    return characters[index - 1].isLetter || characters[index - 1].isNumber && characters[index + 1] != "q"
  }

  /// `haven't` as `have not`, `customer's` as `customer`, `$500` as `500`.
  private static func spelledOut(_ word: String) -> [String] {
    let lower = word.lowercased()
    if let days = shortLength(lower) { return days }
    if lower == "can't" || lower == "cannot" { return ["can", "not"] }
    if lower == "won't" { return ["will", "not"] }
    if lower.hasSuffix("n't") { return [String(word.dropLast(3)), "not"] }
    if lower.hasSuffix("'s") { return [String(word.dropLast(2))] }
    if lower.hasSuffix("'") { return [String(word.dropLast())] }
    if let first = word.first, "$€£¥￥".contains(first), word.count > 1 { return [String(word.dropFirst())] }
    if let last = word.last, "$€£¥元".contains(last), word.count > 1, word.first?.isNumber == true { return [String(word.dropLast())] }
    return [word]
  }

  /// `90d` as `90 days`, `-90d` as `90 days back`.
  private static func shortLength(_ word: String) -> [String]? {
    let units: [Character: String] = ["d": "days", "w": "weeks", "m": "months", "q": "quarters", "y": "years"]
    let isBack = word.hasPrefix("-")
    let digits = word.dropFirst(isBack ? 1 : 0).dropLast()
    guard let unit = word.last.flatMap({ units[$0] }), !digits.isEmpty, digits.count < 5, digits.allSatisfy({ $0.isASCII && $0.isNumber })
    else { return nil }
    return [String(digits), unit] + (isBack ? ["back"] : [])
  }

  var isAtEnd: Bool { place >= words.count }

  func word(_ offset: Int = 0) -> String { words.indices.contains(place + offset) ? words[place + offset] : "" }

  /// Takes one of some phrases, the first that fits.
  mutating func take(_ phrases: String...) -> Bool { takeAny(phrases) != nil }

  mutating func takeAny(_ phrases: [String]) -> String? {
    for phrase in phrases {
      let parts = phrase.split(separator: " ").map(String.init)
      if parts.indices.allSatisfy({ word($0) == parts[$0] }) {
        place += parts.count
        return phrase
      }
    }
    return nil
  }

  mutating func skip(_ noise: Set<String>) { while noise.contains(word()) { place += 1 } }

  /// What `body` reads, or nothing at all.
  mutating func trying<Result>(_ body: (inout WordReader) -> Result?) -> Result? {
    let start = place
    if let result = body(&self) { return result }
    place = start
    return nil
  }

  // MARK: - Numbers

  private static let numbers = [
    "a": 1, "an": 1, "one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "thrice": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100,
  ]

  /// `500`, `five`, `2k`.
  mutating func number() -> String? {
    let word = word()
    if let known = Self.numbers[word] {
      place += 1
      return String(known)
    }
    let thousands = word.hasSuffix("k") && word.count > 1
    let digits = thousands ? String(word.dropLast()) : word
    guard let first = digits.first, first.isNumber, digits.allSatisfy({ $0.isNumber || $0 == "." }), Double(digits) != nil else {
      return nil
    }
    place += 1
    if thousands, let value = Double(digits) { return String(Int(exactly: (value * 1000).rounded()) ?? 0) }
    return digits
  }

  private static let comparisons: [(phrase: String, sign: String)] = [
    ("is greater than or equal to", ">="), ("greater than or equal to", ">="), ("less than or equal to", "<="), ("is greater than", ">"),
    ("greater than", ">"), ("is more than", ">"), ("more than", ">"), ("is higher than", ">"), ("higher than", ">"), ("larger than", ">"),
    ("bigger than", ">"), ("in excess of", ">"), ("is over", ">"), ("is above", ">"), ("over", ">"), ("above", ">"), ("exceeding", ">"),
    ("no more than", "<="), ("no less than", ">="), ("at least", ">="), ("a minimum of", ">="), ("minimum", ">="), ("at most", "<="),
    ("a maximum of", "<="), ("up to", "<="), ("is less than", "<"), ("less than", "<"), ("fewer than", "<"), ("lower than", "<"),
    ("smaller than", "<"), ("longer than", ">"), ("shorter than", "<"), ("is under", "<"), ("is below", "<"), ("under", "<"),
    ("below", "<"), ("exactly", "="), ("only", "="),
    ("just", "="),
    ("equal to", "="), (">=", ">="), ("<=", "<="), (">", ">"), ("<", "<"), ("=", "="),
  ]

  /// `more than 5`, `between 100 and 500`, `5 or more`; a plain number where `isPlain`.
  mutating func comparison(isPlain: Bool = false) -> WordedComparison? {
    trying { reader in
      if reader.take("between", "from"), let low = reader.number(), reader.take("and", "to", "-"), let high = reader.number() {
        if Self.isYear(low), Self.isYear(high) { return nil }
        return WordedComparison(from: low, to: high)
      }
      for (phrase, sign) in Self.comparisons where reader.take(phrase) {
        return reader.number().map { WordedComparison(sign, $0) }
      }
      guard let number = reader.number() else { return nil }
      if reader.take("or more", "or above", "and more", "+") { return WordedComparison(">=", number) }
      if reader.take("or less", "or fewer", "or below") { return WordedComparison("<=", number) }
      return isPlain && !Self.isYear(number) ? WordedComparison("=", number) : nil
    }
  }

  private static func isYear(_ number: String) -> Bool { Int(number).map { (1990...2099).contains($0) } ?? false }

  // MARK: - Periods

  private static let units = ["hour", "day", "week", "month", "quarter", "year"]

  /// A unit of time by its word; nil if it is none.
  static func unit(_ word: String) -> String? { units.first { word == $0 || word == $0 + "s" } }

  mutating func unit() -> String? {
    guard let unit = Self.units.first(where: { word() == $0 || word() == $0 + "s" }) else { return nil }
    place += 1
    return unit
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
  ]

  private func month() -> Int? {
    Self.months.firstIndex { word() == $0 || word().count >= 3 && $0.hasPrefix(word()) && word().count <= 4 }.map { $0 + 1 }
  }

  private mutating func year() -> String? {
    guard word().count == 4, let year = Int(word()), (1900...2100).contains(year) else { return nil }
    place += 1
    return String(year)
  }

  /// What is said of a date: `more than 6 months ago`, `< 90 days back`, `>= 2024-10-01`, `in 2024`.
  mutating func dateTest() -> String? {
    trying { reader in
      // `older than 30 days`
      let isOlder = reader.take("older than", "earlier than")
      if isOlder || reader.take("newer than", "later than", "more recent than") {
        guard let count = reader.number(), let unit = reader.unit(), unit != "hour" else { return nil }
        _ = reader.take("ago")
        return "\(isOlder ? "<" : ">") \(count) \(unit)s ago"
      }
      let isFarther = reader.take("more than", "over", "longer than", "at least")
      if isFarther || reader.take("less than", "under", "within") {
        guard let count = reader.number(), let unit = reader.unit(), unit != "hour", reader.take("ago") else { return nil }
        return "\(isFarther ? "<" : ">") \(count) \(unit)s ago"
      }
      if reader.take("between") {
        guard let first = reader.period(), reader.take("and"), let last = reader.period(), first.count == 10, last.count == 10 else {
          return nil
        }
        return "between \(first) and \(last)"
      }
      guard let sign = reader.takeAny([">=", "<=", ">", "<", "="]) else { return reader.window() }
      if let count = reader.number(), let unit = reader.unit(), unit != "hour" {
        if reader.take("back") { return "\(sign) \(count) \(unit)s ago" }
        // More than 6 months ago is before that day.
        let reversed = [">": "<", "<": ">", ">=": "<=", "<=": ">="]
        return reader.take("ago") ? reversed[sign].map { "\($0) \(count) \(unit)s ago" } : nil
      }
      return reader.period().flatMap { $0.count == 10 ? "\(sign) \($0)" : nil }
    }
  }

  private static let beforeMonth: Set<String> = [
    "in", "of", "for", "since", "before", "during", "from", "to", "and", "until", "through", "between", "vs", "versus", "after", "with",
    "than",
  ]

  /// A period of the calendar, as the language writes it: `2024`, `2024-Q1`, `2024-03`, or a day.
  mutating func period() -> String? {
    trying { reader in
      reader.skip(["the"])
      if let month = reader.month() {
        reader.place += 1
        let number = month < 10 ? "0\(month)" : "\(month)"
        if let year = reader.year() { return "\(year)-\(number)" }
        guard let day = reader.number().flatMap({ Int($0) }) else {
          // `in December`: the last one.
          let before = reader.place > 1 ? reader.words[reader.place - 2] : ""
          guard Self.beforeMonth.contains(before), let today = reader.today?.civil else { return nil }
          return "\(month > today.month ? today.year - 1 : today.year)-\(number)"
        }
        guard (1...31).contains(day) else { return nil }
        _ = reader.take(",")
        return reader.year().map { "\($0)-\(number)-\(day < 10 ? "0" : "")\(day)" }
      }
      for quarter in 1...4 where reader.take("q\(quarter)") { return reader.year().map { "\($0)-Q\(quarter)" } }
      if let year = reader.year() {
        for quarter in 1...4 where reader.take("q\(quarter)") { return "\(year)-Q\(quarter)" }
        return year
      }
      let word = reader.word()
      let parts = word.split(separator: "-")
      guard word.count >= 7, word.count <= 10, parts.count == 2 || parts.count == 3,
        parts.allSatisfy({ Int($0) != nil || $0.hasPrefix("q") }),
        parts[0].count == 4
      else { return nil }
      reader.place += 1
      return word.uppercased()
    }
  }

  /// `in the last 90 days`, `since June 2024`, `this month`, `last year`, as a window of events.
  mutating func window() -> String? {
    trying { reader in
      if reader.take("year to date", "ytd") { return "in this year to date" }
      if reader.take("month to date", "mtd") { return "in this month to date" }
      _ = reader.take("during", "within", "over", "for") || reader.take("in") || reader.take("from") && reader.word() != ""
      reader.skip(["the"])
      if reader.take("yesterday") { return "in yesterday" }
      if reader.take("today") { return "in today" }
      if let word = reader.takeAny(["last", "past", "previous", "recent", "trailing", "prior"]) {
        if let count = reader.number(), let unit = reader.unit() { return "in last \(count) \(unit)s" }
        let isOfCalendar = ["last", "previous", "prior"].contains(word)
        return reader.unit().map { isOfCalendar ? "in previous \($0)" : "in last 1 \($0)" }
      }
      if reader.take("this", "current") {
        guard let unit = reader.unit() else { return nil }
        return "in this \(unit)" + (reader.take("to date", "so far") ? " to date" : "")
      }
      if reader.take("since") { return reader.period().map { "since \(Self.firstDay($0))" } }
      if reader.take("after") { return reader.period().flatMap { Self.dayAfter($0) }.map { "since \($0)" } }
      if reader.take("before") { return reader.period().map { "before \(Self.firstDay($0))" } }
      if reader.take("until", "up to") { return reader.period().flatMap { Self.dayAfter($0) }.map { "before \($0)" } }
      if reader.take("between") {
        guard let first = reader.period(), reader.take("and"), let last = reader.period(), first.count == 10, last.count == 10 else {
          return nil
        }
        return "from \(first) to \(last)"
      }
      if let first = reader.period() {
        if reader.take("to", "until", "till", "through"), let last = reader.period() {
          return first.count == 10 && last.count == 10 ? "from \(first) to \(last)" : nil
        }
        return "in \(first)"
      }
      return nil
    }
  }

  /// The first day after a period.
  private static func dayAfter(_ period: String) -> String? {
    let parts = firstDay(period).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, let first = CalendarDate(year: parts[0], month: parts[1], day: parts[2]) else { return nil }
    let length = period.split(separator: "-").count
    if length == 3 { return String(describing: CalendarDate(days: first.days + 1)) }
    let months = length == 1 ? 12 : period.contains("Q") ? 3 : 1
    let next = parts[0] * 12 + parts[1] - 1 + months
    return CalendarDate(year: next / 12, month: next % 12 + 1, day: 1).map { String(describing: $0) }
  }

  /// The first day of a period.
  static func firstDay(_ period: String) -> String {
    let parts = period.split(separator: "-").map(String.init)
    if parts.count == 1 { return "\(period)-01-01" }
    guard parts.count == 2 else { return period }
    if parts[1].hasPrefix("Q"), let quarter = Int(parts[1].dropFirst()), (1...4).contains(quarter) {
      let month = quarter * 3 - 2
      return "\(parts[0])-\(month < 10 ? "0" : "")\(month)-01"
    }
    return "\(period)-01"
  }
}
