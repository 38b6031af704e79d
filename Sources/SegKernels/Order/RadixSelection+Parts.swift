// Equal parts by buckets: only the buckets with a border are sorted.

import SegColumns
import SegDiagnostics
import SegRuntime

extension RadixSelection {
  /// The name of the part of each row with a value: a row's part, from 0, is the number of
  /// borders at or before its place in the order. Other rows get 0.
  ///
  /// - Parameters:
  ///   - borders: places, ascending.
  ///   - name: the number of a part.
  func parts<Number: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ borders: [Int], as type: Number.Type, _ name: (Int) -> Int
  ) throws(ScriptError) -> Buffer<Number> {
    let buckets = try key.buckets()
    let size = RankKey.Buckets.count
    let counts = try pieceCounts(buckets)
    let names = Buffer<Number>((0...borders.count).map { Number(truncatingIfNeeded: name($0)) })
    // The name of each bucket within one part; in the other buckets, rows are counted from
    // the place where each piece begins.
    let whole = Buffer<Number>(count: size)
    let isOpen = Bitmap(count: size)
    var open: [Open] = []
    let numbers = Buffer<Int32>(count: size)
    var place = 0
    var part = 0
    for bucket in 0..<size {
      while part < borders.count, borders[part] <= place { part += 1 }
      whole[bucket] = names[part]
      let start = place
      for piece in Self.pieces { place += Int(counts[piece * size + bucket]) }
      if part < borders.count && borders[part] < place {
        isOpen.set(bucket)
        numbers[bucket] = Int32(truncatingIfNeeded: open.count)
        open.append(Open(bucket: bucket, start: start, part: part))
      }
    }
    let parts = try Buffer<Number>(count: present.count, zeroed: true, in: context)
    let (fixed, areSingle) = (open, buckets.areSingle)
    let slots = MorselResults<[[Entry]]>(Self.pieces.count)
    try context.run(pieces: Self.pieces.count) { _, piece in
      var entries = [[Entry]](repeating: [], count: areSingle ? 0 : fixed.count)
      let next = Buffer<Int>(fixed.map { own in (0..<piece).reduce(own.start) { $0 + Int(counts[$1 * size + own.bucket]) } })
      let (parts, whole, isOpen, next_) = (parts.pointer, whole.pointer, isOpen.words.pointer, next.pointer)
      forEachBucket(buckets, rows(of: piece)) { row, bucket in
        parts[row] = whole[bucket]
        if isOpen[bucket >> 6] >> UInt64(bucket & 63) & 1 == 0 { return }
        let number = Int(numbers.pointer[bucket])
        if areSingle {
          // All are equal, so their order is that of the rows.
          parts[row] = names.pointer[Self.part(next_[number], borders, from: fixed[number].part)]
          next_[number] += 1
        } else {
          entries[number].append(Entry(ordinal: key.ordinal(row), row: Int32(truncatingIfNeeded: row)))
        }
      }
      slots.set(piece, entries)
    }
    if areSingle { return parts }
    try context.run(pieces: fixed.count) { _, number in
      var entries = Self.pieces.flatMap { slots.get($0)?[number] ?? [] }
      entries.sort(by: Entry.isBefore)
      for (offset, entry) in entries.enumerated() {
        parts.pointer[Int(entry.row)] = names.pointer[Self.part(fixed[number].start + offset, borders, from: fixed[number].part)]
      }
    }
    return parts
  }

  /// A bucket with a border in it.
  private struct Open {
    let bucket: Int
    /// The place of its first row, and that row's part.
    let start: Int
    let part: Int
  }

  @inline(__always)
  private static func part(_ place: Int, _ borders: [Int], from first: Int) -> Int {
    var part = first
    while part < borders.count, borders[part] <= place { part += 1 }
    return part
  }

  /// The number of rows of each piece in each bucket.
  private func pieceCounts(_ buckets: RankKey.Buckets) throws(ScriptError) -> Buffer<UInt32> {
    let size = RankKey.Buckets.count
    let counts = Buffer<UInt32>(count: Self.pieces.count * size, zeroed: true)
    try context.run(pieces: Self.pieces.count) { _, piece in
      let own = counts.pointer + piece * size
      forEachBucket(buckets, rows(of: piece)) { _, bucket in own[bucket] &+= 1 }
    }
    return counts
  }
}
