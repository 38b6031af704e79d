// What a receipt says of a sheet.

import SegColumns
import SegDiagnostics
import SegFiles
import SegText

/// The facts and notes of a sheet that was read.
struct SheetNotes {
  let facts: [Message]
  private(set) var notes: [Message] = []

  /// - Parameter isChosen: whether the script names the sheet.
  init(_ workbook: Workbook, _ sheet: Workbook.Sheet, _ cells: SheetCells, _ text: SheetText, _ result: ReadResult, isChosen: Bool) {
    facts = ["sheet `\(sheet.name)`"]
    let others = workbook.sheets.filter { $0.path != sheet.path }
    if !isChosen, let first = others.first {
      let names: [Message] = others.map { $0.isHidden ? "`\($0.name)` (hidden)" : "`\($0.name)`" }
      let list = Array(names.prefix(6)).joined(separator: ", ")
      let all: Message = names.count > 6 ? "\(list) and \(names.count - 6) more" : list
      notes.append(
        others.count == 1
          ? "the workbook also has the sheet \(all); with (sheet: \"\(first.name)\") reads that one"
          : "the workbook also has the sheets \(all); with (sheet: \"\(first.name)\") reads that one")
    }
    if let before = text.before {
      notes.append(
        before.count == 1
          ? "1 row before the table is left out, `\(Self.shown(before.first))`; with (skip: 0) reads it"
          : "\(before.count) rows before the table are left out, the first `\(Self.shown(before.first))`; with (skip: 0) reads them")
    }
    if let header = text.header {
      notes.append(
        """
        the names of columns are those of two rows, such as `\(Self.shown(header.example))`; \
        with (skip: \(header.row)) reads the second alone
        """)
    }
    if text.filledCells > 0 {
      notes.append(
        text.filledCells == 1
          ? "1 merged cell has the value of the first of them"
          : "\(Self.grouped(text.filledCells)) merged cells have the value of the first of them")
    }
    if cells.hiddenRows > 0 {
      notes.append(cells.hiddenRows == 1 ? "1 hidden row is read, too" : "\(Self.grouped(cells.hiddenRows)) hidden rows are read, too")
    }
    add(cells, text.columns, result.table)
  }

  /// Values that are missing, and spans.
  private mutating func add(_ cells: SheetCells, _ columns: [Int], _ table: Table) {
    // A column that is not needed has no place in the table.
    func name(_ column: Int) -> Message {
      let place = columns.firstIndex(of: column)
      let names = table.fields.map(\.name)
      return place.flatMap { names.count == columns.count ? "`\(names[$0])`" : nil } ?? "column \(Self.letters(column))"
    }
    for (column, loss) in cells.errors.sorted(by: { $0.key < $1.key }).prefix(Self.mostNotes) {
      let first: Message = "`\(Self.shown(loss.first))` in row \(loss.row)"
      notes.append(
        loss.count == 1
          ? "1 error in \(name(column)) is missing, \(first)"
          : "\(Self.grouped(loss.count)) errors in \(name(column)) are missing, the first \(first)")
    }
    for (column, loss) in cells.notDays.sorted(by: { $0.key < $1.key }).prefix(Self.mostNotes) {
      let first: Message = "`\(loss.first)` in row \(loss.row)"
      notes.append(
        loss.count == 1
          ? "1 value in \(name(column)) is no day and is missing, \(first)"
          : "\(Self.grouped(loss.count)) values in \(name(column)) are no days and are missing, the first \(first)")
    }
    for column in cells.spans.sorted().prefix(Self.mostNotes) { notes.append("\(name(column)) is a span of time, in days") }
  }

  private static let mostNotes = 20

  /// `1,234`
  private static func grouped(_ number: Int) -> String {
    var digits = Array(String(number))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return String(digits)
  }

  /// `AB` of 27
  private static func letters(_ column: Int) -> String {
    var (rest, text) = (column + 1, "")
    while rest > 0 {
      text = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + text
      rest = (rest - 1) / 26
    }
    return text
  }

  /// A text in a note: short, and without control characters.
  private static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(40).map { $0.properties.generalCategory == .control ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)) + (text.unicodeScalars.count > 40 ? "…" : "")
  }
}
