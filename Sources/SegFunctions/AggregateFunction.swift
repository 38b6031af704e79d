// Aggregates: functions that turn many values into one.

import SegColumns

/// The aggregates of the language. Missing values are skipped by all of them.
public enum AggregateFunction: String, Sendable, CaseIterable {
  case count, sum, avg, min, max, median, first, last, distinct, any

  package var summary: String {
    switch self {
    case .count: "the number of rows, of rows that meet a condition, or of values that are not missing"
    case .sum: "the sum; 0 if there are no values"
    case .avg: "the mean; missing if there are no values"
    case .min: "the smallest value; missing if there are no values"
    case .max: "the largest value; missing if there are no values"
    case .median: "the middle value, or the mean of the middle two; missing if there are no values"
    case .first: "the value of the earliest event that has one"
    case .last: "the value of the latest event that has one"
    case .distinct: "the number of different values"
    case .any: "yes if there is an event, or an event that meets a condition"
    }
  }

  /// An expression of a metric that shows it.
  package var example: String {
    switch self {
    case .count: "count(orders where category = \"tea\" in last 90 days)"
    case .sum: "sum(amount - cost of orders)"
    case .avg: "avg(amount of orders)"
    case .min: "min(date of orders)"
    case .max: "max(date of orders)"
    case .median: "median(amount of orders)"
    case .first: "first(channel of orders)"
    case .last: "last(amount of orders)"
    case .distinct: "distinct(category of orders)"
    case .any: "any(orders where category = \"tea\")"
    }
  }

  /// The type of the aggregate's result for an argument type; nil if it does not take that type.
  package func result(of argument: ColumnType) -> ColumnType? {
    switch self {
    case .count, .distinct: .integer
    case .sum: argument == .integer || argument == .number ? argument : nil
    case .avg, .median: argument == .integer || argument == .number ? .number : nil
    case .min, .max: argument == .boolean ? nil : argument
    case .first, .last: argument
    case .any: argument == .boolean ? .boolean : nil
    }
  }
}
