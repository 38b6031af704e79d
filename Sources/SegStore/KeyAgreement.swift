// Keys of two types: how they would agree, for the message that refuses them.

import SegColumns

/// Compares the keys of events with those of customers where one column, or both, are text:
/// `0001001` and `1001.0` are 1001 as integers, and other texts.
package struct KeyAgreement {
  /// The events whose key is a customer's if all are read as integers, and if all are texts.
  package private(set) var asIntegers = 0
  package private(set) var asTexts = 0
  /// A pair that agrees only as integers.
  package private(set) var example: (text: String, integer: Int64)?

  /// Of a table of which no event belongs to a customer; nil if that is not so, or if the keys
  /// agree no better as integers.
  package init?(ofOrphans events: EventTable, customers: CustomerTable) {
    guard events.orphanCount > 0, events.orphanCount == events.table.rowCount, let keys = events.table[events.key],
      keys.type == .text, customers.keys.type == .text
    else { return nil }
    self.init(events: keys, customers: customers.keys)
    if asIntegers == 0 { return nil }
  }

  init(events: Column, customers: Column) {
    var integers: Set<Int64> = []
    var texts: Set<String> = []
    for row in 0..<customers.count where customers.isPresent(row) {
      if let text = Self.text(customers, row) { texts.insert(text) }
      if let integer = Self.integer(customers, row) { integers.insert(integer) }
    }
    let isText = events.type == .text
    for row in 0..<events.count where events.isPresent(row) {
      let isSameText = Self.text(events, row).map(texts.contains) ?? false
      if isSameText { asTexts += 1 }
      guard let integer = Self.integer(events, row), integers.contains(integer) else { continue }
      asIntegers += 1
      guard example == nil, !isSameText else { continue }
      let text = isText ? Self.text(events, row) : Self.text(of: integer, in: customers)
      example = text.map { ($0, integer) }
    }
  }

  private static func text(of integer: Int64, in column: Column) -> String? {
    (0..<column.count).first { column.isPresent($0) && Self.integer(column, $0) == integer }.flatMap { text(column, $0) }
  }

  private static func text(_ column: Column, _ row: Int) -> String? {
    if column.type == .integer { return String(column.integer(row)) }
    return column.dictionary?[column.code(row)]
  }

  private static func integer(_ column: Column, _ row: Int) -> Int64? {
    if column.type == .integer { return column.integer(row) }
    return column.dictionary.flatMap { integer($0.utf8(column.code(row))) }
  }

  /// `0001001`, `1001.0`: as `key_as: integer` reads them.
  static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    let text = bytes[...].drop { $0 == 0x20 }
    let isNegative = text.first == 0x2D
    var value: Int64 = 0
    var digits = text.dropFirst(isNegative ? 1 : 0)
    guard let first = digits.first, first &- 0x30 < 10 else { return nil }
    while let digit = digits.first, digit &- 0x30 < 10 {
      let (tens, isOver) = value.multipliedReportingOverflow(by: 10)
      let (sum, isFull) = tens.addingReportingOverflow(Int64(digit &- 0x30))
      if isOver || isFull { return nil }
      value = sum
      digits.removeFirst()
    }
    if digits.first == 0x2E { digits = digits.dropFirst().drop { $0 == 0x30 } }
    return digits.allSatisfy { $0 == 0x20 } ? (isNegative ? -value : value) : nil
  }
}
