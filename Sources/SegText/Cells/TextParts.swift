// Finds equal texts of several dictionaries, part by part.

import SegPlatform
import SegRuntime
import Synchronization

/// Entries partitioned by the upper bits of their hash, in the order of the file
/// within each part. An entry is a collector's base plus its code.
///
/// A part's table fits the cache, and its hashes are adjacent in memory: texts are read
/// only if their hashes are equal.
struct TextParts {
  /// The hash in the upper half, the entry in the lower.
  private let entries: GrowingMemory<UInt64>
  private let ends: [Int]
  private let bases: [Int]
  private let collectors: [UnsafeMutablePointer<TextCollector>]

  /// A mark for an entry that equals an earlier one.
  static let isRepeat: UInt32 = 1 << 31
  /// The approximate number of entries of a part.
  private static let partSize = 1 << 13

  /// - Parameter groups: ranges of the file's segments, one for each thread.
  init(
    _ collectors: [UnsafeMutablePointer<TextCollector>], _ bases: [Int], _ groups: [[TextMerger.Segment]], total: Int,
    context: ExecutionContext
  ) {
    var bits = 0
    while bits < 12 && total >> bits > Self.partSize { bits += 1 }
    let (count, shift) = (1 << bits, UInt32(32 - bits))
    let starts = GrowingMemory<Int>(capacity: groups.count * count)
    defer { starts.free() }
    context.finishUnchecked(pieces: groups.count) { group in
      let own = starts.pointer + group * count
      own.initialize(repeating: 0, count: count)
      for segment in groups[group] {
        let hashes = collectors[segment.worker].pointee.hashes
        for code in segment.codes { own[Int(truncatingIfNeeded: UInt64(hashes[code]) >> UInt64(shift))] &+= 1 }
      }
    }
    // Each group's entries follow those of the group before, part by part.
    var next = 0
    var ends: [Int] = []
    for part in 0..<count {
      for group in groups.indices {
        let size = starts.pointer[group * count + part]
        starts.pointer[group * count + part] = next
        next += size
      }
      ends.append(next)
    }
    let entries = GrowingMemory<UInt64>(capacity: max(1, total))
    context.finishUnchecked(pieces: groups.count) { group in
      let own = starts.pointer + group * count
      for segment in groups[group] {
        let hashes = collectors[segment.worker].pointee.hashes
        let base = bases[segment.worker]
        for code in segment.codes {
          let hash = UInt64(hashes[code])
          let part = Int(truncatingIfNeeded: hash >> UInt64(shift))
          entries.pointer[own[part]] = hash << 32 | UInt64(truncatingIfNeeded: base &+ code)
          own[part] &+= 1
        }
      }
    }
    self.entries = entries
    self.ends = ends
    self.bases = bases
    self.collectors = collectors
  }

  /// Frees the memory.
  func free() { entries.free() }

  /// Writes, for each entry, the entry itself or, marked with `isRepeat`, the first one
  /// with the same text.
  func unify(_ groups: [[TextMerger.Segment]], into firsts: UnsafeMutablePointer<UInt32>, context: ExecutionContext) {
    context.finishUnchecked(pieces: ends.count) { part in
      matchHashes((part == 0 ? 0 : ends[part - 1])..<ends[part], firsts)
    }
    // The texts are read in their order in memory; only the texts that they are compared
    // with are far away.
    let others = UnsafeMutableBufferPointer<[Int]>.allocate(capacity: groups.count)
    others.initialize(repeating: [])
    defer {
      others.deinitialize()
      others.deallocate()
    }
    context.finishUnchecked(pieces: groups.count) { group in
      var different: [Int] = []
      for segment in groups[group] {
        let base = bases[segment.worker]
        let collector = collectors[segment.worker].pointee
        for code in segment.codes {
          let first = firsts[base &+ code]
          if first & Self.isRepeat == 0 { continue }
          if !Self.areEqual(collector.text(code), text(Int(first ^ Self.isRepeat))) { different.append(base + code) }
        }
      }
      others[group] = different
    }
    separate(others.flatMap { $0 }, firsts)
  }

  /// Assumes that texts with equal hashes are equal. A slot of the table is 0, or an
  /// entry with its hash, plus 1.
  private func matchHashes(_ range: Range<Int>, _ firsts: UnsafeMutablePointer<UInt32>) {
    var size = 64
    while size < range.count * 2 { size *= 2 }
    let mask = size - 1
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: size) { slots in
      slots.initialize(repeating: 0)
      guard let slots = slots.baseAddress else { return }
      for index in range {
        let item = entries.pointer[index]
        let entry = UInt32(truncatingIfNeeded: item)
        var slot = Int(truncatingIfNeeded: item >> 32) & mask
        while true {
          let found = slots[slot]
          if found == 0 {
            slots[slot] = item &+ 1
            firsts[Int(entry)] = entry
            break
          }
          let other = found &- 1
          if other >> 32 == item >> 32 {
            firsts[Int(entry)] = UInt32(truncatingIfNeeded: other) | Self.isRepeat
            break
          }
          slot = (slot &+ 1) & mask
        }
      }
    }
  }

  /// Corrects entries whose text differs from the first one with the same hash: each is
  /// a first itself or equals an earlier one.
  private func separate(_ others: [Int], _ firsts: UnsafeMutablePointer<UInt32>) {
    var found: [UInt32: [Int]] = [:]
    for entry in others {
      let claimed = firsts[entry]
      if let first = found[claimed]?.first(where: { Self.areEqual(text($0), text(entry)) }) {
        firsts[entry] = UInt32(truncatingIfNeeded: first) | Self.isRepeat
      } else {
        firsts[entry] = UInt32(truncatingIfNeeded: entry)
        found[claimed, default: []].append(entry)
      }
    }
  }

  @inline(__always)
  private static func areEqual(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    guard a.count == b.count, let one = a.baseAddress, let other = b.baseAddress else { return false }
    return TextCollector.equal(one, other, a.count)
  }

  @inline(__always)
  private func text(_ entry: Int) -> UnsafeBufferPointer<UInt8> {
    var worker = bases.count - 1
    while worker > 0 && bases[worker] > entry { worker -= 1 }
    return collectors[worker].pointee.text(entry - bases[worker])
  }
}
