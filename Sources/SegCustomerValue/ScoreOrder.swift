// Sorts rows by a number, without comparisons.

/// Orders of rows.
enum ScoreOrder {
  /// What is in memory while rows are sorted: keys and rows, twice.
  static let bytesPerRow = 2 * (8 + 4)

  /// Rows in ascending order of finite numbers, equal ones by row.
  ///
  /// - Parameter numbers: n, at most 2³¹ − 1; −0 is 0.
  /// - Complexity: O(n), a pass for each 11 of 64 bits in which any two differ.
  static func ascending(_ numbers: ArraySlice<Double>) -> [Int32] {
    let count = numbers.count
    var keys = numbers.map { number -> UInt64 in
      let bits = (number + 0).bitPattern
      // Negative numbers are reversed, and positive ones come after them.
      return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }
    var rows = (0..<count).map { Int32(truncatingIfNeeded: $0) }
    var differing: UInt64 = 0
    for key in keys { differing |= key ^ keys[0] }
    var otherKeys = keys
    var otherRows = rows
    var shift: UInt64 = 0
    while shift < 64 {
      if (differing >> shift) & 2047 != 0 {
        var places = [Int](repeating: 0, count: 2049)
        for key in keys { places[Int((key >> shift) & 2047) + 1] += 1 }
        for digit in 1..<2049 { places[digit] += places[digit - 1] }
        for index in 0..<count {
          let key = keys[index]
          let digit = Int((key >> shift) & 2047)
          let place = places[digit]
          places[digit] = place + 1
          otherKeys[place] = key
          otherRows[place] = rows[index]
        }
        swap(&keys, &otherKeys)
        swap(&rows, &otherRows)
      }
      shift += 11
    }
    return rows
  }
}
