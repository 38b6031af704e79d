// Where an expression was written, and its label for people. Neither affects its meaning.

import SegDiagnostics

/// Where an expression was written, for errors that only data can show.
package struct Origin: Sendable {
  /// A call of a function that a script defines.
  package struct Call: Sendable {
    /// The name of the function.
    package let function: String
    package let span: SourceSpan

    package init(function: String, span: SourceSpan) {
      self.function = function
      self.span = span
    }
  }

  /// The source text; inside a script's function, a part of its body.
  package let span: SourceSpan
  /// The calls whose bodies contain it, the outermost first.
  package let calls: [Call]

  package init(_ span: SourceSpan, calls: [Call] = []) {
    self.span = span
    self.calls = calls
  }

  /// The place of two expressions together: from the first to the last if both are in
  /// the same call, otherwise that of this one.
  package func joined(with other: Origin) -> SourceSpan {
    guard calls.count == other.calls.count, zip(calls, other.calls).allSatisfy({ $0.span == $1.span }) else { return span }
    return span.merged(with: other.span)
  }

  /// Labels of a diagnostic: where it is wrong, and the calls that it is in.
  package func labels(_ text: Message = "") -> [Diagnostic.Label] {
    [Diagnostic.Label(span, text)] + calls.reversed().map { Diagnostic.Label($0.span, "in this call of `\($0.function)`") }
  }
}

/// The name of an expression for people: its text as written. In the body of a script's
/// function, arguments replace the parameters.
package struct Label: Sendable {
  /// A part of a function's body that is replaced by an argument.
  package struct Substitution: Sendable {
    package let span: SourceSpan
    package let label: Label
    /// Whether the argument needs parentheses next to operators.
    package let isCompound: Bool

    package init(span: SourceSpan, label: Label, isCompound: Bool) {
      self.span = span
      self.label = label
      self.isCompound = isCompound
    }
  }

  private enum Content {
    case source(SourceSpan, [Substitution])
    case text(String)
  }

  private let content: Content

  /// The text written at a place.
  ///
  /// - Parameter substitutions: those in the function's body that contains the place, in
  ///   order; those outside of the place are ignored.
  package init(_ span: SourceSpan, _ substitutions: [Substitution] = []) { content = .source(span, substitutions) }

  /// A name that was not written as an expression.
  package init(_ text: String) { content = .text(text) }

  /// On one line.
  package var text: String {
    switch content {
    case .text(let text): text
    case .source: raw.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }

  /// As the name of a column: on one line, without quotes and parentheses around it.
  package var name: String {
    var text = text
    if text.hasPrefix("`"), text.hasSuffix("`"), text.count > 2, !text.dropFirst().dropLast().contains("`") {
      return String(text.dropFirst().dropLast())
    }
    while text.hasPrefix("("), text.hasSuffix(")"), Self.isOneParenthesis(text) { text = String(text.dropFirst().dropLast()) }
    return text
  }

  private var raw: String {
    guard case .source(let span, let substitutions) = content else { return text }
    var result = ""
    var place = span.range.lowerBound
    for part in substitutions
    where part.span.source === span.source && part.span.range.lowerBound >= place && part.span.range.upperBound <= span.range.upperBound {
      let isWhole = part.span.range == span.range
      let text = part.label.raw
      result += span.source.text(place..<part.span.range.lowerBound)
      result += part.isCompound && !isWhole && !(text.hasPrefix("(") && Self.isOneParenthesis(text)) ? "(\(text))" : text
      place = part.span.range.upperBound
    }
    return result + span.source.text(place..<span.range.upperBound)
  }

  /// Whether the first parenthesis closes with the last.
  private static func isOneParenthesis(_ text: String) -> Bool {
    var depth = 0
    for (place, character) in text.enumerated() {
      if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
      if depth == 0 { return place == text.count - 1 }
    }
    return false
  }
}
