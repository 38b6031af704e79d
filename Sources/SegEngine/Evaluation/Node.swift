// A compiled expression: what to do with each batch, and where the value then is.

import SegColumns
import SegKernels
import SegPlan
import SegStore

/// How the values of a register lie.
enum Lanes {
  case integers
  case numbers
  case codes(TextDictionary)
  case bits
}

/// A condition that reads one column as it lies: takes away the bits of the rows
/// that do not fit, 64 to a word from the first on (a multiple of 64), and reads
/// nothing of a word without a bit. It cannot fail, and takes no registers: it
/// may be tried on any rows.
typealias RowFilter = (_ rows: Range<Int>, _ words: UnsafeMutablePointer<UInt64>) -> Void

/// A step of a compiled expression. Running it leaves its value in `register`.
struct Node {
  let register: Int
  let lanes: Lanes
  /// The column it reads, where it is nothing but that: kernels may then read
  /// the column at its own width.
  var column: Column?
  /// Its value, where it is the same for every row.
  var constant: Value?
  /// Whether it is yes or no in every row, never missing.
  var isCondition = false
  /// The same condition, asked of the rows that others left only.
  var filter: RowFilter?
  let run: (Batch) -> Void

  init(register: Int, lanes: Lanes, column: Column? = nil, constant: Value? = nil, run: @escaping (Batch) -> Void) {
    self.register = register
    self.lanes = lanes
    self.column = column
    self.constant = constant
    self.run = run
  }

  /// What a loop over many nodes needs of each: to copy a whole node is to count
  /// all its references, which threads wait for one another to do.
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
struct Program: @unchecked Sendable {
  let root: Node
  /// Run before the root, in this order: what it reads from their registers.
  let first: [Node]
  let registerCount: Int
  let constantCount: Int

  func run(_ batch: Batch) {
    for node in first { node.run(batch) }
    root.run(batch)
  }
}
