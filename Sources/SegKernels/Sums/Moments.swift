// Mean and spread of numbers, for effect sizes and ranges.

import SegColumns
import SegDiagnostics
import SegRuntime

/// Count, sum, least, greatest and spread of some numbers.
package struct Moments: Sendable {
  private(set) var sum = CompensatedSum()
  package private(set) var least = Double.infinity
  package private(set) var greatest = -Double.infinity
  /// Sum of the squares of the distances from the mean.
  package private(set) var squares = 0.0

  package var count: Int { sum.count }

  /// nil if there are no numbers.
  package var mean: Double? {
    if count == 0 { return nil }
    // The mean of equal numbers is that number, even if their sum is rounded.
    return least == greatest ? least : sum.total / Double(count)
  }

  /// The numbers of a column that are not missing among the rows.
  package static func of(_ values: Column, among rows: Bitmap, _ context: ExecutionContext) throws(ScriptError) -> Moments {
    var total = Moments()
    guard case .float64(let buffer) = values.values else { return total }
    let present = values.validity.map(rows.intersection) ?? rows
    let morsels = (present.count + morselRows - 1) / morselRows
    let parts = MorselResults<Moments>(morsels)
    try context.run(rows: present.count) { _, morsel, range in
      var part = Moments()
      present.forEachRow(in: range) { row in
        let value = buffer.pointer[row]
        part.sum.add(value)
        part.least = min(part.least, value)
        part.greatest = max(part.greatest, value)
      }
      parts.set(morsel, part)
    }
    for morsel in 0..<morsels {
      guard let part = parts.get(morsel) else { continue }
      total.sum.add(part.sum)
      total.least = min(total.least, part.least)
      total.greatest = max(total.greatest, part.greatest)
    }
    // A second pass, because squares of large numbers would hide a small spread.
    guard let mean = total.mean, total.least < total.greatest else { return total }
    let sums = MorselResults<CompensatedSum>(morsels)
    try context.run(rows: present.count) { _, morsel, range in
      var part = CompensatedSum()
      present.forEachRow(in: range) { row in
        let distance = buffer.pointer[row] - mean
        part.add(distance * distance)
      }
      sums.set(morsel, part)
    }
    var squares = CompensatedSum()
    for morsel in 0..<morsels { if let part = sums.get(morsel) { squares.add(part) } }
    total.squares = squares.total
    return total
  }
}
