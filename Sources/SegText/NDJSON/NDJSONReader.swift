// Reads NDJSON in two passes: the columns, then their values.

import SegPlatform
import SegColumns
import SegDiagnostics
import SegFiles
import Synchronization

/// One object for each row. The columns are all keys of the file, in the order of
/// first appearance; a key that a record lacks is missing there. The members of an object inside are
/// columns named by their path: `address.city`.
///
/// A column of `true` and `false` is yes/no. A column of JSON numbers is integer or
/// number. A column of strings is text, or a date or timestamp if every string is one.
/// Strings that look like numbers stay text, and so does a column of mixed kinds.
/// Arrays are kept as their JSON text.
final class NDJSONReader {
  private let input: InputBytes
  private let start: Int
  private let end: Int
  private let name: String
  private let options: TextOptions
  private let work: ReadWork
  private let areLines: Bool
  private let missing: [[UInt8]]

  /// - Parameter end: lines that start here or later are not read.
  /// - Parameter areLines: whether each line is a record, whatever it holds.
  init(
    _ input: InputBytes, from start: Int, to end: Int = .max, name: String, options: TextOptions, work: ReadWork, areLines: Bool = false
  ) {
    self.areLines = areLines
    self.end = min(end, input.count)
    self.input = input
    self.start = start
    self.name = name
    self.options = options
    self.work = work
    missing = options.missing.map { Array($0.utf8) }
  }

  func read() throws(ReadError) -> ReadResult {
    input.base[input.count] = 0x0A
    var notes: [Message] = []
    let records = try records(&notes)
    let survey = try surveyed(records)
    if survey.lineCount == 0 { throw .emptyFile(name) }
    if survey.keys.count > TextLimits.columns { throw .tooManyColumns(name, limit: TextLimits.columns) }
    let names = ColumnNames(survey.keys.map { String(decoding: $0, as: UTF8.self) }, &notes).all
    let plans = try plans(names, survey.readings, &notes)
    let workers = max(1, min(work.context.threads, records.chunks.count))
    let pieceCount = survey.lineCount / NDJSONFiller.pieceRows(plans.count) + records.chunks.count
    let memories = plans.map { _ in ChunkArena(pieces: pieceCount, pages: work.pages) }
    let fillers = (0..<workers).map { _ in
      NDJSONFiller(plans, memories, survey: survey, options: options, missing: missing)
    }
    if survey.badLines > 0 { for filler in fillers { filler.brokenEncoding = options.decodedFrom } }
    var parts: [NDJSONPart?] = Array(repeating: nil, count: records.chunks.count)
    let texts = CollectedTexts(workers: workers)
    try eachChunk(records, workers: workers, progress: 0.4...1, into: &parts) { worker, chunk in
      let part = fillers[worker].fill(records, chunk, self.input.base)
      let held = plans.indices.map { fillers[worker].texts($0).pointee.usedBytes }
      texts.update(worker, bytes: held.reduce(0, +), largest: held.max() ?? 0)
      return part
    }
    try checkContext()
    var result = try result(parts.compactMap { $0 }, records, fillers, memories, plans, names, notes)
    result.badLines = survey.badLines
    result.evidence = evidence(names, plans, survey.readings, result.table)
    return result
  }

  // MARK: Chunks

  /// Whether a file's name says that each line is a record.
  static func isOfLines(_ name: String) -> Bool {
    [".ndjson", ".jsonl"].contains { name.lowercased().hasSuffix($0) || name.lowercased().hasSuffix($0 + ".gz") }
  }

  /// The records of the text.
  private func records(_ notes: inout [Message]) throws(ReadError) -> JSONRecords {
    if areLines { return JSONRecords(lines: lines(), UnsafeMutablePointer(input.base)) }
    var scan = JSONFormScan(input, from: start)
    do throws(JSONRecords.Refusal) {
      switch try scan.form(isStream: Self.isOfLines(name)) {
      case .lines: return JSONRecords(lines: lines(), UnsafeMutablePointer(input.base))
      case .values(let values, let member):
        if let member { notes.append(ColumnNote.rowsOf(member)) }
        return JSONRecords(values, from: start, size: max(1, work.chunkSize), UnsafeMutablePointer(input.base))
      }
    } catch {
      throw .noObjects(name, error.what)
    }
  }

  /// Ranges of whole lines, because a JSON string contains no line break.
  private func lines() -> [Range<Int>] {
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
    _ records: JSONRecords, workers: Int, progress: ClosedRange<Double>, into results: inout [Result?],
    _ body: (Int, Int) -> Result
  ) throws(ReadError) {
    let count = records.chunks.count
    let next = Atomic<Int>(0)
    let caller = pthread_self()
    let work = self.work
    let slots = UnsafeMutableBufferPointer<Result?>.allocate(capacity: count)
    slots.initialize(repeating: nil)
    work.context.performUnchecked(workers: workers) { worker in
      while true {
        if work.context.isStopped { return }
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= count { return }
        slots[index] = body(worker, index)
        if let report = work.progress, pthread_equal(caller, pthread_self()) != 0 {
          let share = Double(index + 1) / Double(count)
          report(progress.lowerBound + share * (progress.upperBound - progress.lowerBound))
        }
      }
    }
    for index in 0..<count { results[index] = slots[index] }
    slots.deinitialize()
    slots.deallocate()
    try checkContext()
  }

  /// - Throws: why reading is to end.
  private func checkContext() throws(ReadError) {
    do throws(ScriptError) { try work.context.check() } catch { throw ReadError(error) }
  }

  private func surveyed(_ records: JSONRecords) throws(ReadError) -> NDJSONSurvey {
    let workers = max(1, min(work.context.threads, records.chunks.count))
    let readers = (0..<workers).map { _ in CellReader(dateOrder: options.dateOrder) }
    let base = input.base
    let missing = self.missing
    var parts: [NDJSONSurvey?] = Array(repeating: nil, count: records.chunks.count)
    try eachChunk(records, workers: workers, progress: 0...0.4, into: &parts) { worker, chunk in
      var survey = NDJSONSurvey()
      records.each(chunk) { _, record in survey.record(record, base, readers[worker], missing) }
      return survey
    }
    return parts.reduce(into: NDJSONSurvey()) { all, part in
      if let part { all.add(part) }
    }
  }

  // MARK: Types

  private func plans(
    _ names: [String], _ readings: [CandidateTypes], _ notes: inout [Message]
  ) throws(ReadError) -> [ColumnPlan] {
    var declared: [Int: ColumnType] = [:]
    for (column, type) in options.declaredTypes {
      guard let index = names.firstIndex(of: column) else {
        if options.isPart { continue }
        throw .unknownColumn(column, file: name, columns: names)
      }
      declared[index] = type
    }
    var plans: [ColumnPlan] = []
    for (column, name) in names.enumerated() {
      let resolution = options.shared?.columns[name]?.type ?? readings[column].resolved(name, FileDecimal(.point, isTold: true))
      if let type = declared[column] {
        var notation = CellNotation(order: options.dateOrder ?? .ymd, decimal: options.decimal ?? .point)
        if options.dateOrder == nil, case .type(_, let told) = resolution { notation.order = told.order }
        let format = options.format(of: name)
        if format == nil, !options.isPart, case .ambiguousDate = resolution, type == .date || type == .timestamp {
          throw .ambiguousDate(name, bothOrders: false)
        }
        plans.append(ColumnPlan(kind: .init(type, notation, format: format), notation: notation, format: format, isDeclared: true))
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
      case .type(let type, let notation):
        if notation.order != .ymd && options.dateOrder == nil { notes.append(ColumnNote.dateOrder(name, notation.order)) }
        plans.append(ColumnPlan(kind: .init(type), notation: notation, isCertain: type == .text))
      }
    }
    return plans
  }

  /// What the values show of the columns' types, for other files of the table.
  private func evidence(
    _ names: [String], _ plans: [ColumnPlan], _ readings: [CandidateTypes], _ table: Table
  ) -> FileEvidence {
    let columns = plans.indices.filter { plans[$0].kind != .skip && table[names[$0]] != nil }.map { index in
      let plan = plans[index]
      var column = FileEvidence.Column(name: names[index])
      column.readings = readings[index]
      column.isDeclared = plan.isDeclared
      let shown = readings[index].resolved(names[index], FileDecimal(.point, isTold: true))
      column.used = !plan.isDeclared && readings[index] == .all ? .nothing : .type(plan.kind.columnType, plan.notation)
      guard plan.isDeclared else {
        if case .type(.integer, _) = shown { column.isPhone = false }
        return column
      }
      if plan.format != nil || options.dateOrder != nil { return column }
      if case .ambiguousDate = shown { column.sawEitherFirst = true }
      if case .type(let type, let notation) = shown, type == .date || type == .timestamp {
        column.sawDayFirst = notation.order == .dmy
        column.sawMonthFirst = notation.order == .mdy
      }
      return column
    }
    return FileEvidence(columns: columns, hasHeader: nil, hasMarks: false)
  }

  // MARK: Result

  /// Whether a column is only the null of an object that other records have: `"address": null`.
  private func isHollow(_ column: Int, _ names: [String], _ parts: [NDJSONPart]) -> Bool {
    guard names.contains(where: { $0.hasPrefix(names[column] + ".") }) else { return false }
    return parts.allSatisfy { part in
      part.pieces.allSatisfy { piece in
        guard let missing = piece[column].missing else { return piece[column].rows == 0 }
        return (0..<piece[column].rows).allSatisfy { missing[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
      }
    }
  }

  private func result(
    _ parts: [NDJSONPart], _ records: JSONRecords, _ fillers: [NDJSONFiller], _ memories: [ChunkArena],
    _ plans: [ColumnPlan], _ names: [String], _ notes: [Message]
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
    let wanted = plans.indices.filter { options.wants(names[$0]) && !isHollow($0, names, parts) }
    for column in wanted where fillers.contains(where: { $0.halfCharacters.contains(column) }) {
      notes.append(ColumnNote.halfCharacters(names[column]))
    }
    let certain = Set(plans.indices.filter { plans[$0].isDeclared || plans[$0].isCertain }.map { names[$0] })
    let found: [Column?] = wanted.map { column in
      let pieces = parts.flatMap { $0.pieces.map { $0[column] } }
      if pieces.contains(where: \.hasOffset) { notes.append(ColumnNote.convertedToUTC(names[column])) }
      if plans[column].isDeclared, plans[column].kind.isNumber,
        pieces.reduce(CandidateTypes.all, { $0.intersection($1.readings) }).isDisjoint(with: .currencies)
      {
        notes.append(ColumnNote.severalCurrencies(names[column]))
      }
      var merger = ChunkConcatenator(
        pieces: pieces, memory: memories[column], workers: workers, rowCount: rowCount, mustRenumber: rejects.count > 0,
        context: work.context)
      return merger.column(plans[column].kind.columnType, collectors: fillers.map { $0.texts(column) })
    }
    let fields = found.compactMap { $0 }
    // Where memory was refused some are not there.
    try checkContext()
    let lines = LineIndex(parts, records, input: input)
    let reader = CellReader(dateOrder: options.dateOrder)
    for (field, column) in zip(fields, wanted) where !plans[column].isDeclared && !options.isPart {
      if let note = MixedTypeReport(field, names[column], reader: reader, place: lines.place(of:))?.note { notes.append(note) }
    }
    return ReadResult(
      table: Table(fields: zip(wanted, fields).map { Table.Field(names[$0], $1) }, rowCount: rowCount),
      rejects: rejects.table, encoding: "UTF-8", delimiter: nil, hasHeader: true, columnNotes: notes,
      certainColumns: certain, hasCertainNames: false, lineIndex: lines)
  }
}
