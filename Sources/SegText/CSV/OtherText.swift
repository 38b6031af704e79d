// Texts that are no tables, although they are read line by line.

import SegDiagnostics

/// Recognizes pages, documents, JSON and drawn tables by their first characters.
enum OtherText {
  /// What a text is and what to do with it; nil if it may be a table.
  struct Form {
    let kind: Message
    let fix: Message?
  }

  private static let page = Form(
    kind: "an HTML page, for example of a login or an error", fix: "look at it in a browser, and download the file again")
  private static let drawn = Form(kind: "a table drawn for people", fix: "let the program that wrote it write CSV")
  private static let document = Form(kind: "an XML document", fix: nil)

  /// Looks at the text at a place.
  static func form(of layout: CSVLayout, at place: Int) -> Form? {
    var start = layout.afterMark(place)
    while start < layout.count, layout.base[start] <= 0x20 { start += 1 }
    let bytes = UnsafeBufferPointer(start: UnsafePointer(layout.base + start), count: max(0, min(400, layout.count - start)))
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    switch text.first {
    case "v" where text.hasPrefix("version https://git-lfs.github.com/"):
      return Form(kind: "a pointer to a file of Git LFS, not the file", fix: "fetch the file: `git lfs pull`")
    case "<":
      if text.hasPrefix("<?xml") { return text.contains("<html") ? page : document }
      return ["<!doctype", "<html", "<head", "<body", "<table", "<!--", "<script", "<div"].contains { text.hasPrefix($0) } ? page : nil
    case "{":
      if text.hasPrefix("{\\rtf") { return Form(kind: "an RTF document", fix: "save it as CSV") }
      return isObject(text.dropFirst()) ? Form(kind: "JSON, not CSV", fix: "with (format: ndjson)") : nil
    case "[":
      let rest = text.dropFirst().drop { $0.isWhitespace }
      return rest.first == "{" && isObject(rest.dropFirst()) ? Form(kind: "JSON, not CSV", fix: "with (format: ndjson)") : nil
    case "+" where text.hasPrefix("+--") || text.hasPrefix("+=="): return drawn
    case "|" where isMarkdown(text): return drawn
    case "i" where text.hasPrefix("insert into "), "c" where text.hasPrefix("create table "):
      return Form(kind: "a script of SQL, not CSV", fix: "run it in a database, and export the table as CSV")
    default: return nil
    }
  }

  /// Whether the second line is that of dashes below the names of Markdown: `|---|:--|`.
  private static func isMarkdown(_ text: String) -> Bool {
    let lines = text.split(maxSplits: 2, whereSeparator: \.isNewline)
    return lines.count > 1 && lines[1].hasPrefix("|") && lines[1].contains("--") && lines[1].allSatisfy { "|-: ".contains($0) }
  }

  /// Whether a key in quotes and a colon follow.
  private static func isObject(_ text: Substring) -> Bool {
    let rest = text.drop { $0.isWhitespace }
    guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { return false }
    return rest[rest.index(after: end)...].drop { $0.isWhitespace }.first == ":"
  }
}
