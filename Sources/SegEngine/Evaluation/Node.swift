// A compiled expression: the steps for each batch, and the register of its value.

import SegColumns
import SegKernels
import SegPlan

/// The form of a register's values.
enum Lanes {
  case integers
  case numbers
  case codes(TextDictionary)
  case bits
}

/// A condition that reads one column in its stored form. It clears the bits of the rows
/// that do not meet it, in words of 64 rows from the first row on (a multiple of 64), and
/// skips words without bits. It cannot fail and uses no registers, so it may be tried on
/// any rows.
typealias RowFilter = (_ rows: Range<Int>, _ words: UnsafeMutablePointer<UInt64>) -> Void

/// A step of a compiled expression. Running it leaves its value in `register`.
struct Node {
  let register: Int
  let lanes: Lanes
  /// The column, if the step only reads one: kernels may then read the column at its own
  /// width.
  var column: Column?
  /// The value, if it is the same for every row.
  var constant: Value?
  /// Whether it is yes or no in every row, never missing.
  var isCondition = false
  /// The same condition, evaluated only for the rows that others left.
  var filter: RowFilter?
  /// How long the filter takes for a row, about: 1 for a comparison of adjacent values.
  var filterCost = 1.0
  let run: (Batch) -> Void

  init(register: Int, lanes: Lanes, column: Column? = nil, constant: Value? = nil, run: @escaping (Batch) -> Void) {
    self.register = register
    self.lanes = lanes
    self.column = column
    self.constant = constant
    self.run = run
  }

  /// The parts of a node that a loop over many nodes needs: copying a whole node counts all
  /// its references, for which threads wait for one another.
  struct Step {
    let register: Int
    let run: (Batch) -> Void
  }

  var step: Step { Step(register: register, run: run) }

  var dictionary: TextDictionary? {
    if case .codes(let dictionary) = lanes { return dictionary }
    return nil
  }
}

/// A compiled expression with the number of registers that it needs. Shared by
/// threads, each with its own `Batch`: the closures only read what they hold.
struct KernelProgram: @unchecked Sendable {
  let root: Node
  /// Nodes to run before the root, in this order; the root reads their registers.
  let first: [Node]
  let registerCount: Int
  let constantCount: Int

  func run(_ batch: Batch) {
    for node in first { node.run(batch) }
    root.run(batch)
  }
}
