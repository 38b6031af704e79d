// Where a pattern matches first, in time proportional to pattern × text: all states are followed
// at once, in the order in which a search that tries one way after the other would try them.

/// Finds what a pattern matches in texts.
///
/// The match is the one that begins first; of those that begin there, the one that the signs of
/// the pattern prefer: `a|b` the left one, `a*` the longest, `a*?` the shortest, as in Perl.
///
/// - Source: Russ Cox, "Regular Expression Matching: the Virtual Machine Approach" (2009).
package struct PatternFinder: Sendable {
  private let program: [PatternInstruction]
  private let isCaseInsensitive: Bool
  private let hasGroup: Bool
  /// Searches of short texts, which are faster.
  private let short: ShortTextSearch

  package init(_ text: String) throws(PatternError) {
    var compiler = PatternCompiler(text, keepsGroup: true)
    program = try compiler.compile()
    isCaseInsensitive = compiler.isCaseInsensitive
    hasGroup = compiler.hasGroup
    short = ShortTextSearch(program, isCaseInsensitive: isCaseInsensitive)
  }

  /// What ``first(in:)`` gives, on bytes.
  var firstOnBytes: ByteKernel {
    let (short, hasGroup) = (short, hasGroup)
    return ByteKernel(extra: 0) { text, target in
      guard short.takes(text.count) else { return nil }
      return short.with(text) { run in
        guard let match = run.match(from: 0), let range = hasGroup ? match.group : match.start..<match.end else { return ByteKernel.none }
        return ByteKernel.copy(text, range, target)
      }
    }
  }

  /// What ``replaced(in:with:)`` gives, on bytes; nil for another text that is long.
  func replacedOnBytes(with other: String) -> ByteKernel? {
    let (short, new) = (short, Array(other.utf8))
    guard new.count <= Self.mostReplacing else { return nil }
    // Before each byte, and at the end, there is at most one match.
    return ByteKernel(factor: 1 + new.count, extra: new.count) { text, target in
      guard short.takes(text.count) else { return nil }
      return short.with(text) { run in
        var (copied, from, end) = (0, 0, 0)
        while from <= text.count, let match = run.match(from: from) {
          end += ByteKernel.copy(text, copied..<match.start, target + end)
          for byte in new {
            target[end] = byte
            end += 1
          }
          (copied, from) = (match.end, match.end)
          // After an empty match the next scalar stays as it is.
          if match.end == match.start { from += match.end < text.count ? UTF8Reading.scalar(text, match.end).width : 1 }
        }
        return end + ByteKernel.copy(text, copied..<text.count, target + end)
      }
    }
  }

  /// Bytes of a text that replaces others: memory is asked for as if it did so everywhere.
  private static let mostReplacing = 16

  /// What the first group of the pattern matches, or without one the whole pattern; nil if it
  /// matches nowhere, or without the group.
  package func first(in text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      var search = Search(program, isCaseInsensitive: isCaseInsensitive)
      guard let places = search.run(bytes) else { return nil }
      guard let range = hasGroup ? places.group : places.start..<places.end else { return nil }
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
  }

  /// The text with each match replaced by another text, from left to right.
  package func replaced(in text: String, with other: String) -> String {
    var (text, other) = (text, other)
    return text.withUTF8 { bytes in
      other.withUTF8 { new in
        var result: [UInt8] = []
        var (copied, from) = (0, 0)
        while from <= bytes.count {
          var search = Search(program, isCaseInsensitive: isCaseInsensitive)
          guard let places = search.run(bytes, from: from) else { break }
          result += bytes[copied..<places.start]
          result += new
          copied = places.end
          from = places.end
          // After an empty match the next scalar stays as it is.
          if places.end == places.start { from += places.end < bytes.count ? UTF8Reading.scalar(bytes, places.end).1 : 1 }
        }
        result += bytes[min(copied, bytes.count)...]
        return String(decoding: result, as: UTF8.self)
      }
    }
  }

  /// Places of a match, as offsets in bytes.
  private struct Places {
    var start: Int
    var end = 0
    var groupStart: Int?
    var groupEnd: Int?

    var group: Range<Int>? {
      guard let groupStart, let groupEnd, groupStart <= groupEnd else { return nil }
      return groupStart..<groupEnd
    }
  }

  /// One search of one text.
  private struct Search {
    private typealias Thread = (state: Int, places: Places)

    private let program: [PatternInstruction]
    private let isCaseInsensitive: Bool
    /// Ways that wait for a scalar, the preferred ones first.
    private var waiting: [Thread] = []
    private var stack: [Thread] = []
    /// The position (from 1) at which a state was last entered.
    private var entered: [Int]

    init(_ program: [PatternInstruction], isCaseInsensitive: Bool) {
      self.program = program
      self.isCaseInsensitive = isCaseInsensitive
      entered = [Int](repeating: 0, count: program.count)
    }

    /// - Parameter first: where matches may begin.
    mutating func run(_ bytes: UnsafeBufferPointer<UInt8>, from first: Int = 0) -> Places? {
      var found: Places?
      var reached: [Thread] = []
      var offset = first
      var step = 1
      var before = first
      while before > 0, before == first || bytes[before] & 0xC0 == 0x80 { before -= 1 }
      var wasWord = first > 0 && UTF8Reading.isWord(UTF8Reading.scalar(bytes, before).0)
      while true {
        let isAtEnd = offset >= bytes.count
        let (value, width) = isAtEnd ? (0, 0) : UTF8Reading.scalar(bytes, offset)
        let isWord = !isAtEnd && UTF8Reading.isWord(value)
        if found == nil { reached.append((0, Places(start: offset))) }
        waiting.removeAll(keepingCapacity: true)
        for thread in reached {
          let place = (offset: offset, isAtEnd: isAtEnd, isBoundary: wasWord != isWord)
          guard let match = enter(thread, step, place) else { continue }
          // Ways after it are not preferred.
          found = match
          break
        }
        if isAtEnd || waiting.isEmpty && found != nil { return found }
        let folded = isCaseInsensitive ? UTF8Reading.folded(value) : value
        reached.removeAll(keepingCapacity: true)
        for thread in waiting where consumes(program[thread.state], value, folded) {
          reached.append((thread.state + 1, thread.places))
        }
        wasWord = isWord
        offset += width
        step += 1
      }
    }

    /// Enters a state and all that it leads to without a scalar, the preferred ones first; the
    /// places of the match if one is reached.
    private mutating func enter(
      _ first: Thread, _ step: Int, _ place: (offset: Int, isAtEnd: Bool, isBoundary: Bool)
    ) -> Places? {
      stack.removeAll(keepingCapacity: true)
      stack.append(first)
      while let thread = stack.popLast() {
        let state = thread.state
        var places = thread.places
        if entered[state] == step { continue }
        entered[state] = step
        switch program[state] {
        case .match:
          places.end = place.offset
          return places
        case .save(let isEnd):
          if isEnd { places.groupEnd = place.offset } else { places.groupStart = place.offset }
          stack.append((state + 1, places))
        case .jump(let target): stack.append((target, places))
        case .split(let one, let other):
          stack.append((other, places))
          stack.append((one, places))
        case .assert(let assertion):
          let holds =
            switch assertion {
            case .start: place.offset == 0
            case .end: place.isAtEnd
            case .wordBoundary: place.isBoundary
            case .notWordBoundary: !place.isBoundary
            }
          if holds { stack.append((state + 1, places)) }
        case .scalar, .any, .set: waiting.append((state, places))
        }
      }
      return nil
    }

    private func consumes(_ instruction: PatternInstruction, _ value: UInt32, _ folded: UInt32) -> Bool {
      switch instruction {
      case .scalar(let wanted): folded == wanted
      case .any: value != 0x0A
      case .set(let set): set.contains(value)
      case .assert, .split, .jump, .save, .match: false
      }
    }
  }
}
