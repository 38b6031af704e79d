// Headers over two rows: the names of groups above, those of their columns below.

import SegFiles

/// Two rows that name the columns of a table together.
///
/// Sheets that are made for people have such headers: `2024` over `orders` and `revenue`, with the cells of `2024` merged. A merged
/// cell is a sure sign of them; cells that are only empty are none.
struct HeaderRows {
  /// The place of the upper row among the sheet's rows; the lower one is the next.
  let top: Int
  /// For a column the one whose upper cell it shares, where that is another.
  private let shared: [Int: Int]

  /// nil if a row and the next are no such header.
  init?(_ sheet: SheetCells, top: Int) {
    guard top >= 0, sheet.rows.indices.contains(top + 1) else { return nil }
    let (upper, lower) = (sheet.rows[top], sheet.rows[top + 1])
    // A row with one value is a title.
    guard lower.number == upper.number + 1, upper.cells.count > 1 else { return nil }
    let below = Set(sheet.cells[lower.cells].map { Int($0.column) })
    var shared: [Int: Int] = [:]
    var isSure = false
    for merge in sheet.merges where merge.rows.lowerBound == upper.number {
      if merge.rows.upperBound == lower.number, merge.columns.count == 1 { isSure = true }
      guard merge.rows.count == 1, merge.columns.count > 1, merge.columns.filter(below.contains).count > 1 else { continue }
      for column in merge.columns.dropFirst() { shared[column] = merge.columns.lowerBound }
    }
    guard !shared.isEmpty else { return nil }
    // Without a cell that is merged over both rows, the second must be told from the first row of values.
    if !isSure {
      let isOfTexts = sheet.cells[lower.cells].allSatisfy { $0.kind != .plain }
      let next = top + 2 < sheet.rows.count ? sheet.cells[sheet.rows[top + 2].cells] : []
      guard isOfTexts, next.contains(where: { $0.kind == .plain }) else { return nil }
    }
    self.top = top
    self.shared = shared
  }

  /// Whether merged cells may make a header of two rows, as far as the first rows tell: the upper row lacks values then.
  static func mayBe(in sheet: SheetCells) -> Bool {
    let width = sheet.rows.reduce(0) { max($0, $1.cells.count) }
    return sheet.rows.prefix(SheetText.mostLines + 1).contains { $0.cells.count > 1 && $0.cells.count < width }
  }

  /// The name of a column: `2024 revenue`.
  ///
  /// - Parameters:
  ///   - upper: the values of the upper row, by column.
  ///   - lower: those of the lower one.
  func name(of column: Int, _ upper: [Int: String], _ lower: [Int: String]) -> String {
    let parts = [upper[shared[column] ?? column] ?? "", lower[column] ?? ""]
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
