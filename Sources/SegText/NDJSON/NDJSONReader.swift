// Reads NDJSON in two passes: the columns, then their values.

import SegPlatform
import SegColumns
import SegDiagnostics
import SegFiles
import Synchronization

/// One flat object per line. The columns are all keys of the file, in the order of
/// first appearance; a key that a line lacks is missing there.
///
/// A column of `true` and `false` is yes/no. A column of JSON numbers is integer or
/// number. A column of strings is text, or a date or timestamp if every string is one.
/// Strings that look like numbers stay text, and so does a column of mixed kinds.
/// Nested values are kept as their JSON text.
final class NDJSONReader {
  private let input: InputBytes
  private let start: Int
  private let end: Int
  private let name: String
  private let options: TextOptions
  private let work: ReadWork
  private let missing: [[UInt8]]

  /// - Parameter end: lines that start here or later are not read.
  init(_ input: InputBytes, from start: Int, to end: Int = .max, name: String, options: TextOptions, work: ReadWork) {
    self.end = min(end, input.count)
    self.input = input
    self.start = start
    self.name = name
    self.options = options
    self.work = work
    missing = options.missing.map { Array($0.utf8) }
  }

  func read() throws(ReadError) -> TextOutcome {
    if let bad = TextEncoding.firstInvalid(input.base + start, input.count - start) {
      return .notUTF8(offset: start + bad)
    }
    input.base[input.count] = 0x0A
    if let form = NDJSONLines.otherForm(input, from: start) { throw .notNDJSON(name, form) }
    let chunks = chunks()
    let survey = try surveyed(chunks)
    if survey.lineCount == 0 { throw .emptyFile(name) }
    if survey.keys.count > TextLimits.columns { throw .tooManyColumns(name, limit: TextLimits.columns) }
    let names = survey.keys.map { String(decoding: $0, as: UTF8.self) }
    var notes: [String] = []
    let plans = try plans(names, survey.readings, &notes)
    let workers = max(1, min(work.context.threads, chunks.count))
    let pieceCount = survey.lineCount / NDJSONFiller.pieceRows(plans.count) + chunks.count
    let memories = plans.map { _ in ChunkArena(pieces: pieceCount, pages: work.pages) }
    let fillers = (0..<workers).map { _ in
      NDJSONFiller(plans, memories, survey: survey, reader: CellReader(dateOrder: options.dateOrder), missing: missing)
    }
    var parts: [NDJSONPart?] = Array(repeating: nil, count: chunks.count)
    let texts = CollectedTexts(workers: workers)
    try eachChunk(chunks, workers: workers, progress: 0.4...1, into: &parts) { worker, range in
      let part = fillers[worker].fill(range, self.input.base)
      let held = plans.indices.map { fillers[worker].texts($0).pointee.usedBytes }
      texts.update(worker, bytes: held.reduce(0, +), largest: held.max() ?? 0)
      return part
    }
    try checkContext()
    return .read(try result(parts.compactMap { $0 }, chunks, fillers, memories, plans, names, notes))
  }

  // MARK: Chunks

  /// Ranges of whole lines, because a JSON string contains no line break.
  private func chunks() -> [Range<Int>] {
    var chunks: [Range<Int>] = []
    var from = start
    while from < end {
      var end = min(self.end, from + max(1, work.chunkSize))
      if let found = memchr(input.base + end - 1, 0x0A, input.count - end + 1) {
        end = found.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(input.base) + 1
      } else {
        end = input.count
      }
      chunks.append(from..<end)
      from = end
    }
    return chunks
  }

  /// Calls `body` with each chunk, on several threads; results in the chunks' order.
  private func eachChunk<Result>(
    _ chunks: [Range<Int>], workers: Int, progress: ClosedRange<Double>, into results: inout [Result?],
    _ body: (Int, Range<Int>) -> Result
  ) throws(ReadError) {
    let next = Atomic<Int>(0)
    let caller = pthread_self()
    let work = self.work
    let slots = UnsafeMutableBufferPointer<Result?>.allocate(capacity: chunks.count)
    slots.initialize(repeating: nil)
    work.context.performUnchecked(workers: workers) { worker in
      while true {
        if work.context.isStopped { return }
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= chunks.count { return }
        slots[index] = body(worker, chunks[index])
        if let report = work.progress, pthread_equal(caller, pthread_self()) != 0 {
          let share = Double(index + 1) / Double(chunks.count)
          report(progress.lowerBound + share * (progress.upperBound - progress.lowerBound))
        }
      }
    }
    for index in chunks.indices { results[index] = slots[index] }
    slots.deinitialize()
    slots.deallocate()
    try checkContext()
  }

  /// - Throws: why reading is to end.
  private func checkContext() throws(ReadError) {
    do throws(ScriptError) { try work.context.check() } catch { throw ReadError(error) }
  }

  private func surveyed(_ chunks: [Range<Int>]) throws(ReadError) -> NDJSONSurvey {
    let workers = max(1, min(work.context.threads, chunks.count))
    let readers = (0..<workers).map { _ in CellReader(dateOrder: options.dateOrder) }
    let base = input.base
    let missing = self.missing
    var parts: [NDJSONSurvey?] = Array(repeating: nil, count: chunks.count)
    try eachChunk(chunks, workers: workers, progress: 0...0.4, into: &parts) { worker, range in
      var survey = NDJSONSurvey()
      NDJSONLines.each(range, base) { _, line in survey.line(line, base, readers[worker], missing) }
      return survey
    }
    return parts.reduce(into: NDJSONSurvey()) { all, part in
      if let part { all.add(part) }
    }
  }

  // MARK: Types

  private func plans(
    _ names: [String], _ readings: [CandidateTypes], _ notes: inout [String]
  ) throws(ReadError) -> [ColumnPlan] {
    var declared: [Int: ColumnType] = [:]
    for (column, type) in options.types {
      guard let index = names.firstIndex(of: column) else {
        throw .unknownColumn(column, file: name, columns: names)
      }
      declared[index] = type
    }
    var plans: [ColumnPlan] = []
    for (column, name) in names.enumerated() {
      let resolution = readings[column].resolved
      if let type = declared[column] {
        var order = options.dateOrder ?? .ymd
        if options.dateOrder == nil, case .type(_, let told) = resolution { order = told }
        if case .ambiguousDate = resolution, type == .date || type == .timestamp {
          throw .ambiguousDate(name, bothOrders: false)
        }
        plans.append(ColumnPlan(kind: .init(type), order: order, isDeclared: true))
        continue
      }
      if !options.wants(name) {
        plans.append(ColumnPlan(kind: .skip))
        continue
      }
      switch resolution {
      case .nothing: plans.append(ColumnPlan(kind: .text))
      case .ambiguousDate(let type):
        notes.append(ColumnNote.ambiguousDate(name, type.rawValue))
        plans.append(ColumnPlan(kind: .text))
      case .type(let type, let order):
        if order != .ymd && options.dateOrder == nil { notes.append(ColumnNote.dateOrder(name, order)) }
        plans.append(ColumnPlan(kind: .init(type), order: order, isCertain: type == .text))
      }
    }
    return plans
  }

  // MARK: Result

  private func result(
    _ parts: [NDJSONPart], _ chunks: [Range<Int>], _ fillers: [NDJSONFiller], _ memories: [ChunkArena],
    _ plans: [ColumnPlan], _ names: [String], _ notes: [String]
  ) throws(ReadError) -> ReadResult {
    var rejects = RejectsBuilder()
    var line: Int64 = 1
    var workers: [Int] = []
    var rowCount = 0
    // Each filler is asked for its parts in the order of the chunks.
    for part in parts {
      for reject in part.rejects {
        let raw = UnsafeBufferPointer(
          start: UnsafePointer(input.base + reject.range.lowerBound), count: reject.range.count)
        let column = reject.column >= 0 ? names[reject.column] : nil
        rejects.add(line: line + Int64(reject.line), column: column, reason: reject.reason, raw: raw)
      }
      line += Int64(part.lines)
      rowCount += part.rows
      let worker = fillers.firstIndex { $0 === part.filler } ?? 0
      workers += part.pieces.map { _ in worker }
    }
    var notes = notes
    let wanted = plans.indices.filter { options.wants(names[$0]) }
    let certain = Set(plans.indices.filter { plans[$0].isDeclared || plans[$0].isCertain }.map { names[$0] })
    let found: [Column?] = wanted.map { column in
      let pieces = parts.flatMap { $0.pieces.map { $0[column] } }
      if pieces.contains(where: \.hasOffset) { notes.append(ColumnNote.convertedToUTC(names[column])) }
      var merger = ChunkConcatenator(
        pieces: pieces, memory: memories[column], workers: workers, rowCount: rowCount, mustRenumber: rejects.count > 0,
        context: work.context)
      return merger.column(plans[column].kind.columnType, collectors: fillers.map { $0.texts(column) })
    }
    let fields = found.compactMap { $0 }
    // Where memory was refused some are not there.
    try checkContext()
    let lines = LineIndex(parts, ranges: chunks, input: input)
    let reader = CellReader(dateOrder: options.dateOrder)
    for (field, column) in zip(fields, wanted) where !plans[column].isDeclared {
      if let note = MixedTypeReport(field, reader: reader)?.note(names[column], line: lines.line) {
        notes.append(note)
      }
    }
    return ReadResult(
      table: Table(fields: zip(wanted, fields).map { Table.Field(names[$0], $1) }, rowCount: rowCount),
      rejects: rejects.table, encoding: "UTF-8", delimiter: nil, hasHeader: true, columnNotes: notes,
      certainColumns: certain, hasCertainNames: false, lineIndex: lines)
  }
}
