// Intervals from a few draws, against those from all; and means over narrow distributions.

import SegCustomerValue
import Testing

/// One after the other.
private func steps(_ list: [Int], _ body: (Int) throws(FitFailure) -> Void) throws(FitFailure) {
  for element in list { try body(element) }
}

@Suite struct DrawnFiguresTests {
  /// The CDNOW sample 100 times: 235,700 customers.
  private func fitted(_ model: PurchaseModel) throws -> (fit: PurchaseFit, histories: PurchaseHistories) {
    var histories = try CDNOW().grouped.histories
    histories.weight = histories.weight.map { 100 * $0 }
    return (try fit(model, to: histories), histories)
  }

  /// Figures of customers with x of 0, of more, and of all; and what they have done.
  private func figures(_ model: some PurchasePredicting, _ histories: PurchaseHistories) -> [Double] {
    let ahead = model.expectedTransactions(histories, within: 39)
    let alive = model.probabilityAlive(histories)
    var sums = [0.0, 0.0, 0.0, 7.0]
    for row in 0..<histories.count {
      sums[histories.frequency[row] == 0 ? 0 : 1] += histories.weight[row] * (ahead[row] ?? .nan)
      sums[2] += histories.weight[row] * (alive[row] ?? .nan)
    }
    return sums
  }

  /// With the MBG/NBD these data leave a direction so open that the curves do not hold.
  @Test(arguments: [PurchaseModel.bgNBD, .paretoNBD, .nbd])
  func fewDrawsTellThoseOfAll(_ model: PurchaseModel) throws {
    let (fit, histories) = try fitted(model)
    var asked = 0
    func drawn(_ draw: ParameterDraw) throws(FitFailure) -> [Double] {
      asked += 1
      return figures(fit.drawn(draw), histories)
    }
    let made = try DrawnFigures.fromFew(fitted: figures(fit, histories), steps, drawn)
    let few = try #require(made)
    // Two for each of up to four directions, and those at the ends of two figures.
    #expect(asked <= 12)
    let all = try DrawnFigures.each(4, steps, drawn)
    for figure in 0..<4 {
      let (near, exact) = (try #require(few.interval(of: figure)), try #require(all.interval(of: figure)))
      let width = exact.upperBound - exact.lowerBound
      #expect(abs(near.lowerBound - exact.lowerBound) <= 0.01 * width + 1e-9 * exact.upperBound)
      #expect(abs(near.upperBound - exact.upperBound) <= 0.01 * width + 1e-9 * exact.upperBound)
    }
    #expect(few.interval(of: 3) == 7...7)
  }

  /// What jumps from draw to draw lies on no curve.
  @Test func jumpsAreComputed() throws {
    let (fit, histories) = try fitted(.bgNBD)
    func jumping(_ model: some PurchasePredicting) -> [Double] {
      figures(model, histories).map { (1e6 * $0).truncatingRemainder(dividingBy: 97) }
    }
    func drawn(_ draw: ParameterDraw) throws(FitFailure) -> [Double] { jumping(fit.drawn(draw)) }
    func nothing(_ draw: ParameterDraw) throws(FitFailure) -> [Double] { [.nan] }
    let (jumps, none) = (
      try DrawnFigures.fromFew(fitted: jumping(fit), steps, drawn), try DrawnFigures.fromFew(fitted: [.nan], steps, nothing)
    )
    #expect(jumps == nil)
    #expect(none == nil)
  }

  /// With a and b so large that their distribution is narrow; mpmath integrates to 40 digits.
  @Test func narrowDistributionsAreExact() throws {
    let cases: [(parameters: [Double], x: Double, recency: Double, age: Double, ahead: Double, answer: Double)] = [
      ([0.59, 4.02, 3663, 162_754], 5, 30, 50, 52, 3.869654121573340083662366899128238846906),
      ([0.59, 4.02, 3663, 162_754], 0, 0, 50, 52, 0.5585430122712723348677213288024665717355),
      ([80, 40, 30, 30], 3, 20, 21, 26, 0.4552146680784129194182092456101459855229),
    ]
    for item in cases {
      let model = try #require(KnownPurchaseModel(.bgNBD, parameters: item.parameters))
      let history = PurchaseHistories(frequency: [item.x], recency: [item.recency], age: [item.age])
      let value = try #require(model.expectedTransactions(history, within: item.ahead)[0])
      #expect(abs(value / item.answer - 1) < 1e-13)
    }
  }
}
