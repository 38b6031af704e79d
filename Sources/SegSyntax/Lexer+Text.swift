// Strings: the text between quotes is kept as it is, except for escapes.

import SegDiagnostics

extension Lexer {
  /// The quote that closes `opener`. Input methods often write `”` on both sides.
  private static func closer(of opener: UInt32) -> UInt32 {
    switch opener {
    case 0x201C: 0x201D  // “ ”
    case 0x2018: 0x2019  // ‘ ’
    case 0x300A, 0x300C, 0x300E: opener + 1  // 《 》, 「 」, 『 』
    default: opener
    }
  }

  mutating func lexText() {
    let start = offset
    let opener = raw(start)
    let closer = Self.closer(of: opener.value)
    offset += opener.width
    guard var end = endOfText(from: offset, closer: closer) else {
      // `haven't`: what follows would be no string that only waits for its end.
      if opener.value == 0x27, start > 0, (0x41...0x5A).contains(bytes[start - 1] & 0xDF) {
        report(.unexpectedCharacter(opener.value, at: span(start, offset)))
        return add(.bad, from: start)
      }
      // The string is assumed to end with its line, so that the rest is still checked.
      exhaustedQuotes.insert(closer)
      offset = endOfLine(start)
      report(.unclosedString(at: span(start, start + opener.width), closer: closer))
      return add(.bad, from: start)
    }
    if isMispaired(start..<end, closer: closer) {
      offset = endOfLine(start)
      report(.mispairedString(at: span(start, start + opener.width), closer: closer))
      return add(.bad, from: start)
    }
    var isDoubled = false
    while closer < 0x80, raw(end + 1).value == closer, let next = endOfText(from: end + 2, closer: closer) {
      if !isDoubled { report(.doubledQuote(closer, at: span(end, end + 2))) }
      isDoubled = true
      end = next
    }
    let content = unescape(offset..<end)
    offset = end + raw(end).width
    add(isDoubled ? .bad : .text(content), from: start)
  }

  private func endOfLine(_ start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return end
  }

  /// The offset of the closing quote.
  private func endOfText(from start: Int, closer: UInt32) -> Int? {
    if exhaustedQuotes.contains(closer) { return nil }
    var at = start
    while at < bytes.count {
      if bytes[at] == 0x5C {  // a backslash takes the next character with it
        at += 1 + raw(at + 1).width
        continue
      }
      let (value, width) = raw(at)
      if value == closer { return at }
      at += width
    }
    return nil
  }

  /// Whether a string over several lines has a closing quote that touches a word. Almost
  /// surely its own closing quote is missing: `"tea⏎ … = "green"`.
  private func isMispaired(_ range: Range<Int>, closer: UInt32) -> Bool {
    guard diagnostics.count < Self.reportLimit, bytes[range].contains(0x0A) else { return false }
    let (next, width) = look(range.upperBound + raw(range.upperBound).width)
    return width > 0 && Self.continuesName(next)
  }

  /// The content of a string with its escapes resolved. A bad escape is reported once
  /// for each string and kept as written.
  private mutating func unescape(_ range: Range<Int>) -> String {
    guard bytes[range].contains(0x5C) else { return source.text(range) }
    var content: [UInt8] = []
    content.reserveCapacity(range.count)
    var hasReported = false
    var at = range.lowerBound
    while at < range.upperBound {
      guard bytes[at] == 0x5C else {
        content.append(bytes[at])
        at += 1
        continue
      }
      let end: Int
      if let escape = escape(at, before: range.upperBound) {
        content.append(contentsOf: Array(escape.text.utf8))
        end = escape.end
      } else {
        end = min(at + 1 + raw(at + 1).width, range.upperBound)
        if !hasReported { report(.badEscape(source.text(at..<end), at: span(at, end))) }
        hasReported = true
        content.append(contentsOf: bytes[at..<end])
      }
      at = end
    }
    return String(decoding: content, as: UTF8.self)
  }

  /// The text of the escape at a backslash, and where it ends.
  private func escape(_ start: Int, before limit: Int) -> (text: String, end: Int)? {
    let (value, width) = raw(start + 1)
    let end = start + 1 + width
    guard width > 0, end <= limit else { return nil }
    switch value {
    case 0x6E: return ("\n", end)
    case 0x74: return ("\t", end)
    case 0x5C, 0x22, 0x27, 0x2018, 0x2019, 0x201C, 0x201D, 0xFF02, 0xFF07: return (source.text(start + 1..<end), end)
    case 0x75:  // \u{4E2D}
      guard end < limit, bytes[end] == 0x7B, let close = bytes[end..<limit].prefix(10).firstIndex(of: 0x7D),
        let code = UInt32(source.text(end + 1..<close), radix: 16), let scalar = Unicode.Scalar(code)
      else { return nil }
      return (String(scalar), close + 1)
    default: return nil
    }
  }
}
