// Functions of texts. Lengths and positions count characters as readers see them.

import SegColumns

extension Function {
  static let textual: [Function] = [
    Function(
      "lower", "the text in lower case", example: ("lower(\"ABC\")", "abc"),
      [Overload([.text], .text, .text { $0.lowercased() }).onBytes { _ in PlainText.lower }]),
    Function(
      "upper", "the text in upper case", example: ("upper(\"abc\")", "ABC"),
      [Overload([.text], .text, .text { $0.uppercased() }).onBytes { _ in PlainText.upper }]),
    Function(
      "trim", "the text without white space at both ends", example: ("trim(\"  a b \")", "a b"),
      [
        Overload(
          [.text], .text,
          .text { text in
            var rest = text[...]
            while rest.first?.isWhitespace == true { rest.removeFirst() }
            while rest.last?.isWhitespace == true { rest.removeLast() }
            return String(rest)
          }
        ).onBytes { _ in PlainText.trimmed }
      ]),
    Function(
      "length", "the number of characters", example: ("length(\"杭州\")", "2"),
      [Overload([.text], .integer, .textToInteger { Int64($0.count) }).counted { PlainText.length($0) }]),
    Function(
      "left", "the first characters of a text", example: ("left(\"杭州市\", 2)", "杭州"),
      [
        Overload([.text, .integer], .text, .values { part($0) { $0.prefix($1) } })
          .onBytes { count($0).map { PlainText.left($0) } }
      ]),
    Function(
      "right", "the last characters of a text", example: ("right(\"13800138000\", 4)", "8000"),
      [
        Overload([.text, .integer], .text, .values { part($0) { $0.suffix($1) } })
          .onBytes { count($0).map { PlainText.right($0) } }
      ]),
    Function(
      "concat", "texts joined, up to eight", example: ("concat(\"a\", \"b\")", "ab"),
      [
        Overload(
          [.text, .text], .text,
          .values { values in
            guard values.count == 2, case .text(let a) = values[0], case .text(let b) = values[1] else {
              return .missing
            }
            return .text(a + b)
          }
        ).onBytes { PlainText.joined($0) }.longest { $0.reduce(0, sum) }
      ]
        + (3...8).map { count in
          Overload(
            Array(repeating: .text, count: count), .text,
            .values { values in
              var joined = ""
              for value in values {
                guard case .text(let text) = value else { return .missing }
                joined += text
              }
              return .text(joined)
            }
          ).longest { $0.reduce(0, sum) }
        }),
    Function(
      "replace", "the first text, with every occurrence of the second replaced by the third",
      example: ("replace(\"a-b\", \"-\", \"+\")", "a+b"),
      [
        Overload(
          [.text, .text, .text], .text,
          .values { values in
            guard values.count == 3, case .text(let text) = values[0], case .text(let old) = values[1],
              case .text(let new) = values[2]
            else { return .missing }
            return .text(replaced(text, old, new))
          }
        ).longest { bytes in
          guard bytes.count == 3 else { return 0 }
          let (grown, overflow) = (bytes[0] / Swift.max(1, bytes[1])).multipliedReportingOverflow(by: bytes[2])
          return overflow ? .max : sum(bytes[0], grown)
        }
      ]),
    Function(
      "text", "any value as text", example: ("text(12)", "12"),
      [
        Overload([.text], .text, .text { $0 }),
        Overload([.integer], .text, .values { .text($0.first?.description ?? "") }),
        Overload([.number], .text, .values { .text($0.first?.description ?? "") }),
        Overload([.date], .text, .values { .text($0.first?.description ?? "") }),
        Overload([.timestamp], .text, .values { .text($0.first?.description ?? "") }),
        Overload([.boolean], .text, .values { .text($0.first?.description ?? "") }),
      ]),
  ]

  /// The number of characters given by the second argument.
  private static func count(_ values: [Value]) -> Int? {
    guard values.count == 2, case .integer(let count) = values[1] else { return nil }
    return Int(clamping: Swift.max(0, count))
  }

  private static func part(_ values: [Value], _ take: (String, Int) -> Substring) -> Value {
    guard values.count == 2, case .text(let text) = values[0], case .integer(let count) = values[1] else {
      return .missing
    }
    return .text(String(take(text, Int(clamping: Swift.max(0, count)))))
  }

  /// As large as a number can be where the sum is larger.
  private static func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? .max : sum
  }

  private static func replaced(_ text: String, _ old: String, _ new: String) -> String {
    let needle = Needle(Array(old))
    guard !needle.elements.isEmpty else { return text }
    let characters = Array(text)
    var result = ""
    characters.withUnsafeBufferPointer { characters in
      var index = 0
      while let place = needle.first(in: characters, from: index) {
        result.append(contentsOf: characters[index..<place])
        result += new
        index = place + needle.elements.count
      }
      result.append(contentsOf: characters[index...])
    }
    return result
  }
}
