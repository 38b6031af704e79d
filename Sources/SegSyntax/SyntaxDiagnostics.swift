// The messages of the parser, one function for each mistake: what was found, what was
// expected, and how to fix it.

import SegDiagnostics

extension Diagnostic {
  /// `expected an expression, found `)``
  ///
  /// At the end of the text, more text might complete it.
  static func unexpected(
    _ token: Token, expecting what: Message, at span: SourceSpan, form: StatementForm?, notes: [Message], fix: Fix?,
    others: [Label] = []
  ) -> Diagnostic {
    var found: Message = "`\(span.text)`"
    var repair = fix
    switch token.kind {
    case .end: found = "the end of the text"
    case .text: found = "a text"
    case .word(let word, nil):
      if repair == nil, let nearest = nearestKeyword(to: word, among: Keyword.afterExpressions) {
        repair = Fix("did you mean `\(nearest)`?", replace: span, with: nearest)
      }
    case .word, .quoted, .integer, .number, .percent, .date, .timestamp, .period, .symbol, .bad: break
    }
    let formNote: [Message] = form.map { ["the form is `\($0.form)`"] } ?? []
    let id = token.isEnd ? "unfinished-statement" : "unexpected-token"
    return Diagnostic(
      id, "expected \(what), found \(found)", at: span, others: others,
      notes: notes + (what == "an expression" ? [] : formNote), fix: repair, isIncomplete: token.isEnd)
  }

  /// `unexpected `order` after the end of `explain``
  static func unexpectedAfterStatement(_ token: Token, next: Token, before: Token?, at span: SourceSpan, form: StatementForm?)
    -> Diagnostic
  {
    let name = form?.keyword ?? "statement"
    var repair: Fix?
    var notes: [Message] = form.map { ["the form is `\($0.form)`"] } ?? []
    switch token.kind {
    case .word(let word, nil):
      if let foreign = ForeignWord(rawValue: word.lowercased()), let advice = foreign.advice { notes = [advice] }
      if let nearest = nearestKeyword(to: word, among: Keyword.afterExpressions) {
        repair = Fix("did you mean `\(nearest)`?", replace: span, with: nearest)
      }
    case .symbol(.comma):
      if case .integer = next.kind, next.range.count == 3, next.range.lowerBound == span.range.upperBound {
        repair = Fix("thousands are joined by `_`: `1_000`", replace: span, with: "_")
      } else if form?.keyword == "segment" || form?.keyword == "expect" {
        repair = Fix("join conditions by `and`", replace: span, with: " and")
      }
    case .word(_, .of):
      if before?.isPercent == true { repair = Fix("a part of a value is a product: `10% * revenue`", replace: span, with: "*") }
    case .integer:
      if next.keyword?.unit != nil { repair = Fix("a value on another day is written `as of`", replace: span, with: "as of \(span.text)") }
    case .symbol(.rightParenthesis):
      repair = Fix("leave it out", replace: span, with: "")
      notes = ["no parenthesis is open here"]
    case .word, .quoted, .text, .number, .percent, .date, .timestamp, .period, .symbol, .bad, .end: break
    }
    return Diagnostic("unexpected-token", "unexpected `\(span.text)` in `\(name)`", at: span, notes: notes, fix: repair)
  }

  // MARK: Statements

  /// `no statement `segmnt``
  static func unknownStatement(_ word: String, nearest: String?, isValue: Bool, at span: SourceSpan) -> Diagnostic {
    let names = statementNames
    if isValue {
      return Diagnostic(
        "unknown-statement", "no statement `\(word)`", at: span,
        notes: nearest.map { ["the nearest statement is `\($0)`"] } ?? ["a statement begins with `as of`, \(names)"],
        fix: Fix("a value is shown by `show`", replace: span, with: "show \(span.text)"))
    }
    return Diagnostic(
      "unknown-statement", "no statement `\(word)`", at: span,
      notes: nearest == nil ? ["a statement begins with `as of`, \(names)", "a value is shown by `show \(word)`"] : [],
      fix: nearest.map { Fix("did you mean `\($0)`?", replace: span, with: $0) })
  }

  /// 显示忠诚
  static func wordsWithoutSpaces(_ spaced: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-statement", "`\(span.text)` is one word: spaces separate words", at: span,
      fix: Fix("write \(Message.script(spaced))", replace: span, with: spaced))
  }

  /// `no statement `SELECT``
  ///
  /// - Parameter isConstant: whether a name and a literal follow it.
  static func foreignStatement(_ word: String, _ foreign: ForeignWord, isConstant: Bool, at span: SourceSpan) -> Diagnostic {
    let statement = isConstant && foreign.statement == .metric ? .param : foreign.statement
    return Diagnostic(
      "unknown-statement", "no statement `\(word)`", at: span, notes: foreign.advice.map { [$0] } ?? [],
      fix: statement.map { Fix("begin with `\($0.rawValue)`", replace: span, with: $0.rawValue) })
  }

  /// `no statement `hepl``
  static func promptCommand(_ word: String, at span: SourceSpan) -> Diagnostic {
    let name = ["exit", "quit"].contains(word.lowercased()) ? word.lowercased() : "help"
    return Diagnostic(
      "unknown-statement", "no statement `\(word)`", at: span,
      fix: Fix("`\(name)` is a word of the prompt\(name == "help" ? "; in a shell it is `seg help`" : "")"))
  }

  /// `a statement cannot begin with `!``
  static func shellCommand(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-statement", "a statement cannot begin with `!`", at: span,
      fix: Fix("commands of the system are typed in a shell, outside of seg"))
  }

  /// `a statement cannot begin with `where``
  static func clauseAsStatement(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-statement", "a statement cannot begin with `\(word)`", at: span,
      notes: ["`\(word)` is part of a statement that another keyword begins"])
  }

  /// `a statement cannot begin with `)``
  static func noStatement(_ token: Token, at span: SourceSpan) -> Diagnostic {
    let names = statementNames
    return Diagnostic(
      "unknown-statement", "a statement cannot begin with `\(span.text)`", at: span,
      notes: ["a statement begins with `as of`, \(names)"])
  }

  /// `a definition begins with its kind: `metric margin = …``
  static func bareDefinition(_ word: String, kind: Keyword, at span: SourceSpan) -> Diagnostic {
    let ours = "\(kind.rawValue) \(word)"
    return Diagnostic(
      "unknown-statement", "a definition begins with its kind: `\(ours) = …`", at: span,
      notes: ["the kinds are `param`, `metric`, `measure`, `function`, `segment` and `lifecycle`"],
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  /// The words with which statements begin.
  private static var statementNames: Message {
    func list(_ word: (Keyword) -> String, _ separator: String) -> String {
      Keyword.statements.map { "`\(word($0))`" }.joined(separator: separator)
    }
    return Message(verbatim: list({ $0.rawValue }, ", "), chinese: list({ $0.chinese }, "、"))
  }

  // MARK: Words and names

  /// `expected a name for the segment, found the keyword `where``
  static func reservedWord(_ word: String, expecting what: Message, at span: SourceSpan, form: StatementForm?)
    -> Diagnostic
  {
    Diagnostic(
      "reserved-word", "expected \(what), found the keyword `\(word)`", at: span,
      notes: form.map { ["the form is `\($0.form)`"] } ?? [],
      fix: Fix("a name that is also a keyword is written in backticks", replace: span, with: "`\(span.text)`"))
  }

  /// `expected a name for the segment, found a text`
  static func textForName(_ text: String, expecting what: Message, at span: SourceSpan) -> Diagnostic {
    let isPlain = NameSyntax.isPlain(text)
    let name = isPlain ? text : "`\(text)`"
    return Diagnostic(
      "text-for-name", "expected \(what), found a text", at: span,
      notes: ["quotes are for texts; a name has none, or backticks"],
      fix: text.contains("`") || text.contains("\n")
        ? nil : Fix("write \(Message.script(name))", replace: span, with: name))
  }

  /// `expected a name for the metric, found `2024``
  static func literalForName(expecting what: Message, at span: SourceSpan) -> Diagnostic {
    let name = "`\(span.text)`"
    return Diagnostic(
      "reserved-word", "expected \(what), found `\(span.text)`", at: span,
      fix: Fix("a name that begins with a digit is written \(Message.script(name))", replace: span, with: name))
  }

  /// `a name of several words is written in backticks`
  static func nameWithoutBackticks(_ span: SourceSpan) -> Diagnostic {
    let name = "`\(span.text)`"
    return Diagnostic(
      "unexpected-token", "a name of several words is written in backticks", at: span,
      fix: Fix("write \(Message.script(name))", replace: span, with: name))
  }

  /// `expected `into` and the groups, found `test``
  static func missingKeyword(_ keyword: Keyword, expecting what: Message, found token: Token, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "expected \(what), found `\(span.source.text(token.range))`", at: span,
      fix: Fix("insert `\(keyword.rawValue)`", replace: span, with: " \(keyword.rawValue)"))
  }

  /// `the message of `expect` follows `else``
  static func missingElseOfExpect(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "the message of `expect` follows `else`", at: span,
      fix: Fix("insert `else`", replace: span, with: " else"))
  }

  /// `the name of a group comes before its share`
  static func shareBeforeName(_ ours: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "the name of a group comes before its share", at: span,
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  /// `a table has a name`
  static func fileWithoutName(_ path: String, at span: SourceSpan) -> Diagnostic {
    var name = path.split(separator: "/").last.map(String.init) ?? path
    if let dot = name.firstIndex(of: "."), dot > name.startIndex { name = String(name[..<dot]) }
    let written = NameSyntax.isPlain(name) ? name : "`\(name.filter { $0 != "`" })`"
    return Diagnostic(
      "unexpected-token", "expected a name for the table before its file", at: span,
      fix: Fix("write \(Message.script("load \(written) from \(span.text)"))", replace: span, with: "\(written) from \(span.text)"))
  }

  /// `options stand in parentheses`
  static func optionsWithoutParentheses(_ ours: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "options stand in parentheses, each with a colon", at: span,
      fix: Fix("write `with \(ours)`", replace: span, with: ours))
  }

  /// `expected a file in quotes, found the name `orders``
  static func nameForText(_ name: String, expecting what: Message, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "expected-text", "expected \(what), found `\(name)`", at: span,
      fix: Fix("put it in quotes", replace: span, with: "\"\(name)\""))
  }

  /// ``no keyword `were` here``
  static func misspelt(_ word: String, _ keyword: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "misspelt-keyword", "unexpected `\(word)`", at: span,
      fix: Fix("did you mean `\(keyword)`?", replace: span, with: keyword))
  }

  /// `` `limit` is written `top` ``
  static func foreignClause(
    _ word: String, _ ours: String, replacement: String, at span: SourceSpan, note: Message? = nil
  )
    -> Diagnostic
  {
    Diagnostic(
      "foreign-keyword", "`\(word)` is written `\(ours)`", at: span, notes: note.map { [$0] } ?? [],
      fix: Fix("write \(Message.script(ours))", replace: span, with: replacement))
  }

  /// ``as of` follows a value, not a clause`
  static func trailingAsOf(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "trailing-as-of", "`as of` follows a value, not a clause", at: span,
      label: "as a statement it would begin a line",
      fix: Fix("put it after its value: `count() as of 2024-12-31`, `(frequency as of 2024-12-31) > 5`"))
  }

  /// `expected `*` or columns after `list``
  static func missingStar(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "expected `*` or columns after `list`", at: span,
      fix: Fix("write `list *`", replace: span, with: " *"))
  }

  /// `a name is one word`
  static func nameOfWords(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "a name is one word, found `\(span.text)`", at: span,
      notes: ["a name of several words is written in backticks"],
      fix: Fix("write \(Message.script(name))", replace: span, with: name))
  }

  /// `a percentage is written `20%``
  static func percentInWords(_ number: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-number", "`\(span.text)` is written `\(number)%`", at: span,
      fix: Fix("write `\(number)%`", replace: span, with: "\(number)%"))
  }

  /// `expected `by` after `rank``
  static func missingWord(_ word: String, after previous: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "expected `\(word)` after `\(previous)`", at: span,
      fix: Fix("write `\(previous) \(word)`", replace: span, with: " \(word)"))
  }

  /// `expected `,` before `city``
  static func missingComma(before token: Token, inCall: Bool, at span: SourceSpan) -> Diagnostic {
    let next = span.source.text(token.range)
    let others = (inCall ? ["where", "of", "in"] : []).map { Fix("write `\($0) \(next)`", replace: span, with: " \($0)") }
    return Diagnostic(
      "missing-comma", "expected `,` before `\(next)`", at: span,
      fix: Fix("put a comma between the two", replace: span, with: ",", fallbacks: others))
  }

  // MARK: Clauses

  /// `` `where` is given twice ``
  static func duplicateClause(_ word: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      "duplicate-clause", word.contains("`") ? "`\(word)` exclude each other" : "`\(word)` is given twice", at: span,
      others: [Label(first, "the first is here")],
      fix: word == "where" ? Fix("join the conditions with `and`", replace: span, with: "and") : nil)
  }

  /// `expected an amount after `top`, found `5 days``
  static func durationForAmount(_ count: Int64, _ unit: TimeUnit, after what: Message, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "expected an amount after `\(what)`, found `\(count) \(unit.rawValue)s`", at: span,
      fix: Fix("write \(Message.script(count))", replace: span, with: "\(count)"))
  }

  /// `expected a space between `top` and `20%``
  static func gluedNumber(_ word: String, _ number: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "expected a space between `\(word)` and `\(number)`", at: span,
      fix: Fix("write `\(word) \(number)`", replace: span, with: "\(word) \(number)"))
  }

  /// `expected `=` after the metric's name`
  static func missingDefinitionSign(at span: SourceSpan, after what: Message) -> Diagnostic {
    Diagnostic(
      "missing-equal", "expected `=` after \(what)", at: span, fix: Fix("insert `=`", replace: span, with: " ="))
  }

  /// `expected `=` after the metric's name, found `:``
  static func wrongDefinitionSign(_ token: Token, at span: SourceSpan, after what: Message) -> Diagnostic {
    Diagnostic(
      "missing-equal", "expected `=` after \(what), found `\(span.text)`", at: span,
      fix: Fix(
        "replace it with `=`", replace: span, with: token.range.lowerBound > 0 && token.keyword == nil ? " =" : "="))
  }

  /// `expected `:`, found `=``
  static func equalForColon(at span: SourceSpan) -> Diagnostic {
    Diagnostic("unexpected-token", "expected `:`, found `=`", at: span, fix: Fix("write `:`", replace: span, with: ":"))
  }

  /// `a segment has a condition: `segment NAME where …``
  static func equalForWhere(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "expected `where` after the segment's name, found `\(span.text)`", at: span,
      fix: Fix("write `where`", replace: span, with: span.range.lowerBound > 0 ? " where" : "where"))
  }

  /// `a param's value is a literal`
  static func notALiteral(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-a-literal", "the value of a param is a literal, so that the host can replace it", at: span,
      notes: ["a value that is computed for each customer is a `metric`"])
  }

  /// `only the last stage is `otherwise``
  static func otherwiseNotLast(_ stage: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unfinished-lifecycle", "only the last stage is `otherwise`, and `\(stage)` is not the last", at: span,
      notes: ["stages after it would be empty"])
  }

  /// `more than 100 mistakes`
  static func tooManyMistakes(_ limit: Int) -> Diagnostic {
    Diagnostic("too-many-mistakes", "more than \(limit) mistakes; only the first \(limit) are listed")
  }
}

extension NameSyntax {
  /// Whether a text is a name without backticks.
  static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, Lexer.startsName(first.value), !(Keyword(word: text)?.isReserved ?? false),
      ChineseWords.pairs[text] == nil
    else { return false }
    return text.unicodeScalars.allSatisfy { Lexer.continuesName($0.value) }
  }

  /// A name as it is written in a script: in backticks if it needs them.
  package static func spelled(_ text: String) -> String { NameSyntax.isPlain(text) ? text : "`\(text)`" }
}
