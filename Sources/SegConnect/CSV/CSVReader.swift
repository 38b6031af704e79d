// Reads a CSV file: dialect, head, guess, one pass, and a second one where the
// guess was wrong.

import SegColumns

/// What became of bytes taken for UTF-8.
enum TextOutcome {
  case read(ReadResult)
  /// They are not UTF-8, first at this offset.
  case notUTF8(offset: Int)
}

/// Reads one file. The types that come out are those that every value reads
/// as, whatever the sample, the chunks and the threads were:
///
/// 1. A sample guesses each column's type.
/// 2. The first pass parses columns as guessed and gathers the readings of all
///    values (`Readings`), text columns' from their dictionaries.
/// 3. Columns whose readings amount to another type are parsed again as that.
final class CSVReader {
  /// More columns than this are a wrong delimiter.
  static let columnLimit = 10_000

  let input: InputBytes
  let name: String
  let options: ReadOptions
  private let contentStart: Int
  private var layout: CSVLayout
  /// The delimiter that the options or the file's first line say.
  private let toldDelimiter: UInt8?
  private var header: Bool?
  /// Orders of declared dates that a pass has found out.
  private var orders: [Int: DateOrder] = [:]

  /// - Parameter start: where the text starts, after a byte order mark.
  init(_ input: InputBytes, from start: Int, name: String, options: ReadOptions) {
    self.input = input
    self.name = name
    self.options = options
    header = options.header
    let newline = CSVDialect.newline(input)
    // The sentinel: every scan for the end of a line stops here.
    input.base[input.count] = newline
    layout = CSVLayout(base: input.base, count: input.count, delimiter: options.delimiter ?? 0x2C, newline: newline)
    let firstEnd = layout.nextLine(start)
    layout.hasReturns = newline == 0x0A && firstEnd >= start + 2 && input.base[firstEnd - 2] == CSVLayout.carriageReturn
    var content = start
    while content < input.count, let length = layout.blankLine(at: content) { content += length }
    if let told = CSVDialect.told(layout, at: content) {
      toldDelimiter = options.delimiter ?? told.delimiter
      content = told.next
      while content < input.count, let length = layout.blankLine(at: content) { content += length }
    } else {
      toldDelimiter = options.delimiter
    }
    contentStart = content
  }

  func read() throws(ReadError) -> TextOutcome {
    if contentStart >= input.count { throw .emptyFile(name) }
    layout.delimiter = toldDelimiter ?? CSVDialect.delimiter(layout, from: contentStart, bytes: 1 << 18)
    var canChangeDelimiter = toldDelimiter == nil
    // Each turn settles one question for good, so there are few.
    while true {
      switch try attempt(canChangeDelimiter) {
      case .done(let outcome): return outcome
      case .delimiter(let delimiter):
        layout.delimiter = delimiter
        canChangeDelimiter = false
      case .header(let flag): header = flag
      case .order(let column, let order): orders[column] = order
      }
    }
  }

  /// How one attempt ends: with a result, or with a reason to start over.
  private enum Attempt {
    case done(TextOutcome)
    case delimiter(UInt8)
    case header(Bool)
    case order(Int, DateOrder)
  }

  private func attempt(_ canChangeDelimiter: Bool) throws(ReadError) -> Attempt {
    let reader = CellReader(dateOrder: options.dateOrder)
    let missing = options.missing.map { Array($0.utf8) }
    var guesses: [Resolution] = []
    let found: CSVHead?
    do {
      found = try CSVHead(layout, from: contentStart, header: header, reader: reader) { start, columns in
        guesses = CSVSample(layout, from: start, columns: columns, reader: reader, missing: missing).resolutions
        return guesses
      }
    } catch {
      throw .badFirstRecord(name, line: TextEncoding.line(of: contentStart, in: input, newline: layout.newline), error)
    }
    guard let head = found else { return .done(.notUTF8(offset: contentStart)) }
    if head.names.count > Self.columnLimit {
      throw .tooManyColumns(name, limit: Self.columnLimit)
    }
    if header != nil || !head.hasHeader {
      guesses =
        CSVSample(layout, from: head.dataStart, columns: head.names.count, reader: reader, missing: missing)
        .resolutions
    }
    let plans = try plans(head, guesses)
    let pass = CSVPass(layout, from: head.dataStart, plans: plans, options: options, input: input, progress: 0...0.8)
    pass.run(known: nil)
    defer { pass.free() }
    if pass.wasCancelled { throw .interrupted() }
    if let offset = pass.invalidOffset { return .done(.notUTF8(offset: offset)) }
    if canChangeDelimiter, let better = betterDelimiter(pass) { return .delimiter(better) }
    var assembly = CSVAssembly(pass, head: head, options: options, name: name)
    if let (column, order) = try assembly.declaredOrder() { return .order(column, order) }
    assembly.settle()
    if options.header == nil, header == nil, head.hasHeader, !head.isHeader(over: assembly.resolutions) {
      return .header(false)
    }
    if let second = assembly.secondPlans {
      let again = CSVPass(
        layout, from: head.dataStart, plans: second, options: options, input: input, progress: 0.8...1)
      again.run(known: pass.chunks)
      defer { again.free() }
      if again.wasCancelled { throw .interrupted() }
      if let offset = again.invalidOffset { return .done(.notUTF8(offset: offset)) }
      assembly.take(again)
    }
    let lines = LineIndex(pass, dataStart: head.dataStart)
    assembly.noteNearlyTyped(lines)
    options.progress?(1)
    return .done(
      .read(
        ReadResult(
          table: assembly.table, rejects: CSVRejects(pass, head: head).table, encoding: "UTF-8",
          delimiter: layout.delimiter == CSVLayout.noDelimiter ? nil : layout.delimiter, hasHeader: head.hasHeader,
          columnNotes: head.notes + assembly.notes, byteCount: input.count,
          lineIndex: lines)))
  }

  /// What the first pass does with each column.
  private func plans(_ head: CSVHead, _ guesses: [Resolution]) throws(ReadError) -> [ColumnPlan] {
    var declared: [Int: ColumnType] = [:]
    for (column, type) in options.types {
      guard let index = head.names.firstIndex(of: column) else {
        throw .unknownColumn(column, file: name, columns: head.names)
      }
      declared[index] = type
    }
    return head.names.indices.map { index in
      let guess = index < guesses.count ? guesses[index] : .nothing
      if let type = declared[index] {
        var order = options.dateOrder ?? orders[index] ?? .ymd
        if options.dateOrder == nil, orders[index] == nil, case .type(_, let guessed) = guess { order = guessed }
        return ColumnPlan(kind: .init(type), order: order, isDeclared: true)
      }
      switch guess {
      case .nothing, .ambiguousDate: return ColumnPlan(kind: .survey)
      case .type(let type, let order): return ColumnPlan(kind: .init(type), order: order)
      }
    }
  }

  /// Another delimiter, where under this one many records are ragged and the
  /// whole file agrees better with another.
  private func betterDelimiter(_ pass: CSVPass) -> UInt8? {
    let rejects = pass.chunks.reduce(0) { $0 + $1.rejects.count }
    guard rejects * 10 > pass.rowCount else { return nil }
    let best = CSVDialect.delimiter(layout, from: contentStart, bytes: layout.count)
    return best == layout.delimiter ? nil : best
  }
}
