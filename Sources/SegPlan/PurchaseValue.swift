// What is asked of a customer's purchases: by functions in metrics, and by
// analyses of the models.

import Glibc
import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegFunctions

/// `amount of orders where …`: the events that are purchases.
package struct PurchaseSelection: Sendable {
  package let table: String
  /// A number of each event; nil for `orders` alone. Events without it do not
  /// count, as in aggregates.
  package let amount: Expression?
  package let condition: Expression?

  package init(table: String, amount: Expression?, condition: Expression?) {
    self.table = table
    self.amount = amount
    self.condition = condition
  }
}

/// A unit in which models count time.
package enum ModelUnit: String, Sendable, CaseIterable {
  case day, week, month, quarter, year

  /// - Parameter month: days of a month.
  package func days(month: Double) -> Double {
    switch self {
    case .day: 1
    case .week: 7
    case .month: month
    case .quarter: 3 * month
    case .year: 12 * month
    }
  }
}

/// `1% monthly`.
package struct DiscountRate: Sendable {
  /// 0.01 is 1%; at least 0.
  package let rate: Double
  package let pace: ModelUnit

  package init(rate: Double, pace: ModelUnit) {
    self.rate = rate
    self.pace = pace
  }

  /// The rate that in a month comes to the same.
  ///
  /// - Parameter month: days of a month.
  package func monthly(month: Double) -> Double {
    switch pace {
    case .month: rate
    case .day, .week, .quarter, .year: expm1(perDay(month: month) * month)
    }
  }

  /// The continuous rate of a day: ln(1 + rate) spread over the days of the pace.
  package func perDay(month: Double) -> Double { log1p(rate) / pace.days(month: month) }
}

/// The arguments with names, all of them checked.
package struct ModelOptions: Sendable {
  /// A mean month of the Gregorian calendar less its rare exceptions: 365.25 / 12.
  package static let daysPerMonth = 30.4375

  package var model = PurchaseModel.bgNBD
  package var unit = ModelUnit.week
  /// Days.
  package var month = Self.daysPerMonth
  /// Days ahead.
  package var next: Double?
  /// Months ahead.
  package var horizon: Int?
  package var discount: DiscountRate?
  /// `at` or `before`: a constant.
  package var day: Expression?
  /// The last row.
  package var top: Int?

  package init() {}

  /// Days of the models' unit.
  package var daysPerUnit: Double { unit.days(month: month) }
}

/// A function of a customer's purchases.
package struct PurchaseValue: Sendable {
  package let function: ModelFunction
  package let purchases: PurchaseSelection
  package let options: ModelOptions

  package init(function: ModelFunction, purchases: PurchaseSelection, options: ModelOptions) {
    self.function = function
    self.purchases = purchases
    self.options = options
  }

  var children: [Expression] { [purchases.amount, purchases.condition, options.day].compactMap { $0 } }
}
