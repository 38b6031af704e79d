import Testing

@testable import SegText

@Suite struct ShortNumberTests {
  /// The parser's definition of a plain number, written a second time.
  private func expected(_ text: String) -> (value: UInt64, fraction: Int)? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { return nil }
    if parts[0].count > 1 && parts[0].first == "0" { return nil }
    return UInt64(parts.joined()).map { ($0, parts.count == 2 ? parts[1].count : 0) }
  }

  private func read(_ text: String, until terminator: Character, then rest: String) -> ShortNumber? {
    var bytes = Array((text + String(terminator) + rest).utf8) + [UInt8](repeating: 0x37, count: 16)
    return bytes.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { ShortNumber($0, until: terminator.asciiValue ?? 0) }
    }
  }

  @Test(arguments: [",", "\n", "\r", "\"", ";", "\t"] as [Character])
  func agreesWithTheRule(terminator: Character) throws {
    var random = SeededGenerator(state: UInt64(terminator.asciiValue ?? 0))
    let digits = Array("0123456789")
    let others = Array("0123456789....-+ xE/:/é")
    for trial in 0..<60_000 {
      let alphabet = trial % 3 == 0 ? others : digits
      var text = String((0..<Int.random(in: 0...9, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "0" })
      if trial % 3 == 1, let place = text.indices.randomElement(using: &random) { text.insert(".", at: place) }
      let rest = String((0..<8).map { _ in others.randomElement(using: &random) ?? "0" })
      let found = read(text, until: terminator, then: rest)
      let wanted = text.utf8.count <= 8 ? expected(text) : nil
      #expect(found?.value == wanted?.value, "\(text)")
      #expect(found?.fraction == wanted?.fraction, "\(text)")
      if let found { #expect(found.length == text.utf8.count) }
    }
  }

  /// Every number of up to four digits, with the point at every place.
  @Test func readsAllSmallNumbers() {
    for number in 0..<10_000 {
      let text = String(number)
      #expect(read(text, until: ",", then: "1,2")?.value == UInt64(number))
      for place in 1..<text.count {
        let index = text.index(text.startIndex, offsetBy: place)
        let found = read(text[..<index] + "." + text[index...], until: ",", then: "9")
        #expect(found?.value == UInt64(number) && found?.fraction == text.count - place)
      }
    }
  }
}
