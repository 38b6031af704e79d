// Aggregates: functions that turn many values into one.

import SegColumns
import SegDiagnostics

/// The aggregates of the language. Missing values are skipped by all of them.
public enum AggregateFunction: String, Sendable, CaseIterable {
  case count, sum, avg, min, max, median, quantile, mode, stddev, variance, first, last, nth, distinct, list, correlation, slope, any

  /// What is written before the value.
  package enum Leading: Sendable {
    /// A share, from 0 to 1.
    case share
    /// A place in the order of time.
    case place
    /// Another value of the same rows.
    case value
  }

  /// What is written before the value; nil: nothing.
  package var leading: Leading? {
    switch self {
    case .quantile: .share
    case .nth: .place
    case .correlation, .slope: .value
    case .count, .sum, .avg, .min, .max, .median, .mode, .stddev, .variance, .first, .last, .distinct, .list, .any: nil
    }
  }

  /// Whether it looks at the order of the rows in time, so that rows without a time do not count.
  package var readsTime: Bool {
    switch self {
    case .first, .last, .nth: true
    case .count, .sum, .avg, .min, .max, .median, .quantile, .mode, .stddev, .variance, .distinct, .list, .correlation, .slope, .any: false
    }
  }

  /// Whether its result is one of the values.
  package var picksValue: Bool {
    switch self {
    case .min, .max, .mode, .first, .last, .nth: true
    case .count, .sum, .avg, .median, .quantile, .stddev, .variance, .distinct, .list, .correlation, .slope, .any: false
    }
  }

  /// Whether its result has the unit of the values.
  package var keepsUnit: Bool {
    switch self {
    case .sum, .avg, .min, .max, .median, .quantile, .mode, .stddev, .first, .last, .nth: true
    case .count, .variance, .distinct, .list, .correlation, .slope, .any: false
    }
  }

  package var summary: Message {
    switch self {
    case .count: "the number of rows, of rows that meet a condition, or of values that are not missing"
    case .sum: "the sum; 0 if there are no values"
    case .avg: "the mean; missing if there are no values"
    case .min: "the smallest value; missing if there are no values"
    case .max: "the largest value; missing if there are no values"
    case .median: "the middle value, or the mean of the middle two; missing if there are no values"
    case .quantile: "the value below which a share of the values lies, between the two nearest; of 0.5 it is the median"
    case .mode: "the most frequent value, the smallest of several; missing if there are no values"
    case .stddev: "the standard deviation of a sample (n - 1); missing with fewer than two values"
    case .variance: "the variance of a sample (n - 1); missing with fewer than two values"
    case .first: "the value of the earliest event that has one"
    case .last: "the value of the latest event that has one"
    case .nth: "the value of the event at a place in time among those that have one: 2 is the second, -1 the last"
    case .distinct: "the number of different values"
    case .list: "the different values in their order, as one text: `cake, tea`; missing if there are no values"
    case .correlation: "how two values go together (Pearson), from -1 to 1; missing with fewer than two rows or without any change"
    case .slope: "by how much the first value rises for 1 more of the second (least squares); a date counts in days"
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
    case .quantile: "quantile(0.9, amount of orders)"
    case .mode: "mode(channel of orders)"
    case .stddev: "stddev(amount of orders)"
    case .variance: "variance(amount of orders)"
    case .first: "first(channel of orders)"
    case .last: "last(amount of orders)"
    case .nth: "nth(2, amount of orders)"
    case .distinct: "distinct(category of orders)"
    case .list: "list(category of orders)"
    case .correlation: "correlation(quantity, price of orders)"
    case .slope: "slope(amount, date of orders)"
    case .any: "any(orders where category = \"tea\")"
    }
  }

  /// The type of the aggregate's result for an argument type; nil if it does not take that type.
  package func result(of argument: ColumnType) -> ColumnType? {
    let isNumeric = argument == .integer || argument == .number
    return switch self {
    case .count, .distinct: .integer
    case .sum: isNumeric ? argument : nil
    case .avg, .median, .quantile, .stddev, .variance: isNumeric ? .number : nil
    case .min, .max: argument == .boolean ? nil : argument
    case .mode, .first, .last, .nth: argument
    case .list: .text
    case .correlation, .slope: isNumeric || argument == .date || argument == .timestamp ? .number : nil
    case .any: argument == .boolean ? .boolean : nil
    }
  }
}
