// A text for people: English where it is written, another language where it is shown.

/// A sentence with places for what differs, so that it can be said in every language.
///
/// It is written like any text: `"no column `\(name)` in \(table)"`. Its key in the catalogue of a language is the text with
/// `{1}`, `{2}`, … for the interpolations: "no column `{1}` in {2}". An interpolated `Message` is a sentence or word of its own,
/// and is said in the same language.
public struct Message: Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
  fileprivate enum Part: Sendable {
    case literal(String)
    /// Data, names and code: the same in all languages.
    case text(String)
    /// Code with the words of scripts in each language.
    case code(String, chinese: String)
    case message(Message)
  }

  fileprivate var parts: [Part]

  public init(stringLiteral text: String) { parts = text.isEmpty ? [] : [.literal(text)] }

  public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  /// A text that is the same in all languages: a name, a value, code.
  public init(verbatim text: some StringProtocol) { parts = text.isEmpty ? [] : [.text(String(text))] }

  /// Code of a script, with the words of scripts in English and in Chinese.
  package init(verbatim code: String, chinese: String) { parts = [.code(code, chinese: chinese)] }

  /// The sentence in English.
  public var description: String { text(in: .english) }

  public var isEmpty: Bool { description.isEmpty }

  /// The sentence in a language; what its catalogue does not have is English.
  public func text(in language: Language) -> String {
    guard let catalogue = MessageCatalogue.of(language) else {
      return parts.map { part in
        switch part {
        case .literal(let text), .text(let text), .code(let text, _): text
        case .message(let message): message.description
        }
      }.joined()
    }
    var arguments: [String] = []
    for part in parts {
      switch part {
      case .literal: break
      case .text(let text): arguments.append(text)
      case .code(let text, let chinese): arguments.append(language == .chinese ? chinese : text)
      case .message(let message): arguments.append(message.text(in: language))
      }
    }
    return catalogue.filled(key, with: arguments)
  }

  /// The sentence without its arguments, as catalogues list it.
  package var key: String {
    var result = ""
    var place = 0
    for part in parts {
      switch part {
      case .literal(let text): result += text
      case .text, .code, .message:
        place += 1
        result += "{\(place)}"
      }
    }
    return result
  }

  /// The keys of the sentence and of all in it.
  package var keys: [String] {
    [key]
      + parts.flatMap { part in
        if case .message(let message) = part { return message.keys }
        return []
      }
  }

  /// The message with its texts of data changed: a path that is cut, say.
  package func mapTexts(_ change: (String) -> String) -> Message {
    var result = self
    result.parts = parts.map { part in
      switch part {
      case .literal: part
      case .code: part
      case .text(let text): .text(change(text))
      case .message(let message): .message(message.mapTexts(change))
      }
    }
    return result
  }

  /// Two sentences as one text, each said by itself.
  public static func + (left: Message, right: Message) -> Message {
    if left.parts.isEmpty { return right }
    if right.parts.isEmpty { return left }
    var result = left
    result.parts = [.message(left), .message(right)]
    return result
  }

  public static func += (left: inout Message, right: Message) { left = left + right }

  /// Collects the parts of an interpolated sentence.
  public struct StringInterpolation: StringInterpolationProtocol, Sendable {
    fileprivate var parts: [Part] = []

    public init(literalCapacity: Int, interpolationCount: Int) { parts.reserveCapacity(2 * interpolationCount + 1) }

    public mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { parts.append(.literal(literal)) }
    }

    public mutating func appendInterpolation(_ message: Message) { parts.append(.message(message)) }

    // What can be a message is one: "\(count == 1 ? "row" : "rows")" has words that every language says.
    @_disfavoredOverload
    public mutating func appendInterpolation<Value>(_ value: Value) { parts.append(.text(String(describing: value))) }
  }
}

/// Messages that read alike in English are equal.
extension Message: Hashable {
  public static func == (left: Message, right: Message) -> Bool { left.description == right.description }

  public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}

extension [Message] {
  /// The messages as one text, with a separator that is the same in all languages. However many there are, none is inside of another.
  public func joined(separator: String = "") -> Message {
    var result: Message = ""
    for message in self where !message.parts.isEmpty {
      if !result.parts.isEmpty, !separator.isEmpty { result.parts.append(.text(separator)) }
      result.parts.append(.message(message))
    }
    return result
  }
}

extension Message {
  /// `a or b or c`: code or names of which one is meant.
  package static func alternatives(_ texts: [String]) -> Message {
    guard let first = texts.first else { return "" }
    return texts.dropFirst().reduce(Message(verbatim: first)) { "\($0) or \($1)" }
  }
}
