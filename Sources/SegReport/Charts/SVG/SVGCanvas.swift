// The elements of a picture in SVG. Names and values are escaped here and nowhere else.

import SegDiagnostics

/// SVG that is being written.
struct SVGCanvas {
  private(set) var body = ""

  /// How a text is placed at its point.
  enum Anchor: String {
    case start, middle, end
  }

  mutating func open(_ name: String, _ attributes: String = "") { body += attributes.isEmpty ? "<\(name)>" : "<\(name) \(attributes)>" }

  mutating func close(_ name: String) { body += "</\(name)>" }

  mutating func append(_ text: String) { body += text }

  /// - Parameter title: what a pointer over it shows; nil: nothing.
  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ attributes: String, title: String? = nil
  ) {
    let place =
      "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(max(0, width)))\" height=\"\(Self.number(max(0, height)))\""
    element("rect", place + " " + attributes, title)
  }

  mutating func circle(_ x: Double, _ y: Double, _ radius: Double, _ attributes: String, title: String? = nil) {
    element("circle", "cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\" \(attributes)", title)
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ attributes: String) {
    element(
      "line", "x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\" y2=\"\(Self.number(y2))\" \(attributes)", nil)
  }

  mutating func path(_ path: String, _ attributes: String, title: String? = nil) { element("path", "d=\"\(path)\" \(attributes)", title) }

  mutating func text(_ text: String, _ x: Double, _ y: Double, _ attributes: String, _ anchor: Anchor = .start) {
    let place = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    body += "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\"\(place) \(attributes)>\(Self.escaped(text))</text>"
  }

  private mutating func element(_ name: String, _ attributes: String, _ title: String?) {
    guard let title else {
      body += "<\(name) \(attributes)/>"
      return
    }
    body += "<\(name) \(attributes)><title>\(Self.escaped(title))</title></\(name)>"
  }

  /// A coordinate with at most one decimal.
  static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e6 else { return "0" }
    let tenths = Int((value * 10).rounded())
    if tenths % 10 == 0 { return "\(tenths / 10)" }
    return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  /// A text that no reader of HTML or XML takes for an element, with control characters shown.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in Diagnostic.visible(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// About how wide a text is, in pixels: rather too wide, since what a label lacks is cut off.
  static func width(_ text: String, size: Double = 12) -> Double {
    Diagnostic.visible(text).reduce(0) { $0 + width(of: $1) } * size
  }

  /// The width of a character for a size of 1, in wide fonts without serifs.
  private static func width(of character: Character) -> Double {
    guard let scalar = character.unicodeScalars.first, scalar.isASCII else {
      return Double(DisplayWidth.of(String(character))) * 0.55 + (DisplayWidth.of(String(character)) == 1 ? 0.1 : 0)
    }
    switch scalar {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!", " ": return 0.35
    case "f", "r", "t", "(", ")", "-", "/": return 0.42
    case "m", "w", "M", "W", "%", "@": return 0.98
    case "A"..."Z": return 0.76
    default: return 0.64
    }
  }

  /// A text cut with `…` to a width in pixels.
  static func cut(_ text: String, to width: Double, size: Double = 12) -> String {
    let visible = Diagnostic.visible(text)
    var kept = ""
    var taken = 0.0
    var end = kept
    for character in visible {
      taken += Self.width(of: character) * size
      if taken > max(width, size) { return end + "…" }
      kept.append(character)
      if taken + size * 0.9 <= max(width, size) { end = kept }
    }
    return visible
  }
}
