// The rows over which expressions are evaluated.

import SegColumns
import SegKernels
import SegPlan

/// The rows over which an expression is evaluated.
package struct Frame {
  package let rowCount: Int
  package let grain: Grain
  /// The rows' own columns by name.
  package internal(set) var columns: [String: Column]
  /// For events: each row's customer, -1 if there is none.
  package let customerRows: Buffer<Int32>?

  package init(rowCount: Int, grain: Grain, columns: [String: Column], customerRows: Buffer<Int32>? = nil) {
    self.rowCount = rowCount
    self.grain = grain
    self.columns = columns
    self.customerRows = customerRows
  }

  /// The rows of a table.
  init(_ table: Table, grain: Grain, customerRows: Buffer<Int32>? = nil) {
    let columns = Dictionary(table.fields.map { ($0.name, $0.column) }, uniquingKeysWith: { first, _ in first })
    self.init(rowCount: table.rowCount, grain: grain, columns: columns, customerRows: customerRows)
  }

  /// One row without columns, for constants.
  package static let single = Frame(rowCount: 1, grain: .none, columns: [:])
}
