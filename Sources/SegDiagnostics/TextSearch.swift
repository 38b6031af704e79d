// Searching a text for a part, character by character. The standard library's own search comes with its regular expressions, which
// would be a megabyte of the program; where both fit, the compiler takes these, because they are not generic.

extension StringProtocol {
  /// The first place of a part; nil if it is nowhere. An empty part stands at the beginning.
  package func firstRange(of part: String) -> Range<Index>? {
    guard let first = part.first else { return startIndex..<startIndex }
    var start = startIndex
    while let place = self[start...].firstIndex(of: first) {
      if let end = end(of: part, at: place) { return place..<end }
      start = index(after: place)
    }
    return nil
  }

  package func contains(_ part: String) -> Bool { firstRange(of: part) != nil }

  /// The text with each part replaced, from its beginning on; an empty part is nowhere.
  package func replacing(_ part: String, with other: String) -> String {
    if part.isEmpty { return String(self) }
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      result += rest[..<range.lowerBound]
      result += other
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  /// The texts between the places of a separator.
  package func parts(separatedBy separator: String) -> [SubSequence] {
    if separator.isEmpty { return [self[...]] }
    var parts: [SubSequence] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }

  /// Where a part ends that begins at a place; nil if another text stands there.
  private func end(of part: String, at place: Index) -> Index? {
    var end = place
    for character in part {
      if end == endIndex || self[end] != character { return nil }
      end = index(after: end)
    }
    return end
  }
}
