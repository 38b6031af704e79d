// The groups of a trend that change from period to period, as one grid.

import SegColumns
import SegPlan

/// Groups and measures of each period, and what measures are of a group without customers.
struct PeriodGroups {
  private struct Period {
    /// A row for each group in the period; nil: one group without dimensions.
    let dimensions: [Column]
    /// A row for each group and, with dimensions, one more of nobody.
    let values: [Column]
  }

  private let count: Int
  private var found: [Period] = []
  /// The places of ordered texts, such as stages, for each dimension.
  private var places: [[String: Int]]

  init(dimensions count: Int) {
    self.count = count
    places = [[String: Int]](repeating: [:], count: count)
  }

  mutating func add(_ dimensions: [Column], _ values: [Column]) {
    for (number, column) in dimensions.enumerated() {
      guard let dictionary = column.dictionary, dictionary.isOrdered else { continue }
      for code in 0..<dictionary.count where places[number][dictionary[code]] == nil {
        places[number][dictionary[code]] = places[number].count
      }
    }
    found.append(Period(dimensions: dimensions, values: values))
  }

  /// A row for each period and each group of any period.
  func rows(_ analysis: TrendAnalysis) -> TrendRows {
    var all: Set<[Value]> = []
    for period in found { all.formUnion(Self.groups(of: period)) }
    let groups = count == 0 ? [[]] : all.sorted(by: precedes)
    var periods: [Int] = []
    var cells = [[Value]](repeating: [], count: count + analysis.measures.count)
    for (number, period) in found.enumerated() {
      var places: [[Value]: Int] = [:]
      for (place, group) in Self.groups(of: period).enumerated() { places[group] = place }
      for group in groups {
        periods.append(number)
        for (dimension, value) in group.enumerated() { cells[dimension].append(value) }
        let place = places[group] ?? Self.groups(of: period).count
        for (measure, column) in period.values.enumerated() { cells[count + measure].append(column[count == 0 ? 0 : place]) }
      }
    }
    let types = (analysis.groups + analysis.measures).map(\.expression.type)
    return TrendRows(periods: periods, columns: zip(types, cells).map { Column.of($0, $1) })
  }

  private static func groups(of period: Period) -> [[Value]] {
    let rows = period.dimensions.first?.count ?? 0
    return (0..<rows).map { row in period.dimensions.map { $0[row] } }
  }

  /// The order of groups: that of their values, the first dimension first; missing is last.
  private func precedes(_ a: [Value], _ b: [Value]) -> Bool {
    for (number, (first, second)) in zip(a, b).enumerated() where first != second { return isBefore(first, second, places[number]) }
    return false
  }

  private func isBefore(_ a: Value, _ b: Value, _ places: [String: Int]) -> Bool {
    switch (a, b) {
    case (.missing, _): false
    case (_, .missing): true
    case (.text(let a), .text(let b)):
      if let first = places[a], let second = places[b] { first < second } else { a.utf8.lexicographicallyPrecedes(b.utf8) }
    case (.boolean(let a), .boolean(let b)): !a && b
    case (.date(let a), .date(let b)): a < b
    case (.timestamp(let a), .timestamp(let b)), (.integer(let a), .integer(let b)): a < b
    case (.number(let a), .number(let b)): a < b
    case (.text, _), (.boolean, _), (.date, _), (.timestamp, _), (.integer, _), (.number, _): false
    }
  }
}
