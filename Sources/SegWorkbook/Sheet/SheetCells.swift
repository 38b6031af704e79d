// The cells of a sheet, in memory.

import SegFiles
import SegPlatform
import SegRuntime

/// A cell that has a value, in 8 bytes.
struct SheetCell {
  /// From 0.
  let column: UInt16
  let kind: Kind
  /// The number of a shared text, or the length of a value in the sheet's bytes, where the values
  /// stand in the order of the cells.
  let value: UInt32

  enum Kind: UInt8 {
    case shared
    case text
    /// A number, a date or a truth value: it needs no quotes.
    case plain
  }
}

/// What a sheet holds: its cells row by row, and what there is to say of them.
struct SheetCells {
  struct Row {
    /// From 1, as the program shows it.
    let number: Int32
    let cells: Range<Int>
    /// Where its values begin in the bytes.
    let start: Int
  }

  /// A range of cells that are shown as one, in columns and rows from 0 and from 1.
  struct Merge {
    let columns: Range<Int>
    let rows: ClosedRange<Int32>
  }

  /// What cells of a column hold that is no value.
  struct Loss {
    var count = 0
    var first = ""
    var row: Int32 = 0

    mutating func add(_ text: String, row: Int32) {
      if count == 0 { (first, self.row) = (text, row) }
      count += 1
    }
  }

  var cells: [SheetCell] = []
  var rows: [Row] = []
  let bytes: ByteArena
  var merges: [Merge] = []
  /// How many values each column has.
  var counts: [Int] = []
  /// Errors such as `#N/A`, by column.
  var errors: [Int: Loss] = [:]
  /// Numbers that are shown as days and are none, by column.
  var notDays: [Int: Loss] = [:]
  /// Columns of spans, which are read in days.
  var spans: Set<Int> = []
  var hiddenRows = 0
  /// The number of shared texts that are needed: one more than the highest number.
  var sharedCount = 0
  /// Whether all rows were read.
  var isWhole = true
  let charge = MemoryCharge(0)
}
