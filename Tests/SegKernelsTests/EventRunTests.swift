// Events counted from their side and from the customers': the same numbers.

import SegColumns
import Testing

@testable import SegKernels

@Suite struct EventRunTests {
  @Test(arguments: [0, 1, 64, 1000, 70_000])
  func countsAndSums(_ customers: Int) throws {
    var random = SeededGenerator(customers + 5)
    // A third of the customers has no events; one has very many.
    var owners: [Int32] = []
    for customer in 0..<customers {
      let count = customer == 7 ? 300 : max(0, Int.random(in: -2..<5, using: &random))
      owners += [Int32](repeating: Int32(customer), count: count)
    }
    var offsets = [Int32](repeating: 0, count: customers + 1)
    for owner in owners { offsets[Int(owner) + 1] += 1 }
    for customer in 0..<customers { offsets[customer + 1] += offsets[customer] }
    let values = owners.map { _ in Int64.random(in: -30_000...30_000, using: &random) }
    for share in [0, 0.05, 0.5, 1] {
      let asked = Bitmap(owners.map { _ in Double.random(in: 0..<1, using: &random) < share })
      var counts = [Int64](repeating: 0, count: customers)
      var sums = counts
      for row in asked.rows {
        counts[Int(owners[row])] += 1
        sums[Int(owners[row])] += values[row]
      }
      for threads in [1, 3] {
        let run = CustomerEventAggregator(
          offsets: Buffer(offsets), customerRows: Buffer(owners), customers: customers, selection: asked, context: context(threads))
        let found = try run.count()
        #expect((0..<customers).map { found.integer($0) } == counts, "\(share) asked for")
        let any = try run.any()
        #expect((0..<customers).map { any[$0] == .boolean(true) } == counts.map { $0 > 0 }, "\(share) asked for")
        #expect(try run.integerSum(.integers(values)).0.count == customers)
        for stored in [Stored.doubles, .decimals] {
          let totals = try run.numbers(stored.column(values).column, ofNothing: 0) { $0.total(unit: $1) }
          #expect((0..<customers).map { totals.number(at: $0) } == sums.map { Double($0) / 100 }, "\(stored)")
          let means = try run.numbers(stored.column(values).column, ofNothing: nil) { $0.mean(unit: $1) }
          #expect((0..<customers).map { means.isPresent($0) } == counts.map { $0 > 0 }, "\(stored)")
        }
      }
    }
  }
}
