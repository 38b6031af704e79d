// The best k rows by one key without sorting the rest.

import SegColumns
import SegDiagnostics

/// A selection over order-preserving keys by their highest 16 bits first: one
/// pass counts, one pass takes, and only the bucket at the border is looked at
/// more closely.
struct RadixSelection {
  private let key: RankKey
  /// Rows to choose from whose key is there, and those whose key is missing.
  private let present: Bitmap
  private let missing: Bitmap?
  private let workers: Workers

  init(_ key: RankKey, _ rows: Bitmap, _ workers: Workers) throws(ScriptError) {
    self.key = key
    self.workers = workers
    present = key.validity.map { rows.intersection($0) } ?? rows
    missing = key.validity.map { rows.subtracting($0) }
  }

  /// The best `count` rows; missing keys last; ties by row.
  func best(_ count: Int) throws(ScriptError) -> Bitmap {
    let available = present.population
    if count >= available {
      guard let missing, count > available else { return present }
      let kept = present.union(missing)  // a copy to write to
      var left = count - available
      missing.forEachRow { row in
        if left == 0 { kept.set(row, false) } else { left -= 1 }
      }
      return kept
    }
    if count <= 0 { return Bitmap(count: present.count) }
    let counts = try histogram()
    var border = 0
    var before = 0
    while before + counts[border] < count {
      before += counts[border]
      border += 1
    }
    let (kept, candidates) = try split(at: UInt64(border))
    for row in Self.best(count - before, of: candidates, shift: 32) { kept.set(Int(row)) }
    return kept
  }

  /// How many rows have each value of the highest 16 bits.
  private func histogram() throws(ScriptError) -> [Int] {
    let slots = Slots<Buffer<Int>>(workers.threads)
    try workers.run(rows: present.count) { worker, _, rows in
      let counts = slots.get(worker) ?? Buffer<Int>(count: 65_536, zeroed: true)
      slots.set(worker, counts)
      forEach(rows) { counts.pointer[Int(key.ordinals.pointer[$0] >> 48)] += 1 }
    }
    var total = [Int](repeating: 0, count: 65_536)
    for worker in 0..<workers.threads {
      if let counts = slots.get(worker) { for bucket in 0..<65_536 { total[bucket] += counts.pointer[bucket] } }
    }
    return total
  }

  @inline(__always)
  private func forEach(_ rows: Range<Int>, _ body: (Int) -> Void) {
    let words = present.words.pointer
    for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 {
      var bits = words[word]
      while bits != 0 {
        body(word << 6 + bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
    }
  }

  private struct Entry {
    let ordinal: UInt64
    let row: Int32
  }

  /// The rows before a bucket as bits, and those in it, ascending by row.
  private func split(at border: UInt64) throws(ScriptError) -> (Bitmap, [Entry]) {
    let words = Buffer<UInt64>(count: present.words.count)
    let morsels = (present.count + morselRows - 1) / morselRows
    let slots = Slots<[Entry]>(morsels)
    try workers.run(rows: present.count) { _, morsel, rows in
      var entries: [Entry] = []
      let source = present.words.pointer
      for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 {
        var bits = source[word]
        var kept: UInt64 = 0
        while bits != 0 {
          let place = bits.trailingZeroBitCount
          bits &= bits &- 1
          let row = word << 6 + place
          let ordinal = key.ordinals.pointer[row]
          let bucket = ordinal >> 48
          kept |= UInt64(bit(bucket < border)) << UInt64(place)
          if bucket == border { entries.append(Entry(ordinal: ordinal, row: Int32(truncatingIfNeeded: row))) }
        }
        words.pointer[word] = kept
      }
      slots.set(morsel, entries)
    }
    return (Bitmap(count: present.count, words: words), (0..<morsels).flatMap { slots.get($0) ?? [] })
  }

  /// The best of rows that agree above `shift` + 16 bits; ties by row.
  private static func best(_ count: Int, of entries: [Entry], shift: UInt64) -> [Int32] {
    if count >= entries.count { return entries.map(\.row) }
    if entries.count < 4096 {
      return entries.sorted { $0.ordinal != $1.ordinal ? $0.ordinal < $1.ordinal : $0.row < $1.row }
        .prefix(count).map(\.row)
    }
    var counts = [Int](repeating: 0, count: 65_536)
    for entry in entries { counts[Int(entry.ordinal >> shift & 0xFFFF)] += 1 }
    var border = 0
    var before = 0
    while before + counts[border] < count {
      before += counts[border]
      border += 1
    }
    var kept = entries.filter { $0.ordinal >> shift & 0xFFFF < border }.map(\.row)
    let rest = entries.filter { $0.ordinal >> shift & 0xFFFF == border }
    kept += shift == 0 ? rest.prefix(count - before).map(\.row) : best(count - before, of: rest, shift: shift - 16)
    return kept
  }

  /// All rows, best first, missing keys last; ties by row. Rows are dealt into
  /// the buckets of the highest bits, and each bucket is sorted by a thread.
  func sorted() throws(ScriptError) -> [Int32] {
    let counts = try histogram()
    var starts: [Int] = []
    var total = 0
    for count in counts {
      starts.append(total)
      total += count
    }
    let entries = Buffer<Entry>(count: total)
    var next = starts
    forEach(0..<present.count) { row in
      let ordinal = key.ordinals.pointer[row]
      let bucket = Int(ordinal >> 48)
      entries.pointer[next[bucket]] = Entry(ordinal: ordinal, row: Int32(truncatingIfNeeded: row))
      next[bucket] += 1
    }
    let filled = counts.indices.filter { counts[$0] > 1 }
    let offsets = starts
    try workers.run(pieces: filled.count) { _, piece in
      let bucket = filled[piece]
      var part = UnsafeMutableBufferPointer(start: entries.pointer + offsets[bucket], count: counts[bucket])
      part.sort { $0.ordinal != $1.ordinal ? $0.ordinal < $1.ordinal : $0.row < $1.row }
    }
    var rows = (0..<total).map { entries.pointer[$0].row }
    missing?.forEachRow { rows.append(Int32(truncatingIfNeeded: $0)) }
    return rows
  }
}
