// The distinct texts of a column, each stored once.

import SegDiagnostics
import SegRuntime

/// Distinct UTF-8 texts numbered from 0: what the codes of a text column mean.
/// Codes come in the order of first appearance in the rows; `ranks` gives the
/// order of the texts.
public final class TextDictionary: Sendable {
  public let count: Int
  /// All texts, one after the other.
  @usableFromInline package let bytes: Buffer<UInt8>
  /// `count + 1` offsets into `bytes`.
  @usableFromInline package let offsets: Buffer<Int>
  /// Whether the codes themselves give the order, as for a lifecycle's stages.
  package let isOrdered: Bool
  private let lazyRanks = OnceCell<Buffer<UInt32>>()

  /// The bytes of all texts.
  package var byteCount: Int { offsets.pointer[count] - offsets.pointer[0] }

  /// - Parameter offsets: `count + 1` ascending offsets into `bytes`.
  package init(bytes: Buffer<UInt8>, offsets: Buffer<Int>, isOrdered: Bool = false) {
    count = max(0, offsets.count - 1)
    self.bytes = bytes
    self.offsets = offsets
    self.isOrdered = isOrdered
  }

  /// The texts must be distinct.
  package convenience init(_ texts: [String], isOrdered: Bool = false) {
    var bytes: [UInt8] = []
    var offsets = [0]
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      offsets.append(bytes.count)
    }
    self.init(bytes: Buffer(bytes), offsets: Buffer(offsets), isOrdered: isOrdered)
  }

  /// The text of a code as a string.
  public subscript(code: Int) -> String { String(decoding: utf8(code), as: UTF8.self) }

  /// The text of a code as UTF-8.
  @inlinable
  package func utf8(_ code: Int) -> UnsafeBufferPointer<UInt8> {
    let start = offsets.pointer[code]
    return UnsafeBufferPointer(start: bytes.pointer + start, count: offsets.pointer[code + 1] - start)
  }

  package var texts: [String] { (0..<count).map { self[$0] } }

  /// The place of each code in the order of the texts. Texts are ordered by UTF-8
  /// bytes, which is the order of Unicode code points on every engine. Made on
  /// first use.
  package var ranks: Buffer<UInt32> {
    // The serial context is never stopped.
    (try? ranks(.serial)) ?? Buffer(count: count + 1, zeroed: true)
  }

  /// The same, made by any threads.
  package func ranks(_ context: ExecutionContext) throws(ScriptError) -> Buffer<UInt32> {
    try lazyRanks.value { () throws(ScriptError) in
      let ranks = try Buffer<UInt32>(count: count + 1, zeroed: true, in: context)
      if isOrdered {
        for code in 0..<count { ranks[code] = UInt32(truncatingIfNeeded: code) }
        return ranks
      }
      let order = try TextOrder(self, context)
      let pieceSize = 1 << 16
      let count = self.count
      try context.run(pieces: (count + pieceSize - 1) / pieceSize) { _, piece in
        for place in piece * pieceSize..<min(count, (piece + 1) * pieceSize) {
          ranks.pointer[Int(order[place])] = UInt32(truncatingIfNeeded: place)
        }
      }
      return ranks
    }
  }

  /// The codes in the order of their texts' bytes.
  package var codesInOrder: [UInt32] {
    let ranks = ranks
    var codes = [UInt32](repeating: 0, count: count)
    for code in 0..<count { codes[Int(ranks[code])] = UInt32(truncatingIfNeeded: code) }
    return codes
  }

  /// Negative, 0 or positive: compares bytes; a text comes after its own prefix.
  package static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
    let shared = min(a.count, b.count)
    for index in 0..<shared where a[index] != b[index] { return Int(a[index]) - Int(b[index]) }
    return a.count - b.count
  }
}
