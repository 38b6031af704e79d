// "did you mean": the name in scope that is nearest to the written one.

/// Suggestions for misspelled names.
package enum Speller {
  /// The candidate nearest to `name`, or nil if none is near: at most a third of
  /// the letters may differ (one in a two-letter name). Case and `_` do not count
  /// as differences; ties go to the earlier candidate.
  package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    near(to: name, among: candidates, atMost: 1).first
  }

  /// The candidates that are near to `name`, the nearest first.
  package static func near(to name: String, among candidates: some Sequence<String>, atMost count: Int) -> [String] {
    let wanted = Array(name.lowercased().prefix(64))
    let limit = max(1, (wanted.count + 1) / 3)
    var found: [(name: String, distance: Int)] = []
    for candidate in candidates where candidate != name {
      let other = Array(candidate.lowercased().prefix(64))
      if abs(other.count - wanted.count) > limit { continue }
      let distance = self.distance(wanted, other)
      // A different single letter is not similar.
      if distance > limit || distance >= max(wanted.count, other.count) { continue }
      if found.count == count, let last = found.last, distance >= last.distance { continue }
      if found.contains(where: { $0.name == candidate }) { continue }
      let place = found.firstIndex { $0.distance > distance } ?? found.count
      found.insert((candidate, distance), at: place)
      if found.count > count { found.removeLast() }
    }
    return found.map(\.name)
  }

  /// Edit distance in which swapped neighbors count once (Damerau,
  /// restricted form).
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let change = a[i - 1] == b[j - 1] ? 0 : 1
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
