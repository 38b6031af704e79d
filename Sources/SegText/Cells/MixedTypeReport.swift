// Columns that are text because of a few values: what to say about them.

import SegColumns

/// Looks at a text column whose values are mostly numbers, dates or yes/no.
///
/// A few hundred rows rule nearly all text columns out; only those left have
/// each distinct text read once and their rows counted.
struct MixedTypeReport {
  private enum Kind { case other, whole, number, decimalComma, date, timestamp, truth, identifier }

  private let column: Column
  private let dictionary: TextDictionary
  private let reader: CellReader
  private static let sampled = 512

  /// - Returns: nil for columns that are not text.
  init?(_ column: Column, reader: CellReader) {
    guard column.type == .text, let dictionary = column.dictionary, column.missingCount < column.count else {
      return nil
    }
    self.column = column
    self.dictionary = dictionary
    self.reader = reader
  }

  /// The note on the column; nil if it is text for good: names, and
  /// identifiers, of which a hundredth or more have leading zeros or too many
  /// digits.
  ///
  /// - Parameter line: the line of a row.
  func note(_ name: String, line: (Int) -> Int?) -> String? {
    if PhoneNames.contains(name) || !isWorthCounting { return nil }
    let kinds = (0..<dictionary.count).map(kind)
    var rows: [Kind: Int] = [:]
    var total = 0
    var counts = [Int](repeating: 0, count: dictionary.count)
    for row in 0..<column.count where column.isPresent(row) { counts[column.code(row)] += 1 }
    for (kind, count) in zip(kinds, counts) {
      rows[kind, default: 0] += count
      total += count
    }
    if (rows[.identifier] ?? 0) * 100 >= max(1, total) && rows[.identifier] != nil { return nil }
    let commas = rows[.decimalComma] ?? 0
    let plain = (rows[.whole] ?? 0) + (rows[.number] ?? 0)
    let dates = (rows[.date] ?? 0) + (rows[.timestamp] ?? 0)
    let isMost: (Int) -> Bool = { $0 * 5 >= total * 4 }
    if isMost(plain + commas) && commas * 10 >= total {
      guard let row = first(where: { kinds[$0] == .decimalComma }) else { return nil }
      return ColumnNote.decimalComma(name, example: text(row), line: line(row))
    }
    let good: Set<Kind>
    let type: ColumnType
    if isMost(plain) {
      good = [.whole, .number]
      type = rows[.number] == nil ? .integer : .number
    } else if isMost(dates) {
      good = [.date, .timestamp]
      type = rows[.timestamp] == nil ? .date : .timestamp
    } else if isMost(rows[.truth] ?? 0) {
      good = [.truth]
      type = .boolean
    } else {
      return nil
    }
    guard let row = first(where: { !good.contains(kinds[$0]) }) else { return ordersNote(name, line: line) }
    let bad = total - good.reduce(0) { $0 + (rows[$1] ?? 0) }
    return ColumnNote.nearlyTyped(name, type, bad: bad, of: total, example: text(row), line: line(row))
  }

  /// The note on dates that no one order reads.
  private func ordersNote(_ name: String, line: (Int) -> Int?) -> String? {
    func example(_ wanted: CandidateTypes, not other: CandidateTypes) -> (String, line: Int?)? {
      let row = first { code in
        let readings = readings(code)
        return !readings.isDisjoint(with: wanted) && readings.isDisjoint(with: other)
      }
      return row.map { (text($0), line($0)) }
    }
    let dayFirst: CandidateTypes = [.dateDMY, .timestampDMY]
    let monthFirst: CandidateTypes = [.dateMDY, .timestampMDY]
    guard let day = example(dayFirst, not: monthFirst), let month = example(monthFirst, not: dayFirst) else { return nil }
    return ColumnNote.mixedOrders(name, dayFirst: day, monthFirst: month)
  }

  /// Whether most of some rows, spread over the column, hold numbers, dates or
  /// yes/no.
  private var isWorthCounting: Bool {
    var seen = 0
    var numbers = 0
    var dates = 0
    var truths = 0
    var identifiers = 0
    for row in stride(from: 0, to: column.count, by: max(1, column.count / Self.sampled)) where column.isPresent(row) {
      seen += 1
      switch kind(column.code(row)) {
      case .whole, .number, .decimalComma: numbers += 1
      case .date, .timestamp: dates += 1
      case .truth: truths += 1
      case .identifier: identifiers += 1
      case .other: break
      }
    }
    return identifiers * 100 <= seen && max(numbers, dates, truths) * 10 >= seen * 7
  }

  private func first(where isIt: (Int) -> Bool) -> Int? {
    (0..<column.count).first { column.isPresent($0) && isIt(column.code($0)) }
  }

  private func text(_ row: Int) -> String { dictionary[column.code(row)] }

  private func readings(_ code: Int) -> CandidateTypes {
    let bytes = dictionary.utf8(code)
    return bytes.baseAddress.map { reader.read($0, bytes.count).readings } ?? []
  }

  private func kind(_ code: Int) -> Kind {
    let readings = readings(code)
    if readings.contains(.boolean) { return .truth }
    if readings.contains(.integer) { return .whole }
    if readings.contains(.number) { return .number }
    if !readings.isDisjoint(with: [.dateYMD, .dateDMY, .dateMDY]) { return .date }
    if !readings.isDisjoint(with: .anyTimestamp) { return .timestamp }
    let bytes = dictionary.utf8(code)
    if Self.isIdentifier(bytes) { return .identifier }
    return Self.hasDecimalComma(bytes) ? .decimalComma : .other
  }

  /// Digits alone that read as no number: a leading zero, or too many; or a
  /// plus before many.
  private static func isIdentifier(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let digits = text.first == 0x2B ? text.dropFirst() : text[...]
    return digits.count > 1 && digits.allSatisfy { $0 &- 0x30 < 10 }
  }

  /// `1,5`, `1.234,50`: digits, groups of three after points, one comma, digits.
  private static func hasDecimalComma(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var rest = text[...]
    while rest.last == 0x20 { rest.removeLast() }
    while rest.first == 0x20 || rest.first == 0x2D { rest.removeFirst() }
    let halves = rest.split(separator: 0x2C, omittingEmptySubsequences: false)
    guard halves.count == 2, halves[1].count > 0, halves[1].allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
    let groups = halves[0].split(separator: 0x2E, omittingEmptySubsequences: false)
    guard let head = groups.first, !head.isEmpty, groups.count == 1 || head.count <= 3 else { return false }
    return groups.dropFirst().allSatisfy { $0.count == 3 } && groups.joined().allSatisfy { $0 &- 0x30 < 10 }
  }
}
