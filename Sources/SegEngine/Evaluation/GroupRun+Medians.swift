// Medians of groups, exact, without sorting.

import SegColumns
import SegDiagnostics

extension GroupRun {
  /// - Parameter counts: how many rows of each group are selected.
  func medians(_ argument: Column, _ counts: Buffer<Int64>) throws(ScriptError) -> [Double?] {
    if groups <= Self.narrowedGroups, rowCount >= Self.narrowedRows {
      // Integers in buckets of equal width would all be in the first.
      return try narrowedMedians(argument.type == .integer ? try argument.asNumbers(workers) : argument, counts)
    }
    guard case .float64(let values) = try argument.asNumbers(workers).values else { return [] }
    return try gatheredMedians(values, counts)
  }

  /// More groups would have more counts than the cache holds.
  private static let narrowedGroups = 64
  private static let narrowedRows = 65_536
  private static let buckets = 2048

  /// Of few groups with many rows: counts of values in buckets say where each
  /// median lies, and only the values of those buckets are gathered.
  private func narrowedMedians(
    _ argument: Column, _ counts: Buffer<Int64>
  ) throws(ScriptError) -> [Double?] {
    let key = RankKey(argument, ascending: true, workers)
    let buckets = try key.buckets(Self.buckets)
    let slots = Slots<Buffer<UInt32>>(workers.threads)
    // Each row's bucket, so that the second look need not work it out again.
    let bucketOf = Buffer<UInt16>(count: rowCount)
    try workers.run(rows: rowCount) { worker, _, rows in
      let own = slots.get(worker) ?? Buffer<UInt32>(count: groups * Self.buckets, zeroed: true)
      slots.set(worker, own)
      let scratch = Buffer<Double>(count: batchRows)
      var start = rows.lowerBound
      while start < rows.upperBound {
        // A stretch is in the cache when its groups count it.
        let part = start..<min(rows.upperBound, start + batchRows)
        key.write(buckets, of: part, scratch.pointer, into: bucketOf.pointer + start)
        forEach(part) { row, group in own.pointer[group * Self.buckets + Int(bucketOf.pointer[row])] &+= 1 }
        start = part.upperBound
      }
    }
    // The buckets of the two middle values, and how many values lie before.
    var first = [Int](repeating: 0, count: groups)
    var last = first
    var before = first
    for group in 0..<groups {
      let count = Int(counts[group])
      var seen = 0
      var hasFirst = false
      for bucket in 0..<Self.buckets where seen <= count / 2 {
        var size = 0
        for worker in 0..<workers.threads { size += Int(slots.get(worker)?.pointer[group * Self.buckets + bucket] ?? 0) }
        if !hasFirst, seen + size > max(0, count - 1) / 2 {
          (first[group], before[group], hasFirst) = (bucket, seen, true)
        }
        last[group] = bucket
        seen += size
      }
    }
    let (firsts, lasts) = (Buffer(first), Buffer(last))
    let morsels = (rowCount + morselRows - 1) / morselRows
    let found = Slots<[(group: Int32, value: Double)]>(morsels)
    try workers.run(rows: rowCount) { _, morsel, rows in
      var own: [(group: Int32, value: Double)] = []
      forEach(rows) { row, group in
        let bucket = Int(bucketOf.pointer[row])
        if bucket == firsts.pointer[group] || bucket == lasts.pointer[group] {
          own.append((Int32(truncatingIfNeeded: group), argument.number(at: row)))
        }
      }
      found.set(morsel, own)
    }
    var gathered = [[Double]](repeating: [], count: groups)
    for morsel in 0..<morsels {
      for (group, value) in found.get(morsel) ?? [] { gathered[Int(group)].append(value) }
    }
    let ready = gathered
    let (starts, results) = (before, Slots<Double>(groups))
    try workers.run(pieces: groups) { _, group in
      var part = ready[group]
      let median = part.withUnsafeMutableBufferPointer { Quickselect.median($0, of: Int(counts[group]), before: starts[group]) }
      if let median { results.set(group, median) }
    }
    return (0..<groups).map { results.get($0) }
  }

  /// The values of each group, gathered.
  private func gatheredMedians(_ values: Buffer<Double>, _ counts: Buffer<Int64>) throws(ScriptError) -> [Double?] {
    let starts = Buffer<Int>(count: groups + 1, zeroed: true)
    for group in 0..<groups { starts.pointer[group + 1] = starts.pointer[group] + Int(counts[group]) }
    let gathered = Buffer<Double>(count: starts.pointer[groups])
    let next = Buffer<Int>(count: groups + 1)
    next.pointer.update(from: starts.pointer, count: groups + 1)
    forEach(0..<rowCount) { row, group in
      gathered.pointer[next.pointer[group]] = values.pointer[row]
      next.pointer[group] += 1
    }
    let results = Slots<Double>(groups)
    try workers.run(pieces: groups) { _, group in
      let range = starts.pointer[group]..<starts.pointer[group + 1]
      let part = UnsafeMutableBufferPointer(start: gathered.pointer + range.lowerBound, count: range.count)
      if let median = Quickselect.median(part) { results.set(group, median) }
    }
    return (0..<groups).map { results.get($0) }
  }
}

/// The k-th smallest value by partitioning, without sorting the rest.
enum Quickselect {
  static func median(_ values: UnsafeMutableBufferPointer<Double>) -> Double? {
    median(values, of: values.count, before: 0)
  }

  /// The median of `count` values of which these hold the middle ones, and
  /// `before` lie before these.
  static func median(_ values: UnsafeMutableBufferPointer<Double>, of count: Int, before: Int) -> Double? {
    let middle = count / 2 - before
    guard middle >= 0, middle < values.count else { return nil }
    let upper = select(middle, values)
    if count % 2 == 1 { return upper }
    // The others of the lower half are left of it.
    var lower = values[0]
    for place in 1..<max(1, middle) { lower = max(lower, values[place]) }
    return Median.mean(lower, upper)
  }

  /// Puts the k-th smallest value in its place, smaller ones before it.
  static func select<Value: Comparable & BitwiseCopyable>(_ k: Int, _ values: UnsafeMutableBufferPointer<Value>) -> Value {
    var low = 0
    var high = values.count - 1
    while low < high {
      // The median of three as pivot keeps sorted input linear.
      let middle = low + (high - low) / 2
      if values[middle] < values[low] { values.swapAt(middle, low) }
      if values[high] < values[low] { values.swapAt(high, low) }
      if values[high] < values[middle] { values.swapAt(high, middle) }
      let pivot = values[middle]
      var i = low
      var j = high
      while i <= j {
        while values[i] < pivot { i += 1 }
        while pivot < values[j] { j -= 1 }
        if i <= j {
          values.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if k <= j { high = j } else if k >= i { low = i } else { break }
    }
    return values[k]
  }
}
