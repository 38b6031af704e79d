// quality(TABLE): the content of each column, and problems of the rows.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct QualityAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// One row for each column of the loaded table (including events after the as-of day),
  /// then rows about the table as a whole, with their counts in `rows`: also those that look up
  /// a row and find none. `of SEGMENT`
  /// keeps the rows of those customers.
  ///
  /// Duplicate rows are equal to an earlier one in every column. A customers
  /// table has each key once; there, all columns but the key are compared.
  func quality(_ analysis: QualityAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let people = try population(question)
    let isWhole = question.segment == nil && question.condition == nil
    var quality = Quality(context: context)
    switch analysis.table {
    case .customers:
      guard let customers = store.customers else { break }
      let table = isWhole ? customers.table : try quality.gathered(customers.table, try rows(of: people))
      try quality.add(columns: table)
      let described = table.fields.filter { $0.name != customers.key }.map(\.column)
      if !described.isEmpty {
        let all = try Buffer<Int32>(count: table.rowCount, zeroed: true, in: context)
        quality.factRow("(duplicate rows but for the key)", try quality.duplicates(described, customers: all))
      }
      if isWhole { quality.factRow("(rejected rows)", store.rejects[customers.name]?.rowCount ?? 0) }
      if isWhole { addLinks(of: customers.name, to: &quality) }
    case .events(let name):
      guard let events = try evaluation.eventTable(name) else { break }
      var (table, owners) = (try evaluation.withGivenColumns(events), events.customerRows)
      if !isWhole {
        let rows = try rows(of: people, events)
        table = try quality.gathered(table, rows)
        owners = try Buffer(count: rows.count, in: context)
        for place in 0..<rows.count { owners[place] = events.customerRows[Int(rows[place])] }
      }
      try quality.add(columns: table)
      let own = table.fields.prefix(events.table.fields.count).map(\.column)
      quality.factRow("(duplicate rows)", try quality.duplicates(own, customers: owners))
      if isWhole { quality.factRow("(rejected rows)", store.rejects[name]?.rowCount ?? 0) }
      if isWhole { addLinks(of: name, to: &quality) }
      if events.isReference { break }
      if isWhole, case .table(let owner) = events.owner { quality.factRow("(no row of \(owner))", events.ownerlessCount) }
      if isWhole { quality.factRow("(events of no customer)", events.orphanCount) }
      if isWhole, events.inheritedTime == nil, let far = events.newest.flatMap({ Diagnostic.farEvent(name, $0, at: question.span) }) {
        context.notices.add(far)
      }
      var without = 0
      people.forEachRow { if events.offsets[$0] == events.offsets[$0 + 1] { without += 1 } }
      quality.factRow("(customers without events)", without)
    case .rejects, .none: break
    }
    return quality.answer
  }

  /// The rows that look up a row of another table and find none.
  private func addLinks(of table: String, to quality: inout Quality) {
    for link in store.links(of: table) {
      quality.factRow("(no row of \(link.role))", store.unlinked(LinkPlan(table: table, link: link)).count)
    }
  }

  private func rows(of people: Bitmap) throws(ScriptError) -> Buffer<Int32> {
    let rows = try Buffer<Int32>(count: people.population, in: context)
    var next = 0
    people.forEachRow {
      rows[next] = Int32(truncatingIfNeeded: $0)
      next += 1
    }
    return rows
  }

  /// The events of some customers.
  private func rows(of people: Bitmap, _ events: EventTable) throws(ScriptError) -> Buffer<Int32> {
    var count = 0
    people.forEachRow { count += Int(events.offsets[$0 + 1] - events.offsets[$0]) }
    let rows = try Buffer<Int32>(count: count, in: context)
    var next = 0
    people.forEachRow { customer in
      for row in events.offsets[customer]..<events.offsets[customer + 1] {
        rows[next] = row
        next += 1
      }
    }
    return rows
  }
}

/// Facts about the columns and rows of a table.
private struct Quality {
  private struct Row {
    let column: Message
    var type: Message?
    var rows: Int
    var missing: Int?
    var distinct: Int?
    var smallest: Message?
    var largest: Message?
    var outliers: Int?
  }

  let context: ExecutionContext
  private var rows: [Row] = []

  init(context: ExecutionContext) { self.context = context }

  var answer: [Column] {
    func counts(_ value: (Row) -> Int?) -> Column { Column.integers(rows.map { value($0).map { Int64($0) } }) }
    let shares = rows.map { row in
      row.rows == 0 ? nil : row.missing.map { Double($0) / Double(row.rows) }
    }
    return [
      Column.messages(rows.map(\.column)), Column.messages(rows.map(\.type)), counts(\.rows), counts(\.missing), Column.numbers(shares),
      counts(\.distinct), Column.messages(rows.map(\.smallest)), Column.messages(rows.map(\.largest)), counts(\.outliers),
    ]
  }

  mutating func factRow(_ name: Message, _ count: Int) { rows.append(Row(column: name, rows: count)) }

  // MARK: - Columns

  func gathered(_ table: Table, _ rows: Buffer<Int32>) throws(ScriptError) -> Table {
    var fields: [Table.Field] = []
    for field in table.fields { fields.append(Table.Field(field.name, try field.column.gathered(rows.values, in: context))) }
    return Table(fields: fields, rowCount: rows.count)
  }

  /// A row for each column; each thread takes one column at a time.
  mutating func add(columns table: Table) throws(ScriptError) {
    let slots = MorselResults<Row>(table.fields.count)
    let context = self.context
    try context.run(pieces: table.fields.count) { _, place in
      let field = table.fields[place]
      var row = Row(
        column: Message(verbatim: field.name), type: field.column.type.word, rows: field.column.count, missing: field.column.missingCount)
      switch field.column.type {
      case .integer, .number, .date, .timestamp: Self.describe(ordered: field.column, context, &row)
      case .text: Self.describe(text: field.column, &row)
      case .boolean: Self.describe(yesNo: field.column, &row)
      }
      slots.set(place, row)
    }
    for place in table.fields.indices { if let row = slots.get(place) { rows.append(row) } }
  }

  private static func describe(ordered column: Column, _ context: ExecutionContext, _ row: inout Row) {
    guard let values = SortedValues(column, context) else { return }
    row.distinct = values.distinct
    if column.type == .integer || column.type == .number { row.outliers = values.outliers }
    if values.count == 0 { return }
    row.smallest = Message(verbatim: values[0].description)
    row.largest = Message(verbatim: values[values.count - 1].description)
  }

  private static func describe(text column: Column, _ row: inout Row) {
    guard let dictionary = column.dictionary else { return }
    let used = Bitmap(count: dictionary.count)
    for place in 0..<column.count where column.isPresent(place) { used.set(column.code(place)) }
    row.distinct = used.population
    var (smallest, largest) = (-1, -1)
    func isBefore(_ a: Int, _ b: Int) -> Bool {
      dictionary.isOrdered ? a < b : TextDictionary.compare(dictionary.utf8(a), dictionary.utf8(b)) < 0
    }
    used.forEachRow { code in
      if smallest < 0 || isBefore(code, smallest) { smallest = code }
      if largest < 0 || isBefore(largest, code) { largest = code }
    }
    if smallest >= 0 { (row.smallest, row.largest) = (Message(verbatim: dictionary[smallest]), Message(verbatim: dictionary[largest])) }
  }

  private static func describe(yesNo column: Column, _ row: inout Row) {
    guard case .bits(let bits) = column.values else { return }
    // Bits are 0 if a value is missing.
    let yes = bits.population
    let no = column.count - column.missingCount - yes
    row.distinct = min(1, yes) + min(1, no)
    if yes + no > 0 { (row.smallest, row.largest) = (no > 0 ? "no" : "yes", yes > 0 ? "yes" : "no") }
  }

  // MARK: - Duplicates

  /// The bits of a missing value in a hash; rows with equal hashes are compared, so a
  /// value with the same bits does no harm.
  private static let missingIdentity: UInt64 = 0xA5A5_5A5A_C3C3_3C3C

  /// The number of rows that are equal to an earlier one. Equal rows have the same
  /// customer, and rows of a customer are adjacent, so rows are sorted only within a
  /// customer.
  func duplicates(_ columns: [Column], customers: Buffer<Int32>) throws(ScriptError) -> Int {
    let count = customers.count
    let hashes = try Buffer<UInt64>(count: count, zeroed: true, in: context)
    try context.run(rows: count) { _, _, range in
      for column in columns {
        for row in range {
          let own = column.isPresent(row) ? column.identity(row) : Self.missingIdentity
          hashes.pointer[row] = splitMix64(hashes.pointer[row] ^ own)
        }
      }
    }
    let context = self.context
    let slots = MorselResults<Int>((count + morselRows - 1) / morselRows)
    try context.run(rows: count) { _, morsel, range in
      var duplicates = 0
      var start = range.lowerBound
      // A customer belongs to the morsel in which their rows begin.
      while start < range.upperBound, start > 0, customers.pointer[start] == customers.pointer[start - 1] { start += 1 }
      var own: [(hash: UInt64, row: Int)] = []
      while start < range.upperBound, !context.isStopped {
        var end = start + 1
        while end < count, customers.pointer[end] == customers.pointer[start] { end += 1 }
        if end - start > 1 {
          own.removeAll(keepingCapacity: true)
          for row in start..<end { own.append((hashes.pointer[row], row)) }
          own.sort { $0.hash != $1.hash ? $0.hash < $1.hash : $0.row < $1.row }
          duplicates += Self.duplicates(own, columns)
        }
        start = end
      }
      slots.set(morsel, duplicates)
    }
    return (0..<(count + morselRows - 1) / morselRows).reduce(0) { $0 + (slots.get($1) ?? 0) }
  }

  /// Rows sorted by hash: rows with equal hashes are compared; rows with different
  /// hashes differ.
  private static func duplicates(_ rows: [(hash: UInt64, row: Int)], _ columns: [Column]) -> Int {
    var duplicates = 0
    /// Different rows with the current hash.
    var distinct: [Int] = []
    for (place, entry) in rows.enumerated() {
      if place == 0 || rows[place - 1].hash != entry.hash { distinct.removeAll(keepingCapacity: true) }
      let isKnown = distinct.contains { known in
        columns.allSatisfy { column in
          column.isPresent(known) == column.isPresent(entry.row)
            && (!column.isPresent(known) || column.identity(known) == column.identity(entry.row))
        }
      }
      if isKnown { duplicates += 1 } else { distinct.append(entry.row) }
    }
    return duplicates
  }
}
