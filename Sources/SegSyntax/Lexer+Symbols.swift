// Signs: those of the language, and those of other languages. The latter are reported
// with the right spelling and then read as meant.

import SegDiagnostics

extension Lexer {
  mutating func lexSymbol(_ value: UInt32, _ width: Int) {
    let start = offset
    let (next, nextWidth) = look(start + width)
    let isTouching = nextWidth > 0
    let both = width + nextWidth
    func second(_ character: Unicode.Scalar) -> Bool { isTouching && next == character.value }

    if isAtLineStart, let end = ForeignSigns.endOfCommand(bytes, sign: value, from: start + width) { return refuseCommand(end, width) }
    switch value {
    case 0x28: accept(.leftParenthesis, width)
    case 0x29: accept(.rightParenthesis, width)
    case 0x2C: accept(.comma, width)
    case 0x3A:
      if second("=") {
        correct(to: .symbol(.equal), "=", both)
      } else if isTouching, Self.startsName(next), ForeignSigns.expectsValue(after: tokens.last) {
        skipSigil(width)
      } else {
        accept(.colon, width)
      }
    case 0x3B: accept(.semicolon, width)
    case 0x2E:
      if isTouching, (0x30...0x39).contains(next) { lexBareFraction() } else { accept(.dot, width) }
    case 0x21, 0x3C, 0x3D, 0x3E, 0x2260, 0x2264...0x2267: lexComparison(value, width, next, nextWidth)
    case 0x2B: accept(.plus, width)
    case 0x2D: accept(.minus, width)
    case 0x2013, 0x2014: correct(to: .symbol(.minus), "-", width)  // – —
    case 0x2A where second("*"): refusePower(both)
    case 0x2A: accept(.star, width)
    case 0x2F where second("/"): isAtLineStart ? skipComment() : correct(to: .symbol(.slash), "/", both)
    case 0x2F: accept(.slash, width)
    case 0x5E: refusePower(width)
    case 0x25: accept(.percent, width)
    case 0x3F where second("?"): accept(.coalesce, both)
    case 0x26 where second("&"): correct(to: .word("and", .and), "and", both, padding: true)
    case 0x26: correct(to: .word("and", .and), "and", width, padding: true)
    case 0x7C where second("|"): correct(to: .word("or", .or), "or", both, padding: true)
    case 0x7C: correct(to: .word("or", .or), "or", width, padding: true)
    case 0x5B: correct(to: .symbol(.leftParenthesis), "(", width)
    case 0x5D: correct(to: .symbol(.rightParenthesis), ")", width)
    case 0x7E where isTouching && (Self.startsName(next) || next == 0x28) && !ForeignSigns.expectsOperator(after: tokens.last):
      correct(to: .word("not", .not), "not", width, padding: true)
    case 0x7E: correct(to: .word("matches", .matches), "matches", width, padding: true)
    case 0x24 where isTouching && Self.startsName(next), 0x40 where isTouching && Self.startsName(next): skipSigil(width)
    default: lexUnexpected()
    }
  }

  /// `=`, `!`, `<`, `>` and what is written with them.
  ///
  /// - Parameters:
  ///   - next: the character after it, of `nextWidth` bytes; 0: it stands apart.
  private mutating func lexComparison(_ value: UInt32, _ width: Int, _ next: UInt32, _ nextWidth: Int) {
    let both = width + nextWidth
    let third = look(offset + both)
    func second(_ character: Unicode.Scalar) -> Bool { nextWidth > 0 && next == character.value }

    switch value {
    case 0x3D:
      if second("=") {
        correct(to: .symbol(.equal), "=", third.value == 0x3D ? both + third.width : both)
      } else if second(">") {
        correct(to: .symbol(.greaterOrEqual), ">=", both)
      } else if second("<") {
        correct(to: .symbol(.lessOrEqual), "<=", both)
      } else if second("!") {
        correct(to: .symbol(.notEqual), "!=", both)
      } else {
        accept(.equal, width)
      }
    case 0x21:
      if second("=") {
        if third.value == 0x3D {
          correct(to: .symbol(.notEqual), "!=", both + third.width)
        } else {
          accept(.notEqual, both)
        }
      } else if isAtLineStart {
        // `!ls`: reported as a statement.
        let start = offset
        offset += width
        add(.word("!", .not), from: start)
      } else {
        correct(to: .word("not", .not), "not", width, padding: true)
      }
    case 0x3C where second("<"): correct(to: .symbol(.less), "<", both)
    case 0x3E where second(">"): correct(to: .symbol(.greater), ">", both)
    case 0x3C:
      if second("=") {
        accept(.lessOrEqual, both)
      } else if second(">") {
        correct(to: .symbol(.notEqual), "!=", both)
      } else {
        accept(.less, width)
      }
    case 0x3E:
      if second("=") { accept(.greaterOrEqual, both) } else { accept(.greater, width) }
    case 0x2264, 0x2266: accept(.lessOrEqual, width)  // ≤ ≦
    case 0x2265, 0x2267: accept(.greaterOrEqual, width)  // ≥ ≧
    default: accept(.notEqual, width)  // ≠
    }
  }

  /// `$floor`, `:floor`: a variable as other tools mark it.
  private mutating func skipSigil(_ width: Int) {
    report(.sigil(at: span(offset, offset + width)))
    offset += width
  }

  private mutating func refuseCommand(_ end: Int, _ width: Int) {
    let start = offset
    offset = end
    report(.commandOfPrompt(source.text(start + width..<end), at: span(start, end)))
    add(.bad, from: start)
  }

  private mutating func accept(_ symbol: Symbol, _ width: Int) {
    let start = offset
    offset += width
    add(.symbol(symbol), from: start)
  }

  /// Another language's operator, read as ours.
  private mutating func correct(to kind: Token.Kind, _ ours: String, _ width: Int, padding: Bool = false) {
    let start = offset
    offset += width
    // `!loyal` becomes `not loyal`: a word needs its space.
    let blanks: [UInt32] = [0x20, 0x09, 0x0A, 0x0D]
    let needsSpace = padding && look(offset).width > 0 && !blanks.contains(look(offset).value)
    let touchesBefore = padding && start > 0 && !blanks.contains(UInt32(bytes[start - 1]))
    let replacement = (touchesBefore ? " " : "") + ours + (needsSpace ? " " : "")
    report(.foreignOperator(ours, at: span(start, offset), replacement: replacement))
    add(kind, from: start)
  }

  /// `a ** b`, `a ^ b`.
  private mutating func refusePower(_ width: Int) {
    let start = offset
    offset += width
    report(.powerOperator(at: span(start, offset)))
    add(.bad, from: start)
  }

  /// A line that begins with `//`, read as a comment.
  private mutating func skipComment() {
    report(.foreignComment(at: span(offset, offset + 2 * look(offset).width)))
    while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
  }

  /// A run of characters with which no token begins: one diagnostic, one bad token.
  /// Bytes that are not UTF-8 have been reported for the whole text.
  private mutating func lexUnexpected() {
    let start = offset
    let first = raw(start).value
    var isEncodingOnly = first == Self.notUTF8
    offset += raw(start).width
    while true {
      let (value, width) = look(offset)
      guard width > 0, value >= 0x80 || value < 0x20, value != 0x0A, value != 0x0D, value != 0x09,
        !Self.isKnownBeyondASCII(value), value == Self.notUTF8 || !Self.startsName(value)
      else { break }
      if value != Self.notUTF8 { isEncodingOnly = false }
      offset += width
    }
    if !isEncodingOnly { report(.unexpectedCharacter(first, at: span(start, offset))) }
    add(.bad, from: start)
  }

  /// Quotes and signs beyond ASCII that begin a token.
  private static func isKnownBeyondASCII(_ value: UInt32) -> Bool {
    switch value {
    case 0x2018, 0x2019, 0x201C, 0x201D, 0x300A, 0x300C, 0x300E, 0x2013, 0x2014, 0x2260, 0x2264...0x2267: true
    default: false
    }
  }
}
