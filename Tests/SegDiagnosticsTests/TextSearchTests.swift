// Searching by characters, against a search in arrays of characters.

import Testing

@testable import SegDiagnostics

@Suite struct TextSearchTests {
  /// The places of a part that do not overlap, from the beginning on.
  private func places(of part: [Character], in text: [Character]) -> [Int] {
    var found: [Int] = []
    var place = 0
    while place + part.count <= text.count {
      if Array(text[place..<place + part.count]) == part {
        found.append(place)
        place += part.count
      } else {
        place += 1
      }
    }
    return found
  }

  @Test func agreesWithArrays() {
    var random = SystemRandomNumberGenerator()
    // Combining marks and line breaks of two scalars join what stands before them.
    let signs = ["a", "b", "e", "\u{301}", "é", "\r", "\n", "茶", "👩\u{200D}🚀", " & "]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in signs.randomElement(using: &random) ?? "" }.joined()
      let part = (0..<Int.random(in: 1...3, using: &random)).map { _ in signs.randomElement(using: &random) ?? "" }.joined()
      let (characters, wanted) = (Array(text), Array(part))
      let found = places(of: wanted, in: characters)
      #expect(text.contains(part) == !found.isEmpty, "\(text.debugDescription) \(part.debugDescription)")
      #expect(text.firstRange(of: part).map { text.distance(from: text.startIndex, to: $0.lowerBound) } == found.first)
      #expect(text.parts(separatedBy: part).count == found.count + 1)
      #expect(text.parts(separatedBy: part).joined(separator: part) == text)
      #expect(text.replacing(part, with: "") == text.parts(separatedBy: part).joined())
    }
  }

  @Test func anEmptyPart() {
    #expect("ab".contains("") && "".contains("") && !"".contains("a"))
    #expect("ab".replacing("", with: "x") == "ab" && "ab".parts(separatedBy: "") == ["ab"])
  }
}
