// Finds given texts among the distinct texts of a column.

import SegColumns
import SegDiagnostics
import SegRuntime

/// Texts to find in dictionaries. A hash of length and ends excludes almost all texts of a
/// dictionary; the rest is compared. A test of the length alone would be a mispredicted
/// branch.
package struct TextFinding: Sendable {
  /// Ascending, for binary search: sets of byte arrays would make the first question slow
  /// (see `ValueCache`).
  private let wanted: [[UInt8]]
  /// A byte for each hash, 1 if a text has it.
  private let hashes: [UInt8]

  private static let hashBits: UInt64 = 14
  private static let codesAtATime = 1 << 14

  package init(_ texts: [[UInt8]]) {
    wanted = texts.sorted { $0.lexicographicallyPrecedes($1) }
    var hashes = [UInt8](repeating: 0, count: 1 << Self.hashBits)
    for text in wanted {
      // Eight more bytes, as a dictionary has after its last text.
      let padded = text + [0, 0, 0, 0, 0, 0, 0, 0]
      padded.withUnsafeBytes { bytes in
        if let start = bytes.baseAddress { hashes[Self.hash(start, text.count)] = 1 }
      }
    }
    self.hashes = hashes
  }

  /// A hash of a text's length and its first and last eight bytes.
  @inline(__always)
  private static func hash(_ text: UnsafeRawPointer, _ count: Int) -> Int {
    let first: UInt64
    let last: UInt64
    if count >= 8 {
      first = text.loadUnaligned(as: UInt64.self)
      last = (text + count - 8).loadUnaligned(as: UInt64.self)
    } else {
      first = text.loadUnaligned(as: UInt64.self) & ((1 << UInt64(count << 3)) &- 1)
      last = 0
    }
    let mixed = (first ^ last &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(count)) &* 0xC2B2_AE3D_27D4_EB4F
    return Int(truncatingIfNeeded: mixed >> (64 &- hashBits))
  }

  /// The codes of the wanted texts, ascending.
  package func codes(in dictionary: TextDictionary, _ context: ExecutionContext) throws(ScriptError) -> [Int] {
    let pieces = (dictionary.count + Self.codesAtATime - 1) / Self.codesAtATime
    if pieces <= 1 { return codes(in: dictionary, 0..<dictionary.count) }
    let found = MorselResults<[Int]>(pieces)
    try context.run(pieces: pieces) { _, piece in
      let start = piece * Self.codesAtATime
      found.set(piece, codes(in: dictionary, start..<min(dictionary.count, start + Self.codesAtATime)))
    }
    return (0..<pieces).flatMap { found.get($0) ?? [] }
  }

  private func isWanted(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var places = wanted[...]
    while !places.isEmpty {
      let middle = places.startIndex + places.count / 2
      let order = wanted[middle].withUnsafeBufferPointer { TextDictionary.compare(text, $0) }
      if order == 0 { return true }
      places = order < 0 ? places[..<middle] : places[(middle + 1)...]
    }
    return false
  }

  private func codes(in dictionary: TextDictionary, _ range: Range<Int>) -> [Int] {
    var codes: [Int] = []
    hashes.withUnsafeBufferPointer { hashes in
      for code in range {
        let text = dictionary.utf8(code)
        guard let start = text.baseAddress else { continue }
        // The memory of a dictionary continues for 64 bytes after its texts.
        if hashes[Self.hash(UnsafeRawPointer(start), text.count)] == 1, isWanted(text) { codes.append(code) }
      }
    }
    return codes
  }
}
