// Equal parts and running sums by the same buckets: only those at a border are
// sorted.

import SegColumns
import SegDiagnostics

extension RadixSelection {
  /// The part of each row that is there, from 0: how many of the borders are at
  /// or before its place in the order. Other rows get 0.
  ///
  /// - Parameter borders: places, ascending.
  func parts(_ borders: [Int]) throws(ScriptError) -> Buffer<Int32> {
    let buckets = try key.buckets()
    let counts = try histogram()
    // A bucket within one part needs no look at its rows.
    let whole = Buffer<Int32>(count: RankKey.Buckets.count)
    var starts = [Int](repeating: 0, count: RankKey.Buckets.count)
    var place = 0
    var part = 0
    for bucket in 0..<RankKey.Buckets.count {
      starts[bucket] = place
      while part < borders.count, borders[part] <= place { part += 1 }
      let end = place + counts[bucket]
      whole[bucket] = part < borders.count && borders[part] < end ? -1 : Int32(truncatingIfNeeded: part)
      place = end
    }
    let parts = Buffer<Int32>(count: present.count, zeroed: true)
    let morsels = (present.count + morselRows - 1) / morselRows
    let slots = Slots<[Entry]>(morsels)
    try workers.run(rows: present.count) { _, morsel, rows in
      var entries: [Entry] = []
      forEach(rows) { row, ordinal in
        let part = whole.pointer[buckets[ordinal]]
        if part >= 0 {
          parts.pointer[row] = part
        } else {
          entries.append(Entry(ordinal: ordinal, row: Int32(truncatingIfNeeded: row)))
        }
      }
      slots.set(morsel, entries)
    }
    var open: [Int: [Entry]] = [:]
    for morsel in 0..<morsels {
      for entry in slots.get(morsel) ?? [] { open[buckets[entry.ordinal], default: []].append(entry) }
    }
    for (bucket, entries) in open {
      // Entries come ascending by row: equal ones are in order.
      let sorted = buckets.areSingle ? entries : entries.sorted(by: Entry.isBefore)
      var part = 0
      for (offset, entry) in sorted.enumerated() {
        while part < borders.count, borders[part] <= starts[bucket] + offset { part += 1 }
        parts[Int(entry.row)] = Int32(truncatingIfNeeded: part)
      }
    }
    return parts
  }

  /// The best rows until their running sum reaches a share of the total of the
  /// positive values; the key is the value itself, highest first.
  func covering(_ share: (numerator: Double, denominator: Double), of values: Column) throws(ScriptError) -> Bitmap {
    guard case .float64(let buffer) = values.values else { return Bitmap(count: present.count) }
    // Pieces of rows with sums of their own, joined in order: as many for any
    // number of threads, so that the sums are the same to the last bit.
    let buckets = try key.buckets()
    let pieces = 8
    let pieceRows = ((present.count + pieces - 1) / pieces + 63) & ~63
    let slots = Slots<Buffer<CompensatedSum>>(pieces)
    try workers.run(pieces: pieces) { _, piece in
      let sums = Buffer<CompensatedSum>(count: RankKey.Buckets.count)
      sums.pointer.update(repeating: CompensatedSum(), count: RankKey.Buckets.count)
      slots.set(piece, sums)
      let start = min(piece * pieceRows, present.count)
      forEach(start..<min(start + pieceRows, present.count)) { row, ordinal in
        if buffer.pointer[row] > 0 { sums.pointer[buckets[ordinal]].add(buffer.pointer[row]) }
      }
    }
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: RankKey.Buckets.count)
    var total = CompensatedSum()
    for bucket in 0..<RankKey.Buckets.count {
      for piece in 0..<pieces { if let own = slots.get(piece) { sums[bucket].add(own.pointer[bucket]) } }
      total.add(sums[bucket])
    }
    let goal = total.total * share.numerator
    if goal <= 0 { return Bitmap(count: present.count) }
    var border = 0
    var running = CompensatedSum()
    while border < RankKey.Buckets.count - 1 {
      var next = running
      next.add(sums[border])
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
}
