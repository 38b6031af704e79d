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

  /// The types that an aggregate takes, and that of its result.
  private enum Result {
    /// Of any values: this type.
    case always(ColumnType)
    /// Of any values: their type.
    case same
    /// Of values that have an order, which yes/no have not: their type.
    case sameOfOrdered
    /// Of integers and numbers: their type.
    case sameOfNumbers
    /// Of integers and numbers: a number.
    case number
    /// Of integers, numbers and times: a number.
    case numberOfTimes
    /// Of yes/no: the same.
    case boolean
  }

  /// What all but the loops that compute it know of an aggregate.
  private struct Traits {
    let summary: Message
    /// An expression of a metric that shows it.
    let example: String
    let result: Result
    /// What is written before the value; nil: nothing.
    var leading: Leading?
    /// Whether its result is one of the values.
    var picksValue = false
    /// Whether its result has the unit of the values.
    var keepsUnit = false
    /// Whether it looks at the order of the rows in time, so that rows without a time do not count.
    var readsTime = false
  }

  private var traits: Traits {
    switch self {
    case .count:
      Traits(
        summary: "the number of rows, of rows that meet a condition, or of values that are not missing",
        example: "count(orders where category = \"tea\" in last 90 days)", result: .always(.integer))
    case .sum:
      Traits(
        summary: "the sum; 0 if there are no values", example: "sum(amount - cost of orders)", result: .sameOfNumbers, keepsUnit: true)
    case .avg:
      Traits(
        summary: "the mean; missing if there are no values", example: "avg(amount of orders)", result: .number, keepsUnit: true)
    case .min:
      Traits(
        summary: "the smallest value; missing if there are no values", example: "min(date of orders)", result: .sameOfOrdered,
        picksValue: true, keepsUnit: true)
    case .max:
      Traits(
        summary: "the largest value; missing if there are no values", example: "max(date of orders)", result: .sameOfOrdered,
        picksValue: true, keepsUnit: true)
    case .median:
      Traits(
        summary: "the middle value, or the mean of the middle two; missing if there are no values", example: "median(amount of orders)",
        result: .number, keepsUnit: true)
    case .quantile:
      Traits(
        summary: "the value below which a share of the values lies, between the two nearest; of 0.5 it is the median",
        example: "quantile(0.9, amount of orders)", result: .number, leading: .share, keepsUnit: true)
    case .mode:
      Traits(
        summary: "the most frequent value, the smallest of several; missing if there are no values", example: "mode(channel of orders)",
        result: .same, picksValue: true, keepsUnit: true)
    case .stddev:
      Traits(
        summary: "the standard deviation of a sample (n - 1); missing with fewer than two values", example: "stddev(amount of orders)",
        result: .number, keepsUnit: true)
    case .variance:
      Traits(
        summary: "the variance of a sample (n - 1); missing with fewer than two values", example: "variance(amount of orders)",
        result: .number)
    case .first:
      Traits(
        summary: "the value of the earliest event that has one", example: "first(channel of orders)", result: .same, picksValue: true,
        keepsUnit: true, readsTime: true)
    case .last:
      Traits(
        summary: "the value of the latest event that has one", example: "last(amount of orders)", result: .same, picksValue: true,
        keepsUnit: true, readsTime: true)
    case .nth:
      Traits(
        summary: "the value of the event at a place in time among those that have one: 2 is the second, -1 the last",
        example: "nth(2, amount of orders)", result: .same, leading: .place, picksValue: true, keepsUnit: true, readsTime: true)
    case .distinct:
      Traits(summary: "the number of different values", example: "distinct(category of orders)", result: .always(.integer))
    case .list:
      Traits(
        summary: "the different values in their order, as one text: `cake, tea`; missing if there are no values",
        example: "list(category of orders)", result: .always(.text))
    case .correlation:
      Traits(
        summary: "how two values go together (Pearson), from -1 to 1; missing with fewer than two rows or without any change",
        example: "correlation(quantity, price of orders)", result: .numberOfTimes, leading: .value)
    case .slope:
      Traits(
        summary: "by how much the first value rises for 1 more of the second (least squares); a date counts in days",
        example: "slope(amount, date of orders)", result: .numberOfTimes, leading: .value)
    case .any:
      Traits(
        summary: "yes if there is an event, or an event that meets a condition", example: "any(orders where category = \"tea\")",
        result: .boolean)
    }
  }

  package var summary: Message { traits.summary }
  /// An expression of a metric that shows it.
  package var example: String { traits.example }
  /// What is written before the value; nil: nothing.
  package var leading: Leading? { traits.leading }
  /// Whether its result is one of the values.
  package var picksValue: Bool { traits.picksValue }
  /// Whether its result has the unit of the values.
  package var keepsUnit: Bool { traits.keepsUnit }
  /// Whether it looks at the order of the rows in time, so that rows without a time do not count.
  package var readsTime: Bool { traits.readsTime }

  /// The type of the aggregate's result for an argument type; nil if it does not take that type.
  package func result(of argument: ColumnType) -> ColumnType? {
    let isNumeric = argument == .integer || argument == .number
    return switch traits.result {
    case .always(let type): type
    case .same: argument
    case .sameOfOrdered: argument == .boolean ? nil : argument
    case .sameOfNumbers: isNumeric ? argument : nil
    case .number: isNumeric ? .number : nil
    case .numberOfTimes: isNumeric || argument == .date || argument == .timestamp ? .number : nil
    case .boolean: argument == .boolean ? .boolean : nil
    }
  }
}
