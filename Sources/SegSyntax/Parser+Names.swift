// The names that a text mentions, whatever they mean.

import SegDiagnostics

extension Parser {
  /// The words of a text that may be names, in their order; keywords are among them.
  package static func names(in text: String) -> [String] {
    Lexer.lex(Source(name: "", text: text)).tokens.compactMap { token in
      switch token.kind {
      case .word(let name, _), .quoted(let name): name
      case .text, .integer, .number, .percent, .date, .timestamp, .period, .symbol, .bad, .end: nil
      }
    }
  }
}
