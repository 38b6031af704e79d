// Conditions on one column in its stored form, and the order in which several of them
// are evaluated.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

extension NodeBuilder {
  /// A condition on the rows of a column that have a value.
  ///
  /// - Parameter fits: clears the bits of the rows that do not meet the condition.
  func filter(_ column: Column, _ fits: @escaping RowFilter) -> Node {
    guard let validity = column.validity?.words else { return filter(fits) }
    return filter { rows, words in
      fits(rows, words)
      Bits.clear(words, whereMissing: validity.pointer + rows.lowerBound >> 6, (rows.count + 63) >> 6)
    }
  }

  func filter(_ fits: @escaping RowFilter) -> Node {
    var node = bits { batch, words in
      batch.fill(words)
      fits(batch.rows, words)
    }
    node.filter = fits
    return node
  }

  /// Combines a condition with the bits of others; false if the rest cannot change them.
  typealias BatchStep = (Batch, UnsafeMutablePointer<UInt64>) -> Bool

  /// Evaluates conditions one after another until no rows are left. A few are linked,
  /// each with the next, which needs no reference counting; many are evaluated in a loop,
  /// which needs no stack.
  func inTurn(_ steps: [BatchStep]) -> (Batch, UnsafeMutablePointer<UInt64>) -> Void {
    if steps.count > Self.fewConditions {
      return { batch, words in
        for step in steps where !step(batch, words) { return }
      }
    }
    var all: (Batch, UnsafeMutablePointer<UInt64>) -> Void = { _, _ in }
    for step in steps.reversed() {
      let next = all
      all = { batch, words in
        if step(batch, words) { next(batch, words) }
      }
    }
    return all
  }

  /// Several filters as one, in turn as above; nil if one is not a filter.
  func filters(_ nodes: [Node]) -> RowFilter? {
    guard nodes.allSatisfy({ $0.filter != nil }) else { return nil }
    if nodes.count > Self.fewConditions {
      return { rows, words in
        for node in nodes where Bits.hasAny(words, (rows.count + 63) >> 6) { node.filter?(rows, words) }
      }
    }
    var all: RowFilter?
    for node in nodes.reversed() {
      guard let fits = node.filter, let next = all else {
        all = node.filter
        continue
      }
      all = { rows, words in
        fits(rows, words)
        if Bits.hasAny(words, (rows.count + 63) >> 6) { next(rows, words) }
      }
    }
    return all
  }

  static let sampledWords = 32
  static let fewConditions = 32

  /// Consecutive filters are evaluated in the order of what they take for each row that they drop,
  /// estimated from 2,048 rows spread over the table: a rare condition first saves the others
  /// most of their reading. Conditions that may fail keep their place, so that the same rows
  /// fail for any data.
  func rarestFirst(_ nodes: [Node]) -> [Node] {
    let words = frame.rowCount >> 6
    if words < Self.sampledWords * 64 || nodes.count > Self.fewConditions { return nodes }
    func cost(of fits: RowFilter, _ cost: Double) -> Double {
      let dropped = (0..<Self.sampledWords).reduce(0) { dropped, sample in
        let start = words * sample / Self.sampledWords << 6
        var bits = ~UInt64(0)
        fits(start..<start + 64, &bits)
        return dropped + (64 - bits.nonzeroBitCount)
      }
      return cost / Double(dropped + 1)
    }
    var ordered: [Node] = []
    var filters: [(cost: Double, node: Node)] = []
    for node in nodes {
      if let fits = node.filter {
        let own = cost(of: fits, node.filterCost)
        filters.insert((own, node), at: filters.firstIndex { $0.cost > own } ?? filters.count)
      } else {
        ordered += filters.map(\.node)
        ordered.append(node)
        filters = []
      }
    }
    return ordered + filters.map(\.node)
  }
}
