// Running sums by buckets: only those at a border are sorted.

import SegColumns
import SegDiagnostics

extension RadixSelection {
  /// The best rows until their running sum reaches a share of the total of the
  /// positive values; the key is the value itself, highest first.
  func covering(_ share: (numerator: Double, denominator: Double), of values: Column) throws(ScriptError) -> Bitmap {
    guard case .float64(let buffer) = values.values else { return Bitmap(count: present.count) }
    let sums = try bucketSums(buffer)
    var total = CompensatedSum()
    for bucket in sums { total.add(bucket.positive) }
    let buckets = try key.buckets()
    let goal = total.total * share.numerator
    if goal <= 0 { return Bitmap(count: present.count) }
    var border = 0
    var running = CompensatedSum()
    while border < RankKey.Buckets.count - 1 {
      var next = running
      next.add(sums[border].positive)
      if next.total * share.denominator >= goal { break }
      running = next
      border += 1
    }
    let (kept, entries) = try split(at: border)
    for entry in buckets.areSingle ? entries : entries.sorted(by: Entry.isBefore) {
      if running.total * share.denominator >= goal { break }
      // Only positive values lie before the goal.
      if buffer.pointer[Int(entry.row)] > 0 {
        running.add(buffer.pointer[Int(entry.row)])
        kept.set(Int(entry.row))
      }
    }
    return kept
  }

  /// The best rows as long as their running sum allows; rows without a value are
  /// left out. nil where losses make it a matter of every single row.
  func best(within limit: SumLimit, of values: Column) throws(ScriptError) -> Bitmap? {
    guard case .float64(let buffer) = values.values else { return nil }
    let known = values.validity.map(present.intersection) ?? present
    let selection = RadixSelection(key, known, workers)
    let sums = try selection.bucketSums(buffer)
    // Those whose key is missing come last.
    let last = missing.map { missing in values.validity.map(missing.intersection) ?? missing }
    if case .reach(let amount) = limit {
      // Losses in between do not help to reach it.
      var most = CompensatedSum()
      for bucket in sums { most.add(bucket.positive) }
      last?.forEachRow { row in if buffer.pointer[row] > 0 { most.add(buffer.pointer[row]) } }
      if most.total < amount { return last.map(known.union) ?? known }
    }
    var running = RunningSum(limit)
    var border = 0
    while border < sums.count, !sums[border].hasNegative, running.take(all: sums[border].positive) { border += 1 }
    if border < sums.count {
      let (kept, entries) = try selection.split(at: border)
      for entry in try key.buckets().areSingle ? entries : entries.sorted(by: Entry.isBefore) {
        if !running.take(buffer.pointer[Int(entry.row)]) { return kept }
        kept.set(Int(entry.row))
      }
      return running.isAtEnd ? kept : nil
    }
    guard let last else { return known }
    let kept = known.union(last)  // a copy to write to
    var isWithin = true
    last.forEachRow { row in
      isWithin = isWithin && running.take(buffer.pointer[row])
      if !isWithin { kept.set(row, false) }
    }
    return kept
  }

  /// What the rows of a bucket come to.
  struct BucketSum: BitwiseCopyable {
    /// Of the values above 0.
    var positive = CompensatedSum()
    var hasNegative = false
  }

  /// Sums by bucket, of pieces of rows that are joined in order: as many for any
  /// number of threads, so that the sums are the same to the last bit.
  private func bucketSums(_ values: Buffer<Double>) throws(ScriptError) -> [BucketSum] {
    let buckets = try key.buckets()
    let pieces = Self.pieces
    let slots = Slots<Buffer<BucketSum>>(pieces.count)
    try workers.run(pieces: pieces.count) { _, piece in
      let sums = Buffer<BucketSum>(count: RankKey.Buckets.count)
      sums.pointer.update(repeating: BucketSum(), count: sums.count)
      slots.set(piece, sums)
      forEach(rows(of: piece)) { row, ordinal in
        let value = values.pointer[row]
        let bucket = buckets[ordinal]
        if value > 0 { sums.pointer[bucket].positive.add(value) } else if value < 0 { sums.pointer[bucket].hasNegative = true }
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
