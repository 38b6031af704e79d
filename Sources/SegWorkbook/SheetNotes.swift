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
      let names = others.map { $0.isHidden ? "`\($0.name)` (hidden)" : "`\($0.name)`" }
      let more = names.count > 6 ? " and \(names.count - 6) more" : ""
      notes.append(
        "the workbook also has \(others.count == 1 ? "the sheet" : "the sheets") \(names.prefix(6).joined(separator: ", "))\(more); "
          + "with (sheet: \"\(first.name)\") reads that one")
    }
    if let before = text.before {
      let (are, them) = before.count == 1 ? ("is", "it") : ("are", "them")
      let rows = before.count == 1 ? "1 row" : "\(before.count) rows"
      notes.append(
        "\(rows) before the table \(are) left out, \(before.count == 1 ? "" : "the first ")`\(Self.shown(before.first))`; "
          + "with (skip: 0) reads \(them)")
    }
    if text.filledCells > 0 {
      notes.append("\(counted(text.filledCells, "merged cell")) \(text.filledCells == 1 ? "has" : "have") the value of the first of them")
    }
    if cells.hiddenRows > 0 { notes.append("\(counted(cells.hiddenRows, "hidden row")) \(cells.hiddenRows == 1 ? "is" : "are") read, too") }
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
      notes.append(
        "\(counted(loss.count, "error")) in \(name(column)) \(loss.count == 1 ? "is" : "are") missing, "
          + "\(loss.count == 1 ? "" : "the first ")`\(Self.shown(loss.first))` in row \(loss.row)")
    }
    for (column, loss) in cells.notDays.sorted(by: { $0.key < $1.key }).prefix(Self.mostNotes) {
      notes.append(
        "\(counted(loss.count, "value")) in \(name(column)) \(loss.count == 1 ? "is no day and is" : "are no days and are") missing, "
          + "\(loss.count == 1 ? "" : "the first ")`\(loss.first)` in row \(loss.row)")
    }
    for column in cells.spans.sorted().prefix(Self.mostNotes) { notes.append("\(name(column)) is a span of time, in days") }
  }

  private static let mostNotes = 20

  private func counted(_ count: Int, _ word: Message) -> Message { "\(Self.grouped(count)) \(word)\(count == 1 ? "" : "s")" }

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
