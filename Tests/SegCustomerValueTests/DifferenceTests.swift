// Tests of a difference, against scipy 1.16 (`ttest_ind(equal_var=False)`,
// `chi2_contingency(correction=False)`, `betainc`, `t.sf`).

import Foundation
import Testing

@testable import SegCustomerValue

@Suite struct DifferenceTests {
  private func moments(_ values: [Double]) -> (count: Int, mean: Double, squares: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.count, mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
  }

  private func isClose(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-10) -> Bool {
    a.map { abs($0 - b) <= tolerance * max(abs(b), 1e-300) } ?? false
  }

  @Test func meansOfFew() {
    do {
      let test = DifferenceTest.ofMeans(moments([1.0, 2.0]), moments([2.0, 5.0]))
      #expect(isClose(test?.low, -15.272108889547312, 1e-7) && isClose(test?.high, 11.272108889547312, 1e-7))
      #expect(isClose(test?.pValue, 0.3958703424984499, 1e-7))
    }
    do {
      let test = DifferenceTest.ofMeans(moments([1.0, 2.0, 4.0, 8.0, 16.0]), moments([3.0, 3.5, 3.0, 4.0]))
      #expect(isClose(test?.low, -4.732036290428085, 1e-7) && isClose(test?.high, 10.382036290428086, 1e-7))
      #expect(isClose(test?.pValue, 0.3596722423827635, 1e-7))
    }
    do {
      let test = DifferenceTest.ofMeans(
        moments([1000000001.0, 1000000002.0, 1000000004.0]), moments([1000000000.0, 1000000001.0, 1000000001.5, 1000000009.0]))
      #expect(isClose(test?.low, -6.780231009266533, 1e-7) && isClose(test?.high, 5.696897755406059, 1e-7))
      #expect(isClose(test?.pValue, 0.8212778091992528, 1e-7))
    }
  }

  @Test func farTails() {
    #expect(isClose(DifferenceTest.ofMeans((500, 10.0, 400.0), (700, 7.0, 900.0))?.pValue, 3.339888650371351e-302, 1e-8))
    #expect(isClose(DifferenceTest.ofMeans((10, 5.0, 1.0), (12, 50.0, 2.0))?.pValue, 2.999402607206646e-37, 1e-8))
    #expect(isClose(DifferenceTest.ofMeans((1000000, 1.001, 1000000.0), (1000000, 1.0, 2000000.0))?.pValue, 0.5637031288315436, 1e-8))
  }

  @Test func shares() {
    do {
      let test = DifferenceTest.ofShares((30, of: 100), (20, of: 90))
      #expect(isClose(test?.low, -0.04649752425870271) && isClose(test?.high, 0.20205307981425827))
      #expect(isClose(test?.pValue, 0.2241225335017981, 1e-9))
    }
    do {
      let test = DifferenceTest.ofShares((1, of: 10), (9, of: 10))
      #expect(isClose(test?.low, -1) && isClose(test?.high, -0.5370432378270256))
      #expect(isClose(test?.pValue, 0.000346619351134667, 1e-9))
    }
    do {
      let test = DifferenceTest.ofShares((5000, of: 100000), (5200, of: 100000))
      #expect(isClose(test?.low, -0.003928309746923213) && isClose(test?.high, -7.169025307677689e-05))
      #expect(isClose(test?.pValue, 0.042071715304714014, 1e-9))
    }
  }

  @Test func incompleteBetas() {
    #expect(isClose(incompleteBeta(0.1, 0.5, 0.5), 0.20483276469913345, 1e-9))
    #expect(isClose(incompleteBeta(0.9, 0.5, 200), 1.0, 1e-9))
    #expect(isClose(incompleteBeta(0.5, 3, 4), 0.65625, 1e-9))
    #expect(isClose(incompleteBeta(1e-08, 0.5, 50), 0.000795892243876052, 1e-9))
    #expect(isClose(incompleteBeta(0.999, 500, 0.5), 0.31731044730971725, 1e-9))
    #expect(isClose(incompleteBeta(0.3, 1000, 2000), 4.0738279160507626e-05, 1e-9))
  }

  @Test func nothingToTest() {
    #expect(DifferenceTest.ofMeans((1, 5, 0), (10, 4, 3)) == nil)
    #expect(DifferenceTest.ofMeans((3, 5, 0), (3, 4, 0)) == nil)
    #expect(DifferenceTest.ofMeans((3, .infinity, 1), (3, 4, 1)) == nil)
    #expect(DifferenceTest.ofMeans((0, 0, 0), (0, 0, 0)) == nil)
    #expect(DifferenceTest.ofShares((0, of: 0), (1, of: 2)) == nil)
    #expect(DifferenceTest.ofShares((0, of: 5), (0, of: 7)) == nil)
    #expect(DifferenceTest.ofShares((5, of: 5), (7, of: 7)) == nil)
  }
}
