// The answer of an analysis as a pipeline: rows, groups, derived columns, order,
// cut. Any back end can run it; the engine's own analyses are fast paths of it.

import SegColumns

/// Rows of a source and what becomes of them, step after step. Columns have
/// names; every source has the column ``customer``.
///
/// The last step selects the columns of the answer, in the order of its schema.
package struct AnswerPlan: Sendable, Hashable {
  package let source: RowSource
  package let steps: [Step]

  package init(_ source: RowSource, _ steps: [Step]) {
    self.source = source
    self.steps = steps
  }

  /// The customer of a row; missing for orphaned events. It has an order, but no other
  /// operations.
  package static let customer = "#customer"
  /// The day of an event.
  package static let day = "#day"

  /// One step of a pipeline over rows.
  package indirect enum Step: Sendable, Hashable {
    /// More columns of each row; all of one step see the columns before it.
    case derive([DerivedColumn])
    /// Rows for which a condition holds.
    case keep(RowExpression)
    /// A row for each combination of values, missing as one of them, with
    /// measures. Without columns: one row, also of no rows.
    case group(by: [String], [GroupMeasure])
    /// Adds rows for the whole numbers that a column lacks between two bounds. Their other
    /// columns are missing, except those carried over from any row. Adds nothing if no row
    /// has a number.
    case complete(String, from: Int64, through: RowExpression, carrying: [String])
    /// Rows in an order; ties keep their order.
    case order([RowOrder])
    /// The first rows.
    case first(Int)
    /// These columns alone.
    case select([String])
    /// The rows of another plan after these; both have the same columns.
    case append(AnswerPlan)
  }
}

/// The source of a plan's rows.
package enum RowSource: Sendable, Hashable {
  /// The customers of the question, in the order of their keys.
  case customers([NamedExpression])
  /// Events that belong to customers of the question, have a time and exist on
  /// the as-of day, by customer and time, equal times in the order of the file;
  /// with the column ``AnswerPlan/day``.
  case events(EventSelection, [NamedExpression])
  /// Every row of a table as loaded, including events after the as-of day and orphaned
  /// events; with its columns.
  case table(Grain)
  /// The rows of a table that belong to customers of the question.
  case ownTable(Grain)
}

/// A column that is computed from others.
package struct DerivedColumn: Sendable, Hashable {
  package enum Value: Sendable, Hashable {
    /// From the row's own columns.
    case row(RowExpression)
    /// From the row's position among others.
    case window(WindowFunction)
  }

  package let name: String
  package let value: Value

  package init(_ name: String, _ expression: RowExpression) {
    self.name = name
    value = .row(expression)
  }

  package init(_ name: String, _ window: WindowFunction) {
    self.name = name
    value = .window(window)
  }
}

/// A value of a row that depends on the rows with the same values of some columns.
package struct WindowFunction: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// 1, 2, 3 … in the order.
    case rowNumber
    /// The number of one of n equal parts in the order; the first parts have one row more
    /// if n does not divide the count: SQL's ntile.
    case ntile(Int)
    /// The value of the first row in the order.
    case first(RowExpression)
    /// The sum up to the row in the order; missing values count as 0.
    case runningSum(RowExpression)
    case aggregate(RowAggregate)
  }

  package let kind: Kind
  package let partition: [String]
  /// Ties keep the order of the rows.
  package let order: [RowOrder]

  package init(_ kind: Kind, per partition: [String] = [], order: [RowOrder] = []) {
    self.kind = kind
    self.partition = partition
    self.order = order
  }
}

/// One value from several rows. Missing values are left out.
package enum RowAggregate: Sendable, Hashable {
  case rowCount
  case distinctCount(RowExpression)
  /// 0 if there are no values.
  case sum(RowExpression)
  case min(RowExpression)
  case max(RowExpression)
  /// The value below which a share lies, interpolated between the two nearest: SQL's
  /// percentile_cont.
  case quantile(RowExpression, Double)
  /// Texts one after the other, in an order.
  case joined(RowExpression, separator: String, order: [RowOrder])
  /// A measure of the source's rows in the group; with a day, as of that day.
  case measure(Expression, asOf: Expression?)
}

/// A named measure of a group.
package struct GroupMeasure: Sendable, Hashable {
  package let name: String
  package let aggregate: RowAggregate

  package init(_ name: String, _ aggregate: RowAggregate) {
    self.name = name
    self.aggregate = aggregate
  }
}

/// A key of an order. Missing values are last in both directions; texts are ordered by
/// their bytes.
package struct RowOrder: Sendable, Hashable {
  package let column: String
  package let isAscending: Bool

  package init(_ column: String, ascending isAscending: Bool = true) {
    self.column = column
    self.isAscending = isAscending
  }
}
