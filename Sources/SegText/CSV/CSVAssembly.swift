// From the column pieces of a pass to a table: which columns are final, and which are parsed again.

import SegColumns
import SegDiagnostics
import SegFiles
import SegRuntime

/// The columns of a table; their types become final one by one.
struct CSVAssembly {
  private let pass: CSVPass
  private let head: CSVHead
  private let options: TextOptions
  private let work: ReadWork
  private let name: String
  private let rowCount: Int
  private var columns: [Column?]
  /// The readings of each column's values, and the type that follows.
  private(set) var readings: [CandidateTypes]
  private(set) var resolutions: [InferredType]
  private let decimal: FileDecimal
  private(set) var notes: [Message] = []
  /// The plans of the next pass; nil if none is needed.
  private(set) var nextPlans: [ColumnPlan]?

  /// - Parameter sample: the likely readings of the columns that are not read.
  init(
    _ pass: CSVPass, head: CSVHead, sample: CSVSample?, decimal: FileDecimal, options: TextOptions, work: ReadWork,
    name: String
  ) {
    self.decimal = decimal
    self.pass = pass
    self.head = head
    self.options = options
    self.work = work
    self.name = name
    rowCount = pass.rowCount
    columns = Array(repeating: nil, count: pass.plans.count)
    let sampled = sample?.readings ?? []
    readings = pass.plans.indices.map { pass.plans[$0].kind == .skip && $0 < sampled.count ? sampled[$0] : .all }
    resolutions = []
    resolutions = zip(readings, head.names).map { resolution($0, $1) }
  }

  /// The type of a column with some readings; where files are read together, that of all of them.
  private func resolution(_ readings: CandidateTypes, _ name: String) -> InferredType {
    options.shared?.columns[name]?.type ?? readings.resolved(name, decimal)
  }

  /// All columns are final by now.
  var table: Table {
    let fields = zip(head.names, columns).compactMap { name, column in
      options.wants(name) ? Table.Field(name, column ?? Self.allMissing(rowCount)) : nil
    }
    return Table(fields: fields, rowCount: rowCount)
  }

  /// Columns whose type further rows cannot change: declared ones and texts, but
  /// not dates whose order is unknown and not numbers that are texts by their name.
  var certainColumns: Set<String> {
    Set(head.names.indices.filter { pass.plans[$0].isDeclared || resolutions[$0] == .text }.map { head.names[$0] })
  }

  // MARK: Declared dates

  /// A declared date column that was parsed with another order of day and month than
  /// the file shows.
  ///
  /// - Throws: `ambiguous-date` if the file does not show the order.
  func declaredOrder() throws(ReadError) -> (column: Int, order: DateOrder)? {
    // The other files tell it, too.
    if options.dateOrder != nil || options.shared != nil { return nil }
    for (column, plan) in pass.plans.enumerated()
    where plan.isDeclared && (plan.kind == .date || plan.kind == .timestamp) {
      let pieces = Self.pieces(pass, column)
      let day = pieces.contains(where: \.sawDayFirst)
      let month = pieces.contains(where: \.sawMonthFirst)
      if options.isPart, day == month { continue }
      if day && month { throw .ambiguousDate(head.names[column], bothOrders: true) }
      if !day && !month {
        if pieces.contains(where: \.sawEitherFirst) { throw .ambiguousDate(head.names[column], bothOrders: false) }
        continue
      }
      let order: DateOrder = day ? .dmy : .mdy
      if plan.notation.order != order { return (column, order) }
    }
    return nil
  }

  // MARK: Settling

  /// Finishes the columns whose values have the type they were parsed as, and plans a
  /// second pass for the others.
  mutating func settle() {
    var isReady = pass.plans.indices.map { column in
      let plan = pass.plans[column]
      if plan.isDeclared || plan.kind == .text { return true }
      if plan.kind == .skip { return false }
      resolve(column, Self.readings(pass, column))
      return resolutions[column] == .type(plan.kind.columnType, plan.notation) && plan.kind != .survey
    }
    Self.build(pass, isReady, work.context, into: &columns)
    var second = pass.plans.map { _ in ColumnPlan(kind: .skip) }
    var needsSecond = false
    for (column, plan) in pass.plans.enumerated() {
      let name = head.names[column]
      if plan.kind == .skip { continue }
      if plan.isDeclared {
        resolutions[column] = .type(plan.kind.columnType, plan.notation)
        noteOffsets(column, pass)
        if plan.kind.isNumber, Self.readings(pass, column).isDisjoint(with: .currencies) {
          notes.append(ColumnNote.severalCurrencies(name))
        }
        continue
      }
      if plan.kind == .text, let built = columns[column] {
        resolve(column, readings(of: built))
        isReady[column] = resolutions[column] == .text
      }
      if isReady[column] {
        if let built = columns[column], isPhone(name, built) {
          // Its resolution stays integer: for the header its values are numbers.
          second[column] = ColumnPlan(kind: .text)
          notes.append(ColumnNote.phone(name))
          needsSecond = true
        } else {
          noteNotation(column, pass)
        }
        continue
      }
      switch resolutions[column] {
      case .nothing: columns[column] = Self.allMissing(rowCount)
      case .ambiguousDate(let type):
        notes.append(ColumnNote.ambiguousDate(name, type.rawValue))
        if plan.kind != .text {
          second[column] = ColumnPlan(kind: .text)
          needsSecond = true
        }
      case .type(let type, let notation):
        second[column] = ColumnPlan(kind: .init(type, notation), notation: notation)
        needsSecond = true
      }
    }
    if needsSecond { nextPlans = second }
  }

  private mutating func resolve(_ column: Int, _ found: CandidateTypes) {
    readings[column] = found
    resolutions[column] = resolution(found, head.names[column])
  }

  /// Whether a column has decimal commas.
  var hasDecimalComma: Bool {
    resolutions.contains { resolution in
      if case .type(_, let notation) = resolution { return notation.decimal == .comma }
      return false
    }
  }

  /// Takes the columns of another pass. Texts that the fast paths failed to read as numbers may be numbers in
  /// another notation: then they are parsed once more.
  mutating func take(_ again: CSVPass) {
    var third = again.plans.map { _ in ColumnPlan(kind: .skip) }
    nextPlans = nil
    let isReady = again.plans.map { !$0.isDeclared && $0.kind != .skip }
    Self.build(again, isReady, work.context, into: &columns)
    for (column, plan) in again.plans.enumerated() where isReady[column] {
      if plan.kind == .integer, let built = columns[column], isPhone(head.names[column], built) {
        columns[column] = Self.textOfIntegers(built)
        notes.append(ColumnNote.phone(head.names[column]))
      }
      if plan.kind == .text, let built = columns[column], resolutions[column] == .text,
        [.integer, .number, .markedNumber].contains(pass.plans[column].kind)
      {
        resolve(column, readings(of: built))
        if case .type(let type, let notation) = resolutions[column], type == .integer || type == .number {
          third[column] = ColumnPlan(kind: .init(type, notation), notation: notation)
          nextPlans = third
          continue
        }
      }
      noteNotation(column, again)
    }
    if nextPlans != nil { nextPlans = third }
  }

  /// Notes how the values of a column were read, where that could be wrong.
  private mutating func noteNotation(_ column: Int, _ pass: CSVPass) {
    noteOffsets(column, pass)
    guard case .type(let type, let notation) = resolutions[column] else { return }
    let (name, found) = (head.names[column], readings[column])
    if type == .date || type == .timestamp {
      if notation.order != .ymd, options.dateOrder == nil { notes.append(ColumnNote.dateOrder(name, notation.order)) }
      if found.contains(.shortYear) { notes.append(ColumnNote.shortYears(name)) }
      if found.contains(.month) { notes.append(ColumnNote.months(name)) }
    }
    if type == .boolean, found.contains(.letter) { notes.append(ColumnNote.letters(name)) }
    guard found.hasOpenMark, !decimal.isTold, decimal.mark == notation.decimal, notation.decimal == .point else { return }
    if type == .integer {
      notes.append(ColumnNote.openMark(name))
    } else if type == .number, !readings.contains(where: { $0.shows(.point) }) {
      notes.append(ColumnNote.openPoint(name))
    }
  }

  private mutating func noteOffsets(_ column: Int, _ pass: CSVPass) {
    if Self.pieces(pass, column).contains(where: \.hasOffset) {
      notes.append(ColumnNote.convertedToUTC(head.names[column]))
    }
  }

  /// Notes for text columns which values keep them from being numbers or dates. All
  /// columns are final by now.
  ///
  /// - Parameter lines: where the rows lie in the file.
  mutating func noteNearlyTyped(_ lines: LineIndex) {
    let reader = CellReader(dateOrder: options.dateOrder)
    for (column, plan) in pass.plans.enumerated() where !plan.isDeclared && plan.kind != .skip {
      if case .ambiguousDate = resolutions[column] { continue }
      guard let built = columns[column] else { continue }
      if let note = MixedTypeReport(built, head.names[column], reader: reader, place: lines.place(of:))?.note {
        notes.append(note)
      }
    }
  }

  /// Whether a column holds phone numbers; where files are read together, whether all of them do.
  private func isPhone(_ name: String, _ column: Column) -> Bool {
    options.shared?.columns[name].map(\.isPhone) ?? Self.isPhone(name, column)
  }

  // MARK: Evidence

  /// What the values show of the columns' types, for other files of the table.
  func evidence(_ sample: CSVSample) -> FileEvidence {
    let found = pass.plans.indices.filter { pass.plans[$0].kind != .skip }.map { index in
      let plan = pass.plans[index]
      var column = FileEvidence.Column(name: head.names[index])
      column.readings = readings[index]
      column.isDeclared = plan.isDeclared
      if plan.isDeclared {
        let pieces = Self.pieces(pass, index)
        column.used = .type(plan.kind.columnType, plan.notation)
        if plan.format == nil, options.dateOrder == nil {
          column.sawDayFirst = pieces.contains(where: \.sawDayFirst)
          column.sawMonthFirst = pieces.contains(where: \.sawMonthFirst)
          column.sawEitherFirst = pieces.contains(where: \.sawEitherFirst)
        }
        column.sawComma = sample.commas.contains(index)
        column.sawPoint = sample.points.contains(index)
        return column
      }
      column.used = resolutions[index]
      if case .ambiguousDate = column.used { column.used = .text }
      if case .type(.integer, _) = resolutions[index], let built = columns[index] {
        column.isPhone = built.type == .text || PhoneNames.contains(head.names[index]) && Self.isPhone(column.name, built)
        if built.type == .text { column.used = .text }
      }
      return column
    }
    return FileEvidence(columns: found, hasHeader: head.hasHeader, hasMarks: true)
  }

  // MARK: Pieces

  private static func pieces(_ pass: CSVPass, _ column: Int) -> [ColumnChunk] {
    pass.chunks.compactMap { $0.pieces.isEmpty ? nil : $0.pieces[column] }
  }

  private static func readings(_ pass: CSVPass, _ column: Int) -> CandidateTypes {
    pieces(pass, column).reduce(.all) { $0.intersection($1.readings) }
  }

  /// The readings of a text column, from its distinct texts; usually the first few
  /// decide.
  private func readings(of column: Column) -> CandidateTypes {
    guard let dictionary = column.dictionary, column.missingCount < column.count else { return .all }
    let reader = CellReader(dateOrder: options.dateOrder)
    var readings = CandidateTypes.all
    for code in 0..<dictionary.count {
      let text = dictionary.utf8(code)
      if let start = text.baseAddress, !CellReader.isBlank(start, text.count) {
        readings.formIntersection(reader.read(start, text.count).evidence)
      }
      if readings.isText { return [] }
    }
    // Many values with zeros at their end are measured; a few are codes.
    if dictionary.count > Self.mostCodes { readings.insert(.noTrailingZero) }
    return readings
  }

  /// More distinct values than these are no codes.
  private static let mostCodes = 1000

  /// With this many texts in all dictionaries of a column, threads share its work.
  private static let manyTexts = 1 << 16

  private static func build(_ pass: CSVPass, _ isReady: [Bool], _ context: ExecutionContext, into columns: inout [Column?]) {
    let rowCount = pass.rowCount
    let mustRenumber = pass.wasReparsed || pass.hasRejects
    let chunks = pass.chunks.filter { !$0.pieces.isEmpty }
    if chunks.isEmpty {
      // There is no row, so that nothing was parsed.
      for column in isReady.indices where isReady[column] { columns[column] = Column.of(pass.plans[column].kind.columnType, []) }
      return
    }
    let workers = chunks.map(\.worker)
    // Columns with very many texts come first, one at a time on all threads: they
    // need the most memory while they are merged.
    var large: [Int] = []
    var rest: [Int] = []
    for column in isReady.indices where isReady[column] {
      let texts = pass.parsers.reduce(0) { $0 + $1.writers[column].texts.pointee.count }
      if texts >= manyTexts { large.append(column) } else { rest.append(column) }
    }
    let results = UnsafeMutableBufferPointer<Column?>.allocate(capacity: isReady.count)
    results.initialize(repeating: nil)
    let build = { (column: Int) in
      pass.texts.remove(pass.parsers.reduce(0) { $0 + $1.writers[column].texts.pointee.usedBytes })
      var merger = ChunkConcatenator(
        pieces: chunks.map { $0.pieces[column] }, memory: pass.memories[column], workers: workers, rowCount: rowCount,
        mustRenumber: mustRenumber, context: context)
      results[column] = merger.column(
        pass.plans[column].kind.columnType, collectors: pass.parsers.map { $0.writers[column].texts })
    }
    for column in large { build(column) }
    context.finishUnchecked(pieces: rest.count) { build(rest[$0]) }
    for index in isReady.indices where isReady[index] {
      columns[index] = results[index]
      // The merger has freed these.
      for chunk in chunks { chunk.pieces[index].forget() }
    }
    results.deinitialize()
    results.deallocate()
  }

  // MARK: Special columns

  static func allMissing(_ rows: Int) -> Column {
    Column(
      .text, count: rows, values: .codes8(Buffer(count: rows, zeroed: true)),
      validity: rows == 0 ? nil : Bitmap(count: rows), dictionary: TextDictionary([""]))
  }

  /// Phone numbers are integers of seven digits or more under a name that says so.
  static func isPhone(_ name: String, _ column: Column) -> Bool {
    guard column.type == .integer, PhoneNames.contains(name) else { return false }
    return (0..<column.count).allSatisfy { !column.isPresent($0) || column.integer($0) >= 1_000_000 }
  }

  /// Exact if the integers were written plainly, as phone numbers are.
  private static func textOfIntegers(_ column: Column) -> Column {
    Column.texts((0..<column.count).map { column.isPresent($0) ? String(column.integer($0)) : nil })
  }
}
