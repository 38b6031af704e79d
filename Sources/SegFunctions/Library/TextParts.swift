// Functions that take texts apart, or bring them to a width. Positions count characters as
// readers see them, from 1.

import SegColumns

extension Function {
  static let textParts: [Function] = [
    Function(
      "part", "the characters of a text from a position on, counted from 1: so many, or all that follow",
      example: ("part(\"2024-W07\", 6, 3)", "W07"),
      [
        Overload([.text, .integer, .integer], .text, .values { part($0) })
          .onBytes { values in bounds(values).map { PlainText.part(skipping: $0.skipped, count: $0.count) } },
        Overload([.text, .integer], .text, .values { part($0) })
          .onBytes { values in bounds(values).map { PlainText.part(skipping: $0.skipped, count: $0.count) } },
      ]),
    Function(
      "find", "the position of the second text in the first one; missing if it does not occur",
      example: ("find(\"ann@shop.com\", \"@\")", "4"),
      [
        Overload(
          [.text, .text], .integer,
          .values { values in
            guard values.count == 2, case .text(let text) = values[0], case .text(let part) = values[1] else { return .missing }
            return TextSearch.position(of: part, in: text).map { .integer(Int64($0)) } ?? .missing
          })
      ]),
    Function(
      "split", "a piece of a text between separators, counted from 1, or from the end with -1; missing if there is none",
      example: ("split(\"tea,cup,pot\", \",\", 2)", "cup"),
      [
        Overload(
          [.text, .text, .integer], .text,
          .values { values in
            guard values.count == 3, case .text(let text) = values[0], case .text(let separator) = values[1],
              case .integer(let number) = values[2]
            else { return .missing }
            return TextSearch.piece(number, of: text, between: separator).map { .text($0) } ?? .missing
          })
      ]),
    Function(
      "extract", "what a pattern finds first in a text: its first group in parentheses, or without one all that it matches",
      example: ("extract(\"order 1207, paid\", \"[0-9]+\")", "1207"),
      [
        Overload([.text, .text], .text, .values { extracted($0, nil) })
          .matching(1)
          .prepared { values in
            guard values.count == 2, case .text(let pattern) = values[1], let finder = try? PatternFinder(pattern) else { return nil }
            return { extracted($0, finder) }
          }
          .onBytes { values in
            guard values.count == 2, case .missing = values[0], case .text(let pattern) = values[1] else { return nil }
            return (try? PatternFinder(pattern))?.firstOnBytes
          }
      ]),
    Function(
      "regexp_replace", "the text with everything that a pattern finds in it replaced by another text",
      example: ("regexp_replace(\"+49 (30) 123\", \"[^0-9]\", \"\")", "4930123"),
      [
        Overload([.text, .text, .text], .text, .values { replaced($0, nil) })
          .matching(1)
          .prepared { values in
            guard values.count == 3, case .text(let pattern) = values[1], let finder = try? PatternFinder(pattern) else { return nil }
            return { replaced($0, finder) }
          }
          .onBytes { values in
            guard values.count == 3, case .missing = values[0], case .text(let pattern) = values[1], case .text(let new) = values[2] else {
              return nil
            }
            return (try? PatternFinder(pattern))?.replacedOnBytes(with: new)
          }
          .longest { $0.count == 3 ? grown($0[0], $0[0] + 1, $0[2]) : 0 }
      ]),
    Function(
      "reverse", "the text from its end to its beginning", example: ("reverse(\"abc\")", "cba"),
      [Overload([.text], .text, .text { String($0.reversed()) }).onBytes { _ in PlainText.reversed }]),
    Function(
      "pad", "the text with blanks before it, or with another text, so that it is so many characters long; a longer one stays",
      example: ("pad(\"7\", 3, \"0\")", "007"),
      [
        Overload([.text, .integer, .text], .text, .values { TextMaking.padded($0) })
          .onBytes { TextMaking.padding($0) }
          .longest { $0.count == 3 ? grown($0[0], $0[1], $0[2]) : 0 },
        Overload([.text, .integer], .text, .values { TextMaking.padded($0 + [.text(" ")]) })
          .onBytes { TextMaking.padding($0 + [.text(" ")]) }
          .longest { $0.count == 2 ? grown($0[0], $0[1], 1) : 0 },
      ]),
    Function(
      "domain", "what stands after the @ of an address, in lower case; missing without one",
      example: ("domain(\"Ann@Shop.com\")", "shop.com"),
      [Overload([.text], .text, .text { TextMaking.domain(of: $0) }).onBytes { _ in PlainText.domain }]),
  ]

  /// How many characters come before a part, and how many are in it. Positions before the
  /// first character have none.
  private static func bounds(_ values: [Value]) -> (skipped: Int, count: Int)? {
    guard values.count > 1, case .integer(let start) = values[1] else { return nil }
    var count = Int64.max
    if values.count == 3 {
      guard case .integer(let given) = values[2] else { return nil }
      let (end, overflow) = max(0, given).addingReportingOverflow(start)
      count = start >= 1 || overflow ? max(0, given) : max(0, end - 1)
    }
    return (Int(clamping: max(start, 1) - 1), Int(clamping: count))
  }

  private static func part(_ values: [Value]) -> Value {
    guard case .text(let text)? = values.first, let (skipped, count) = bounds(values) else { return .missing }
    return .text(String(text.dropFirst(skipped).prefix(count)))
  }

  private static func extracted(_ values: [Value], _ finder: PatternFinder?) -> Value {
    guard values.count == 2, case .text(let text) = values[0], case .text(let pattern) = values[1],
      let finder = finder ?? (try? PatternFinder(pattern))
    else { return .missing }
    return finder.first(in: text).map { .text($0) } ?? .missing
  }

  private static func replaced(_ values: [Value], _ finder: PatternFinder?) -> Value {
    guard values.count == 3, case .text(let text) = values[0], case .text(let pattern) = values[1], case .text(let new) = values[2],
      let finder = finder ?? (try? PatternFinder(pattern))
    else { return .missing }
    return .text(finder.replaced(in: text, with: new))
  }

  /// The most bytes of a text padded to a width; as large as a number can be where that is larger.
  private static func grown(_ text: Int, _ width: Int, _ with: Int) -> Int {
    let (filling, overflow) = max(0, width).multipliedReportingOverflow(by: max(1, with))
    let (sum, isTooLarge) = filling.addingReportingOverflow(text)
    return overflow || isTooLarge ? .max : sum
  }
}

/// Texts that are made of others.
private enum TextMaking {
  static func padded(_ values: [Value]) -> Value {
    guard values.count == 3, case .text(let text) = values[0], case .integer(let width) = values[1], case .text(let with) = values[2]
    else { return .missing }
    var lacking = Int(clamping: width) - text.count
    guard lacking > 0, !with.isEmpty else { return .text(text) }
    var filling = ""
    while lacking > 0 {
      let next = with.prefix(lacking)
      filling += next
      lacking -= next.count
    }
    return .text(filling + text)
  }

  static func padding(_ values: [Value]) -> ByteKernel? {
    guard values.count == 3, case .missing = values[0], case .integer(let width) = values[1], case .text(let with) = values[2] else {
      return nil
    }
    return PlainText.padded(to: width, with: with)
  }

  /// What stands after the last @.
  static func domain(of address: String) -> String? {
    guard let at = address.utf8.lastIndex(of: 0x40) else { return nil }
    let rest = address[address.utf8.index(after: at)...]
    let name = rest.prefix { !$0.isWhitespace && $0 != ">" }
    return name.isEmpty ? nil : name.lowercased()
  }
}

/// Searches of a text in another, by characters.
enum TextSearch {
  /// The number of the character, from 1, at which a text begins in another.
  static func position(of part: String, in text: String) -> Int? {
    let plain = withPlain(text, part) { text, needle -> Int? in
      needle.first(in: text).flatMap { PlainText.length(UnsafeBufferPointer(rebasing: text[..<$0])) }
    }
    if let plain { return plain.map { $0 + 1 } }
    let characters = Array(text)
    return characters.withUnsafeBufferPointer { Needle(Array(part)).first(in: $0) }.map { $0 + 1 }
  }

  /// The piece with a number, from 1, or from the end for negative ones.
  static func piece(_ number: Int64, of text: String, between separator: String) -> String? {
    if number == 0 { return nil }
    if separator.isEmpty { return number == 1 || number == -1 ? text : nil }
    let plain = withPlain(text, separator) { bytes, needle -> String? in
      range(number, bytes, needle).map { String(decoding: UnsafeBufferPointer(rebasing: bytes[$0]), as: UTF8.self) }
    }
    if let plain { return plain }
    let characters = Array(text)
    return characters.withUnsafeBufferPointer { characters in
      range(number, characters, Needle(Array(separator))).map { String(characters[$0]) }
    }
  }

  /// The elements of a piece.
  private static func range<Element: Equatable>(
    _ number: Int64, _ text: UnsafeBufferPointer<Element>, _ separator: Needle<Element>
  ) -> Range<Int>? {
    var starts = [0]
    while let start = starts.last, let place = separator.first(in: text, from: start) {
      if number == Int64(starts.count) { return start..<place }
      starts.append(place + separator.elements.count)
    }
    let wanted = number > 0 ? number : Int64(starts.count) + 1 + number
    guard wanted >= 1, wanted <= starts.count else { return nil }
    let index = Int(wanted) - 1
    return starts[index]..<(index + 1 < starts.count ? starts[index + 1] - separator.elements.count : text.count)
  }

  /// Runs `body` on the bytes of both if each of their scalars is a character of its own; nil
  /// if that is not so.
  private static func withPlain<Result>(
    _ text: String, _ part: String, _ body: (UnsafeBufferPointer<UInt8>, Needle<UInt8>) -> Result
  ) -> Result? {
    var text = text
    var part = part
    return part.withUTF8 { part in
      guard PlainText.length(part) != nil else { return nil }
      return text.withUTF8 { text in
        PlainText.length(text) == nil ? nil : body(text, Needle(Array(part)))
      }
    }
  }
}
