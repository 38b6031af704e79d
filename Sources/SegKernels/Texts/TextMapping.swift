// Applies a function to each text of a dictionary, and makes a dictionary of the results.

import SegColumns
import SegDiagnostics
import SegRuntime

import SegPlatform

/// A function from UTF-8 to UTF-8: a result has at most `factor` times the bytes of its text, and `extra` more; what writes
/// it returns its bytes, a negative number where there is none; nil: not for this text.
package typealias ByteFunction = (
  factor: Int, extra: Int, body: @Sendable (_ text: UnsafeBufferPointer<UInt8>, _ target: UnsafeMutablePointer<UInt8>) -> Int?
)

/// The results of a function from text to text for every code of a dictionary: the distinct
/// results in the order of the codes that first give them.
///
/// Threads map pieces of the dictionary, each with its distinct results. Then results are
/// split by hash into parts, and each part is searched for equal results on its own. Then
/// they are numbered and copied in the order of the pieces. The result does not depend on
/// the threads.
package struct TextMapping {
  /// The result of each code; 0 if it has none.
  package let codes: Buffer<UInt32>
  /// Nil if every code has a result.
  package let validity: Bitmap?
  package let dictionary: TextDictionary

  /// The number of codes mapped at a time. A result's number is that of its piece times this,
  /// plus its place among the piece's distinct results.
  private static let pieceSize = 1 << 14
  /// Parts by the upper bits of the hash.
  private static let partBits = 6

  private struct Result: BitwiseCopyable, @unchecked Sendable {
    var text: UnsafeMutablePointer<UInt8>
    var count: UInt32
    var hash: UInt32

    @inline(__always)
    func equals(_ other: Result) -> Bool {
      count == other.count && hash == other.hash && memcmp(text, other.text, Int(count)) == 0
    }
  }

  /// Memory of a piece's results.
  private struct Blocks: @unchecked Sendable {
    let all: [UnsafeMutablePointer<UInt8>]
  }

  /// The data of all pieces, each in a range of its own.
  private struct Pieces: @unchecked Sendable {
    let count: Int
    let results: Buffer<Result>
    /// The number of distinct results of each, the number of new ones, and their bytes.
    let sizes: Buffer<Int>
    let news: Buffer<Int>
    let newBytes: Buffer<Int>
    /// Places of results by part, in their order, and where each part ends.
    let byPart: Buffer<UInt16>
    let ends: Buffer<Int>
    /// First the result that a result equals, then its code.
    let firsts: Buffer<UInt32>
    let memory: MorselResults<Blocks>

    init(_ count: Int, _ context: ExecutionContext) throws(ScriptError) {
      self.count = count
      results = try Buffer(count: count * pieceSize, in: context)
      sizes = Buffer(count: count, zeroed: true)
      news = Buffer(count: count, zeroed: true)
      newBytes = Buffer(count: count, zeroed: true)
      byPart = try Buffer(count: count * pieceSize, in: context)
      ends = try Buffer(count: count << partBits, zeroed: true, in: context)
      firsts = try Buffer(count: count * pieceSize, in: context)
      memory = MorselResults(count)
    }

    func free() {
      for piece in 0..<count { for block in memory.get(piece)?.all ?? [] { block.deallocate() } }
    }
  }

  package init(
    _ source: TextDictionary, _ kernel: ByteFunction?, _ context: ExecutionContext,
    _ body: @escaping @Sendable (String) -> String?
  ) throws(ScriptError) {
    let count = source.count
    let codes = try Buffer<UInt32>(count: count, in: context)
    let pieces = try Pieces((count + Self.pieceSize - 1) / Self.pieceSize, context)
    defer { pieces.free() }
    try context.run(pieces: pieces.count) { _, piece in
      let range = piece * Self.pieceSize..<min(count, (piece + 1) * Self.pieceSize)
      Self.map(source, range, kernel, body, piece, pieces, codes)
      Self.sortByPart(piece, pieces)
    }
    try context.run(pieces: 1 << Self.partBits) { _, part in Self.unify(part, pieces) }
    let (dictionary, numbers) = try Self.numbered(pieces, context)
    validity = try Self.renumber(codes, pieces, numbers, context)
    self.codes = codes
    self.dictionary = dictionary
  }

  /// The distinct results in the order of the pieces, and the number of each result that is the
  /// first of its kind.
  private static func numbered(_ pieces: Pieces, _ context: ExecutionContext) throws(ScriptError) -> (TextDictionary, Buffer<UInt32>) {
    try context.run(pieces: pieces.count) { _, piece in
      for result in results(piece, pieces) where pieces.firsts.pointer[result] == UInt32(truncatingIfNeeded: result) {
        pieces.news.pointer[piece] += 1
        pieces.newBytes.pointer[piece] += Int(pieces.results.pointer[result].count)
      }
    }
    var starts: [(texts: Int, bytes: Int)] = []
    var sum = (texts: 0, bytes: 0)
    for piece in 0..<pieces.count {
      starts.append(sum)
      sum = (sum.texts + pieces.news[piece], sum.bytes + pieces.newBytes[piece])
    }
    let bytes = try Buffer<UInt8>(count: sum.bytes, in: context)
    let offsets = try Buffer<Int>(count: sum.texts + 1, in: context)
    let numbers = try Buffer<UInt32>(count: pieces.firsts.count, in: context)
    offsets[0] = 0
    let fixed = starts
    try context.run(pieces: pieces.count) { _, piece in
      var (next, end) = fixed[piece]
      for number in results(piece, pieces) where pieces.firsts.pointer[number] == UInt32(truncatingIfNeeded: number) {
        let result = pieces.results.pointer[number]
        memcpy(bytes.pointer + end, result.text, Int(result.count))
        end += Int(result.count)
        numbers.pointer[number] = UInt32(truncatingIfNeeded: next)
        next += 1
        offsets.pointer[next] = end
      }
    }
    return (sum.texts == 0 ? TextDictionary([""]) : TextDictionary(bytes: bytes, offsets: offsets), numbers)
  }

  /// Replaces each code's place among its piece's results by the number of the result.
  ///
  /// - Returns: which codes have one; nil: all.
  private static func renumber(
    _ codes: Buffer<UInt32>, _ pieces: Pieces, _ numbers: Buffer<UInt32>, _ context: ExecutionContext
  ) throws(ScriptError) -> Bitmap? {
    let count = codes.count
    let isAnyMissing = MorselResults<Bool>(pieces.count)
    try context.run(pieces: pieces.count) { _, piece in
      for code in piece * pieceSize..<min(count, (piece + 1) * pieceSize) {
        let place = codes.pointer[code]
        if place == .max {
          isAnyMissing.set(piece, true)
        } else {
          codes.pointer[code] = numbers.pointer[Int(pieces.firsts.pointer[piece * pieceSize + Int(place)])]
        }
      }
    }
    guard (0..<pieces.count).contains(where: { isAnyMissing.get($0) == true }) else { return nil }
    let bits = try Bitmap(count: count, in: context)
    for code in 0..<count {
      if codes.pointer[code] == .max { codes.pointer[code] = 0 } else { bits.set(code) }
    }
    return bits
  }

  private static func results(_ piece: Int, _ pieces: Pieces) -> Range<Int> {
    piece * pieceSize..<piece * pieceSize + pieces.sizes[piece]
  }

  /// Writes a piece's distinct results, and the place of each code's result
  /// among them, `max` for none.
  private static func map(
    _ source: TextDictionary, _ range: Range<Int>, _ kernel: ByteFunction?, _ body: (String) -> String?, _ piece: Int,
    _ pieces: Pieces, _ codes: Buffer<UInt32>
  ) {
    // Memory for the longest possible results of this kernel; results of the other kernel
    // have blocks of their own.
    let texts = source.offsets.pointer
    let room = (texts[range.upperBound] - texts[range.lowerBound]) * (kernel?.factor ?? 1) + range.count * (kernel?.extra ?? 0)
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, room))
    var blocks = [memory]
    let results = pieces.results.pointer + piece * pieceSize
    let mask = pieceSize * 2 - 1
    var (end, size) = (0, 0)
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: mask + 1) { slots in
      slots.initialize(repeating: 0)
      guard let slots = slots.baseAddress else { return }
      for code in range {
        let text = source.utf8(code)
        var made = Result(text: memory + end, count: 0, hash: 0)
        var isKept = false
        if let count = kernel?.body(text, memory + end) {
          if count < 0 {
            codes.pointer[code] = .max
            continue
          }
          made.count = UInt32(truncatingIfNeeded: count)
        } else if let result = body(String(decoding: text, as: UTF8.self)) {
          let block = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, result.utf8.count))
          _ = UnsafeMutableBufferPointer(start: block, count: result.utf8.count).initialize(from: result.utf8)
          made = Result(text: block, count: UInt32(truncatingIfNeeded: result.utf8.count), hash: 0)
          isKept = true
        } else {
          codes.pointer[code] = .max
          continue
        }
        made.hash = hash(made.text, Int(made.count))
        var slot = Int(made.hash) & mask
        while slots[slot] != 0 && !results[Int(slots[slot]) - 1].equals(made) { slot = (slot + 1) & mask }
        if slots[slot] == 0 {
          results[size] = made
          size += 1
          slots[slot] = UInt16(truncatingIfNeeded: size)
          if isKept { blocks.append(made.text) } else { end += Int(made.count) }
        } else if isKept {
          made.text.deallocate()
        }
        codes.pointer[code] = UInt32(slots[slot]) - 1
      }
    }
    pieces.sizes[piece] = size
    pieces.memory.set(piece, Blocks(all: blocks))
  }

  private static func sortByPart(_ piece: Int, _ pieces: Pieces) {
    let ends = pieces.ends.pointer + (piece << partBits)
    let results = pieces.results.pointer + piece * pieceSize
    let byPart = pieces.byPart.pointer + piece * pieceSize
    let shift = UInt32(32 - partBits)
    for place in 0..<pieces.sizes[piece] { ends[Int(results[place].hash >> shift)] += 1 }
    var start = 0
    for part in 0..<1 << partBits { (ends[part], start) = (start, start + ends[part]) }
    // Each start moves to the end of its part.
    for place in 0..<pieces.sizes[piece] {
      let part = Int(results[place].hash >> shift)
      byPart[ends[part]] = UInt16(truncatingIfNeeded: place)
      ends[part] += 1
    }
  }

  /// Writes, for each result of a part, the first equal one.
  private static func unify(_ part: Int, _ pieces: Pieces) {
    func places(_ piece: Int) -> Range<Int> {
      let ends = pieces.ends.pointer + (piece << partBits)
      return (part == 0 ? 0 : ends[part - 1])..<ends[part]
    }
    var size = 64
    let wanted = (0..<pieces.count).reduce(0) { $0 + places($1).count } * 2
    while size < wanted { size *= 2 }
    let mask = size - 1
    // The hash and the result's number plus 1; 0 is empty.
    let table = Buffer<UInt64>(count: size, zeroed: true)
    let (slots, results, firsts) = (table.pointer, pieces.results.pointer, pieces.firsts.pointer)
    for piece in 0..<pieces.count {
      let byPart = pieces.byPart.pointer + piece * pieceSize
      for index in places(piece) {
        let number = piece * pieceSize + Int(byPart[index])
        let hash = results[number].hash
        var slot = Int(hash) & mask
        while true {
          let held = slots[slot]
          if held == 0 {
            slots[slot] = UInt64(hash) << 32 | UInt64(truncatingIfNeeded: number + 1)
            firsts[number] = UInt32(truncatingIfNeeded: number)
            break
          }
          let other = Int(held & 0xFFFF_FFFF) - 1
          if UInt32(truncatingIfNeeded: held >> 32) == hash, results[number].equals(results[other]) {
            firsts[number] = UInt32(truncatingIfNeeded: other)
            break
          }
          slot = (slot + 1) & mask
        }
      }
    }
    withExtendedLifetime(table) {}
  }

  private static func hash(_ text: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index < count {
      var part: UInt64 = 0
      if index + 8 <= count {
        part = UnsafeRawPointer(text + index).loadUnaligned(as: UInt64.self)
      } else {
        for place in index..<count { part = part << 8 | UInt64(text[place]) }
      }
      hash = (hash ^ part) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
      index += 8
    }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 15)
  }
}
