// Bytes to tokens. The lexer never stops: characters that it cannot read are reported
// once and become a `.bad` token, about which the parser reports nothing.
//
// Names keep the text as written: Swift compares strings by canonical
// equivalence, so two spellings that differ only in normalization are one
// name wherever names are compared or hashed.

import SegDiagnostics

/// Reads one source into tokens, in time linear in its length.
struct Lexer {
  let source: Source
  let bytes: [UInt8]
  var offset = 0
  var tokens: [Token] = []
  var diagnostics: [Diagnostic] = []
  /// Whether no token has been read on this line yet.
  var isAtLineStart = true
  /// Closing quotes that do not occur in the rest of the text, so that a second unclosed
  /// string need not search it again.
  var exhaustedQuotes: Set<UInt32> = []

  init(_ source: Source) {
    self.source = source
    bytes = source.utf8
  }

  /// The tokens, the last of them `.end`, and what was wrong.
  static func lex(_ source: Source, _ isStopped: () -> Bool = { false }) -> (tokens: [Token], diagnostics: [Diagnostic]) {
    var lexer = Lexer(source)
    lexer.tokens.reserveCapacity(source.utf8.count / 4 + 1)
    lexer.checkEncoding()
    if source.utf8.starts(with: [0xEF, 0xBB, 0xBF]) { lexer.offset = 3 }  // a byte order mark
    while lexer.offset < lexer.bytes.count {
      lexer.lexNext()
      if lexer.tokens.count & 0xFFF == 0xFFF && isStopped() { lexer.offset = lexer.bytes.count }
    }
    lexer.add(.end, from: lexer.bytes.count)
    return (lexer.tokens, lexer.diagnostics)
  }

  /// A scalar's value and its number of bytes: both 0 at the end. Bytes that are not
  /// UTF-8 count one by one as `notUTF8`.
  typealias Look = (value: UInt32, width: Int)
  static let notUTF8 = UInt32.max

  /// The scalar at an offset, exactly as written.
  func raw(_ offset: Int) -> Look {
    guard offset < bytes.count else { return (0, 0) }
    let lead = bytes[offset]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, offset + width <= bytes.count else { return (Self.notUTF8, 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(width))
    for index in offset + 1..<offset + width {
      guard bytes[index] & 0xC0 == 0x80 else { return (Self.notUTF8, 1) }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    let least: UInt32 = width == 2 ? 0x80 : width == 3 ? 0x800 : 0x10000
    guard value >= least, Unicode.Scalar(value) != nil else { return (Self.notUTF8, 1) }
    return (value, width)
  }

  /// The scalar at an offset; full-width punctuation and digits, as from a Chinese input
  /// method, are read as ASCII.
  func look(_ offset: Int) -> Look {
    let (value, width) = raw(offset)
    return (value < 0x80 ? value : Self.twin(value), width)
  }

  static func twin(_ value: UInt32) -> UInt32 {
    switch value {
    case 0xFF01...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF5E: value - 0xFEE0
    case 0x3001: 0x2C  // 、
    case 0x2212: 0x2D  // −
    case 0x00D7: 0x2A  // ×
    case 0x00F7: 0x2F  // ÷
    case 0x00A0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: 0x20
    case 0x0085, 0x2028, 0x2029: 0x0A
    default: value
    }
  }

  mutating func add(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind: kind, range: start..<offset, isFirstOnLine: isAtLineStart))
    isAtLineStart = false
  }

  func span(_ start: Int, _ end: Int) -> SourceSpan { SourceSpan(source, start..<end) }

  /// The limit of mistakes; with more, the text is probably not a script.
  static let reportLimit = 100

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count <= Self.reportLimit { diagnostics.append(diagnostic) }
  }

  /// One diagnostic for a text that is not UTF-8, at its first bad byte.
  mutating func checkEncoding() {
    var at = 0
    while at < bytes.count {
      if bytes[at] < 0x80 {
        at += 1
        continue
      }
      let (value, width) = raw(at)
      if value == Self.notUTF8 { return report(.notUTF8(at: span(at, at + 1))) }
      at += width
    }
  }

  mutating func lexNext() {
    let start = offset
    let (value, width) = look(start)
    switch value {
    case 0x0A, 0x0D:
      offset += width
      isAtLineStart = true
    case 0x20, 0x09, 0x0C:
      offset += width
    case 0x23:  // #
      while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
    case 0x30...0x39:
      lexNumber()
    case 0x22, 0x27, 0x201C, 0x201D, 0x2018, 0x2019, 0x300A, 0x300C, 0x300E:
      lexText()
    case 0x60:
      lexQuotedName()
    case _ where Self.startsName(value):
      lexWord()
    default:
      lexSymbol(value, width)
    }
  }

  static func startsName(_ value: UInt32) -> Bool {
    switch value {
    case 0x41...0x5A, 0x5F, 0x61...0x7A: true
    case 0..<0x80: false
    default: Unicode.Scalar(value)?.properties.isXIDStart ?? false
    }
  }

  static func continuesName(_ value: UInt32) -> Bool {
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    case 0..<0x80: false
    default: Unicode.Scalar(value)?.properties.isXIDContinue ?? false
    }
  }

  /// The offset after the name characters from `start`.
  func endOfName(_ start: Int) -> Int {
    var end = start
    while true {
      let (value, width) = look(end)
      guard width > 0, Self.continuesName(value) else { return end }
      end += width
    }
  }

  mutating func lexWord() {
    let start = offset
    offset = endOfName(start)
    let text = nameText(start..<offset)
    let next = bytes[offset...].firstIndex { $0 != 0x20 }.map { look($0).value } ?? 0
    offset = start
    for piece in GluedWord(text: text, tokens: tokens, isAtLineStart: isAtLineStart, isBeforeDigit: (0x30...0x39).contains(next)).pieces {
      let start = offset
      for _ in piece.text.unicodeScalars { offset += look(offset).width }
      add(.word(piece.text, piece.keyword), from: start)
    }
  }

  /// A name's text: full-width digits and `＿` become ASCII.
  func nameText(_ range: Range<Int>) -> String {
    let text = source.text(range)
    guard text.unicodeScalars.contains(where: { $0.value >= 0xFF00 && Self.twin($0.value) < 0x80 }) else {
      return text
    }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(Unicode.Scalar(Self.twin(scalar.value)) ?? scalar) }
    return String(result)
  }

  /// A name in backticks; two inside mean one: `` `a``b` ``.
  mutating func lexQuotedName() {
    let start = offset
    offset += look(start).width
    let inner = offset
    while true {
      let (value, width) = look(offset)
      if value == 0x60 {
        if look(offset + width).value != 0x60 { break }
        offset += 2 * width
        continue
      }
      if width == 0 || value == 0x0A || value == 0x0D {
        report(.unclosedName(at: span(start, offset), isAtEnd: width == 0))
        return add(.bad, from: start)
      }
      offset += width
    }
    let end = offset
    offset += look(end).width
    if inner == end {
      report(.emptyName(at: span(start, offset)))
      return add(.bad, from: start)
    }
    add(.quoted(source.text(inner..<end).replacing("``", with: "`")), from: start)
  }
}
