// The first record: names of columns, or data.

import SegColumns
import SegDiagnostics

/// The columns' names and where the data start.
struct CSVHead {
  private(set) var names: [String] = []
  private(set) var dataStart: Int
  private(set) var hasHeader = true
  private(set) var notes: [Message] = []
  /// The bytes of the header without its line break; empty without a header.
  private(set) var line: [UInt8] = []
  /// The cells of the first record, read as values.
  private let firstCells: [ParsedCell]
  private let firstTexts: [[UInt8]]
  /// Records below, for what their types do not show.
  private let sample: CSVSample?

  /// - Parameters:
  ///   - header: whether the first record names the columns; nil: decided by `below`.
  ///   - usual: the number of fields that most records have, without empty ones at their end.
  ///   - below: the records after an offset, with the number of columns.
  /// - Throws: `RejectReason`, why the first record cannot be split into fields: then
  ///   the number of columns is not known; and what `below` throws.
  init(
    _ layout: CSVLayout, from start: Int, header: Bool?, usual: Int, reader: CellReader,
    below: (Int, Int) throws -> (types: [InferredType], sample: CSVSample)
  ) throws {
    var fields: [CSVLayout.Field] = []
    let (next, isSound) = layout.record(at: start, limit: layout.count, into: &fields)
    if !isSound { throw Self.fault(layout, from: start) }
    var texts = fields.map { HeaderText.trimmed(layout.content($0)) }
    // Delimiters at the end of the header's line.
    while texts.count > max(1, usual), texts.last?.isEmpty == true { texts.removeLast() }
    firstTexts = texts
    firstCells = texts.map { text in
      text.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { reader.read($0, buffer.count) } ?? ParsedCell() }
    }
    dataStart = next
    let found = header == nil ? try below(next, texts.count) : nil
    sample = found?.sample
    hasHeader = header ?? isHeader(over: found?.types ?? [])
    if !hasHeader { dataStart = start }
    if hasHeader {
      var end = next
      while end > start, layout.base[end - 1] == CSVLayout.lineFeed || layout.base[end - 1] == CSVLayout.carriageReturn { end -= 1 }
      let from = min(end, layout.afterMark(start))
      line = Array(UnsafeBufferPointer(start: layout.base + from, count: end - from))
    }
    try setNames()
  }

  /// - Throws: `RejectReason`.
  private mutating func setNames() throws {
    for text in firstTexts {
      if text.contains(0) { throw RejectReason.nulByte }
      let isText = text.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { TextEncoding.firstInvalid($0, buffer.count) == nil } ?? true
      }
      if !isText { throw RejectReason.badBytes("UTF-8") }
    }
    if hasHeader {
      names = ColumnNames(firstTexts.map { String(decoding: $0, as: UTF8.self) }, &notes).all
    } else {
      names = firstTexts.indices.map { "column_\($0 + 1)" }
    }
  }

  /// The mistake in the quotes of a malformed record.
  private static func fault(_ layout: CSVLayout, from start: Int) -> RejectReason {
    var index = start
    while index < layout.count {
      switch layout.quotedField(at: index, limit: layout.count)?.end {
      case .field(let field): index = field.next + 1
      case .unclosed: return .unclosedQuote
      case .textAfter: return .textAfterQuote
      case nil: index = layout.unquotedEnd(index) + 1
      }
    }
    return .unclosedQuote
  }

  /// The sample of the records below the names, if it was of all columns.
  var sampleBelow: CSVSample? { hasHeader && firstTexts.count == names.count ? sample : nil }

  // MARK: Names or data

  /// Whether the first record names the columns.
  ///
  /// If columns below have numbers or dates, the first cell over one of them must be a
  /// name: not a number or date, and nothing that is written like one. `n`, `yes` and `是`
  /// are names there. Dates, months or years over other numbers are names too, and so are
  /// cells of which none fits its column (`1st,2nd`; `5%,10%` over plain numbers). If there are yes/no columns but no numbers or
  /// dates, the cell over one of those must be a word other than yes/no: `Ann,yes` over `Bob,no` is
  /// data. If all columns are text (or there are no rows), no cell may be empty, be
  /// repeated, or read as a number or a date other than such periods.
  func isHeader(over below: [InferredType]) -> Bool {
    var typed: [Int] = []
    var truths: [Int] = []
    for (index, resolution) in below.enumerated() where index < firstTexts.count {
      switch resolution {
      case .nothing, .type(.text, _): continue
      case .type(.boolean, _): truths.append(index)
      case .type(.integer, _), .type(.number, _), .type(.date, _), .type(.timestamp, _), .ambiguousDate:
        typed.append(index)
      }
    }
    let periods = periods(over: below)
    if !typed.isEmpty {
      return typed.contains { isName($0) || periods.contains($0) } || typed.count > 1 && typed.allSatisfy { isMisfit($0, below[$0]) }
    }
    if !truths.isEmpty { return truths.contains { isName($0) && firstCells[$0].readings.isEmpty } }
    return firstTexts.indices.allSatisfy {
      !firstTexts[$0].isEmpty && firstCells[$0].readings.isSubset(of: .boolean) || periods.contains($0)
    } && Set(firstTexts).count == firstTexts.count
  }

  /// Whether a name stands over a column of numbers or dates: then the first record is a
  /// header for certain.
  func isHeaderOverValues(_ below: [InferredType]) -> Bool {
    guard hasHeader, isHeader(over: below) else { return false }
    return below.contains {
      switch $0 {
      case .nothing, .type(.text, _), .type(.boolean, _): false
      case .type(.integer, _), .type(.number, _), .type(.date, _), .type(.timestamp, _), .ambiguousDate: true
      }
    }
  }

  /// Whether the first record names the columns, no matter which records follow:
  /// its fields are distinct words, and none of them reads as a value.
  var isCertain: Bool {
    hasHeader && Set(firstTexts).count == firstTexts.count
      && firstTexts.indices.allSatisfy { isName($0) && firstCells[$0].readings.isEmpty }
  }

  /// Whether a cell is a word. After a digit or a sign it needs several letters: `30d_orders`,
  /// but not `5kg`. Usual words for missing values are values.
  private func isName(_ index: Int) -> Bool {
    let text = firstTexts[index]
    guard let first = text.first, firstCells[index].readings.isSubset(of: .boolean), !HeaderText.isMissingWord(text) else { return false }
    if first &- 0x30 > 9 && first != 0x2B && first != 0x2D { return true }
    return HeaderText.letters(text) >= 3
  }

  /// Whether a cell is something that does not fit its column of numbers or dates.
  private func isMisfit(_ index: Int, _ type: InferredType) -> Bool {
    let text = firstTexts[index]
    guard case .type(let type, let notation) = type, !HeaderText.isMissingWord(text) else { return false }
    // `5%` over numbers without the sign.
    let isPercent = !firstCells[index].readings.isDisjoint(with: [.percent, .commaPercent])
    if HeaderText.letters(text) == 0, !isPercent || notation.isPercent || type != .integer && type != .number { return false }
    switch type {
    case .integer, .number: return !firstCells[index].readings.contains(.number)
    case .date: return !firstCells[index].readings.contains(.date(notation.order))
    case .timestamp: return !firstCells[index].readings.contains(.timestamp(notation.order))
    case .text, .boolean: return false
    }
  }

  /// The cells that are different dates, months, quarters or years over columns that hold
  /// none, as in a table with a column for each month. One alone must stand over numbers and
  /// be more than a year.
  private func periods(over below: [InferredType]) -> Set<Int> {
    let found = firstTexts.indices.filter { index in
      guard HeaderText.isPeriod(firstTexts[index]) || !firstCells[index].readings.isDisjoint(with: .anyDate) else { return false }
      let values = sample?.examples(index) ?? []
      let alike = values.reduce(0) { $0 + (HeaderText.isPeriod($1) ? 1 : 0) }
      switch index < below.count ? below[index] : .nothing {
      case .type(.date, _), .type(.timestamp, _), .ambiguousDate, .nothing: return false
      case .type(.integer, _), .type(.number, _), .type(.text, _), .type(.boolean, _): return alike * 2 < max(1, values.count)
      }
    }
    if found.count > 1 { return Set(found.map { firstTexts[$0] }).count == found.count ? Set(found) : [] }
    return Set(
      found.filter { index in
        guard case .type(let type, _) = below[index], type == .integer || type == .number else { return false }
        return !firstCells[index].readings.contains(.number)
      })
  }
}

/// The text of a cell that may be a name.
enum HeaderText {
  /// The text without blanks around it, also those that cannot be seen.
  static func trimmed(_ text: [UInt8]) -> [UInt8] {
    if let first = text.first, let last = text.last, isPlain(first), isPlain(last) { return text }
    var rest = text[...]
    while let width = blank(rest) { rest = rest.dropFirst(width) }
    var end = rest.startIndex
    var index = end
    while index < rest.endIndex {
      if let width = blank(rest[index...]) {
        index += width
      } else {
        index += 1
        end = index
      }
    }
    return Array(rest[..<end])
  }

  /// Whether a byte is a character that is no blank.
  private static func isPlain(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x80 }

  /// The length of a blank, or of a character without width, at the start.
  private static func blank(_ text: ArraySlice<UInt8>) -> Int? {
    guard let first = text.first else { return nil }
    if first == 0x20 || first == 0x09 || first == 0x0A || first == 0x0D { return 1 }
    if first < 0x80 { return nil }
    for wide in [[0xC2, 0xA0], [0xE3, 0x80, 0x80], [0xE2, 0x80, 0x8B], [0xE2, 0x81, 0xA0], [0xEF, 0xBB, 0xBF]] as [[UInt8]]
    where text.starts(with: wide) {
      return wide.count
    }
    return nil
  }

  /// Letters of any script.
  static func letters(_ text: [UInt8]) -> Int {
    String(decoding: text, as: UTF8.self).unicodeScalars.reduce(0) { $0 + ($1.properties.isAlphabetic ? 1 : 0) }
  }

  /// Whether a cell holds a word that usually means a missing value.
  static func isMissingWord(_ text: [UInt8]) -> Bool {
    let word = String(decoding: text, as: UTF8.self).lowercased()
    return ["n/a", "#n/a", "na", "null", "none", "nan", "nil", "\\n", "-", "--", "?", "."].contains(word)
  }

  /// Whether a cell is a year, a month or a quarter: `2024`, `2024-01`, `01/2024`, `2024Q1`,
  /// `Q1 2024`, `2024年1月`.
  static func isPeriod(_ text: [UInt8]) -> Bool {
    let scalars = String(decoding: text.prefix(40), as: UTF8.self).unicodeScalars
    let parts = scalars.split { !("0"..."9").contains($0) }
    guard text.count <= 24, let year = parts.first(where: { $0.count == 4 }).flatMap({ Int(String($0)) }), (1900...2100).contains(year),
      parts.count <= 3, parts.allSatisfy({ $0.count <= 2 || $0.count == 4 }), parts.filter({ $0.count == 4 }).count == 1
    else { return false }
    let between = String(String.UnicodeScalarView(scalars.filter { !("0"..."9").contains($0) })).lowercased()
    return ["", "-", "/", ".", "q", "-q", " q", "q ", "q-", "q/", "w", "-w", "年", "年月", "月", "年q", "--", "//", ".."].contains(between)
  }
}
