// The facts about each feature before the fit: the spread of numbers and the sizes
// of categories. The outcome is not used.

/// The spread of a feature's numbers or the rows of its categories.
enum FeatureFacts: Sendable {
  /// nil if there is no number at all; the number of missing rows.
  case numbers(Spread?, missing: Int)
  /// Rows by code; the number of missing rows.
  case categories([Int], missing: Int)

  /// Mean and deviation in units of half the range, from its middle.
  struct Spread: Sendable {
    let center: Double
    /// 0 if all numbers are equal.
    let halfRange: Double
    let mean: Double
    let deviation: Double
  }

  init(_ feature: ScoreFeature) {
    switch feature.values {
    case .numbers(let numbers, let present): self = Self.facts(numbers, present)
    case .categories(let codes, let count):
      // No longer than the existing codes.
      let most = codes.reduce(-1) { max($0, Int($1)) }
      let count = min(count, most + 1)
      var counts = [Int](repeating: 0, count: count)
      var missing = 0
      for code in codes {
        let code = Int(code)
        if code >= 0, code < count { counts[code] += 1 } else { missing += 1 }
      }
      self = .categories(counts, missing: missing)
    }
  }

  private static func facts(_ numbers: [Double], _ present: [Bool]?) -> FeatureFacts {
    var least = Double.infinity
    var greatest = -Double.infinity
    var count = 0
    func each(_ body: (Double) -> Void) {
      for row in numbers.indices where numbers[row].isFinite && present?[row] ?? true { body(numbers[row]) }
    }
    each { value in
      least = min(least, value)
      greatest = max(greatest, value)
      count += 1
    }
    let missing = numbers.count - count
    if count == 0 { return .numbers(nil, missing: missing) }
    // Halved first, because the difference of two large numbers may not be finite.
    let center = least / 2 + greatest / 2
    let halfRange = greatest / 2 - least / 2
    guard halfRange > 0 else {
      return .numbers(Spread(center: least, halfRange: 0, mean: 0, deviation: 0), missing: missing)
    }
    var sum = 0.0
    each { sum += ($0 - center) / halfRange }
    let mean = sum / Double(count)
    var squares = 0.0
    each { value in
      let distance = (value - center) / halfRange - mean
      squares += distance * distance
    }
    let deviation = (squares / Double(count)).squareRoot()
    return .numbers(
      Spread(center: center, halfRange: deviation > 0 ? halfRange : 0, mean: mean, deviation: deviation),
      missing: missing)
  }
}

/// Which categories of a feature are kept and which are merged.
struct CategoryLevels: Sendable {
  let feature: Int
  /// Rows by code.
  let counts: [Int]
  let missing: Int
  /// Codes, the most frequent first (ties: the lowest); the first is the base.
  private(set) var kept: [Int] = []
  /// Codes that are merged.
  private(set) var pooled: [Int] = []

  init(feature: Int, counts: [Int], missing: Int, leastRows: Int) {
    self.feature = feature
    self.counts = counts
    self.missing = missing
    var rare: [Int] = []
    for code in counts.indices where counts[code] > 0 {
      if counts[code] < leastRows { rare.append(code) } else { kept.append(code) }
    }
    let sizes = counts
    kept.sort { (sizes[$1], $0) < (sizes[$0], $1) }
    // A single category need not be merged.
    if rare.count == 1 { kept += rare } else { pooled = rare }
  }

  var hasCategories: Bool { !kept.isEmpty || !pooled.isEmpty }
  var pooledRows: Int { pooled.reduce(0) { $0 + counts[$1] } }

  /// Columns without that of the base.
  var columnCount: Int { max(0, kept.count + (pooled.isEmpty ? 0 : 1) + (missing > 0 ? 1 : 0) - 1) }

  /// Merges all but the `most` most frequent categories.
  mutating func keep(_ most: Int) {
    guard kept.count > most, most >= 0 else { return }
    pooled += kept[most...]
    kept.removeSubrange(most...)
    pooled.sort()
  }

  /// Limits all features to the same number of categories: the largest number with
  /// which all columns fit.
  static func fit(_ levels: inout [CategoryLevels], into room: Int) {
    func columns(_ most: Int) -> Int {
      levels.reduce(0) { sum, level in
        var level = level
        level.keep(most)
        return sum + level.columnCount
      }
    }
    let longest = levels.reduce(0) { max($0, $1.kept.count) }
    if columns(longest) <= room { return }
    var (fits, tooMany) = (1, longest)
    while tooMany - fits > 1 {
      let middle = fits + (tooMany - fits) / 2
      if columns(middle) <= room { fits = middle } else { tooMany = middle }
    }
    for index in levels.indices { levels[index].keep(fits) }
  }
}
