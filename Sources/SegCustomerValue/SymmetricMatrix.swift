// Small symmetric matrices, for Hessians of a few parameters.

import SegPlatform

/// Eigenvalues and eigenvectors of a symmetric matrix of a few rows.
struct Eigen: Sendable {
  /// One for each row of the matrix, in no order.
  var values: [Double]
  /// `vectors[k]` belongs to `values[k]`; unit length.
  var vectors: [[Double]]

  /// By Jacobi's cyclic rotations. All entries must be finite.
  init(_ matrix: [[Double]]) {
    var a = matrix
    let n = a.count
    var v = (0..<n).map { row in (0..<n).map { $0 == row ? 1.0 : 0 } }
    for _ in 0..<60 {
      var off = 0.0
      var size = 0.0
      for i in 0..<n {
        size += a[i][i] * a[i][i]
        for j in 0..<n where j != i { off += a[i][j] * a[i][j] }
      }
      if !(off > 1e-34 * size) || off == 0 { break }
      for p in 0..<n {
        for q in 0..<n where q > p && a[p][q] != 0 {
          let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
          let t = (theta >= 0 ? 1.0 : -1) / (abs(theta) + sqrt(theta * theta + 1))
          let c = 1 / sqrt(t * t + 1)
          let s = t * c
          for k in 0..<n {
            let (x, y) = (a[k][p], a[k][q])
            a[k][p] = c * x - s * y
            a[k][q] = s * x + c * y
          }
          for k in 0..<n {
            let (x, y) = (a[p][k], a[q][k])
            a[p][k] = c * x - s * y
            a[q][k] = s * x + c * y
          }
          for k in 0..<n {
            let (x, y) = (v[k][p], v[k][q])
            v[k][p] = c * x - s * y
            v[k][q] = s * x + c * y
          }
        }
      }
    }
    values = (0..<n).map { a[$0][$0] }
    vectors = (0..<n).map { k in (0..<n).map { v[$0][k] } }
  }

  /// The diagonal of the inverse, nil unless the matrix is positive definite.
  var inverseDiagonal: [Double]? {
    if values.contains(where: { !($0 > 0) }) { return nil }
    return values.indices.map { row in
      var sum = 0.0
      for k in values.indices { sum += vectors[k][row] * vectors[k][row] / values[k] }
      return sum
    }
  }
}
