// For any bytes: no crash, spans inside the source, few diagnostics.

import SegDiagnostics
import Testing

@testable import SegSyntax

/// SplitMix64 (Steele, Lea, Flood 2014): the same sequence on every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct RobustnessTests {
  static let topics = Set(SyntaxDiagnostics.topics.map(\.id))
  static let corpus: [String] =
    StatementForm.all.map(\.example) + [
      """
      #!/usr/bin/env -S seg run
      param floor = 5   # note
      as of 2024-12-31
      metric fading = count(orders in last 90 days) < count(orders from 180 days ago to 90 days ago)
      lifecycle stage:
        churned when recency > 365,
        loyal   when frequency >= floor and recency <= 90,
        other   otherwise
      segment winback
        where stage is churned and (stage as of 180 days ago) is loyal
        rank by profit per city top 100
      expect count(loyal) > 0 else "nobody"
      show count(), sum(profit), arpu of loyal by city, stage
      """,
      "metric 消费 ＝ sum（金额 of 订单 where 类别＝“茶” in last 90 days）－ ２０％ ?? missing",
      "metric a = if x is missing then 'it\\'s' else -b mod 2 in (1, 2.5) \"doc\" in `u v`;",
      "metric t = x between 2024-12-31T18:00:00 and 2024-Q4 and not y not like \"a%\" or z starts with \"b\"",
    ]

  @discardableResult
  private func check(_ bytes: [UInt8]) -> [Diagnostic] {
    let source = Source(name: "<bytes>", utf8: bytes)
    let (script, diagnostics) = Parser.parse(source)
    for diagnostic in diagnostics {
      for label in diagnostic.labels { #expect(isInside(label.span)) }
      if let span = diagnostic.fix?.span { #expect(isInside(span)) }
    }
    for statement in script.statements { #expect(isInside(statement.span)) }
    for diagnostic in diagnostics { #expect(Self.topics.contains(diagnostic.id), "\(diagnostic.id)") }
    #expect(diagnostics.count <= 101)
    return diagnostics
  }

  private func isInside(_ span: SourceSpan) -> Bool {
    span.range.lowerBound >= 0 && span.range.upperBound <= span.source.utf8.count
  }

  @Test func everyPrefix() {
    for text in Self.corpus {
      let bytes = Array(text.utf8)
      for length in 0...bytes.count { check(Array(bytes[..<length])) }
    }
  }

  @Test func mutations() {
    var random = SeededGenerator(state: 2024)
    let interesting: [UInt8] = Array("()[]{}\"'`,;:.=<>!?%#\\\n 0-9_azAZ".utf8) + [0, 0x80, 0xC3, 0xE2, 0xEF, 0xFF]
    for _ in 0..<4_000 {
      var bytes = Array(Self.corpus[Int.random(in: 0..<Self.corpus.count, using: &random)].utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[at] = interesting.randomElement(using: &random) ?? 0
        case 1: bytes.insert(interesting.randomElement(using: &random) ?? 0, at: at)
        case 2: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...9, using: &random)))
        default:
          let other = Array(Self.corpus[Int.random(in: 0..<Self.corpus.count, using: &random)].utf8)
          bytes.insert(contentsOf: other.prefix(Int.random(in: 0...other.count, using: &random)), at: at)
        }
      }
      for diagnostic in check(bytes) { _ = diagnostic.rendered() }
    }
  }

  @Test func randomBytes() {
    var random = SeededGenerator(state: 7)
    for length in 0..<400 {
      check((0..<length).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
    check([UInt8](repeating: 0, count: 10_000))
    check([UInt8](repeating: 0xFF, count: 10_000))
  }

  @Test(arguments: ["(", "f(", "not ", "- ", "if a then b else ", "x in (", "f(a where ", "if (", "(a as of "])
  func deepNesting(_ opening: String) {
    let text = "metric x = " + String(repeating: opening, count: 10_000) + "\nshow y"
    #expect(check(Array(text.utf8)).map(\.id) == ["nesting-too-deep"])
    let allowed = "metric x = " + String(repeating: "(", count: 200) + "a" + String(repeating: ")", count: 200)
    #expect(check(Array(allowed.utf8)).isEmpty)
  }

  @Test func deepOptions() {
    let text = "load a from \"b\" with (" + String(repeating: "a: (", count: 10_000)
    #expect(check(Array(text.utf8)).map(\.id) == ["nesting-too-deep"])
  }

  @Test(arguments: [" and a", " or a", " + a", " - 1", " * a", " ?? a", " < a", " , a"])
  func flatChains(_ link: String) {
    let text = "list a" + String(repeating: link, count: 100_000)
    #expect(check(Array(text.utf8)).isEmpty)
  }

  @Test func manyStatements() {
    let text = String(repeating: "metric x = count(orders where a = \"b\" in last 90 days) # note\n", count: 50_000)
    let (script, diagnostics) = Parser.parse(Source(name: "<big>", text: text))
    #expect(script.statements.count == 50_000)
    #expect(diagnostics.isEmpty)
  }

  /// Inputs on which a careless lexer is quadratic.
  @Test(arguments: [
    "\\\"", "\"\n", "'", "“", "`", "\"a\nb", "“a\n”b", "$ ", "metric x = (\n", "!", "2024-", "1_", "\u{301}",
  ])
  func hostileRepetition(_ unit: String) {
    check(Array(String(repeating: unit, count: 100_000).utf8))
  }

  @Test func notUTF8IsReportedOnce() {
    let gbk: [UInt8] = Array("show \"".utf8) + [0xB2, 0xE8, 0xD2, 0xB6] + Array("\" as ".utf8) + [0xC9, 0xFD]
    #expect(check(gbk).map(\.id) == ["not-utf8"])
  }
}
