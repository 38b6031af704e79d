// Running sums by buckets: only the buckets at a border are sorted.

import SegColumns
import SegDiagnostics
import SegRuntime
import Synchronization

extension RadixSelection {
  /// The best rows until their running sum reaches a share of the total of the
  /// positive values, `numerator` parts of `denominator`; the key is the value
  /// itself, highest first.
  package func covering(_ numerator: Double, of denominator: Double, sumOf values: Column) throws(ScriptError) -> Bitmap {
    let (sums, unit) = try bucketSums(values)
    var total = NumberSum()
    for bucket in sums { total.add(bucket.positive) }
    let goal = total.total(unit: unit) * numerator
    if goal <= 0 { return Bitmap(count: present.count) }
    var border = 0
    var running = NumberSum()
    while border < RankKey.Buckets.count - 1 {
      var next = running
      next.add(sums[border].positive)
      if next.total(unit: unit) * denominator >= goal { break }
      running = next
      border += 1
    }
    let (kept, entries) = try split(at: border)
    for entry in try key.buckets().areSingle ? entries : entries.sorted(by: Entry.isBefore) {
      if running.total(unit: unit) * denominator >= goal { break }
      let value = values.number(at: Int(entry.row))
      // Only positive values come before the goal.
      if value > 0 {
        running.add(value, unit: unit)
        kept.set(Int(entry.row))
      }
    }
    return kept
  }

  /// The best rows as long as their running sum allows; rows without a value are left out.
  /// nil if, because of losses, every single row matters.
  ///
  /// - Parameter whole: a total above 0 of which the limit is a share.
  package func best(within limit: SumLimit, of values: Column, whole: Double? = nil) throws(ScriptError) -> Bitmap? {
    let known = values.validity.map(present.intersection) ?? present
    let selection = RadixSelection(key, known, context)
    let (sums, unit) = try selection.bucketSums(values)
    // Rows with a missing key come last.
    let last = missing.map { missing in values.validity.map(missing.intersection) ?? missing }
    var running = RunningSum(limit, unit: unit, of: whole)
    if case .untilAtLeast(let amount) = limit {
      // Losses in between do not help to reach it.
      var most = NumberSum()
      for bucket in sums { most.add(bucket.positive) }
      last?.forEachRow { row in if values.number(at: row) > 0 { most.add(values.number(at: row), unit: unit) } }
      if running.measured(most) < amount { return last.map(known.union) ?? known }
    }
    var border = 0
    while border < sums.count, !sums[border].hasNegative, running.take(all: sums[border].positive) { border += 1 }
    if border < sums.count {
      let (kept, entries) = try selection.split(at: border)
      for entry in try key.buckets().areSingle ? entries : entries.sorted(by: Entry.isBefore) {
        if !running.take(values.number(at: Int(entry.row))) { return kept }
        kept.set(Int(entry.row))
      }
      return running.isAtEnd ? kept : nil
    }
    guard let last else { return known }
    let kept = known.union(last)  // a copy to write to
    var isWithin = true
    last.forEachRow { row in
      isWithin = isWithin && running.take(values.number(at: row))
      if !isWithin { kept.set(row, false) }
    }
    return kept
  }

  /// The sums of a bucket's rows.
  private struct BucketSum: BitwiseCopyable {
    /// The sum of the values above 0.
    var positive = NumberSum()
    var hasNegative = false
  }

  /// Sums by bucket with the unit of their decimals.
  private func bucketSums(_ values: Column) throws(ScriptError) -> ([BucketSum], unit: Double) {
    let unit = try values.decimalUnit(context)
    let known: [BucketSum]? =
      switch values.values {
      case .int8(let buffer): try unitSums { Int64(buffer.pointer[$0]) }
      case .uint8(let buffer): try unitSums { Int64(buffer.pointer[$0]) }
      case .int16(let buffer): try unitSums { Int64(buffer.pointer[$0]) }
      case .int32(let buffer): try unitSums { Int64(buffer.pointer[$0]) }
      case .float64(let buffer): unit == 0 ? nil : try unitSums { wholeUnits(buffer.pointer[$0] * unit) }
      case .int64, .codes8, .codes16, .codes32, .bits: nil
      }
    if let known { return (known, unit) }
    return (try numberSums(values), 0)
  }

  /// Sums of integers; nil if one is beyond 64 bits.
  @inline(__always)
  private func unitSums(_ units: @Sendable (_ row: Int) -> Int64) throws(ScriptError) -> [BucketSum]? {
    let buckets = try key.buckets()
    let size = RankKey.Buckets.count
    let slots = MorselResults<(sums: Buffer<Int64>, isNegative: Buffer<UInt8>)>(context.threads)
    let isBeyond = Atomic<Bool>(false)
    try context.run(rows: present.count) { worker, _, rows in
      let (sums, isNegative) =
        slots.get(worker) ?? (Buffer<Int64>(count: size, zeroed: true), Buffer<UInt8>(count: size, zeroed: true))
      slots.set(worker, (sums, isNegative))
      let (own, negative) = (sums.pointer, isNegative.pointer)
      var hasOverflow = false
      forEachBucket(buckets, rows) { row, bucket in
        let value = units(row)
        let (sum, overflow) = own[bucket].addingReportingOverflow(max(0, value))
        own[bucket] = sum
        hasOverflow = hasOverflow || overflow
        negative[bucket] |= bit(value < 0)
      }
      if hasOverflow { isBeyond.store(true, ordering: .relaxed) }
    }
    if isBeyond.load(ordering: .relaxed) { return nil }
    return (0..<size).map { bucket in
      var sum = BucketSum()
      for worker in 0..<context.threads {
        guard let (sums, isNegative) = slots.get(worker) else { continue }
        sum.positive.add(units: sums[bucket], count: 0)
        sum.hasNegative = sum.hasNegative || isNegative[bucket] != 0
      }
      return sum
    }
  }

  /// Sums of any numbers, by pieces of rows that are combined in order. The pieces do not
  /// depend on the number of threads, so the sums are the same to the last bit.
  private func numberSums(_ values: Column) throws(ScriptError) -> [BucketSum] {
    guard case .float64(let numbers) = try values.asNumbers(context).values else { return [] }
    let buckets = try key.buckets()
    let pieces = Self.pieces
    let slots = MorselResults<Buffer<BucketSum>>(pieces.count)
    try context.run(pieces: pieces.count) { _, piece in
      let sums = Buffer<BucketSum>(count: RankKey.Buckets.count)
      sums.pointer.update(repeating: BucketSum(), count: sums.count)
      slots.set(piece, sums)
      forEachBucket(buckets, rows(of: piece)) { row, bucket in
        let value = numbers.pointer[row]
        if value > 0 { sums.pointer[bucket].positive.add(value, unit: 0) }
        if value < 0 { sums.pointer[bucket].hasNegative = true }
      }
    }
    var sums = [BucketSum](repeating: BucketSum(), count: RankKey.Buckets.count)
    for bucket in sums.indices {
      for piece in pieces {
        guard let own = slots.get(piece) else { continue }
        sums[bucket].positive.add(own.pointer[bucket].positive)
        sums[bucket].hasNegative = sums[bucket].hasNegative || own.pointer[bucket].hasNegative
      }
    }
    return sums
  }
}
