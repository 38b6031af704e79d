// The grammar file is the parser's: same words, same productions, and the
// parser accepts whatever the grammar makes up.

import Foundation
import SegDiagnostics
import Testing

@testable import SegSyntax

@Suite struct GrammarTests {
  let grammar: Grammar

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    grammar = try Grammar(String(contentsOf: root.appendingPathComponent("grammar/seg.ebnf"), encoding: .utf8))
  }

  @Test func wordsAreTheParsers() { #expect(grammar.keywords == Set(Keyword.allCases.map(\.rawValue))) }

  @Test func signsAreTheLexers() {
    #expect(grammar.signs == Set(Symbol.allCases.map(\.rawValue)).subtracting(["%"]))  // part of a token
  }

  @Test func productionsAreTheParsers() {
    #expect(Set(grammar.productions.map(\.name)) == Set(Parser.productions.keys))
    #expect(grammar.productions.count == Parser.productions.count)
    #expect(grammar.references.subtracting(Parser.productions.keys) == Set(SentenceMaker.tokens.keys))
  }

  @Test func sentencesAreAccepted() {
    let rules = Dictionary(grammar.productions.map { ($0.name, $0.rule) }) { first, _ in first }
    var maker = SentenceMaker(rules: rules, random: SeededGenerator(state: 42))
    for (name, rule) in grammar.productions {
      let alternatives = SentenceMaker.alternatives(of: rule, in: name)
      // Rare alternatives may need more.
      for made in 0..<3_000 {
        if made >= 300, maker.taken.isSuperset(of: alternatives) { break }
        let text = maker.sentence(name)
        let mistakes = self.mistakes(text, name)
        #expect(mistakes.isEmpty, "\(name): \(text)\n\(mistakes.joined(separator: "\n"))")
        if !mistakes.isEmpty { return }
      }
      let missing = alternatives.filter { !maker.taken.contains($0) }
      #expect(missing.isEmpty, "\(name)")
    }
  }

  /// What is wrong with a sentence as the production that made it.
  private func mistakes(_ text: String, _ name: String) -> [String] {
    let source = Source(name: "<\(name)>", text: text)
    let (tokens, lexical) = Lexer.lex(source)
    let cursor = TokenCursor(source, tokens, lexical)
    let parser = StatementParser(cursor: cursor)
    guard let parse = Parser.productions[name] else { return ["no function"] }
    parse(parser)
    var mistakes = cursor.diagnostics.map { $0.rendered() }
    if !parser.current.isEnd { mistakes.append("stopped at byte \(parser.start)") }
    return mistakes
  }
}
