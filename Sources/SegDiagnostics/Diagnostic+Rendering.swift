// The text of a diagnostic, as a person reads it on a terminal.

extension Diagnostic {
  /// The diagnostic as text, its places shown under their lines.
  ///
  ///     error: no column `recencey` in `customers` [unknown-column]
  ///       ┌─ lapsed.seg:3:9
  ///     3 │   where recencey > 90 days
  ///       │         ^^^^^^^^ not a column
  ///       = fix: did you mean `recency`?
  ///
  /// - Parameters:
  ///   - color: whether to add ANSI colors (a terminal).
  ///   - width: the columns that a line may have; nil: any number.
  ///   - language: the language of the sentences.
  public func rendered(color: Bool = false, width: Int? = nil, language: Language = .english) -> String {
    let paint = Paint(isOn: color)
    var lines: [String] = []
    let tint =
      switch severity {
      case .error: Paint.red
      case .warning: Paint.yellow
      case .note: Paint.blue
      }
    lines.append(headline(paint, tint, width, language))
    let gutter = String(labels.map { $0.span.position.line }.max() ?? 1).count
    let blank = String(repeating: " ", count: gutter)
    for (index, label) in labels.enumerated() {
      let (line, column) = label.span.position
      let corner = index == 0 ? "┌─" : "├─"
      lines.append("\(blank) \(paint(corner, Paint.blue)) \(Self.visible(label.span.source.name)):\(line):\(column)")
      lines += excerpt(label, gutter: gutter, paint: paint, tint: index == 0 ? tint : Paint.blue, width: width, language: language)
    }
    let mark = labels.isEmpty ? "  =" : "\(blank) ="
    func addLine(_ label: Message, _ text: Message) {
      let label = label.text(in: language)
      // The columns of the label stay free under it.
      let line = "\(mark) \(label):  \(Self.visible(text.text(in: language)))"
      let fitted = width.map { TextWrapping.wrapped(line, to: $0 + 1) } ?? line
      lines.append(fitted.replacingFirst("\(label):  ", with: "\(label): "))
    }
    for note in notes { addLine("note", note) }
    if let fix { addLine("fix", fix.message) }
    for other in otherFixes { addLine("or", other.message) }
    return lines.joined(separator: "\n")
  }

  /// `error: no column …  [unknown-column]`
  private func headline(_ paint: Paint, _ tint: Int, _ width: Int?, _ language: Language) -> String {
    let kind = severity.word.text(in: language)
    let whole = "\(kind): \(Self.visible(message.text(in: language))) [\(id)]"
    let fitted = width.map { TextWrapping.wrapped(whole, to: $0) } ?? whole
    guard paint.isOn else { return fitted }
    let rest = fitted.dropFirst(kind.count)
    let bracket = rest.lastIndex(of: "[") ?? rest.endIndex
    return paint(kind, tint, bold: true) + paint(String(rest[..<bracket]), nil, bold: true) + rest[bracket...]
  }

  /// The label's line and the carets under it; a long line is cut around them.
  private func excerpt(_ label: Label, gutter: Int, paint: Paint, tint: Int, width: Int?, language: Language) -> [String] {
    let source = label.span.source
    let line = source.line(at: label.span.range.lowerBound)
    let range = source.lineRange(line)
    let start = min(label.span.range.lowerBound, range.upperBound)
    let end = max(start, min(label.span.range.upperBound, range.upperBound))
    // Of a very long line, only what is near is looked at.
    let first = max(range.lowerBound, start - Self.nearby)
    let last = min(range.upperBound, end + Self.nearby)
    var before = Self.visible(source.text(first..<start))
    let marked = Self.visible(source.text(start..<min(end, start + Self.nearby)))
    var after = Self.visible(source.text(end..<last))
    // What stands before and behind the mark, in the columns that are left.
    let room = max(20, (width ?? 200) - gutter - 3)
    if DisplayWidth.of(before) > min(60, room / 2) { before = "… " + Self.end(of: before, min(40, room / 3)) }
    let shown = Self.start(of: marked, min(80, room - DisplayWidth.of(before)))
    after = Self.start(of: after, max(1, min(60, room - DisplayWidth.of(before) - DisplayWidth.of(shown))))
    let number = String(line + 1)
    let pad = String(repeating: " ", count: max(0, gutter - number.count))
    let bar = paint("│", Paint.blue)
    let carets = String(repeating: "^", count: max(1, DisplayWidth.of(shown)))
    let sentence = label.text.text(in: language)
    var text = sentence.isEmpty ? carets : "\(carets) \(Self.visible(sentence))"
    if width != nil { text = Self.start(of: text, room - DisplayWidth.of(before)) }
    return [
      "\(pad)\(paint(number, Paint.blue)) \(bar) \(before)\(shown)\(after)",
      "\(String(repeating: " ", count: gutter)) \(bar) \(String(repeating: " ", count: DisplayWidth.of(before)))"
        + paint(text, tint),
    ]
  }

  /// As much of the start of a text as takes so many columns, with `…` if it is cut.
  private static func start(of text: String, _ columns: Int) -> String {
    if DisplayWidth.of(text) <= columns { return text }
    var result = ""
    var taken = 1
    for character in text {
      taken += DisplayWidth.of(character)
      if taken > columns { break }
      result.append(character)
    }
    return result + "…"
  }

  /// As much of the end of a text as takes so many columns.
  private static func end(of text: String, _ columns: Int) -> String {
    var result: [Character] = []
    var taken = 0
    for character in text.reversed() {
      taken += DisplayWidth.of(character)
      if taken > columns { break }
      result.append(character)
    }
    return String(result.reversed())
  }

  /// Bytes of far more than the characters that are shown.
  private static let nearby = 4096

  /// A text of a script as it stands in a message, also one with backticks of its own.
  package static func code(_ text: String) -> String {
    text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }

  /// Makes control characters visible, so that data cannot control a terminal.
  package static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        result += " "
      } else if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) {
        result.unicodeScalars.append(picture)
      } else if isControl(scalar) {
        result += "\u{FFFD}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// C0, DEL, C1, and the marks that reorder or hide text.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0001: true
    default: false
    }
  }
}

extension Diagnostic.Severity {
  /// The word before the message.
  package var word: Message {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    }
  }
}

/// ANSI colors, or nothing.
private struct Paint {
  static let red = 31
  static let yellow = 33
  static let blue = 34
  let isOn: Bool

  func callAsFunction(_ text: String, _ tint: Int?, bold: Bool = false) -> String {
    guard isOn else { return text }
    let codes = (bold ? ["1"] : []) + (tint.map { [String($0)] } ?? [])
    return "\u{1B}[\(codes.joined(separator: ";"))m\(text)\u{1B}[0m"
  }
}

extension String {
  /// The text with the first place of a part replaced.
  fileprivate func replacingFirst(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return replacingCharacters(in: range, with: other)
  }

  private func replacingCharacters(in range: Range<Index>, with other: String) -> String {
    self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}
