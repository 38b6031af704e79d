// Reads several files as one table.

import SegColumns
import SegDiagnostics
import SegFiles

/// Files that are one table: one below the other, columns by name.
///
/// Each file is read by itself, with its own format, encoding and delimiter. A column has the type
/// that all its values have in all files, so a file where it was read as another is read again. The
/// table is the one that a single file with all rows would give.
package struct SeveralFiles: TableSource {
  let files: [NamedFile]
  private let formats: [FileFormat]
  private let format: String?
  let request: FileRequest
  /// Whether the column `file` names the file of each row.
  let isNaming: Bool

  /// - Parameter files: at least one.
  package init(
    _ files: [NamedFile], formats: [FileFormat], format: String? = nil, request: FileRequest = FileRequest(), isNaming: Bool = false
  ) {
    self.files = files
    self.formats = formats
    self.format = format
    self.request = request
    self.isNaming = isNaming
  }

  /// The name of the column with the names of files.
  package static let fileColumn = "file"

  /// How many files a check looks into.
  package static let mostHeads = 200

  // MARK: Columns

  /// The columns of the files' beginnings.
  ///
  /// - Throws: ``ReadError``, as ``FileSource/schema()``.
  package func schema() throws(ReadError) -> SourceSchema {
    var heads: [FileFormat.Head] = []
    let seen = files.prefix(Self.mostHeads)
    for file in seen {
      try request.checkContext()
      heads.append(try part(file).head())
    }
    let evidence = heads.compactMap { $0.evidence as? FileEvidence }
    try checkHeaders(evidence)
    let names = union(heads.map(\.schema.columnNames))
    try checkColumns(heads.map(\.schema.columnNames), names)
    let shared = evidence.count == heads.count ? try SharedTypes(evidence, decimal: decimal) : nil
    let isPart = seen.count < files.count
    let isSampled = isPart || heads.contains { $0.schema.sampledRows != nil }
    var columns = names.map { name in
      let found = heads.compactMap { $0.schema[name] }
      let isCertain = found.allSatisfy(\.isCertain) || found.contains { $0.isCertain && $0.type == .text && !$0.isEmpty }
      var column: SourceSchema.Column
      if case .type(let type, _)? = shared?.columns[name]?.used {
        column = SourceSchema.Column(name, type, isCertain: isCertain)
      } else {
        let type = found.first { !$0.isEmpty }?.type ?? found.first?.type ?? .text
        column = SourceSchema.Column(name, type, isEmpty: found.allSatisfy(\.isEmpty), isCertain: isCertain)
      }
      column.values = union(found.map(\.values))
      column.hasAllValues = !isSampled && found.allSatisfy(\.hasAllValues)
      return column
    }
    if isNaming { columns.append(SourceSchema.Column(Self.fileColumn, .text)) }
    let rows = heads.reduce(0) { $0 + $1.schema.rowCount }
    var schema = SourceSchema(
      columns, sampledRows: isSampled ? rows : nil,
      mayHaveOtherColumns: isPart || heads.contains { $0.schema.mayHaveOtherColumns })
    schema.rowCount = rows
    schema.rejectCount = heads.reduce(0) { $0 + $1.schema.rejectCount }
    return schema
  }

  // MARK: Rows

  /// - Throws: ``ReadError``, as ``FileSource/read(columns:)``, and `files-disagree`.
  package func read(columns: [String]? = nil) throws(ReadError) -> TableReading {
    var reader = partsReader()
    try reader.readAll()
    let evidence = reader.parts.compactMap { $0.evidence as? FileEvidence }
    try checkHeaders(evidence)
    let names = union(reader.parts.map(\.table.columnNames))
    try checkColumns(reader.parts.map(\.table.columnNames), names)
    let columns = Columns(all: names, new: Set(names), notes: [])
    guard evidence.count == reader.parts.count else { return try joined(reader, columns) }
    let shared = try SharedTypes(evidence, decimal: decimal)
    try reader.readAgain(shared, evidence, declaring: shared.declaredInPart(evidence))
    var reading = try joined(reader, columns)
    reading.evidence = shared.evidence
    return reading
  }

  func partsReader() -> FilePartsReader {
    FilePartsReader(files, request: request) { file, request, content in
      if let content { return FileSource(content, name: file.path, formats: formats, format: format, request: request) }
      return FileSource(path: file.path, formats: formats, format: format, request: request)
    }
  }

  /// The columns of the table that is made.
  struct Columns {
    /// In their order.
    let all: [String]
    /// Those that a file has.
    let new: Set<String>
    /// What is said about others.
    let notes: [Message]
  }

  func joined(_ reader: FilePartsReader, _ columns: Columns) throws(ReadError) -> TableReading {
    let names = columns.all
    var reader = reader
    let rowCounts = reader.parts.map(\.table.rowCount)
    let rejects = try rejects(reader.parts)
    var notes = FileNotes(files.map(\.name))
    for part in reader.parts { notes.add(part.notes) }
    notes.add(whole: columns.notes)
    notes.addMissing(reader.parts.map { Set($0.table.columnNames) }, names)
    let facts = facts(reader.parts)
    let warnings = reader.parts.flatMap(\.warnings)
    var fields: [Table.Field] = []
    for name in names {
      let parts = zip(reader.takeColumns(name), rowCounts).map { ColumnJoin.Part(column: $0, rows: $1) }
      guard let column = try contextErrors({ () throws(ScriptError) in try ColumnJoin(parts).column(request.work.context) }) else {
        throw disagreement(name, parts)
      }
      fields.append(Table.Field(name, column))
    }
    if isNaming { fields.append(Table.Field(Self.fileColumn, Self.names(files, rowCounts))) }
    let table = Table(fields: fields, rowCount: rowCounts.reduce(0, +))
    let places = reader.places(rowCounts)
    if files.count > 1 { notes.addNearlyTyped(table, declared: declared, dateOrder: dateOrder, places: places) }
    var reading = TableReading(table, rejects: rejects, facts: facts, notes: notes.all)
    reading.warnings = warnings
    reading.place = places
    return reading
  }

  /// The rejected records of all files, with the names of their files.
  private func rejects(_ parts: [TableReading]) throws(ReadError) -> Table {
    let counts = parts.map { $0.rejects?.rowCount ?? 0 }
    var fields = [Table.Field(Self.fileColumn, Self.names(files, counts))]
    for name in ["line", "column", "reason", "text"] {
      let columns = zip(parts, counts).map { ColumnJoin.Part(column: $0.rejects?[name], rows: $1) }
      let type: ColumnType = name == "line" ? .integer : .text
      let column = try contextErrors { () throws(ScriptError) in try ColumnJoin(columns).column(request.work.context) }
      let missing = Column.of(type, [Value](repeating: .missing, count: counts.reduce(0, +)))
      fields.append(Table.Field(name, column.flatMap { $0.type == type ? $0 : nil } ?? missing))
    }
    return Table(fields: fields, rowCount: counts.reduce(0, +))
  }

  private static func names(_ files: [NamedFile], _ counts: [Int]) -> Column {
    let codes = Buffer<UInt32>(count: counts.reduce(0, +))
    var row = 0
    for (code, count) in counts.enumerated() {
      (codes.pointer + row).update(repeating: UInt32(truncatingIfNeeded: code), count: count)
      row += count
    }
    return Column.text(codes, dictionary: TextDictionary(files.map(\.name)), validity: nil)
  }

  /// How the files were read, where all were read alike, and the rows of each.
  private func facts(_ parts: [TableReading]) -> [Message] {
    let rows = zip(FileNotes.shortened(files.map(\.name)), parts).map { name, part -> Message in
      "\(name) \(FileNotes.rows(part.table.rowCount))"
    }
    let shown = rows.count > 4 ? rows.prefix(3) + ["\(rows.count - 3) more"] : rows[...]
    let all = (parts.first?.facts ?? []).filter { fact in parts.allSatisfy { $0.facts.contains(fact) } }
    return ["\(files.count) \(files.count == 1 ? "file" : "files") (\(Array(shown).joined(separator: ", ")))"] + all
  }

  // MARK: What files must share

  func part(_ file: NamedFile) -> FileSource {
    var request = request
    request.isPart = true
    return FileSource(path: file.path, formats: formats, format: format, request: request)
  }

  /// The columns of all files, in the order of first appearance.
  func union(_ columns: [[String]]) -> [String] {
    var seen: Set<String> = []
    return columns.flatMap { $0 }.filter { seen.insert($0).inserted }
  }

  private var declared: Set<String> { Set(request.types.map(\.name) + request.formats.map(\.name)) }

  var decimal: DecimalMark? { (try? TextOptions(request))?.decimal }

  private var dateOrder: DateOrder? { (try? TextOptions(request))?.dateOrder }

  private func checkColumns(_ columns: [[String]], _ names: [String]) throws(ReadError) {
    if isNaming, let place = columns.firstIndex(where: { $0.contains(Self.fileColumn) }) {
      throw .columnIsTaken(Self.fileColumn, files[place].name)
    }
    if names.count > TextLimits.columns { throw .tooManyColumns(files.map(\.name).joined(separator: ", "), limit: TextLimits.columns) }
    var known = Set(columns.first ?? [])
    for (place, own) in columns.enumerated() {
      if known.isDisjoint(with: own) { throw .nothingInCommon(files[place].name, own, files[0].name, columns[0]) }
      known.formUnion(own)
    }
    let given = request.types.map(\.name) + request.formats.map(\.name)
    if let unknown = given.first(where: { !known.contains($0) }), files.count <= Self.mostHeads {
      throw .unknownColumn(unknown, file: files.map(\.name).prefix(3).joined(separator: ", "), columns: names)
    }
  }

  func checkHeaders(_ evidence: [FileEvidence]) throws(ReadError) {
    guard evidence.count == min(files.count, Self.mostHeads) || evidence.count == files.count else { return }
    let flags = evidence.map(\.hasHeader)
    guard let with = flags.firstIndex(of: true), let without = flags.firstIndex(of: false) else { return }
    throw .headersDiffer(with: files[with].name, without: files[without].name)
  }

  private func disagreement(_ name: String, _ parts: [ColumnJoin.Part]) -> ReadError {
    let typed = zip(files, parts).compactMap { file, part in part.values.map { (file.name, $0.type) } }
    let first = typed.first ?? (files.first?.name ?? "", .text)
    let other = typed.first { $0.1 != first.1 } ?? first
    return .typesDiffer(name, first.0, first.1, other.0, other.1)
  }
}

extension FileRequest {
  /// - Throws: why reading is to end.
  func checkContext() throws(ReadError) {
    try contextErrors { () throws(ScriptError) in try work.context.check() }
  }
}

/// Why work is to end, as an error of reading.
func contextErrors<Result>(_ body: () throws(ScriptError) -> Result) throws(ReadError) -> Result {
  do throws(ScriptError) { return try body() } catch { throw ReadError(error) }
}
