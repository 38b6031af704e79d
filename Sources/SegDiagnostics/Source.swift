// A text with a name. Every place in a diagnostic points into one.

/// The text that a ``SourceSpan`` points into: a script, a line typed at the
/// prompt, or a data file.
public final class Source: Sendable {
  /// The name that people see: a file's path, `<prompt>`, `<text>`.
  public let name: String
  /// The text as UTF-8; spans count these bytes.
  public let utf8: [UInt8]
  /// The offset of each line's first byte; never empty.
  package let lineStarts: [Int]

  public init(name: String, utf8: [UInt8]) {
    self.name = name
    self.utf8 = utf8
    var starts = [0]
    for (offset, byte) in utf8.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    lineStarts = starts
  }

  public convenience init(name: String, text: String) {
    self.init(name: name, utf8: Array(text.utf8))
  }

  /// The text of a byte range; ranges outside the source are clamped to it.
  package func text(_ range: Range<Int>) -> String {
    let lower = min(max(0, range.lowerBound), utf8.count)
    let upper = min(max(lower, range.upperBound), utf8.count)
    return String(decoding: utf8[lower..<upper], as: UTF8.self)
  }

  /// The line (from 0) that holds a byte offset.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The bytes of a line (from 0) without its line break.
  package func lineRange(_ line: Int) -> Range<Int> {
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : utf8.count
    if end > start && utf8[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }
}

/// A byte range of a ``Source``.
public struct SourceSpan: Sendable, Hashable {
  public let source: Source
  public let range: Range<Int>

  public init(_ source: Source, _ range: Range<Int>) {
    self.source = source
    self.range = range
  }

  /// The text that the span covers.
  public var text: String { source.text(range) }

  /// The smallest span that covers both; `self` where the other one is of
  /// another source.
  package func merged(with other: SourceSpan) -> SourceSpan {
    guard other.source === source else { return self }
    return SourceSpan(
      source,
      min(range.lowerBound, other.range.lowerBound)..<max(range.upperBound, other.range.upperBound))
  }

  /// Line and column of the first byte, both from 1; the column counts
  /// characters.
  public var position: (line: Int, column: Int) {
    let line = source.line(at: range.lowerBound)
    let before = source.text(source.lineStarts[line]..<range.lowerBound)
    return (line + 1, before.count + 1)
  }

  public static func == (a: SourceSpan, b: SourceSpan) -> Bool {
    a.source === b.source && a.range == b.range
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(source))
    hasher.combine(range)
  }
}
