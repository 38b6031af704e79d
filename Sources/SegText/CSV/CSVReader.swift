// Reads a CSV file: dialect, head, guess, one pass, and a second pass if the guess
// was wrong.

import SegColumns
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
  private let end: Int
  let options: TextOptions
  let work: ReadWork
  /// Where the text starts, after a byte order mark.
  private let start: Int
  /// Where the first record starts.
  private var contentStart: Int
  /// Examines the beginning of the file, which has the first record.
  private let reader: InputReader
  private var layout: CSVLayout
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
    self.end = end
    self.source = source
    self.name = name
    self.options = options
    self.work = work
    self.start = start
    header = options.header
    reader = InputReader(source)
    contentStart = start
    let newline = try CSVDialect.newline(reader)
    let window = try reader.window(0..<min(source.count, work.lookAhead * 16))
    layout = CSVLayout(window, of: source, delimiter: 0x2C, newline: newline)
    while try !holdsFirstRecord() {
      layout = layout.over(try reader.window(0..<min(source.count, layout.count * 16)), of: source)
    }
  }

  /// Finds where the first record starts and which delimiter it has.
  ///
  /// - Returns: whether the beginning has all of the first record, and enough after it
  ///   to decide.
  private func holdsFirstRecord() throws(SystemError) -> Bool {
    let firstEnd = layout.nextLine(start)
    layout.hasReturns =
      layout.newline == 0x0A && firstEnd >= start + 2 && layout.base[firstEnd - 2] == CSVLayout.carriageReturn
    layout.delimiter = options.delimiter ?? 0x2C
    toldDelimiter = options.delimiter
    contentStart = content(from: start)
    if let told = CSVDialect.told(layout, at: contentStart) {
      toldDelimiter = options.delimiter ?? told.delimiter
      contentStart = content(from: told.next)
    }
    let bytes = 1 << 18
    if layout.isCut && contentStart + bytes > layout.count { return false }
    layout.delimiter = toldDelimiter ?? CSVDialect.delimiter(layout, from: contentStart, bytes: bytes)
    if !layout.isCut { return true }
    var fields: [CSVLayout.Field] = []
    let (next, _) = layout.record(at: contentStart, limit: layout.count, into: &fields)
    return next < layout.count
  }

  /// The first line that is not blank.
  private func content(from start: Int) -> Int {
    var content = start
    while content < layout.count, let length = layout.blankLine(at: content) { content += length }
    return content
  }

  /// Reads the file.
  ///
  /// - Throws: `ReadError`; `SystemError` if the system fails.
  func read() throws -> TextOutcome {
    if contentStart >= source.count { throw ReadError.emptyFile(name) }
    var canChangeDelimiter = toldDelimiter == nil
    // Each attempt decides one question for good, so there are few attempts.
    while true {
      switch try attempt(canChangeDelimiter) {
      case .done(let outcome): return outcome
      case .delimiter(let delimiter):
        layout.delimiter = delimiter
        canChangeDelimiter = false
      case .header(let flag): header = flag
      case .order(let column, let order): orders[column] = order
      case .decimal(let mark): decimal = mark
      }
    }
  }

  /// The end of one attempt: a result, or a reason to start over.
  private enum Attempt {
    case done(TextOutcome)
    case delimiter(UInt8)
    case header(Bool)
    case order(Int, DateOrder)
    case decimal(DecimalMark)
  }

  private func attempt(_ canChangeDelimiter: Bool) throws -> Attempt {
    let reader = CellReader(dateOrder: options.dateOrder)
    let missing = options.missing.map { Array($0.utf8) }
    var sample: CSVSample?
    func sampled(_ start: Int, _ columns: Int, declared: Set<Int> = []) throws(SystemError) -> CSVSample {
      try CSVSample(
        layout, of: source, from: start, to: end, columns: columns, reader: reader, missing: missing, declared: declared,
        lookAhead: work.lookAhead)
    }
    let found: CSVHead?
    do {
      found = try CSVHead(layout, from: contentStart, header: header, reader: reader) { start, columns in
        let found = try sampled(start, columns)
        sample = found
        return found.types([], shownDecimal(found.readings))
      }
    } catch let reason as RejectReason {
      throw ReadError.badFirstRecord(name, line: layout.line(of: contentStart), reason)
    }
    guard let head = found else { return .done(.notUTF8(offset: contentStart)) }
    if head.names.count > TextLimits.columns {
      throw ReadError.tooManyColumns(name, limit: TextLimits.columns)
    }
    let declared = try declaredTypes(head.names)
    if header != nil || !head.hasHeader || !declared.isEmpty {
      sample = try sampled(head.dataStart, head.names.count, declared: Set(declared.keys))
    }
    let fileDecimal = shownDecimal(sample?.readings ?? [])
    let guesses = sample?.types(head.names, fileDecimal) ?? []
    let plans = plans(head, guesses, declared, sample, fileDecimal)
    let pass = CSVPass(
      layout, from: head.dataStart, to: end, plans: plans, options: options, work: work, source: source,
      progress: 0...0.8)
    pass.run(known: nil)
    defer { pass.free() }
    try work.context.check()
    if let failure = pass.failure { throw failure }
    if let offset = pass.invalidOffset { return .done(.notUTF8(offset: offset)) }
    if canChangeDelimiter, let better = try betterDelimiter(pass) { return .delimiter(better) }
    var assembly = CSVAssembly(
      pass, head: head, sample: sample, decimal: fileDecimal, options: options, work: work, name: name)
    return try settled(&assembly, pass, head, fileDecimal)
  }

  /// Settles the types of the columns, with further passes for those that were guessed wrong.
  private func settled(
    _ assembly: inout CSVAssembly, _ pass: CSVPass, _ head: CSVHead, _ fileDecimal: FileDecimal
  ) throws -> Attempt {
    if let (column, order) = try assembly.declaredOrder() { return .order(column, order) }
    assembly.settle()
    try work.context.check()
    if options.header == nil, header == nil, head.hasHeader, !head.isHeader(over: assembly.resolutions) {
      return .header(false)
    }
    // A third pass is for numbers that the second has shown.
    while let next = assembly.nextPlans {
      if let mark = otherMark(assembly, fileDecimal) { return .decimal(mark) }
      let again = CSVPass(
        layout, from: head.dataStart, to: end, plans: next, options: options, work: work, source: source,
        progress: 0.8...1)
      again.run(known: pass.chunks)
      defer { again.free() }
      try work.context.check()
      if let failure = again.failure { throw failure }
      if let offset = again.invalidOffset { return .done(.notUTF8(offset: offset)) }
      assembly.take(again)
      try work.context.check()
    }
    if let mark = otherMark(assembly, fileDecimal) { return .decimal(mark) }
    return .done(.read(try result(pass, head, &assembly)))
  }

  /// The decimal mark, as far as some readings tell.
  private func shownDecimal(_ readings: [CandidateTypes]) -> FileDecimal {
    if let told = options.decimal { return FileDecimal(told, isTold: true) }
    return decimal.map { FileDecimal($0) } ?? FileDecimal(shownBy: readings)
  }

  /// The decimal mark that all values show, if the sample showed another one.
  private func otherMark(_ assembly: CSVAssembly, _ used: FileDecimal) -> DecimalMark? {
    if used.isTold || decimal != nil { return nil }
    let shown = FileDecimal(shownBy: assembly.readings)
    return shown == used ? nil : shown.mark
  }

  private func result(_ pass: CSVPass, _ head: CSVHead, _ assembly: inout CSVAssembly) throws -> ReadResult {
    let lines = LineIndex(pass, dataStart: head.dataStart)
    assembly.noteNearlyTyped(lines)
    work.progress?(1)
    return ReadResult(
      table: assembly.table, rejects: try CSVRejects(pass, head: head).table, encoding: "UTF-8",
      delimiter: layout.delimiter == CSVLayout.noDelimiter ? nil : layout.delimiter, hasHeader: head.hasHeader,
      columnNotes: head.notes + assembly.notes, certainColumns: assembly.certainColumns,
      hasDecimalComma: assembly.hasDecimalComma,
      hasCertainNames: options.header != nil || head.isCertain, lineIndex: lines)
  }

  /// The declared type of each column that has one.
  private func declaredTypes(_ names: [String]) throws(ReadError) -> [Int: ColumnType] {
    var declared: [Int: ColumnType] = [:]
    for (column, type) in options.declaredTypes {
      guard let index = names.firstIndex(of: column) else {
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
        if !decimal.isTold, let sample {
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

  /// Another delimiter, if many records have the wrong number of fields with this one
  /// and the file's first 16 MB agree better with the other.
  private func betterDelimiter(_ pass: CSVPass) throws(SystemError) -> UInt8? {
    let rejects = pass.chunks.reduce(0) { $0 + $1.rejects.count }
    guard rejects * 10 > pass.rowCount else { return nil }
    let bytes = 1 << 24
    let reader = InputReader(source)
    let stretch = layout.over(try reader.window(contentStart..<min(source.count, contentStart + bytes)), of: source)
    let best = CSVDialect.delimiter(stretch, from: contentStart, bytes: bytes)
    return best == layout.delimiter ? nil : best
  }
}
