// A fitted model of purchases, with the histories of the customers that it has values for.

import SegCustomerValue

/// A model of when customers buy, in one part or, with covariates, in one for each group of customers with equal covariates.
package struct FittedPurchases {
  /// Customers with one model.
  package struct Part {
    package let model: any PurchasePredicting
    package let histories: PurchaseHistories
    /// Its place among the parts.
    package let number: Int
    /// The place of its first history among those of all parts.
    package let first: Int
  }

  package let parts: [Part]
  /// For each customer who has bought the place of its history among those of all parts; -1 without covariates.
  package let historyOf: [Int32]
  package let parameters: [FittedParameter]
  package let logLikelihood: Double
  /// The number of customers that it was fitted to.
  package let customers: Double
  package let warnings: [FitWarning]

  init(_ fit: PurchaseFit, _ grouped: GroupedHistories) {
    parts = [Part(model: fit, histories: grouped.histories, number: 0, first: 0)]
    historyOf = grouped.historyOf
    (parameters, logLikelihood, customers, warnings) = (fit.parameters, fit.logLikelihood, fit.customers, fit.warnings)
  }

  init(_ fit: CovariateFit, _ grouped: (groups: [GroupedHistories], historyOf: [Int32])) {
    var parts: [Part] = []
    var first = 0
    for (model, group) in zip(fit.groups, grouped.groups) {
      parts.append(Part(model: model, histories: group.histories, number: parts.count, first: first))
      first += group.histories.count
    }
    self.parts = parts
    historyOf = grouped.historyOf
    (parameters, logLikelihood, customers, warnings) = (fit.parameters, fit.logLikelihood, fit.customers, fit.warnings)
  }

  /// Whether it has no values for some customers who have bought.
  var isPartial: Bool { customers < Double(historyOf.count) }

  /// The number of histories of all parts.
  package var count: Int { parts.last.map { $0.first + $0.histories.count } ?? 0 }

  /// The values of the histories of all parts, one part after the other.
  package func values(_ values: (any PurchasePredicting, PurchaseHistories) -> [Double?]) -> [Double?] {
    if parts.count == 1, let only = parts.first { return values(only.model, only.histories) }
    return parts.flatMap { values($0.model, $0.histories) }
  }

  /// Sums over the parts; nil where one has none.
  package func sums(_ values: (Part) -> [Double?]) -> [Double?] {
    guard var sums = parts.first.map(values) else { return [] }
    for part in parts.dropFirst() {
      for (place, value) in values(part).enumerated() where sums.indices.contains(place) {
        sums[place] = sums[place].flatMap { sum in value.map { sum + $0 } }
      }
    }
    return sums
  }
}
