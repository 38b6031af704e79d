// Quantiles of groups, exact, without sorting.

import SegColumns
import SegDiagnostics
import SegRuntime

/// A number as columns hold it, for loops that compare.
private protocol Ordered: Comparable, BitwiseCopyable, Sendable {
  static var lowest: Self { get }
  static var highest: Self { get }
  var number: Double { get }
}

extension FixedWidthInteger where Self: BitwiseCopyable & Sendable {
  fileprivate static var lowest: Self { min }
  fileprivate static var highest: Self { max }
  fileprivate var number: Double { Double(self) }
}

extension Int8: Ordered {}
extension UInt8: Ordered {}
extension Int16: Ordered {}
extension Int32: Ordered {}
extension Int64: Ordered {}

extension Double: Ordered {
  fileprivate static var lowest: Double { -.infinity }
  fileprivate static var highest: Double { .infinity }
  fileprivate var number: Double { self }
}

extension GroupedAggregator {
  /// A quantile of each group, of numbers or integers; nil if there are no values.
  ///
  /// - Parameters:
  ///   - counts: how many rows of each group are selected.
  ///   - share: the median's, unless told.
  package func quantiles(
    _ argument: Column, _ counts: Buffer<Int64>, at share: QuantileShare = .half
  ) throws(ScriptError) -> [Double?] {
    guard groups <= Self.fewGroups, rowCount >= Self.manyRows else {
      guard case .float64(let values) = try argument.asNumbers(context).values else { return [] }
      return try gatheredQuantiles(values, counts, share)
    }
    let unit = argument.scale.map { decimalUnits[$0] } ?? 1
    switch argument.values {
    case .int8(let buffer): return try boundedQuantiles(buffer, unit, counts, share)
    case .uint8(let buffer): return try boundedQuantiles(buffer, unit, counts, share)
    case .int16(let buffer): return try boundedQuantiles(buffer, unit, counts, share)
    case .int32(let buffer): return try boundedQuantiles(buffer, unit, counts, share)
    case .int64(let buffer): return try boundedQuantiles(buffer, unit, counts, share)
    case .float64(let buffer): return try boundedQuantiles(buffer, unit, counts, share)
    case .codes8, .codes16, .codes32, .bits: return [Double?](repeating: nil, count: groups)
    }
  }

  /// The most groups; more would have too few rows each in a sample.
  private static let fewGroups = 64
  private static let manyRows = 262_144

  /// The estimated range of a group's quantile; `low` above `high` if there is none.
  private struct Bounds<Value: Ordered>: BitwiseCopyable {
    var low: Value
    var high: Value
  }

  /// A value within the bounds of its group.
  private struct Inside<Value: Ordered>: BitwiseCopyable, Sendable {
    let group: Int32
    let value: Value
  }

  private struct Found<Value: Ordered> {
    /// Values below the bounds, and those equal to both bounds, by group.
    var below: [Int]
    var equal: [Int]
    var inside: [[Value]]
  }

  /// For few groups with many rows: a sample estimates each quantile, then one pass counts
  /// the values below and gathers those near it. If a sample was wrong, all values of the
  /// group are gathered.
  private func boundedQuantiles<Value: Ordered>(
    _ values: Buffer<Value>, _ unit: Double, _ counts: Buffer<Int64>, _ share: QuantileShare
  ) throws(ScriptError) -> [Double?] {
    var quantiles = [Double?](repeating: nil, count: groups)
    var bounds = sampledBounds(values, share)
    for _ in 0..<2 {
      let found = try look(values, bounds)
      let (fixed, results) = (bounds, MorselResults<Double>(groups))
      try context.run(pieces: groups) { _, group in
        let bounds = fixed[group]
        if bounds.low > bounds.high || counts[group] == 0 { return }
        let place = share.place(among: Int(counts[group]))
        let below = found.below[group]
        // The values on both sides of the place must be among them.
        if place.below < below { return }
        if bounds.low == bounds.high {
          if place.last - below < found.equal[group] { results.set(group, bounds.low.number / unit) }
          return
        }
        var part = found.inside[group].map { $0.number / unit }
        let quantile = part.withUnsafeMutableBufferPointer { Quickselect.quantile($0, at: place, before: below) }
        if let quantile { results.set(group, quantile) }
      }
      var isDone = true
      for group in 0..<groups where quantiles[group] == nil && counts[group] > 0 {
        quantiles[group] = results.get(group)
        isDone = isDone && quantiles[group] != nil
      }
      if isDone { break }
      for group in 0..<groups {
        let isOpen = quantiles[group] == nil && counts[group] > 0
        bounds[group] = isOpen ? Bounds(low: .lowest, high: .highest) : Bounds(low: .highest, high: .lowest)
      }
    }
    return quantiles
  }

  private static let sampledWords = 8192
  private static let sampledRows = 16

  /// Bounds from rows at equal distances; for groups with few of them: all values.
  private func sampledBounds<Value: Ordered>(_ values: Buffer<Value>, _ share: QuantileShare) -> [Bounds<Value>] {
    var samples = [[Value]](repeating: [], count: groups)
    let step = max(1, Double(rowCount / 64) / Double(Self.sampledWords))
    var word = step / 2
    while Int(word) < rowCount / 64 {
      let row = Int(word) * 64
      forEach(row..<row + 64, atMost: Self.sampledRows) { samples[$1].append(values.pointer[$0]) }
      word += step
    }
    return samples.map { sample in
      let count = sample.count
      // More than five standard deviations of the position of a median, which varies most.
      let slack = Int(2.5 * Double(count).squareRoot()) + 4
      guard count >= 4 * slack else { return Bounds(low: .lowest, high: .highest) }
      let middle = Int(share.value * Double(count))
      var sample = sample
      return sample.withUnsafeMutableBufferPointer { values in
        Bounds(
          low: middle < slack ? .lowest : Quickselect.select(middle - slack, values),
          high: middle + slack >= count ? .highest : Quickselect.select(middle + slack, values))
      }
    }
  }

  /// The first rows of some rows that begin at a word.
  @inline(__always)
  private func forEach(_ rows: Range<Int>, atMost limit: Int, _ body: (_ row: Int, _ group: Int) -> Void) {
    var bits = selection?.words.pointer[rows.lowerBound >> 6] ?? ~0
    var left = limit
    while bits != 0, left > 0 {
      let row = rows.lowerBound + bits.trailingZeroBitCount
      bits &= bits &- 1
      left -= 1
      let group = ids.map { $0[row] } ?? 0
      if group >= 0 { body(row, group) }
    }
  }

  /// The counts of all rows relative to the bounds.
  private func look<Value: Ordered>(_ values: Buffer<Value>, _ bounds: [Bounds<Value>]) throws(ScriptError) -> Found<Value> {
    let table = Buffer(bounds)
    let morsels = (rowCount + morselRows - 1) / morselRows
    let inside = MorselResults<[Inside<Value>]>(morsels)
    let counted = MorselResults<Buffer<Int>>(morsels)
    let scratch = MorselResults<Buffer<Inside<Value>>>(context.threads)
    try context.run(rows: rowCount) { worker, morsel, rows in
      let counts = Buffer<Int>(count: 4 * groups, zeroed: true)
      let near = scratch.get(worker) ?? Buffer<Inside<Value>>(count: morselRows + 1)
      scratch.set(worker, near)
      let (values, bounds, counters, places) = (values.pointer, table.pointer, counts.pointer, near.pointer)
      var count = 0
      // Half of the values are below, so a branch would be mispredicted. Rows with even and
      // odd numbers count separately, because neighbors are often in one group.
      forEach(rows) { row, group in
        let value = values[row]
        let (low, high) = (bounds[group].low, bounds[group].high)
        let isBelow = bit(value < low)
        let isInside = (1 &- isBelow) & bit(value <= high)
        let isOnly = bit(low == high)
        let counter = counters + (group &* 4 &+ (row & 1) &* 2)
        counter[0] &+= Int(isBelow)
        counter[1] &+= Int(isInside & isOnly)
        places[count] = Inside(group: Int32(truncatingIfNeeded: group), value: value)
        count &+= Int(isInside & (1 &- isOnly))
      }
      counted.set(morsel, counts)
      inside.set(morsel, Array(UnsafeBufferPointer(start: places, count: count)))
    }
    var found = Found<Value>(
      below: [Int](repeating: 0, count: groups), equal: [Int](repeating: 0, count: groups),
      inside: [[Value]](repeating: [], count: groups))
    for morsel in 0..<morsels {
      guard let counts = counted.get(morsel) else { continue }
      for group in 0..<groups {
        found.below[group] += counts[4 * group] + counts[4 * group + 2]
        found.equal[group] += counts[4 * group + 1] + counts[4 * group + 3]
      }
      for near in inside.get(morsel) ?? [] { found.inside[Int(near.group)].append(near.value) }
    }
    return found
  }

  /// The values of each group, gathered.
  private func gatheredQuantiles(
    _ values: Buffer<Double>, _ counts: Buffer<Int64>, _ share: QuantileShare
  ) throws(ScriptError) -> [Double?] {
    let places = GroupPlaces(counts, groups)
    let gathered = try Buffer<Double>(count: places.count, in: context)
    let next = places.nextPlaces()
    forEach(0..<rowCount) { row, group in
      gathered.pointer[next.pointer[group]] = values.pointer[row]
      next.pointer[group] += 1
    }
    let results = MorselResults<Double>(groups)
    try context.run(pieces: groups) { _, group in
      if let quantile = Quickselect.quantile(places.part(gathered, group), share) { results.set(group, quantile) }
    }
    return (0..<groups).map { results.get($0) }
  }
}

/// Where the values of each group lie, if those of a group are next to one another.
struct GroupPlaces: Sendable {
  private let starts: Buffer<Int>
  private let groups: Int

  /// - Parameter counts: how many values each group has.
  init(_ counts: Buffer<Int64>, _ groups: Int) {
    self.groups = groups
    starts = Buffer<Int>(count: groups + 1, zeroed: true)
    for group in 0..<groups { starts.pointer[group + 1] = starts.pointer[group] + Int(counts[group]) }
  }

  /// All values.
  var count: Int { starts.pointer[groups] }

  /// The place of the first value of each group, to be moved on with each value that is written.
  func nextPlaces() -> Buffer<Int> {
    let next = Buffer<Int>(count: groups + 1)
    next.pointer.update(from: starts.pointer, count: groups + 1)
    return next
  }

  /// The values of a group.
  func part<Value: BitwiseCopyable>(_ gathered: Buffer<Value>, _ group: Int) -> UnsafeMutableBufferPointer<Value> {
    let (start, end) = (starts.pointer[group], starts.pointer[group + 1])
    return UnsafeMutableBufferPointer(start: gathered.pointer + start, count: end - start)
  }
}
