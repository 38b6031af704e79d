// JSON that holds a table as names and rows, as answers of this program are exported.

import SegColumns
import SegDiagnostics
import SegFiles

/// `{"columns": [{"name": "id", "type": "integer"}, …], "rows": [[1, …], …]}`; also with plain names,
/// `{"columns": ["id", …], "data": [[1, …], …]}`, as other programs write, and `[["id", …], [1, …], …]`.
struct JSONTable {
  /// The table as one object for each row.
  let lines: InputBytes
  /// The types that the columns have by the text.
  let types: [(name: String, type: ColumnType)]
  /// Whether the text names the columns.
  let hasNames: Bool

  init(lines: InputBytes, types: [(name: String, type: ColumnType)], hasNames: Bool) {
    self.lines = lines
    self.types = types
    self.hasNames = hasNames
  }

  /// - Returns: nil if the text has another form.
  init?(_ input: InputBytes, from start: Int) {
    let base = UnsafePointer(input.base)
    if let rows = Self.arrayOfArrays(base, start..<input.count) {
      guard let table = Self.ofArrays(rows, base) else { return nil }
      self = table
      return
    }
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
    var notes: [Message] = []
    let called = ColumnNames(names.map { String(decoding: JSONScanner.unescaped(base, $0), as: UTF8.self) }, &notes).all
    let types = zip(called, given).compactMap { name, type in type.map { (name, $0) } }
    let keys = names.map { Array(UnsafeBufferPointer(start: base + $0.lowerBound, count: $0.count)) }
    guard let lines = Self.lines(rows, keys, base) else { return nil }
    self.init(lines: lines, types: types, hasNames: true)
  }

  // MARK: Arrays alone

  /// `[["id", "v"], [1, 2], …]`: the first row names the columns if it has nothing but different texts that
  /// are no numbers or dates.
  private static func ofArrays(_ rows: Range<Int>, _ base: UnsafePointer<UInt8>) -> JSONTable? {
    var records = JSONElements(base, rows)
    guard let first = records.next() else { return nil }
    var cells = JSONElements(base, first.range)
    var head: [JSONValue] = []
    while let cell = cells.next() { head.append(cell) }
    if head.isEmpty { return nil }
    let hasNames = areNames(head, base)
    let names =
      hasNames
      ? head.map { Array(UnsafeBufferPointer(start: base + $0.range.lowerBound, count: $0.range.count)) }
      : head.indices.map { Array("column_\($0 + 1)".utf8) }
    return lines(rows, names, base, skipsFirst: hasNames, isLenient: true).map { JSONTable(lines: $0, types: [], hasNames: hasNames) }
  }

  private static func areNames(_ head: [JSONValue], _ base: UnsafePointer<UInt8>) -> Bool {
    let reader = CellReader(dateOrder: nil)
    let texts = head.map { JSONScanner.unescaped(base, $0.range) }
    return Set(texts).count == texts.count
      && zip(head, texts).allSatisfy { cell, text in
        guard cell.kind == .string, !text.isEmpty else { return false }
        return text.withUnsafeBufferPointer { buffer in
          buffer.baseAddress.map { reader.read($0, buffer.count).readings.isSubset(of: .boolean) } ?? false
        }
      }
  }

  /// The array of a text that holds nothing else, and whose first element is an array.
  private static func arrayOfArrays(_ base: UnsafePointer<UInt8>, _ text: Range<Int>) -> Range<Int>? {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
    guard let open = text.first(where: { !isBlank(base[$0]) }), base[open] == 0x5B,
      let inner = text.first(where: { $0 > open && !isBlank(base[$0]) }), base[inner] == 0x5B,
      let close = text.last(where: { !isBlank(base[$0]) }), base[close] == 0x5D
    else { return nil }
    var rows = JSONElements(base, open..<close + 1)
    while rows.next() != nil {}
    return rows.end == close ? open..<close + 1 : nil
  }

  /// The rows as one object a line; nil if one has not as many cells as there are names.
  ///
  /// - Parameters:
  ///   - skipsFirst: whether the first row names the columns; its line is empty.
  ///   - isLenient: whether a row with another number of cells stays as it is, to be rejected.
  private static func lines(
    _ rows: Range<Int>, _ names: [[UInt8]], _ base: UnsafePointer<UInt8>, skipsFirst: Bool = false, isLenient: Bool = false
  ) -> InputBytes? {
    var text: [UInt8] = []
    text.reserveCapacity(rows.count * 2)
    var records = JSONElements(base, rows)
    if skipsFirst, records.next() != nil { text.append(0x0A) }
    while let record = records.next() {
      let isArray = record.kind == .nested && base[record.range.lowerBound] == 0x5B
      if isLenient, !isArray || JSONElements.count(base, record.range) != names.count {
        let isString = record.kind == .string
        let range = isString ? record.range.lowerBound - 1..<record.range.upperBound + 1 : record.range
        text += UnsafeBufferPointer(start: base + range.lowerBound, count: range.count).lazy.map { $0 == 0x0A ? 0x20 : $0 }
        text.append(0x0A)
        continue
      }
      guard isArray else { return nil }
      var cells = JSONElements(base, record.range)
      text.append(0x7B)
      for (place, name) in names.enumerated() {
        guard let cell = cells.next() else { return nil }
        text += (place > 0 ? [0x2C, 0x22] : [0x22]) + name + [0x22, 0x3A]
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

  /// Where the array ends after the last element: at its bracket, if it is well-formed.
  var end: Int { scanner.index }

  static func count(_ base: UnsafePointer<UInt8>, _ array: Range<Int>) -> Int {
    var elements = JSONElements(base, array)
    var count = 0
    while elements.next() != nil { count += 1 }
    return count
  }
}
