// A column that names the currency of each row: what a receipt says where there are several.

import SegColumns
import SegDiagnostics

extension Table {
  /// `currency` names several currencies, such as `USD` and `EUR`; nil: no column does.
  var currencyNote: Message? {
    for field in fields where field.column.type == .text && Self.namesCurrency(field.name) {
      guard let dictionary = field.column.dictionary, let (one, other) = field.column.differentCodes else { continue }
      let (name, first, second) = (ScriptSpelling.name(field.name), dictionary[one], dictionary[other])
      return """
        `\(field.name)` names several currencies, such as `\(first)` and `\(second)`: a sum of amounts adds them; \
        `by \(name)` and `where \(name) = \(ScriptSpelling.text(first))` keep them apart
        """
    }
    return nil
  }

  private static let words: Set = [
    "ccy", "币种", "货币", "币别", "幣別", "幣種", "貨幣", "通貨", "통화", "währung", "waehrung", "devise", "moneda", "valuta",
  ]

  private static func namesCurrency(_ name: String) -> Bool {
    let name = name.lowercased()
    return words.contains(name) || name.contains("currency")
  }
}

extension Column {
  /// The codes of two different texts; nil if all rows have the same.
  fileprivate var differentCodes: (Int, Int)? {
    guard let first = (0..<count).first(where: isPresent),
      let other = (first..<count).first(where: { isPresent($0) && code($0) != code(first) })
    else { return nil }
    return (code(first), code(other))
  }
}
