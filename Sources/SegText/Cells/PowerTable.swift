// Powers of ten.

import SegColumns

/// Powers of ten for the parsers of numbers.
enum PowerTable {
  /// Powers of ten that a double holds exactly.
  static let exact: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The same, for parsers that hold pointers.
  static let powers = Buffer<Double>(exact)

  #if arch(x86_64)
    /// 1, 10, … 10^27: all exact in 80 bits.
    static let extended = Buffer<Float80>(
      (0...27).map { exponent in (0..<exponent).reduce(Float80(1)) { power, _ in power * 10 } })
  #endif
}
