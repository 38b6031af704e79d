// Equal parts and running sums by the same buckets: only those at a border are
// sorted.

import SegColumns
import SegDiagnostics

extension RadixSelection {
  /// What the part of each row that is there is called: a row's part, from 0, is
  /// how many of the borders are at or before its place in the order. Other
  /// rows get 0.
  ///
  /// - Parameters:
  ///   - borders: places, ascending.
  ///   - name: the number of a part.
  func parts<Number: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ borders: [Int], as type: Number.Type, _ name: (Int) -> Int
  ) throws(ScriptError) -> Buffer<Number> {
    let buckets = try key.buckets()
    let counts = try histogram()
    let names = Buffer<Number>((0...borders.count).map { Number(truncatingIfNeeded: name($0)) })
    // A bucket within one part needs no look at its rows; others have numbers
    // from -1 down.
    let whole = Buffer<Int32>(count: RankKey.Buckets.count)
    var open: [(start: Int, entries: [Entry])] = []
    var place = 0
    var part = 0
    for bucket in 0..<RankKey.Buckets.count {
      while part < borders.count, borders[part] <= place { part += 1 }
      let end = place + counts[bucket]
      if part < borders.count && borders[part] < end {
        open.append((place, []))
        open[open.count - 1].entries.reserveCapacity(counts[bucket])
        whole[bucket] = Int32(truncatingIfNeeded: -open.count)
      } else {
        whole[bucket] = Int32(truncatingIfNeeded: part)
      }
      place = end
    }
    let parts = Buffer<Number>(count: present.count, zeroed: true)
    let morsels = (present.count + morselRows - 1) / morselRows
    let slots = Slots<[Entry]>(morsels)
    try workers.run(rows: present.count) { _, morsel, rows in
      var entries: [Entry] = []
      forEachBucket(buckets, rows) { row, bucket in
        let part = whole.pointer[bucket]
        if part >= 0 {
          parts.pointer[row] = names.pointer[Int(part)]
        } else {
          entries.append(Entry(ordinal: key.ordinal(row), row: Int32(truncatingIfNeeded: row)))
        }
      }
      slots.set(morsel, entries)
    }
    for morsel in 0..<morsels {
      for entry in slots.get(morsel) ?? [] {
        open[Int(-1 - whole.pointer[buckets[entry.ordinal]])].entries.append(entry)
      }
    }
    let unsorted = open
    try workers.run(pieces: unsorted.count) { _, piece in
      let (start, entries) = unsorted[piece]
      // Entries come ascending by row: equal ones are in order.
      let sorted = buckets.areSingle ? entries : entries.sorted(by: Entry.isBefore)
      var part = 0
      for (offset, entry) in sorted.enumerated() {
        while part < borders.count, borders[part] <= start + offset { part += 1 }
        parts.pointer[Int(entry.row)] = names.pointer[part]
      }
    }
    return parts
  }

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

  /// The best rows as long as their running sum does not pass an amount; rows
  /// without a value are left out. nil where losses make it a matter of every
  /// single row.
  func spending(_ amount: Double, of values: Column) throws(ScriptError) -> Bitmap? {
    guard case .float64(let buffer) = values.values else { return nil }
    let known = values.validity.map(present.intersection) ?? present
    let selection = RadixSelection(key, known, workers)
    let sums = try selection.bucketSums(buffer)
    var running = CompensatedSum()
    var border = 0
    while border < RankKey.Buckets.count {
      if sums[border].hasNegative { break }
      var next = running
      next.add(sums[border].positive)
      if next.total > amount { break }
      running = next
      border += 1
    }
    if border == RankKey.Buckets.count { return known }
    let (kept, entries) = try selection.split(at: border)
    for entry in try key.buckets().areSingle ? entries : entries.sorted(by: Entry.isBefore) {
      var next = running
      next.add(buffer.pointer[Int(entry.row)])
      if next.total > amount { return kept }
      running = next
      kept.set(Int(entry.row))
    }
    return nil
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
