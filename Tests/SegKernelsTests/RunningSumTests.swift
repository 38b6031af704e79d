// Running sums by buckets against going through the rows one by one: the same
// rows, at any size, on any number of threads.

import SegColumns
import Testing

@testable import SegKernels

@Suite struct RunningSumTests {
  /// A ranking and what is summed along it. Whole numbers, so that sums are exact.
  private struct Case {
    var keys: [Double?]
    var values: [Double?]
    let rows: Bitmap
    let ascending: Bool

    /// The rows that have a value, in rank order: missing keys last, ties by row.
    var order: [Int] {
      let known = rows.rows.filter { values[$0] != nil }
      let keyed = known.compactMap { row in keys[row].map { (key: (ascending ? 1 : -1) * $0, row: row) } }
      let best = keyed.sorted { $0.key != $1.key ? $0.key < $1.key : $0.row < $1.row }
      return best.map(\.row) + known.filter { keys[$0] == nil }
    }

    func selected(_ limit: SumLimit, threads: Int) throws -> [Int]? {
      let key = RankKey(.numbers(keys), ascending: ascending, context(threads))
      return try RadixSelection(key, rows, context(threads)).best(within: limit, of: .numbers(values))?.rows
    }
  }

  /// The naive way, in integers.
  private func kept(_ limit: SumLimit, _ order: [Int], _ values: [Double?]) -> [Int] {
    var sum: Int64 = 0
    var kept: [Int] = []
    for row in order {
      let value = Int64(values[row] ?? 0)
      switch limit {
      case .atMost(let amount): if Double(sum + value) > amount { return kept.sorted() }
      case .untilAtLeast(let amount): if Double(sum) >= amount { return kept.sorted() }
      }
      sum += value
      kept.append(row)
    }
    return kept.sorted()
  }

  /// - Parameter count: how many amounts, up to 7.
  /// - Returns: how many of the limits were found by buckets.
  @discardableResult
  private func check(_ one: Case, _ random: inout SeededGenerator, _ note: String, among count: Int = 7) throws -> Int {
    let order = one.order
    let sums = order.reduce(into: [0.0]) { $0.append(($0.last ?? 0) + (one.values[$1] ?? 0)) }
    let highest = sums.max() ?? 0
    // Sums that rows reach exactly, and what lies between and beyond them.
    var amounts = [sums.randomElement(using: &random) ?? 0, highest * 0.8, highest + 0.5, 0, highest, sums.last ?? 0, -1]
    amounts.removeLast(max(0, amounts.count - count))
    var found = 0
    for amount in amounts {
      for limit in [SumLimit.untilAtLeast(amount), .atMost(amount)] {
        let wanted = kept(limit, order, one.values)
        for threads in [1, 3] {
          guard let rows = try one.selected(limit, threads: threads) else { continue }
          found += 1
          if rows != wanted { Issue.record("\(note), \(limit) on \(threads): \(rows.count) rows, not \(wanted.count)") }
        }
      }
    }
    return found
  }

  private func whole(_ range: ClosedRange<Int>, _ size: Int, _ random: inout SeededGenerator) -> [Double] {
    (0..<size).map { _ in Double(Int.random(in: range, using: &random)) }
  }

  @Test(arguments: [0, 1, 64, 65, 2049])
  func smallSums(_ size: Int) throws {
    var random = SeededGenerator(size + 3)
    for (place, range) in [0...3, -5...20, -100_000...100_000].enumerated() {
      let values = missing(0.2, of: whole(range, size, &random), &random)
      let others = missing(0.2, of: whole(0...50, size, &random), &random)
      let rows = Bitmap((0..<size).map { _ in Int.random(in: 0..<4, using: &random) > 0 })
      let one = Case(keys: values, values: values, rows: rows, ascending: false)
      try check(one, &random, "\(range) of \(size)", among: 3)
      let other = Case(keys: others, values: values, rows: rows, ascending: place == 1)
      try check(other, &random, "\(range) of \(size) by others", among: 3)
    }
  }

  /// Several morsels, most of them without losses before the border.
  @Test(arguments: [65_537, 350_001])
  func largeSums(_ size: Int) throws {
    var random = SeededGenerator(size)
    let everyone = Bitmap(count: size, repeating: true)
    let gains = whole(-20_000...100_000, size, &random)
    let found = try check(Case(keys: gains, values: gains, rows: everyone, ascending: false), &random, "gains and losses", among: 3)
    #expect(found >= 6)
    let costs = missing(0.1, of: whole(0...500, size, &random), &random)
    let keys = missing(0.1, of: Shape.tiesAtTheBorder.numbers(size, &random), &random)
    // 4 amounts, two limits, two numbers of threads: without losses buckets decide all.
    #expect(try check(Case(keys: keys, values: costs, rows: everyone, ascending: true), &random, "costs", among: 4) == 16)
  }

  /// Where the ranking is by what is summed, losses come after the border and
  /// every amount that is reached is found by buckets, and so is one that is not.
  @Test func lossesBehindTheBorder() throws {
    var random = SeededGenerator(7)
    let values = whole(-500...1000, 3000, &random)
    let one = Case(keys: values, values: values, rows: Bitmap(count: 3000, repeating: true), ascending: false)
    let most = values.reduce(0) { $0 + max(0, $1) }
    for amount in [1, most / 2, most * 0.8, most, most + 1] {
      let found = try #require(try one.selected(.untilAtLeast(amount), threads: 2))
      #expect(found == kept(.untilAtLeast(amount), one.order, values), "\(amount)")
    }
    #expect(try one.selected(.untilAtLeast(most + 1), threads: 2)?.count == 3000)
  }

  /// A sum beyond the range of numbers takes no more, on either way.
  @Test func beyondTheRange() {
    let largest = Double.greatestFiniteMagnitude
    var running = RunningSum(.untilAtLeast(1))
    let taken = [-largest, -largest, 1].map { running.take($0) }
    #expect(taken == [true, true, false])
    var spent = RunningSum(.atMost(largest))
    let paid = [largest, largest].map { spent.take($0) }
    #expect(paid == [true, false])
  }
}
