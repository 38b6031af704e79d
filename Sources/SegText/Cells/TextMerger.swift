// Merges the dictionaries of several threads into one.

import SegPlatform
import SegColumns
import SegRuntime

/// Gives every text of some collectors its final code: distinct texts in the
/// order of first appearance in the file, whichever thread saw them.
///
/// Texts are split by hash into parts, and each part is searched for equal texts on its
/// own (`TextParts`). Then the first of each is numbered and copied in the order of the
/// file. Memory is freed as it is used up, so that the texts are never in memory twice.
///
/// Complexity: linear in the number of entries and their bytes.
struct TextMerger {
  /// The final code of each collector's code.
  private let codes: GrowingMemory<UInt32>
  /// Where each collector's codes start in `codes`.
  private let bases: [Int]
  let dictionary: TextDictionary

  /// A range of a collector's codes that are new in one chunk.
  struct Segment {
    let worker: Int
    let codes: Range<Int>
  }

  /// The texts of a group of segments that are in no earlier entry.
  private struct New {
    var texts = 0
    var bytes = 0
    var repeats = 0
  }

  /// - Parameters:
  ///   - collectors: can only be freed afterwards.
  ///   - segments: the ranges in the order of the file.
  init(_ collectors: [UnsafeMutablePointer<TextCollector>], segments: [Segment], context: ExecutionContext) {
    var bases: [Int] = []
    var total = 0
    for collector in collectors {
      bases.append(total)
      total += collector.pointee.count
      collector.pointee.dropSlots()
    }
    self.bases = bases
    // First the entry that an entry equals, then its code. One more code may be read.
    codes = GrowingMemory(capacity: total + 1)
    codes.pointer.initialize(repeating: 0, count: total + 1)
    let groups = Self.groups(segments, total: total, context: context)
    let parts = TextParts(collectors, bases, groups, total: total, context: context)
    for collector in collectors { collector.pointee.dropHashes() }
    parts.unify(groups, into: codes.pointer, context: context)
    parts.free()

    let entries = Entries(groups: groups, collectors: collectors, bases: bases, codes: codes.pointer)
    dictionary = entries.numbered(context)
  }

  /// The entries of all collectors, and their codes: those of equal texts are known by now.
  private struct Entries: @unchecked Sendable {
    let groups: [[Segment]]
    let collectors: [UnsafeMutablePointer<TextCollector>]
    let bases: [Int]
    let codes: UnsafeMutablePointer<UInt32>

    /// Gives the first of equal texts its final code, and copies it; the others get its code.
    func numbered(_ context: ExecutionContext) -> TextDictionary {
      let news = Buffer<New>(count: groups.count)
      context.finishUnchecked(pieces: groups.count) { group in
        news[group] = new(groups[group])
      }
      // Where each group's new texts start.
      var starts: [New] = []
      var sum = New()
      for new in news.array {
        starts.append(sum)
        sum.texts += new.texts
        sum.bytes += new.bytes
        sum.repeats += new.repeats
      }
      let bytes = Buffer<UInt8>(count: sum.bytes)
      let offsets = Buffer<Int>(count: sum.texts + 1)
      offsets[0] = 0
      context.finishUnchecked(pieces: groups.count) { group in
        copy(groups[group], from: starts[group], to: bytes, offsets)
      }
      if sum.repeats > 0 { context.finishUnchecked(pieces: groups.count) { group in repeatCodes(groups[group]) } }
      return sum.texts == 0 ? TextDictionary([""]) : TextDictionary(bytes: bytes, offsets: offsets)
    }

    private func copy(_ segments: [Segment], from start: New, to bytes: Buffer<UInt8>, _ offsets: Buffer<Int>) {
      var (next, end) = (start.texts, start.bytes)
      for segment in segments {
        let own = codes + bases[segment.worker]
        let collector = collectors[segment.worker].pointee
        for code in segment.codes where own[code] & TextParts.isRepeat == 0 {
          let text = collector.text(code)
          if let start = text.baseAddress { memcpy(bytes.pointer + end, start, text.count) }
          end += text.count
          own[code] = UInt32(truncatingIfNeeded: next)
          next += 1
          offsets.pointer[next] = end
        }
        collector.release(segment.codes)
      }
    }

    private func repeatCodes(_ segments: [Segment]) {
      for segment in segments {
        let own = codes + bases[segment.worker]
        for code in segment.codes where own[code] & TextParts.isRepeat != 0 {
          own[code] = codes[Int(own[code] ^ TextParts.isRepeat)]
        }
      }
    }

    private func new(_ segments: [Segment]) -> New {
      var new = New()
      for segment in segments {
        let own = codes + bases[segment.worker]
        let offsets = collectors[segment.worker].pointee.offsets
        for code in segment.codes {
          if own[code] & TextParts.isRepeat != 0 {
            new.repeats += 1
          } else {
            new.texts += 1
            new.bytes += offsets[code + 1] - offsets[code]
          }
        }
      }
      return new
    }
  }

  /// The final codes of one collector's codes.
  func map(_ worker: Int) -> UnsafeMutablePointer<UInt32> { codes.pointer + bases[worker] }

  /// Frees the final codes.
  func free() { codes.free() }

  /// The segments in groups of about the same number of texts, a few groups for each
  /// thread; one group if there are few texts.
  private static func groups(_ segments: [Segment], total: Int, context: ExecutionContext) -> [[Segment]] {
    if context.threads == 1 || total < 1 << 14 { return [segments] }
    let size = total / (context.threads * 4) + 1
    var groups: [[Segment]] = [[]]
    var texts = 0
    for segment in segments {
      if texts >= size {
        groups.append([])
        texts = 0
      }
      groups[groups.count - 1].append(segment)
      texts += segment.codes.count
    }
    return groups
  }
}
