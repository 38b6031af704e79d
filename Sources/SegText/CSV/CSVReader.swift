// Reads a CSV file: dialect, head, guess, one pass, and a second pass if the guess
// was wrong.

import SegColumns
import SegDiagnostics
import SegFiles

/// Reads one file. Each column gets the type that all its values have; it does not
/// depend on the sample, the chunks and the threads:
///
/// 1. A sample guesses each column's type.
/// 2. The first pass parses columns as guessed and gathers the possible types of all
///    values (`CandidateTypes`); for text columns, from their dictionaries.
/// 3. Columns with another type are parsed again.
final class CSVReader {
  let source: InputSource
  let name: String
  let end: Int
  let options: TextOptions
  let work: ReadWork
  /// Where the first line starts that may belong to the table: after a byte order mark, the
  /// lines to skip and a line that gives the delimiter.
  private var start: Int
  /// Examines the beginning of the file, which has the first record.
  private let reader: InputReader
  private var layout: CSVLayout
  private var dialect = CSVDialect(delimiter: 0x2C, start: 0, fields: 1)
  /// The delimiter given by the options or the file's first line.
  private var toldDelimiter: UInt8?
  private var header: Bool?
  /// The decimal mark that the whole file has shown.
  private var decimal: DecimalMark?
  /// Orders of declared dates that a pass has found.
  private var orders: [Int: DateOrder] = [:]

  /// - Parameter end: records that start here or later are not read.
  init(
    _ source: InputSource, from start: Int, to end: Int = .max, name: String, options: TextOptions, work: ReadWork
  ) throws(SystemError) {
    self.end = min(end, source.count)
    self.source = source
    self.name = name
    self.options = options
    self.work = work
    self.start = start
    header = options.shared?.hasHeader ?? options.header
    reader = InputReader(source)
    let window = try reader.window(0..<min(source.count, work.lookAhead * 16))
    layout = CSVLayout(window, of: source, delimiter: 0x2C, newline: CSVLayout.lineFeed, marks: options.marks)
    while try !holdsFirstRecord(from: start) {
      layout = layout.over(try reader.window(0..<min(source.count, layout.count * 16)), of: source)
    }
  }

  /// How much of the file is examined to find its dialect.
  private static let examined = 1 << 18

  /// Finds where the first record starts and which delimiter it has.
  ///
  /// - Returns: whether the beginning has all of the first record, and enough after it
  ///   to decide.
  private func holdsFirstRecord(from start: Int) throws(SystemError) -> Bool {
    self.start = start
    for _ in 0..<(options.skip ?? 0) { self.start = layout.nextLine(self.start) }
    let newline = CSVDialect.newline(layout, from: self.start, bytes: Self.examined)
    layout.newline = newline
    let firstEnd = layout.nextLine(self.start)
    layout.hasReturns =
      newline == CSVLayout.lineFeed && firstEnd >= start + 2 && layout.base[firstEnd - 2] == CSVLayout.carriageReturn
    layout.delimiter = options.delimiter ?? 0x2C
    toldDelimiter = options.delimiter
    var content = firstContent(from: self.start)
    if let told = CSVDialect.told(layout, at: content) {
      toldDelimiter = options.delimiter ?? told.delimiter
      self.start = told.next
      content = firstContent(from: told.next)
    }
    if layout.isCut && content + Self.examined > layout.count { return false }
    take(
      CSVDialect.detected(
        layout, from: content, bytes: Self.examined, told: toldDelimiter, decimal: options.decimal, hasPreamble: options.skip == nil))
    if !layout.isCut { return true }
    var fields: [CSVLayout.Field] = []
    let (next, _) = layout.record(at: dialect.start, limit: layout.count, into: &fields)
    return next < layout.count
  }

  private func take(_ dialect: CSVDialect) {
    self.dialect = dialect
    layout.delimiter = dialect.delimiter
  }

  /// The first line that is no blank one.
  private func firstContent(from start: Int) -> Int {
    var content = start
    while content < layout.count, let length = layout.skippedLine(at: content, blanks: true) { content += length }
    return content
  }

  /// Reads the file.
  ///
  /// - Throws: `ReadError`; `SystemError` if the system fails.
  func read() throws -> ReadResult {
    if dialect.start >= source.count { throw ReadError.emptyFile(name) }
    if let form = OtherText.form(of: layout, at: firstContent(from: start)) { throw ReadError.otherText(name, form) }
    if layout.delimiter == layout.marks.quote || UInt16(layout.delimiter) == layout.marks.escape {
      throw ReadError.sameCharacter(layout.delimiter, "sep", layout.delimiter == layout.marks.quote ? "quote" : "escape")
    }
    var canChangeDelimiter = toldDelimiter == nil
    // Each attempt decides one question for good, so there are few attempts.
    while true {
      switch try attempt(canChangeDelimiter) {
      case .done(let result): return result
      case .dialect(let dialect):
        take(dialect)
        canChangeDelimiter = false
      case .header(let flag): header = flag
      case .order(let column, let order): orders[column] = order
      case .decimal(let mark): decimal = mark
      }
    }
  }

  /// The end of one attempt: a result, or a reason to start over.
  private enum Attempt {
    case done(ReadResult)
    case dialect(CSVDialect)
    case header(Bool)
    case order(Int, DateOrder)
    case decimal(DecimalMark)
  }

  private func attempt(_ canChangeDelimiter: Bool) throws -> Attempt {
    let (head, sample) = try head()
    if head.names.count > TextLimits.columns {
      throw ReadError.tooManyColumns(name, limit: TextLimits.columns)
    }
    let declared = try declaredTypes(head.names)
    // Which lines are rows does not depend on other files.
    let ownDecimal = shownDecimal(sample.readings)
    let types = sample.types(head.names, ownDecimal)
    let rest = try LinesAfterTable(layout, of: source, head: head, types: types, end: end, told: options.footer)
    let fileDecimal = options.shared?.decimal ?? ownDecimal
    let guesses = guesses(sample, head, fileDecimal)
    let pass = self.pass(head, to: rest.start, plans(head, guesses, declared, sample, fileDecimal), progress: 0...0.8)
    pass.run(known: nil)
    defer { pass.free() }
    try work.context.check()
    if let failure = pass.failure { throw failure }
    if canChangeDelimiter, let better = try betterDialect(pass) { return .dialect(better) }
    var assembly = CSVAssembly(
      pass, head: head, sample: sample, decimal: fileDecimal, options: options, work: work, name: name)
    if let reason = try settled(&assembly, pass, head, fileDecimal, to: rest.start) { return reason }
    var result = try result(pass, head, &assembly, notes: leftOut(rest, sample, guesses))
    result.evidence = assembly.evidence(sample)
    return .done(result)
  }

  /// What the values of the columns are likely to be, or known to be with those of other files.
  private func guesses(_ sample: CSVSample, _ head: CSVHead, _ decimal: FileDecimal) -> [InferredType] {
    let own = sample.types(head.names, decimal)
    guard let shared = options.shared else { return own }
    return zip(head.names, own).map { name, own in shared.columns[name]?.type ?? own }
  }

  private func pass(
    _ head: CSVHead, to end: Int, _ plans: [ColumnPlan], progress: ClosedRange<Double>
  ) -> CSVPass {
    var rules = CSVRules(isPadded: options.isPadded, isTrimmed: options.isTrimmed, encoding: options.decodedFrom)
    if head.names.count > 1 { rules.header = CSVRules.Header(head.line) }
    return CSVPass(
      layout, from: head.dataStart, to: end, plans: plans, rules: rules, options: options, work: work, source: source,
      progress: progress)
  }

  /// Settles the types of the columns, with further passes for those that were guessed wrong.
  ///
  /// - Returns: a reason to start over.
  private func settled(
    _ assembly: inout CSVAssembly, _ pass: CSVPass, _ head: CSVHead, _ fileDecimal: FileDecimal, to end: Int
  ) throws -> Attempt? {
    if let (column, order) = try assembly.declaredOrder() { return .order(column, order) }
    assembly.settle()
    try work.context.check()
    if options.header == nil, header == nil, options.shared == nil, head.hasHeader, !head.isHeader(over: assembly.resolutions) {
      return .header(false)
    }
    // A third pass is for numbers that the second has shown.
    while let next = assembly.nextPlans {
      if let mark = otherMark(assembly, fileDecimal) { return .decimal(mark) }
      let again = self.pass(head, to: end, next, progress: 0.8...1)
      again.run(known: pass.chunks)
      defer { again.free() }
      try work.context.check()
      if let failure = again.failure { throw failure }
      assembly.take(again)
      try work.context.check()
    }
    return otherMark(assembly, fileDecimal).map { .decimal($0) }
  }

  /// The decimal mark, as far as some readings tell.
  private func shownDecimal(_ readings: [CandidateTypes]) -> FileDecimal {
    if let told = options.decimal { return FileDecimal(told, isTold: true) }
    return decimal.map { FileDecimal($0) } ?? FileDecimal(shownBy: readings)
  }

  /// The decimal mark that all values show, if the sample showed another one.
  private func otherMark(_ assembly: CSVAssembly, _ used: FileDecimal) -> DecimalMark? {
    if used.isTold || decimal != nil || options.shared != nil { return nil }
    let shown = FileDecimal(shownBy: assembly.readings)
    return shown == used ? nil : shown.mark
  }

  /// The first record, and a sample of those below it.
  private func head() throws -> (CSVHead, CSVSample) {
    let reader = CellReader(dateOrder: options.dateOrder)
    let missing = options.missing.map { Array($0.utf8) }
    func sample(_ start: Int, _ columns: Int, _ declared: Set<Int>) throws(SystemError) -> CSVSample {
      try CSVSample(
        layout, of: source, from: start, to: end, columns: columns, reader: reader, missing: missing, declared: declared,
        lookAhead: work.lookAhead)
    }
    func head(at start: Int) throws -> (CSVHead, CSVSample) {
      do {
        let head = try CSVHead(layout, from: start, header: header, usual: dialect.fields, reader: reader) { start, columns in
          let found = try sample(start, columns, [])
          return (found.types([], shownDecimal(found.readings)), found)
        }
        let declared = Set(try declaredTypes(head.names).keys)
        if let known = head.sampleBelow, declared.isEmpty { return (head, known) }
        return (head, try sample(head.dataStart, head.names.count, declared))
      } catch let reason as RejectReason {
        throw ReadError.badFirstRecord(name, line: layout.line(of: start), reason)
      }
    }
    if let wide = dialect.wideStart, header != false, let (head, sample) = try? head(at: wide),
      head.isHeaderOverValues(sample.types(head.names, shownDecimal(sample.readings)))
    {
      dialect.start = wide
      dialect.wideStart = nil
      return (head, sample)
    }
    return try head(at: dialect.start)
  }

  private func result(
    _ pass: CSVPass, _ head: CSVHead, _ assembly: inout CSVAssembly, notes: [Message]
  ) throws -> ReadResult {
    let lines = LineIndex(pass, dataStart: head.dataStart, rows: options.rowsOfLines)
    if !options.isPart { assembly.noteNearlyTyped(lines) }
    work.progress?(1)
    let rejects = try CSVRejects(pass, head: head, rows: options.rowsOfLines)
    return ReadResult(
      table: assembly.table, rejects: rejects.table, encoding: "UTF-8",
      delimiter: layout.delimiter == CSVLayout.noDelimiter ? nil : layout.delimiter, hasHeader: head.hasHeader,
      columnNotes: notes + head.notes + assembly.notes, certainColumns: assembly.certainColumns,
      hasDecimalComma: assembly.hasDecimalComma, hasCertainNames: options.header != nil || head.isCertain, lineIndex: lines,
      badLines: rejects.badLines)
  }

  /// What is said about lines that belong to no table, and about texts with blanks.
  private func leftOut(_ rest: LinesAfterTable, _ sample: CSVSample, _ types: [InferredType]) -> [Message] {
    var notes: [Message] = []
    let comment = String(decoding: options.comment, as: UTF8.self)
    let before = layout.lines(from: start, to: dialect.start).filter { !$0.isEmpty && (comment.isEmpty || !$0.hasPrefix(comment)) }
    if let first = before.first { notes.append(TableNote.before(before.count, first: first)) }
    if let first = rest.lines.first { notes.append(TableNote.after(rest.lines.count, first: first, isTold: options.footer != nil)) }
    if let line = rest.perhapsTotal { notes.append(TableNote.perhapsTotal(line)) }
    if layout.delimiter == CSVLayout.noDelimiter, toldDelimiter == nil {
      let line = layout.lines(from: dialect.start, to: layout.nextLine(dialect.start)).first ?? ""
      if line.utf8.contains(where: { CSVDialect.delimiters.contains($0) }) { notes.append(TableNote.oneColumn(line)) }
      if let count = wordCount { notes.append(TableNote.words(count)) }
    }
    if let first = sample.hashLines.first, options.comment.isEmpty, sample.hashLines.count * 2 <= sample.records {
      notes.append(TableNote.comments(sample.hashLines.count, first))
    }
    if !options.isTrimmed, sample.blankColumns.contains(where: { $0 < types.count && types[$0] == .text }) {
      notes.append(TableNote.blanks)
    }
    return notes
  }

  /// The number of words of the first lines, if all have the same, and enough for several columns.
  private var wordCount: Int? {
    let lines = layout.lines(from: dialect.start, to: layout.count).filter { !$0.isEmpty }
    let counts = Set(lines.map { $0.split { $0 == " " || $0 == "\t" }.count })
    guard lines.count > 1, counts.count == 1, let count = counts.first, count > 2 else { return nil }
    return count
  }

  /// The declared type of each column that has one.
  private func declaredTypes(_ names: [String]) throws(ReadError) -> [Int: ColumnType] {
    var declared: [Int: ColumnType] = [:]
    for (column, type) in options.declaredTypes {
      guard let index = names.firstIndex(of: column) else {
        if options.isPart { continue }
        throw .unknownColumn(column, file: name, columns: names)
      }
      declared[index] = type
    }
    return declared
  }

  /// What the first pass does with each column.
  private func plans(
    _ head: CSVHead, _ guesses: [InferredType], _ declared: [Int: ColumnType], _ sample: CSVSample?, _ decimal: FileDecimal
  ) -> [ColumnPlan] {
    head.names.indices.map { index in
      let guess = index < guesses.count ? guesses[index] : .nothing
      if let type = declared[index] {
        var notation = CellNotation(order: options.dateOrder ?? orders[index] ?? .ymd, decimal: decimal.mark)
        if options.dateOrder == nil, orders[index] == nil, case .type(_, let guessed) = guess { notation.order = guessed.order }
        if let shared = options.shared {
          if let mark = shared.columns[head.names[index]]?.mark { notation.decimal = mark }
        } else if !decimal.isTold, let sample {
          let (isComma, isPoint) = (sample.commas.contains(index), sample.points.contains(index))
          if isComma != isPoint { notation.decimal = isComma ? .comma : .point }
        }
        let format = options.format(of: head.names[index])
        return ColumnPlan(
          kind: .init(type, notation, format: format), notation: notation, format: format, isDeclared: true)
      }
      if !options.wants(head.names[index]) { return ColumnPlan(kind: .skip) }
      switch guess {
      case .nothing, .ambiguousDate: return ColumnPlan(kind: .survey)
      case .type(let type, let notation): return ColumnPlan(kind: .init(type, notation), notation: notation)
      }
    }
  }

  /// Another dialect, if many records have the wrong number of fields with this one
  /// and the file's first 16 MB agree better with the other.
  private func betterDialect(_ pass: CSVPass) throws(SystemError) -> CSVDialect? {
    let rejects = pass.chunks.reduce(0) { $0 + $1.rejects.count }
    guard rejects * 10 > pass.rowCount else { return nil }
    let bytes = 1 << 24
    let reader = InputReader(source)
    let content = firstContent(from: start)
    let stretch = layout.over(try reader.window(content..<min(source.count, content + bytes)), of: source)
    let best = withExtendedLifetime(reader) {
      CSVDialect.detected(
        stretch, from: content, bytes: bytes, told: nil, decimal: options.decimal, hasPreamble: options.skip == nil)
    }
    return best.delimiter == dialect.delimiter && best.start == dialect.start ? nil : best
  }
}
