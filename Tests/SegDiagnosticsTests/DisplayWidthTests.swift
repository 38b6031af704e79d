// Widths of characters against the C library's, and of texts that carets stand
// under.

import SegPlatform
import Testing

@testable import SegDiagnostics

// Swift's import of glibc leaves it out.
@_silgen_name("wcwidth") private func wcwidth(_ character: wchar_t) -> Int32

@Suite struct DisplayWidthTests {
  @Test func agreesWithTheCLibrary() throws {
    try #require(setlocale(LC_CTYPE, "C.UTF-8") != nil)
    var differing: [String] = []
    for value in UInt32(0x20)...0x3FFFD {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let expected = wcwidth(wchar_t(value))
      // What it does not know, private use, and what editors draw differently.
      if expected < 0 || scalar.properties.generalCategory == .unassigned { continue }
      let width = DisplayWidth.of(scalar)
      if width != Int(expected) { differing.append(String(value, radix: 16)) }
    }
    // Unicode versions differ in a few hundred of 140,000 characters.
    #expect(differing.count < 400, "\(differing.prefix(100))")
  }

  @Test(arguments: [
    ("abc", 3), ("消费金额", 8), ("Łódź", 4), ("e\u{301}", 1), ("，（）", 6), ("한국", 4), ("\u{1F600}", 2), ("ｱ", 1),
    ("\u{1F1E9}\u{1F1EA}", 2), ("👨‍👩‍👧", 2), ("", 0), ("\u{200B}", 0), ("Ａ９", 4),
  ])
  func textsHaveTheWidthThatIsSeen(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width, "\(text)")
  }

  @Test func caretsStandUnderWideCharacters() {
    let source = Source(name: "宽.seg", text: "segment 忠诚 where 消费金额 > 五\n")
    let start = Array("segment 忠诚 where ".utf8).count
    let span = SourceSpan(source, start..<start + Array("消费金额".utf8).count)
    let lines = Diagnostic("unknown-name", "no `消费金额`", at: span, label: "here").rendered().split(separator: "\n")
    #expect(lines[1] == "  ┌─ 宽.seg:1:18")
    #expect(lines[3] == "  │ \(String(repeating: " ", count: 19))^^^^^^^^ here")
  }

  @Test(arguments: [
    ("frequncy", "frequency"), ("recencey", "recency"), ("lyal", "loyal"), ("Revenue", "revenue"), ("金鹅", nil),
    ("xyz", nil), ("monye", "money"),
  ])
  func nearestNames(_ written: String, _ nearest: String?) {
    let names = ["recency", "frequency", "revenue", "money", "loyal", "金额总计"]
    #expect(Speller.nearest(to: written, among: names) == nearest)
  }
}
