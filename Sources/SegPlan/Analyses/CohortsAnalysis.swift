// cohorts(events, every month[, measure]): who came when, and who comes back.

import SegColumns

/// What counts as a customer who is retained in a period.
package enum Retention: String, Sendable, Hashable, CaseIterable {
  /// An event in the period.
  case period
  /// An event in the period and in each one before it, from the first on.
  case rolling
  /// An event in the period or in a later one.
  case unbounded
  /// An event in the period; a customer is in the cohort of every period with an event, not
  /// of the first alone.
  case recurring
}

/// Where a customer's first period comes from.
package enum CohortStart: Sendable, Hashable {
  /// The first event of some.
  case events(EventSelection)
  /// A date of the customer.
  case day(NamedExpression)
}

/// How the periods after a cohort's first one stand in the answer.
package enum CohortLayout: String, Sendable, Hashable, CaseIterable {
  /// As columns.
  case triangle
  /// As rows.
  case long
}

/// What the cells of a triangle are.
package enum CohortFigure: String, Sendable, Hashable, CaseIterable {
  case share, customers, total
  case perCustomer = "per_customer"
}

/// Customers by the period in which they began, in each period after it.
package struct CohortsAnalysis: AnalysisCall {
  package let events: EventSelection
  package let every: CalendarPeriod
  /// A measure of the events of each cohort and period.
  package let measure: NamedExpression?
  /// nil: the first of `events`.
  package let from: CohortStart?
  package let retention: Retention
  /// Whether a period counts all before it too.
  package let isCumulative: Bool
  package let layout: CohortLayout
  /// nil: the usual figure.
  package let figure: CohortFigure?

  private static let events = AnalysisParameter.events("events")
  private static let every = AnalysisParameter.every
  private static let measure = AnalysisParameter.measure("measure").optional
  private static let from = AnalysisParameter.cohortStart("from").optional
  private static let retention = AnalysisParameter.choice("retention", Retention.allCases.map(\.rawValue)).default(
    Retention.period.rawValue)
  private static let cumulative = AnalysisParameter.flag("cumulative").optional
  private static let values = AnalysisParameter.choice("values", CohortFigure.allCases.map(\.rawValue)).optional
  private static let layout = AnalysisParameter.choice("layout", CohortLayout.allCases.map(\.rawValue)).default(
    CohortLayout.triangle.rawValue)

  package static let name = AnalysisName.cohorts
  package static let takesGroups = true

  package static let signature = AnalysisSignature(
    """
    customers by the period of their first event, or of `from`, and the share of them with an event in each later period, a column for \
    each: 0 is the first; `rolling`: in it and in each one before it, `unbounded`: in it or in a later one, `recurring`: of everybody \
    with an event in the cohort's period, first or not; a measure is that of the cohort's events in the period, and `per_customer` a \
    sum or count of it by the cohort's size; a triangle has `values`: `share` or `customers`, with a measure `per_customer` or its \
    `total`; periods to come are missing; `layout: long` has a row for each period with all figures, and `complete` is no while it \
    has not ended
    """,
    "show cohorts(orders, every month)",
    [events.shape, every.shape, measure.shape, from.shape, retention.shape, cumulative.shape, values.shape, layout.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    events = try arguments[Self.events]
    every = try arguments[Self.every]
    measure = try arguments[Self.measure]
    from = try arguments[Self.from]
    retention = Retention(rawValue: try arguments[Self.retention]) ?? .period
    isCumulative = try arguments[Self.cumulative] ?? false
    layout = CohortLayout(rawValue: try arguments[Self.layout]) ?? .triangle
    figure = try arguments[Self.values].flatMap(CohortFigure.init)
    if measure == nil, figure == .total || figure == .perCustomer {
      throw ArgumentProblem(wanted: "a measure for `values`, as in `cohorts(orders, every month, sum(amount of orders), values: total)`")
    }
    if layout == .long, figure != nil { throw ArgumentProblem(wanted: "no `values` in a long layout, which has all of them") }
    if isCumulative, retention != .period { throw ArgumentProblem(wanted: "either `cumulative` or `retention`") }
    if measure != nil, retention == .recurring {
      throw ArgumentProblem(wanted: "a `retention` other than `recurring` for a measure, so that each customer is in one cohort")
    }
  }

  /// The measure as one that adds up over customers; nil if it does not, as a mean.
  package func additive(_ definitions: [String: Definition]) -> NamedExpression? {
    measure.flatMap { $0.expression.isAdditive(definitions) ? $0 : nil }
  }

  /// The places of the period, and of the figure that a triangle shows, among the columns of the long layout.
  package func places(among columns: [String]) -> (period: Int, figure: Int)? {
    guard let share = columns.lastIndex(of: "share"), share >= 2 else { return nil }
    // The measure and, if it adds up, what it is for each customer stand between the share and `complete`.
    let perCustomer = columns.count - share > 3 ? share + 2 : share + 1
    let shown =
      switch figure {
      case .share: share
      case .customers: share - 1
      case .total: share + 1
      case .perCustomer: perCustomer
      case nil: measure == nil ? share : perCustomer
      }
    return (share - 2, shown)
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    let measured = measure.map(context.figure)
    return AnswerSchema(
      [
        AnswerColumn("cohort", .date, .period), AnswerColumn("size", .integer, .measure, isTotal: true),
        AnswerColumn("period", .integer, .period), AnswerColumn("customers", .integer, .measure),
        AnswerColumn("share", .number, .share),
      ] + (measured.map { [$0] } ?? [])
        + (additive(context.definitions) == nil ? [] : [AnswerColumn("per_customer", .number, .measure, unit: measured?.unit)])
        + [.complete], view: .grid)
  }

  package var planTrees: [PlanTree] { [.named("events", events), .named("every", every)] + .optional("measure", measure) }
}

extension Expression {
  /// Whether a measure of a group is the sum of those of its parts.
  fileprivate func isAdditive(_ definitions: [String: Definition], depth: Int = 20) -> Bool {
    switch (kind, nature) {
    case (.group(let aggregate), _): aggregate.function == .sum || aggregate.function == .count
    case (.sum, _), (.negate, _), (.convert, _): children.allSatisfy { $0.isAdditive(definitions, depth: depth) }
    case (.definition(let name), _):
      // Chains of measures may be longer than the stack is deep.
      if depth > 0, case .measure(let expression)? = definitions[name]?.kind {
        expression.isAdditive(definitions, depth: depth - 1)
      } else {
        false
      }
    case (_, .stated), (_, .named), (_, .operation), (_, .moved), (_, .whole): false
    }
  }
}
