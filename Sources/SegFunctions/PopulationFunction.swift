// Population functions: values that compare a customer with other customers.

import SegColumns
import SegDiagnostics

/// The population functions of the language. The population is all customers,
/// or the segment after `within`; with `per` each group is a population of its own.
/// Customers without a value have no rank, and are not counted.
public enum PopulationFunction: String, Sendable, CaseIterable {
  case rank, percentile, ntile, share, total, zscore

  package var summary: Message {
    switch self {
    case .rank:
      """
      the place in the order of a value: 1 is the highest value, or with `best: low` the lowest; equal values in key order. \
      In `show … by`: of a measure among the rows; equal values have the same place
      """
    case .percentile: "the share of the population whose value is not better, from above 0 to 1"
    case .ntile:
      """
      the part, from 1 to n, when the population is cut into n equal parts, as in SQL: part n holds the highest values, \
      or with `best: low` the lowest
      """
    case .share:
      "the share of the population's total; missing if the total is 0. In `show … by`: of a measure in that of all rows together"
    case .total: "the sum over the population. In `show … by`: a measure of all rows together"
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
