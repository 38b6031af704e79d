// The files that statements read as snapshots: `since: "FILE"`.

import SegDiagnostics

extension StatementSyntax {
  /// The files of snapshots that a question or a definition compares a segment with.
  package var snapshotPaths: [PathSyntax] {
    guard span.text.contains("since") else { return [] }
    let start = span.range.lowerBound
    let tokens = Lexer.lex(Source(name: "", text: span.text)).tokens
    return tokens.indices.dropLast(2).compactMap { place in
      guard tokens[place].keyword == .since, tokens[place + 1].isSymbol(.colon), case .text(let path) = tokens[place + 2].kind,
        !path.utf8.contains(0)
      else { return nil }
      let range = tokens[place + 2].range
      return PathSyntax(text: path, span: SourceSpan(span.source, start + range.lowerBound..<start + range.upperBound))
    }
  }
}
