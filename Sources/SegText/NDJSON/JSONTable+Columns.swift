// JSON that holds a table by its columns, as data frames are written.

import SegFiles

extension JSONTable {
  /// `{"id": [1, 2], "v": [3, 4]}` and `{"id": {"0": 1, "1": 2}, "v": {"0": 3, "1": 4}}`: a value of each column for each row.
  ///
  /// - Returns: nil if the text has another form. A list beside other members is a value of one row.
  static func ofColumns(_ base: UnsafePointer<UInt8>, _ text: Range<Int>) -> JSONTable? {
    var scanner = JSONScanner(base, text)
    var names: [Range<Int>] = []
    var columns: [[JSONValue]] = []
    var places: [[UInt8]]?
    members: while true {
      switch scanner.next() {
      case .failed: return nil
      case .end: break members
      case .member(let key, _, let value):
        guard let (cells, own) = cells(of: value, base), places == nil || places == own else { return nil }
        places = own
        names.append(key)
        columns.append(cells)
      }
    }
    guard columns.count > 1, let count = columns.first?.count, count > 0 else { return nil }
    var lines: [UInt8] = []
    for row in 0..<count {
      for (place, (name, cells)) in zip(names, columns).enumerated() {
        lines += [place == 0 ? 0x7B : 0x2C, 0x22] + bytes(name, base) + [0x22, 0x3A]
        let cell = cells[row]
        lines += cell.kind == .string ? [0x22] + bytes(cell.range, base) + [0x22] : bytes(cell.range, base)
      }
      lines += [0x7D, 0x0A]
    }
    return lines.withUnsafeBytes { InputBytes(copying: $0) }.map { JSONTable(lines: $0, types: [], hasNames: true) }
  }

  /// The values of a column, and the names of their rows: those of an array are its places. Nil if one of them is no single
  /// value, or if an array has less than two.
  private static func cells(of column: JSONValue, _ base: UnsafePointer<UInt8>) -> ([JSONValue], places: [[UInt8]])? {
    guard column.kind == .nested else { return nil }
    var cells: [JSONValue] = []
    var places: [[UInt8]] = []
    if base[column.range.lowerBound] == 0x5B {
      var elements = JSONElements(base, column.range)
      while let element = elements.next() {
        cells.append(element)
        places.append(Array(String(cells.count - 1).utf8))
      }
      if cells.count < 2 { return nil }
    } else {
      var scanner = JSONScanner(base, column.range)
      while case .member(let key, _, let value) = scanner.next() {
        cells.append(value)
        places.append(bytes(key, base))
      }
      guard places.allSatisfy({ $0.allSatisfy { $0 &- 0x30 < 10 } }) else { return nil }
    }
    return cells.allSatisfy { $0.kind != .nested } ? (cells, places) : nil
  }

  private static func bytes(_ range: Range<Int>, _ base: UnsafePointer<UInt8>) -> [UInt8] {
    Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }
}
