// Merges the pieces of text columns: dictionaries and codes.

import SegPlatform
import SegColumns

extension ChunkConcatenator {
  mutating func joinedTexts(
    _ collectors: [UnsafeMutablePointer<TextCollector>], _ validity: Bitmap?
  ) -> (Column.Values, TextDictionary) {
    let used = collectors.filter { $0.pointee.count > 0 }
    var merger: TextMerger?
    let dictionary: TextDictionary
    if used.count == 1, !used[0].pointee.isAppending {
      // One thread's codes are already in the order of the file.
      dictionary = used[0].pointee.takenDictionary()
    } else {
      let merged = TextMerger(collectors, segments: segments(collectors), context: context)
      merger = merged
      dictionary = merged.dictionary
    }
    defer { merger?.free() }
    for collector in collectors {
      collector.pointee.free()
      collector.initialize(to: TextCollector())
    }
    if mustRenumber { return renumbered(mapped(merger), dictionary, validity) }
    if dictionary.count <= 1 << 8 { return (.codes8(mapped(merger)), dictionary) }
    if dictionary.count <= 1 << 16 { return (.codes16(mapped(merger)), dictionary) }
    return (.codes32(mapped(merger)), dictionary)
  }

  /// Each chunk's new texts are a range of its thread's dictionary.
  private func segments(_ collectors: [UnsafeMutablePointer<TextCollector>]) -> [TextMerger.Segment] {
    var seen = collectors.map { _ in 0 }
    var segments: [TextMerger.Segment] = []
    for (piece, worker) in zip(pieces, workers) where piece.textCount > seen[worker] {
      segments.append(.init(worker: worker, codes: seen[worker]..<piece.textCount))
      seen[worker] = piece.textCount
    }
    return segments
  }

  private mutating func mapped<T: FixedWidthInteger & BitwiseCopyable>(_ merger: TextMerger?) -> Buffer<T> {
    let result = Buffer<T>(count: rowCount, pages: memory.pages.forWidth(MemoryLayout<T>.size))
    var starts = [0]
    for piece in pieces { starts.append(starts[starts.count - 1] + piece.rows) }
    let (pieces, workers) = (self.pieces, self.workers)
    context.finishUnchecked(pieces: pieces.count, most: rowCount < 1 << 16 ? 1 : .max) { index in
      let piece = pieces[index]
      let target = result.pointer + starts[index]
      let map = merger?.map(workers[index])
      if let values = piece.values {
        switch piece.width {
        case 1: Self.map(values.assumingMemoryBound(to: UInt8.self), target, piece.rows, map, piece.missing)
        case 2: Self.map(values.assumingMemoryBound(to: UInt16.self), target, piece.rows, map, piece.missing)
        default: Self.map(values.assumingMemoryBound(to: UInt32.self), target, piece.rows, map, piece.missing)
        }
      } else if let first = piece.firstCode, let map {
        Self.map(from: map + first, target, piece.rows, piece.missing)
      } else {
        memset(target, 0, piece.rows * MemoryLayout<T>.size)
      }
    }
    return result
  }

  /// Consecutive codes, for rows that have a value.
  @inline(__always)
  private static func map<T: FixedWidthInteger>(
    from codes: UnsafeMutablePointer<UInt32>, _ target: UnsafeMutablePointer<T>, _ rows: Int,
    _ missing: UnsafeMutablePointer<UInt64>?
  ) {
    guard let missing else {
      for row in 0..<rows { target[row] = T(truncatingIfNeeded: codes[row]) }
      return
    }
    var next = 0
    for row in 0..<rows {
      let isMissing = missing[row >> 6] >> UInt64(row & 63) & 1 == 1
      target[row] = isMissing ? 0 : T(truncatingIfNeeded: codes[next])
      next += isMissing ? 0 : 1
    }
  }

  @inline(__always)
  private static func map<S: FixedWidthInteger, T: FixedWidthInteger>(
    _ source: UnsafeMutablePointer<S>, _ target: UnsafeMutablePointer<T>, _ rows: Int,
    _ map: UnsafeMutablePointer<UInt32>?, _ missing: UnsafeMutablePointer<UInt64>?
  ) {
    guard let map else {
      for row in 0..<rows { target[row] = T(truncatingIfNeeded: source[row]) }
      return
    }
    for row in 0..<rows { target[row] = T(truncatingIfNeeded: map[Int(truncatingIfNeeded: source[row])]) }
    guard let missing else { return }
    // A missing value has code 0, whatever text its thread saw first.
    for row in 0..<rows where missing[row >> 6] >> UInt64(row & 63) & 1 == 1 { target[row] = 0 }
  }

  /// Codes by first appearance in the rows, without texts that no row has.
  private func renumbered(
    _ codes: Buffer<UInt32>, _ all: TextDictionary, _ validity: Bitmap?
  ) -> (Column.Values, TextDictionary) {
    let numbers = Buffer<UInt32>(count: all.count, zeroed: true)
    var order: [UInt32] = []
    var byteCount = 0
    for row in 0..<rowCount where validity?[row] ?? true {
      let code = Int(codes.pointer[row])
      if numbers.pointer[code] == 0 {
        order.append(codes.pointer[row])
        byteCount += all.utf8(code).count
        numbers.pointer[code] = UInt32(truncatingIfNeeded: order.count)
      }
      codes.pointer[row] = numbers.pointer[code] &- 1
    }
    let bytes = Buffer<UInt8>(count: byteCount)
    let offsets = Buffer<Int>(count: order.count + 1)
    offsets[0] = 0
    for (index, code) in order.enumerated() {
      let text = all.utf8(Int(code))
      if let start = text.baseAddress { memcpy(bytes.pointer + offsets[index], start, text.count) }
      offsets[index + 1] = offsets[index] + text.count
    }
    let dictionary = order.isEmpty ? TextDictionary([""]) : TextDictionary(bytes: bytes, offsets: offsets)
    return (Column.text(codes, dictionary: dictionary, validity: validity).values, dictionary)
  }
}

extension TextCollector {
  /// The texts as a column's dictionary. Their memory is freed as they are copied, so
  /// the collector cannot be used afterwards.
  fileprivate mutating func takenDictionary() -> TextDictionary {
    dropSlots()
    dropHashes()
    let ownBytes = Buffer<UInt8>(count: byteCount)
    let ownOffsets = Buffer<Int>(count: count + 1)
    var start = 0
    while start < count {
      let codes = start..<min(count, start + 1 << 16)
      let (from, to) = (offsets[codes.lowerBound], offsets[codes.upperBound])
      memcpy(ownBytes.pointer + from, bytes + from, to - from)
      memcpy(ownOffsets.pointer + start, offsets + start, codes.count * MemoryLayout<Int>.stride)
      release(codes)
      start = codes.upperBound
    }
    ownOffsets[count] = ownBytes.count
    return TextDictionary(bytes: ownBytes, offsets: ownOffsets)
  }
}
