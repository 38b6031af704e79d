// The kernels that read narrow rows: buckets, ranges, decimals, bits, keys. Each
// level of them against plain Swift.

import CKernels
import SegColumns
import Testing

@testable import SegKernels

extension KernelLevelTests {
  private typealias Bucketing<Value> = (UnsafePointer<Value>?, Int, seg_bucketing, UnsafeMutablePointer<UInt16>?) -> Void
  private typealias Ranging<Value> = (
    UnsafePointer<Value>?, Int, UnsafePointer<UInt64>?, UnsafeMutablePointer<Int64>?, UnsafeMutablePointer<Int64>?
  ) -> Void

  private func random<Integer: FixedWidthInteger>(_ count: Int, _ random: inout SeededGenerator) -> [Integer] {
    let edges: [Integer] = [.min, .min + 1, 0 &- 1, 0, 1, .max - 1, .max]
    return (0..<count).map { _ in
      Int.random(in: 0..<3, using: &random) == 0
        ? edges[Int.random(in: 0..<7, using: &random)] : Integer.random(in: .min ... .max, using: &random)
    }
  }

  /// Whether buckets are those of the header's formula, in 65 bits where it needs them.
  private func checkBuckets<Value: BitwiseCopyable>(
    _ values: [Value], _ kernel: Bucketing<Value>, _ note: String, gap: (low: UInt64, high: UInt64)? = nil, ordinal: (Value) -> UInt64
  ) {
    for flip in [UInt64(0), ~0] {
      let ordinals = values.map { ordinal($0) ^ flip }
      guard let low = ordinals.min(), let high = ordinals.max() else { continue }
      var by = seg_bucketing(flip: flip, low: low, gap_low: high, gap_high: high, shift: 0)
      if let gap {
        let ends = [gap.low ^ flip, gap.high ^ flip].sorted()
        (by.gap_low, by.gap_high) = (min(max(ends[0], low), high), min(max(ends[1], low), high))
      }
      func place(_ ordinal: UInt64) -> UInt64 { min(ordinal, by.gap_low) - by.low + (max(ordinal, by.gap_high) - by.gap_high) }
      while place(high) >> by.shift > 0xFFFF { by.shift += 1 }
      let expected = ordinals.map { UInt16(place($0) >> by.shift) }
      for count in Self.sizes {
        let buffer = Buffer(Array(values.prefix(count)))
        atEachLevel { level in
          let found = Buffer<UInt16>(count: count)
          kernel(buffer.pointer, count, by, found.pointer)
          #expect(found.array == Array(expected.prefix(count)), "\(note), level \(level), \(count) rows, flip \(flip)")
        }
      }
    }
  }

  /// Ascending bits of a number, -0 as 0.
  private func ordinal(_ value: Double) -> UInt64 {
    let bits = (value == 0 ? 0 : value).bitPattern
    return value < 0 ? ~bits : bits | 1 << 63
  }

  @Test func dealingIntoBuckets() {
    var generator = SeededGenerator(11)
    func narrow<Integer: FixedWidthInteger & BitwiseCopyable>(
      _ type: Integer.Type, _ integers: Bucketing<Integer>, _ units: Bucketing<Integer>?
    ) {
      let values: [Integer] = random(1000, &generator)
      checkBuckets(values, integers, "\(type)") { UInt64(bitPattern: Int64($0)) ^ 1 << 63 }
      guard let units else { return }
      checkBuckets(values, units, "units of \(type)", gap: (ordinal(-0.5), ordinal(0.5))) { ordinal(Double($0)) }
    }
    narrow(Int8.self, seg_buckets_int8, seg_buckets_units_int8)
    narrow(UInt8.self, seg_buckets_uint8, seg_buckets_units_uint8)
    narrow(Int16.self, seg_buckets_int16, seg_buckets_units_int16)
    narrow(Int32.self, seg_buckets_int32, seg_buckets_units_int32)
    narrow(Int64.self, seg_buckets_int64, nil)
    for shape in Shape.allCases {
      let values = shape.numbers(1000, &generator)
      checkBuckets(values, seg_buckets_double, "\(shape)", gap: (ordinal(-1e-7), ordinal(1e-7))) { ordinal($0) }
      checkBuckets(values, seg_buckets_double, "\(shape) without a gap") { ordinal($0) }
    }
  }

  @Test func rangingIntegers() {
    var generator = SeededGenerator(12)
    func check<Integer: FixedWidthInteger & BitwiseCopyable>(_ type: Integer.Type, _ kernel: Ranging<Integer>) {
      for count in Self.sizes {
        let all: [Integer] = random(count, &generator)
        let near = all.map { _ in Integer.random(in: 3...9, using: &generator) }
        for values in [Buffer(all), Buffer(near)] {
          for rows in [nil, selection(count, &generator), Bitmap(count: count)] {
            let kept = (rows?.rows ?? Array(0..<count)).map { Int64(values[$0]) }
            // Nothing known, and a range that values are inside of.
            for known in [(Int64.max, Int64.min), (4, 5), (0, 0)] {
              let expected = kept.reduce(into: known) { $0 = (min($0.0, $1), max($0.1, $1)) }
              atEachLevel { level in
                var (least, greatest) = known
                kernel(values.pointer, count, rows?.words.pointer, &least, &greatest)
                #expect(
                  least == expected.0 && greatest == expected.1,
                  "\(type), level \(level), \(kept.count) of \(count): \(least)...\(greatest), not \(expected)")
              }
            }
          }
        }
      }
    }
    check(Int8.self, seg_range_int8)
    check(UInt8.self, seg_range_uint8)
    check(Int16.self, seg_range_int16)
    check(Int32.self, seg_range_int32)
    check(Int64.self, seg_range_int64)
  }

  @Test func decimalsThereAndBack() {
    var generator = SeededGenerator(13)
    func check<Integer: FixedWidthInteger & BitwiseCopyable>(
      _ type: Integer.Type, _ kernel: (UnsafePointer<Integer>?, Int, Double, UnsafeMutablePointer<Double>?) -> Void
    ) {
      for count in Self.sizes {
        for unit in decimalUnits {
          let values = Buffer<Integer>(random(count, &generator))
          let expected = values.array.map { (Double($0) / unit).bitPattern }
          let isNarrow = values.array.allSatisfy { Int64($0) > Int64(Int32.min) }
          atEachLevel { level in
            let numbers = Buffer<Double>(count: count)
            kernel(values.pointer, count, unit, numbers.pointer)
            #expect(numbers.array.map(\.bitPattern) == expected, "\(type), level \(level), \(count) by \(unit)")
            let units = Buffer<Int32>(count: count)
            #expect(
              (seg_units(numbers.pointer, count, unit, units.pointer) != 0) == isNarrow, "\(type), level \(level), \(count) by \(unit)")
            if isNarrow { #expect(units.array.map { Int64($0) } == values.array.map { Int64($0) }) }
          }
        }
      }
    }
    check(Int8.self, seg_decimals_int8)
    check(UInt8.self, seg_decimals_uint8)
    check(Int16.self, seg_decimals_int16)
    check(Int32.self, seg_decimals_int32)
  }

  /// One value among good ones that is none of the units, at every place.
  @Test func numbersThatAreNoUnits() {
    let bad = [0.005, 0.1 + 0.2, 21_474_836.48, -21_474_836.48, 1e300, -1e300, .leastNonzeroMagnitude, 1.0 / 3, 45_035_996_273_704.97]
    let good = [0.3, -0.0, 21_474_836.47, -21_474_836.47, 0.01, 1.1, 8.29, 4.35]
    for count in [1, 7, 64, 130] {
      for place in [0, count / 2, count - 1] {
        for (value, isGood) in bad.map({ ($0, false) }) + good.map({ ($0, true) }) {
          let values = Buffer((0..<count).map { $0 == place ? value : Double($0) / 100 })
          atEachLevel { level in
            let units = Buffer<Int32>(count: count)
            #expect(
              (seg_units(values.pointer, count, 100, units.pointer) != 0) == isGood, "\(value) at \(place) of \(count), level \(level)")
            if isGood { #expect(Double(units[place]) / 100 == value) }
          }
        }
      }
    }
  }

  @Test func countingBitsAndLookingUp() {
    var generator = SeededGenerator(14)
    for count in Self.sizes + [2048, 65_536] {
      let words = Buffer((0..<count).map { $0 % 5 == 0 ? ~0 : $0 % 7 == 0 ? 0 : generator.next() })
      let narrow = Buffer((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
      let wide = Buffer((0..<count).map { _ in UInt16.random(in: 0..<1024, using: &generator) })
      let table = Buffer((0..<16).map { _ in generator.next() })
      func answer(_ code: Int) -> Bool { table[code >> 6] >> UInt64(code & 63) & 1 == 1 }
      let answers = Buffer((0..<1024).map { UInt8(answer($0) ? 1 : 0) })
      let asked = selection(count, &generator)
      let expected = (
        asked.intersection(Bitmap(narrow.array.map { answer(Int($0)) })), asked.intersection(Bitmap(wide.array.map { answer(Int($0)) }))
      )
      let population = words.array.reduce(0) { $0 + Int64($1.nonzeroBitCount) }
      atEachLevel { level in
        #expect(seg_population(words.pointer, count) == population, "level \(level), \(count)")
        let bytes = Buffer(asked.words.array)
        seg_lookup_uint8(narrow.pointer, count, answers.pointer, table.pointer, bytes.pointer)
        #expect(bytes.array == expected.0.words.array, "level \(level), \(count) codes of a byte")
        let found = Buffer(asked.words.array)
        seg_lookup_uint16(wide.pointer, count, answers.pointer, table.pointer, found.pointer)
        #expect(found.array == expected.1.words.array, "level \(level), \(count) codes")
      }
    }
  }

  @Test func narrowing() {
    var generator = SeededGenerator(15)
    func check<Narrow: FixedWidthInteger & BitwiseCopyable>(
      _ type: Narrow.Type, _ kernel: (UnsafePointer<Int64>?, Int, UnsafeMutablePointer<Narrow>?) -> Void
    ) {
      for count in Self.sizes {
        let narrow: [Narrow] = random(count, &generator)
        let wide = Buffer(narrow.map { Int64($0) })
        atEachLevel { level in
          let found = Buffer<Narrow>(count: count)
          kernel(wide.pointer, count, found.pointer)
          #expect(found.array == narrow, "\(type), level \(level), \(count)")
        }
      }
    }
    check(Int8.self, seg_narrow_int8)
    check(UInt8.self, seg_narrow_uint8)
    check(Int16.self, seg_narrow_int16)
    check(Int32.self, seg_narrow_int32)
  }

  /// Distances may have anything behind the last row; bits may not count there.
  @Test func summingDistances() {
    var generator = SeededGenerator(16)
    for count in Self.sizes + [2048, 65_536] {
      let bases = Buffer((0..<Bitmap.wordCount(count)).map { _ in Int64.random(in: -(1 << 40)...1 << 40, using: &generator) })
      let distances = Buffer((0..<bases.count * 64).map { _ in UInt8.random(in: 0...255, using: &generator) })
      for rows in [nil, selection(count, &generator), Bitmap(count: count), Bitmap(count: count, repeating: true)] {
        let expected = (rows?.rows ?? Array(0..<count)).reduce(Int64(0)) { $0 + bases[$1 >> 6] + Int64(distances[$1]) }
        atEachLevel { level in
          #expect(
            seg_sum_distances(bases.pointer, distances.pointer, count, rows?.words.pointer) == expected, "level \(level), \(count)")
        }
      }
    }
  }
}
