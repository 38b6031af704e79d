// A column as a person sees it: its cells' texts, widths, and how they line up.

import SegColumns
import SegDiagnostics

/// A column ready to be shown. It is measured once over the rows that are shown,
/// so that decimal points line up.
struct PresentedColumn {
  static let missing = "·"
  /// The name of the row of all other rows.
  static let total: Message = "total"

  let name: String
  let nameWidth: Int
  let cells: CellColumn
  let style: ColumnStyle
  /// Decimals of all numbers; nil if each has its own.
  private let decimals: Int?
  /// The widest cell, and its parts before and from the decimal point on.
  private(set) var contentWidth = 0
  private var wholeWidth = 0
  private var fractionWidth = 0
  /// The row that this column names as that of all others.
  private let totalRow: Int?
  /// Whether large figures are shown in 万 and 亿.
  private let inMyriads: Bool
  /// The words of this column: of yes, of no, and of the row of all others.
  private let yes: String
  private let no: String
  private let total: String

  var alignsRight: Bool { cells.isNumeric }

  init(
    _ field: Table.Field, style: ColumnStyle, rows: [Range<Int>], total: Int? = nil, inMyriads: Bool = false, language: Language = .english
  ) {
    totalRow = total
    yes = ("yes" as Message).text(in: language)
    no = ("no" as Message).text(in: language)
    self.total = Self.total.text(in: language)
    self.inMyriads = inMyriads && style == .figure
    name = Diagnostic.visible(field.name)
    nameWidth = DisplayWidth.of(name)
    cells = CellColumn(field.column)
    self.style = style
    decimals = cells.type == .number && [.figure, .group, .plain].contains(style) ? Self.decimals(cells, style, rows) : nil
    measure(rows)
  }

  private static func decimals(_ cells: CellColumn, _ style: ColumnStyle, _ rows: [Range<Int>]) -> Int? {
    var decimals = Decimals()
    for range in rows { for row in range where !cells.isMissing(row) { decimals.add(cells.number(row)) } }
    // Keys and groups have their own digits where two decimals are not enough.
    if style != .figure { return decimals.exact.flatMap { $0 <= 2 ? $0 : nil } }
    if decimals.most <= 3 || decimals.exact != nil { return decimals.most }
    // Numbers below 1 may be exact before the last decimal.
    var fewest = 3
    for range in rows {
      for row in range where !cells.isMissing(row) {
        let value = cells.number(row)
        while fewest < decimals.most, !Decimals.isExact(value, fewest) { fewest += 1 }
      }
    }
    return fewest
  }

  /// What stands for a value that is missing.
  func missing(_ row: Int) -> String { row == totalRow ? total : Self.missing }

  private mutating func measure(_ rows: [Range<Int>]) {
    var scratch = ByteBlock(capacity: 64)
    var widths: [Int: Int] = [:]
    for range in rows {
      for row in range {
        if cells.isMissing(row) {
          contentWidth = max(contentWidth, row == totalRow ? DisplayWidth.of(total) : 1)
        } else if cells.type == .text {
          let code = cells.code(row)
          if widths[code] != nil { continue }
          let bytes = cells.utf8(row)
          let width =
            Self.isPrintableASCII(bytes) ? bytes.count : DisplayWidth.of(Diagnostic.visible(cells.text(row)))
          widths[code] = width
          contentWidth = max(contentWidth, width)
        } else if cells.type == .boolean {
          contentWidth = max(contentWidth, DisplayWidth.of(cells.boolean(row) ? yes : no))
        } else if let text = myriads(row) {
          contentWidth = max(contentWidth, DisplayWidth.of(text))
        } else {
          scratch.removeAll()
          append(row, to: &scratch)
          let fraction = alignsRight ? Self.fraction(scratch.bytes) : 0
          wholeWidth = max(wholeWidth, scratch.count - fraction)
          fractionWidth = max(fractionWidth, fraction)
        }
      }
    }
    contentWidth = max(contentWidth, wholeWidth + fractionWidth)
  }

  /// Bytes from the decimal point or exponent on; 0 without one.
  private static func fraction(_ digits: UnsafeBufferPointer<UInt8>) -> Int {
    guard let point = digits.firstIndex(where: { $0 == 0x2E || $0 == 0x65 }) else { return 0 }
    return digits.count - point
  }

  /// Whether each byte is one visible column; most texts are, and need no String.
  private static func isPrintableASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  /// `24.41万`: a figure of 10,000 or more, where that is asked for.
  private func myriads(_ row: Int) -> String? {
    guard inMyriads, cells.isNumeric else { return nil }
    let value = cells.number(row)
    guard abs(value) >= 10_000, value.isFinite else { return nil }
    // What would be rounded to 10,000万 is 1亿.
    let isLarge = abs(value) >= 99_999_950
    return Figure.text(value / (isLarge ? 1e8 : 1e4)) + (isLarge ? "亿" : "万")
  }

  /// The text of a cell that is not missing, uncut and without padding.
  func append(_ row: Int, to block: inout ByteBlock) {
    if let text = myriads(row) { return block.append(text) }
    switch (cells.type, style) {
    case (.text, _): block.append(Diagnostic.visible(cells.text(row)))
    case (.integer, .share), (.number, .share): block.append(share: cells.number(row))
    case (.number, .estimate): block.append(estimate: cells.number(row))
    case (.integer, .figure), (.integer, .group), (.integer, .estimate): block.append(separated: cells.integer(row))
    case (.number, .figure): block.append(visible: cells.number(row), decimals: decimals ?? 2)
    case (.number, .group), (.number, .plain):
      // Groups must not look the same, so nothing is rounded.
      let value = cells.number(row)
      let scale = Decimals.scale(decimals ?? 0)
      if let decimals, (value * scale).rounded() / scale == value {
        block.append(figure: value, decimals: decimals)
      } else {
        block.append(ShownNumber.exact(value))
      }
    case (.boolean, _): block.append(cells.boolean(row) ? yes : no)
    case (.integer, .plain), (.date, _), (.timestamp, _): block.append(exact: cells, row)
    }
  }

  /// The cell in exactly `width` columns: aligned, and cut with `…` if it does
  /// not fit.
  func append(_ row: Int, width: Int, color: Bool, scratch: inout ByteBlock, to block: inout ByteBlock) {
    if cells.isMissing(row) {
      let isTotal = row == totalRow
      let (text, taken) = Self.cut(missing(row), to: width)
      if alignsRight { block.appendSpaces(width - taken) }
      block.append(color ? "\u{1B}[\(isTotal ? 1 : 2)m\(text)\u{1B}[0m" : text)
      if !alignsRight { block.appendSpaces(width - taken) }
      return
    }
    if cells.type == .text {
      let bytes = cells.utf8(row)
      if bytes.count <= width && Self.isPrintableASCII(bytes) {
        block.append(bytes)
        return block.appendSpaces(width - bytes.count)
      }
      let (text, taken) = Self.cut(Diagnostic.visible(cells.text(row)), to: width)
      block.append(text)
      block.appendSpaces(width - taken)
      return
    }
    if let text = myriads(row) {
      block.appendSpaces(width - DisplayWidth.of(text))
      return block.append(text)
    }
    if cells.type == .boolean {
      let text = cells.boolean(row) ? yes : no
      block.append(text)
      return block.appendSpaces(width - DisplayWidth.of(text))
    }
    scratch.removeAll()
    append(row, to: &scratch)
    if alignsRight {
      let after = fractionWidth - Self.fraction(scratch.bytes)
      block.appendSpaces(width - scratch.count - after)
      block.append(scratch.bytes)
      block.appendSpaces(min(after, width - scratch.count))
    } else {
      block.append(scratch.bytes)
      block.appendSpaces(width - scratch.count)
    }
  }

  /// A text that takes at most `width` columns, and the columns it takes.
  static func cut(_ text: String, to width: Int) -> (text: String, width: Int) {
    let whole = DisplayWidth.of(text)
    if whole <= width { return (text, whole) }
    var taken = 0
    var result = ""
    for character in text {
      let own = DisplayWidth.of(character)
      if taken + own > width - 1 { break }
      taken += own
      result.append(character)
    }
    return (result + "…", taken + 1)
  }
}
