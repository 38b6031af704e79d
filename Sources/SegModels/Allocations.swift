// allocated(gain, cost, budget: N): which customers a budget is spent on.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegPlan
import SegStore

/// Budgets spent on customers by gain for cost.
package struct Allocations {
  let evaluation: Evaluation

  package init(_ evaluation: Evaluation) { self.evaluation = evaluation }

  private var store: Store { evaluation.store }

  /// The best choice of rows within a budget.
  package func allocation(
    _ gains: Column, _ costs: Column, among rows: [Int], budget: Double, at span: SourceSpan
  ) throws(ScriptError) -> BudgetAllocation {
    do throws(AllocationFailure) {
      return try BudgetAllocation(gains: gains.numbers(of: rows), costs: costs.numbers(of: rows), budget: budget)
    } catch {
      throw ScriptError(ModelDiagnostics.notAllocated(error, span))
    }
  }

  /// `allocated(…)`: yes for the chosen ones.
  func allocated(_ value: AllocationValue, at span: SourceSpan) throws(ScriptError) -> Column {
    var people = Bitmap(count: store.customerCount, repeating: true)
    if let within = value.within { people = try evaluation.members(of: within, at: span) }
    let gains = try evaluation.column(value.gain, on: store.customerFrame)
    let costs = try evaluation.column(value.cost, on: store.customerFrame)
    let budget = try evaluation.column(value.budget, on: Frame.single).number(0) ?? 0
    let rows = people.rows
    let chosen = Bitmap(count: store.customerCount)
    let made = try allocation(gains, costs, among: rows, budget: budget, at: span)
    for (place, decision) in made.decisions.enumerated() where decision == .chosen { chosen.set(rows[place]) }
    return Column(.boolean, count: chosen.count, values: .bits(chosen))
  }
}

extension Column {
  /// A number of a row; nil if it is missing.
  package func number(_ row: Int) -> Double? {
    switch self[row] {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .missing, .text, .boolean, .date, .timestamp: nil
    }
  }

  fileprivate func numbers(of rows: [Int]) -> [Double?] {
    if type != .number { return rows.map(number) }
    return rows.map { isPresent($0) ? number(at: $0) : nil }
  }
}

extension ModelDiagnostics {
  /// `error: a budget is 0 or more, and this one is -5 [bad-budget]`
  package static func notAllocated(_ failure: AllocationFailure, _ span: SourceSpan) -> Diagnostic {
    let text: Message
    switch failure {
    case .budgetOutside(let budget): text = "a budget is 0 or more, and this one is \(Value.number(budget))"
    case .boundsOutside(let group): text = "`least` is below 0 or above `most` in group \(group + 1)"
    case .lowerBoundsExceedBudget(let sum): text = "the sum of `least` is \(Value.number(sum)), more than the budget"
    case .lengthsDiffer, .tooMany, .beyondNumbers: text = "the sums are too large for a number"
    }
    return Diagnostic("bad-budget", text, at: span, severity: .error)
  }
}
