// Fields that the fast paths did not take, and records that are rejected.

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
}

extension ChunkParser {
  /// Reads the field at `start`, whatever it contains.
  ///
  /// - Returns: the start of the next field, or nil if the record is rejected
  ///   (`reason`) or the bytes are not UTF-8 (`invalidOffset`).
  @inline(never)
  func slowField(at start: Int, column: Int, row: Int) -> Int? {
    let base = layout.base
    let last = columnCount - 1
    var next: Int
    var from = start
    var to: Int
    var isQuoted = false
    var hasEscapes = false
    if let (open, quotes) = layout.quotedField(at: start, limit: layout.count) {
      switch quotes {
      case .unclosed:
        hasReachedEnd = hasReachedEnd || layout.isOpenEnded(quotes, at: open)
        return rejecting(open + TextLimits.longestQuoted < layout.count ? .longQuote : .unclosedQuote, column)
      case .textAfter: return rejecting(.textAfterQuote, column)
      case .field(let field):
        isQuoted = true
        hasEscapes = field.hasEscapes
        rowLines += field.lines
        from = open + 1
        to = field.end
        next = field.next
      }
    } else {
      next = layout.unquotedEnd(start)
      to = next
      if base[next] == layout.newline, to > from, base[to - 1] == CSVLayout.carriageReturn { to -= 1 }
    }
    hasReachedEnd = hasReachedEnd || next >= layout.count
    let isLineEnd = base[next] == layout.newline || next >= layout.count
    if column < last && isLineEnd {
      return rejecting(.tooFewFields(found: column + 1, expected: columnCount), column + 1)
    }
    if column == last && !isLineEnd {
      return rejecting(.tooManyFields(found: fieldCount(from: next + 1), expected: columnCount), -1)
    }
    let isStored =
      hasEscapes
      ? storeUnescaped(from..<to, column: column, row: row)
      : store(base + from, to - from, isQuoted: isQuoted, column: column, row: row)
    if !isStored {
      if reason == nil { invalidOffset = start }
      return nil
    }
    return next + 1
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

  private func storeUnescaped(_ range: Range<Int>, column: Int, row: Int) -> Bool {
    if range.count > unescapedCapacity {
      unescaped.deallocate()
      unescapedCapacity = range.count * 2
      unescaped = .allocate(capacity: unescapedCapacity + 8)
    }
    var count = 0
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = layout.base[index]
      unescaped[count] = byte
      count += 1
      index += byte == CSVLayout.quote ? 2 : 1
    }
    return store(unescaped, count, isQuoted: true, column: column, row: row)
  }

  /// Writes a value; false if the record is rejected or not UTF-8.
  private func store(
    _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, isQuoted: Bool, column: Int, row: Int
  ) -> Bool {
    let writer = writers + column
    let kind = writer.pointee.kind
    if kind == .skip { return true }
    let isText = kind == .text
    if count == 0 || isMissingWord(bytes, count) || (!(isText && isQuoted) && CellReader.isBlank(bytes, count)) {
      writer.pointee.setMissing(row)
      return true
    }
    if isText {
      let code = writer.pointee.texts.pointee.code(bytes, count)
      if code == TextCollector.invalid { return false }
      writer.pointee.values[row] = Int64(code)
      return true
    }
    let isDeclared = writer.pointee.isDeclared
    let reading =
      isDeclared
      ? reader.readDeclared(bytes, count, as: kind.columnType, format: writer.pointee.format) : reader.read(bytes, count)
    if !isDeclared { pending.append((column, reading.evidence, reading.hasOffset)) }
    if kind == .survey || writer.pointee.store(reading, row: row, zone: zone) { return true }
    if isDeclared {
      reason = .notOfType(kind.columnType)
      reasonColumn = column
      return false
    }
    // The column has another type than was guessed; `pending` will show it.
    writer.pointee.setMissing(row)
    return true
  }

  private func isMissingWord(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) -> Bool {
    missing.contains { word in
      word.count == count && word.indices.allSatisfy { word[$0] == bytes[$0] }
    }
  }

  /// Notes a rejected record and discards what its row wrote.
  ///
  /// - Returns: the start of the next record. After a malformed quote that is the next
  ///   line, so that one stray quote never swallows what follows.
  @inline(never)
  func reject(_ why: RejectReason, record: Int, row: Int, line: inout Int, into result: ParsedChunk) -> Int {
    var next: Int
    if why.isAboutQuotes {
      next = layout.nextLine(record)
    } else {
      var fields: [CSVLayout.Field] = []
      next = layout.record(at: record, limit: layout.count, into: &fields).next
    }
    hasReachedEnd = hasReachedEnd || next >= layout.count
    next = min(next, layout.count)
    var end = next
    if end > record && layout.base[end - 1] == layout.newline { end -= 1 }
    if end > record && layout.base[end - 1] == CSVLayout.carriageReturn { end -= 1 }
    result.rejects.append(Reject(line: line, column: reasonColumn, reason: why, range: record..<end))
    if let bad = TextEncoding.firstInvalid(layout.base + record, end - record) { invalidOffset = record + bad }
    line += 1
    for index in record..<end where layout.base[index] == layout.newline { line += 1 }
    forgetRecord(row)
    return invalidOffset == nil ? max(next, record + 1) : layout.count
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
