// The rows of a model as its fit reads them: the numbers of a row side by side, and
// the indices of its category columns that are 1; all other category columns are 0.

import SegRuntime

/// n rows of an encoding.
struct ScoreDesign: Sendable {
  let rowCount: Int
  /// With the intercept.
  let columnCount: Int
  let numberCount: Int
  let slotCount: Int
  /// Standardized numbers, `numberCount` a row.
  let numbers: [Double]
  /// Columns that are 1, `slotCount` a row; `columnCount` for none.
  let slots: [UInt16]
  private let charge: MemoryCharge

  /// nil if the work was stopped.
  ///
  /// - Parameter order: the rows to take, in this order; nil: all in theirs.
  init?(
    _ features: [ScoreFeature], _ encoding: ScoreEncoding, order: [Int32]?, _ context: ExecutionContext
  ) {
    let rows = order?.count ?? features.first?.rowCount ?? 0
    let (numberCount, slotCount) = (encoding.numbers.count, encoding.slots.count)
    rowCount = rows
    columnCount = encoding.columns.count
    self.numberCount = numberCount
    self.slotCount = slotCount
    guard let charge = MemoryCharge(asking: rows * (numberCount * 8 + slotCount * 2)) else { return nil }
    self.charge = charge
    var numbers = [Double](repeating: 0, count: rows * numberCount)
    var slots = [UInt16](repeating: encoding.nowhere, count: rows * slotCount)
    let pieces = RowPieces(rows)
    var isComplete = false
    numbers.withUnsafeMutableBufferPointer { numberBuffer in
      slots.withUnsafeMutableBufferPointer { slotBuffer in
        // Each piece writes to its own rows alone.
        nonisolated(unsafe) let (numbers, slots) = (numberBuffer, slotBuffer)
        isComplete = context.runs(pieces.count) { piece in
          for (place, number) in encoding.numbers.enumerated() {
            guard case .numbers(let values, let present) = features[number.feature].values else { continue }
            for position in pieces[piece] {
              let row = order.map { Int($0[position]) } ?? position
              let value = values[row]
              if value.isFinite, present?[row] ?? true {
                numbers[position * numberCount + place] = number.standardized(value)
              }
            }
          }
          for (place, slot) in encoding.slots.enumerated() {
            let columns = slot.columns
            switch features[slot.feature].values {
            case .numbers(let values, let present):
              for position in pieces[piece] {
                let row = order.map { Int($0[position]) } ?? position
                let isPresent = values[row].isFinite && present?[row] ?? true
                slots[position * slotCount + place] = columns[isPresent ? 1 : 0]
              }
            case .categories(let codes, let count):
              for position in pieces[piece] {
                let code = Int(codes[order.map { Int($0[position]) } ?? position])
                let column =
                  if code < 0 || code >= count { columns[0] } else if code + 1 < columns.count {
                    columns[code + 1]
                  } else { slot.unseen }
                slots[position * slotCount + place] = column
              }
            }
          }
        }
      }
    }
    guard isComplete else { return nil }
    self.numbers = numbers
    self.slots = slots
  }

  /// The log-odds of the rows: n finite numbers.
  ///
  /// - Parameter coefficients: one for each column.
  func logOdds(_ coefficients: [Double], _ context: ExecutionContext) -> [Double]? {
    guard coefficients.count == columnCount else { return nil }
    // The place of no column weighs nothing.
    let weights = coefficients + [0]
    var logOdds = [Double](repeating: 0, count: rowCount)
    let pieces = RowPieces(rowCount)
    var isComplete = false
    logOdds.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let target = buffer
      isComplete = context.runs(pieces.count) { piece in
        for row in pieces[piece] {
          var sum = weights[0]
          for place in 0..<numberCount { sum += weights[1 + place] * numbers[row * numberCount + place] }
          for place in 0..<slotCount { sum += weights[Int(slots[row * slotCount + place])] }
          target[row] = sum
        }
      }
    }
    return isComplete ? logOdds : nil
  }
}
