// The text of notes: paragraphs, headings, lists and emphasis in Markdown, as HTML.

/// A text in a small part of Markdown. Everything else in it is text; HTML is shown and does nothing.
struct Markdown {
  /// A heading of the text, for the contents.
  struct Heading {
    let text: String
    let identifier: String
  }

  private(set) var html = ""
  private(set) var headings: [Heading] = []
  private var paragraph: [String] = []
  /// The open list: `ul` or `ol`.
  private var list: String?
  private let prefix: String

  /// - Parameter prefix: begins the identifiers of headings.
  init(_ text: String, prefix: String) {
    self.prefix = prefix
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { read(line) }
    closeParagraph()
    closeList()
  }

  private mutating func read(_ line: Substring) {
    let trimmed = line.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
    let content = String(trimmed).withoutSpacesAtEnd
    if content.isEmpty {
      closeParagraph()
      closeList()
    } else if let (level, text) = Self.heading(content) {
      closeParagraph()
      closeList()
      let identifier = "\(prefix)-\(headings.count + 1)"
      headings.append(Heading(text: Self.plain(text), identifier: identifier))
      html += "<h\(level) id=\"\(identifier)\">\(Self.inline(text))</h\(level)>\n"
    } else if let (kind, text) = Self.item(content) {
      closeParagraph()
      if list != kind {
        closeList()
        html += "<\(kind)>\n"
        list = kind
      }
      html += "<li>\(Self.inline(text))</li>\n"
    } else {
      closeList()
      paragraph.append(content)
    }
  }

  private mutating func closeParagraph() {
    if paragraph.isEmpty { return }
    html += "<p>\(Self.inline(paragraph.joined(separator: " ")))</p>\n"
    paragraph = []
  }

  private mutating func closeList() {
    guard let list else { return }
    html += "</\(list)>\n"
    self.list = nil
  }

  /// `## Text` is a heading below that of the page.
  private static func heading(_ line: String) -> (level: Int, text: String)? {
    let marks = line.prefix { $0 == "#" }.count
    guard (1...6).contains(marks), line.dropFirst(marks).first == " " else { return nil }
    return (marks == 1 ? 2 : 3, String(line.dropFirst(marks + 1)))
  }

  private static func item(_ line: String) -> (kind: String, text: String)? {
    if line.hasPrefix("- ") || line.hasPrefix("* ") { return ("ul", String(line.dropFirst(2))) }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.count < 4, line.dropFirst(digits.count).hasPrefix(". ") else { return nil }
    return ("ol", String(line.dropFirst(digits.count + 2)))
  }

  /// The text without its marks.
  static func plain(_ text: String) -> String { text.filter { $0 != "*" && $0 != "`" } }

  /// `**bold**`, `*emphasis*`, `` `code` ``, and `[text](address)` as text.
  private static func inline(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let first = rest.first {
      if let (content, after) = enclosed(rest, "**") {
        result += "<strong>\(SVGCanvas.escaped(content))</strong>"
        rest = after
      } else if first == "*", let (content, after) = enclosed(rest, "*") {
        result += "<em>\(SVGCanvas.escaped(content))</em>"
        rest = after
      } else if first == "`", let (content, after) = enclosed(rest, "`") {
        result += "<code>\(SVGCanvas.escaped(content))</code>"
        rest = after
      } else if first == "[", let (content, after) = link(rest) {
        result += SVGCanvas.escaped(content)
        rest = after
      } else {
        let end = rest.dropFirst().firstIndex { "*`[".contains($0) } ?? rest.endIndex
        result += SVGCanvas.escaped(String(rest[..<end]))
        rest = rest[end...]
      }
    }
    return result
  }

  /// What stands between two marks at the front, and what follows.
  private static func enclosed(_ text: Substring, _ mark: String) -> (content: String, rest: Substring)? {
    guard text.hasPrefix(mark) else { return nil }
    var content = ""
    var rest = text.dropFirst(mark.count)
    while !rest.isEmpty {
      if rest.hasPrefix(mark) { return content.isEmpty || content.first == " " ? nil : (content, rest.dropFirst(mark.count)) }
      if let character = rest.popFirst() { content.append(character) }
    }
    return nil
  }

  /// A link at the front as `text (address)`: a page of figures leads nowhere.
  private static func link(_ text: Substring) -> (content: String, rest: Substring)? {
    guard let end = text.firstIndex(of: "]"), text[text.index(after: end)...].first == "(", let close = text[end...].firstIndex(of: ")")
    else { return nil }
    let name = text[text.index(after: text.startIndex)..<end]
    let address = text[text.index(end, offsetBy: 2)..<close]
    return ("\(name) (\(address))", text[text.index(after: close)...])
  }
}
