// Finds a text in another in time proportional to both: neither may stop the engine.

/// Elements that are searched for in others.
///
/// - Source: Donald Knuth, James Morris, Vaughan Pratt, "Fast Pattern Matching in Strings",
///   SIAM Journal on Computing 6 (2), 1977.
struct Needle<Element: Equatable> {
  let elements: [Element]
  /// For each number of elements that match, how many still do after one that does not.
  private let fallbacks: [Int]

  init(_ elements: [Element]) {
    self.elements = elements
    var fallbacks = [Int](repeating: 0, count: elements.count + 1)
    var matched = 0
    for index in elements.indices.dropFirst() {
      while matched > 0, elements[index] != elements[matched] { matched = fallbacks[matched] }
      if elements[index] == elements[matched] { matched += 1 }
      fallbacks[index + 1] = matched
    }
    self.fallbacks = fallbacks
  }

  /// Where the elements begin for the first time at or after `start`; nil if they do not occur.
  @inline(__always)
  func first(in text: UnsafeBufferPointer<Element>, from start: Int = 0) -> Int? {
    if elements.isEmpty { return start }
    return elements.withUnsafeBufferPointer { elements in
      fallbacks.withUnsafeBufferPointer { fallbacks in
        var matched = 0
        var index = start
        let first = elements[0]
        while index < text.count {
          if matched == 0 {
            while index < text.count, text[index] != first { index += 1 }
            if index == text.count { return nil }
            matched = 1
          } else {
            while matched > 0, text[index] != elements[matched] { matched = fallbacks[matched] }
            if text[index] == elements[matched] { matched += 1 }
          }
          index += 1
          if matched == elements.count { return index - matched }
        }
        return nil
      }
    }
  }
}

extension Needle: Sendable where Element: Sendable {}

/// A text that is searched for in others, as bytes.
package struct TextNeedle: Sendable {
  private let needle: Needle<UInt8>

  package init(_ text: String) { needle = Needle(Array(text.utf8)) }

  /// Whether it occurs anywhere in a text.
  package func occurs(in text: UnsafeBufferPointer<UInt8>) -> Bool { needle.first(in: text) != nil }
}
