// The texts of a dictionary in order.

/// Sorts texts by their bytes, eight at a time: most are told apart by numbers
/// and not by looking at them again.
///
/// Complexity: linear in the bytes that tell the texts apart.
struct TextOrder {
  private let dictionary: TextDictionary
  private(set) var codes: [UInt32]

  /// A text's next eight bytes, the first in the highest place, zeros past its
  /// end.
  private struct Entry {
    let key: UInt64
    let code: UInt32
  }

  /// Fewer are compared as they are.
  private static let fewTexts = 16
  /// More are dealt by bytes.
  private static let manyTexts = 2048

  init(_ dictionary: TextDictionary) {
    self.dictionary = dictionary
    codes = Array(0..<UInt32(dictionary.count))
    var open = [(range: codes.indices, depth: sharedLength())]
    while let (range, depth) = open.popLast() {
      if range.count <= Self.fewTexts {
        codes[range].sort { Self.compare(dictionary, $0, $1) < 0 }
        continue
      }
      var entries = codes[range].map { Entry(key: key($0, depth), code: $0) }
      if range.count > Self.manyTexts { Self.deal(&entries) } else { entries.sort { $0.key < $1.key } }
      var start = 0
      while start < entries.count {
        var end = start + 1
        while end < entries.count, entries[end].key == entries[start].key { end += 1 }
        for place in start..<end { codes[range.lowerBound + place] = entries[place].code }
        let run = range.lowerBound + start..<range.lowerBound + end
        start = end
        if run.count == 1 { continue }
        if codes[run].allSatisfy({ dictionary.utf8(Int($0)).count <= depth + 8 }) {
          // They differ in how many zero bytes they end with.
          codes[run].sort { dictionary.utf8(Int($0)).count < dictionary.utf8(Int($1)).count }
        } else {
          open.append((run, depth + 8))
        }
      }
    }
  }

  private static func compare(_ dictionary: TextDictionary, _ a: UInt32, _ b: UInt32) -> Int {
    TextDictionary.compare(dictionary.utf8(Int(a)), dictionary.utf8(Int(b)))
  }

  /// How many bytes all texts begin with.
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

  /// Sorts by key, byte by byte from the lowest; bytes that are the same in all
  /// take no pass.
  private static func deal(_ entries: inout [Entry]) {
    var counts = [Int](repeating: 0, count: 8 * 256)
    for entry in entries {
      for byte in 0..<8 { counts[byte << 8 | Int(truncatingIfNeeded: entry.key >> UInt64(byte * 8) & 255)] += 1 }
    }
    var target = entries
    for byte in 0..<8 {
      var starts = Array(counts[byte << 8..<(byte + 1) << 8])
      if starts.contains(entries.count) { continue }
      var start = 0
      for value in 0..<256 { (starts[value], start) = (start, start + starts[value]) }
      starts.withUnsafeMutableBufferPointer { starts in
        target.withUnsafeMutableBufferPointer { target in
          for entry in entries {
            let value = Int(truncatingIfNeeded: entry.key >> UInt64(byte * 8) & 255)
            target[starts[value]] = entry
            starts[value] &+= 1
          }
        }
      }
      swap(&entries, &target)
    }
  }
}
