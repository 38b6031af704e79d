// Analyses: questions by name, each with an answer of its own shape.

import SegColumns
import SegDiagnostics
import SegFunctions

/// The analyses of `show NAME(…)`. A new one is a case here with its
/// signature, and a function in the engine that answers it; parsing, checking,
/// help and completion follow by themselves.
package enum Analysis: String, Sendable, CaseIterable {
  case pareto, rfm, cohorts, migration, overlap, profile, compare, funnel, sequence, histogram, trend, matrix, quality
  case allocation, response, scenarios
  case model, backtest, calibration, tracking
  case trackingSteps = "tracking_steps"
  case frequencies
  case aliveMatrix = "p_alive_matrix"
  case ordersMatrix = "expected_orders_matrix"
  case renewals
  case renewalModel = "renewal_model"
  case occasions
  case occasionModel = "occasion_model"

  /// The most sets of one `overlap`: they have 65,536 combinations.
  package static let mostSets = 16

  /// What an argument is.
  package enum Parameter: Sendable, Hashable {
    /// A number for each customer.
    case number
    /// Any value for each customer: groups are made of it.
    case value
    /// A segment, or a condition on customers.
    case condition
    /// `orders where …`: events of a table.
    case events
    /// `category of orders where …`: a value of events of a table.
    case eventValue
    /// A number of a group; of the events where an event argument comes first.
    case measure
    /// A number of a group of customers, or a constant.
    case groupNumber
    /// A day that is the same for all.
    case day
    /// `every month`.
    case every
    /// A table by name.
    case table
    /// A whole number of at least 1.
    case count
    /// `within 30 days`, after the argument before it.
    case limit
    /// `orders where …`, `amount of orders`: purchases that models are fitted to.
    case purchases
  }

  /// How an analysis is called.
  package struct Signature: Sendable {
    package let summary: String
    package let example: String
    /// Arguments in order.
    package let required: [Parameter]
    /// Further arguments in order that may be left out.
    package let optional: [Parameter]
    /// More of the last required one.
    package let repeatsLast: Bool
    /// Arguments with a name.
    package let named: [String: Parameter]
    /// Named arguments that must be there: of each entry one of the sets.
    package let wanted: [[[String]]]
    /// Those of the models of purchases.
    package let modelOptions: (required: [ModelOption], optional: [ModelOption])

    init(
      _ summary: String, _ example: String, _ required: [Parameter], optional: [Parameter] = [], repeatsLast: Bool = false,
      named: [String: Parameter] = [:], wants: [[[String]]] = [], wanted: [ModelOption] = [], models: [ModelOption] = []
    ) {
      self.summary = summary
      self.example = example
      self.required = required
      self.optional = optional
      self.repeatsLast = repeatsLast
      self.named = named
      self.wanted = wants
      modelOptions = (wanted, models)
    }
  }

  package var signature: Signature {
    switch self {
    case .pareto:
      Signature(
        "which customers bring how much: tenths of the customers from the best down, with their running share of the total",
        "show pareto(profit)", [.number])
    case .rfm:
      Signature(
        "customers by equal parts of recency (low is best), frequency and money; the best part has the highest number",
        "show rfm(recency, frequency, profit)", [.number, .number, .number], named: ["tiles": .count])
    case .cohorts:
      Signature(
        "customers by the period of their first event, and how many of them have an event in each later period",
        "show cohorts(orders, every month)", [.events, .every], optional: [.measure])
    case .migration:
      Signature(
        "how many customers moved from each stage to each other one between two days",
        "show migration(stage, 180 days ago, today)", [.value, .day, .day], named: ["measure": .measure])
    case .overlap:
      Signature(
        "how many customers are in each pair of segments, and in each combination of all segments",
        "show overlap(loyal, busy, quiet)", [.condition, .condition], repeatsLast: true)
    case .profile:
      Signature(
        "how a segment's customers differ from all others, the largest differences first", "show profile(loyal)", [.condition])
    case .compare:
      Signature(
        "how the customers of one segment differ from those of another, the largest differences first", "show compare(loyal, quiet)",
        [.condition, .condition])
    case .funnel:
      Signature(
        "how many customers get from one kind of event to the next; `within` limits the days from the first step to the last",
        "show funnel(visits, carts, orders within 30 days)", [.events, .events], repeatsLast: true, named: ["within": .limit])
    case .sequence:
      Signature(
        "the most frequent sequences of values in customers' first events",
        "show sequence(category of orders, length: 3)", [.eventValue], named: ["length": .count])
    case .histogram:
      Signature("customers by equal ranges of a value", "show histogram(profit, bins: 20)", [.number], named: ["bins": .count])
    case .trend:
      Signature(
        "a measure period by period; events count in their period, customers with their values at its end",
        "show trend(sum(amount of orders), every month)", [.measure, .every])
    case .matrix:
      Signature(
        "customers by equal parts of two values, such as current and potential value",
        "show matrix(profit, potential)", [.number, .number], named: ["tiles": .count])
    case .quality:
      Signature(
        "for each column of a table: missing and distinct values, the smallest, the largest, outliers; for the table: "
          + "duplicates and orphaned events",
        "show quality(orders)", [.table])
    case .allocation:
      Signature(
        "the customers on whom a budget is best spent, by expected gain for cost; with the gain of the last one chosen, "
          + "the best one left out, and a bound for the distance from the best possible choice",
        "show allocation(expected_gain, contact_cost, budget: 5_000)", [.number, .number], named: ["budget": .groupNumber],
        wants: [[["budget"]]])
    case .scenarios:
      Signature(
        "a measure with other values of one param (one row each), or of two params (rows for the first, columns for the second)",
        "show scenarios(total_value, retention: (70%, 80%, 90%), discount: (8%, 10%, 12%))", [.measure])
    case .response:
      Signature(
        "how much of a budget to spend on each group if every further unit brings less: ceiling · (1 - exp(-rate · "
          + "spend)); give `rate` as a number, or the present `spend` and its `gain`; `least` and `most` limit the spend of "
          + "a group",
        "show response(stage, ceiling: sum(potential), rate: 0.001, budget: 5_000)", [.value],
        named: [
          "ceiling": .groupNumber, "rate": .groupNumber, "spend": .groupNumber, "gain": .groupNumber, "least": .groupNumber,
          "most": .groupNumber, "budget": .groupNumber,
        ], wants: [[["ceiling"]], [["rate"], ["spend", "gain"]], [["budget"]]])
    case .model:
      Signature(
        "the purchase model: parameters with standard errors and 95% intervals, likelihood, customers; for an amount "
          + "also the spend model. For a metric that is a score: its coefficients, and how well it ranks customers that it "
          + "has not seen",
        "show model(amount of orders, model: \"bg/nbd\", unit: week)", [.purchases], models: [.model, .unit, .month])
    case .backtest:
      Signature(
        "a test of the model: it is fitted to the purchases before a day, and its expected days with a purchase are "
          + "compared with the actual ones after it",
        "show backtest(orders, before: 2024-07-01)", [.purchases], wanted: [.before], models: [.model, .unit, .month])
    case .calibration:
      Signature(
        "expected and actual purchases after a day, for customers by their repeat purchases before it. For a metric that "
          + "is a score: customers that it has not seen, by tenths of the score, with the mean score and the actual share",
        "show calibration(orders, before: 2024-07-01, top: 7)", [.purchases], wanted: [.before],
        models: [.model, .unit, .month, .top])
    case .tracking:
      Signature(
        "cumulative repeat purchases at the end of each unit of time, expected and actual; with `before`, the model is "
          + "fitted to the purchases before that day",
        "show tracking(orders, unit: week, before: 2024-07-01) draw overlay", [.purchases], models: [.model, .unit, .month, .before])
    case .trackingSteps:
      Signature(
        "repeat purchases in each unit of time, expected and actual; with `before`, the model is fitted to the purchases before that day",
        "show tracking_steps(orders, unit: month)", [.purchases], models: [.model, .unit, .month, .before])
    case .frequencies:
      Signature(
        "the number of customers by repeat purchases, expected and actual", "show frequencies(orders, top: 7)", [.purchases],
        models: [.model, .unit, .month, .before, .top])
    case .aliveMatrix:
      Signature(
        "the probability of being active by repeat purchases (columns) and time from first to last purchase (rows), for "
          + "the oldest customers",
        "show p_alive_matrix(orders, top: 10)", [.purchases], models: [.model, .unit, .month, .top])
    case .ordersMatrix:
      Signature(
        "expected days with a purchase by repeat purchases (columns) and time from first to last purchase (rows), for the oldest customers",
        "show expected_orders_matrix(orders, next: 39 weeks)", [.purchases], wanted: [.next],
        models: [.model, .unit, .month, .top])
    case .renewals:
      Signature(
        "contracts by period: customers at risk, renewed and lost; retention and survival, actual and by the shifted "
          + "beta-geometric model; `periods` adds future periods",
        "show renewals(payments, every month, periods: 12)", [.events, .every], named: ["periods": .count])
    case .renewalModel:
      Signature(
        "the shifted beta-geometric model of these contracts: parameters, likelihood, customers",
        "show renewal_model(payments, every month)", [.events, .every])
    case .occasions:
      Signature(
        "customers by the number of later periods with an event and the last such period, with what the discrete model "
          + "(BG/BB) expects in the next `periods`",
        "show occasions(gifts, every year, periods: 5)", [.events, .every], named: ["periods": .count])
    case .occasionModel:
      Signature(
        "the discrete model (BG/BB) of these events: parameters, likelihood, customers",
        "show occasion_model(gifts, every year)", [.events, .every])
    }
  }
}

/// A measure with other values of one or two params.
package struct Scenarios: Sendable {
  package struct Axis: Sendable {
    package let parameter: String
    package let isPercent: Bool
    package let values: [Value]
    /// Where the parameter is named.
    package let span: SourceSpan

    package init(parameter: String, isPercent: Bool, values: [Value], span: SourceSpan) {
      self.span = span
      self.parameter = parameter
      self.isPercent = isPercent
      self.values = values
    }
  }

  /// The measure as written.
  package let name: String
  /// A number of a group.
  package let measure: Expression
  /// One or two.
  package let axes: [Axis]

  package init(name: String, measure: Expression, axes: [Axis]) {
    self.name = name
    self.measure = measure
    self.axes = axes
  }

  /// The values of the parameters of each combination, those of the last axis
  /// one after the other.
  package var combinations: [[String: Value]] {
    axes.reduce([[:]]) { rows, axis in
      rows.flatMap { row in axis.values.map { row.merging([axis.parameter: $0]) { _, new in new } } }
    }
  }
}

/// Events that an analysis is about.
package struct EventSelection: Sendable {
  package let scope: EventScope
  /// A value of the events, for `eventValue`.
  package let argument: Expression?
  /// As written.
  package let name: String

  package init(scope: EventScope, argument: Expression?, name: String) {
    self.scope = scope
    self.argument = argument
    self.name = name
  }

  package var table: String { scope.table }
}

/// A checked call of an analysis.
package struct AnalysisQuestion: Sendable {
  package enum Argument: Sendable {
    /// Numbers, values and conditions of customers.
    case customers(Item)
    case events(EventSelection)
    case measure(Item)
    case day(Expression)
    /// A period of whole months, or of days where months are 0.
    case every(months: Int, days: Int)
    case table(Grain)
    case count(Int)
    /// Days.
    case limit(Int64)
    case purchases(PurchaseSelection, ModelOptions)
    /// A score: its name, and the expression that it is.
    case score(Item)
    /// A measure with other values of params.
    case scenarios(Scenarios)
  }

  package var analysis: Analysis
  package var arguments: [Argument]
  package var named: [String: Argument]
  /// Customers that it is about; nil: all.
  package var segment: String?
  package var condition: Expression?
  /// Columns and definitions of customers, for those that look at all of them.
  package var attributes: [Item]
  package var span: SourceSpan

  package init(
    analysis: Analysis, arguments: [Argument], named: [String: Argument], segment: String?, condition: Expression?,
    attributes: [Item], span: SourceSpan
  ) {
    self.analysis = analysis
    self.arguments = arguments
    self.named = named
    self.segment = segment
    self.condition = condition
    self.attributes = attributes
    self.span = span
  }
}
