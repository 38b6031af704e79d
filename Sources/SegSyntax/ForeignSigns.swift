// Signs with which other tools begin a command or mark a variable.

/// What signs of other tools are, by what stands around them.
enum ForeignSigns {
  /// Whether an operator or `(` stands before, so that a value is expected.
  static func expectsValue(after token: Token?) -> Bool {
    guard case .symbol(let symbol)? = token?.kind else { return false }
    switch symbol {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus, .minus, .star, .slash, .leftParenthesis, .coalesce:
      return true
    case .rightParenthesis, .comma, .colon, .semicolon, .dot, .percent: return false
    }
  }

  /// Whether a name or a value stands before, so that an operator is expected.
  static func expectsOperator(after token: Token?) -> Bool {
    guard let token else { return false }
    return token.isName || token.isLiteral || token.isSymbol(.rightParenthesis)
  }

  /// Commands of other prompts after a dot. Another word after one may continue the line before.
  private static let dotted: Set<String> = [
    "tables", "schema", "help", "quit", "exit", "databases", "indexes", "headers", "mode", "read", "dump",
  ]

  /// The end of `?`, `\d`, `.tables` at the start of a line; nil if something else begins there.
  static func endOfCommand(_ bytes: some RandomAccessCollection<UInt8>, sign: UInt32, from start: Int) -> Int? {
    guard [0x3F, 0x5C, 0x2E].contains(sign) else { return nil }
    let word = bytes.dropFirst(start).prefix { Lexer.startsName(UInt32($0)) || $0 == 0x2B || $0 == 0x3F }
    if sign == 0x3F, word.first == 0x3F { return nil }
    if sign == 0x2E, !dotted.contains(String(decoding: word, as: UTF8.self).lowercased()) { return nil }
    return start + word.count
  }
}
