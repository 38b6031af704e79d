// The best rows by one key without sorting the rest.

import SegColumns
import SegDiagnostics
import SegRuntime

/// A selection over order-preserving keys by buckets: one pass counts, one pass takes, and
/// only the buckets at a border are examined further.
package struct RadixSelection {
  let key: RankKey
  /// The rows to choose from: those with a key, and those without.
  let present: Bitmap
  let missing: Bitmap?
  let context: ExecutionContext

  package init(_ key: RankKey, _ rows: Bitmap, _ context: ExecutionContext) {
    self.key = key
    self.context = context
    present = key.validity.map { rows.intersection($0) } ?? rows
    missing = key.validity.map { rows.subtracting($0) }
  }

  /// A row in a bucket with a border.
  struct Entry {
    let ordinal: UInt64
    let row: Int32

    static func isBefore(_ a: Entry, _ b: Entry) -> Bool {
      a.ordinal != b.ordinal ? a.ordinal < b.ordinal : a.row < b.row
    }
  }

  /// The best `count` rows; missing keys last; ties by row.
  package func best(_ count: Int) throws(ScriptError) -> Bitmap {
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
    if let found = try sampled(count, of: available) { return found }
    return try counted(count)
  }

  /// The best rows by counting all of them.
  func counted(_ count: Int) throws(ScriptError) -> Bitmap {
    let counts = try histogram()
    var border = 0
    var before = 0
    while before + counts[border] < count {
      before += counts[border]
      border += 1
    }
    let (kept, candidates) = try split(at: border)
    for entry in best(count - before, of: candidates) { kept.set(Int(entry.row)) }
    return kept
  }

  /// The number of rows in each bucket.
  func histogram() throws(ScriptError) -> [Int] {
    let slots = MorselResults<Buffer<Int>>(context.threads)
    let buckets = try key.buckets()
    try context.run(rows: present.count) { worker, _, rows in
      let counts = slots.get(worker) ?? Buffer<Int>(count: RankKey.Buckets.count, zeroed: true)
      slots.set(worker, counts)
      forEachBucket(buckets, rows) { _, bucket in counts.pointer[bucket] += 1 }
    }
    var total = [Int](repeating: 0, count: RankKey.Buckets.count)
    for worker in 0..<context.threads {
      guard let counts = slots.get(worker) else { continue }
      for bucket in 0..<RankKey.Buckets.count { total[bucket] += counts.pointer[bucket] }
    }
    return total
  }

  /// Calls `body` for the rows with a key, with their buckets.
  ///
  /// - Parameter rows: begin at a word.
  @inline(__always)
  func forEachBucket(_ buckets: RankKey.Buckets, _ rows: Range<Int>, _ body: (_ row: Int, _ bucket: Int) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: batchRows) { buffer in
      guard let own = buffer.baseAddress else { return }
      var start = rows.lowerBound
      while start < rows.upperBound {
        let end = min(start + batchRows, rows.upperBound)
        key.write(buckets, of: start..<end, into: own)
        for word in start >> 6..<(end + 63) >> 6 {
          let first = word << 6
          var bits = present.words.pointer[word]
          if bits == ~0 {
            for row in first..<first + 64 { body(row, Int(own[row - start])) }
            continue
          }
          while bits != 0 {
            let row = first + bits.trailingZeroBitCount
            bits &= bits &- 1
            body(row, Int(own[row - start]))
          }
        }
        start = end
      }
    }
  }

  /// Calls `body` for the rows with a key.
  ///
  /// - Parameter rows: begin at a word.
  @inline(__always)
  func forEach(_ rows: Range<Int>, _ body: (_ row: Int, _ ordinal: UInt64) -> Void) {
    if rows.isEmpty { return }
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
    let buckets = try key.buckets()
    let ordinals = buckets.ordinals(border)
    let (before, inside) = try split(before: ordinals.lowerBound, through: ordinals.upperBound)
    return (before, try entries(inside))
  }

  /// The rows whose ordinal is below the one and, of the others, at most the
  /// other.
  func split(before first: UInt64, through last: UInt64) throws(ScriptError) -> (before: Bitmap, inside: Bitmap) {
    let before = try Buffer<UInt64>(count: present.words.count, in: context)
    let inside = try Buffer<UInt64>(count: present.words.count, in: context)
    try context.run(rows: present.count) { _, _, rows in
      let words = rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6
      if key.isComparable {
        let source = present.words.pointer
        for word in words { before.pointer[word] = source[word] }
        key.compare(rows, to: first, orEqual: false, keep: before.pointer + words.lowerBound)
        for word in words { inside.pointer[word] = source[word] & ~before.pointer[word] }
        key.compare(rows, to: last, orEqual: true, keep: inside.pointer + words.lowerBound)
      } else {
        for word in words { (before.pointer[word], inside.pointer[word]) = (0, 0) }
        forEach(rows) { row, ordinal in
          before.pointer[row >> 6] |= UInt64(bit(ordinal < first)) << UInt64(row & 63)
          inside.pointer[row >> 6] |= UInt64(bit(first <= ordinal && ordinal <= last)) << UInt64(row & 63)
        }
      }
    }
    return (Bitmap(count: present.count, words: before), Bitmap(count: present.count, words: inside))
  }

  /// Some rows with their ordinals, ascending by row.
  func entries(_ rows: Bitmap) throws(ScriptError) -> [Entry] {
    let morsels = (rows.count + morselRows - 1) / morselRows
    let slots = MorselResults<[Entry]>(morsels)
    try context.run(rows: rows.count) { _, morsel, range in
      let words = range.lowerBound >> 6..<(range.upperBound + 63) >> 6
      let count = Bitmap.population(rows.words.pointer + words.lowerBound, words.count)
      if count == 0 { return }
      slots.set(
        morsel,
        [Entry](unsafeUninitializedCapacity: count) { buffer, filled in
          for word in words {
            var bits = rows.words.pointer[word]
            while bits != 0 {
              let row = word << 6 + bits.trailingZeroBitCount
              bits &= bits &- 1
              buffer[filled] = Entry(ordinal: key.ordinal(row), row: Int32(truncatingIfNeeded: row))
              filled += 1
            }
          }
        })
    }
    return (0..<morsels).flatMap { slots.get($0) ?? [] }
  }

  /// The best of rows that are ascending by row.
  func best(_ count: Int, of entries: [Entry]) -> ArraySlice<Entry> {
    if count >= entries.count { return entries[...] }
    guard let first = entries.first else { return [] }
    var range = first.ordinal...first.ordinal
    for entry in entries { range = min(range.lowerBound, entry.ordinal)...max(range.upperBound, entry.ordinal) }
    // Ties stay in the order of the rows.
    if range.lowerBound == range.upperBound { return entries.prefix(count) }
    if entries.count <= 4096 { return entries.sorted(by: Entry.isBefore).prefix(count) }
    let buckets = RankKey.Buckets(range)
    var counts = [Int](repeating: 0, count: RankKey.Buckets.count)
    for entry in entries { counts[buckets[entry.ordinal]] += 1 }
    var border = 0
    var before = 0
    while before + counts[border] < count {
      before += counts[border]
      border += 1
    }
    var kept: [Entry] = []
    kept.reserveCapacity(count)
    var inside: [Entry] = []
    for entry in entries {
      let bucket = buckets[entry.ordinal]
      if bucket < border { kept.append(entry) } else if bucket == border { inside.append(entry) }
    }
    return kept + best(count - before, of: inside)
  }

  /// Ranges of rows that are counted separately.
  static let pieces = 0..<8

  func rows(of piece: Int) -> Range<Int> {
    let size = ((present.count + Self.pieces.count - 1) / Self.pieces.count + 63) & ~63
    let start = min(piece * size, present.count)
    return start..<min(start + size, present.count)
  }

  /// All rows, best first, missing keys last; ties by row. Rows are partitioned into buckets,
  /// and threads sort one bucket each.
  package func sorted() throws(ScriptError) -> [Int32] {
    let buckets = try key.buckets()
    let size = RankKey.Buckets.count
    let next = Buffer<Int>(count: Self.pieces.count * size, zeroed: true)
    try context.run(pieces: Self.pieces.count) { _, piece in
      let own = next.pointer + piece * size
      forEach(rows(of: piece)) { _, ordinal in own[buckets[ordinal]] += 1 }
    }
    let starts = Buffer<Int>(count: size + 1)
    var total = 0
    for bucket in 0..<size {
      starts[bucket] = total
      for piece in Self.pieces {
        let count = next[piece * size + bucket]
        next[piece * size + bucket] = total
        total += count
      }
    }
    starts[size] = total
    let entries = try Buffer<Entry>(count: total, in: context)
    try context.run(pieces: Self.pieces.count) { _, piece in
      let own = next.pointer + piece * size
      forEach(rows(of: piece)) { row, ordinal in
        let bucket = buckets[ordinal]
        entries.pointer[own[bucket]] = Entry(ordinal: ordinal, row: Int32(truncatingIfNeeded: row))
        own[bucket] += 1
      }
    }
    if !buckets.areSingle {
      let step = 64
      try context.run(pieces: size / step) { _, piece in
        for bucket in piece * step..<(piece + 1) * step {
          let places = starts.pointer[bucket]..<starts.pointer[bucket + 1]
          if places.count < 2 { continue }
          var part = UnsafeMutableBufferPointer(start: entries.pointer + places.lowerBound, count: places.count)
          part.sort(by: Entry.isBefore)
        }
      }
    }
    let sorted = try Buffer<Int32>(count: total + (missing?.population ?? 0), in: context)
    try context.run(rows: total) { _, _, places in
      for place in places { sorted.pointer[place] = entries.pointer[place].row }
    }
    missing?.forEachRow { row in
      sorted.pointer[total] = Int32(truncatingIfNeeded: row)
      total += 1
    }
    return sorted.array
  }
}
