// Numbers, and the dates that begin like numbers. `2024-12` without spaces is
// a month; `2024 - 12` is arithmetic.

import SegDiagnostics

extension Lexer {
  /// The ASCII byte at an offset, also of a full-width character; 0 if there is none.
  private func ascii(_ offset: Int) -> UInt8 {
    let value = look(offset).value
    return value < 0x80 ? UInt8(truncatingIfNeeded: value) : 0
  }

  private func isDigit(_ offset: Int) -> Bool { (0x30...0x39).contains(ascii(offset)) }

  /// The digits from `start`, as ASCII, and where they end.
  private func digits(_ start: Int, underscores: Bool = false, atMost limit: Int = .max) -> (text: String, end: Int) {
    var text = ""
    var end = start
    while text.utf8.count < limit {
      let (value, width) = look(end)
      if (0x30...0x39).contains(value), let scalar = Unicode.Scalar(value) {
        text.unicodeScalars.append(scalar)
      } else if !(underscores && value == 0x5F && isDigit(end + width)) {
        break
      }
      end += width
    }
    return (text, end)
  }

  mutating func lexNumber() {
    let start = offset
    let whole = digits(start, underscores: true)
    if whole.text.utf8.count == 4, lexDate(start, year: whole.text, after: whole.end) { return }
    if lexForeignDate(start, first: whole.text, after: whole.end) { return }

    if lexThousands(start, first: whole.text, after: whole.end) { return }
    var text = whole.text
    var isWhole = true
    offset = whole.end
    if ascii(offset) == 0x2E, isDigit(offset + look(offset).width) {
      let fraction = digits(offset + look(offset).width, underscores: true)
      text += "." + fraction.text
      offset = fraction.end
      isWhole = false
    }
    if lexRunOn(start, number: text) { return }
    if ascii(offset) == 0x25 {
      offset += look(offset).width
      finish(Double(text + "e-2").map(Token.Kind.percent), start, "percentage")
    } else if isWhole {
      finish(Int64(text).map(Token.Kind.integer), start, "whole number")
    } else {
      finish(Double(text).map(Token.Kind.number), start, "number")
    }
  }

  private mutating func finish(_ kind: Token.Kind?, _ start: Int, _ what: Message) {
    switch kind {
    case .number(let value)? where !value.isFinite, .percent(let value)? where !value.isFinite: break
    case let kind?: return add(kind, from: start)
    case nil: break
    }
    report(.numberTooLarge(what, at: span(start, offset)))
    add(.bad, from: start)
  }

  /// Letters that touch a number: `90days`, `5k`, `1e6`, `2024年`.
  private mutating func lexRunOn(_ start: Int, number: String) -> Bool {
    let end = endOfName(offset)
    if end == offset { return false }
    let letters = nameText(offset..<end)
    let numberEnd = offset
    if GluedWord.isLength(number, letters, after: tokens) { return false }
    offset = end
    if letters.hasPrefix("年"), lexChineseDate(start, number, numberEnd) { return true }
    if let text = DecimalText.chinese(number, letters) {
      finish(text.contains(".") ? Double(text).map(Token.Kind.number) : Int64(text).map(Token.Kind.integer), start, "number")
      return true
    }
    if lexExponent(start, number, letters) { return true }
    report(.badNumber(number, letters: letters, at: span(start, offset), gap: span(numberEnd, numberEnd)))
    add(.bad, from: start)
    return true
  }

  /// `2024年`, `2024年3月`, `2024年12月31日`, after the year's digits. False if it is none.
  private mutating func lexChineseDate(_ start: Int, _ number: String, _ yearEnd: Int) -> Bool {
    guard number.utf8.count == 4, let year = Int(number), year > 0 else { return false }
    var at = yearEnd + look(yearEnd).width
    let month = digits(at, atMost: 2)
    guard !month.text.isEmpty else {
      guard !Self.continuesName(look(at).value) else { return false }
      offset = at
      add(.integer(Int64(year)), from: start)
      return true
    }
    guard look(month.end).value == 0x6708 else { return false }  // 月
    at = month.end + look(month.end).width
    let day = digits(at, atMost: 2)
    if day.text.isEmpty {
      offset = at
      if let first = CivilDate.days(year: year, month: Int(month.text) ?? 0, day: 1) {
        add(.period(first, .months(1)), from: start)
      } else {
        reportBadDate(start, year, Int(month.text) ?? 0, 1)
      }
      return true
    }
    // 日, 号
    guard [0x65E5, 0x53F7].contains(look(day.end).value) else { return false }
    offset = day.end + look(day.end).width
    if let date = CivilDate.days(year: year, month: Int(month.text) ?? 0, day: Int(day.text) ?? 0) {
      add(.date(date), from: start)
    } else {
      reportBadDate(start, year, Int(month.text) ?? 0, Int(day.text) ?? 0)
    }
    return true
  }

  /// `1e5`, `1.5E-3`: numbers have no exponent in Seg.
  private mutating func lexExponent(_ start: Int, _ number: String, _ letters: String) -> Bool {
    guard letters.first == "e" || letters.first == "E" else { return false }
    var power = String(letters.dropFirst())
    let sign = ascii(offset)
    if power.isEmpty, sign == 0x2B || sign == 0x2D, isDigit(offset + look(offset).width) {
      let exponent = digits(offset + look(offset).width)
      power = (sign == 0x2D ? "-" : "") + exponent.text
      offset = exponent.end
    }
    guard !power.isEmpty, power.drop(while: { $0 == "-" }).allSatisfy({ ("0"..."9").contains($0) }) else { return false }
    report(.exponent(Int(power).flatMap { DecimalText.shifted(number, by: $0) }, at: span(start, offset)))
    add(.bad, from: start)
    return true
  }

  /// `.5`
  mutating func lexBareFraction() {
    let start = offset
    let fraction = digits(start + look(start).width, underscores: true)
    offset = fraction.end
    report(.bareFraction(fraction.text, at: span(start, offset)))
    add(.bad, from: start)
  }

  /// `2024-12-31`, `2024-12`, `2024-Q4`, `2024-12-31T18:00:00` after the year.
  /// False if it is a plain number.
  private mutating func lexDate(_ start: Int, year yearText: String, after end: Int) -> Bool {
    let year = Int(yearText) ?? 0
    if ascii(end) | 0x20 == 0x71 { return lexQuarter(start, year, at: end, dashed: false) }
    if ascii(end) | 0x20 == 0x77 { return lexWeek(start, year, at: end, dashed: false) }
    guard ascii(end) == 0x2D else { return false }
    let next = end + look(end).width
    if ascii(next) | 0x20 == 0x71, isDigit(next + 1) { return lexQuarter(start, year, at: next, dashed: true) }
    if ascii(next) | 0x20 == 0x77, isDigit(next + 1) { return lexWeek(start, year, at: next, dashed: true) }
    let month = digits(next)
    guard (1...2).contains(month.text.utf8.count) else { return false }
    let day = ascii(month.end) == 0x2D ? digits(month.end + look(month.end).width) : (text: "", end: month.end)
    if day.text.isEmpty {
      offset = month.end
      if lexRunOn(start, number: source.text(start..<month.end)) { return true }
      guard month.text.utf8.count == 2, let number = Int(month.text),
        let first = CivilDate.days(year: year, month: number, day: 1)
      else {
        report(.badMonth(year: yearText, month: month.text, at: span(start, offset)))
        add(.bad, from: start)
        return true
      }
      add(.period(first, .months(1)), from: start)
      return true
    }
    offset = day.end
    let date = CivilDate.days(year: year, month: Int(month.text) ?? 0, day: Int(day.text) ?? 0)
    guard let date, month.text.utf8.count == 2, day.text.utf8.count == 2 else {
      reportBadDate(start, year, Int(month.text) ?? 0, Int(day.text) ?? 0)
      return true
    }
    lexTime(start, date)
    return true
  }

  private mutating func reportBadDate(_ start: Int, _ year: Int, _ month: Int, _ day: Int) {
    report(.badDate(year: year, month: month, day: day, at: span(start, offset)))
    add(.bad, from: start)
  }

  private mutating func lexQuarter(_ start: Int, _ year: Int, at letter: Int, dashed: Bool) -> Bool {
    let number = digits(letter + 1)
    guard !number.text.isEmpty else { return false }
    offset = endOfName(number.end)
    guard dashed, offset == number.end, let quarter = Int(number.text), (1...4).contains(quarter),
      let first = CivilDate.days(year: year, month: quarter * 3 - 2, day: 1)
    else {
      report(.badQuarter(year: year, quarter: number.text, at: span(start, offset)))
      add(.bad, from: start)
      return true
    }
    add(.period(first, .months(3)), from: start)
    return true
  }

  /// `2024-W07`: a week of ISO 8601.
  private mutating func lexWeek(_ start: Int, _ year: Int, at letter: Int, dashed: Bool) -> Bool {
    let number = digits(letter + 1)
    guard !number.text.isEmpty else { return false }
    offset = endOfName(number.end)
    guard dashed, offset == number.end, number.text.utf8.count == 2, let week = Int(number.text),
      let first = CivilDate.days(year: year, week: week)
    else {
      report(.badWeek(year: year, week: number.text, at: span(start, offset)))
      add(.bad, from: start)
      return true
    }
    add(.period(first, .week), from: start)
    return true
  }

  /// The time of day after a date, if there is one.
  private mutating func lexTime(_ start: Int, _ date: Int32) {
    let separator = ascii(offset)
    let touches = separator | 0x20 == 0x74  // T or t
    let next = offset + look(offset).width
    let hour = digits(next)
    // `2024-12-31 18:00` has a space in place of `T`.
    let isTime = hour.text.utf8.count == 2 && ascii(hour.end) == 0x3A && isDigit(hour.end + look(hour.end).width)
    guard touches || separator == 0x20 && isTime else {
      if !lexRunOn(start, number: source.text(start..<offset)) { add(.date(date), from: start) }
      return
    }
    let dateEnd = offset
    var parts: [Int] = isTime ? [Int(hour.text) ?? 99] : []
    offset = isTime ? hour.end : next
    var isWellFormed = isTime
    while isTime, ascii(offset) == 0x3A, parts.count < 3 {
      let part = digits(offset + look(offset).width)
      if part.text.utf8.count != 2 { isWellFormed = false }
      parts.append(Int(part.text) ?? 99)
      offset = part.end
    }
    var fraction: Int64 = 0
    if parts.count == 3, ascii(offset) == 0x2E, isDigit(offset + look(offset).width) {
      let part = digits(offset + look(offset).width)
      fraction = Int64((part.text + "000000").prefix(6)) ?? 0
      offset = part.end
    }
    let timeEnd = offset
    offset = endOfName(offset)  // a zone such as `Z`
    guard touches, isWellFormed, timeEnd == offset, parts.count >= 2, parts[0] < 24, parts[1] < 60,
      parts.count == 2 || parts[2] < 60
    else {
      let time = source.text(next..<max(next, timeEnd))
      report(
        .badTime(
          date: source.text(start..<dateEnd), time: time,
          isTime: isTime && isWellFormed && parts.allSatisfy { $0 < 60 } && parts[0] < 24, at: span(start, offset)))
      return add(.bad, from: start)
    }
    let seconds = Int64(parts[0] * 3600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0))
    add(.timestamp(Int64(date) * 86_400_000_000 + seconds * 1_000_000 + fraction), from: start)
  }

  /// `1,000`: a group of digits that begins with 0 is no number of its own.
  private mutating func lexThousands(_ start: Int, first: String, after end: Int) -> Bool {
    guard (1...3).contains(first.utf8.count), first.first != "0", ascii(end) == 0x2C else { return false }
    var joined = first
    var last = end
    var hasLeadingZero = false
    while ascii(last) == 0x2C {
      let group = digits(last + look(last).width, atMost: 4)
      guard group.text.utf8.count == 3 else { break }
      hasLeadingZero = hasLeadingZero || group.text.first == "0"
      joined += "_" + group.text
      last = group.end
    }
    guard hasLeadingZero, !Self.continuesName(look(last).value) else { return false }
    offset = last
    report(.thousands(joined, at: span(start, last)))
    add(.bad, from: start)
    return true
  }

  /// `31.12.2024`, `31/12/2024`, `2024/12/31`: other notations of dates, which would
  /// otherwise be read as arithmetic or as a bad number.
  private mutating func lexForeignDate(_ start: Int, first: String, after end: Int) -> Bool {
    let separator = ascii(end)
    guard separator == 0x2F || separator == 0x2E, first.utf8.count <= 4 else { return false }
    let second = digits(end + look(end).width, atMost: 3)
    guard (1...2).contains(second.text.utf8.count), ascii(second.end) == separator else { return false }
    let third = digits(second.end + look(second.end).width, atMost: 5)
    let isYearFirst = first.utf8.count == 4 && (1...2).contains(third.text.utf8.count)
    let isYearLast = first.utf8.count <= 2 && third.text.utf8.count == 4
    guard isYearFirst || isYearLast else { return false }
    offset = third.end
    let year = Int(isYearFirst ? first : third.text) ?? 0
    let day = Int(isYearFirst ? third.text : first) ?? 0
    let month = Int(second.text) ?? 0
    // In `10/01/2024` either may be the month.
    let isAmbiguous = isYearLast && separator == 0x2F && day != month
    report(.badDate(year: year, month: month, day: day, isAmbiguous: isAmbiguous, at: span(start, offset)))
    add(.bad, from: start)
    return true
  }
}
