// Fields that the fast paths did not take, and records that are rejected.

import SegPlatform
import SegColumns

/// One parsed chunk of the file.
final class ParsedChunk {
  /// Where the first record starts.
  let start: Int
  /// Where the record after the last one starts.
  var end: Int
  var rows = 0
  /// Lines of the chunk, including blank and rejected ones and those inside quotes.
  var lines = 0
  var pieces: [ColumnChunk] = []
  var rejects: [Reject] = []
  /// The parser that parsed it, whose dictionaries the codes belong to.
  var worker = 0

  init(start: Int) {
    self.start = start
    end = start
  }

  func free() {
    for index in pieces.indices { pieces[index].free() }
    pieces = []
  }
}

/// A record that was not taken.
struct Reject {
  /// From 0, within the chunk.
  var line: Int
  /// The column at fault; -1: none.
  var column: Int
  var reason: RejectReason
  /// The record's bytes without the line break.
  var range: Range<Int>
  /// Where the next record starts.
  var next: Int
}

/// How records are read, beside the characters that structure them.
struct CSVRules {
  /// Whether short records are filled with missing values.
  var isPadded = false
  /// Whether blanks around unquoted texts are dropped.
  var isTrimmed = false
  /// The encoding that bytes may break, for messages.
  var encoding = "UTF-8"
  var header = Header()

  /// The header line, which files that were put together repeat.
  struct Header {
    private(set) var bytes: [UInt8] = []
    /// Its first eight bytes or fewer, and their places in a word. Without a header no
    /// word is equal.
    private(set) var (word, mask): (UInt64, UInt64) = (1, 0)

    init() {}

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      (word, mask) = (0, 0)
      for (place, byte) in bytes.prefix(8).enumerated() {
        word |= UInt64(byte) << UInt64(place * 8)
        mask |= 0xFF << UInt64(place * 8)
      }
    }
  }
}

extension ChunkParser {
  /// Reads the field at `start`, whatever it contains.
  ///
  /// - Returns: the start of the next field; nil if the record is rejected (`reason`).
  @inline(never)
  func slowField(at start: Int, column: Int, row: Int) -> Int? {
    let start = column == 0 ? layout.afterMark(start) : start
    let last = columnCount - 1
    if column == 0 && word(layout.base + start) & rules.header.mask == rules.header.word && repeatsHeader(at: start) { return nil }
    guard let (range, end, isQuoted, isEscaped) = bounds(at: start, column) else { return nil }
    var next = end
    hasReachedEnd = hasReachedEnd || next >= layout.count
    var isLineEnd = next >= layout.count || layout.lineBreak(at: next) > 0
    if column < last && isLineEnd {
      guard rules.isPadded else {
        return rejecting(.tooFewFields(found: column + 1, expected: columnCount), column + 1)
      }
      isRecordShort = true
    }
    if column == last && !isLineEnd {
      guard let rest = layout.emptyRest(from: next) else {
        return rejecting(.tooManyFields(found: fieldCount(from: next + 1), expected: columnCount), -1)
      }
      next = rest
      isLineEnd = true
      hasReachedEnd = hasReachedEnd || next >= layout.count
    }
    let isStored =
      isEscaped
      ? storeUnescaped(range, isQuoted: isQuoted, column: column, row: row)
      : store(layout.base + range.lowerBound, range.count, isQuoted: isQuoted, column: column, row: row)
    if !isStored { return nil }
    if isRecordShort { for rest in column + 1...last { writers[rest].setMissing(row) } }
    return isLineEnd ? next + max(1, layout.lineBreak(at: next)) : next + 1
  }

  /// The content of the field at `start`, and the delimiter or line break after it; nil
  /// if the record is rejected (`reason`).
  private func bounds(at start: Int, _ column: Int) -> (content: Range<Int>, end: Int, isQuoted: Bool, isEscaped: Bool)? {
    guard let (open, quotes) = layout.quotedField(at: start, limit: layout.count) else {
      let end = layout.unquotedEnd(start)
      if layout.marks.hasEscape { rowLines += layout.lineBreaks(in: start..<end) }
      return (start..<end, end, false, layout.marks.hasEscape)
    }
    switch quotes {
    case .unclosed:
      hasReachedEnd = hasReachedEnd || layout.isOpenEnded(quotes, at: open)
      _ = rejecting(open + TextLimits.longestQuoted < layout.count ? .longQuote : .unclosedQuote, column)
      return nil
    case .textAfter:
      _ = rejecting(.textAfterQuote, column)
      return nil
    case .field(let field):
      rowLines += field.lines
      return (open + 1..<field.end, field.next, true, field.hasEscapes)
    }
  }

  /// Whether the record at a place repeats the header; then it is rejected.
  @inline(never)
  func repeatsHeader(at place: Int) -> Bool {
    let bytes = rules.header.bytes
    if place + bytes.count >= layout.count { hasReachedEnd = true }
    guard !bytes.isEmpty, place + bytes.count <= layout.count, memcmp(layout.base + place, bytes, bytes.count) == 0,
      layout.lineBreak(at: place + bytes.count) > 0
    else { return false }
    reason = .repeatedHeader
    reasonColumn = -1
    return true
  }

  private func rejecting(_ why: RejectReason, _ column: Int) -> Int? {
    reason = why
    reasonColumn = column
    return nil
  }

  /// The number of fields of a record with too many: those before, and the rest.
  private func fieldCount(from start: Int) -> Int {
    var fields: [CSVLayout.Field] = []
    _ = layout.record(at: min(start, layout.count), limit: layout.count, into: &fields)
    return columnCount + max(1, fields.count)
  }

  private func storeUnescaped(_ range: Range<Int>, isQuoted: Bool, column: Int, row: Int) -> Bool {
    if range.count > unescapedCapacity {
      unescaped.deallocate()
      unescapedCapacity = range.count * 2
      unescaped = .allocate(capacity: unescapedCapacity + 8)
    }
    // A word for missing values may look escaped: `\N`.
    if !missing.isEmpty && isMissingWord(layout.base + range.lowerBound, range.count) {
      writers[column].setMissing(row)
      return true
    }
    let count = layout.unescape(range, isEscaped: true, into: unescaped)
    return store(unescaped, count, isQuoted: isQuoted, column: column, row: row)
  }

  /// Writes a value; false if the record is rejected (`reason`).
  private func store(
    _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, isQuoted: Bool, column: Int, row: Int
  ) -> Bool {
    var (bytes, count) = (bytes, count)
    if rules.isTrimmed && !isQuoted {
      let inner = CellReader.trimmed(bytes, count)
      (bytes, count) = (bytes + inner.lowerBound, inner.count)
    }
    let writer = writers + column
    let kind = writer.pointee.kind
    if kind == .skip { return true }
    let isText = kind == .text
    if count == 0 || isMissingWord(bytes, count) || (!(isText && isQuoted) && CellReader.isBlank(bytes, count)) {
      writer.pointee.setMissing(row)
      return true
    }
    if isText {
      if memchr(bytes, 0, count) != nil { return isRejected(.nulByte, column) }
      let code = writer.pointee.texts.pointee.code(bytes, count)
      if code == TextCollector.invalid { return isRejected(.badBytes(rules.encoding), column) }
      writer.pointee.values[row] = Int64(code)
      return true
    }
    let isDeclared = writer.pointee.isDeclared
    let reading =
      isDeclared
      ? reader.readDeclared(bytes, count, as: kind.columnType, format: writer.pointee.format) : reader.read(bytes, count)
    // A value of any other type is known to be text.
    if reading.readings.isText {
      if memchr(bytes, 0, count) != nil { return isRejected(.nulByte, column) }
      if TextEncoding.firstInvalid(bytes, count) != nil { return isRejected(.badBytes(rules.encoding), column) }
    }
    if !isDeclared || kind.isNumber { pending.append((column, reading.evidence, reading.hasOffset)) }
    if kind == .survey || writer.pointee.store(reading, row: row, zone: zone) { return true }
    if isDeclared { return isRejected(.notOfType(kind.columnType), column) }
    // The column has another type than was guessed; `pending` will show it.
    writer.pointee.setMissing(row)
    return true
  }

  private func isRejected(_ why: RejectReason, _ column: Int) -> Bool {
    _ = rejecting(why, column)
    return false
  }

  private func isMissingWord(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) -> Bool {
    !missing.isEmpty && MissingWords.contain(missing, bytes, count)
  }

  /// Ends a record that the fast paths did not take.
  ///
  /// - Returns: the start of the next record if this one is rejected.
  @inline(never)
  func settle(_ record: Int, row: Int, line: inout Int, into result: ParsedChunk) -> Int? {
    isRecordShort = false
    if let reason { return reject(reason, record: record, row: row, line: &line, into: result) }
    for (column, evidence, hasOffset) in pending { writers[column].note(evidence, hasOffset: hasOffset) }
    pending.removeAll(keepingCapacity: true)
    line &+= rowLines
    rowLines = 0
    return nil
  }

  /// Notes a rejected record and discards what its row wrote.
  ///
  /// - Returns: the start of the next record. After a malformed quote that is the next
  ///   line, so that one stray quote never swallows what follows.
  private func reject(_ why: RejectReason, record: Int, row: Int, line: inout Int, into result: ParsedChunk) -> Int {
    var next: Int
    if why.isAboutQuotes {
      next = layout.nextLine(record)
    } else {
      var fields: [CSVLayout.Field] = []
      next = layout.record(at: record, limit: layout.count, into: &fields).next
    }
    hasReachedEnd = hasReachedEnd || next >= layout.count
    next = max(min(next, layout.count), record + 1)
    var end = next
    while end > record && (layout.base[end - 1] == CSVLayout.lineFeed || layout.base[end - 1] == CSVLayout.carriageReturn) {
      end -= 1
    }
    result.rejects.append(Reject(line: line, column: reasonColumn, reason: why, range: record..<end, next: next))
    line += 1 + layout.lineBreaks(in: record..<end)
    forgetRecord(row)
    return next
  }
}

extension ChunkParser {
  /// Discards what the current record wrote.
  func forgetRecord(_ row: Int) {
    for column in 0..<columnCount { writers[column].forget(row) }
    pending.removeAll(keepingCapacity: true)
    reason = nil
    reasonColumn = -1
    rowLines = 0
  }
}

extension ColumnWriter {
  /// Stores a value; false if it does not read as the column's type in its notation.
  ///
  /// - Parameter zone: where timestamps that name their zone are shown; nil: UTC.
  mutating func store(_ reading: ParsedCell, row: Int, zone: TimeZoneRule?) -> Bool {
    switch kind {
    case .integer:
      guard let value = reading.integer(notation) else { return false }
      values[row] = value
    case .number, .markedNumber:
      guard let value = reading.number(notation, isDeclared: isDeclared) else { return false }
      values[row] = Int64(bitPattern: value.bitPattern)
    case .boolean:
      guard reading.readings.contains(.boolean) else { return false }
      values[row] = reading.boolean ? 1 : 0
    case .date, .formattedDate:
      noteOrders(reading)
      guard reading.readings.contains(.date(notation.order)) else { return false }
      values[row] = Int64(reading.days(notation.order))
    case .timestamp, .formattedTimestamp:
      noteOrders(reading)
      guard reading.readings.contains(.timestamp(notation.order)) else { return false }
      let moment = reading.timestamp(notation.order)
      values[row] = reading.hasOffset ? zone?.local(moment) ?? moment : moment
      if isDeclared && reading.hasOffset { hasOffset = true }
    case .skip, .survey, .text: return false
    }
    return true
  }

  /// Notes the possible orders of a date.
  private mutating func noteOrders(_ reading: ParsedCell) {
    if !reading.readings.isDisjoint(with: .anyTimestamp) && !reading.readings.contains(.timestampYMD) {
      let day = reading.readings.contains(.timestampDMY)
      let month = reading.readings.contains(.timestampMDY)
      if day && month {
        sawEitherFirst = true
      } else if day {
        sawDayFirst = true
      } else {
        sawMonthFirst = true
      }
    }
  }
}

extension ColumnWriter.Kind {
  /// The kind that a type is parsed as. A decimal comma, a percentage and a format of dates
  /// are unknown to the fast paths.
  init(_ type: ColumnType, _ notation: CellNotation = CellNotation(), format: DateFormat? = nil) {
    switch type {
    case .integer: self = .integer
    case .number: self = notation.decimal == .point && !notation.isPercent ? .number : .markedNumber
    case .text: self = .text
    case .date: self = format == nil ? .date : .formattedDate
    case .timestamp: self = format == nil ? .timestamp : .formattedTimestamp
    case .boolean: self = .boolean
    }
  }

  var isNumber: Bool { self == .integer || self == .number || self == .markedNumber }

  /// The type of the values; text where nothing is stored.
  var columnType: ColumnType {
    switch self {
    case .integer: .integer
    case .number, .markedNumber: .number
    case .date, .formattedDate: .date
    case .timestamp, .formattedTimestamp: .timestamp
    case .boolean: .boolean
    case .text, .skip, .survey: .text
    }
  }
}
