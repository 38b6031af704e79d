// How attributes become columns of a model, learned from the rows once and kept
// for rows that come later.

import SegRuntime

/// What a column of a model stands for.
package enum ScoreColumn: Sendable, Hashable {
  /// The log-odds of a row at the mean of all numbers and the base of all categories.
  case intercept
  /// (x − mean) / deviation of a feature, in the feature's unit; the deviation is
  /// that of the population. A missing number counts as the mean.
  case number(feature: Int, mean: Double, deviation: Double)
  /// 1 if the feature is missing.
  case missing(feature: Int)
  /// 1 if the feature has that code.
  case category(feature: Int, code: Int32)
  /// 1 if the feature has one of so many categories that are taken together.
  case otherCategories(feature: Int, count: Int)
}

/// The columns that features are turned into.
///
/// Numbers are standardized. A missing number counts as the mean, and an extra
/// column says that it is missing. Categories become one column each, except the
/// most frequent one (ties: the lowest code), the base; missing is a category of its
/// own. Categories with fewer rows than `leastRows` are merged, and so are the least
/// frequent ones if there are too many.
struct ScoreEncoding: Sendable {
  /// z = ((x − center) / halfRange − mean) / deviation. The range of the values comes
  /// first, so that large or tiny numbers do not overflow or underflow.
  struct Number: Sendable {
    let feature: Int
    let center: Double
    let halfRange: Double
    let mean: Double
    let deviation: Double

    @inline(__always)
    func standardized(_ value: Double) -> Double {
      // Later rows may lie far outside the range of the training set.
      let inRange = max(-1e9, min(1e9, (value - center) / halfRange))
      return (inRange - mean) / deviation
    }
  }

  /// One feature of which at most one column is 1.
  struct Slot: Sendable {
    let feature: Int
    /// The column by code + 1; the first is for missing. `nowhere` for the base.
    let columns: [UInt16]
    /// For codes that the model has not seen: the merged categories, or the base.
    let unseen: UInt16
  }

  private(set) var columns: [ScoreColumn] = [.intercept]
  /// The number of rows in which a column is 1, or which have the number.
  private(set) var columnRows: [Int]
  /// The base of each categorical feature that is used.
  private(set) var bases: [Int: ScoreColumn] = [:]
  private(set) var numbers: [Number] = []
  private(set) var slots: [Slot] = []
  private(set) var warnings: [ScoreModelWarning] = []
  /// The kind of each feature: later rows must have the same.
  let isCategorical: [Bool]

  /// An index after the last column, for what has no column; its coefficient is 0.
  var nowhere: UInt16 { UInt16(clamping: columns.count) }

  /// A category with fewer rows is rare: 10, or a twentieth of the rows (at least 2)
  /// if there are fewer than 200 rows.
  static func leastRows(_ rows: Int) -> Int { min(10, max(2, rows / 20)) }

  init(_ features: [ScoreFeature], rows: Int, mostColumns: Int, _ context: ExecutionContext) throws(ScoreModelFailure) {
    columnRows = [rows]
    isCategorical = features.map { if case .categories = $0.values { true } else { false } }
    let learned = context.results(of: features.count) { FeatureFacts(features[$0]) }
    guard let facts = learned else { throw .interrupted }
    let most = max(2, min(4096, mostColumns))

    var indicators: [(feature: Int, rows: Int)] = []
    for (feature, fact) in facts.enumerated() {
      guard case .numbers(let range, let missing) = fact else { continue }
      guard let range else {
        warnings.append(.missingEverywhere(feature: feature))
        continue
      }
      if missing > 0 { indicators.append((feature, missing)) }
      guard range.halfRange > 0 else {
        // Whether the number is missing may still be informative.
        if missing == 0 { warnings.append(.constant(feature: feature)) }
        continue
      }
      numbers.append(
        Number(
          feature: feature, center: range.center, halfRange: range.halfRange, mean: range.mean,
          deviation: range.deviation))
      columns.append(
        .number(
          feature: feature, mean: range.center + range.mean * range.halfRange,
          deviation: range.deviation * range.halfRange))
      columnRows.append(rows - missing)
    }
    let used = columns.count + indicators.count
    guard used <= most else { throw .tooManyColumns(used, most: most) }

    var levels: [CategoryLevels] = []
    for (feature, fact) in facts.enumerated() {
      guard case .categories(let counts, let missing) = fact else { continue }
      levels.append(
        CategoryLevels(feature: feature, counts: counts, missing: missing, leastRows: Self.leastRows(rows)))
    }
    CategoryLevels.fit(&levels, into: most - used)
    let width = used + levels.reduce(0) { $0 + $1.columnCount }
    guard width <= most else { throw .tooManyColumns(width, most: most) }
    let none = UInt16(clamping: width)

    for (feature, missing) in indicators {
      slots.append(Slot(feature: feature, columns: [next, none], unseen: none))
      add(.missing(feature: feature), rows: missing)
    }
    for level in levels { add(level, none) }
    if columns.count < 2 { throw .nothingVaries }
  }

  /// The index of the next column to add.
  private var next: UInt16 { UInt16(clamping: columns.count) }

  private mutating func add(_ column: ScoreColumn, rows: Int) {
    columns.append(column)
    columnRows.append(rows)
  }

  private mutating func add(_ levels: CategoryLevels, _ none: UInt16) {
    let feature = levels.feature
    if levels.pooled.count > 0 {
      warnings.append(.pooled(feature: feature, categories: levels.pooled.count, rows: levels.pooledRows))
    }
    guard levels.columnCount > 0 else {
      warnings.append(levels.hasCategories ? .constant(feature: feature) : .missingEverywhere(feature: feature))
      return
    }
    var byCode = [UInt16](repeating: none, count: levels.counts.count + 1)
    if levels.missing > 0 {
      byCode[0] = next
      add(.missing(feature: feature), rows: levels.missing)
    }
    var unseen = none
    let others = ScoreColumn.otherCategories(feature: feature, count: levels.pooled.count)
    if let base = levels.kept.first {
      bases[feature] = .category(feature: feature, code: Int32(clamping: base))
      for code in levels.kept.dropFirst() {
        byCode[code + 1] = next
        add(.category(feature: feature, code: Int32(clamping: code)), rows: levels.counts[code])
      }
      if !levels.pooled.isEmpty {
        unseen = next
        for code in levels.pooled { byCode[code + 1] = unseen }
        add(others, rows: levels.pooledRows)
      }
    } else {
      bases[feature] = others
    }
    // A code without rows is unknown, like one outside the table.
    for code in levels.counts.indices where levels.counts[code] == 0 { byCode[code + 1] = unseen }
    slots.append(Slot(feature: feature, columns: byCode, unseen: unseen))
  }
}
