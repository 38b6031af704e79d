// Regular expressions in linear time. A pattern comes from a script and the texts
// from data, and neither may stop the engine. So the pattern becomes a
// nondeterministic automaton whose states are followed all at once, and a search
// takes time proportional to pattern × text at most.
//
// There are no back-references. Tests ask only whether a text matches; `PatternFinder`
// also tells where, and where the first group of the pattern is.

import SegDiagnostics

/// A compiled regular expression over Unicode scalars.
///
///     let pattern = try Pattern("(?i)^te(a|e)$")
///     pattern.matches("Tea")   // true
///
/// The syntax is `. * + ? {m,n} | ( ) [ ] ^ $ \d \w \s \b` and their opposites,
/// and `(?i)` at the start. A match may be anywhere in the text, unless `^` (its
/// start) or `$` (its end) anchors it. `.` is any character except a line feed.
/// `\d`, `\w`, `\s` and `\b` refer to ASCII only, as in RE2 and Java, so that
/// every engine gives the same answer.
///
/// - Source: Ken Thompson, "Regular Expression Search Algorithm",
///   CACM 11 (1968); Rob Pike's lock-step form as in Russ Cox, "Regular
///   Expression Matching: the Virtual Machine Approach" (2009).
package struct Pattern: Sendable {
  let program: [PatternInstruction]
  let isCaseInsensitive: Bool

  /// The most instructions of a pattern: `(a{100}){100}` is refused.
  package static let programLimit = 10_000

  /// Compiles a pattern.
  ///
  /// - Throws: the mistake, with its byte offset.
  package init(_ text: String) throws(PatternError) {
    var compiler = PatternCompiler(text)
    program = try compiler.compile()
    isCaseInsensitive = compiler.isCaseInsensitive
  }

  /// Whether the pattern matches somewhere in a text.
  ///
  /// - Parameters:
  ///   - utf8: the text; bytes that are not UTF-8 count as U+FFFD.
  ///   - isStopped: whether work is to end; asked in long searches, which then find nothing.
  /// - Complexity: O(program × text); no recursion, no allocation for a step.
  package func matches(_ utf8: UnsafeBufferPointer<UInt8>, isStopped: () -> Bool = { false }) -> Bool {
    var search = PatternSearch(program, isCaseInsensitive: isCaseInsensitive)
    return search.run(utf8, isStopped)
  }

  /// Whether the pattern matches somewhere in a text.
  package func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches($0) }
  }
}

/// A mistake in a pattern.
package struct PatternError: Error, Sendable, Hashable {
  /// Lower case, no full stop.
  package let message: Message
  /// The byte offset of the mistake in the pattern.
  package let offset: Int
}

/// One step of a compiled pattern.
enum PatternInstruction: Sendable {
  case scalar(UInt32)
  case any
  case set(ScalarSet)
  case assert(PatternAssertion)
  /// Continues at both places; the first one is preferred.
  case split(Int, Int)
  case jump(Int)
  /// Keeps the place of the text as the start or the end of the first group.
  case save(isEnd: Bool)
  case match
}

enum PatternAssertion: Sendable { case start, end, wordBoundary, notWordBoundary }

/// A class of scalars: sorted ranges.
struct ScalarSet: Sendable {
  private(set) var ranges: [ClosedRange<UInt32>] = []
  /// The first 128 scalars, which most texts consist of.
  private var ascii: (UInt64, UInt64) = (0, 0)

  /// Of the first 128 scalars, a bit each.
  var asciiBits: (UInt64, UInt64) { ascii }

  init(_ unsorted: [ClosedRange<UInt32>], inverted: Bool) {
    var merged: [ClosedRange<UInt32>] = []
    for range in unsorted.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    ranges = inverted ? Self.complement(merged) : merged
    for value in UInt32(0)..<128 where search(value) {
      if value < 64 { ascii.0 |= 1 << UInt64(value) } else { ascii.1 |= 1 << UInt64(value - 64) }
    }
  }

  private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return result
  }

  func contains(_ value: UInt32) -> Bool {
    if value < 64 { return ascii.0 >> UInt64(value) & 1 != 0 }
    if value < 128 { return ascii.1 >> UInt64(value - 64) & 1 != 0 }
    return search(value)
  }

  private func search(_ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(value)
  }
}
