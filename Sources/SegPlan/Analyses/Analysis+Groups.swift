// Analyses by groups of customers: which can be asked so, and which events they are of.

import SegColumns
import SegDiagnostics

extension Analysis {
  /// The same analysis with a model of some customers alone; the analysis itself if it fits none. nil: its model cannot be
  /// fitted to a part of the customers.
  ///
  /// - Parameter condition: over all customers.
  package func ofModels(among condition: Expression) -> Analysis? {
    func narrowed(_ purchases: PurchaseSelection) -> PurchaseSelection {
      if let summary = purchases.summary {
        return PurchaseSelection(scope: purchases.scope, amount: purchases.amount, summary: summary.narrowed(to: condition))
      }
      let own = Expression(.ofCustomer(condition), .boolean, like: condition)
      return PurchaseSelection(scope: purchases.scope.narrowed(to: own), amount: purchases.amount, net: purchases.net)
    }
    func narrowed(_ subject: PurchaseSubject) -> PurchaseSubject {
      PurchaseSubject(purchases: narrowed(subject.purchases), options: subject.options)
    }
    func narrowed(_ events: EventSelection) -> EventSelection {
      let own = Expression(.ofCustomer(condition), .boolean, like: condition)
      return EventSelection(scope: events.scope.narrowed(to: own), name: events.name, isFirst: events.isFirst)
    }
    switch self {
    case .model(var call):
      guard case .purchases(let subject) = call.subject else { return nil }
      call.subject = .purchases(narrowed(subject))
      return .model(call)
    case .backtest(var call):
      call.subject = narrowed(call.subject)
      return .backtest(call)
    case .calibration(var call):
      guard case .purchases(let subject, let before, let top) = call.subject else { return nil }
      call.subject = .purchases(narrowed(subject), before: before, top: top)
      return .calibration(call)
    case .renewals(var call):
      call.events = narrowed(call.events)
      return .renewals(call)
    case .renewalModel(var call):
      call.events = narrowed(call.events)
      return .renewalModel(call)
    case .pareto, .rfm, .cohorts, .durations, .survival, .migration, .changes, .overlap, .profile, .compare, .funnel, .sequence, .histogram,
      .trend, .matrix,
      .quality, .allocation, .response, .scenarios, .factors, .tracking, .trackingSteps, .frequencies, .aliveMatrix, .ordersMatrix,
      .occasions, .occasionModel:
      return self
    }
  }
}

extension AnalysisQuestion {
  /// The places of the columns that say what a row of the answer is about: `pivot` may lay out the values of each.
  package func dimensionPlaces(among columns: [AnswerColumn]) -> [Int] {
    // Measures of a trend and of cohorts may be days, too.
    var count = columns.count
    if case .trend(let call) = analysis { count = call.groups.count + 1 }
    if case .cohorts(let call) = analysis { count = groups.count + (call.layout == .long ? 3 : 2) }
    return columns.indices.prefix(count).filter { place in
      switch columns[place].role {
      case .dimension, .period, .rank: true
      case .key, .measure, .share, .note: false
      }
    }
  }

  /// The columns of the answer: first those of the groups.
  package func schema(in context: AnswerContext) -> AnswerSchema {
    let own = analysis.call.schema(in: context)
    if groups.isEmpty { return own }
    return AnswerSchema(groups.map(context.dimension) + own.columns)
  }
}
