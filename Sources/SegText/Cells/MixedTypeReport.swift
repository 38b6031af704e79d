// Columns that are text although many values are numbers, dates or yes/no: what to say about
// them.

import SegColumns
import SegDiagnostics
import SegPlatform

/// Looks at a text column whose values could be something else.
///
/// A few hundred rows rule nearly all text columns out; only those left have
/// each distinct text read once and their rows counted.
struct MixedTypeReport {
  private enum Kind { case other, missing, whole, number, date, timestamp, truth, identifier }

  private let column: Column
  private let name: String
  private let dictionary: TextDictionary
  private let reader: CellReader
  private let place: (Int) -> RowPlace?
  private static let sampled = 512

  /// - Parameter place: where a row was written.
  /// - Returns: nil for columns that are not text.
  init?(_ column: Column, _ name: String, reader: CellReader, place: @escaping (Int) -> RowPlace?) {
    guard column.type == .text, let dictionary = column.dictionary, column.missingCount < column.count else {
      return nil
    }
    self.column = column
    self.name = name
    self.dictionary = dictionary
    self.reader = reader
    self.place = place
  }

  /// The note on the column, its values months, or nearly all of one type; nil if it is text for good: names, and
  /// identifiers, of which a hundredth or more have leading zeros or too many
  /// digits.
  var note: Message? {
    if let pattern = MonthTexts.pattern(of: dictionary) { return ColumnNote.maybeMonths(name, ColumnNote.shown(dictionary[0]), pattern) }
    if PhoneNames.contains(name) || !isWorthCounting { return nil }
    let count = Count(self)
    let total = count.total
    if (count.rows[.identifier] ?? 0) * 100 >= max(1, total) && count.rows[.identifier] != nil { return nil }
    guard let (type, good) = count.usual else { return nil }
    // `yes`, `no` and `no internet service` are three groups.
    if type == .boolean, count.rows[.other] != nil { return nil }
    guard let row = first(where: { !good.contains(count.kinds[$0]) }) else { return agreementNote(type) }
    let bad = total - good.reduce(0) { $0 + (count.rows[$1] ?? 0) }
    return ColumnNote.nearlyTyped(
      name, type, bad: bad, of: total, example: text(row), at: place(row), missing: missingWords(good, count.kinds))
  }

  /// The rows of each kind.
  private struct Count {
    let kinds: [Kind]
    private(set) var rows: [Kind: Int] = [:]
    private(set) var total = 0

    init(_ report: MixedTypeReport) {
      kinds = (0..<report.dictionary.count).map(report.kind)
      var counts = [Int](repeating: 0, count: kinds.count)
      for row in 0..<report.column.count where report.column.isPresent(row) { counts[report.column.code(row)] += 1 }
      for (kind, count) in zip(kinds, counts) {
        rows[kind, default: 0] += count
        total += count
      }
    }

    /// The type that most values have, and its kinds: four of five, or a few if all others are
    /// words for a missing value.
    var usual: (ColumnType, Set<Kind>)? {
      let missing = rows[.missing] ?? 0
      let isMost: (Int) -> Bool = { $0 * 5 >= total * 4 || $0 > 0 && $0 + missing == total }
      if isMost((rows[.whole] ?? 0) + (rows[.number] ?? 0)) {
        return (rows[.number] == nil ? .integer : .number, [.whole, .number])
      }
      if isMost((rows[.date] ?? 0) + (rows[.timestamp] ?? 0)) {
        return (rows[.timestamp] == nil ? .date : .timestamp, [.date, .timestamp])
      }
      return isMost(rows[.truth] ?? 0) ? (.boolean, [.truth]) : nil
    }
  }

  /// The distinct texts of the values that do not fit, if all are words that could mean missing.
  private func missingWords(_ good: Set<Kind>, _ kinds: [Kind]) -> [String] {
    let codes = (0..<dictionary.count).filter { !good.contains(kinds[$0]) }
    let words = codes.prefix(4).map { String(decoding: HeaderText.trimmed(Array(dictionary.utf8($0))), as: UTF8.self) }
    guard words.count < 4 else { return [] }
    let areWords = zip(words, codes).allSatisfy { word, code in
      kinds[code] == .missing
        || codes.count == 1 && word.unicodeScalars.count <= 20 && word.utf8.allSatisfy { $0 &- 0x30 > 9 && $0 >= 0x20 && $0 != 0x7F }
    }
    return areWords ? words : []
  }

  // MARK: Values that do not agree

  /// The note on values that are all of one type, but not in one notation.
  private func agreementNote(_ type: ColumnType) -> Message? {
    let all = (0..<dictionary.count).reduce(CandidateTypes.all) { $0.intersection(readings($1)) }
    switch type {
    case .integer, .number: return numbersNote(all)
    case .date, .timestamp: return ordersNote
    case .boolean: return all.contains(.boolean) ? ColumnNote.lettersAreText(name, text: examples.first) : nil
    case .text: return nil
    }
  }

  private func numbersNote(_ all: CandidateTypes) -> Message? {
    let written = ColumnNote.Values(name, type: all.contains(.integer) ? .integer : .number)
    if all.isDisjoint(with: .currencies),
      let pair = pair({ isFirst, other in
        {
          isFirst
            ? !self.readings($0).contains(.currencies)
            : self.readings($0).intersection(.currencies).isDisjoint(with: self.readings(other))
        }
      })
    {
      return written.disagree("several currencies cannot be added", pair.0, pair.1)
    }
    let percents: CandidateTypes = [.percent, .commaPercent]
    if all.isDisjoint(with: .anyNumber),
      let pair = pair({ isFirst, other in
        { isFirst || self.readings($0).isDisjoint(with: percents) != self.readings(other).isDisjoint(with: percents) }
      })
    {
      return written.disagree("not all values have a percent sign", pair.0, pair.1)
    }
    if all.isDisjoint(with: .anyNumber),
      let pair = pair({ isFirst, other in
        { isFirst ? self.readings($0).shows(.comma) : self.readings($0).shows(.point) }
      })
    {
      return written.disagree("some have a decimal comma, some a point", pair.0, pair.1)
    }
    if all.hasRaggedZeros {
      guard let row = first(where: { code in !self.readings(code).contains(.noTrailingZero) }) else { return nil }
      return written.areCodes(text(row), at: place(row))
    }
    if all.areCodes {
      let row = first { code in !self.readings(code).contains(.noBareExponent) } ?? first { _ in true }
      return row.map { written.areCodes(text($0), at: place($0)) }
    }
    // JSON has numbers of its own.
    return all.isText ? nil : first { _ in true }.map { written.quoted(text($0)) }
  }

  /// The first value, or the first with a fact, and the first after it that disagrees with it.
  private func pair(_ test: (_ isFirst: Bool, _ other: Int) -> (Int) -> Bool) -> ((String, RowPlace?), (String, RowPlace?))? {
    guard let one = first(where: test(true, column.code(first { _ in true } ?? 0))) ?? first(where: { _ in true }),
      let other = first(where: test(false, column.code(one)))
    else { return nil }
    return ((text(one), place(one)), (text(other), place(other)))
  }

  /// The note on dates that no one order reads.
  private var ordersNote: Message? {
    func example(_ wanted: CandidateTypes, not other: CandidateTypes) -> (String, RowPlace?)? {
      let row = first { code in
        let readings = readings(code)
        return !readings.isDisjoint(with: wanted) && readings.isDisjoint(with: other)
      }
      return row.map { (text($0), place($0)) }
    }
    let dayFirst: CandidateTypes = [.dateDMY, .timestampDMY]
    let monthFirst: CandidateTypes = [.dateMDY, .timestampMDY]
    guard let day = example(dayFirst, not: monthFirst), let month = example(monthFirst, not: dayFirst) else { return nil }
    return ColumnNote.mixedOrders(name, dayFirst: day, monthFirst: month)
  }

  // MARK: Values

  /// Whether a good part of some rows, spread over the column, holds numbers, dates or
  /// yes/no.
  private var isWorthCounting: Bool {
    var seen = 0
    var typed = 0
    var identifiers = 0
    var others = 0
    for row in stride(from: 0, to: column.count, by: max(1, column.count / Self.sampled)) where column.isPresent(row) {
      seen += 1
      switch kind(column.code(row)) {
      case .whole, .number, .date, .timestamp, .truth: typed += 1
      case .identifier: identifiers += 1
      case .other: others += 1
      case .missing: break
      }
    }
    return identifiers * 100 <= seen && typed > 0 && (typed * 10 >= seen * 7 || others == 0)
  }

  private var examples: [String] { first { _ in true }.map { [text($0)] } ?? [] }

  private func first(where isIt: (Int) -> Bool) -> Int? {
    (0..<column.count).first { column.isPresent($0) && isIt(column.code($0)) }
  }

  private func text(_ row: Int) -> String { dictionary[column.code(row)] }

  private func readings(_ code: Int) -> CandidateTypes {
    let bytes = dictionary.utf8(code)
    return bytes.baseAddress.map { reader.read($0, bytes.count).evidence } ?? []
  }

  private func kind(_ code: Int) -> Kind {
    let readings = readings(code)
    if readings.contains(.boolean) { return .truth }
    if !readings.isDisjoint(with: [.integer, .commaInteger]) { return .whole }
    if !readings.isDisjoint(with: .anyNumber) { return .number }
    if !readings.isDisjoint(with: [.dateYMD, .dateDMY, .dateMDY]) { return .date }
    if !readings.isDisjoint(with: .anyTimestamp) { return .timestamp }
    let bytes = dictionary.utf8(code)
    if Self.isIdentifier(bytes) { return .identifier }
    return MissingWords.contains(bytes) ? .missing : .other
  }

  /// Digits alone that read as no number: a leading zero, or too many; or a plus before many. Or three digits or more
  /// after or before one or two capitals: `C536379`, `85123A`.
  private static func isIdentifier(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let digits = text.first == 0x2B ? text.dropFirst() : text[...]
    if digits.count > 1 && digits.allSatisfy({ $0 &- 0x30 < 10 }) { return true }
    let letters = text.count { $0 &- 0x41 < 26 }
    guard 1...2 ~= letters, text.count >= letters + 3, text.count <= 20 else { return false }
    let middle = text.first.map { $0 &- 0x41 < 26 } == true ? text.dropFirst(letters) : text.dropLast(letters)
    return middle.allSatisfy { $0 &- 0x30 < 10 }
  }
}

/// Words that usually mean a missing value.
enum MissingWords {
  private static let words: Set = [
    "na", "n/a", "n.a.", "null", "none", "nil", "nan", "-", "--", "---", ".", "?", "unknown", "missing", "undefined", "\\n", "#n/a",
    "#value!", "#div/0!", "#ref!", "(blank)", "blank", "empty", "not available", "n/v", "k.a.", "s/o", "无", "空", "未知", "暂无", "—", "–",
  ]

  /// Whether a text is one of some words. Blanks around it do not count.
  static func contain(_ words: [[UInt8]], _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let inner = CellReader.trimmed(bytes, count)
    return words.contains { $0.count == inner.count && memcmp($0, bytes + inner.lowerBound, inner.count) == 0 }
  }

  static func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count <= 16 && words.contains(String(decoding: HeaderText.trimmed(Array(text)), as: UTF8.self).lowercased())
  }
}
