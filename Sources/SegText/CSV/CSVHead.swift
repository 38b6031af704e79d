// The first record: names of columns, or data.

import SegColumns

/// The columns' names and where the data start.
struct CSVHead {
  var names: [String]
  var dataStart: Int
  var hasHeader: Bool
  var notes: [String] = []
  /// The cells of the first record, read as values.
  var firstCells: [ParsedCell]
  private var firstTexts: [[UInt8]]

  /// - Parameter header: whether the first record names the columns; nil: decided by
  ///   `below`.
  /// - Parameter below: the types of the columns under each first cell.
  /// - Returns: nil if the names are not UTF-8.
  /// - Throws: `RejectReason`, why the first record cannot be split into fields: then
  ///   the number of columns is not known; and what `below` throws.
  init?(
    _ layout: CSVLayout, from start: Int, header: Bool?, reader: CellReader,
    below: (Int, Int) throws -> [InferredType]
  ) throws {
    var fields: [CSVLayout.Field] = []
    let (next, isSound) = layout.record(at: start, limit: layout.count, into: &fields)
    if !isSound { throw Self.fault(layout, from: start) }
    firstTexts = fields.map { Self.trimmed(layout.content($0)) }
    firstCells = firstTexts.map { text in text.withUnsafeBufferPointer { Self.read($0, reader) } }
    hasHeader = true
    names = []
    dataStart = next
    hasHeader = try header ?? isHeader(over: below(next, fields.count))
    if !hasHeader { dataStart = start }
    var taken: Set<String> = []
    for (index, text) in firstTexts.enumerated() {
      if text.withUnsafeBufferPointer({ buffer in
        buffer.baseAddress.map { TextEncoding.firstInvalid($0, buffer.count) != nil } ?? false
      }) {
        return nil
      }
      let written = hasHeader ? String(decoding: text, as: UTF8.self) : ""
      let wanted = written.isEmpty ? "column_\(index + 1)" : written
      var name = wanted
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(wanted)_\(number)"
        number += 1
      }
      if hasHeader && written.isEmpty { notes.append(ColumnNote.unnamed(name)) }
      if hasHeader && name != wanted { notes.append(ColumnNote.renamed(wanted, to: name)) }
      names.append(name)
    }
  }

  /// The mistake in the quotes of a malformed record.
  private static func fault(_ layout: CSVLayout, from start: Int) -> RejectReason {
    var index = start
    while index < layout.count {
      switch layout.quotedField(at: index, limit: layout.count)?.end {
      case .field(let field): index = field.next + 1
      case .unclosed: return .unclosedQuote
      case .textAfter: return .textAfterQuote
      case nil: index = layout.unquotedEnd(index) + 1
      }
    }
    return .unclosedQuote
  }

  private static func read(_ text: UnsafeBufferPointer<UInt8>, _ reader: CellReader) -> ParsedCell {
    text.baseAddress.map { reader.read($0, text.count) } ?? ParsedCell()
  }

  private static func trimmed(_ text: [UInt8]) -> [UInt8] {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) })
    else { return [] }
    return Array(text[first...last])
  }

  /// Whether the first record names the columns.
  ///
  /// If columns below have numbers or dates, the first cell over one of them must be a
  /// word: not a number or date, and nothing that starts like one. `n`, `yes` and `是`
  /// are words there. If there are yes/no columns but no numbers or dates, the cell
  /// over one of those must be a word other than yes/no: `Ann,yes` over `Bob,no` is
  /// data. If all columns are text (or there are no rows), no cell may be empty, be
  /// repeated, or read as a number or a date.
  func isHeader(over below: [InferredType]) -> Bool {
    var typed: [Int] = []
    var truths: [Int] = []
    for (index, resolution) in below.enumerated() where index < firstTexts.count {
      switch resolution {
      case .nothing, .type(.text, _): continue
      case .type(.boolean, _): truths.append(index)
      case .type(.integer, _), .type(.number, _), .type(.date, _), .type(.timestamp, _), .ambiguousDate:
        typed.append(index)
      }
    }
    if !typed.isEmpty { return typed.contains(where: isWord) }
    if !truths.isEmpty { return truths.contains { isWord($0) && firstCells[$0].readings.isEmpty } }
    return firstTexts.indices.allSatisfy { !firstTexts[$0].isEmpty && firstCells[$0].readings.isSubset(of: .boolean) }
      && Set(firstTexts).count == firstTexts.count
  }

  /// Whether the first record names the columns, no matter which records follow:
  /// its fields are distinct words, and none of them reads as a value.
  var isCertain: Bool {
    hasHeader && Set(firstTexts).count == firstTexts.count
      && firstTexts.indices.allSatisfy { isWord($0) && firstCells[$0].readings.isEmpty }
  }

  private func isWord(_ index: Int) -> Bool {
    guard let first = firstTexts[index].first, firstCells[index].readings.isSubset(of: .boolean) else { return false }
    return first &- 0x30 > 9 && first != 0x2B && first != 0x2D
  }
}
