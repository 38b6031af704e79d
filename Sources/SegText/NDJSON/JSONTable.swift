// JSON that holds a table as names and rows, as answers of this program are exported.

import SegColumns
import SegFiles

/// `{"columns": [{"name": "id", "type": "integer"}, …], "rows": [[1, …], …]}`; also with plain names,
/// `{"columns": ["id", …], "data": [[1, …], …]}`, as other programs write.
struct JSONTable {
  /// The table as one object for each row.
  let lines: InputBytes
  /// The types that the columns have by the text.
  let types: [(name: String, type: ColumnType)]

  /// - Returns: nil if the text has another form.
  init?(_ input: InputBytes, from start: Int) {
    let base = UnsafePointer(input.base)
    var scanner = JSONScanner(base, start..<input.count)
    var columns: Range<Int>?
    var rows: Range<Int>?
    members: while true {
      switch scanner.next() {
      case .failed: return nil
      case .end: break members
      case .member(let key, _, let value):
        guard value.kind == .nested, base[value.range.lowerBound] == 0x5B else { continue }
        let name = String(decoding: UnsafeBufferPointer(start: base + key.lowerBound, count: key.count), as: UTF8.self)
        if name == "columns" { columns = value.range }
        if name == "rows" || name == "data" { rows = value.range }
      }
    }
    guard let columns, let rows else { return nil }
    var names: [Range<Int>] = []
    var given: [ColumnType?] = []
    var elements = JSONElements(base, columns)
    while let element = elements.next() {
      guard let (name, type) = Self.column(element, base) else { return nil }
      names.append(name)
      given.append(type)
    }
    if names.isEmpty { return nil }
    // As they will be called.
    var notes: [String] = []
    let called = ColumnNames(names.map { String(decoding: JSONScanner.unescaped(base, $0), as: UTF8.self) }, &notes).all
    types = zip(called, given).compactMap { name, type in type.map { (name, $0) } }
    guard let lines = Self.lines(rows, names, base) else { return nil }
    self.lines = lines
  }

  /// The rows as one object a line; nil if one has not as many cells as there are names.
  private static func lines(_ rows: Range<Int>, _ names: [Range<Int>], _ base: UnsafePointer<UInt8>) -> InputBytes? {
    var text: [UInt8] = []
    text.reserveCapacity(rows.count * 2)
    var records = JSONElements(base, rows)
    while let record = records.next() {
      guard record.kind == .nested, base[record.range.lowerBound] == 0x5B else { return nil }
      var cells = JSONElements(base, record.range)
      text.append(0x7B)
      for (place, name) in names.enumerated() {
        guard let cell = cells.next() else { return nil }
        text += (place > 0 ? [0x2C, 0x22] : [0x22]) + UnsafeBufferPointer(start: base + name.lowerBound, count: name.count) + [0x22, 0x3A]
        let isString = cell.kind == .string
        if isString { text.append(0x22) }
        // Line breaks are between the parts of a cell, never in its strings.
        text += UnsafeBufferPointer(start: base + cell.range.lowerBound, count: cell.range.count).lazy.map { $0 == 0x0A ? 0x20 : $0 }
        if isString { text.append(0x22) }
      }
      if cells.next() != nil { return nil }
      text += [0x7D, 0x0A]
    }
    return text.withUnsafeBytes { InputBytes(copying: $0) }
  }

  /// The name of a column, without its quotes, and its type.
  private static func column(_ element: JSONValue, _ base: UnsafePointer<UInt8>) -> (Range<Int>, ColumnType?)? {
    if element.kind == .string { return (element.range, nil) }
    guard element.isObject(base) else { return nil }
    var name: Range<Int>?
    var type: ColumnType?
    var scanner = JSONScanner(base, element.range)
    while case .member(let key, _, let value) = scanner.next() {
      guard value.kind == .string else { continue }
      let text = { (range: Range<Int>) in
        String(decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count), as: UTF8.self)
      }
      if text(key) == "name" { name = value.range }
      if text(key) == "type" { type = ColumnType(rawValue: text(value.range)) }
    }
    return name.map { ($0, type) }
  }
}

/// The elements of an array that is well-formed.
struct JSONElements {
  private var scanner: JSONScanner

  init(_ base: UnsafePointer<UInt8>, _ array: Range<Int>) { scanner = JSONScanner(base, array) }

  mutating func next() -> JSONValue? { scanner.nextElement() }
}
