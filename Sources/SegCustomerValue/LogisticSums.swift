// One pass over the rows of a logistic model: its loss with the first and second
// derivatives.

import SegPlatform
import SegRuntime

/// Loss −log L, gradient and Hessian of a logistic model at some coefficients,
/// summed over rows and without the penalty.
struct LogisticSums: Sendable {
  let columnCount: Int
  private(set) var loss = 0.0
  /// One for each column.
  private(set) var gradient: [Double]
  /// columnCount × columnCount, row by row; only on and above the diagonal.
  private(set) var hessian: [Double]

  /// Computes the sums over the first rows of a design; nil if the work was stopped.
  ///
  /// - Parameters:
  ///   - rows: the number of rows, at most the design's.
  ///   - outcomes: 0 or 1 for each row of the design.
  ///   - coefficients: one for each column.
  /// - Complexity: O(rows · k²), k the numbers and categorical features of a row,
  ///   independent of the number of categories.
  init?(
    _ design: ScoreDesign, rows: Int, outcomes: [Double], coefficients: [Double], _ context: ExecutionContext
  ) {
    let pieces = RowPieces(min(rows, design.rowCount))
    let width = design.columnCount + 1
    guard outcomes.count == design.rowCount, coefficients.count == design.columnCount else { return nil }
    let parts = context.results(of: pieces.count) { piece in
      Self.sums(design, pieces[piece], outcomes, coefficients + [0])
    }
    guard let parts else { return nil }
    columnCount = design.columnCount
    gradient = [Double](repeating: 0, count: columnCount)
    hessian = [Double](repeating: 0, count: columnCount * columnCount)
    for part in parts {
      loss += part[0]
      for row in 0..<columnCount {
        gradient[row] += part[1 + row]
        for column in row..<columnCount {
          hessian[row * columnCount + column] += part[1 + width + row * width + column]
        }
      }
    }
    // A column that is 0 or 1 is its own square.
    for slot in 1 + design.numberCount..<max(1 + design.numberCount, columnCount) {
      hessian[slot * columnCount + slot] = hessian[slot]
    }
  }

  /// Loss, gradient and Hessian of some rows in one array. Gradient and Hessian have
  /// one extra place at the end, for categories without a column.
  private static func sums(
    _ design: ScoreDesign, _ rows: Range<Int>, _ outcomes: [Double], _ weights: [Double]
  ) -> [Double] {
    let width = design.columnCount + 1
    let (numberCount, slotCount) = (design.numberCount, design.slotCount)
    var sums = [Double](repeating: 0, count: 1 + width + width * width)
    sums.withUnsafeMutableBufferPointer { sums in
      weights.withUnsafeBufferPointer { weights in
        design.numbers.withUnsafeBufferPointer { allNumbers in
          design.slots.withUnsafeBufferPointer { allSlots in
            guard let start = sums.baseAddress, let weights = weights.baseAddress else { return }
            var rowSums = RowSums(weights: weights, gradient: start + 1, hessian: start + 1 + width, width: width)
            for row in rows {
              rowSums.add(
                UnsafeBufferPointer(rebasing: allNumbers[row * numberCount..<(row + 1) * numberCount]),
                UnsafeBufferPointer(rebasing: allSlots[row * slotCount..<(row + 1) * slotCount]), outcome: outcomes[row])
            }
            start[0] = rowSums.totalLoss
          }
        }
      }
    }
    return sums
  }
}

/// Sums over rows that are added one at a time, to memory of the caller.
private struct RowSums {
  /// The coefficients.
  let weights: UnsafePointer<Double>
  let gradient: UnsafeMutablePointer<Double>
  /// `width` × `width`, row by row.
  let hessian: UnsafeMutablePointer<Double>
  let width: Int
  private var loss = 0.0
  /// One logarithm of a product of up to 256 factors below 2, instead of one each.
  private var product = 1.0
  private var factors = 0

  init(
    weights: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>, hessian: UnsafeMutablePointer<Double>, width: Int
  ) {
    self.weights = weights
    self.gradient = gradient
    self.hessian = hessian
    self.width = width
  }

  var totalLoss: Double { loss + Glibc.log(product) }

  /// - Parameter outcome: 0 or 1.
  @inline(__always)
  mutating func add(_ numbers: UnsafeBufferPointer<Double>, _ slots: UnsafeBufferPointer<UInt16>, outcome: Double) {
    var logOdds = weights[0]
    for place in 0..<numbers.count { logOdds += weights[1 + place] * numbers[place] }
    for place in 0..<slots.count { logOdds += weights[Int(slots[place])] }
    let tail = Glibc.exp(-abs(logOdds))
    let larger = 1 / (1 + tail)
    let probability = logOdds >= 0 ? larger : tail * larger
    loss += max(logOdds, 0) - outcome * logOdds
    product *= 1 + tail
    factors += 1
    if factors == 256 {
      loss += Glibc.log(product)
      (product, factors) = (1, 0)
    }
    addDerivatives(numbers, slots, error: probability - outcome, weight: tail * larger * larger)
  }

  @inline(__always)
  private func addDerivatives(
    _ numbers: UnsafeBufferPointer<Double>, _ slots: UnsafeBufferPointer<UInt16>, error: Double, weight: Double
  ) {
    gradient[0] += error
    hessian[0] += weight
    for place in 0..<numbers.count {
      let number = numbers[place]
      gradient[1 + place] += error * number
      let weighted = weight * number
      hessian[1 + place] += weighted
      let line = hessian + (1 + place) * width
      for other in place..<numbers.count { line[1 + other] += weighted * numbers[other] }
      for other in 0..<slots.count { line[Int(slots[other])] += weighted }
    }
    for place in 0..<slots.count {
      let slot = Int(slots[place])
      gradient[slot] += error
      hessian[slot] += weight
      let line = hessian + slot * width
      for other in place + 1..<max(place + 1, slots.count) { line[Int(slots[other])] += weight }
    }
  }
}
