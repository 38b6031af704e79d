// The kernels of every level that the processor has give the same bits, and
// these are what plain Swift gives.

import CKernels
import SegColumns
import Testing

@testable import SegKernels

/// One at a time, for the level is the whole process's.
@Suite(.serialized) struct KernelLevelTests {
  static let sizes = [0, 1, 7, 63, 64, 65, 127, 128, 129, 1000]
  private static let levels = (Int32(0)...2).filter { seg_use_level($0) == $0 }

  /// Calls `body` with the kernels of each level, and leaves those of the best.
  func atEachLevel(_ body: (_ level: Int) -> Void) {
    for level in Self.levels.map(Int.init) {
      _ = seg_use_level(Int32(level))
      body(level)
    }
    _ = seg_use_level(2)
  }

  func selection(_ count: Int, _ random: inout SeededGenerator) -> Bitmap {
    // Full and empty words too.
    Bitmap((0..<count).map { $0 / 64 % 3 == 0 || $0 / 64 % 3 == 1 && Bool.random(using: &random) })
  }

  private func comparisons<Value: ComparedValue>(_ values: [Value], _ constants: [Value]) {
    var random = SeededGenerator(constants.count)
    let all: [(seg_comparison, (Value, Value) -> Bool)] = [
      (seg_equal, ==), (seg_less, <), (seg_less_or_equal, <=), (seg_greater, >), (seg_greater_or_equal, >=),
    ]
    for count in Self.sizes {
      let buffer = Buffer(Array(values.prefix(count)))
      for asked in [Bitmap(count: count, repeating: true), selection(count, &random)] {
        for constant in constants {
          for (comparison, holds) in all {
            let expected = asked.intersection(Bitmap(buffer.array.map { holds($0, constant) }))
            atEachLevel { level in
              let words = Buffer(asked.words.array)
              Value.compare(buffer.pointer, count, comparison, constant, words.pointer)
              #expect(words.array == expected.words.array, "\(Value.self), level \(level), \(count) rows, \(constant)")
            }
          }
        }
      }
    }
  }

  @Test func comparing() {
    var random = SeededGenerator(1)
    func integers<Integer: FixedWidthInteger & ComparedValue>(_ type: Integer.Type) {
      let edges: [Integer] = [.min, .min + 1, 0 &- 1, 0, 1, .max - 1, .max]
      let values = (0..<1000).map { _ in
        Bool.random(using: &random) ? edges[Int.random(in: 0..<7, using: &random)] : Integer.random(in: .min ... .max, using: &random)
      }
      comparisons(values, edges + values.prefix(2))
    }
    integers(Int8.self)
    integers(UInt8.self)
    integers(Int16.self)
    integers(Int32.self)
    integers(Int64.self)
    let least = Double.leastNonzeroMagnitude
    let edges = [0.0, -0.0, least, -least, 1e300, -1e300, 1.5, .infinity, -.infinity]
    comparisons((0..<1000).map { _ in edges[Int.random(in: 0..<7, using: &random)] }, edges)
  }

  @Test func summing() {
    var random = SeededGenerator(2)
    func integers<Integer: FixedWidthInteger & BitwiseCopyable>(
      _ type: Integer.Type, _ sum: (UnsafePointer<Integer>?, Int, UnsafePointer<UInt64>?) -> Int64
    ) {
      for count in Self.sizes {
        let values = Buffer((0..<count).map { _ in Integer.random(in: .min ... .max, using: &random) })
        let some = selection(count, &random)
        atEachLevel { level in
          #expect(sum(values.pointer, count, nil) == values.array.reduce(0) { $0 + Int64($1) }, "level \(level), \(count)")
          #expect(
            sum(values.pointer, count, some.words.pointer) == some.rows.reduce(0) { $0 + Int64(values[$1]) }, "level \(level), \(count)")
        }
      }
    }
    integers(Int8.self, seg_sum_int8)
    integers(UInt8.self, seg_sum_uint8)
    integers(Int16.self, seg_sum_int16)
    integers(Int32.self, seg_sum_int32)
    for count in Self.sizes {
      let units = (0..<count).map { _ in Int64.random(in: -70_000_000_000_000...70_000_000_000_000, using: &random) }
      let values = Buffer(units.map { Double($0) / 100 })
      let some = selection(count, &random)
      atEachLevel { level in
        #expect(seg_sum_units(values.pointer, count, nil, 100) == units.reduce(0, +), "level \(level), \(count)")
        #expect(
          seg_sum_units(values.pointer, count, some.words.pointer, 100) == some.rows.reduce(0) { $0 + units[$1] },
          "level \(level), \(count)")
      }
    }
  }

  @Test func ranging() {
    var random = SeededGenerator(3)
    for count in Self.sizes {
      for shape in Shape.allCases {
        let values = Buffer(shape.numbers(count, &random))
        let some = selection(count, &random)
        for rows in [nil, some] {
          let kept = (rows?.rows ?? Array(0..<count)).map { values[$0] }
          atEachLevel { level in
            var (least, greatest) = (Double.infinity, -Double.infinity)
            seg_range_double(values.pointer, count, rows?.words.pointer, &least, &greatest)
            #expect(least == kept.min() ?? .infinity && greatest == kept.max() ?? -.infinity, "level \(level), \(shape) of \(count)")
          }
        }
      }
    }
  }

  @Test func calculating() {
    var random = SeededGenerator(4)
    let edges = [0.0, -0.0, 1.5, -3, 1e308, -1e308, .leastNonzeroMagnitude, 0.1]
    let all: [(seg_operation, (Double, Double) -> Double)] = [
      (seg_plus, +), (seg_minus, -), (seg_times, *), (seg_divided_by, /),
    ]
    for count in Self.sizes {
      let a = (0..<count).map { _ in edges[Int.random(in: 0..<8, using: &random)] }
      let b = (0..<count).map { _ in edges[Int.random(in: 0..<8, using: &random)] }
      for (operation, calculate) in all {
        let results = zip(a, b).map(calculate)
        let finite = Bitmap(results.map(\.isFinite))
        atEachLevel { level in
          // In place, as fused metrics do.
          let (left, right) = (Buffer(a), Buffer(b))
          let words = Buffer<UInt64>(count: Bitmap.wordCount(count), zeroed: true)
          let isBroken = seg_calculate(left.pointer, right.pointer, count, operation, left.pointer, words.pointer) != 0
          #expect(isBroken == results.contains { !$0.isFinite }, "level \(level), \(count)")
          #expect(words.array == finite.words.array, "level \(level), \(count)")
          #expect(left.array.map(\.bitPattern) == results.map { ($0.isFinite ? $0 : 0).bitPattern }, "level \(level), \(count)")
        }
      }
    }
  }
}
