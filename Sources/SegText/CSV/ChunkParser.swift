// The row loop: bytes of a chunk into typed buffers. Everything here is hot.
//
// Each field is tried on a fast path for its column's kind (`FastFields`). Anything
// else goes to `slowField`.

import SegColumns

/// One thread's parser; `parse` may be called for many chunks.
final class ChunkParser {
  private(set) var layout: CSVLayout
  let writers: UnsafeMutablePointer<ColumnWriter>
  let columnCount: Int
  /// One for each column, shared by the threads.
  private let memories: [ChunkArena]
  /// Scratch memory for the numbers of a chunk while they become units.
  private let units: UnsafeMutablePointer<Int32>
  let missing: [[UInt8]]
  let rules: CSVRules
  let reader: CellReader
  /// Where timestamps that name their zone are shown; nil: UTC.
  let zone: TimeZoneRule?
  /// Unescaped content of a quoted field; padded.
  var unescaped: UnsafeMutablePointer<UInt8>
  var unescapedCapacity = 1 << 12

  // The state of the current row, written by the slow path only.
  var rowLines = 0
  var pending: [(column: Int, evidence: CandidateTypes, hasOffset: Bool)] = []
  var reason: RejectReason?
  var reasonColumn = -1
  /// Whether the record ended before its last column: the other columns are missing.
  var isRecordShort = false
  /// Whether the parse needed bytes beyond the given range of the file: the parse is
  /// void.
  var hasReachedEnd = false

  init(
    layout: CSVLayout, plans: [ColumnPlan], memories: [ChunkArena], capacity: Int, missing: [[UInt8]], rules: CSVRules,
    dateOrder: DateOrder?, zone: TimeZoneRule?
  ) {
    self.layout = layout
    self.memories = memories
    units = .allocate(capacity: capacity + 8)
    self.missing = missing
    self.rules = rules
    columnCount = plans.count
    reader = CellReader(dateOrder: dateOrder)
    self.zone = zone
    writers = .allocate(capacity: plans.count)
    for (index, plan) in plans.enumerated() {
      (writers + index).initialize(to: ColumnWriter(plan, capacity: capacity))
    }
    unescaped = .allocate(capacity: unescapedCapacity + 8)
  }

  /// Bytes of all texts, and of the column that has the most.
  var textBytes: (all: Int, largest: Int) {
    var (all, largest) = (0, 0)
    for column in 0..<columnCount {
      let used = writers[column].texts.pointee.usedBytes
      all += used
      largest = max(largest, used)
    }
    return (all, largest)
  }

  deinit {
    for index in 0..<columnCount { writers[index].free() }
    writers.deallocate()
    units.deallocate()
    unescaped.deallocate()
  }

  /// Parses the records that start in `start..<limit`; the last one may end
  /// beyond. `start` must be the start of a record.
  ///
  /// - Parameter known: the records that an earlier pass has rejected, in order.
  func parse(_ stretch: CSVLayout, from start: Int, to limit: Int, known: [Reject] = []) -> ParsedChunk {
    layout = stretch
    hasReachedEnd = false
    let result = ParsedChunk(start: start)
    var fields = FastFields(layout, isCareful: !missing.isEmpty || layout.marks.hasEscape || rules.isTrimmed)
    let base = layout.base
    let stop = base + limit
    let last = columnCount &- 1
    let writers = self.writers
    let (header, headerMask) = (rules.header.word, rules.header.mask)
    var p = base + start
    var (reject, rejected) = (0, known.first.map { base + $0.range.lowerBound })
    var row = 0
    var line = 0

    while p < stop {
      if let length = stretch.skippedLine(at: p - base, blanks: last > 0) {
        p += length
        line &+= 1
        continue
      }
      if p == rejected {
        p = base + known[reject].next
        reject &+= 1
        rejected = reject < known.count ? base + known[reject].range.lowerBound : nil
        continue
      }
      let record = p
      let isHeader = word(p) & headerMask == header && repeatsHeader(at: p - base)
      var wasSlow = isHeader
      var column = 0
      fields: while !isHeader {
        let writer = writers + column
        if let next = column == last ? fields.take(p, writer, row, isLast: true) : fields.takeInner(p, writer, row) {
          p = next
        } else {
          wasSlow = true
          guard let next = slowField(at: p - base, column: column, row: row) else { break fields }
          p = base + next
          if isRecordShort { break fields }
        }
        if column == last { break fields }
        column &+= 1
      }
      if wasSlow, let next = settle(record - base, row: row, line: &line, into: result) {
        p = base + next
        continue
      }
      row &+= 1
      line &+= 1
    }
    hasReachedEnd = layout.isCut && (hasReachedEnd || p - base >= layout.count)
    finish(result, end: p - base, row, line)
    return result
  }

  /// Hands over the rows that were parsed.
  private func finish(_ result: ParsedChunk, end: Int, _ rows: Int, _ lines: Int) {
    if hasReachedEnd { forgetRecord(rows) }
    result.end = min(end, layout.count)
    result.rows = rows
    result.lines = lines
    result.pieces.reserveCapacity(columnCount)
    for column in 0..<columnCount {
      result.pieces.append(writers[column].cut(rows, in: memories[column], units: units))
    }
  }
}
