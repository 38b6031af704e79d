// Reads files whose rows are added to a table that is loaded already.

import SegColumns
import SegDiagnostics
import SegFiles
import SegRuntime

/// A table that rows are added to: its types hold.
package struct KnownTable {
  package let name: String
  /// The columns that each file needs: keys, and the time.
  let needed: [String]
  let columns: [SourceSchema.Column]
  /// What its values show, if they were read from text.
  let evidence: FileEvidence?

  /// - Parameter evidence: what the format found out when the table was loaded.
  package init(
    _ name: String, _ columns: [SourceSchema.Column], needed: [String], evidence: (any FormatEvidence)?
  ) {
    self.name = name
    self.needed = needed
    self.columns = columns
    self.evidence = evidence as? FileEvidence
  }

  /// The columns that have a type, because they have a value.
  fileprivate var typed: [SourceSchema.Column] { columns.filter { !$0.isEmpty } }

  /// The columns whose values show nothing more about new ones: their type is as good as declared.
  package var declared: [(name: String, type: ColumnType)] {
    typed.filter { evidence?[$0.name] == nil && $0.name != SeveralFiles.fileColumn }.map { ($0.name, $0.type) }
  }

  /// What the values that are there show.
  fileprivate var shown: FileEvidence {
    var shown = evidence ?? FileEvidence(columns: [], hasHeader: nil, hasMarks: false)
    shown.columns.removeAll { column in !typed.contains { $0.name == column.name } }
    for (name, type) in declared {
      shown.columns.append(FileEvidence.Column(name: name, used: .type(type, CellNotation()), isDeclared: true))
    }
    return shown
  }

  subscript(name: String) -> SourceSchema.Column? { columns.first { $0.name == name } }
}

extension SeveralFiles {
  /// The rows of the files, with the columns that the table has.
  ///
  /// A value that does not read as the type of its column rejects its row. Where the values of a
  /// column would make it a text, as codes with leading zeros do, or where none of them reads so, the
  /// files are refused.
  ///
  /// - Throws: ``ReadError``, as ``read(columns:)``, and `append-types`.
  package func read(addedTo table: KnownTable) throws(ReadError) -> TableReading {
    var reader = partsReader()
    try reader.readAll()
    let found = reader.parts.map(\.table.columnNames)
    let evidence = reader.parts.compactMap { $0.evidence as? FileEvidence }
    guard evidence.count == reader.parts.count else { return try joined(reader, columns(found, of: table)) }
    try checkHeaders(evidence)
    let names = try columns(found, of: table)
    let before = table.shown
    var shared = try SharedTypes([before] + evidence, decimal: decimal)
    let odd = table.typed.filter { column in
      guard case .type(let type, _)? = shared.columns[column.name]?.used else { return false }
      return type != column.type && names.new.contains(column.name)
    }
    let together = shared
    shared.declare(odd.map { ($0.name, $0.type) }, before)
    try reader.readAgain(shared, evidence, declaring: odd.map { ($0.name, $0.type) })
    var notes: [Message] = []
    for column in odd { notes += try checkFit(column, together, reader.parts, table.name) }
    var reading = try joined(reader, names)
    reading.notes += notes
    reading.evidence = shared.evidence
    return reading
  }

  /// Looks whether the files have the columns of a table that rows are added to.
  package func check(addedTo table: KnownTable) throws(ReadError) {
    var found: [[String]] = []
    for file in files.prefix(Self.mostHeads) { found.append(try part(file).head().schema.columnNames) }
    _ = try columns(found, of: table)
  }

  /// The columns of the table, and what is said about others.
  private func columns(_ found: [[String]], of table: KnownTable) throws(ReadError) -> Columns {
    let names = table.columns.map(\.name).filter { !isNaming || $0 != Self.fileColumn }
    for (place, own) in found.enumerated() {
      if let missing = table.needed.first(where: { !own.contains($0) && names.contains($0) }) {
        throw .unknownColumn(missing, file: files[place].name, columns: own)
      }
      if isNaming, own.contains(Self.fileColumn) { throw .columnIsTaken(Self.fileColumn, files[place].name) }
    }
    let new = union(found)
    let left = new.filter { !names.contains($0) }
    var notes: [Message] = []
    if !left.isEmpty {
      let shown = left.prefix(4).map { "`\($0)`" }.joined(separator: ", ") + (left.count > 4 ? ", …" : "")
      notes.append(
        left.count == 1
          ? "\(shown) is no column of `\(table.name)` and left out"
          : "\(shown) are no columns of `\(table.name)` and left out")
    }
    return Columns(all: names, new: Set(new), notes: notes)
  }

  /// Refuses a column of which no value reads as the table's type, or which would have to be text
  /// although each value reads so.
  ///
  /// - Parameter together: the types of all values, those of the table included.
  /// - Returns: a note, where some values do not read so.
  private func checkFit(
    _ column: SourceSchema.Column, _ together: SharedTypes, _ parts: [TableReading], _ table: String
  ) throws(ReadError) -> [Message] {
    guard case .type(let type, _)? = together.columns[column.name]?.used else { return [] }
    var (rejected, kept) = (0, 0)
    for part in parts {
      kept += part.table[column.name].map { $0.count - $0.missingCount } ?? 0
      guard let columns = part.rejects?["column"] else { continue }
      rejected += (0..<columns.count).reduce(0) { $0 + (columns[$1] == .text(column.name) ? 1 : 0) }
    }
    if kept == 0 && rejected > 0 || rejected == 0 && type == .text {
      throw .doesNotFit(column.name, column.type, table, type, files.map(\.name))
    }
    return rejected == 0 ? [] : [ColumnNote.wouldBe(column.name, column.type, in: table, type)]
  }
}

/// Tables of the same columns.
package enum TableJoin {
  /// The rows of a table below those of another; columns by name, in the order of the first.
  ///
  /// - Returns: nil where the type of a column differs.
  package static func below(
    _ upper: Table, _ lower: Table, _ context: ExecutionContext
  ) throws(ScriptError) -> Table? {
    var fields: [Table.Field] = []
    for field in upper.fields {
      let parts = [
        ColumnJoin.Part(column: field.column, rows: upper.rowCount),
        ColumnJoin.Part(column: lower[field.name], rows: lower.rowCount),
      ]
      guard let column = try ColumnJoin(parts).column(context) else { return nil }
      fields.append(Table.Field(field.name, column))
    }
    return Table(fields: fields, rowCount: upper.rowCount + lower.rowCount)
  }
}
