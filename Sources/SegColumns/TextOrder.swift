// Sorts the texts of a dictionary.

import SegDiagnostics
import SegRuntime

/// Sorts texts by their bytes, eight at a time: most texts differ in these
/// numbers and need not be read again. Many texts are first partitioned into
/// buckets, which threads sort independently; the order is always the same.
///
/// Complexity: linear in the bytes that distinguish the texts.
struct TextOrder: Sendable {
  private let dictionary: TextDictionary
  private let entries: Buffer<Entry>
  /// Scratch memory to move entries within their range.
  private let scratch: Buffer<Entry>

  /// A text's next eight bytes, the first one most significant, zeros past its
  /// end.
  struct Entry: BitwiseCopyable, Sendable {
    var key: UInt64
    var code: UInt32
  }

  /// A range of entries that are equal up to a depth.
  private struct Stretch: Sendable {
    let range: Range<Int>
    let depth: Int
    /// Whether the keys of that depth are computed already.
    var hasKeys = false
  }

  /// Fewer entries are sorted by comparisons.
  private static let fewTexts = 16
  /// More entries are sorted byte by byte.
  private static let manyTexts = 2048
  /// More entries are first split into buckets.
  private static let splitFrom = 1 << 16
  /// Texts that are moved into buckets at a time.
  private static let pieceSize = 1 << 15

  init(_ dictionary: TextDictionary, _ context: ExecutionContext) throws(ScriptError) {
    self.dictionary = dictionary
    let count = dictionary.count
    entries = try Buffer(count: count, in: context)
    scratch = try Buffer(count: count, in: context)
    for code in 0..<count { entries[code] = Entry(key: 0, code: UInt32(truncatingIfNeeded: code)) }
    var open = [Stretch(range: 0..<count, depth: sharedLength())]
    var small: [Stretch] = []
    while let stretch = open.popLast() {
      if stretch.range.count < Self.splitFrom {
        small.append(stretch)
        continue
      }
      for (range, isOneKey) in try split(stretch, context) {
        let next = stretch.depth + 8
        if isOneKey, range.count >= Self.splitFrom, !allEnd(range, before: next) {
          open.append(Stretch(range: range, depth: next))
        } else {
          small.append(Stretch(range: range, depth: stretch.depth, hasKeys: true))
        }
      }
    }
    let (order, stretches) = (self, small)
    try context.run(pieces: stretches.count) { _, place in order.sort(stretches[place]) }
  }

  /// The code at a place of the order.
  subscript(place: Int) -> UInt32 { entries[place].code }

  // MARK: Splitting

  /// Deals a stretch into buckets of keys between those of a sample, and of
  /// keys that the sample has itself.
  private func split(
    _ stretch: Stretch, _ context: ExecutionContext
  ) throws(ScriptError) -> [(range: Range<Int>, isOneKey: Bool)] {
    let (range, depth) = (stretch.range, stretch.depth)
    let borders = borders(range, depth)
    let buckets = 2 * borders.count + 1
    let pieces = (range.count + Self.pieceSize - 1) / Self.pieceSize
    let starts = Buffer<Int>(count: pieces * buckets, zeroed: true)
    let numbers = Buffer<UInt8>(count: range.count)
    let pieceSize = Self.pieceSize
    try context.run(pieces: pieces) { _, piece in
      let start = range.lowerBound + piece * pieceSize
      let own = starts.pointer + piece * buckets
      for place in start..<min(range.upperBound, start + pieceSize) {
        let key = self.key(entries.pointer[place].code, depth)
        entries.pointer[place].key = key
        var (low, high) = (0, borders.count)
        while low < high {
          let middle = (low + high) / 2
          if borders[middle] < key { low = middle + 1 } else { high = middle }
        }
        let bucket = low < borders.count && borders[low] == key ? 2 * low + 1 : 2 * low
        numbers.pointer[place - range.lowerBound] = UInt8(truncatingIfNeeded: bucket)
        own[bucket] += 1
      }
    }
    var found: [(range: Range<Int>, isOneKey: Bool)] = []
    var next = range.lowerBound
    for bucket in 0..<buckets {
      let start = next
      for piece in 0..<pieces {
        let size = starts[piece * buckets + bucket]
        starts[piece * buckets + bucket] = next
        next += size
      }
      if next > start { found.append((start..<next, bucket % 2 == 1)) }
    }
    try context.run(pieces: pieces) { _, piece in
      let start = range.lowerBound + piece * pieceSize
      let own = starts.pointer + piece * buckets
      for place in start..<min(range.upperBound, start + pieceSize) {
        let bucket = Int(numbers.pointer[place - range.lowerBound])
        scratch.pointer[own[bucket]] = entries.pointer[place]
        own[bucket] += 1
      }
    }
    try context.run(pieces: pieces) { _, piece in
      let start = range.lowerBound + piece * pieceSize
      let count = min(range.upperBound, start + pieceSize) - start
      (entries.pointer + start).update(from: scratch.pointer + start, count: count)
    }
    return found
  }

  /// Up to 64 distinct keys of a range, in order.
  private func borders(_ range: Range<Int>, _ depth: Int) -> [UInt64] {
    let step = max(1, range.count / 1024)
    let sample = stride(from: range.lowerBound, to: range.upperBound, by: step).map { key(entries[$0].code, depth) }
    let sorted = sample.sorted()
    var borders: [UInt64] = []
    for place in stride(from: sorted.count / 128, to: sorted.count, by: max(1, sorted.count / 64))
    where borders.last != sorted[place] && borders.count < 64 { borders.append(sorted[place]) }
    return borders
  }

  // MARK: Sorting

  private func sort(_ stretch: Stretch) {
    var open = [stretch]
    while let stretch = open.popLast() {
      let (range, depth) = (stretch.range, stretch.depth)
      var part = UnsafeMutableBufferPointer(start: entries.pointer + range.lowerBound, count: range.count)
      if range.count <= Self.fewTexts {
        part.sort { compare($0.code, $1.code) < 0 }
        continue
      }
      if !stretch.hasKeys { for place in part.indices { part[place].key = key(part[place].code, depth) } }
      if range.count > Self.manyTexts {
        Self.deal(part, UnsafeMutableBufferPointer(start: scratch.pointer + range.lowerBound, count: range.count))
      } else {
        part.sort { $0.key < $1.key }
      }
      var start = 0
      while start < part.count {
        var end = start + 1
        while end < part.count, part[end].key == part[start].key { end += 1 }
        let run = range.lowerBound + start..<range.lowerBound + end
        start = end
        if run.count == 1 { continue }
        if allEnd(run, before: depth + 8) {
          // They differ in how many zero bytes they end with.
          part[run.lowerBound - range.lowerBound..<run.upperBound - range.lowerBound]
            .sort { dictionary.utf8(Int($0.code)).count < dictionary.utf8(Int($1.code)).count }
        } else {
          open.append(Stretch(range: run, depth: depth + 8))
        }
      }
    }
  }

  /// Whether no text of a range has more bytes than that.
  private func allEnd(_ range: Range<Int>, before depth: Int) -> Bool {
    range.allSatisfy { dictionary.utf8(Int(entries.pointer[$0].code)).count <= depth }
  }

  private func compare(_ a: UInt32, _ b: UInt32) -> Int {
    TextDictionary.compare(dictionary.utf8(Int(a)), dictionary.utf8(Int(b)))
  }

  /// The length in bytes of the prefix that all texts share.
  private func sharedLength() -> Int {
    guard dictionary.count > 1 else { return 0 }
    let first = dictionary.utf8(0)
    var shared = first.count
    for code in 1..<dictionary.count where shared > 0 {
      let text = dictionary.utf8(code)
      shared = min(shared, text.count)
      var same = 0
      while same < shared, text[same] == first[same] { same += 1 }
      shared = same
    }
    return shared
  }

  private func key(_ code: UInt32, _ depth: Int) -> UInt64 {
    let text = dictionary.utf8(Int(code))
    guard let base = text.baseAddress, depth < text.count else { return 0 }
    let left = text.count - depth
    let source = UnsafeRawPointer(base + depth)
    if left >= 8 { return UInt64(bigEndian: source.loadUnaligned(as: UInt64.self)) }
    var key: UInt64 = 0
    for place in 0..<left { key |= UInt64(base[depth + place]) << UInt64(56 - 8 * place) }
    return key
  }

  /// Sorts by key, byte by byte from the lowest; bytes that are equal in all keys
  /// need no pass.
  private static func deal(_ part: UnsafeMutableBufferPointer<Entry>, _ other: UnsafeMutableBufferPointer<Entry>) {
    guard let home = part.baseAddress, let away = other.baseAddress else { return }
    let counts = Buffer<Int>(count: 8 * 256, zeroed: true)
    for entry in part {
      for byte in 0..<8 { counts.pointer[byte << 8 | Int(truncatingIfNeeded: entry.key >> UInt64(byte * 8) & 255)] &+= 1 }
    }
    var (source, target) = (home, away)
    for byte in 0..<8 {
      let starts = counts.pointer + (byte << 8)
      if (0..<256).contains(where: { starts[$0] == part.count }) { continue }
      var start = 0
      for value in 0..<256 { (starts[value], start) = (start, start + starts[value]) }
      for place in 0..<part.count {
        let value = Int(truncatingIfNeeded: source[place].key >> UInt64(byte * 8) & 255)
        target[starts[value]] = source[place]
        starts[value] &+= 1
      }
      swap(&source, &target)
    }
    if source != home { home.update(from: source, count: part.count) }
  }
}
