// SQL's LIKE: two wildcards, in time proportional to the text for practical
// patterns.

import SegDiagnostics

/// A compiled LIKE pattern: `%` is any text, `_` one Unicode character, and `\`
/// makes the next character literal. The whole text must match; case matters.
///
///     let pattern = try LikePattern("T_a%")
///     pattern.matches("Tea, green")   // true
package struct LikePattern: Sendable {
  private enum Part: Sendable {
    /// Characters that match themselves.
    case literal(Needle<UInt8>)
    case one
    case many
  }

  private let parts: [Part]

  /// Compiles a pattern.
  ///
  /// - Throws: if the pattern ends with a lone backslash.
  package init(_ text: String) throws(PatternError) {
    var parts: [Part] = []
    var literal: [UInt8] = []
    var isEscaped = false
    func endLiteral() {
      if !literal.isEmpty { parts.append(.literal(Needle(literal))) }
      literal = []
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case _ where isEscaped:
        literal += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        isEscaped = false
      case "\\": isEscaped = true
      case "_":
        endLiteral()
        parts.append(.one)
      case "%":
        endLiteral()
        if case .many? = parts.last { continue }
        parts.append(.many)
      default: literal += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    if isEscaped {
      throw PatternError(message: "a backslash needs a character after it", offset: text.utf8.count - 1)
    }
    endLiteral()
    self.parts = parts
  }

  /// Whether a whole text matches.
  ///
  /// - Complexity: O(pattern + text) without `_`, O(pattern × text) at worst: a `%` that
  ///   fails is retried later, and only the last one has to be.
  package func matches(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    var offset = 0
    var part = 0
    /// The part after the last `%`, and where it was tried.
    var retry: (part: Int, offset: Int)?
    while true {
      if part < parts.count {
        switch parts[part] {
        case .many:
          part += 1
          guard let place = place(of: part, in: utf8, from: offset) else { return false }
          retry = (part, place)
          offset = place
          continue
        case .one:
          if offset == utf8.count { return false }
          offset += UTF8Reading.scalar(utf8, offset).width
          part += 1
          continue
        case .literal(let needle):
          if Self.has(needle, utf8, at: offset) {
            offset += needle.elements.count
            part += 1
            continue
          }
        }
      } else if offset == utf8.count {
        return true
      }
      guard let last = retry, last.offset < utf8.count else { return false }
      let next = last.offset + UTF8Reading.scalar(utf8, last.offset).width
      guard let place = place(of: last.part, in: utf8, from: next) else { return false }
      retry = (last.part, place)
      part = last.part
      offset = place
    }
  }

  /// The first place from `start` on where the part after a `%` can begin; nil if there is
  /// none.
  private func place(of part: Int, in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    // The end of the pattern, or a literal there, has only one place.
    if part == parts.count { return text.count }
    guard case .literal(let needle) = parts[part] else { return start }
    guard part == parts.count - 1 else { return needle.first(in: text, from: start) }
    let place = text.count - needle.elements.count
    return place >= start ? place : nil
  }

  private static func has(_ needle: Needle<UInt8>, _ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    text.count - offset >= needle.elements.count && text[offset..<offset + needle.elements.count].elementsEqual(needle.elements)
  }

  /// Whether a whole text matches.
  package func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches($0) }
  }
}
