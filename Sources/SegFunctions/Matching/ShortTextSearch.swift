// Finds matches in short texts, most of which take some nanoseconds a byte: one way after the other is tried, and none that
// was tried before.

/// A pattern for searches in short texts, without memory that is counted by references.
///
/// A state at an offset is entered once in a search, so a search takes time proportional to pattern × text, and gives the
/// match that `PatternFinder` gives by following all ways at once.
///
/// - Source: Russ Cox, "Regular Expression Matching in the Wild" (2010), the bit-state search of RE2.
final class ShortTextSearch: @unchecked Sendable {
  fileprivate enum Operation: UInt8 {
    case scalar, any, set, start, end, wordBoundary, notWordBoundary, split, jump, saveStart, saveEnd, match
  }

  fileprivate struct Instruction: BitwiseCopyable {
    var operation: Operation
    /// The next state, or the place of a set.
    var target: Int32 = 0
    /// The other state of a split, or the scalar.
    var other: Int32 = 0
    /// The ASCII scalars of a set.
    var ascii: (UInt64, UInt64) = (0, 0)
  }

  /// A way that is tried later.
  fileprivate struct Way: BitwiseCopyable {
    let state: Int32
    let offset: Int32
    let groupStart: Int32
    let groupEnd: Int32
  }

  /// Where a match is, in bytes. A group that does not occur is before the text.
  struct Match {
    let start: Int
    let end: Int
    let group: Range<Int>?
  }

  /// The most states of texts: pattern × text.
  private static let mostStates = 1 << 15

  fileprivate let program: UnsafeMutablePointer<Instruction>
  fileprivate let count: Int
  private let splits: Int
  fileprivate let sets: [ScalarSet]
  fileprivate let isCaseInsensitive: Bool
  /// The bytes with which a match may begin; nil: it may be empty, or depends on more.
  fileprivate let beginnings: (UInt64, UInt64, UInt64, UInt64)?

  init(_ instructions: [PatternInstruction], isCaseInsensitive: Bool) {
    var sets: [ScalarSet] = []
    let flat = instructions.map { instruction -> Instruction in
      switch instruction {
      case .scalar(let value): return Instruction(operation: .scalar, other: Int32(truncatingIfNeeded: value))
      case .any: return Instruction(operation: .any)
      case .set(let set):
        sets.append(set)
        return Instruction(operation: .set, target: Int32(truncatingIfNeeded: sets.count - 1), ascii: set.asciiBits)
      case .assert(.start): return Instruction(operation: .start)
      case .assert(.end): return Instruction(operation: .end)
      case .assert(.wordBoundary): return Instruction(operation: .wordBoundary)
      case .assert(.notWordBoundary): return Instruction(operation: .notWordBoundary)
      case .split(let one, let other):
        return Instruction(operation: .split, target: Int32(truncatingIfNeeded: one), other: Int32(truncatingIfNeeded: other))
      case .jump(let target): return Instruction(operation: .jump, target: Int32(truncatingIfNeeded: target))
      case .save(let isEnd): return Instruction(operation: isEnd ? .saveEnd : .saveStart)
      case .match: return Instruction(operation: .match)
      }
    }
    count = flat.count
    splits = flat.count { $0.operation == .split }
    program = .allocate(capacity: max(1, flat.count))
    program.initialize(from: flat, count: flat.count)
    self.sets = sets
    self.isCaseInsensitive = isCaseInsensitive
    beginnings = isCaseInsensitive ? nil : Self.beginnings(flat)
  }

  deinit { program.deallocate() }

  /// The bytes with which a match may begin.
  private static func beginnings(_ program: [Instruction]) -> (UInt64, UInt64, UInt64, UInt64)? {
    var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var seen = Set<Int>()
    var open = [0]
    while let state = open.popLast() {
      guard seen.insert(state).inserted else { continue }
      let instruction = program[state]
      switch instruction.operation {
      case .scalar:
        let value = UInt32(truncatingIfNeeded: instruction.other)
        switch value {
        case 0..<64: bits.0 |= 1 << UInt64(value)
        case 64..<128: bits.1 |= 1 << UInt64(value - 64)
        default: (bits.2, bits.3) = (.max, .max)
        }
      case .any: bits = (.max, .max, .max, .max)
      case .set:
        bits.0 |= instruction.ascii.0
        bits.1 |= instruction.ascii.1
        // Other bytes are looked at where they are.
        (bits.2, bits.3) = (.max, .max)
      case .split: open += [Int(instruction.target), Int(instruction.other)]
      case .jump: open.append(Int(instruction.target))
      case .saveStart, .saveEnd: open.append(state + 1)
      case .match, .start, .end, .wordBoundary, .notWordBoundary: return nil
      }
    }
    return bits
  }

  /// Whether texts of so many bytes are short enough.
  func takes(_ byteCount: Int) -> Bool { byteCount < Self.mostStates && count * (byteCount + 1) <= Self.mostStates }

  /// Calls `body` with a search of a text, which may be asked for one match after another.
  func with<Result>(_ text: UnsafeBufferPointer<UInt8>, _ body: (Run) -> Result) -> Result {
    let words = (count * (text.count + 1) + 63) >> 6
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: words) { entered in
      withUnsafeTemporaryAllocation(of: Way.self, capacity: splits * (text.count + 1) + 1) { ways in
        body(Run(search: self, text: text, entered: entered, ways: ways))
      }
    }
  }

  /// A search of one text.
  struct Run {
    fileprivate let search: ShortTextSearch
    fileprivate let text: UnsafeBufferPointer<UInt8>
    /// A bit for each state at each offset.
    fileprivate let entered: UnsafeMutableBufferPointer<UInt64>
    fileprivate let ways: UnsafeMutableBufferPointer<Way>

    /// The first match that begins at an offset or later.
    func match(from first: Int) -> Match? {
      entered.initialize(repeating: 0)
      var start = first
      while start <= text.count {
        if let (low, high, third, fourth) = search.beginnings {
          while start < text.count {
            let byte = text[start]
            let word = byte < 128 ? (byte < 64 ? low : high) : (byte < 192 ? third : fourth)
            if word >> UInt64(byte & 63) & 1 != 0 { break }
            start += 1
          }
          // A match has a scalar.
          if start == text.count { return nil }
        }
        if let match = match(at: start) { return match }
        start += start < text.count ? UTF8Reading.scalar(text, start).width : 1
      }
      return nil
    }

    /// The match that begins at an offset.
    private func match(at start: Int) -> Match? {
      var count = 0
      var way = Way(state: 0, offset: Int32(truncatingIfNeeded: start), groupStart: -1, groupEnd: -1)
      while true {
        if let match = follow(way, from: start, &count) { return match }
        if count == 0 { return nil }
        count -= 1
        way = ways[count]
      }
    }

    /// Follows a way to its match or its end, and notes the ways that leave it.
    private func follow(_ way: Way, from start: Int, _ count: inout Int) -> Match? {
      let (program, states) = (search.program, search.count)
      var (state, offset) = (Int(way.state), Int(way.offset))
      var (groupStart, groupEnd) = (Int(way.groupStart), Int(way.groupEnd))
      while true {
        let place = offset * states + state
        if entered[place >> 6] >> UInt64(place & 63) & 1 != 0 { return nil }
        entered[place >> 6] |= 1 << UInt64(place & 63)
        let instruction = program[state]
        switch instruction.operation {
        case .match:
          let group = groupStart >= 0 && groupEnd >= groupStart ? groupStart..<groupEnd : nil
          return Match(start: start, end: offset, group: group)
        case .jump: state = Int(instruction.target)
        case .split:
          ways[count] = Way(
            state: instruction.other, offset: Int32(truncatingIfNeeded: offset), groupStart: Int32(truncatingIfNeeded: groupStart),
            groupEnd: Int32(truncatingIfNeeded: groupEnd))
          count += 1
          state = Int(instruction.target)
        case .saveStart:
          groupStart = offset
          state += 1
        case .saveEnd:
          groupEnd = offset
          state += 1
        case .start, .end, .wordBoundary, .notWordBoundary:
          if !holds(instruction.operation, offset) { return nil }
          state += 1
        case .scalar, .any, .set:
          guard offset < text.count else { return nil }
          let (value, width) = UTF8Reading.scalar(text, offset)
          if !consumes(instruction, value) { return nil }
          offset += width
          state += 1
        }
      }
    }

    @inline(__always)
    private func consumes(_ instruction: Instruction, _ value: UInt32) -> Bool {
      switch instruction.operation {
      case .any: return value != 0x0A
      case .set:
        if value < 64 { return instruction.ascii.0 >> UInt64(value) & 1 != 0 }
        if value < 128 { return instruction.ascii.1 >> UInt64(value - 64) & 1 != 0 }
        return search.sets[Int(instruction.target)].contains(value)
      case .scalar:
        let wanted = UInt32(truncatingIfNeeded: instruction.other)
        return (search.isCaseInsensitive ? UTF8Reading.folded(value) : value) == wanted
      case .start, .end, .wordBoundary, .notWordBoundary, .split, .jump, .saveStart, .saveEnd, .match: return false
      }
    }

    private func holds(_ assertion: Operation, _ offset: Int) -> Bool {
      switch assertion {
      case .start: offset == 0
      case .end: offset >= text.count
      case .wordBoundary: isBoundary(offset)
      case .notWordBoundary: !isBoundary(offset)
      case .scalar, .any, .set, .split, .jump, .saveStart, .saveEnd, .match: false
      }
    }

    private func isBoundary(_ offset: Int) -> Bool {
      // Words are of ASCII, whose bytes are in no other scalar.
      let before = offset > 0 && UTF8Reading.isWord(UInt32(text[offset - 1]))
      let after = offset < text.count && UTF8Reading.isWord(UInt32(text[offset]))
      return before != after
    }
  }
}
