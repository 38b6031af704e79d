// Names, texts, and lists of things with commas between them.

import SegDiagnostics

extension SyntaxParser {
  /// Name = word | "`" text "`" ;  (a word that is not reserved)
  ///
  /// - Parameters:
  ///   - what: what the name is for, as in `a name for the segment`.
  ///   - role: what it may mean, for completion.
  /// - Returns: a name; empty if there is none.
  func parseName(_ what: Message, _ role: NameRole = .new) -> NameSyntax {
    let token = current
    note(role)
    let span = placeOfCurrent
    switch token.kind {
    case .quoted(let text):
      advance()
      return NameSyntax(text, span)
    case .word(let text, let keyword):
      if let keyword, keyword.isReserved {
        fail(.reservedWord(text, expecting: what, at: span, form: form))
        return NameSyntax("", span)
      }
      if beginsStatement(index) { break }
      advance()
      return NameSyntax(text, span)
    case .text(let text):
      guard !text.isEmpty else { break }
      report(.textForName(text, expecting: what, at: span))
      advance()
      return NameSyntax(text, span)
    case .integer, .number, .percent, .date, .timestamp, .period:
      let next = peek()
      guard next.isSymbol(.equal) || next.isSymbol(.colon) || next.keyword == .where else { break }
      report(.literalForName(expecting: what, at: span))
      advance()
      return NameSyntax(span.text, span)
    case .symbol, .bad, .end:
      break
    }
    fail(expecting: what)
    return NameSyntax("", span)
  }

  /// OfTable = "of" Name ;
  ///
  /// - Parameter role: what the name may mean, for completion.
  func parseOfTable(_ role: NameRole = .table) -> NameSyntax {
    expect(.of, "`of`")
    return parseName("a table after `of`", role)
  }

  /// `all orders`: `all` is an ordinary name, except before another one.
  func takeAll() -> Bool {
    let isAll = current.isWord("all") && peek().isName && peek().keyword == nil && !peek().isFirstOnLine
    if isAll { advance() }
    return isAll
  }

  /// The name of a definition; `a b` before its `=` is one name.
  func parseDefinedName(_ what: Message) -> NameSyntax {
    let start = start
    let first = parseName(what)
    var count = 0
    while case .word(_, nil) = (count == 0 ? current : peek(count)).kind { count += 1 }
    let end = count == 0 ? current : peek(count)
    guard count > 0, !first.text.isEmpty, end.isSymbol(.equal) || end.isSymbol(.colon) || end.keyword == .where else {
      return first
    }
    var words = [first.text]
    for _ in 0..<count {
      if case .word(let word, _) = current.kind { words.append(word) }
      advance()
    }
    let name = words.joined(separator: "_")
    let span = span(from: start)
    report(.nameOfWords(name, at: span))
    return NameSyntax(name, span)
  }

  /// A path or a message: a string.
  func parseText(_ what: Message) -> (text: String, span: SourceSpan) {
    let token = current
    let span = placeOfCurrent
    switch token.kind {
    case .text(let text):
      advance()
      return (text, span)
    case .word(let text, _) where !beginsStatement(index), .quoted(let text):
      report(.nameForText(text, expecting: what, at: span))
      advance()
      return (text, span)
    case .word, .integer, .number, .percent, .date, .timestamp, .period, .symbol, .bad, .end:
      fail(expecting: what)
      return ("", span)
    }
  }

  /// The path of a file. The system would end it at a NUL, and read or write another
  /// file than the one that is written.
  func parsePath(_ what: Message) -> (text: String, span: SourceSpan) {
    guard case .text = current.kind else { return parseUnquotedPath(what) }
    let (path, span) = parseText(what)
    if path.utf8.contains(0) { report(.nulInPath(at: span)) }
    return (path, span)
  }

  /// A file: a string; a path without quotes is read up to the next space.
  private func parseUnquotedPath(_ what: Message) -> (text: String, span: SourceSpan) {
    guard current.isName, !beginsStatement(index) else { return parseText(what) }
    let start = start
    let line = source.lineRange(source.line(at: start))
    var end = start
    while end < line.upperBound, ![0x20, 0x09, 0x3B].contains(source.utf8[end]) { end += 1 }
    let path = source.text(start..<end)
    let span = SourceSpan(source, start..<end)
    report(.nameForText(path, expecting: what, at: span))
    while !current.isEnd, current.range.lowerBound < end { advance() }
    return (path, span)
  }

  /// Reads other words than the right one as meant.
  func correctWord(_ keyword: Keyword, from others: [Keyword]) {
    guard let found = current.keyword, others.contains(found), !current.isFirstOnLine else { return }
    report(.foreignClause(found.rawValue, keyword.rawValue, replacement: keyword.rawValue, at: placeOfCurrent))
    replaceCurrent(with: keyword)
  }

  /// Elements with commas between them. A missing comma is reported if the next element
  /// clearly begins.
  func parseSequence<Element>(_ parseElement: () -> Element) -> [Element] {
    var elements = [parseElement()]
    while true {
      if take(.comma) {
        elements.append(parseElement())
      } else if isMissingComma {
        report(.missingComma(before: current, inCall: calls > 0, at: gap))
        elements.append(parseElement())
      } else {
        return elements
      }
    }
  }

  /// Whether an element begins right after another, and no clause or statement does.
  private var isMissingComma: Bool {
    let token = current
    switch token.kind {
    case .quoted: return true
    case .word(let word, let keyword):
      guard keyword == nil || keyword == .day || keyword == .month, !token.isFirstOnLine else { return false }
      return ForeignWord(rawValue: word.lowercased()) == nil
        && nearestKeyword(to: word, among: Keyword.afterExpressions, strictly: !peek().isName || peek().isFirstOnLine) == nil
    case .text, .integer, .number, .percent, .date, .timestamp, .period, .symbol, .bad, .end: return false
    }
  }

  /// The `=` of a definition; foreign signs are read as it.
  func expectDefinitionSign(after what: Message) {
    if take(.equal) { return }
    if at(.colon) || at(.as) {
      report(.wrongDefinitionSign(current, at: placeOfCurrent, after: what))
      advance()
    } else if !current.isEnd, !beginsStatement(index),
      current.isName || current.isLiteral || at(.leftParenthesis) || at(.if) || at(.not)
    {
      report(.missingDefinitionSign(at: gap, after: what))
    } else {
      fail(expecting: "`=` after \(what)")
    }
  }

  /// The name after a dot, where no word is reserved.
  func parseMember(_ what: Message) -> NameSyntax {
    if case .word(let text, _?) = current.kind, !current.isFirstOnLine {
      let name = NameSyntax(text, span(of: current))
      advance()
      return name
    }
    return parseName(what)
  }

  /// A keyword inside an expression or a clause; a misspelled one is reported and read
  /// as meant.
  func expectWord(_ keyword: Keyword, _ what: Message) {
    if take(keyword) { return }
    if case .word(let word, nil) = current.kind, nearestKeyword(to: word, among: [keyword.rawValue]) != nil {
      report(.misspelt(word, keyword.rawValue, at: placeOfCurrent))
      return advance()
    }
    // `split loyal test 50%`: the word itself is missing.
    if [.into, .from, .to, .in, .as].contains(keyword), current.isName || current.isLiteral, !current.isFirstOnLine, !beginsStatement(index)
    {
      return report(.missingKeyword(keyword, expecting: what, found: current, at: gap))
    }
    fail(expecting: what)
  }
}
