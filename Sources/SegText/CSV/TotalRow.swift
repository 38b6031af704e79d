// The last row of a report that sums up the rows above it.

import SegColumns
import SegFiles

/// Whether the last record of a file is the total of a table rather than a row of it.
struct TotalRow {
  enum Kind {
    /// Its word stands in a column of numbers or dates, or one of its numbers is the sum of its column.
    case certain
    /// It begins with such a word, and that is all.
    case perhaps
  }

  /// A field of a record: what it says, and what it can be.
  private struct Cell {
    let text: [UInt8]
    let reading: ParsedCell

    var isValue: Bool { !reading.readings.isDisjoint(with: [.anyNumber, .anyDate]) }
    /// With a decimal point, or with a decimal comma.
    var numbers: [Double?] {
      let evidence = reading.evidence
      return [evidence.contains(.number) ? reading.number : nil, evidence.contains(.commaNumber) ? reading.commaNumber : nil]
    }
  }

  private let layout: CSVLayout
  private let reader = CellReader(dateOrder: nil)

  /// How many rows above tell what a column holds.
  private static let looked = 200
  private static let words: Set<String> = [
    "total", "totals", "sum", "sums", "subtotal", "grand total", "sub total", "summe", "gesamt", "gesamtsumme", "zwischensumme",
    "somme", "total général", "total general", "totale", "totaal", "suma", "итого", "всего", "合计", "总计", "小计", "总和", "合計", "小計", "總計", "総計",
  ]

  init(_ layout: CSVLayout) { self.layout = layout }

  /// - Parameters:
  ///   - above: the lines before it, in order.
  ///   - isWhole: whether these are all rows of the table.
  func kind(of line: Range<Int>, above: ArraySlice<Range<Int>>, isWhole: Bool) -> Kind? {
    let cells = cells(line)
    guard cells.count > 1, let label = cells.firstIndex(where: { !$0.text.isEmpty }), Self.isWord(cells[label].text) else { return nil }
    let numbers = cells.indices.filter { $0 != label && cells[$0].numbers.contains { $0 != nil } }
    if numbers.isEmpty { return nil }
    let rows = above.suffix(isWhole ? above.count : Self.looked).map(self.cells).filter { $0.count == cells.count }
    let values = rows.map { $0[label] }.filter { !$0.text.isEmpty }
    if !values.isEmpty, values.allSatisfy(\.isValue) { return .certain }
    return isWhole && rows.count > 1 && numbers.contains { isSum(cells[$0], of: rows, $0) } ? .certain : .perhaps
  }

  /// Whether a number is the sum of those above it.
  private func isSum(_ cell: Cell, of rows: [[Cell]], _ column: Int) -> Bool {
    [0, 1].contains { mark in
      guard let total = cell.numbers[mark], total != 0 else { return false }
      let sum = rows.reduce(0.0) { $0 + ($1[column].numbers[mark] ?? 0) }
      return abs(sum - total) <= 0.006 + abs(total) * 1e-9
    }
  }

  private func cells(_ line: Range<Int>) -> [Cell] {
    var fields: [CSVLayout.Field] = []
    guard layout.record(at: line.lowerBound, limit: layout.count, into: &fields).isSound else { return [] }
    return fields.map { field in
      let text = HeaderText.trimmed(layout.content(field))
      let reading = text.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { reader.read($0, buffer.count) } ?? ParsedCell()
      }
      return Cell(text: text, reading: reading)
    }
  }

  /// `Total`, `Total:`, `TOTAL 2024`
  private static func isWord(_ text: [UInt8]) -> Bool {
    guard text.count <= 40 else { return false }
    let written = String(decoding: text, as: UTF8.self).lowercased()
    let word = written.prefix { !":：0123456789(（".contains($0) }
    return words.contains(String(word).trimmingBlanks)
  }
}

extension String {
  /// Without blanks at its end.
  fileprivate var trimmingBlanks: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
