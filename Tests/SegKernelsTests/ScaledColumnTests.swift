// Numbers held as units of decimals, against the same numbers held as doubles.

import SegColumns
import Testing

@testable import SegKernels

@Suite struct ScaledColumnTests {
  static let sizes = [0, 1, 63, 64, 65, 2047, 2048, 2049, 65_537]
  /// The most units that a width holds, and the decimals they are of.
  static let kinds: [(most: Int64, scale: Int)] = [
    (127, 0), (127, 1), (127, 2), (255, 0), (255, 2), (32_767, 2), (32_767, 3), (2_147_483_647, 2), (2_147_483_647, 4),
  ]

  /// Of a byte without a sign there are no units below 0.
  private static func least(_ kind: (most: Int64, scale: Int)) -> Int64 { kind.most == 255 ? 0 : -kind.most }

  /// The same numbers twice; the ends of the width among them, and zeros.
  static func pair(
    _ count: Int, _ kind: (most: Int64, scale: Int), missing: Bool, _ random: inout SeededGenerator
  ) throws -> (scaled: Column, doubles: Column, values: [Double?]) {
    let units = (0..<count).map { _ -> Int64? in
      switch Int.random(in: 0..<12, using: &random) {
      case 0: missing ? nil : 1
      case 1: kind.most
      case 2: least(kind)
      case 3: 0
      // Ties.
      case 4: 30
      default: Int64.random(in: least(kind)...kind.most, using: &random)
      }
    }
    let values = units.map { $0.map { Double($0) / decimalUnits[kind.scale] } }
    let doubles = Column.numbers(values)
    guard case .float64(let buffer) = doubles.values else { return (doubles, doubles, values) }
    let scaled = try #require(Column.decimals(buffer, validity: doubles.validity))
    return (scaled, doubles, values)
  }

  private func expectSame(_ scaled: Column, _ doubles: Column, _ note: String) {
    #expect(scaled.scale != nil && scaled.type == .number && scaled.count == doubles.count, "\(note)")
    #expect(scaled.missingCount == doubles.missingCount, "\(note)")
    if let row = (0..<scaled.count).first(where: {
      scaled[$0] != doubles[$0] || scaled.number(at: $0).bitPattern != doubles.number(at: $0).bitPattern
    }) {
      Issue.record("\(note): row \(row) is \(scaled[row]), not \(doubles[row])")
    }
    #expect(scaled[-1] == .missing && scaled[scaled.count] == .missing)
  }

  @Test(arguments: kinds)
  func valuesAndTaking(_ kind: (most: Int64, scale: Int)) throws {
    for count in Self.sizes {
      var random = SeededGenerator(count + kind.scale)
      for missing in [false, true] {
        let (scaled, doubles, _) = try Self.pair(count, kind, missing: missing, &random)
        let note = "\(count) rows to \(kind.most) of \(kind.scale) decimals"
        expectSame(scaled, doubles, note)
        if count > 1000 {
          let width: Int =
            switch scaled.values {
            case .int8, .uint8: 1;
            case .int16: 2;
            case .int32: 4;
            default: 8
            }
          #expect(width == (kind.most < 256 ? 1 : kind.most == 32_767 ? 2 : 4) && scaled.scale == kind.scale, "\(note)")
        }
        let rows = count == 0 ? [] : (0..<count + 7).map { _ in Int32.random(in: -1..<Int32(count), using: &random) }
        expectSame(scaled.gathered(rows), doubles.gathered(rows), "\(note), taken")
        let inside = Buffer(rows.map { max(0, $0) })
        let (a, b) = (ColumnTaking(scaled, inside), ColumnTaking(doubles, inside))
        let half = inside.count / 2 & ~63
        for part in [half..<inside.count, 0..<half] {
          a.take(part)
          b.take(part)
        }
        expectSame(a.column(), b.column(), "\(note), taken in pieces")
        for threads in [1, 3] {
          let numbers = try scaled.asNumbers(context(threads))
          #expect(numbers.scale == nil && numbers.validity == doubles.validity)
          if let row = (0..<count).first(where: { numbers.number(at: $0).bitPattern != doubles.number(at: $0).bitPattern }) {
            Issue.record("\(note): row \(row) as a number is \(numbers.number(at: row))")
          }
        }
        for start in [0, count / 3, count] {
          let read = Buffer<Double>(count: count - start)
          scaled.readNumbers(start..<count, into: read.pointer)
          let expected = (start..<count).map { doubles.number(at: $0).bitPattern }
          #expect(read.array.map(\.bitPattern) == expected, "\(note), read from \(start)")
        }
      }
    }
  }

  @Test func whatIsNoDecimal() {
    func scale(_ values: [Double]) -> Int? { Column.decimals(Buffer(values), validity: nil)?.scale }
    #expect(scale([]) == 0 && scale([1, -5, 0, -0.0]) == 0 && scale([1, 0.5]) == 1)
    #expect(scale([0.0001]) == 4 && scale([0.00001]) == nil && scale([0.1 + 0.2]) == nil)
    #expect(scale([21_474_836.47, -21_474_836.47]) == 2 && scale([21_474_836.48]) == nil && scale([-21_474_836.48]) == nil)
    // In whole units it fits, in hundredths no longer.
    #expect(scale([30_000_000]) == 0 && scale([30_000_000, 0.01]) == nil && scale([0.01, 30_000_000]) == nil)
    #expect(scale([1e300]) == nil && scale([.leastNonzeroMagnitude]) == nil && scale([1.0 / 3]) == nil)
    #expect(scale([.infinity]) == nil && scale([.nan]) == nil)
  }

  @Test(arguments: kinds)
  func comparingUnits(_ kind: (most: Int64, scale: Int)) throws {
    var random = SeededGenerator(Int(kind.most) + kind.scale)
    let unit = decimalUnits[kind.scale]
    let units = [-kind.most, -kind.most + 1, -30, -29, -3, -2, -1, 0, 1, 2, 3, 28, 29, 30, 31, kind.most - 1, kind.most]
    let column = Column(
      .number, count: units.count, values: .int32(Buffer(units.map { Int32(truncatingIfNeeded: $0) })), scale: kind.scale)
    var constants = [0, -0.0, .infinity, -.infinity, 0.1 + 0.2, 1e300, -1e300, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1 / 3]
    constants += [0x1p31, -0x1p31, 0x1p40, 0x1p41]
    for count in units + (0..<300).map({ _ in Int64.random(in: -kind.most...kind.most, using: &random) }) {
      // At a unit, next to it on both sides, between two, and beyond the last.
      let value = Double(count) / unit
      constants += [value, value.nextUp, value.nextDown, (Double(count) + 0.5) / unit, (Double(count) + 0.999_999) / unit]
      constants += [Double(count) / unit * 3 / 3, Double(count) * (1 / unit)]
    }
    constants += [Double(kind.most + 1) / unit, Double(-kind.most - 1) / unit, Double(kind.most) * 1000]
    let all: [(Comparison, (Double, Double) -> Bool)] = [
      (.equal, ==), (.less, <), (.lessOrEqual, <=), (.greater, >), (.greaterOrEqual, >=),
    ]
    for constant in constants {
      for (comparison, holds) in all {
        let found = column.comparisonOfUnits(comparison, constant)
        for (row, count) in units.enumerated() {
          let answer: Bool
          if let (comparison, limit) = found {
            answer =
              switch comparison {
              case .equal: count == limit
              case .less: count < limit
              case .lessOrEqual: count <= limit
              case .greater: count > limit
              case .greaterOrEqual: count >= limit
              }
          } else {
            answer = false
          }
          if answer != holds(column.number(at: row), constant) {
            Issue.record("\(column.number(at: row)) \(comparison) \(constant) is \(answer) as \(String(describing: found))")
          }
        }
      }
    }
  }
}
