// Budgets over response curves: equal marginals, and no better allocation.

import SegPlatform
import Testing

@testable import SegCustomerValue

@Suite struct ResponseAllocationTests {
  /// SciPy's SLSQP on the same four: Tests/Oracle/potential.py.
  @Test func otherProgram() throws {
    let curves = [
      ResponseCurve(ceiling: 100, rate: 0.02, most: 1000), ResponseCurve(ceiling: 300, rate: 0.005, most: 90),
      ResponseCurve(ceiling: 50, rate: 0.1, least: 5, most: 20), ResponseCurve(ceiling: 80, rate: 0.01, least: 30),
    ]
    let allocation = try ResponseAllocation(curves, budget: 250)
    for (share, spend) in zip(allocation.shares, [77.20969106, 90, 20, 62.79030894]) {
      #expect(isClose(share.spend, spend, 1e-7))
    }
    #expect(isClose(allocation.gain, 267.89961793, 1e-10))
    #expect(isClose(allocation.multiplier, 0.42696782))
    #expect(allocation.shares.map(\.state) == [.inside, .atMost, .atMost, .inside])
    for (share, marginal) in zip(allocation.shares, [0.42696782, 0.95644223, 0.67667642, 0.42696782]) {
      #expect(isClose(share.marginal, marginal))
    }
    #expect(allocation.gap < 1e-9)
    #expect(isClose(allocation.spent, 250, 1e-14))
  }

  /// The conditions of the optimum, and that a step from any segment to any other
  /// makes it worse.
  @Test func optimality() throws {
    var u = Uniforms(31)
    for _ in 0..<200 {
      let curves = (0..<1 + u.below(6)).map { _ -> ResponseCurve in
        let least = u.next() < 0.5 ? 0 : 10 * u.next()
        return ResponseCurve(
          ceiling: 200 * u.next() - 10, rate: 0.1 * u.next() - 0.005, least: least,
          most: u.next() < 0.3 ? nil : least + 80 * u.next())
      }
      let budget = curves.reduce(0) { $0 + $1.least } + 150 * u.next()
      let allocation = try ResponseAllocation(curves, budget: budget)
      let gain = zip(curves, allocation.shares).reduce(0) { $0 + ($1.0.gain($1.1.spend) ?? 0) }
      #expect(isClose(allocation.gain, gain, 1e-12))
      #expect(allocation.spent <= budget * (1 + 1e-12))
      #expect(allocation.gap <= 1e-12 * (1 + gain))
      for (curve, share) in zip(curves, allocation.shares) {
        #expect(share.spend >= curve.least && share.spend <= (curve.most ?? .infinity) * (1 + 1e-12))
        let marginal = try #require(share.marginal)
        switch share.state {
        case .inside: #expect(isClose(marginal, allocation.multiplier, 1e-9))
        case .atLeast: #expect(marginal <= allocation.multiplier * (1 + 1e-9))
        case .atMost: #expect(marginal >= allocation.multiplier * (1 - 1e-9))
        case .withoutResponse: #expect(share.spend == curve.least && share.gain == 0)
        case .unknown: Issue.record("all are known")
        }
      }
      if allocation.multiplier > 0 { #expect(isClose(allocation.spent, budget, 1e-12)) }
      for from in curves.indices {
        for to in curves.indices where from != to {
          let step = min(0.01, allocation.shares[from].spend - curves[from].least)
          let target = allocation.shares[to].spend + step
          guard step > 0, target <= curves[to].most ?? .infinity else { continue }
          let change =
            (curves[to].gain(target) ?? 0) - (allocation.shares[to].gain ?? 0)
            + (curves[from].gain(allocation.shares[from].spend - step) ?? 0) - (allocation.shares[from].gain ?? 0)
          #expect(change <= 1e-12)
        }
      }
    }
  }

  @Test func oneSegmentTakesAll() throws {
    let allocation = try ResponseAllocation([ResponseCurve(ceiling: 100, rate: 0.01)], budget: 100)
    #expect(allocation.shares[0].spend == 100)
    #expect(isClose(allocation.multiplier, Glibc.exp(-1)))
    #expect(allocation.shares[0].state == .inside)
    #expect(isClose(allocation.gain, 100 * (1 - Glibc.exp(-1))))
  }

  /// So slow to fill that their marginals do not differ in a double: the budget is
  /// still spent, and no more than it.
  @Test func almostStraight() throws {
    let curves = [1e-20, 1e-22, 1e-300].map { ResponseCurve(ceiling: 3 / $0, rate: $0) }
    let allocation = try ResponseAllocation(curves + [ResponseCurve(ceiling: 100, rate: 0.05)], budget: 1000)
    #expect(isClose(allocation.spent, 1000, 1e-12))
    #expect(isClose(allocation.multiplier, 3, 1e-12))
    #expect(isClose(allocation.shares[3].spend, Glibc.log(5.0 / 3) / 0.05, 1e-9))
    #expect(allocation.gap < 1e-9)
  }

  @Test func moreThanCanBeSpent() throws {
    let allocation = try ResponseAllocation([ResponseCurve(ceiling: 100, rate: 0.01, most: 30)], budget: 100)
    #expect(allocation.shares[0].state == .atMost && allocation.multiplier == 0 && allocation.unspent == 70)
    #expect(allocation.gap == 0)
    let nothing = try ResponseAllocation([], budget: 100)
    #expect(nothing.unspent == 100 && nothing.gain == 0)
  }

  @Test func noBudget() throws {
    let curves = [ResponseCurve(ceiling: 100, rate: 0.01), ResponseCurve(ceiling: 100, rate: 0.03)]
    let allocation = try ResponseAllocation(curves, budget: 0)
    #expect(allocation.shares.map(\.spend) == [0, 0])
    #expect(isClose(allocation.multiplier, 3))
    let fixed = try ResponseAllocation([ResponseCurve(ceiling: 1, rate: 0.01, least: 5, most: 5)] + curves, budget: 25)
    #expect(fixed.shares[0].state == .atLeast && fixed.shares[0].spend == 5)
  }

  @Test func missingAndNegative() throws {
    let allocation = try ResponseAllocation(
      [
        ResponseCurve(ceiling: nil, rate: 0.1, least: 4), ResponseCurve(ceiling: 100, rate: .nan),
        ResponseCurve(ceiling: -5, rate: 0.1), ResponseCurve(ceiling: 10, rate: 0, least: 1),
        ResponseCurve(ceiling: 10, rate: 0.5),
      ], budget: 20)
    #expect(allocation.shares.map(\.state) == [.unknown, .unknown, .withoutResponse, .withoutResponse, .inside])
    #expect(allocation.shares.map(\.spend) == [4, 0, 0, 1, 15])
    #expect(allocation.shares[0].gain == nil && allocation.shares[0].marginal == nil)
  }

  /// Rates at which a curve is full at once, or never begins.
  @Test func extremes() throws {
    var u = Uniforms(41)
    let magnitudes = [1, 1e-300, 1e300, 1e-5, 1e10, Double.leastNonzeroMagnitude]
    var allocated = 0
    for _ in 0..<500 {
      let curves = (0..<1 + u.below(5)).map { _ in
        ResponseCurve(
          ceiling: magnitudes[u.below(6)] * u.next(), rate: magnitudes[u.below(6)] * u.next(),
          least: u.next() < 0.7 ? 0 : u.next(), most: u.next() < 0.5 ? nil : 1 + magnitudes[u.below(3)])
      }
      guard let allocation = try? ResponseAllocation(curves, budget: 5 + 1000 * u.next()) else { continue }
      allocated += 1
      #expect(allocation.gain.isFinite && allocation.gap.isFinite && allocation.multiplier.isFinite)
      #expect(allocation.spent <= allocation.budget * (1 + 1e-9))
      for share in allocation.shares {
        #expect(share.spend.isFinite && (share.gain ?? 0).isFinite && (share.marginal ?? 0).isFinite)
      }
    }
    #expect(allocated > 300)
  }

  @Test func failures() {
    func fails(_ failure: AllocationFailure, _ curve: ResponseCurve, _ budget: Double) {
      #expect(throws: failure) { try ResponseAllocation([curve], budget: budget) }
    }
    fails(.budgetOutside(-1), ResponseCurve(ceiling: 1, rate: 1), -1)
    fails(.boundsOutside(index: 0), ResponseCurve(ceiling: 1, rate: 1, least: -1), 1)
    fails(.boundsOutside(index: 0), ResponseCurve(ceiling: 1, rate: 1, least: 2, most: 1), 5)
    fails(.boundsOutside(index: 0), ResponseCurve(ceiling: 1, rate: 1, most: .nan), 5)
    fails(.lowerBoundsExceedBudget(6), ResponseCurve(ceiling: 1, rate: 1, least: 6), 5)
  }

  /// Blattberg and Deighton: a ceiling of 40% and 18% today for 5 give the rate.
  @Test func ratesFromToday() throws {
    let rate = try #require(ResponseCurve.rate(ceiling: 0.4, gain: 0.18, spend: 5))
    #expect(isClose(rate, 0.11956740, 1e-7))
    #expect(isClose(ResponseCurve(ceiling: 0.4, rate: rate).gain(5), 0.18, 1e-14))
    for bad in [(0.4, 0.4, 5.0), (0.4, 0, 5), (0.4, 0.1, 0), (.infinity, 1, 5), (.nan, 1, 5), (0.4, 0.1, .nan)] {
      #expect(ResponseCurve.rate(ceiling: bad.0, gain: bad.1, spend: bad.2) == nil)
    }
  }
}
