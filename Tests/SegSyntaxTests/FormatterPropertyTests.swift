// For any script: formatting keeps its tree and its comments, and formatting it
// again changes nothing.

import Foundation
import SegDiagnostics
import Testing

@testable import SegSyntax

@Suite struct FormatterPropertyTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The formatted text, or nil for a script with mistakes.
  private func check(_ text: String, _ place: String) -> String? {
    let source = Source(name: place, text: text)
    let (tree, diagnostics) = Parser.parse(source)
    switch Formatter.format(source) {
    case .failed(let found):
      #expect(!diagnostics.isEmpty && found == diagnostics, "\(place): \(found.map { $0.rendered() })\n\(text)")
      return nil
    case .formatted(let formatted):
      let again = Source(name: place, text: formatted)
      #expect(SyntaxOutline.of(Parser.parse(again).script) == SyntaxOutline.of(tree), "\(place)\n\(text)")
      #expect(ScriptTokens(again).comments == ScriptTokens(source).comments, "\(place)\n\(text)")
      for line in formatted.split(separator: "\n", omittingEmptySubsequences: false) {
        #expect(line.last != " ", "\(place): \(line)")
      }
      if case .formatted(let second) = Formatter.format(again) {
        #expect(second == formatted, "\(place), from:\n\(text)")
      } else {
        Issue.record("\(place) fails the second time\n\(formatted)")
      }
      return formatted
    }
  }

  @Test func scriptsOfTheRepository() throws {
    var count = 0
    for folder in ["Tests/Golden", "examples"] {
      let files = FileManager.default.enumerator(atPath: Self.root.appendingPathComponent(folder).path)
      while let path = files?.nextObject() as? String {
        guard path.hasSuffix(".seg"), !path.contains(".build/") else { continue }
        let text = try String(
          contentsOf: Self.root.appendingPathComponent(folder).appendingPathComponent(path), encoding: .utf8)
        if check(text, path) != nil { count += 1 }
      }
    }
    #expect(count > 40)
  }

  @Test func chineseAndBack() throws {
    var count = 0
    for folder in ["Tests/Golden", "examples"] {
      let files = FileManager.default.enumerator(atPath: Self.root.appendingPathComponent(folder).path)
      while let path = files?.nextObject() as? String {
        guard path.hasSuffix(".seg"), !path.contains(".build/") else { continue }
        let text = try String(
          contentsOf: Self.root.appendingPathComponent(folder).appendingPathComponent(path), encoding: .utf8)
        if checkChinese(text, path) { count += 1 }
      }
    }
    #expect(count > 40)
  }

  /// Whether a script was written in Chinese and back; its words are then those of its canonical form.
  private func checkChinese(_ text: String, _ place: String) -> Bool {
    let source = Source(name: place, text: text)
    guard case .formatted(let english) = Formatter.format(source, in: .english) else { return false }
    guard case .formatted(let chinese) = Formatter.format(source, in: .chinese) else {
      Issue.record("\(place) is not written in Chinese")
      return false
    }
    let again = Source(name: place, text: chinese)
    #expect(SyntaxOutline.of(Parser.parse(again).script) == SyntaxOutline.of(Parser.parse(source).script), "\(place)\n\(chinese)")
    for (language, expected) in [(Language?.none, chinese), (.chinese, chinese), (.english, english)] {
      guard case .formatted(let second) = Formatter.format(again, in: language) else {
        Issue.record("\(place) fails the second time\n\(chinese)")
        return false
      }
      #expect(Self.words(second) == Self.words(expected), "\(place)")
    }
    return true
  }

  /// The words of a text: lines may break elsewhere. Chinese has one word for `day` and `days`.
  private static func words(_ text: String) -> [Substring] {
    let units = ["day", "week", "month", "quarter", "year", "hour", "minute"]
    var text = text
    for unit in units { text = text.replacing(unit + "s", with: unit) }
    return text.split(whereSeparator: \.isWhitespace)
  }

  @Test func madeUpScripts() throws {
    let grammar = try Grammar(
      String(contentsOf: Self.root.appendingPathComponent("grammar/seg.ebnf"), encoding: .utf8))
    var maker = SentenceMaker(
      rules: Dictionary(grammar.productions.map { ($0.name, $0.rule) }) { first, _ in first },
      random: SeededGenerator(state: 7))
    var random = SeededGenerator(state: 11)
    var count = 0
    for round in 0..<400 {
      let text = maker.sentence("Script")
      #expect(check(text, "script \(round)") != nil)
      #expect(checkChinese(text, "script \(round)"))
      if check(Self.scattered(text, &random), "scattered script \(round)") != nil { count += 1 }
    }
    #expect(count > 200)
  }

  @Test func mutations() {
    var random = SeededGenerator(state: 5)
    let pieces =
      Array("()\"'`,;:.=<>-%#\\\n 0a＃（９").map { String($0) } + ["\r\n", " as of ", "\nshow ", "\u{2028}", "\u{FEFF}"]
    var count = 0
    for round in 0..<6_000 {
      var text = Array(RobustnessTests.corpus[round % RobustnessTests.corpus.count]).map { String($0) }
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let at = Int.random(in: 0..<text.count, using: &random)
        text[at] = Bool.random(using: &random) ? "" : (pieces.randomElement(using: &random) ?? "") + text[at]
      }
      if check(text.joined(), "mutation \(round)") != nil { count += 1 }
    }
    #expect(count > 500)
  }

  @Test(arguments: ["(", "f(", "not ", "- ", "if a then b else ", "if a then (", "x in (", "f(a where ", "(a as of "])
  func deepNesting(_ opening: String) {
    let closing = String(repeating: ")", count: opening.filter { $0 == "(" }.count)
    for depth in [50, 99, 190] {
      let text = String(repeating: opening, count: depth) + "a"
      let open = opening.hasPrefix("if a then (") ? closing + " else b" : closing
      _ = check("metric x = " + text + String(repeating: open, count: depth), opening)
    }
  }

  @Test(arguments: [" and a", " or (a)", " + a", " * a", " ?? a", " < a", ", a", " # b\n and a"])
  func longChains(_ link: String) {
    #expect(check("list a" + String(repeating: link, count: 20_000), link) != nil)
  }

  /// The text with comments, line breaks and empty lines between its tokens.
  private static func scattered(_ text: String, _ random: inout SeededGenerator) -> String {
    let source = Source(name: "<text>", text: text)
    let often = Int.random(in: 2...20, using: &random)
    var result = ""
    var last = 0
    for token in Lexer.lex(source).tokens {
      result += source.text(last..<token.range.lowerBound)
      if Int.random(in: 0..<often, using: &random) == 0 {
        result +=
          ["\n", "\n\n\n", " # a\n", "\r\n\t#b \n", "\n\n  #> c\n", "#! d\n # e\n\n", "\n  # 注释\n"]
          .randomElement(using: &random) ?? ""
      }
      result += source.text(token.range)
      last = token.range.upperBound
    }
    return result
  }
}
