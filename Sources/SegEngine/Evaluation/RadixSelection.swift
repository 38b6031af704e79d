// The best rows by one key without sorting the rest.

import SegColumns
import SegDiagnostics

/// A selection over order-preserving keys by buckets: one pass counts, one pass
/// takes, and only the buckets at a border are looked at more closely.
struct RadixSelection {
  let key: RankKey
  /// Rows to choose from whose key is there, and those whose key is missing.
  let present: Bitmap
  private let missing: Bitmap?
  let workers: Workers

  init(_ key: RankKey, _ rows: Bitmap, _ workers: Workers) throws(ScriptError) {
    self.key = key
    self.workers = workers
    present = key.validity.map { rows.intersection($0) } ?? rows
    missing = key.validity.map { rows.subtracting($0) }
  }

  /// A row in a bucket that a border goes through.
  struct Entry {
    let ordinal: UInt64
    let row: Int32

    static func isBefore(_ a: Entry, _ b: Entry) -> Bool {
      a.ordinal != b.ordinal ? a.ordinal < b.ordinal : a.row < b.row
    }
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
    let (kept, candidates) = try split(at: border)
    for row in best(count - before, of: candidates) { kept.set(Int(row)) }
    return kept
  }

  /// How many rows are in each bucket.
  func histogram() throws(ScriptError) -> [Int] {
    let slots = Slots<Buffer<Int>>(workers.threads)
    try workers.run(rows: present.count) { worker, _, rows in
      let counts = slots.get(worker) ?? Buffer<Int>(count: RankKey.bucketCount, zeroed: true)
      slots.set(worker, counts)
      forEach(rows) { _, ordinal in counts.pointer[key.bucket(ordinal)] += 1 }
    }
    var total = [Int](repeating: 0, count: RankKey.bucketCount)
    for worker in 0..<workers.threads {
      guard let counts = slots.get(worker) else { continue }
      for bucket in 0..<RankKey.bucketCount { total[bucket] += counts.pointer[bucket] }
    }
    return total
  }

  /// Calls `body` for the rows whose key is there.
  @inline(__always)
  func forEach(_ rows: Range<Int>, _ body: (_ row: Int, _ ordinal: UInt64) -> Void) {
    let words = present.words.pointer
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { buffer in
      guard let ordinals = buffer.baseAddress else { return }
      for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 {
        var bits = words[word]
        if bits == 0 { continue }
        key.read(word: word, into: ordinals)
        while bits != 0 {
          let place = bits.trailingZeroBitCount
          bits &= bits &- 1
          body(word << 6 + place, ordinals[place])
        }
      }
    }
  }

  /// The rows before a bucket as bits, and those in it, ascending by row.
  func split(at border: Int) throws(ScriptError) -> (Bitmap, [Entry]) {
    let words = Buffer<UInt64>(count: present.words.count)
    let morsels = (present.count + morselRows - 1) / morselRows
    let slots = Slots<[Entry]>(morsels)
    // Rows before the border are those below its first ordinal.
    let first = key.low &+ UInt64(border) << key.shift
    let last = first &+ (1 << key.shift &- 1)
    try workers.run(rows: present.count) { _, morsel, rows in
      var entries: [Entry] = []
      var word = rows.lowerBound >> 6
      var kept: UInt64 = 0
      forEach(rows) { row, ordinal in
        if row >> 6 != word {
          words.pointer[word] = kept
          // Words without rows of ours keep nothing.
          for skipped in word + 1..<max(word + 1, row >> 6) { words.pointer[skipped] = 0 }
          word = row >> 6
          kept = 0
        }
        kept |= UInt64(bit(ordinal < first)) << UInt64(row & 63)
        if ordinal >= first && ordinal <= last { entries.append(Entry(ordinal: ordinal, row: Int32(truncatingIfNeeded: row))) }
      }
      words.pointer[word] = kept
      for skipped in word + 1..<max(word + 1, (rows.upperBound + 63) >> 6) { words.pointer[skipped] = 0 }
      slots.set(morsel, entries)
    }
    return (Bitmap(count: present.count, words: words), (0..<morsels).flatMap { slots.get($0) ?? [] })
  }

  /// The best of rows of one bucket, which come ascending by row.
  private func best(_ count: Int, of entries: [Entry]) -> [Int32] {
    if count >= entries.count || key.shift == 0 { return entries.prefix(count).map(\.row) }
    return entries.sorted(by: Entry.isBefore).prefix(count).map(\.row)
  }

  /// All rows, best first, missing keys last; ties by row. Rows are dealt into
  /// the buckets, and each bucket is sorted by a thread.
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
    next.withUnsafeMutableBufferPointer { next in
      forEach(0..<present.count) { row, ordinal in
        let bucket = key.bucket(ordinal)
        entries.pointer[next[bucket]] = Entry(ordinal: ordinal, row: Int32(truncatingIfNeeded: row))
        next[bucket] &+= 1
      }
    }
    if key.shift > 0 {
      let filled = counts.indices.filter { counts[$0] > 1 }
      let offsets = starts
      try workers.run(pieces: filled.count) { _, piece in
        let bucket = filled[piece]
        var part = UnsafeMutableBufferPointer(start: entries.pointer + offsets[bucket], count: counts[bucket])
        part.sort(by: Entry.isBefore)
      }
    }
    var rows = [Int32](unsafeUninitializedCapacity: total) { buffer, count in
      for place in 0..<total { buffer[place] = entries.pointer[place].row }
      count = total
    }
    missing?.forEachRow { rows.append(Int32(truncatingIfNeeded: $0)) }
    return rows
  }
}
