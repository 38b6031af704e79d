// sequence(category of orders, length: 3): the paths of customers.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct SequenceAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// The first values of each customer's events in the order of time (events without a
  /// value are skipped), with the number of customers who have them in that order; shares
  /// are of the customers with at least one value. Customers with fewer values have a
  /// shorter path. The most frequent path comes first, ties by text.
  func sequence(_ analysis: SequenceAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    var tree = PathTree()
    let selected = try events(analysis.value.events, question)
    let events = selected.table
    let values = try evaluation.column(analysis.value.value, on: events.frame)
    let present = values.validity.map(selected.rows.intersection) ?? selected.rows
    var customer: Int32 = -1
    var node = PathTree.root
    var left = 0
    // Events are sorted by customer and time: one pass, one step for each value.
    for morsel in stride(from: 0, to: present.count, by: morselRows) {
      try context.check()
      present.forEachRow(in: morsel..<min(present.count, morsel + morselRows)) { row in
        if events.customerRows.pointer[row] != customer {
          tree.end(node)
          customer = events.customerRows.pointer[row]
          node = PathTree.root
          left = analysis.length
        }
        if left == 0 { return }
        left -= 1
        node = tree.step(from: node, values.identity(row), row)
      }
    }
    tree.end(node)
    let paths = tree.paths { values[$0].description }
    let all = Double(max(1, paths.reduce(0) { $0 + $1.customers }))
    return [
      Column.texts(paths.map(\.text)), Column.integers(paths.map(\.customers)),
      Column.numbers(paths.map { Double($0.customers) / all }),
    ]
  }
}

/// Paths that begin alike share their beginning.
private struct PathTree {
  static let root = -1

  private var valueNumbers = DenseKeyMap()
  /// A node for each pair of the node before and a value.
  private var nodes = DenseKeyMap()
  private var parents: [Int32] = []
  /// An event with the node's value.
  private var rows: [Int32] = []
  /// Customers whose path ends there.
  private var ends: [Int64] = []

  mutating func step(from node: Int, _ value: UInt64, _ row: Int) -> Int {
    let number = UInt64(valueNumbers.number(of: value))
    let next = nodes.number(of: UInt64(node + 1) << 32 | number)
    if next == parents.count {
      parents.append(Int32(truncatingIfNeeded: node))
      rows.append(Int32(truncatingIfNeeded: row))
      ends.append(0)
    }
    return next
  }

  mutating func end(_ node: Int) { if node != Self.root { ends[node] += 1 } }

  func paths(_ text: (Int) -> String) -> [(text: String, customers: Int64)] {
    var paths: [(text: String, customers: Int64)] = []
    for end in ends.indices where ends[end] > 0 {
      var steps: [String] = []
      var node = end
      while node != Self.root {
        steps.append(text(Int(rows[node])))
        node = Int(parents[node])
      }
      paths.append((steps.reversed().joined(separator: " > "), ends[end]))
    }
    return paths.sorted { a, b in
      a.customers != b.customers ? a.customers > b.customers : a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
    }
  }
}
