// The messages about workbooks that cannot be read: all wording of this target.

import SegDiagnostics
import SegFiles

extension ReadError {
  /// `orders.xlsx` is no workbook that can be read: it is cut off [bad-workbook]
  ///
  /// - Parameter what: what is wrong, as a clause.
  static func badWorkbook(_ name: String, _ what: Message, fix: Message? = nil) -> ReadError {
    make("bad-workbook", "`\(name)` is no workbook that can be read: \(what)", fix: fix)
  }

  /// `orders.xlsx` has no sheet `Ordres` [no-sheet]
  ///
  /// - Parameter known: the sheets that there are, in their order.
  static func noSheet(_ name: String, _ sheet: String, known: [String]) -> ReadError {
    let nearest = Speller.nearest(to: sheet, among: known)
    var error = make(
      "no-sheet", "`\(name)` has no sheet `\(sheet)`", notes: ["its sheets are \(listed(known))"],
      fix: nearest.map { "did you mean `\($0)`?" })
    error.option = "sheet"
    return error
  }

  /// `orders.xlsx` has no sheet with cells [empty-sheet]
  static func emptySheet(_ name: String, _ sheet: String?, known: [String]) -> ReadError {
    let what: Message = sheet.map { "the sheet `\($0)` of `\(name)` has no values" } ?? "no sheet of `\(name)` has values"
    return make("empty-sheet", what, notes: known.isEmpty ? [] : ["its sheets are \(listed(known))"])
  }

  /// Some names of sheets, in backticks.
  static func listed(_ names: [String]) -> String {
    let shown = names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }

  /// What `seg help ID` says about the diagnostics of this target.
  package static let workbookTopics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "bad-workbook",
      """
      The file begins like an Excel workbook (.xlsx, .xlsm) but is damaged, cut off, protected by a password, of another kind, or \
      would unpack to far more than tables do. Saved again by a spreadsheet program it usually reads.
      """),
    DiagnosticTopic(
      "no-sheet",
      """
      The option `sheet` names a sheet that the workbook does not have. It takes the name, or the number from 1 in the order of the \
      tabs; hidden sheets count.
      """),
    DiagnosticTopic("empty-sheet", "The sheet, or every sheet of the workbook, has no cell with a value, so there is no table."),
  ]
}
