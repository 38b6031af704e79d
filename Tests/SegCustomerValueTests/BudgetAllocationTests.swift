// Budgets over whole customers against every possible choice, and against a
// linear program.

import Testing

@testable import SegCustomerValue

@Suite struct BudgetAllocationTests {
  /// The best of all subsets.
  private func best(_ gains: [Double], _ costs: [Double], _ budget: Double) -> Double {
    (0..<1 << gains.count).reduce(0.0) { best, subset in
      var (gain, cost) = (0.0, 0.0)
      for index in gains.indices where subset >> index & 1 == 1 {
        gain += gains[index]
        cost += costs[index]
      }
      return cost <= budget * (1 + 1e-12) ? max(best, gain) : best
    }
  }

  @Test func everySubset() throws {
    var u = Uniforms(21)
    for _ in 0..<300 {
      let count = u.below(13)
      let gains = (0..<count).map { _ in Double(u.below(40) - 4) }
      let costs = (0..<count).map { _ in Double(u.below(25)) }
      let budget = Double(u.below(90))
      let allocation = try BudgetAllocation(gains: gains, costs: costs, budget: budget)
      let optimum = best(gains, costs, budget)
      #expect(allocation.gain <= optimum + 1e-9)
      #expect(abs(allocation.gain - optimum) < 1e-9)
      #expect(allocation.gap == 0)
      #expect(allocation.continuousGain >= optimum - 1e-9)
      #expect(allocation.spent <= budget + 1e-9)
      let chosen = gains.indices.filter { allocation.chosen[$0] }
      #expect(chosen.reduce(0) { $0 + gains[$1] } == allocation.gain)
      #expect(chosen.reduce(0) { $0 + costs[$1] } == allocation.spent)
      #expect(chosen.allSatisfy { gains[$0] > 0 })
    }
  }

  /// SciPy's HiGHS on the same forty: Tests/Oracle/potential.py.
  @Test func linearProgram() throws {
    var u = Uniforms(11)
    let gains = (0..<40).map { _ in 1 + 99 * u.next() }
    let costs = (0..<40).map { _ in 1 + 19 * u.next() }
    let allocation = try BudgetAllocation(gains: gains, costs: costs, budget: 120)
    #expect(isClose(allocation.continuousGain, 1149.6072326478, 1e-11))
    #expect(isClose(allocation.shadowPrice, 5.6997387684, 1e-10))
    #expect(allocation.partial?.candidate.ratio == allocation.shadowPrice)
    // The best choice of whole customers, which HiGHS finds too.
    #expect(isClose(allocation.gain, 1133.6704821418, 1e-11))
    #expect(allocation.gap == 0)
  }

  @Test func certificate() throws {
    let allocation = try BudgetAllocation(gains: [60, 100, 120], costs: [10, 20, 30], budget: 50)
    #expect(allocation.chosen == [false, true, true])
    #expect(allocation.gain == 220 && allocation.spent == 50 && allocation.unspent == 0)
    #expect(allocation.continuousGain == 240)
    #expect(allocation.gap == 0)
    #expect(allocation.shadowPrice == 4)
    #expect(allocation.partial?.candidate == .init(index: 2, ratio: 4))
    #expect(isClose(allocation.partial?.share, 2.0 / 3))
    #expect(allocation.lastChosen == .init(index: 2, ratio: 4))
    #expect(allocation.bestLeftOut == .init(index: 0, ratio: 6))

    let all = try BudgetAllocation(gains: [60, 100, 120], costs: [10, 20, 30], budget: 100)
    #expect(all.gap == 0 && all.shadowPrice == 0 && all.partial == nil && all.bestLeftOut == nil)
    #expect(all.unspent == 40)
  }

  @Test func tiesByIndex() throws {
    let allocation = try BudgetAllocation(gains: [2, 4, 2, 4], costs: [1, 2, 1, 2], budget: 3)
    #expect(allocation.chosen == [true, true, false, false])
  }

  /// A small customer with a better ratio must not displace the one that matters.
  @Test func oneLargeCustomer() throws {
    let allocation = try BudgetAllocation(gains: [3, 100, 5], costs: [1, 100, 0], budget: 100)
    #expect(allocation.chosen == [false, true, true])
    #expect(allocation.gain == 105)
    #expect(allocation.lastChosen == .init(index: 1, ratio: 1))
    // Customers who still fit are taken too.
    let more = try BudgetAllocation(gains: [3, 100, 0.4], costs: [1, 100, 0.5], budget: 100.5)
    #expect(more.chosen == [false, true, true])
    #expect(more.gain == 100.4 && more.unspent == 0)
  }

  /// Customers who cost more than the whole budget do not count against the choice.
  @Test func beyondTheBudget() throws {
    let allocation = try BudgetAllocation(gains: [1000, 5], costs: [100, 10], budget: 10)
    #expect(allocation.chosen == [false, true])
    #expect(allocation.gap == 0)
    #expect(allocation.continuousGain == 100)
  }

  @Test func whatIsNoGainOrCost() throws {
    let allocation = try BudgetAllocation(
      gains: [5, 0, -3, nil, 5, .nan, 5, 5, 0], costs: [0, 0, 1, 1, nil, 1, -2, .infinity, 1], budget: 10)
    #expect(
      allocation.decisions == [
        .chosen, .withoutGain, .withoutGain, .unknown, .unknown, .unknown, .negativeCost, .unknown, .withoutGain,
      ])
    #expect(allocation.lastChosen == .init(index: 0, ratio: nil))
    #expect(allocation.count(.unknown) == 4)
    #expect(allocation.gain == 5 && allocation.spent == 0 && allocation.gap == 0)
    let nothing = try BudgetAllocation(gains: [5, 7], costs: [1, 0], budget: 0)
    #expect(nothing.chosen == [false, true])
    #expect(nothing.shadowPrice == 5)
    #expect(try BudgetAllocation(gains: [], costs: [], budget: 3).gain == 0)
  }

  /// If every gain equals its cost, nothing tells choices apart: the search ends
  /// and reports it.
  @Test func searchThatEnds() throws {
    let costs = (0..<60).map { 1_000_003 + Double($0 * $0 * 7919 % 100_003) * 2 }
    let allocation = try BudgetAllocation(gains: costs.map { $0 + 0.5 }, costs: costs, budget: 30_500_000)
    #expect(allocation.spent <= 30_500_000)
    #expect(allocation.gain + allocation.gap <= allocation.continuousGain + 1e-6)
  }

  @Test func manyCustomers() throws {
    var u = Uniforms(5)
    let count = 200_000
    let gains = (0..<count).map { _ in 1 + 99 * u.next() }
    let costs = (0..<count).map { _ in 1 + 19 * u.next() }
    let allocation = try BudgetAllocation(gains: gains, costs: costs, budget: 400_000)
    #expect(allocation.gap <= 1e-5 * allocation.gain)
    #expect(allocation.spent <= 400_000 * (1 + 1e-12))
  }

  @Test func decimalsAddUp() throws {
    #expect(try BudgetAllocation(gains: [1, 1], costs: [0.1, 0.2], budget: 0.3).chosen == [true, true])
    let tenths = try BudgetAllocation(
      gains: Array(repeating: 1, count: 100_000), costs: Array(repeating: 0.1, count: 100_000), budget: 5000)
    #expect(tenths.count(.chosen) == 50_000)
  }

  @Test func failures() {
    #expect(throws: AllocationFailure.lengthsDiffer(1, 2)) {
      try BudgetAllocation(gains: [1], costs: [1, 2], budget: 1)
    }
    #expect(throws: AllocationFailure.budgetOutside(-1)) { try BudgetAllocation(gains: [1], costs: [1], budget: -1) }
    #expect(throws: AllocationFailure.budgetOutside(.infinity)) {
      try BudgetAllocation(gains: [1], costs: [1], budget: .infinity)
    }
    #expect(throws: AllocationFailure.beyondNumbers) {
      try BudgetAllocation(gains: [1e308, 1e308], costs: [1, 1], budget: 5)
    }
    let extreme = try? BudgetAllocation(gains: [1e308, 1e-300], costs: [1e-300, 1e308], budget: 1)
    #expect(extreme?.chosen == [true, false])
  }
}
