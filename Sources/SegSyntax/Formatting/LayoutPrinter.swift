// Turns a layout into text; lines break only if necessary.

/// Prints one statement.
struct LayoutPrinter {
  /// Columns of a line; wide characters count two.
  static let lineWidth = 100

  private(set) var text = ""
  private var column = 0
  private var isAtLineStart = true
  private var needsSpace = false
  /// A comment ends this line.
  private var mustBreak = false
  /// Comments on lines of their own, written before the next token.
  private var waiting: [Comment] = []

  static func text(of layout: Layout) -> String {
    var printer = LayoutPrinter()
    printer.print(layout, indent: 0, isFlat: false, after: 0)
    return printer.text
  }

  /// - Parameters:
  ///   - indent: columns before a new line.
  ///   - isFlat: whether the current group is on one line.
  ///   - after: columns of the rest up to the next possible line break.
  private mutating func print(_ layout: Layout, indent: Int, isFlat: Bool, after: Int) {
    switch layout.kind {
    case .text(let text, let first): write(text, first, indent)
    case .space: needsSpace = true
    case .line: if isFlat { needsSpace = true } else { breakLine(indent) }
    case .hardLine: breakLine(indent)
    case .comments(let comments): write(comments)
    case .sequence(let parts): print(parts, indent: indent, isFlat: isFlat, after: after)
    case .nest(let columns, let inner): print(inner, indent: indent + columns, isFlat: isFlat, after: after)
    case .group(let inner):
      let fits = isFlat || column(indent) + inner.width + after <= Self.lineWidth
      print(inner, indent: indent, isFlat: fits, after: after)
    case .fill(let parts, let isList):
      if isFlat || column(indent) + layout.width + after <= Self.lineWidth {
        for (index, part) in parts.enumerated() {
          if index > 0 { needsSpace = true }
          print(part, indent: indent, isFlat: true, after: 0)
        }
      } else {
        fill(parts, isList: isList, indent: indent, after: after)
      }
    }
  }

  private mutating func print(_ parts: [Layout], indent: Int, isFlat: Bool, after: Int) {
    // The columns that follow each part, from the last to the first.
    var afters: [Int] = []
    var following = after
    for part in parts.reversed() {
      afters.append(following)
      following = part.canBreak ? part.head : min(Layout.endless, part.head + following)
    }
    for (part, after) in zip(parts, afters.reversed()) { print(part, indent: indent, isFlat: isFlat, after: after) }
  }

  private mutating func fill(_ parts: [Layout], isList: Bool, indent: Int, after: Int) {
    var wasBroken = false
    for (index, part) in parts.enumerated() {
      let after = index + 1 == parts.count ? after : 0
      var isFlat = column(indent) + part.width + after <= Self.lineWidth
      if index > 0 {
        isFlat = column(indent) + 1 + part.width + after <= Self.lineWidth
        if isFlat && !mustBreak && waiting.isEmpty && !(wasBroken && isList) {
          needsSpace = true
        } else {
          breakLine(indent)
          isFlat = indent + part.width + after <= Self.lineWidth
        }
      }
      print(part, indent: indent, isFlat: isFlat, after: after)
      wasBroken = !isFlat
    }
  }

  // MARK: Writing

  /// The column of the next token.
  private func column(_ indent: Int) -> Int {
    mustBreak || !waiting.isEmpty ? indent : column + (needsSpace && !isAtLineStart ? 1 : 0)
  }

  private mutating func write(_ ordinary: String, _ first: String, _ indent: Int) {
    if mustBreak || !waiting.isEmpty { breakLine(indent) }
    if needsSpace && !isAtLineStart { append(" ") }
    append(isAtLineStart ? first : ordinary)
    needsSpace = false
    isAtLineStart = false
  }

  private mutating func write(_ comments: [Comment]) {
    for comment in comments {
      if comment.isTrailing && !mustBreak && waiting.isEmpty {
        append("  " + comment.text)
        mustBreak = true
      } else {
        waiting.append(comment)
      }
    }
  }

  private mutating func breakLine(_ indent: Int) {
    let start = "\n" + String(repeating: " ", count: indent)
    for comment in waiting { text += start + comment.text }
    text += start
    waiting = []
    column = indent
    mustBreak = false
    needsSpace = false
    isAtLineStart = true
  }

  private mutating func append(_ string: String) {
    text += string
    column += Layout.text(string).width
  }
}
