// What one file shows of its columns' types, so that several files can be read alike.

import SegColumns
import SegFiles

/// What the values of one file show of the types of its columns.
struct FileEvidence: FormatEvidence {
  struct Column {
    let name: String
    /// The readings that its values share.
    var readings = CandidateTypes.all
    /// As what it was read.
    var used = InferredType.nothing
    var isDeclared = false
    /// Whether all its integers can be phone numbers; nil: it has none.
    var isPhone: Bool?
    /// Whether declared dates were seen that only read with the day first, with the month first, and
    /// with either.
    var sawDayFirst = false
    var sawMonthFirst = false
    var sawEitherFirst = false
    /// Whether declared numbers were seen that only a comma, or only a point, reads.
    var sawComma = false
    var sawPoint = false
  }

  /// In the order of the file.
  var columns: [Column]
  /// Whether its first record names the columns; nil: its records name them.
  var hasHeader: Bool?
  /// Whether its numbers have a decimal mark of their own; JSON's is a point.
  var hasMarks: Bool

  subscript(name: String) -> Column? { columns.first { $0.name == name } }
}

/// The types of the columns of several files: those that all values have, as if the files were one.
struct SharedTypes: FormatEvidence {
  struct Column {
    /// The type that follows from all values.
    var type = InferredType.nothing
    /// What the values of all files show.
    var readings = CandidateTypes.all
    var isDeclared = false
    /// Whether its integers are phone numbers.
    var isPhone = false
    /// The order of declared dates; nil: unknown.
    var order: DateOrder?
    /// The decimal mark of declared numbers; nil: that of the table.
    var mark: DecimalMark?

    /// As what the column is read.
    var used: InferredType {
      if isPhone { return .text }
      if case .ambiguousDate = type { return .text }
      return type
    }
  }

  private(set) var names: [String] = []
  private(set) var columns: [String: Column] = [:]
  /// The decimal mark of all files that have one.
  private(set) var decimal: FileDecimal
  /// Whether the file at hand has a header, as it was found when it was read alone.
  var hasHeader: Bool?

  /// - Parameter decimal: as an option tells it.
  /// - Throws: `ambiguous-date`.
  init(_ files: [FileEvidence], decimal told: DecimalMark?) throws(ReadError) {
    var found: [String: [(column: FileEvidence.Column, hasMarks: Bool)]] = [:]
    for file in files {
      for column in file.columns {
        if found[column.name] == nil { names.append(column.name) }
        found[column.name, default: []].append((column, file.hasMarks))
      }
    }
    let shown = names.compactMap { name -> CandidateTypes? in
      let marked = (found[name] ?? []).filter { $0.hasMarks && !$0.column.isDeclared }
      return marked.isEmpty ? nil : marked.reduce(.all) { $0.intersection($1.column.readings) }
    }
    decimal = told.map { FileDecimal($0, isTold: true) } ?? FileDecimal(shownBy: shown)
    for name in names {
      let parts = found[name] ?? []
      let mark = parts.contains(where: \.hasMarks) ? decimal : FileDecimal(.point, isTold: true)
      columns[name] = try Self.column(name, parts.map(\.column), mark)
    }
  }

  private static func column(
    _ name: String, _ parts: [FileEvidence.Column], _ decimal: FileDecimal
  ) throws(ReadError) -> Column {
    var column = Column()
    if let declared = parts.first(where: { $0.isDeclared && $0.used != .nothing }) {
      column.isDeclared = true
      let day = parts.contains(where: \.sawDayFirst)
      let month = parts.contains(where: \.sawMonthFirst)
      if day && month { throw .ambiguousDate(name, bothOrders: true) }
      if !day && !month && parts.contains(where: \.sawEitherFirst) { throw .ambiguousDate(name, bothOrders: false) }
      column.order = day ? .dmy : month ? .mdy : nil
      let comma = parts.contains(where: \.sawComma)
      if comma != parts.contains(where: \.sawPoint) { column.mark = comma ? .comma : .point }
      column.type = declared.used
      if case .type(let type, var notation) = declared.used {
        if let order = column.order { notation.order = order }
        notation.decimal = column.mark ?? decimal.mark
        column.type = .type(type, notation)
      }
      return column
    }
    column.readings = parts.reduce(.all) { $0.intersection($1.readings) }
    column.type = column.readings.resolved(name, decimal)
    if case .type(.integer, _) = column.type {
      let phones = parts.compactMap(\.isPhone)
      column.isPhone = !phones.isEmpty && phones.allSatisfy { $0 }
    }
    return column
  }

  /// Reads columns as types that are given, in the notation of earlier values.
  mutating func declare(_ types: [(name: String, type: ColumnType)], _ earlier: FileEvidence?) {
    for (name, type) in types {
      var column = Column(isDeclared: true)
      var notation = CellNotation(decimal: decimal.mark)
      if let before = earlier?[name] {
        column.readings = before.readings
        if case .type(_, let known) = before.used {
          notation = known
          if type == .date || type == .timestamp { column.order = known.order }
          if decimal.isTold { notation.decimal = decimal.mark } else { column.mark = known.decimal }
        }
      }
      column.type = .type(type, notation)
      columns[name] = column
    }
  }

  /// The columns whose type one file declares and another does not.
  func declaredInPart(_ files: [FileEvidence]) -> [(name: String, type: ColumnType)] {
    names.compactMap { name in
      guard let column = columns[name], column.isDeclared, case .type(let type, _) = column.type,
        files.contains(where: { $0[name].map { !$0.isDeclared && $0.used != .nothing } ?? false })
      else { return nil }
      return (name, type)
    }
  }

  /// What all files show, as if they were one.
  var evidence: FileEvidence {
    let all = names.compactMap { name -> FileEvidence.Column? in
      guard let column = columns[name] else { return nil }
      var shown = FileEvidence.Column(name: name, readings: column.readings, used: column.used, isDeclared: column.isDeclared)
      if case .type(.integer, _) = column.type { shown.isPhone = column.isPhone }
      shown.sawDayFirst = column.order == .dmy
      shown.sawMonthFirst = column.order == .mdy
      shown.sawComma = column.mark == .comma
      shown.sawPoint = column.mark == .point
      return shown
    }
    return FileEvidence(columns: all, hasHeader: nil, hasMarks: true)
  }

  /// Whether a file must be read once more, because a column of it was read as another type than
  /// all files have.
  func differs(from file: FileEvidence) -> Bool {
    file.columns.contains { column in
      guard let shared = columns[column.name]?.used, column.used != .nothing, shared != column.used else { return false }
      return !Self.becomes(column.used, shared, hasMarks: file.hasMarks)
    }
  }

  /// Whether values that were read as one type become those of another without their texts:
  /// integers numbers, dates timestamps.
  private static func becomes(_ own: InferredType, _ shared: InferredType, hasMarks: Bool) -> Bool {
    guard case .type(let from, let a) = own, case .type(let to, let b) = shared else { return false }
    let isSameMark = a.decimal == b.decimal || !hasMarks
    switch (from, to) {
    case (.integer, .number): return isSameMark && !b.isPercent
    case (.integer, .integer), (.number, .number): return isSameMark && a.isPercent == b.isPercent
    case (.date, .timestamp), (.date, .date), (.timestamp, .timestamp): return a.order == b.order
    case (.boolean, .boolean), (.text, .text): return true
    case (.integer, _), (.number, _), (.text, _), (.date, _), (.timestamp, _), (.boolean, _): return false
    }
  }
}
