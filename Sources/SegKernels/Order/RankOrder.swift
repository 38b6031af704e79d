// Rows in the order of several keys, in groups.

import SegColumns
import SegDiagnostics
import SegRuntime

/// The order of rows by rank keys, the first key first; ties break by row.
package struct RankOrder {
  private let keys: [RankKey]
  private let groups: GroupIDs?
  private let groupCount: Int
  private let context: ExecutionContext

  /// - Parameter groups: ranked separately; nil: one group.
  package init(keys: [RankKey], groups: GroupIDs?, groupCount: Int, context: ExecutionContext) {
    self.keys = keys
    self.groups = groups
    self.groupCount = groupCount
    self.context = context
  }

  /// The rows in rank order (within each group, the groups one after the other).
  package func rows(_ rows: Bitmap) throws(ScriptError) -> [Int32] {
    if keys.count == 1, let key = keys.first {
      let sorted = try RadixSelection(key, rows, context).sorted()
      return groups.map { partitioned(sorted, into: $0) } ?? sorted
    }
    var sorted: [Int32] = []
    sorted.reserveCapacity(rows.population)
    rows.forEachRow { sorted.append(Int32(truncatingIfNeeded: $0)) }
    sorted.sort { isBefore(Int($0), Int($1)) }
    return sorted
  }

  /// Rows in their order, group by group.
  private func partitioned(_ sorted: [Int32], into groups: GroupIDs) -> [Int32] {
    // Where each group begins; rows without a group come first.
    var next = [Int](repeating: 0, count: groupCount + 2)
    for row in sorted { next[groups[Int(row)] + 2] += 1 }
    for group in 1..<next.count { next[group] += next[group - 1] }
    return [Int32](unsafeUninitializedCapacity: sorted.count) { buffer, count in
      for row in sorted {
        let group = groups[Int(row)] + 1
        buffer[next[group]] = row
        next[group] += 1
      }
      count = sorted.count
    }
  }

  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    if let groups, groups[a] != groups[b] { return groups[a] < groups[b] }
    for key in keys {
      let x = key.isPresent(a)
      let y = key.isPresent(b)
      if x != y { return x }
      if x {
        let (p, q) = (key.ordinal(a), key.ordinal(b))
        if p != q { return p < q }
      }
    }
    return a < b
  }
}

extension RankKey {
  /// The ordinal of the worst of some rows; nil if a key is missing.
  package func worst(of rows: Bitmap) -> UInt64? {
    var worst: UInt64 = 0
    var hasMissing = false
    rows.forEachRow { row in
      if isPresent(row) { worst = max(worst, ordinal(row)) } else { hasMissing = true }
    }
    return hasMissing ? nil : worst
  }

  /// Among the first `count` rows, those with a key whose ordinal is at most `worst`.
  package func rows(of count: Int, through worst: UInt64) -> [Int32] {
    var found: [Int32] = []
    for row in 0..<count where isPresent(row) && ordinal(row) <= worst { found.append(Int32(truncatingIfNeeded: row)) }
    return found
  }
}
