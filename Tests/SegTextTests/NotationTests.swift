// Random values, written in every notation and read back.

import SegColumns
import Testing

@testable import SegText

struct NotationTests {
  private let reader = CellReader(dateOrder: nil)

  private func read(_ text: String) -> ParsedCell {
    Array(text.utf8).withUnsafeBufferPointer { buffer in buffer.baseAddress.map { reader.read($0, buffer.count) } ?? ParsedCell() }
  }

  private func declared(_ text: String, _ type: ColumnType, _ format: String? = nil) -> ParsedCell {
    Array(text.utf8).withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { reader.readDeclared($0, buffer.count, as: type, format: format.flatMap { DateFormat($0) }) } ?? ParsedCell()
    }
  }

  /// Digits in groups of three from the right.
  private func grouped(_ number: Int, by separator: String) -> String {
    var digits = String(number)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits = String(digits.dropLast(3))
    }
    return ([digits] + groups).joined(separator: separator)
  }

  /// An amount in units of a hundredth, as people write it.
  private func written(_ cents: Int, _ mark: DecimalMark, _ generator: inout SeededGenerator) -> String {
    let separators = (mark == .point ? [","] : ["."]) + ["", " ", "\u{A0}", "\u{202F}", "'", "’"]
    let whole = grouped(abs(cents) / 100, by: separators.randomElement(using: &generator) ?? "")
    let rest = abs(cents) % 100
    let digits = whole + (mark == .point ? "." : ",") + (rest < 10 ? "0" : "") + String(rest)
    let signs = ["$", "€", "£ ", "¥", "USD ", "US$", "CHF ", "₹", "R$ "]
    let after = [" €", "€", "元", " USD", " kr", " zł", " Kč", "円", " Fr"]
    let minus = ["-", "−"].randomElement(using: &generator) ?? "-"
    let sign = Int.random(in: 0..<4, using: &generator) == 0 ? signs.randomElement(using: &generator) ?? "" : ""
    let unit = sign.isEmpty && Int.random(in: 0..<4, using: &generator) == 0 ? after.randomElement(using: &generator) ?? "" : ""
    if cents >= 0 {
      // A plus before blanks or many digits begins a phone number.
      let mayHavePlus = cents < 1_000_000_000 && !digits.contains { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" }
      return ((mayHavePlus ? ["", "+", " "] : ["", " "]).randomElement(using: &generator) ?? "") + sign + digits + unit
    }
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return "(\(sign)\(digits)\(unit))"
    case 1: return sign + digits + "-" + unit
    case 2: return sign + minus + digits + unit
    default: return minus + sign + digits + unit
    }
  }

  @Test(arguments: 0..<4000)
  func numbers(_ seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed))
    let size = [1, 1000, 100_000, 10_000_000, 100_000_000_000].randomElement(using: &generator) ?? 1
    let cents = Int.random(in: -size...size, using: &generator)
    let mark: DecimalMark = seed % 2 == 0 ? .point : .comma
    let text = written(cents, mark, &generator)
    let value = read(text).number(CellNotation(decimal: mark), isDeclared: false)
    // The division of exact operands is rounded once.
    #expect(value == Double(cents) / 100, "\(text)")
    #expect(!read(text).evidence.isDisjoint(with: .currencies), "\(text)")
  }

  @Test(arguments: 0..<500)
  func chineseNumbers(_ seed: Int) {
    var generator = SeededGenerator(state: UInt64(seed))
    let (hundredMillions, tenThousands, thousands) = (
      Int.random(in: 0...9, using: &generator), Int.random(in: 1...9999, using: &generator), Int.random(in: 0...9, using: &generator)
    )
    var text = hundredMillions > 0 ? "\(hundredMillions)亿" : ""
    text += "\(tenThousands)万" + (thousands > 0 ? "\(thousands)千" : "")
    let expected = Double(hundredMillions) * 1e8 + Double(tenThousands) * 1e4 + Double(thousands) * 1e3
    #expect(read(text).number(CellNotation(), isDeclared: false) == expected, "\(text)")
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]
  private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  private func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

  /// A day in every notation that reads the same in all orders.
  private func notations(_ date: CalendarDate) -> [String] {
    let (year, month, day) = date.civil
    let full = Self.months[month - 1]
    let short = String(full.prefix(3))
    let weekday = Self.weekdays[date.weekday - 1]
    let yy = two(year % 100)
    var all = [
      "\(year)-\(two(month))-\(two(day))", "\(year)/\(month)/\(day)", "\(year).\(month).\(day)", "\(year)年\(month)月\(day)日",
      "\(two(day))-\(short)-\(year)", "\(day) \(full) \(year)", "\(full) \(day), \(year)", "\(short) \(day), \(year)",
      "\(short). \(two(day)) \(year)", "\(day). \(full) \(year)", "\(weekday), \(day) \(short) \(year)",
      "\(weekday.prefix(3)) \(short) \(day) \(year)", "\(two(day))\(short.uppercased())\(year)", "\(year)-\(short)-\(two(day))",
      "\(two(day))/\(short)/\(year)", "\(full) \(day)\(day == 1 ? "st" : day == 2 ? "nd" : day == 3 ? "rd" : "th"), \(year)",
    ]
    if (1969...2068).contains(year) {
      all += ["\(two(day))-\(short)-\(yy)", "\(two(day))\(short.uppercased())\(yy)", "\(day) \(short) \(yy)"]
    }
    return all
  }

  @Test(arguments: 0..<1000)
  func dates(_ seed: Int) {
    var generator = SeededGenerator(state: UInt64(seed))
    let date = CalendarDate(days: Int32.random(in: -40_000...60_000, using: &generator))
    for text in notations(date) {
      let cell = read(text)
      #expect(cell.evidence.contains([.dateYMD, .clearDate]) && cell.daysYMD == date.days, "\(text)")
    }
    let (year, month, day) = date.civil
    for separator in ["/", "-", "."] {
      let dmy = read("\(day)\(separator)\(month)\(separator)\(year)")
      #expect(dmy.readings.contains(.dateDMY) && dmy.daysDMY == date.days)
      let mdy = read("\(month)\(separator)\(day)\(separator)\(year)")
      #expect(mdy.readings.contains(.dateMDY) && mdy.daysMDY == date.days)
    }
    if (1969...2068).contains(year) {
      let short = read("\(month)/\(day)/\(two(year % 100))")
      #expect(short.readings.contains(.dateMDY) && short.daysMDY == date.days && !short.readings.contains(.dateYMD))
    }
  }

  @Test(arguments: 0..<1000)
  func timestamps(_ seed: Int) {
    var generator = SeededGenerator(state: UInt64(seed))
    let date = CalendarDate(days: Int32.random(in: 0...30_000, using: &generator))
    let second = Int.random(in: 0..<86_400, using: &generator)
    let (hour, minute, rest) = (second / 3600, second / 60 % 60, second % 60)
    let half = hour < 12 ? "AM" : "PM"
    let twelve = hour % 12 == 0 ? 12 : hour % 12
    let clock = "\(two(hour)):\(two(minute)):\(two(rest))"
    let clocks = [
      " " + clock, "T" + clock, ", " + clock, " at " + clock, " \(twelve):\(two(minute)):\(two(rest)) \(half)",
      " \(twelve):\(two(minute)):\(two(rest))\(half.lowercased())", " \(hour < 12 ? "上午" : "下午")\(twelve):\(two(minute)):\(two(rest))",
      " \(hour)时\(minute)分\(rest)秒", " \(two(hour)).\(two(minute)).\(two(rest))",
    ]
    let zones: [(String, Int)] = [
      ("", 0), ("Z", 0), (" UTC", 0), (" GMT", 0), ("+08:00", 8), ("-0500", -5), (" +02", 2), (" PST", -8), (" CEST", 2), (" UTC+3", 3),
    ]
    let text = notations(date).randomElement(using: &generator) ?? ""
    let (zone, offset) = zones.randomElement(using: &generator) ?? ("", 0)
    let whole = text + (clocks.randomElement(using: &generator) ?? "") + zone
    let expected = Int64(date.days) * CalendarDate.microsecondsPerDay + Int64(second - offset * 3600) * 1_000_000
    let cell = read(whole)
    #expect(cell.evidence.contains([.timestampYMD, .clearDate]), "\(whole)")
    #expect(cell.timestamp(.ymd) == expected, "\(whole)")
    #expect(cell.hasOffset == !zone.isEmpty, "\(whole)")
    #expect(cell.readings.isDisjoint(with: [.dateYMD, .dateDMY, .dateMDY]), "\(whole)")
    let epoch = Int64(date.days) * 86_400 + Int64(second)
    #expect(declared(String(epoch), .timestamp, "epoch").timestamp(.ymd) == epoch * 1_000_000)
    #expect(declared(String(epoch * 1000 + 7), .timestamp, "epoch_ms").timestamp(.ymd) == epoch * 1_000_000 + 7000)
    let (year, month, day) = date.civil
    let odd = declared("\(two(minute))!\(day)|\(two(month)) of \(year) \(two(hour))", .timestamp, "%M!%d|%m of %Y %H")
    #expect(odd.timestamp(.ymd) == (epoch - Int64(rest)) * 1_000_000)
  }

  @Test(arguments: [
    "2024-13-01", "2024-02-30", "31-Feb-2024", "5 Foo 2024", "Jan 5", "Jan 2024 5", "24:00", "2024-01-05 25:00", "2024-01-05 10:60",
    "2024-01-05 10:00:61", "2024-01-05 24:00:01", "2024-01-05 13:00 PM", "2024-01-05 10:00 XYZ", "2024-01-05 10:00 CST", "1.2.34", "",
    "May", "May 5", "12 May", "March 2024", "2024-01-05 apples",
  ])
  func noDates(_ text: String) { #expect(read(text).readings.isDisjoint(with: .anyDate), "\(text)") }

  @Test(arguments: [
    "12E", "1..2", "1,2,3", "--5", "5--", "(5", "5)", "-(5)-", "$", "€", "SEK100", "5 5", "1 23", "5%%", "$5%", "USD", "1'23", "1万2", "万",
    "0x1F", "1e", "+86 138 0000", "5 -", "- 5", "a5", "5a", "$5€", "007",
  ])
  func noNumbers(_ text: String) {
    let cell = read(text)
    #expect(
      cell.readings.isDisjoint(with: .anyNumber) || cell.evidence.isDisjoint(with: .currencies), "\(text)")
  }

  @Test func declaredIsLenient() {
    for (text, value) in [("007", 7), ("1001.0", 1001), ("-3.00", -3), ("1,234.0", 1234), ("9007199254740993.0", 9_007_199_254_740_993)] {
      #expect(declared(text, .integer).integer(CellNotation()) == Int64(value), "\(text)")
    }
    #expect(declared("1.5", .integer).integer(CellNotation()) == nil)
    #expect(declared("12E4", .number).number(CellNotation(), isDeclared: true) == 120_000)
    #expect(declared("1", .boolean).boolean && declared("f", .boolean).readings.contains(.boolean))
  }

  /// The hour at a moment of UTC, in seconds since 1970, as other programs say.
  @Test(arguments: [
    ("Europe/Berlin", 1_711_846_799, 1), ("Europe/Berlin", 1_711_846_800, 2), ("Europe/Berlin", 1_730_000_000, 1),
    ("Europe/Berlin", 3_000_000_000, 1), ("Europe/Berlin", 3_015_000_000, 2), ("America/New_York", 1_720_000_000, -4),
    ("America/New_York", 2_890_000_000, -4), ("Asia/Shanghai", 1_720_000_000, 8), ("Australia/Sydney", 2_714_000_000, 11),
    ("Australia/Sydney", 2_730_000_000, 10), ("+05:30", 0, 5), ("UTC", 5, 0),
  ])
  func zones(_ name: String, _ second: Int64, _ hours: Int64) throws {
    let rule = try #require(TimeZoneRule(name))
    #expect((rule.local(second * 1_000_000) - second * 1_000_000) / 3_600_000_000 == hours)
  }

  @Test func noZones() {
    for name in ["", "Europe", "../etc/passwd", "Europe/Nowhere", "CST9", "25"] { #expect(TimeZoneRule(name) == nil) }
  }
}
