// One dictionary out of those of several threads.

import Glibc
import SegColumns
import Synchronization

/// Gives every text of some collectors its final code: distinct texts in the
/// order of first appearance in the file, whichever thread saw them.
///
/// Texts are split by their hash into parts whose tables fit the cache; each
/// part is searched for equal texts on its own, and a last pass in the order
/// of the file numbers the first of each.
///
/// Complexity: linear in the number of entries and their bytes.
struct TextMerger {
  /// The final code of each collector's code.
  private let codes: Buffer<UInt32>
  /// Where each collector's codes start in `codes`.
  private let bases: [Int]
  let dictionary: TextDictionary

  /// A stretch of a collector's codes that are new in one chunk.
  struct Segment {
    let worker: Int
    let codes: Range<Int>
  }

  /// - Parameter segments: the stretches in the order of the file.
  init(_ collectors: [UnsafeMutablePointer<TextCollector>], segments: [Segment], threads: Int) {
    var bases: [Int] = []
    var total = 0
    for collector in collectors {
      bases.append(total)
      total += collector.pointee.count
      collector.pointee.dropSlots()
    }
    self.bases = bases
    // First the entry that an entry equals, then its code.
    codes = Buffer<UInt32>(count: total, zeroed: true)
    let shift = total < 1 << 14 ? 32 : 26
    let parts = Parts(collectors, bases, segments, total: total, shift: UInt32(shift))
    let (distinct, byteCount) = parts.unify(collectors, bases, into: codes.pointer, threads: threads)
    let bytes = Buffer<UInt8>(count: byteCount)
    let offsets = Buffer<Int>(count: distinct + 1)
    offsets[0] = 0
    var next = 0
    var end = 0
    for segment in segments {
      let base = bases[segment.worker]
      let collector = collectors[segment.worker].pointee
      for code in segment.codes {
        let entry = base + code
        let first = Int(codes.pointer[entry])
        if first != entry {
          codes.pointer[entry] = codes.pointer[first]
          continue
        }
        let start = collector.offsets[code]
        let length = collector.offsets[code + 1] - start
        memcpy(bytes.pointer + end, collector.bytes + start, length)
        end += length
        codes.pointer[entry] = UInt32(truncatingIfNeeded: next)
        next += 1
        offsets.pointer[next] = end
      }
    }
    dictionary = distinct == 0 ? TextDictionary([""]) : TextDictionary(bytes: bytes, offsets: offsets)
  }

  /// The final codes of one collector's codes.
  func map(_ worker: Int) -> UnsafeMutablePointer<UInt32> { codes.pointer + bases[worker] }
}

/// Entries sorted by the upper bits of their hash, in the order of the file
/// within each part. An entry is a collector's base plus its code.
private struct Parts {
  let entries: Buffer<UInt32>
  let ends: [Int]

  init(
    _ collectors: [UnsafeMutablePointer<TextCollector>], _ bases: [Int], _ segments: [TextMerger.Segment], total: Int,
    shift: UInt32
  ) {
    let count = shift >= 32 ? 1 : 1 << (32 - shift)
    var starts = [Int](repeating: 0, count: count + 1)
    for segment in segments {
      let hashes = collectors[segment.worker].pointee.hashes
      starts.withUnsafeMutableBufferPointer { starts in
        for code in segment.codes { starts[Int(hashes[code] >> shift) &+ 1] &+= 1 }
      }
    }
    for index in 0..<count { starts[index + 1] += starts[index] }
    let entries = Buffer<UInt32>(count: total)
    for segment in segments {
      let hashes = collectors[segment.worker].pointee.hashes
      let base = bases[segment.worker]
      starts.withUnsafeMutableBufferPointer { starts in
        for code in segment.codes {
          let part = Int(hashes[code] >> shift)
          entries.pointer[starts[part]] = UInt32(truncatingIfNeeded: base &+ code)
          starts[part] &+= 1
        }
      }
    }
    self.entries = entries
    // Each start has moved to the end of its part.
    ends = Array(starts[..<count])
  }

  /// Writes for each entry the first one with the same text.
  ///
  /// - Returns: how many texts are distinct, and their bytes.
  func unify(
    _ collectors: [UnsafeMutablePointer<TextCollector>], _ bases: [Int], into firsts: UnsafeMutablePointer<UInt32>,
    threads: Int
  ) -> (distinct: Int, byteCount: Int) {
    let distinct = Atomic<Int>(0)
    let byteCount = Atomic<Int>(0)
    let next = Atomic<Int>(0)
    Parallel.perform(workers: ends.count == 1 ? 1 : threads) { _ in
      while true {
        let part = next.add(1, ordering: .relaxed).oldValue
        if part >= ends.count { return }
        let range = (part == 0 ? 0 : ends[part - 1])..<ends[part]
        let (count, bytes) = unify(range, collectors, bases, firsts)
        distinct.add(count, ordering: .relaxed)
        byteCount.add(bytes, ordering: .relaxed)
      }
    }
    return (distinct.load(ordering: .relaxed), byteCount.load(ordering: .relaxed))
  }

  private func unify(
    _ range: Range<Int>, _ collectors: [UnsafeMutablePointer<TextCollector>], _ bases: [Int],
    _ firsts: UnsafeMutablePointer<UInt32>
  ) -> (Int, Int) {
    var size = 64
    while size < range.count * 2 { size *= 2 }
    let mask = size - 1
    let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: size)
    slots.initialize(repeating: 0, count: size)
    defer { slots.deallocate() }
    var distinct = 0
    var byteCount = 0
    for index in range {
      let entry = entries.pointer[index]
      let worker = Self.worker(Int(entry), bases)
      let collector = collectors[worker]
      let code = Int(entry) - bases[worker]
      let hash = collector.pointee.hashes[code]
      let start = collector.pointee.offsets[code]
      let length = collector.pointee.offsets[code + 1] - start
      var slot = Int(hash) & mask
      while true {
        let found = slots[slot]
        if found == 0 {
          slots[slot] = UInt64(hash) << 32 | UInt64(entry &+ 1)
          firsts[Int(entry)] = entry
          distinct += 1
          byteCount += length
          break
        }
        if UInt32(truncatingIfNeeded: found >> 32) == hash {
          let other = UInt32(truncatingIfNeeded: found) &- 1
          let otherWorker = Self.worker(Int(other), bases)
          let text = collectors[otherWorker].pointee.text(Int(other) - bases[otherWorker])
          if text.count == length, let bytes = text.baseAddress,
            TextCollector.equal(bytes, collector.pointee.bytes + start, length)
          {
            firsts[Int(entry)] = other
            break
          }
        }
        slot = (slot + 1) & mask
      }
    }
    return (distinct, byteCount)
  }

  /// The collector that an entry is of.
  @inline(__always)
  private static func worker(_ entry: Int, _ bases: [Int]) -> Int {
    var worker = bases.count - 1
    while worker > 0 && bases[worker] > entry { worker -= 1 }
    return worker
  }
}
