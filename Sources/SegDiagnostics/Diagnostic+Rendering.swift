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
  /// - Parameter color: whether to add ANSI colors (a terminal).
  public func rendered(color: Bool = false) -> String {
    let paint = Paint(isOn: color)
    var lines: [String] = []
    let tint =
      switch severity {
      case .error: Paint.red
      case .warning: Paint.yellow
      case .note: Paint.blue
      }
    lines.append(
      paint(severity.rawValue, tint, bold: true) + paint(": " + Self.visible(message), nil, bold: true) + " [\(id)]")
    let gutter = String(labels.map { $0.span.position.line }.max() ?? 1).count
    let blank = String(repeating: " ", count: gutter)
    for (index, label) in labels.enumerated() {
      let (line, column) = label.span.position
      let corner = index == 0 ? "┌─" : "├─"
      lines.append("\(blank) \(paint(corner, Paint.blue)) \(Self.visible(label.span.source.name)):\(line):\(column)")
      lines += excerpt(label, gutter: gutter, paint: paint, tint: index == 0 ? tint : Paint.blue)
    }
    let mark = labels.isEmpty ? "  =" : "\(blank) ="
    for note in notes { lines.append("\(mark) note: \(Self.visible(note))") }
    if let fix { lines.append("\(mark) fix: \(Self.visible(fix.message))") }
    for other in otherFixes { lines.append("\(mark) or: \(Self.visible(other.message))") }
    return lines.joined(separator: "\n")
  }

  /// The label's line and the carets under it; a long line is cut around them.
  private func excerpt(_ label: Label, gutter: Int, paint: Paint, tint: Int) -> [String] {
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
    if DisplayWidth.of(before) > 60 { before = "… " + String(before.suffix(40)) }
    let shown = marked.count > 80 ? String(marked.prefix(79)) + "…" : marked
    if after.count > 60 { after = String(after.prefix(59)) + "…" }
    let number = String(line + 1)
    let pad = String(repeating: " ", count: max(0, gutter - number.count))
    let bar = paint("│", Paint.blue)
    let carets = String(repeating: "^", count: max(1, DisplayWidth.of(shown)))
    let text = label.text.isEmpty ? carets : "\(carets) \(Self.visible(label.text))"
    return [
      "\(pad)\(paint(number, Paint.blue)) \(bar) \(before)\(shown)\(after)",
      "\(String(repeating: " ", count: gutter)) \(bar) \(String(repeating: " ", count: DisplayWidth.of(before)))"
        + paint(text, tint),
    ]
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
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x2028...0x2029: true
    default: false
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
