// SQL's LIKE: two wildcards, in time proportional to the text for practical
// patterns.

/// A compiled LIKE pattern: `%` is any text, `_` one Unicode character, and `\`
/// makes the next character literal. The whole text must match; case matters.
///
///     let pattern = try LikePattern("T_a%")
///     pattern.matches("Tea, green")   // true
package struct LikePattern: Sendable {
  private enum Part: Sendable {
    case scalar(UInt32)
    case one
    case many
  }

  private let parts: [Part]

  /// Compiles a pattern.
  ///
  /// - Throws: if the pattern ends with a lone backslash.
  package init(_ text: String) throws(PatternError) {
    var parts: [Part] = []
    var isEscaped = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case _ where isEscaped:
        parts.append(.scalar(scalar.value))
        isEscaped = false
      case "\\": isEscaped = true
      case "_": parts.append(.one)
      case "%":
        if case .many? = parts.last { continue }
        parts.append(.many)
      default: parts.append(.scalar(scalar.value))
      }
    }
    if isEscaped {
      throw PatternError(message: "a backslash needs a character after it", offset: text.utf8.count - 1)
    }
    self.parts = parts
  }

  /// Whether a whole text matches.
  ///
  /// - Complexity: O(pattern × text) at worst; a `%` that fails is retried one
  ///   character later, and only the last one has to be.
  package func matches(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    var offset = 0
    var part = 0
    var retry: (part: Int, offset: Int)?
    while offset < utf8.count {
      let (value, width) = UTF8Reading.scalar(utf8, offset)
      if part < parts.count {
        switch parts[part] {
        case .many:
          retry = (part + 1, offset)
          part += 1
          continue
        case .one:
          part += 1
          offset += width
          continue
        case .scalar(value):
          part += 1
          offset += width
          continue
        case .scalar: break
        }
      }
      guard let last = retry else { return false }
      let next = last.offset + UTF8Reading.scalar(utf8, last.offset).width
      retry = (last.part, next)
      part = last.part
      offset = next
    }
    while part < parts.count, case .many = parts[part] { part += 1 }
    return part == parts.count
  }

  /// Whether a whole text matches.
  package func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches($0) }
  }
}
