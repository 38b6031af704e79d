// Linear equations with a symmetric positive definite matrix, by Cholesky's
// decomposition.

import SegPlatform

/// The decomposition A = L·Lᵀ of a symmetric positive definite matrix.
///
/// - Source: Golub, Van Loan, Matrix Computations, 4th ed. 2013, algorithm 4.2.2.
struct PositiveDefinite: Sendable {
  let size: Int
  /// L, row by row, size × size; above the diagonal 0.
  private let lower: [Double]

  /// nil if the matrix is not positive definite, to the precision of a double.
  ///
  /// - Parameter upper: size × size, row by row; what lies below the diagonal is not read.
  /// - Complexity: O(size³).
  init?(upper: [Double], size: Int) {
    guard size >= 0, upper.count == size * size else { return nil }
    var lower = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        var sum = upper[column * size + row]
        for k in 0..<column { sum -= lower[row * size + k] * lower[column * size + k] }
        if column < row {
          lower[row * size + column] = sum / lower[column * size + column]
        } else {
          guard sum > 0, sum.isFinite else { return nil }
          lower[row * size + row] = sum.squareRoot()
        }
      }
    }
    self.size = size
    self.lower = lower
  }

  /// A⁻¹·b.
  func solve(_ right: [Double]) -> [Double] {
    var result = right
    for row in 0..<size {
      for k in 0..<row { result[row] -= lower[row * size + k] * result[k] }
      result[row] /= lower[row * size + row]
    }
    for row in (0..<size).reversed() {
      for k in row + 1..<max(row + 1, size) { result[row] -= lower[k * size + row] * result[k] }
      result[row] /= lower[row * size + row]
    }
    return result
  }

  /// The diagonal of A⁻¹: squared norms of the columns of L⁻¹.
  var inverseDiagonal: [Double] {
    (0..<size).map { unit in
      var column = [Double](repeating: 0, count: size)
      var squares = 0.0
      for row in unit..<size {
        var sum = row == unit ? 1.0 : 0
        for k in unit..<row { sum -= lower[row * size + k] * column[k] }
        column[row] = sum / lower[row * size + row]
        squares += column[row] * column[row]
      }
      return squares
    }
  }

  /// Columns of a Gram matrix that are combinations of earlier columns, to nine
  /// digits of their squares. A column of zeros is not one.
  static func dependentColumns(upper: [Double], size: Int) -> [Int] {
    guard size >= 0, upper.count == size * size else { return [] }
    var lower = [Double](repeating: 0, count: size * size)
    var dependent: [Int] = []
    for row in 0..<size {
      for column in 0...row {
        let pivot = lower[column * size + column]
        // Nothing is left of a dependent column to project on.
        if column < row, pivot == 0 { continue }
        var sum = upper[column * size + row]
        for k in 0..<column { sum -= lower[row * size + k] * lower[column * size + k] }
        if column < row {
          lower[row * size + column] = sum / pivot
        } else if sum > 1e-9 * upper[row * size + row] {
          lower[row * size + row] = sum.squareRoot()
        } else if upper[row * size + row] > 0 {
          dependent.append(row)
        }
      }
    }
    return dependent
  }
}
