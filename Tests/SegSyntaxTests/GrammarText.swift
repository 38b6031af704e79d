// Reads `grammar/seg.ebnf`, and generates sentences from it.

/// The right side of a production.
indirect enum Rule {
  case word(String)
  case sign(String)
  case reference(String)
  case sequence([Rule])
  case choice([Rule])
  case optional(Rule)
  case repeated(Rule)
  case anyOrder([Rule])
}

struct GrammarError: Error { let text: String }

struct Grammar {
  private(set) var productions: [(name: String, rule: Rule)] = []
  private var words: [String]
  private var index = 0

  init(_ text: String) throws {
    words = Self.words(of: text)
    while index < words.count {
      let name = words[index]
      index += 1
      try expect("=")
      productions.append((name, try choice()))
      try expect(";")
    }
  }

  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var rest = Substring(text)
    while let first = rest.first {
      if rest.hasPrefix("(*") {
        while !rest.isEmpty, !rest.hasPrefix("*)") { rest.removeFirst() }
        rest = rest.dropFirst(2)
      } else if first.isWhitespace {
        rest.removeFirst()
      } else if first == "\"" {
        let word = rest.dropFirst().prefix { $0 != "\"" }
        words.append("\"" + word)
        rest = rest.dropFirst(word.count + 2)
      } else if first.isLetter {
        let word = rest.prefix { $0.isLetter }
        words.append(String(word))
        rest = rest.dropFirst(word.count)
      } else {
        words.append(String(first))
        rest.removeFirst()
      }
    }
    return words
  }

  private mutating func expect(_ word: String) throws {
    guard index < words.count, words[index] == word else {
      throw GrammarError(
        text: "expected \(word) at word \(index): \(words[max(0, index - 5)..<min(words.count, index + 3)])")
    }
    index += 1
  }

  private mutating func choice() throws -> Rule {
    var rules = [try sequence()]
    while index < words.count, words[index] == "|" {
      index += 1
      rules.append(try sequence())
    }
    return rules.count == 1 ? rules[0] : .choice(rules)
  }

  private mutating func sequence() throws -> Rule {
    var rules: [Rule] = []
    while index < words.count, !["|", ")", "]", "}", ">", ";"].contains(words[index]) {
      let word = words[index]
      index += 1
      switch word {
      case "(":
        rules.append(try choice())
        try expect(")")
      case "[":
        rules.append(.optional(try choice()))
        try expect("]")
      case "{":
        rules.append(.repeated(try choice()))
        try expect("}")
      case "<":
        let inner = try choice()
        if case .choice(let parts) = inner { rules.append(.anyOrder(parts)) } else { rules.append(inner) }
        try expect(">")
      case _ where word.hasPrefix("\""):
        let text = String(word.dropFirst())
        rules.append(text.allSatisfy(\.isLetter) ? .word(text) : .sign(text))
      default:
        rules.append(.reference(word))
      }
    }
    return rules.count == 1 ? rules[0] : .sequence(rules)
  }

  /// Every keyword in quotes.
  var keywords: Set<String> { collect { if case .word(let word) = $0 { word } else { nil } } }

  /// Every sign in quotes.
  var signs: Set<String> { collect { if case .sign(let sign) = $0 { sign } else { nil } } }

  /// Every name on a right side.
  var references: Set<String> { collect { if case .reference(let name) = $0 { name } else { nil } } }

  private func collect(_ pick: (Rule) -> String?) -> Set<String> {
    var found: Set<String> = []
    func walk(_ rule: Rule) {
      if let text = pick(rule) { found.insert(text) }
      switch rule {
      case .word, .sign, .reference: break
      case .sequence(let rules), .choice(let rules), .anyOrder(let rules): rules.forEach(walk)
      case .optional(let inner), .repeated(let inner): walk(inner)
      }
    }
    productions.forEach { walk($0.rule) }
    return found
  }
}

/// Generates sentences.
struct SentenceMaker {
  let rules: [String: Rule]
  var random: SeededGenerator
  /// Which alternatives of which production have been taken.
  var taken: Set<String> = []
  /// The productions used in the current sentence.
  private var made = 0
  /// For each production, the least nesting of productions in a sentence.
  private var heights: [String: Int] = [:]

  init(rules: [String: Rule], random: SeededGenerator) {
    self.rules = rules
    self.random = random
    for _ in rules {
      for (name, rule) in rules { heights[name] = min(heights[name] ?? 1_000, height(rule) + 1) }
    }
  }

  static let tokens: [String: [String]] = [
    "word": ["amount", "city", "消费金额", "`order date`", "rank", "top", "key", "x1", "`where`"],
    "text": ["\"tea\"", "'a b'", "“茶”", "\"\\n\\u{41}\""],
    "whole": ["5", "1_000", "2024", "７"], "year": ["2024", "１９９８"],
    "calendar": ["this", "previous", "next"], "next": ["next"], "clock": ["hours", "minutes"],
    "number": ["1.5", "0.25"], "percent": ["20%", "12.5％"],
    "date": ["2024-12-31"], "month": ["2024-12"], "quarter": ["2024-Q4"], "week": ["2024-W07"],
    "timestamp": ["2024-12-31T18:00:00", "2024-12-31T18:00"],
  ]

  mutating func sentence(_ name: String, depth: Int = 0) -> String {
    if depth == 0 { made = 0 }
    made += 1
    if let samples = Self.tokens[name] { return samples.randomElement(using: &random) ?? "" }
    guard let rule = rules[name] else { return "<\(name)>" }
    return make(rule, in: name, path: "", depth: depth + 1)
  }

  private mutating func make(_ rule: Rule, in name: String, path: String, depth: Int) -> String {
    // A long sentence is ended as soon as possible.
    let isDeep = depth > 40 || made > 80
    switch rule {
    case .word(let text):
      return Bool.random(using: &random) ? text : text.uppercased()
    case .sign(let text): return text
    case .reference(let reference): return sentence(reference, depth: depth)
    case .sequence(let parts):
      var words: [String] = []
      for (index, part) in parts.enumerated() {
        words.append(make(part, in: name, path: path + ".\(index)", depth: depth))
      }
      return words.filter { !$0.isEmpty }.joined(separator: " ")
    case .choice(let parts):
      let index = isDeep ? shallowest(parts) : Int.random(in: 0..<parts.count, using: &random)
      taken.insert("\(name)\(path)|\(index)")
      return make(parts[index], in: name, path: path + "|\(index)", depth: depth)
    case .optional(let inner):
      if depth > 12 && isDeep || Bool.random(using: &random) { return "" }
      taken.insert("\(name)\(path)?")
      return make(inner, in: name, path: path + "?", depth: depth)
    case .repeated(let inner):
      var words: [String] = []
      let limit = depth > 12 && isDeep ? 0 : [0, 0, 0, 1, 2].randomElement(using: &random) ?? 0
      for _ in 0..<limit { words.append(make(inner, in: name, path: path + "*", depth: depth)) }
      if limit > 0 { taken.insert("\(name)\(path)*") }
      return words.joined(separator: name == "Script" ? "\n" : " ")
    case .anyOrder(let parts):
      let isDeep = depth > 12 && isDeep  // statements always get their clauses
      let count = isDeep ? 1 : Int.random(in: 1...parts.count, using: &random)
      let order = isDeep ? [shallowest(parts)] : Array(Array(parts.indices).shuffled(using: &random).prefix(count))
      var words: [String] = []
      for index in order {
        taken.insert("\(name)\(path)&\(index)")
        words.append(make(parts[index], in: name, path: path + "&\(index)", depth: depth))
      }
      return words.joined(separator: " ")
    }
  }

  /// The alternative whose shortest sentence is nested least.
  private func shallowest(_ parts: [Rule]) -> Int {
    parts.indices.min { height(parts[$0]) < height(parts[$1]) } ?? 0
  }

  private func height(_ rule: Rule) -> Int {
    switch rule {
    case .word, .sign, .optional, .repeated: 0
    case .reference(let name): Self.tokens[name] != nil ? 0 : heights[name] ?? 1_000
    case .sequence(let parts): parts.map(height).max() ?? 0
    case .choice(let parts), .anyOrder(let parts): parts.map(height).min() ?? 0
    }
  }

  /// Every alternative that `taken` must hold in the end.
  static func alternatives(of rule: Rule, in name: String, path: String = "") -> [String] {
    switch rule {
    case .word, .sign, .reference: []
    case .sequence(let parts):
      parts.enumerated().flatMap { alternatives(of: $0.element, in: name, path: path + ".\($0.offset)") }
    case .choice(let parts):
      parts.indices.map { "\(name)\(path)|\($0)" }
        + parts.enumerated().flatMap { alternatives(of: $0.element, in: name, path: path + "|\($0.offset)") }
    case .optional(let inner): ["\(name)\(path)?"] + alternatives(of: inner, in: name, path: path + "?")
    case .repeated(let inner): ["\(name)\(path)*"] + alternatives(of: inner, in: name, path: path + "*")
    case .anyOrder(let parts):
      parts.indices.map { "\(name)\(path)&\($0)" }
        + parts.enumerated().flatMap { alternatives(of: $0.element, in: name, path: path + "&\($0.offset)") }
    }
  }
}
