// What says where a customer stands among others.

import SegColumns

/// The population functions of the language. The population is all customers,
/// or the segment after `within`; with `per` each group is one of its own.
/// Customers without a value have no place, and are not counted.
public enum PopulationFunction: String, Sendable, CaseIterable {
  case rank, percentile, ntile, share, total, zscore

  package var summary: String {
    switch self {
    case .rank: "the place by a value: 1 is the best, the highest unless `best: low`; equal values in key order"
    case .percentile: "the share of the population whose value is not better, from above 0 to 1"
    case .ntile: "the number of one of n equal parts, as in SQL: n holds the highest values, or with `best: low` the lowest"
    case .share: "the part of the population's total; missing where that is 0"
    case .total: "the sum of the population"
    case .zscore: "the distance from the population's mean in standard deviations (of the population)"
    }
  }

  package var example: String {
    switch self {
    case .rank: "rank(profit per city)"
    case .percentile: "percentile(profit) > 0.8"
    case .ntile: "ntile(5, recency, best: low)"
    case .share: "share(profit per channel)"
    case .total: "total(profit within loyal)"
    case .zscore: "zscore(basket)"
    }
  }

  package var result: ColumnType {
    switch self {
    case .rank, .ntile: .integer
    case .percentile, .share, .total, .zscore: .number
    }
  }
}
