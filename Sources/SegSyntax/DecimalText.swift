// Decimals as texts: numbers of a script are shifted by powers of ten without rounding.

/// Digits of decimals.
enum DecimalText {
  /// The powers of ten of Chinese numbers.
  private static let powers: [Substring: Int] = ["千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10]

  /// The number that Chinese powers of ten make of another: `1.2万` is 12000, `1万2千` is the
  /// same; nil if the letters after the number are something else.
  static func chinese(_ number: String, _ letters: String) -> String? {
    var rest = letters[...]
    var next = number
    var parts: [(text: String, power: Int)] = []
    while true {
      let unit = rest.prefix { !("0"..."9").contains($0) }
      rest = rest.dropFirst(unit.count)
      guard let power = powers[unit], parts.last.map({ $0.power > power }) ?? true, let text = shifted(next, by: power) else { return nil }
      parts.append((text, power))
      if rest.isEmpty { break }
      next = String(rest.prefix { ("0"..."9").contains($0) })
      rest = rest.dropFirst(next.count)
    }
    if parts.count == 1 { return parts.first?.text }
    var sum: Int64 = 0
    for part in parts {
      guard let value = Int64(part.text) else { return nil }
      let (next, overflow) = sum.addingReportingOverflow(value)
      if overflow { return nil }
      sum = next
    }
    return String(sum)
  }

  /// A number with its point moved to the right by a number of places, or to the left; nil if
  /// the result is too long to write out. Zeros at its end are left out: 1.20 by 4 is 12000.
  static func shifted(_ number: String, by places: Int) -> String? {
    guard (-18...18).contains(places) else { return nil }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first else { return nil }
    let all = Array(whole + (parts.count > 1 ? parts[1] : ""))
    let zeros = repeatElement(Character("0"), count: 20)
    let padded = Array(zeros) + all + Array(zeros)
    let point = zeros.count + whole.count + places
    guard padded.indices.contains(point) else { return nil }
    let left = String(padded[..<point].drop { $0 == "0" })
    var right = String(padded[point...])
    while right.hasSuffix("0") { right.removeLast() }
    return (left.isEmpty ? "0" : left) + (right.isEmpty ? "" : "." + right)
  }
}
