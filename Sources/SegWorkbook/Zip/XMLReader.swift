// Reads XML tag by tag, as far as workbooks use it.

import SegDiagnostics
import SegFiles
import SegPlatform

/// A pull parser over the bytes of a file in an archive.
///
/// It knows elements, attributes, texts, CDATA, comments and instructions, the five entities
/// that XML has, and characters by number. A document type, with which entities are defined, is
/// refused: workbooks have none, and entities of entities fill memory. Names are taken without
/// their prefixes.
///
/// Source: W3C, Extensible Markup Language 1.0 (fifth edition).
final class XMLReader {
  enum Token { case start, end, text, finished }

  private let stream: ZipStream
  private let fileName: String
  private let partName: String
  /// What was unpacked and is not used up: `position..<filled`, with 8 readable bytes after it.
  private(set) var memory: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 18
  private var position = 0
  private var filled = 0
  private var isEnded = false
  /// How many elements are open.
  private(set) var depth = 0
  /// Whether the end of an element without content is the next token.
  private var isEmptyElement = false
  /// The range of the name of the last tag; valid until the next token.
  private(set) var name = 0..<0
  private var attributesEnd = 0
  /// The range of the last text; valid until the next token.
  private(set) var text = 0..<0
  private var isLiteral = false

  /// Sheets nest seven elements; no part nests more.
  private static let mostDepth = 100
  /// No tag, and no text in a cell (32,767 characters), is longer.
  private static let mostToken = 1 << 25

  init(_ archive: ZipArchive, _ entry: ZipEntry, _ work: ReadWork) throws {
    stream = try ZipStream(archive, entry, work)
    fileName = archive.name
    partName = entry.name
    guard let memory = malloc(capacity + 8)?.assumingMemoryBound(to: UInt8.self) else { throw SystemError(number: ENOMEM) }
    self.memory = memory
    try fill()
    if starts(with: [0xEF, 0xBB, 0xBF], at: 0) { position = 3 }
    if filled >= 2, memory[0] == 0 || memory[1] == 0 || memory[0] >= 0xFE { throw damaged("is not in UTF-8") }
  }

  deinit { free(memory) }

  func damaged(_ what: Message) -> ReadError { .badWorkbook(fileName, "`\(partName)` in it \(what)") }

  /// How much was unpacked so far, in bytes.
  var count: Int { stream.given }

  /// Reads more behind what is not used up.
  @discardableResult
  private func fill() throws -> Bool {
    if isEnded { return false }
    if position > 0 {
      memmove(memory, memory + position, filled - position)
      filled -= position
      position = 0
    }
    if filled == capacity {
      guard capacity < Self.mostToken else { throw damaged("has a text of more than \(Self.mostToken >> 20) MB") }
      capacity *= 2
      guard let larger = realloc(memory, capacity + 8) else { throw SystemError(number: ENOMEM) }
      memory = larger.assumingMemoryBound(to: UInt8.self)
    }
    let count = try stream.read(into: memory + filled, room: capacity - filled)
    filled += count
    (memory + filled).initialize(repeating: 0, count: 8)
    isEnded = count == 0
    return count > 0
  }

  /// The next token. `name`, the attributes and `text` are those of it.
  func next() throws -> Token {
    if isEmptyElement {
      isEmptyElement = false
      depth -= 1
      return .end
    }
    while true {
      guard try position < filled || fill() else {
        if depth > 0 { throw damaged("is cut off") }
        return .finished
      }
      if memory[position] != UInt8(ascii: "<") {
        try takeText()
        return .text
      }
      if let token = try markup() { return token }
    }
  }

  private func takeText() throws {
    var searched = position
    while true {
      if let found = memchr(memory + searched, 0x3C, filled - searched) {
        let end = found.assumingMemoryBound(to: UInt8.self) - memory
        text = position..<end
        position = end
        isLiteral = false
        return
      }
      let seen = filled - position
      if try !fill() {
        text = position..<filled
        position = filled
        return
      }
      searched = position + seen
    }
  }

  /// A tag, or a text in CDATA; nil: something that is left out.
  private func markup() throws -> Token? {
    while filled - position < 9, try fill() {}
    let second = position + 1 < filled ? memory[position + 1] : 0
    switch second {
    case UInt8(ascii: "?"):
      position = try end(of: "?>", from: position + 2)
      return nil
    case UInt8(ascii: "!"):
      if starts(with: Array("<!--".utf8), at: position) {
        position = try end(of: "-->", from: position + 4)
        return nil
      }
      guard starts(with: Array("<![CDATA[".utf8), at: position) else { throw damaged("has a document type, which workbooks have not") }
      let end = try end(of: "]]>", from: position + 9)
      text = (position + 9)..<(end - 3)
      isLiteral = true
      position = end
      return .text
    case UInt8(ascii: "/"):
      let close = try tagEnd(from: position + 2)
      takeName(from: position + 2, to: close)
      position = close + 1
      guard depth > 0 else { throw damaged("ends an element that it did not begin") }
      depth -= 1
      return .end
    default:
      let close = try tagEnd(from: position + 1)
      isEmptyElement = memory[close - 1] == UInt8(ascii: "/")
      attributesEnd = isEmptyElement ? close - 1 : close
      takeName(from: position + 1, to: attributesEnd)
      position = close + 1
      depth += 1
      if depth > Self.mostDepth { throw damaged("nests more than \(Self.mostDepth) elements") }
      return .start
    }
  }

  /// Where the `>` of a tag stands; one inside quotes does not end it. Reading moves the tag.
  private func tagEnd(from start: Int) throws -> Int {
    var place = start - position
    var quote: UInt8 = 0
    while true {
      while position + place < filled {
        let byte = memory[position + place]
        if quote != 0 {
          if byte == quote { quote = 0 }
        } else if byte == UInt8(ascii: ">") {
          return position + place
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        } else if byte == UInt8(ascii: "<") {
          throw damaged("has a tag that does not end")
        }
        place += 1
      }
      if try !fill() { throw damaged("is cut off") }
    }
  }

  /// The place after some characters. Reading moves the token.
  private func end(of mark: StaticString, from start: Int) throws -> Int {
    let bytes = mark.withUTF8Buffer { Array($0) }
    var place = start - position
    while true {
      while position + place + bytes.count <= filled {
        if starts(with: bytes, at: position + place) { return position + place + bytes.count }
        place += 1
      }
      if try !fill() { throw damaged("is cut off") }
    }
  }

  private func starts(with bytes: [UInt8], at place: Int) -> Bool {
    place + bytes.count <= filled && bytes.indices.allSatisfy { memory[place + $0] == bytes[$0] }
  }

  private func takeName(from start: Int, to end: Int) {
    var first = start
    var place = start
    while place < end, case let byte = memory[place], byte > 0x20, byte != UInt8(ascii: "/") {
      if byte == UInt8(ascii: ":") { first = place + 1 }
      place += 1
    }
    name = first..<place
    nameEnd = place
  }

  private var nameEnd = 0

  // MARK: What a token says

  func isNamed(_ wanted: StaticString) -> Bool { isEqual(name, wanted) }

  func isEqual(_ range: Range<Int>, _ wanted: StaticString) -> Bool {
    range.count == wanted.utf8CodeUnitCount && memcmp(memory + range.lowerBound, wanted.utf8Start, range.count) == 0
  }

  /// Calls `body` with the ranges of the name and the value of each attribute of the last start tag.
  @inline(__always)
  func attributes(_ body: (_ name: Range<Int>, _ value: Range<Int>) -> Void) {
    var place = nameEnd
    while place < attributesEnd {
      while place < attributesEnd, memory[place] <= 0x20 { place += 1 }
      var start = place
      while place < attributesEnd, memory[place] != UInt8(ascii: "="), memory[place] > 0x20 {
        if memory[place] == UInt8(ascii: ":") { start = place + 1 }
        place += 1
      }
      let name = start..<place
      while place < attributesEnd, memory[place] <= 0x20 || memory[place] == UInt8(ascii: "=") { place += 1 }
      guard place < attributesEnd, case let quote = memory[place], quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return }
      let valueStart = place + 1
      place = valueStart
      while place < attributesEnd, memory[place] != quote { place += 1 }
      body(name, valueStart..<place)
      place += 1
    }
  }

  /// The value of an attribute, without its prefix.
  func attribute(_ wanted: StaticString) -> String? {
    var found: Range<Int>?
    attributes { name, value in if isEqual(name, wanted) { found = value } }
    return found.map { String(decoding: decoded($0), as: UTF8.self) }
  }

  /// Reads and leaves out the rest of the element that has just begun.
  func skipElement() throws {
    let outside = depth - 1
    while depth > outside { if try next() == .finished { return } }
  }

  /// The text of the last token without its entities.
  func decodedText() -> [UInt8] {
    isLiteral ? Array(UnsafeBufferPointer(start: memory + text.lowerBound, count: text.count)) : decoded(text)
  }

  /// Whether the last text has no entity, so that its bytes are what it says.
  var isPlainText: Bool { isLiteral || memchr(memory + text.lowerBound, 0x26, text.count) == nil }

  private func decoded(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = memory[place]
      if byte == UInt8(ascii: "&"), let (scalar, length) = entity(at: place, range.upperBound) {
        bytes.append(contentsOf: Array(String(Character(scalar)).utf8))
        place += length
      } else {
        bytes.append(byte)
        place += 1
      }
    }
    return bytes
  }

  /// The character of `&lt;` or `&#x4E2D;`; nil if it is no such thing, which then stands for itself.
  private func entity(at start: Int, _ limit: Int) -> (Unicode.Scalar, Int)? {
    var end = start + 1
    while end < min(limit, start + 12), memory[end] != UInt8(ascii: ";") { end += 1 }
    guard end < limit, memory[end] == UInt8(ascii: ";") else { return nil }
    let word = String(decoding: UnsafeBufferPointer(start: memory + start + 1, count: end - start - 1), as: UTF8.self)
    let length = end + 1 - start
    switch word {
    case "lt": return ("<", length)
    case "gt": return (">", length)
    case "amp": return ("&", length)
    case "quot": return ("\"", length)
    case "apos": return ("'", length)
    default:
      guard word.hasPrefix("#") else { return nil }
      let isHexadecimal = word.hasPrefix("#x") || word.hasPrefix("#X")
      guard let number = UInt32(word.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10) else { return nil }
      return Unicode.Scalar(number).map { ($0, length) }
    }
  }
}
